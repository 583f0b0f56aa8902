"""How many calls a campaign with operators may have in flight.

Sans-IO like the whole dialer: moments (microseconds since 1970) come in, the number of calls that
may be started now goes out. Predictive pacing dials one more call while the chance that it is
answered and finds no operator is within the risk; the risk follows what the abandon limit leaves
(docs/pacing.md, docs/adr/0099).
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from math import ceil, exp

from engine.dialer.pace import SECOND
from engine.dialer.pacing.handling import Handling
from engine.dialer.pacing.learnt import Hours, Lists
from engine.dialer.pacing.model import AbandonCounts, Pacing, PacingRules, Stage
from engine.dialer.pacing.ringing import Ringing
from engine.dialer.pacing.risk import EXACT, ExactSum, LargeSum

#: A fresh call may be answered sooner or later: so many moments stand for all.
MOMENTS = 4
#: What was learnt comes into effect so often.
_REFRESH = 10 * SECOND
#: The risk of one call when the budget is as it should be, in limits, and the greatest one.
_RISK = 1.1
_MOST_RISK = 8.0
#: The budget is spread over about so many seconds …
_SPAN_S = 300.0
#: … of which this share is kept in hand, and how eagerly the risk follows the budget.
_IN_HAND = 1.5
_FOLLOW = 1.0
#: A good past does not excuse a bad hour: no more than so many spans' worth of it counts.
_MOST_IN_HAND = 4.0
#: The chance, at each moment ahead, that the budget is overdrawn.
_OVERDRAWN = 0.0003


class Pacer:
    """One campaign's. Calls and operators are known by numbers of the caller's own."""

    def __init__(
        self,
        rules: PacingRules,
        counts: AbandonCounts | None = None,
        learnt: Mapping[str, Lists] | None = None,
    ) -> None:
        """``learnt``: what ``learnt`` gave before the engine was started anew."""
        self.rules = rules
        #: Within the window of the limit.
        self.counts = counts or AbandonCounts()
        self.ringing = Ringing(rules.ring_s)
        self.handling = Handling(rules.answer_within_s)
        self._hours = Hours(learnt)
        self._calls: dict[int, int] = {}
        self._waiting: set[int] = set()
        self._stages: dict[int, tuple[Stage, int]] = {}
        self._free = 0
        self._own: set[int] = set()
        self._refreshed: int | None = None
        self._moments: list[int] = []
        #: How many calls were within the risk when this was worked out last.
        self._found = 1

    def change(self, rules: PacingRules, counts: AbandonCounts) -> None:
        """The rules are others from now on, or the counts have been read anew."""
        self.rules, self.counts = rules, counts
        self.handling.grace_s = rules.answer_within_s
        self._refreshed = None

    # --- what happens --------------------------------------------------------------------------

    def dialled(self, call: int, at: int) -> None:
        self._calls[call] = at

    def answered(self, call: int, at: int) -> None:
        """A person, as far as is known, is on the line and wants an operator."""
        self._outcome(call, at, answered=True)
        self._waiting.add(call)

    def machine(self, call: int, at: int) -> None:
        """An answering machine has answered."""
        self._outcome(call, at, answered=False)
        self._waiting.discard(call)
        self._count(machines=1)

    def served(self, call: int, operator: int, at: int) -> None:
        """The person is put through to that operator, who may be another node's to dial for."""
        self._outcome(call, at, answered=True)
        self._waiting.discard(call)
        self._count(served=1)
        if operator in self._stages:
            self.operator(operator, Stage.TALKING, at)
            self._own.add(operator)

    def dropped(self, call: int, at: int) -> None:
        """No operator was there in time (``answer_within_s``): the call goes to the branch for
        that, and counts as abandoned whatever becomes of it."""
        self._outcome(call, at, answered=True)
        self._waiting.discard(call)
        self._count(dropped=1)

    def ended(self, call: int, at: int) -> None:
        """The call is over; nothing happens when it was already served or dropped."""
        self._outcome(call, at, answered=False)
        self._waiting.discard(call)

    def operator(self, operator: int, stage: Stage, at: int) -> None:
        """What the operator does from now on."""
        before, since = self._stages.get(operator, (Stage.AWAY, at))
        if before is stage:
            return
        if operator in self._own:
            self.handling.learn(before, stage, max(0, at - since) / SECOND, self.operators)
        self._free += (stage is Stage.FREE) - (before is Stage.FREE)
        if stage is Stage.AWAY:
            self._stages.pop(operator, None)
        else:
            self._stages[operator] = (stage, at)
        if stage is not Stage.WRAP_UP:
            self._own.discard(operator)

    def clock_set_back(self, at: int) -> None:
        self._calls = {call: min(since, at) for call, since in self._calls.items()}
        self._stages = {
            operator: (stage, min(since, at)) for operator, (stage, since) in self._stages.items()
        }
        self._refreshed = None

    # --- what may be done ----------------------------------------------------------------------

    @property
    def in_flight(self) -> int:
        """Calls that are neither answered nor over."""
        return len(self._calls)

    @property
    def operators(self) -> int:
        """Those who are not away."""
        return len(self._stages)

    @property
    def predictive(self) -> bool:
        rules = self.rules
        return (
            rules.pacing is Pacing.PREDICTIVE
            and rules.limit > 0.0
            and self.operators >= max(1, rules.fewest_operators)
        )

    def allowed(self, at: int, lines: int, rivals: Sequence["Rival"] = ()) -> int:
        """How many calls may be started now, with so many free lines. ``rivals``: campaigns that
        put subscribers through to some of the same operators."""
        lines = self._most(lines)
        certain = self.certain(lines, rivals)
        if certain >= lines or not self.predictive:
            return certain
        return max(certain, self._within_risk(at, lines, rivals))

    def certain(self, lines: int, rivals: Sequence["Rival"] = ()) -> int:
        """How many of these calls find an operator who is free already, whatever comes of them."""
        taken = len(self._waiting) + len(self._calls)
        taken += sum(ceil(share * pacer.unserved - 1e-9) for pacer, share in rivals)
        return max(0, min(self._most(lines), self._free - taken))

    def _most(self, lines: int) -> int:
        return min(lines, self.rules.most_calls_each * self.operators - len(self._calls))

    @property
    def unserved(self) -> int:
        """Calls that may still want an operator."""
        return len(self._waiting) + len(self._calls)

    @property
    def lines_wanted(self) -> int:
        """Lines that are enough for talks and calls in flight, in coarse steps: it is asked for
        them anew whenever the number changes."""
        operators = self.operators
        if not operators:
            return 0
        each = 1.0  # a call or a talk
        if self.predictive:
            rate = self.ringing.rate
            in_flight = 2.0 * self.rules.ring_s / (self.handling.mean_s * rate)
            each += min(self.rules.most_calls_each, max(in_flight, 1.0 / rate))
        step = max(5, operators // 2)
        return step * ceil((operators * each + 2.0) / step)

    def hour(self, hour: int) -> None:
        """It is that hour of the day (0 … 23) where the campaign is."""
        self._hours.at(hour, self.ringing, self.handling)

    def learnt(self) -> dict[str, Lists]:
        """What was learnt, by hour of day: lists of numbers, to be kept."""
        return self._hours.kept(self.ringing, self.handling)

    @property
    def risk(self) -> float:
        """The chance that a call may have, once answered, of finding no operator."""
        span = self._span()
        return self._risk(self._budget(span) / span)

    def _risk(self, in_hand: float) -> float:
        return self.rules.limit * min(_MOST_RISK, _RISK * exp(_FOLLOW * (in_hand - _IN_HAND)))

    def _budget(self, span: float) -> float:
        """How many calls may be lost now."""
        return min(self.counts.budget(self.rules.limit), _MOST_IN_HAND * span)

    def _span(self) -> float:
        """What the limit grants within some minutes, and the one call that is tolerated."""
        answers = self.operators * _SPAN_S / self.handling.mean_s
        return 1.0 + self.rules.limit * answers

    def _within_risk(self, at: int, lines: int, rivals: Sequence["Rival"]) -> int:
        if self._refreshed is None or at - self._refreshed >= _REFRESH:
            self._refresh(at)
        rate = self.ringing.rate
        operators = self.operators - len(self._waiting)
        span = self._span()
        budget = self._budget(span)
        risk = self._risk(budget / span) * MOMENTS
        spare = max(0, int(budget))
        sums: list[ExactSum | LargeSum] = []
        certain = 0.0
        for ahead in self._outlook(at, rate, rivals):
            certain += ahead.at_least(operators)
            if certain > risk:
                return 0  # whatever the moments after it bring
            sums.append(ahead)
        if any(ahead.at_least(operators + spare) > _OVERDRAWN for ahead in sums):
            return 0
        # Without calls to spare the one who finds nobody overdraws the budget.
        most = 1.0 if spare else _OVERDRAWN
        events = list(zip(sums, self.ringing.chances(0, self._moments, rate), strict=True))

        def bearable(calls: int) -> bool:
            """When so many more are made, the last of them is within the risk."""
            in_all = 0.0
            for ahead, chance in events:
                none_free = ahead.at_least(operators, calls, chance)
                in_all += none_free
                if in_all > risk or none_free > most:
                    return False
            return not spare or all(
                ahead.at_least(operators + spare, calls, chance) <= _OVERDRAWN
                for ahead, chance in events
            )

        self._found = _first_not(bearable, lines, self._found)
        return self._found

    def _outlook(
        self, at: int, rate: float, rivals: Sequence["Rival"]
    ) -> Iterator[ExactSum | LargeSum]:
        """For each moment ahead: who will want an operator by then, and who is still busy."""
        groups = self.coming(at, self._moments, rate)
        groups += self.handling.busy(self._stages.values(), at)
        for pacer, share in rivals:
            theirs = pacer.coming(at, self._moments, pacer.ringing.rate)
            theirs.append((len(pacer._waiting), [1.0] * MOMENTS))
            groups += [(count, [share * chance for chance in chances]) for count, chances in theirs]
        if sum([count for count, _ in groups]) <= EXACT:
            events = []
            for count, chances in groups:
                events += [chances] * count
            yield from map(ExactSum, zip(*events, strict=True) if events else [()] * MOMENTS)
            return
        for k in range(MOMENTS):
            yield LargeSum.of([(count, chances[k]) for count, chances in groups])

    def coming(self, at: int, moments: Sequence[int], rate: float) -> list[tuple[int, list[float]]]:
        """Calls in flight of the same age, and the chances that they are answered by each of the
        moments (seconds from now)."""
        ages: dict[int, int] = {}
        for since in self._calls.values():
            age = (at - since) // SECOND if since < at else 0
            ages[age] = ages.get(age, 0) + 1
        chances = self.ringing.chances
        return [(count, chances(age, moments, rate)) for age, count in ages.items()]

    # --- what is learnt ------------------------------------------------------------------------

    def _outcome(self, call: int, at: int, answered: bool) -> None:
        since = self._calls.pop(call, None)
        if since is not None:
            self.ringing.learn(max(0, at - since) / SECOND, answered, len(self._calls))

    def _count(self, served: int = 0, dropped: int = 0, machines: int = 0) -> None:
        counts = self.counts
        self.counts = AbandonCounts(
            counts.served + served, counts.dropped + dropped, counts.machines + machines
        )

    def _refresh(self, at: int) -> None:
        self._refreshed = at
        self.ringing.refresh()
        self._moments = self.ringing.moments(MOMENTS)
        own = [(stage, (at - since) / SECOND) for operator in self._own
               for stage, since in (self._stages[operator],)]  # fmt: skip
        self.handling.refresh(self._moments, own)


def _first_not(bearable: Callable[[int], bool], most: int, guess: int) -> int:
    """The least number from 1 that is not bearable, or else ``most``: no greater one is bearable
    then. ``guess``: where to look first."""
    low, high, step = 0, most, 1
    if 0 < guess < most and not bearable(guess):
        high = guess
        while low < high - step and not bearable(high - step):
            high, step = high - step, 2 * step
        low = max(low, high - step)
    else:
        low = guess if 0 < guess < most else 0
        while low + step < high and bearable(low + step):
            low, step = low + step, 2 * step
        high = min(low + step, high)
    return bisect_left(range(low + 1, high), True, key=lambda calls: not bearable(calls)) + low + 1


#: Another campaign's pacer, and the share of its operators who serve this campaign as well.
Rival = tuple[Pacer, float]
