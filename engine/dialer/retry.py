"""What becomes of a contact after an attempt: the arithmetic of the ``[retry]`` section.

* Delays are counted from the end of the attempt and chosen by how often this outcome has come to
  this contact: the first ``user_busy`` waits ``delays[0]``, the second ``delays[1]``. Past the end
  of the list, and without a list, there is no retry: the contact is done, alternates or not — an
  outcome without retry says something about the person (he rejected the call), not the number.
* ``max_attempts`` counts every attempt, those on alternates too.
* ``invalid_number`` says something about the number only: it is dead for this contact, and the
  next alternate is tried at once, without any delay; with none left the contact is done.
* Otherwise alternates take turns: the next attempt goes to the phone after this one, dead ones
  passed over.
* What was achieved is achieved: completed, transferred, served, opted out … end the contact.
* ``cancelled`` (the campaign was stopped while it rang): the contact was not served and waits as
  before, due at once when the campaign is started again. The attempt counts, the outcome does not
  move any delay, and the same phone is next.
* ``interrupted`` (an engine or a line worker died) waits its delays like any other failure; with
  no delay for it the contact is not called again, since he may have heard the whole message.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from engine.domain.attempt import ContactVerdict
from engine.domain.campaign import RetryRules
from engine.domain.contact import Contact, ContactProgress, ContactState
from engine.domain.disposition import RETRYABLE, Disposition


def verdict(contact: Contact, disposition: Disposition, phone_index: int, ended_at: datetime,
            rules: RetryRules) -> ContactVerdict:  # fmt: skip
    """The contact's next state after an attempt on ``contact.phones[phone_index]`` that ended at
    ``ended_at`` (UTC). ``contact`` is as it was when the attempt began."""
    before = contact.progress
    attempts = before.attempts + 1
    times = before.outcomes.get(disposition, 0)
    counted = (
        before.outcomes
        if disposition is Disposition.CANCELLED
        else {**before.outcomes, disposition: times + 1}
    )
    dead = before.dead_phones
    if disposition is Disposition.INVALID_NUMBER:
        dead = dead | {phone_index}
    following = phone_index if disposition is Disposition.CANCELLED else phone_index + 1
    phone = next_phone(contact.phones, dead, following)
    progress = ContactProgress(
        attempts=attempts,
        outcomes=counted,
        dead_phones=dead,
        next_phone=phone_index if phone is None else phone,
    )
    done = ContactVerdict(ContactState.DONE, progress, ended_at)
    if attempts >= rules.max_attempts or phone is None:
        return done
    waiting = ContactVerdict(ContactState.WAITING_RETRY, progress, ended_at)
    if disposition in (Disposition.CANCELLED, Disposition.INVALID_NUMBER):
        return waiting
    if disposition not in RETRYABLE:
        return done
    delays = rules.delays.get(disposition, ())
    if times >= len(delays):
        return done
    return replace(waiting, next_at=ended_at + delays[times])


def next_phone(phones: Sequence[str], dead: frozenset[int], start: int) -> int | None:
    """Index of the first phone that is not dead, from ``start`` on and round; None: all dead."""
    for step in range(len(phones)):
        index = (start + step) % len(phones)
        if index not in dead:
            return index
    return None
