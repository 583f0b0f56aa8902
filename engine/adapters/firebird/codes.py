"""Numbers that stand for states in the tables, and moments with a meaning of their own."""

from datetime import UTC, datetime
from typing import Final

from engine.domain.contact import ContactState
from engine.domain.disposition import Disposition, HangupBy
from engine.domain.hangup_cause import HangupCause

#: ``contacts.queue``
WAITING: Final = 0
CLAIMED: Final = 1
SETTLED: Final = 2

#: ``contacts.state``. IN_PROGRESS is not stored: it is ``in_attempt = 1``.
STATE_CODES: Final = {
    ContactState.NEW: 0,
    ContactState.WAITING_RETRY: 1,
    ContactState.DONE: 3,
    ContactState.EXCLUDED: 4,
}
#: For good.
SETTLED_STATES: Final = (STATE_CODES[ContactState.DONE], STATE_CODES[ContactState.EXCLUDED])
STATES: Final = {code: state for state, code in STATE_CODES.items()}

#: Looking a value up is quicker than making the member of an enumeration anew for each row.
CAUSES: Final = {cause.value: cause for cause in HangupCause}
SIDES: Final = {side.value: side for side in HangupBy}
DISPOSITIONS: Final = {disposition.value: disposition for disposition in Disposition}

#: ``contacts.next_at`` of a contact that was never tried: retries, which come first, sort behind
#: it and are asked for separately. Also ``node_sessions.lease_until`` of a session given up.
LONG_AGO: Final = datetime(2000, 1, 1, tzinfo=UTC)

#: Values in one ``IN (…)`` list: a few sizes only, so that prepared statements are reused.
LIST_SIZES: Final = (1, 4, 20, 60, 200)


def queue_of(state: ContactState) -> int:
    """Where a contact goes when it is given back in ``state``."""
    return WAITING if state in (ContactState.NEW, ContactState.WAITING_RETRY) else SETTLED
