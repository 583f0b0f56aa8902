"""Rows of attempts: how they begin, and how one is undone."""

from dataclasses import replace
from datetime import datetime

from engine.dialer.model import Dial
from engine.domain.attempt import ContactVerdict, OpenAttempt
from engine.domain.contact import ContactState
from engine.ports.clock import Clock
from engine.ports.storage import Stores

#: Older than this when its journal row is committed, a dial decision is no longer trusted.
STALE_S = 5.0


def is_stale(decided_at: float, asked_at: datetime, clock: Clock) -> bool:
    """Whether it was decided to dial (monotonic seconds), or asked whether one may, too long ago.
    Of a computer that has slept, or whose clock was set, only the latter knows: what only goes on
    may have stood still meanwhile."""
    age_s = clock.monotonic() - decided_at
    apart_s = abs((clock.now() - asked_at).total_seconds())
    return max(age_s, apart_s) > STALE_S


def attempt_of(dial: Dial, scheme_version_id: int, attempt_id: int, now: datetime) -> OpenAttempt:
    return OpenAttempt(
        id=attempt_id,
        campaign_id=dial.campaign_id,
        contact_id=dial.contact.id,
        number=dial.number,
        phone=dial.phone,
        trunk_id=dial.trunk_id,
        scheme_version_id=scheme_version_id,
        reserved_at=now,
    )


def withdraw(stores: Stores, session_id: int, attempt: OpenAttempt) -> None:
    """It was not dialled after all."""
    stores.attempts.withdraw(session_id, [attempt.id])
    stores.ledger.forget_people(attempt.id)
    stores.quotas.settle(attempt.campaign_id, attempt.id, ())
    stores.contacts.release(session_id, [attempt.contact_id])


def without_phone(dial: Dial, now: datetime) -> ContactVerdict:
    """This number is on the do-not-call list: go on with the alternates, or leave him alone."""
    contact = dial.contact
    dead = contact.progress.dead_phones | {dial.phone_index}
    alive = [i for i in range(len(contact.phones)) if i not in dead]
    progress = replace(contact.progress, dead_phones=dead, next_phone=alive[0] if alive else 0)
    state = contact.state if alive else ContactState.EXCLUDED
    return ContactVerdict(state, progress, now)
