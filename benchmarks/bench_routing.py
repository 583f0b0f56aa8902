"""Events per second of the router: 200 operators, 50 subscribers waiting, on one core.

Operators with different skills serve ten queues. Everything that happens to a call is an event:
the subscriber comes, the operator's row is written three times, he answers, the talk ends, the
wrap-up ends. The yardstick keeps the same people in plain lists and finds, at the same events, who
gets whom by looking at all of them; it writes no rows.
"""

import gc
import json
import random
import time
from collections import deque
from datetime import UTC, datetime, timedelta

from engine.domain.operator import Assignment, Operator, OperatorStatus, Queue, WrapUp, WrapUpKind
from engine.routing import actions as do
from engine.routing import commands, events
from engine.routing.router import Router

_START = datetime(2026, 3, 5, 9, 0, tzinfo=UTC)
_TICK = timedelta(milliseconds=5)
_OPERATORS = 200
_WAITING = 50
_QUEUES = 10
_CALLS = 6_000


def people(dice: random.Random) -> tuple[Operator, ...]:
    """Three queues each, at some level."""
    return tuple(
        Operator(i, str(i), {f"q{q}": dice.randint(1, 9) for q in dice.sample(range(_QUEUES), 3)})
        for i in range(_OPERATORS)
    )


def queues() -> tuple[Queue, ...]:
    kinds = (Assignment.LONGEST_IDLE, Assignment.BEST_SKILL)
    return tuple(
        Queue(f"q{i}", 1, f"q{i}", assignment=kinds[i % 2], time_limit_s=1e6, announce_s=1e6,
              wrap_up=WrapUp(WrapUpKind.TIMED, 1e6))
        for i in range(_QUEUES)
    )  # fmt: skip


class Office:
    """A database that does what it is told at once, and subscribers without end."""

    def __init__(self) -> None:
        self.dice = random.Random(1)
        self.router = Router("A", _START)
        self.now = _START
        self.events = self.calls = 0
        self.rows: dict[int, OperatorStatus] = {}
        self.todo: deque[events.RoutingEvent] = deque()
        #: Operator and offer of each talk, the oldest first.
        self.talks: deque[tuple[int, str]] = deque()
        self.tell(events.RoutingChanged(people(self.dice), queues()))
        self.tell(events.StatusesRead(0, ()))
        for i in range(_OPERATORS):
            self.tell(events.WishMade(f"r{i}", i, do.SignIn(f"t{i}", "")))
        while len(self.talks) < _OPERATORS:
            self.arrive()
        while self.waiting() < _WAITING:
            self.arrive()
        self.events = self.calls = 0

    def arrive(self) -> None:
        self.calls += 1
        name = f"s{self.calls}-{self.events}"
        queue = f"q{self.dice.randrange(_QUEUES)}"
        self.tell(events.SubscriberWaiting(name, self.calls, queue, self.now))

    def waiting(self) -> int:
        counts = [self.router.counts(queue.name, self.now) for queue in queues()]
        return sum(count.waiting for count in counts if count is not None)

    def tell(self, event: events.RoutingEvent) -> None:
        self.todo.append(event)
        while self.todo:
            self.events += 1
            self.now += _TICK
            for command in self.router.handle(self.todo.popleft(), self.now):
                kind = type(command)
                if kind is commands.SaveStatus:
                    status = self.rows[command.status.operator_id] = command.status
                    self.todo.append(events.StatusSaved(status.write_id, status))
                elif kind is commands.Offer:
                    self.todo.append(events.OfferAnswered(command.offer_id))
                elif kind is commands.Connect:
                    self.talks.append((command.operator_id, command.offer_id))

    def run(self, calls: int) -> float:
        """Processor seconds for so many calls; each that ends makes room for one who waits."""
        began = time.process_time()
        for _ in range(calls):
            operator_id, offer_id = self.talks.popleft()
            self.tell(events.TalkEnded(offer_id))
            self.tell(events.WishMade("w", operator_id, do.FinishWrapUp(), f"t{operator_id}"))
            self.arrive()
            if self.router.next_timer() <= self.now:
                for command in self.router.handle_timer(self.now):
                    if type(command) is commands.ReadStatuses:
                        rows = tuple(self.rows.values())
                        self.tell(events.StatusesRead(command.read_id, rows))
        return time.process_time() - began


class Scan:
    """The yardstick: after every event each subscriber, by rank, looks at each operator."""

    def __init__(self) -> None:
        self.dice = random.Random(1)
        self.operators = people(self.dice)
        self.queues = {queue.name: queue for queue in queues()}
        self.idle: dict[int, int] = dict.fromkeys(range(_OPERATORS), 0)
        self.queued: list[tuple[int, str]] = []
        self.talks: deque[int] = deque()
        self.events = 0
        while len(self.talks) < _OPERATORS:
            self.arrive()
        while self.waiting() < _WAITING:
            self.arrive()
        self.events = 0

    def arrive(self) -> None:
        self.queued.append((self.events, f"q{self.dice.randrange(_QUEUES)}"))
        self.step()

    def waiting(self) -> int:
        return len(self.queued)

    def step(self) -> None:
        self.events += 1
        for entry in sorted(self.queued):
            queue = self.queues[entry[1]]
            best = None
            for operator in self.operators:
                if operator.id in self.idle and (level := operator.level(queue)) is not None:
                    skill = -level if queue.assignment is Assignment.BEST_SKILL else 0
                    rank = (skill, self.idle[operator.id], operator.id)
                    best = rank if best is None or rank < best else best
            if best is not None:
                self.queued.remove(entry)
                del self.idle[best[2]]
                self.talks.append(best[2])

    def run(self, calls: int) -> float:
        began = time.process_time()
        for _ in range(calls):
            operator_id = self.talks.popleft()
            self.step()  # the talk is over, the wrap-up begins
            self.idle[operator_id] = self.events
            self.step()
            self.arrive()
        return time.process_time() - began


def main() -> None:
    office = Office()
    gc.freeze()
    took = office.run(_CALLS)
    scan = Scan()
    scan_took = scan.run(_CALLS // 20)
    print(
        json.dumps(
            {
                "benchmark": "routing",
                "events_per_s": round(office.events / took),
                "calls_per_s": round(_CALLS / took),
                "operators": _OPERATORS,
                "waiting": office.waiting(),
                "yardstick": "full scan after every event, without rows: events/s",
                "yardstick_per_s": round(scan.events / scan_took),
                "ratio": round(office.events / took * scan_took / scan.events, 1),
                "reach": 20_000,
            }
        )
    )


if __name__ == "__main__":
    main()
