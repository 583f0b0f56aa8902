"""The storage port's part for reports on the work of an office: operators, trunks, hours, orders,
requests, promises, recordings. Everything is narrowed down by a ``Scope``; moments are aware UTC.

Nothing here is masked or named for people: that is the report's.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple, Protocol

from engine.domain.operator import OperatorState, PauseReason
from engine.domain.shifts import Shift
from engine.ports.report_scope import Scope

if TYPE_CHECKING:
    from engine.ports.answers import AnswerStore
    from engine.ports.storage import ReportStore


class TalkFact(NamedTuple):
    """One offer to an operator. ``kind`` and ``outcome`` as in engine.ports.operators.Talk;
    ``result``: the operator's, "" for none."""

    operator_id: int
    kind: str
    outcome: str
    offered_at: datetime
    answered_at: datetime | None
    ended_at: datetime | None
    result: str


class SpanFact(NamedTuple):
    """A state of an operator; ``until`` is the moment of the question while it lasts."""

    operator_id: int
    state: OperatorState
    reason: str
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class CallbackFact:
    """``owner``: whose promise it was, also of one that has passed to the team. ``kept``: it was
    done by him; ``missed``: it passed to the team or is past its time and not done."""

    owner: str
    kept: bool
    missed: bool


@dataclass(frozen=True, slots=True)
class QuarterTally:
    """Ended attempts that began in one quarter of an hour (``quarter_at``, its start) and have all
    the rest in common. ``zones``: of the subscriber, where that was asked for; () the campaign's.
    ``talk_ms``: together; ``minutes``: of talk, each call's rounded up."""

    quarter_at: datetime
    campaign_id: int
    trunk_id: int
    zones: tuple[str, ...]
    disposition: str
    hangup_cause: str
    sip_code: int | None
    attempts: int
    answered: int
    talk_ms: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Peak:
    """The most calls of a trunk at the same moment, and when that was first so."""

    trunk_id: int
    calls: int
    at: datetime


@dataclass
class TrunkCalls:
    """``tallies``: by trunk, code, and whether the network failed (their disposition is that, or
    ""); ``causes``: (trunk, hangup cause) → ended attempts."""

    tallies: list[QuarterTally] = field(default_factory=list)
    causes: Counter[tuple[int, str]] = field(default_factory=Counter)
    peaks: list[Peak] = field(default_factory=list)


class RecordedCall(NamedTuple):
    """``key``: an engine.domain.call_key. ``length_s``: from the answer to the end."""

    key: int
    campaign_id: int
    phone: str
    operator: str
    begun_at: datetime
    answered_at: datetime | None
    ended_at: datetime
    name: str
    deleted: bool

    @property
    def length_s(self) -> float:
        begin = self.answered_at or self.begun_at
        return max(0.0, (self.ended_at - begin).total_seconds())


class OrderFact(NamedTuple):
    id: int
    created_at: datetime
    service: str
    state: str
    author: str
    person: str
    subscriber: str
    phone: str
    quantity: Decimal
    charge_quantity: Decimal | None
    charge: Decimal | None
    ended_at: datetime | None
    attempt_id: int | None
    #: The latest ordered time of a step that is not settled.
    due_at: datetime | None


class RequestFact(NamedTuple):
    """``due_at`` None: no deadline. ``waiting_since``: the deadline stands still from then on."""

    id: int
    created_at: datetime
    category: str
    state: str
    author: str
    person: str
    group: str
    subject: str
    caller: str
    phone: str
    due_at: datetime | None
    waiting_since: datetime | None
    ended_at: datetime | None
    escalated: int
    attempt_id: int | None


class PromiseFact(NamedTuple):
    """An attempt on which somebody has promised to pay. ``saved``: all of its results by name,
    ``fields``: of the contact."""

    attempt_id: int
    campaign_id: int
    contact_id: int
    phone: str
    operator: str
    at: datetime
    saved: Mapping[str, str]
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Payment:
    account: str
    day: date
    amount: Decimal


class Billing(Protocol):
    """What the customer's own database says was paid."""

    def payments(self, since: date, accounts: Sequence[str]) -> Iterator[Payment]:
        """Of these accounts from that day on, in any order; others may be among them.
        SourceTrouble when it cannot be asked or is not mapped."""
        ...


class ShiftStore(Protocol):
    def add(self, shift: Shift) -> Shift:
        """With its number. A rule for a single day takes the place of an earlier one for that
        day."""
        ...

    def remove(self, shift_id: int) -> None:
        """KnownError when there is none."""
        ...

    def all(self) -> list[Shift]: ...


class ReportFacts(Protocol):
    def known(self, kind: str) -> dict[str, list[int]]:
        """``campaigns`` | ``operators`` | ``trunks`` | ``lists``: name → ids, by name. Of a name
        that was used again (trunks, lists) there are several."""
        ...

    def zones(self, campaigns: Sequence[int]) -> dict[int, str]:
        """Campaign → its time zone, "" for none; of all where none are named."""
        ...

    def narrowed(self, scope: Scope) -> "ReportStore":
        """What reports on a campaign read, of these attempts only."""
        ...

    def narrowed_answers(self, scope: Scope) -> "AnswerStore":
        """The same of what surveys read."""
        ...

    # --- operators ---

    def people(self) -> dict[int, str]:
        """All who are operators, or were and have done something: id → name."""
        ...

    def spans(self, scope: Scope, now: datetime) -> Iterator[SpanFact]:
        """Clipped to the period, one operator after the other; a campaign narrows down nothing."""
        ...

    def talks(self, scope: Scope) -> Iterator[TalkFact]: ...
    def callbacks(self, scope: Scope, now: datetime) -> list[CallbackFact]:
        """By the moment that was promised."""
        ...

    def done(self, scope: Scope) -> list[tuple[str, str, int]]:
        """(operator, ``orders`` | ``requests`` | ``forms``, how many he has finished)."""
        ...

    def shifts(self) -> list[Shift]: ...
    def pause_reasons(self) -> list[PauseReason]: ...

    # --- calls ---

    def quarters(self, scope: Scope, *, zones: bool = False) -> Iterator[QuarterTally]:
        """By disposition, and with ``zones`` by those of the subscribers; trunks, causes and
        minutes are not asked for."""
        ...

    def trunk_calls(self, scope: Scope) -> TrunkCalls: ...

    def recordings(self, scope: Scope) -> Iterator[RecordedCall]:
        """Of attempts and, where no campaign, list, trunk or result is asked for, of calls that
        came in; campaign by campaign, by their beginning."""
        ...

    def recording(self, key: int) -> RecordedCall | None:
        """None: there is no such call, or it was not recorded."""
        ...

    # --- the desk ---

    def orders(self, scope: Scope) -> Iterator[OrderFact]:
        """By the moment they were taken."""
        ...

    def requests(self, scope: Scope) -> Iterator[RequestFact]: ...
    def promises(self, scope: Scope, name: str) -> Iterator[PromiseFact]:
        """Attempts that have a result of that name."""
        ...
