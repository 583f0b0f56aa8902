"""What becomes of contacts whom the journal has refused to open an attempt for: when they may be
called again, and which of them wait for a legal limit."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from engine.dialer.model import Dial
from engine.domain.attempt import ContactVerdict
from engine.domain.refusal import (
    CONSENT,
    DO_NOT_CALL,
    IN_CALL,
    LIMIT,
    ON_THE_LINE,
    PASSING,
    Refusal,
)
from engine.ports.clock import Clock
from engine.service.attempt_rows import without_phone
from engine.service.journal import Journal

log = logging.getLogger(__name__)

#: A contact whose attempt the database refused to open is not tried again before this.
REFUSED_PAUSE = timedelta(minutes=5)
#: Nor one who has rung us back and is still talking.
TALKING_PAUSE = timedelta(minutes=1)
#: Those who wait for somebody else's call to end are looked at again one by one: retries come
#: before fresh contacts, and a hundred people behind one switchboard would take all turns.
TURN = timedelta(seconds=15)


class Undialled:
    """Settles their rows. ``on_session_doubt``: the database says that the node's session is
    over."""

    def __init__(
        self, journal: Journal, clock: Clock, on_session_doubt: Callable[[], None]
    ) -> None:
        self._journal, self._clock = journal, clock
        self._on_session_doubt = on_session_doubt
        #: Campaign id → when numbers that a legal limit held back may be called again.
        self._limits_lift: dict[int, set[datetime]] = {}
        #: Campaign id → when the last of those who wait for another call is looked at again.
        self._last_turn: dict[int, datetime] = {}

    def limit_lifts(self, campaign_id: int, at: datetime) -> bool:
        """Whether what waits until ``at`` waits for a legal limit."""
        return at in self._limits_lift.get(campaign_id, ())

    def refused(self, session_id: int, dial: Dial, reason: str, refusal: Refusal | None) -> None:
        contact, now = dial.contact, self._clock.now()
        lifts_at = None if refusal is None else refusal.lifts_at
        if reason in (DO_NOT_CALL, CONSENT):
            self._settle(session_id, dial, without_phone(dial, now))
        elif lifts_at is not None and (reason.startswith(LIMIT) or reason in PASSING):
            if reason.startswith(LIMIT):
                lifts = self._limits_lift.setdefault(dial.campaign_id, set())
                lifts.difference_update([at for at in lifts if at < now])
                lifts.add(lifts_at)
            if reason == IN_CALL:
                lifts_at = self._turn(dial.campaign_id, lifts_at)
            self._wait(session_id, dial, lifts_at)
        elif reason == ON_THE_LINE:
            self._wait(session_id, dial, now + TALKING_PAUSE)
        else:
            self._journal.write("release", lambda s: s.contacts.release(session_id, [contact.id]))
        if reason == "session_lost":
            self._on_session_doubt()
        log.info("contact %d is not dialled: %s", contact.id, reason)

    def not_journalled(self, session_id: int, dial: Dial, error: Exception) -> None:
        log.error("contact %d is not dialled: its attempt could not be journalled: %s",
                  dial.contact.id, error, exc_info=error)  # fmt: skip
        self._wait(session_id, dial, self._clock.now() + REFUSED_PAUSE)

    def _turn(self, campaign_id: int, lifts_at: datetime) -> datetime:
        last = self._last_turn.get(campaign_id)
        turn = lifts_at if last is None else max(lifts_at, last + TURN)
        self._last_turn[campaign_id] = turn
        return turn

    def _wait(self, session_id: int, dial: Dial, until: datetime) -> None:
        contact = dial.contact
        # Who is dialled by hand before his time is not called sooner for it.
        until = max(until, contact.next_at)
        self._settle(session_id, dial, ContactVerdict(contact.state, contact.progress, until))

    def _settle(self, session_id: int, dial: Dial, verdict: ContactVerdict) -> None:
        contact_id = dial.contact.id
        self._journal.write("settle", lambda s: s.contacts.settle(session_id, contact_id, verdict))
