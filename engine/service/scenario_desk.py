"""Scenarios at work: asked for by campaigns, fenced, and given up when they misbehave.

A scenario is somebody's code in the engine's process. An exception in it, or an answer that makes
no sense, costs a line in the log and the standard strategy for this contact; one that is slow
again and again is set aside for as long as the engine runs.
"""

import logging
import math
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from engine.dialer.retry import next_phone
from engine.dialer.scenario import AttemptView, Scenario
from engine.dialer.scenarios import sorted_ids
from engine.domain.attempt import ContactVerdict
from engine.domain.campaign import RetryRules
from engine.domain.contact import Contact, ContactState
from engine.domain.disposition import Disposition
from engine.ports.storage import Stores

T = TypeVar("T")
log = logging.getLogger(__name__)

#: A question that takes longer holds calls up; so many of them, and it is not asked again.
SLOW_S = 0.1
_MOST_SLOW = 20
#: Faults of one scenario that are logged with everything that led to them.
_MOST_TOLD = 5
#: Contacts ranked in one transaction.
RANK_BATCH = 2000


class FencedScenario:
    """One campaign's scenario, which cannot do harm. ``name`` is for the log."""

    def __init__(self, name: str, scenario: Scenario) -> None:
        self.name = name
        self._scenario = scenario
        self._standard = Scenario()
        self._slow = 0
        self._faults = 0

    @property
    def ranks(self) -> bool:
        return bool(self._scenario.ranks)

    def priority(self, contact: Contact) -> float:
        def asked() -> float:
            value = float(self._scenario.priority(contact))
            if math.isnan(value):
                raise ValueError("priority is no number")
            return value

        return self._ask("priority", asked, lambda: 0.0)

    def arranged(self, contacts: Sequence[Contact], now: datetime) -> list[Contact]:
        """The contacts in the order of the scenario, each with the number it has chosen."""
        by_id = {contact.id: contact for contact in contacts}
        ids = self._ask(
            "order",
            lambda: sorted_ids(contacts, list(self._scenario.order(tuple(contacts), now))),
            lambda: list(by_id),
        )
        return [self._with_phone(by_id[contact_id], now) for contact_id in ids]

    def _with_phone(self, contact: Contact, now: datetime) -> Contact:
        progress = contact.progress

        def asked() -> int:
            index = self._scenario.phone(contact, now)
            if type(index) is not int or not 0 <= index < len(contact.phones):
                raise ValueError(f"phone {index!r} of {len(contact.phones)}")
            return index

        index = self._ask("phone", asked, lambda: progress.next_phone)
        chosen = next_phone(contact.phones, progress.dead_phones, index)
        if chosen is None or chosen == progress.next_phone:
            return contact
        return replace(contact, progress=replace(progress, next_phone=chosen))

    def verdict(
        self, contact: Contact, attempt: AttemptView, default: ContactVerdict, rules: RetryRules
    ) -> ContactVerdict:
        def asked() -> ContactVerdict:
            found = self._scenario.verdict(contact, attempt, default)
            return _lawful(found, contact, attempt, default, rules)

        return self._ask("verdict", asked, lambda: default)

    def _ask(self, what: str, ask: Callable[[], T], otherwise: Callable[[], T]) -> T:
        if self._slow >= _MOST_SLOW:
            return otherwise()
        begun = time.perf_counter()
        try:
            return ask()
        except Exception as error:
            self._faults += 1
            if self._faults <= _MOST_TOLD:
                log.exception("scenario %s, %s: the standard one goes on", self.name, what)
            else:
                log.error("scenario %s, %s: %s", self.name, what, error)
            return otherwise()
        finally:
            took_s = time.perf_counter() - begun
            if took_s > SLOW_S:
                self._slow += 1
                log.warning("scenario %s, %s: took %.2f s", self.name, what, took_s)
                if self._slow == _MOST_SLOW:
                    log.error("scenario %s is too slow: the standard one goes on", self.name)


def _lawful(
    found: ContactVerdict, contact: Contact, attempt: AttemptView, default: ContactVerdict,
    rules: RetryRules,
) -> ContactVerdict:  # fmt: skip
    """What a scenario may decide; ValueError for what is no verdict at all."""
    if not isinstance(found, ContactVerdict) or not isinstance(found.state, ContactState):
        raise TypeError(f"no verdict: {found!r}")
    if found.next_at.tzinfo is None:
        raise ValueError("next_at has no time zone")
    if found.state is ContactState.IN_PROGRESS:
        raise ValueError("in_progress is no verdict")
    # How often he was tried is a fact, and so is what he asked for.
    progress = replace(
        found.progress,
        attempts=default.progress.attempts,
        outcomes=default.progress.outcomes,
        dead_phones=default.progress.dead_phones,
    )
    state = found.state
    if state is ContactState.NEW:
        state = ContactState.WAITING_RETRY
    if state is ContactState.WAITING_RETRY:
        alive = next_phone(contact.phones, progress.dead_phones, 0) is not None
        over = progress.attempts >= rules.max_attempts
        if over or attempt.disposition is Disposition.OPTED_OUT or not alive:
            state = ContactState.DONE
    return ContactVerdict(state, progress, max(found.next_at, attempt.ended_at))


def rank(
    stores: Stores, campaign_id: int, scenario: FencedScenario, limit: int = RANK_BATCH
) -> bool:
    """Put contacts that were never looked at into the scenario's order; True while there may be
    more of them."""
    contacts = stores.ranking.unranked(campaign_id, limit)
    stores.ranking.rank({contact.id: scenario.priority(contact) for contact in contacts})
    return len(contacts) == limit
