"""A service of the catalogue, an order of it with its steps, and the record of its changes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType


class Unit(StrEnum):
    #: The price is of one piece; the order says how many.
    PIECE = "piece"
    #: The price is of a minute of the connection; what is charged is measured.
    MINUTE = "minute"


class StepKind(StrEnum):
    #: An operator does it and ticks it.
    MANUAL = "manual"
    #: The engine calls A and B and lets them talk.
    CONNECT = "connect"
    #: The engine calls A and says a text.
    SAY = "say"
    #: Only to be read.
    NOTE = "note"


#: What an engine does.
CALLS = frozenset({StepKind.CONNECT, StepKind.SAY})


@dataclass(frozen=True, slots=True)
class StepPlan:
    """A step as the catalogue has it. ``title`` and ``text`` may hold ``{field}`` of the order's
    form, ``{number}`` and ``{name}`` of the subscriber. ``first``, ``second``: fields of the form
    with the numbers A and B; ``first`` "" is the subscriber himself. ``date_field``,
    ``time_field``: fields with the ordered time, by the subscriber's clock. ``tries``: so often it
    is dialled in all when nobody answers or the line is busy, ``retry_s`` seconds apart."""

    kind: StepKind
    title: str
    text: str = ""
    first: str = ""
    second: str = ""
    date_field: str = ""
    time_field: str = ""
    tries: int = 1
    retry_s: float = 300.0


@dataclass(frozen=True, slots=True)
class Service:
    """``code``: what the billing system calls it. ``price``: of one ``unit``; asked of
    ``source`` by ``query`` where they are given, and only if there is no answer this one.
    ``form``: asks what has to be known, "" for none. ``step_s``: a begun step of so many seconds
    counts whole; ``least_s``: the least that a connection counts as. ``active``: can be ordered."""

    name: str
    price: Decimal = Decimal(0)
    unit: Unit = Unit.PIECE
    code: str = ""
    tariff: str = ""
    source: str = ""
    query: str = ""
    form: str = ""
    steps: tuple[StepPlan, ...] = ()
    step_s: int = 60
    least_s: int = 0
    active: bool = True


class OrderState(StrEnum):
    DRAFT = "draft"
    #: With its price: the subscriber has agreed.
    ACCEPTED = "accepted"
    IN_WORK = "in_work"
    #: Carried out and charged; stays so.
    DONE = "done"
    #: It could not be carried out; may be taken up again. Nothing is charged.
    FAILED = "failed"
    CANCELLED = "cancelled"


OPEN = frozenset({OrderState.DRAFT, OrderState.ACCEPTED, OrderState.IN_WORK})

#: State → those it may be changed into.
TRANSITIONS: Mapping[OrderState, frozenset[OrderState]] = MappingProxyType({
    OrderState.DRAFT: frozenset({OrderState.ACCEPTED, OrderState.CANCELLED}),
    OrderState.ACCEPTED: frozenset(
        {OrderState.IN_WORK, OrderState.DONE, OrderState.FAILED, OrderState.CANCELLED}
    ),
    OrderState.IN_WORK: frozenset({OrderState.DONE, OrderState.FAILED, OrderState.CANCELLED}),
    OrderState.FAILED: frozenset({OrderState.IN_WORK, OrderState.CANCELLED}),
    OrderState.DONE: frozenset(),
    OrderState.CANCELLED: frozenset(),
})  # fmt: skip


class StepState(StrEnum):
    OPEN = "open"
    #: An engine calls at ``at``.
    PLANNED = "planned"
    #: An engine calls, or they talk.
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    #: It was not needed.
    SKIPPED = "skipped"


#: Nothing is left to be done about it.
SETTLED = frozenset({StepState.DONE, StepState.SKIPPED})


class CallOutcome(StrEnum):
    """What has become of a step that an engine did."""

    TALKED = "talked"
    #: The text was said to its end.
    HEARD = "heard"
    A_BUSY = "a_busy"
    A_NO_ANSWER = "a_no_answer"
    A_UNREACHABLE = "a_unreachable"
    #: He hung up before B had answered, or before all was said.
    A_HUNG_UP = "a_hung_up"
    B_BUSY = "b_busy"
    B_NO_ANSWER = "b_no_answer"
    B_UNREACHABLE = "b_unreachable"
    #: B is on the do-not-call list: nobody was called.
    B_LISTED = "b_listed"
    NO_LINE = "no_line"
    #: Something that the call needs is missing or broken; the detail says what.
    NOT_POSSIBLE = "not_possible"
    #: No engine was there at the ordered time.
    MISSED = "missed"
    #: It has become too late to ring A, or B: nobody had ordered it for such an hour.
    NO_HOUR = "no_hour"
    #: An operator broke it off.
    WITHDRAWN = "withdrawn"
    #: The engine died during the call: nobody knows how long it was.
    INTERRUPTED = "interrupted"


GOOD = frozenset({CallOutcome.TALKED, CallOutcome.HEARD})
#: After these the same may be tried again by itself.
WORTH_RETRYING = frozenset({
    CallOutcome.A_BUSY, CallOutcome.A_NO_ANSWER, CallOutcome.B_BUSY, CallOutcome.B_NO_ANSWER,
    CallOutcome.NO_LINE,
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """``number`` counts from 1. ``first``, ``second``: telephone numbers in E.164. ``at``: when it
    is ordered for, or when the engine calls next. ``made``: calls that have been tried; with the
    step's number they name a call. ``length_s``: of the talk, from bridging to the end, or as the
    operator has measured it; None: not measured."""

    number: int
    kind: StepKind
    title: str
    text: str = ""
    first: str = ""
    second: str = ""
    at: datetime | None = None
    tries: int = 1
    retry_s: float = 300.0
    state: StepState = StepState.OPEN
    made: int = 0
    #: ``made`` when an operator asked for it: tries count from there.
    made_before: int = 0
    begun_at: datetime | None = None
    #: They talk since then.
    joined_at: datetime | None = None
    outcome: CallOutcome | None = None
    detail: str = ""
    length_s: Decimal | None = None
    who: str = ""
    changed_at: datetime | None = None
    #: An operator wants the call broken off.
    withdrawn: bool = False
    #: Whoever ordered it wants it at an hour at which one may not ring.
    at_night: bool = False

    @property
    def settled(self) -> bool:
        return self.kind is StepKind.NOTE or self.state in SETTLED

    @property
    def by_engine(self) -> bool:
        return self.kind in CALLS


@dataclass(frozen=True, slots=True)
class Price:
    """Of one unit. ``source``: the data source that told it, "" for the catalogue's own."""

    amount: Decimal
    source: str = ""


@dataclass(frozen=True, slots=True)
class Charge:
    """``quantity``: pieces, or minutes as they are counted."""

    quantity: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Subscriber:
    """Who orders; None and "" where nothing is known. ``attempt_id``: the call he ordered on."""

    number: str = ""
    name: str = ""
    contact_id: int | None = None
    attempt_id: int | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """``id`` is 0 before it is stored. ``service``: as it was when it was ordered: a catalogue
    that changes changes no order. ``price``: None before it is accepted. ``charge``: None before
    it is done. ``answers``: of the form, field → text. ``reason``: why it failed or was cancelled.
    ``revision`` counts changes."""

    id: int
    service: Service
    subscriber: Subscriber
    author: str
    created_at: datetime
    quantity: Decimal = Decimal(1)
    answers: Mapping[str, str] = field(default_factory=dict)
    form_version: int | None = None
    remark: str = ""
    state: OrderState = OrderState.DRAFT
    steps: tuple[Step, ...] = ()
    price: Price | None = None
    charge: Charge | None = None
    #: Who works on it.
    person: str = ""
    reason: str = ""
    ended_at: datetime | None = None
    revision: int = 1

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    def step(self, number: int) -> Step | None:
        return next((step for step in self.steps if step.number == number), None)


class ChangeKind(StrEnum):
    CREATED = "created"
    STATE = "state"
    PRICE = "price"
    STEP = "step"
    PLANNED = "planned"
    CALLED = "called"
    CHARGED = "charged"
    COMMENT = "comment"


@dataclass(frozen=True, slots=True)
class Change:
    """One line of an order's history. ``who``: "" for an engine. ``step``: the number of the step
    it is about, 0 for none. ``before`` and ``after`` are words of the kind: states, outcomes,
    amounts, ISO 8601 times in UTC."""

    at: datetime
    who: str
    kind: ChangeKind
    before: str = ""
    after: str = ""
    comment: str = ""
    step: int = 0
