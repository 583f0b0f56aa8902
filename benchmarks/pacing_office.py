"""An office of operators on a virtual clock, for ``bench_pacing`` and its test.

Subscribers answer with a chance of their own after 5–20 s, the others are given up after 25 s (with
that, progressive dialling keeps operators busy for 52 % of the time, whoever computes it). A person
who has no operator within 2 s is lost. Everything random comes from one seed.
"""

import heapq
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from math import log
from random import Random
from typing import Protocol

from engine.dialer.pace import SECOND
from engine.dialer.pacing.model import AbandonCounts, Stage

GIVEN_UP_S = 25.0
ANSWERS_S = (5.0, 20.0)
WAITS_S = 2.0
HANDLING_S = 80.0
#: The limit holds from then on.
FIRST_QUARTER = 900 * SECOND


class Policy(Protocol):
    """Decides how many calls are started; is told what becomes of them (engine.dialer.pacing)."""

    def allowed(self, at: int, lines: int) -> int: ...
    def dialled(self, call: int, at: int) -> None: ...
    def answered(self, call: int, at: int) -> None: ...
    def served(self, call: int, operator: int, at: int) -> None: ...
    def dropped(self, call: int, at: int) -> None: ...
    def ended(self, call: int, at: int) -> None: ...
    def operator(self, operator: int, stage: Stage, at: int) -> None: ...


class Ratio:
    """So many calls for each free operator: 1 is progressive, 1 ÷ answer rate the usual dialler."""

    def __init__(self, factor: float) -> None:
        self._factor = factor
        self._calls: set[int] = set()
        self._waiting: set[int] = set()
        self._free: set[int] = set()

    def allowed(self, at: int, lines: int) -> int:
        wanted = round((len(self._free) - len(self._waiting)) * self._factor)
        return max(0, min(lines, wanted - len(self._calls)))

    def dialled(self, call: int, at: int) -> None:
        self._calls.add(call)

    def answered(self, call: int, at: int) -> None:
        self.ended(call, at)
        self._waiting.add(call)

    def served(self, call: int, operator: int, at: int) -> None:
        self.ended(call, at)
        self.operator(operator, Stage.TALKING, at)

    def dropped(self, call: int, at: int) -> None:
        self.ended(call, at)

    def ended(self, call: int, at: int) -> None:
        self._calls.discard(call)
        self._waiting.discard(call)

    def operator(self, operator: int, stage: Stage, at: int) -> None:
        (self._free.add if stage is Stage.FREE else self._free.discard)(operator)


@dataclass(frozen=True)
class World:
    """``answer_rate`` at a second of the run; ``handling``: "exponential" or "lognormal" (then a
    quarter of it, on the average, is wrap-up); ``breaks``: operators come and go."""

    operators: int
    seed: int
    hours: float = 2.0
    handling: str = "exponential"
    answer_rate: Callable[[float], float] = lambda second: 0.3
    answers_s: tuple[float, float] = ANSWERS_S
    breaks: bool = False
    tick_s: float = 0.5
    lines: int = 10_000


@dataclass
class Outcome:
    busy_s: float = 0.0
    present_s: float = 0.0
    live: int = 0
    dropped: int = 0
    #: The most drops above the limit (3 %) at any moment after the first quarter of an hour.
    worst_excess: float = -1e9
    dials: int = 0
    ticks: int = 0

    @property
    def utilisation(self) -> float:
        return self.busy_s / self.present_s if self.present_s else 0.0

    @property
    def abandoned(self) -> float:
        return self.dropped / self.live if self.live else 0.0


@dataclass
class _Operator:
    stage: Stage = Stage.AWAY
    since: int = 0
    wants_break: bool = False


@dataclass(order=True)
class _Event:
    at: int
    number: int
    act: Callable[[], None] = field(compare=False)


class Office:
    def __init__(self, world: World, policy: Policy, limit: float = 0.03) -> None:
        self.world, self.policy, self.limit = world, policy, limit
        self.outcome = Outcome()
        self.counts = AbandonCounts()
        self._random = Random(world.seed)
        self._events: list[_Event] = []
        self._number = 0
        self.at = 0
        self._operators = [_Operator() for _ in range(world.operators)]
        self._free: deque[int] = deque()
        self._waiting: deque[int] = deque()
        self._in_flight: set[int] = set()

    def run(self) -> Outcome:
        """The whole run."""
        for at in self.steps():
            self.at = at
        return self.outcome

    def steps(self) -> Iterator[int]:
        """Event by event; each moment is given after what happens at it."""
        world = self.world
        end = int(world.hours * 3600 * SECOND)
        for index in range(world.operators):
            self._after(self._random.uniform(0, 5), lambda index=index: self._comes(index))
        self._after(0, self._tick)
        while self._events and self._events[0].at <= end:
            event = heapq.heappop(self._events)
            self.at = event.at
            event.act()
            yield self.at
        self.at = end
        for index, operator in enumerate(self._operators):
            self._stage(index, operator.stage)

    def _after(self, seconds: float, act: Callable[[], None]) -> None:
        self._number += 1
        heapq.heappush(self._events, _Event(self.at + round(seconds * SECOND), self._number, act))

    # --- calls ---------------------------------------------------------------------------------

    def _tick(self) -> None:
        self._after(self.world.tick_s, self._tick)
        self.outcome.ticks += 1
        free_lines = self.world.lines - len(self._in_flight)
        for _ in range(self.policy.allowed(self.at, free_lines)):
            self._dial()

    def _dial(self) -> None:
        self.outcome.dials += 1
        call = self.outcome.dials
        self._in_flight.add(call)
        self.policy.dialled(call, self.at)
        if self._random.random() < self.world.answer_rate(self.at / SECOND):
            self._after(self._random.uniform(*self.world.answers_s), lambda: self._answers(call))
        else:
            self._after(GIVEN_UP_S, lambda: self._given_up(call))

    def _given_up(self, call: int) -> None:
        self._in_flight.discard(call)
        self.policy.ended(call, self.at)

    def _answers(self, call: int) -> None:
        self._in_flight.discard(call)
        self.outcome.live += 1
        self.policy.answered(call, self.at)
        self._waiting.append(call)
        self._connect()
        if call in self._waiting:
            self._after(WAITS_S, lambda: self._lost(call))

    def _lost(self, call: int) -> None:
        if call not in self._waiting:
            return
        self._waiting.remove(call)
        outcome = self.outcome
        outcome.dropped += 1
        self.policy.dropped(call, self.at)
        self._note_excess()

    def _note_excess(self) -> None:
        if self.at >= FIRST_QUARTER:
            outcome = self.outcome
            excess = outcome.dropped - self.limit * outcome.live
            outcome.worst_excess = max(outcome.worst_excess, excess)

    def _connect(self) -> None:
        while self._waiting and self._free:
            call, index = self._waiting.popleft(), self._free.popleft()
            self._stage(index, Stage.TALKING)
            self.policy.served(call, index, self.at)
            talk, wrap_up = self._handling()
            self._after(talk, lambda index=index, wrap_up=wrap_up: self._talked(index, wrap_up))

    def _handling(self) -> tuple[float, float]:
        if self.world.handling == "exponential":
            return self._random.expovariate(1 / HANDLING_S), 0.0
        mean, sigma = 0.75 * HANDLING_S, 0.8
        talk = self._random.lognormvariate(log(mean) - sigma * sigma / 2, sigma)
        mean, sigma = 0.25 * HANDLING_S, 0.5
        return talk, self._random.lognormvariate(log(mean) - sigma * sigma / 2, sigma)

    # --- operators -----------------------------------------------------------------------------

    def _stage(self, index: int, stage: Stage) -> None:
        operator = self._operators[index]
        lasted = (self.at - operator.since) / SECOND
        if operator.stage is not Stage.AWAY:
            self.outcome.present_s += lasted
            if operator.stage is not Stage.FREE:
                self.outcome.busy_s += lasted
        operator.stage, operator.since = stage, self.at

    def _comes(self, index: int) -> None:
        if self.world.breaks:
            self._after(self._random.expovariate(1 / 3000), lambda: self._wants_break(index))
        self._is_free(index)

    def _talked(self, index: int, wrap_up: float) -> None:
        if wrap_up:
            self._stage(index, Stage.WRAP_UP)
            self.policy.operator(index, Stage.WRAP_UP, self.at)
            self._after(wrap_up, lambda: self._done(index))
        else:
            self._done(index)

    def _done(self, index: int) -> None:
        if self._operators[index].wants_break:
            self._leaves(index)
        else:
            self._is_free(index)

    def _is_free(self, index: int) -> None:
        self._stage(index, Stage.FREE)
        self.policy.operator(index, Stage.FREE, self.at)
        self._free.append(index)
        self._connect()

    def _wants_break(self, index: int) -> None:
        if self._operators[index].stage is Stage.FREE:
            self._free.remove(index)
            self._leaves(index)
        else:
            self._operators[index].wants_break = True

    def _leaves(self, index: int) -> None:
        self._operators[index].wants_break = False
        self._stage(index, Stage.AWAY)
        self.policy.operator(index, Stage.AWAY, self.at)
        self._after(self._random.uniform(300, 900), lambda: self._comes(index))
