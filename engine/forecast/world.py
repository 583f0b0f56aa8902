"""The world of one run: its clock, its contacts, and how a call goes there.

What it is dialled by, the real dialer or the operators by hand, is in ``run`` and ``by_hand``.
"""

import heapq
from collections.abc import Callable
from datetime import datetime
from random import Random
from typing import Any, NamedTuple

from engine.dialer.model import Outlook
from engine.dialer.retry import verdict
from engine.dialer.state import microseconds, moment
from engine.dialer.waiting import WaitingPlan, plan_waiting
from engine.domain.attempt import ContactVerdict
from engine.domain.call_counting import PastCall, Planned, limit_reached, longest_window
from engine.domain.calling_hours import calling_hours, zone_of
from engine.domain.contact import Contact, ContactState
from engine.domain.disposition import Disposition
from engine.domain.presets import lawful_schedule
from engine.forecast.model import Plan
from engine.forecast.operators import Operators
from engine.forecast.outcome import Outcome, Tally
from engine.forecast.waiting import Waiting

SECOND = 1_000_000
_HOUR = 3600 * SECOND
#: An answer rate that was learnt badly is still one at which some calls are answered.
_LEAST_RATE = 0.005


class Going(NamedTuple):
    """How a call will go: what it ends as when it is not answered, after so many seconds."""

    answered: bool
    after_s: float
    disposition: Disposition
    machine: bool = False


class World:
    """``go`` runs it."""

    def __init__(self, plan: Plan, seed: int) -> None:
        self.plan = plan
        self.settings = plan.campaign.settings
        self.random = Random(seed)
        self.at = self._now_at = microseconds(plan.start)
        self._now = moment(self.at)
        self.tally = Tally(self.at)
        self.waiting = Waiting(plan.campaign.id, plan.groups, self.random)
        self.operators = Operators(plan.operators, self.tally, self._operator_changed)
        self.hours = calling_hours(lawful_schedule(self.settings))
        self.finished_at: int | None = None
        self.live = 0
        self.events = 0
        self._heap: list[tuple[int, int, Callable[..., None], tuple[Any, ...]]] = []
        self._number = 0
        odds = plan.odds
        rate = self.random.gauss(odds.answer_rate, odds.spread) if odds.spread else odds.answer_rate
        self._rate = min(1.0, max(_LEAST_RATE, rate)) if odds.answer_rate else 0.0
        self._failures = list(odds.failures), list(odds.failures.values())
        self._results = list(odds.results), list(odds.results.values())
        self._zone = zone_of(self.settings.schedule.timezone)
        self._hour_rates: dict[int, float] = {}
        self._limited = bool(longest_window(self.settings.rules))
        self._past: dict[int, list[PastCall]] = {}
        self._reached: set[int] = set()

    # --- time ----------------------------------------------------------------------------------

    @property
    def now(self) -> datetime:
        if self._now_at != self.at:
            self._now_at, self._now = self.at, moment(self.at)
        return self._now

    def after(self, seconds: float, act: Callable[..., None], *arguments: Any) -> None:
        """Do that so many seconds from now."""
        self.plan_at(self.at + round(seconds * SECOND), act, *arguments)

    def plan_at(self, at: int, act: Callable[..., None], *arguments: Any) -> None:
        self._number += 1
        heapq.heappush(self._heap, (at, self._number, act, arguments))

    def next_event(self) -> int | None:
        return self._heap[0][0] if self._heap else None

    def take_event(self) -> None:
        self.at, _, act, arguments = heapq.heappop(self._heap)
        self.events += 1
        act(*arguments)

    # --- shifts --------------------------------------------------------------------------------

    def begin_shift(self) -> None:
        """The operators come now if it is their time, or when it comes."""
        if not self.plan.operators:
            return
        hours = calling_hours(self.plan.shift or self.settings.schedule)
        opening = hours.next_opening((), self.now)
        if opening is None:
            return
        if opening > self.now:
            self.plan_at(microseconds(opening), self.begin_shift)
            return
        until = hours.span((), self.now).until
        if until is not None:
            self.plan_at(microseconds(until), self._end_shift)
        self.operators.come(self.at)
        self.someone_free()

    def _end_shift(self) -> None:
        self.operators.go(self.at)
        self.begin_shift()

    def someone_free(self) -> None:
        """Operators have come, or one has become free."""

    def _operator_changed(self, operator: int, stage: Any) -> None:
        """See ``Operators``."""

    # --- calls ---------------------------------------------------------------------------------

    def waits(self) -> WaitingPlan:
        """Which contacts may be called now, and when that changes."""
        return plan_waiting(self.outlook(), self.hours, self.now)

    def outlook(self) -> Outlook:
        return self.waiting.outlook(self.now)

    def begins(self, contact: Contact, phone: str) -> bool:
        """A call begins; False: a law's limit of calls forbids it, the contact waits."""
        if self._limited and not self._allowed(contact, phone):
            return False
        self.live += 1
        self.tally.calls += 1
        self.tally.hour(self.at).calls += 1
        return True

    def going(self, contact: Contact) -> Going:
        """How the call that begins now will go."""
        odds, random = self.plan.odds, self.random
        rate = self._rate * self._hour_rate()
        if odds.by_try:
            rate *= odds.by_try[min(contact.progress.attempts, len(odds.by_try) - 1)]
        if random.random() < rate:
            machine = bool(odds.machines) and random.random() < odds.machines
            after_s = min(odds.ring.draw(random), self.settings.ring_timeout_s)
            return Going(True, after_s, self._result(), machine)
        failure = random.choices(*self._failures)[0]
        if failure is Disposition.NO_ANSWER:
            return Going(False, self.settings.ring_timeout_s, failure)
        return Going(False, odds.refused.draw(random), failure)

    def answered(self, contact: Contact, *, machine: bool) -> None:
        self.tally.answered += 1
        self.tally.hour(self.at).answered += 1
        if not machine and contact.id not in self._reached:
            self._reached.add(contact.id)
            self.tally.reached += 1

    def ended(self, contact: Contact, phone_index: int, began: int, answered_at: int | None,
              disposition: Disposition) -> None:  # fmt: skip
        """The call is over; its contact waits for the next one or is settled."""
        self.live -= 1
        self.tally.lasted("line_s", began, self.at)
        if self._limited:
            self._remember(contact, phone_index, began, answered_at, disposition)
        after = verdict(contact, disposition, phone_index, self.now, self.settings.retry)
        if after.state is ContactState.WAITING_RETRY:
            self.waiting.put(contact, after)
        else:
            self.settled()

    def settled(self) -> None:
        """Nothing more is done about a contact."""
        self.tally.hour(self.at).settled += 1

    def outcome(self, lines: int, left_why: str) -> Outcome:
        self.operators.account(self.at)
        tally = self.tally
        seen = sum(tally.limits.values())
        settled = sum(hour.settled for hour in tally.hours)
        return Outcome(
            contacts=self.plan.contacts, start=self.plan.start,
            finished_at=None if self.finished_at is None else moment(self.finished_at),
            left=self.plan.contacts - settled, calls=tally.calls, answered=tally.answered,
            reached=tally.reached, served=tally.served, abandoned=tally.abandoned, lines=lines,
            hours=tuple(tally.hours),
            limits={code: count / seen for code, count in tally.limits.items()},
            left_why=left_why, events=self.events,
        )  # fmt: skip

    # --- odds ----------------------------------------------------------------------------------

    def _result(self) -> Disposition:
        names, weights = self._results
        return names[0] if len(names) == 1 else self.random.choices(names, weights)[0]

    def _hour_rate(self) -> float:
        by_hour = self.plan.odds.by_hour
        if not by_hour:
            return 1.0
        hour = self.at // _HOUR
        found = self._hour_rates.get(hour)
        if found is None:
            found = self._hour_rates[hour] = by_hour[self.now.astimezone(self._zone).hour]
        return found

    # --- limits that laws set ------------------------------------------------------------------

    def _allowed(self, contact: Contact, phone: str) -> bool:
        past = self._past.get(contact.id)
        if not past:
            return True
        planned = Planned(0, contact.campaign_id, self.settings, phone, contact.zones)
        reached = limit_reached(planned, past, self.now)
        if reached is None:
            return True
        self.waiting.put(
            contact,
            ContactVerdict(ContactState.WAITING_RETRY, contact.progress, reached.lifts_at),
        )
        return False

    def _remember(self, contact: Contact, phone_index: int, began: int, answered_at: int | None,
                  disposition: Disposition) -> None:  # fmt: skip
        past = self._past.setdefault(contact.id, [])
        past.append(
            PastCall(
                len(past) + 1, contact.campaign_id, self.settings.purpose.value,
                self.settings.voice_message, contact.phones[phone_index], moment(began),
                None if answered_at is None else moment(answered_at), self.now, disposition,
            )
        )  # fmt: skip
