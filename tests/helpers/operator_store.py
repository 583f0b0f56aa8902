"""The operators' store in memory, as honest as the database's: rows by compare-and-set only."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, TypeVar

from engine.domain.callbacks import Callback, CallbackState
from engine.domain.operator import Operator, OperatorState, OperatorStatus, PauseReason, Queue
from engine.ports.callbacks import CallbackConflict
from engine.ports.clock import Clock
from engine.ports.ledger import LiveCall
from engine.ports.operators import (
    ORDER_LIVES_S,
    OperatorOrder,
    OrderKind,
    SavedStatus,
    StatusFeed,
    Talk,
    TalkOutcome,
    WorkstationSession,
)
from engine.ports.storage import NodeSession, StorageUnavailable
from engine.routing.rules import BreakLimit, OwnResult
from tests.helpers.supervision_store import MemoryAudit, MemorySupervisions, NoUsers

T = TypeVar("T")


@dataclass
class MemoryOperators:
    """What engines and workstations use of engine.ports.operators.OperatorStore."""

    people: list[Operator] = field(default_factory=list)
    lines: list[Queue] = field(default_factory=list)
    rows: dict[int, OperatorStatus] = field(default_factory=dict)
    numbers: dict[int, int] = field(default_factory=dict)
    seats: dict[int, WorkstationSession] = field(default_factory=dict)
    asked: dict[int, OperatorOrder] = field(default_factory=dict)
    taken: dict[int, str] = field(default_factory=dict)
    answers: dict[int, OperatorOrder] = field(default_factory=dict)
    log: dict[str, Talk] = field(default_factory=dict)
    results: list[OwnResult] = field(default_factory=list)
    #: Of calls, by their key and name.
    saved: dict[tuple[int, str], str] = field(default_factory=dict)
    writes: int = 0
    revision: int = 1

    def operators(self) -> list[Operator]:
        return list(self.people)

    def queues(self) -> list[Queue]:
        return list(self.lines)

    def save_queue(self, queue: Queue) -> None:
        self.lines = [q for q in self.lines if q.name != queue.name] + [queue]
        self.revision += 1

    def pause_reasons(self) -> list[PauseReason]:
        return []

    def settings_revision(self) -> int:
        return self.revision

    def statuses(self) -> list[OperatorStatus]:
        return list(self.rows.values())

    def status(self, operator_id: int) -> OperatorStatus:
        return self.rows.get(operator_id, OperatorStatus(operator_id))

    def statuses_since(self, mark: int) -> StatusFeed:
        fresh = tuple(row for key, row in self.rows.items() if self.numbers[key] > mark)
        return StatusFeed(fresh, self.writes)

    def save_status(self, status: OperatorStatus, result: OwnResult | None,
                    limit: BreakLimit | None, now: datetime) -> SavedStatus:  # fmt: skip
        row = self.status(status.operator_id)
        if row.write_id == status.write_id or row.revision != status.revision - 1:
            return SavedStatus(row)
        if limit is not None:
            others = sum(
                other.intent.state is OperatorState.ON_BREAK
                and other.intent.reason == limit.reason
                and other.operator_id != status.operator_id
                for other in self.rows.values()
            )
            if others >= limit.at_once:
                return SavedStatus(row, limit_refused=True)
        self.writes += 1
        self.rows[status.operator_id] = status
        self.numbers[status.operator_id] = self.writes
        if result is not None:
            self.results.append(result)
        return SavedStatus(status)

    def begin_session(self, operator_id: int, token: str, workstation: str, address: str,
                      now: datetime) -> None:  # fmt: skip
        self.seats[operator_id] = WorkstationSession(
            operator_id, token, workstation, address, 1, now
        )

    def beat(self, operator_id: int, token: str, address: str) -> bool:
        seat = self.seats.get(operator_id)
        if seat is None or seat.token != token:
            return False
        self.seats[operator_id] = replace(seat, beats=seat.beats + 1, address=address)
        return True

    def sessions(self) -> list[WorkstationSession]:
        return list(self.seats.values())

    def order(self, operator_id: int, token: str, kind: OrderKind,
              arguments: Mapping[str, object], now: datetime, node: str = "",
              age_s: float = 0.0) -> int:  # fmt: skip
        order_id = len(self.asked) + 1
        self.asked[order_id] = OperatorOrder(
            order_id,
            operator_id,
            token,
            kind,
            node,
            dict(arguments),
            now - timedelta(seconds=age_s),
        )
        return order_id

    def take_orders(self, node: str, kinds: Sequence[OrderKind], now: datetime,
                    limit: int = 50) -> list[OperatorOrder]:  # fmt: skip
        mine = [
            order
            for order in self.asked.values()
            if order.id not in self.taken and order.node in ("", node) and order.kind in kinds
        ]
        for order in mine:
            self.taken[order.id] = node
        fresh = []
        for order in mine:
            if (now - order.created_at).total_seconds() > ORDER_LIVES_S[order.kind]:
                self.answer_order(order.id, {"code": "not_confirmed"}, now)
            else:
                fresh.append(order)
        return fresh

    def answer_order(self, order_id: int, answer: Mapping[str, object], now: datetime) -> None:
        assert order_id not in self.answers, "answered twice"
        self.answers[order_id] = replace(self.asked[order_id], answered_at=now, answer=dict(answer))

    def order_answer(self, order_id: int) -> OperatorOrder | None:
        return self.answers.get(order_id)

    def put_result(self, key: int, name: str, value: str, now: datetime) -> None:
        self.saved[key, name] = value

    def save_talk(self, talk: Talk) -> None:
        self.log[talk.offer_id] = talk

    def close_talks(self, node: str, now: datetime) -> int:
        lost = [
            talk
            for talk in self.log.values()
            if talk.offer_id.startswith(node)
            and talk.outcome in (TalkOutcome.OFFERED, TalkOutcome.TALKING)
        ]
        for talk in lost:
            self.log[talk.offer_id] = replace(talk, outcome=TalkOutcome.LOST, ended_at=now)
        return len(lost)


@dataclass
class MemoryNodes:
    leases: list[NodeSession] = field(default_factory=list)

    def sessions(self) -> list[NodeSession]:
        return list(self.leases)


@dataclass
class MemoryCallbacks:
    """As engine.ports.callbacks.CallbackStore has them."""

    kept: dict[int, Callback] = field(default_factory=dict)
    writes: dict[str, int] = field(default_factory=dict)
    timers_at: dict[int, datetime | None] = field(default_factory=dict)

    def add(self, callback: Callback, write_id: str, next_at: datetime | None) -> Callback:
        made = replace(callback, id=len(self.kept) + 1)
        self.kept[made.id], self.writes[write_id] = made, made.id
        self.timers_at[made.id] = next_at
        return made

    def save(self, callback: Callback, write_id: str, next_at: datetime | None) -> None:
        if self.kept[callback.id].revision != callback.revision - 1:
            raise CallbackConflict("somebody else has changed it")
        self.kept[callback.id], self.writes[write_id] = callback, callback.id
        self.timers_at[callback.id] = next_at

    def get(self, callback_id: int) -> Callback:
        return self.kept[callback_id]

    def written(self, write_id: str) -> Callback | None:
        number = self.writes.get(write_id)
        return None if number is None else self.kept[number]

    def due(self, now: datetime, limit: int, skip: int = 0) -> list[Callback]:
        found = [
            each
            for each in self.kept.values()
            if each.is_open
            and each.state is not CallbackState.TAKEN
            and each.due_at <= now
            and not each.given_up
        ]
        return sorted(found, key=lambda each: each.due_at)[skip : skip + limit]

    def set_timer(self, callback_id: int, next_at: datetime | None) -> None:
        self.timers_at[callback_id] = next_at


@dataclass
class NobodyRangBack:
    """``talking``: contacts who are on the line to us."""

    talking: set[int] = field(default_factory=set)

    def on_the_line(self, contact_ids: Sequence[int]) -> set[int]:
        return self.talking & set(contact_ids)

    def rung_back(self, phone: str, since: datetime) -> None:
        return None


@dataclass
class NobodyElseCalls:
    """``live``: with whom another call of ours lives."""

    live: set[str] = field(default_factory=set)

    def lock_people(self, identities: Iterable[str]) -> None:
        pass

    def live_calls(self, identities: Sequence[str], since: datetime) -> list[LiveCall]:
        return [LiveCall(each, 0, None) for each in identities if each in self.live]


@dataclass
class MemoryDoNotCall:
    phones: set[str] = field(default_factory=set)

    def contains(self, phone: str, campaign_id: int | None = None) -> bool:
        return phone in self.phones


@dataclass
class MemoryStores:
    operators: MemoryOperators = field(default_factory=MemoryOperators)
    nodes: MemoryNodes = field(default_factory=MemoryNodes)
    callbacks: MemoryCallbacks = field(default_factory=MemoryCallbacks)
    incoming: NobodyRangBack = field(default_factory=NobodyRangBack)
    do_not_call: MemoryDoNotCall = field(default_factory=MemoryDoNotCall)
    ledger: NobodyElseCalls = field(default_factory=NobodyElseCalls)
    supervisions: MemorySupervisions = field(default_factory=MemorySupervisions)
    audit: MemoryAudit = field(default_factory=MemoryAudit)
    users: NoUsers = field(default_factory=NoUsers)
    #: Called when a row has been written: the database's event.
    posted: list[Callable[[], None]] = field(default_factory=list)


@dataclass
class MemoryDatabase:
    """One connection; a transaction takes its time, and the server may be away."""

    stores: MemoryStores
    clock: Clock
    latency_s: float = 0.002
    down: bool = False
    transactions: int = 0

    async def run(self, work: Callable[[Any], T]) -> T:
        await self.clock.sleep(self.latency_s / 2)
        if self.down:
            raise StorageUnavailable("no route to host")
        self.transactions += 1
        before = self.stores.operators.writes
        result = work(self.stores)
        if self.stores.operators.writes != before:
            for wake in self.stores.posted:
                wake()
        await self.clock.sleep(self.latency_s / 2)
        return result

    def transact(self, work: Callable[[Any], T]) -> T:
        return work(self.stores)
