"""The reports ``orders`` and ``requests``: what was asked for, what has become of it, how long it
took, by whom."""

import itertools
import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Generic, TypeVar

from engine.orders.model import OPEN as ORDER_OPEN
from engine.orders.model import OrderState
from engine.ports.report_facts import OrderFact, RequestFact
from engine.reports import chart_makers, numbers, words
from engine.reports.filters import HOURS, OPERATORS, PERIOD
from engine.reports.model import Cell, CellKind, Column, Figure, ReportSource, Section, share
from engine.requests.model import OPEN as REQUEST_OPEN
from engine.requests.model import RequestState

F = TypeVar("F")
_PAGE_ROWS = 500
_FILTERS = (PERIOD, OPERATORS, HOURS)


@dataclass
class DeskTally:
    """Of a service, a category or a person. ``late``: past their time when they were done;
    ``overdue``: past it and open. ``hours``: of those done, from taking to the end, together."""

    open: int = 0
    done: int = 0
    failed: int = 0
    cancelled: int = 0
    overdue: int = 0
    late: int = 0
    hours: float = 0.0
    quantity: Decimal = Decimal(0)
    charge: Decimal = Decimal(0)
    escalated: int = 0

    @property
    def all(self) -> int:
        return self.open + self.done + self.failed + self.cancelled

    @property
    def mean_h(self) -> float | None:
        return round(self.hours / self.done, 2) if self.done else None


Grouped = dict[str, DeskTally]


class _DeskReport(ABC, Generic[F]):
    """What both have in common. ``money``: whether the groups say what was charged; ``groups``:
    (title, head of the first column, by what), the first one is the chart's."""

    name: str
    of_office = True
    filters = _FILTERS
    money: bool
    groups: tuple[tuple[str, str, Callable[[F], str]], ...]

    @abstractmethod
    def facts(self, source: ReportSource) -> list[F]: ...
    @abstractmethod
    def grouped(self, source: ReportSource, of: Callable[[F], str]) -> Grouped: ...
    @abstractmethod
    def columns(self, language: str) -> tuple[Column, ...]: ...
    @abstractmethod
    def row(self, fact: F, source: ReportSource) -> tuple[Cell, ...]: ...
    @abstractmethod
    def document(self, fact: F, source: ReportSource) -> dict[str, object]: ...

    def title(self, language: str) -> str:
        return words.text(f"{self.name}_title", language)

    def json(self, source: ReportSource) -> Iterator[str]:
        yield from _listed(self.document(fact, source) for fact in self.facts(source))

    def figures(self, source: ReportSource) -> list[Figure]:
        whole = _whole(self.grouped(source, lambda fact: ""))
        language = source.language
        return [
            Figure(words.text(self.name, language), whole.all),
            Figure(words.text("done_now", language), whole.done, share(whole.done, whole.all)),
            Figure(words.text("overdue_now", language), whole.overdue,
                   share(whole.overdue, whole.open)),
        ]  # fmt: skip

    def tables(self, source: ReportSource) -> Iterator[Section]:
        yield from self._sections(source)
        yield Section(words.text(self.name, source.language), self.columns(source.language),
                      self._rows(source))  # fmt: skip

    def page(self, source: ReportSource) -> Iterator[Section]:
        _, _, of = self.groups[0]
        yield from _chart(self.grouped(source, of), self.name, source)
        yield from self._sections(source)
        yield _cut(words.text(self.name, source.language), self.columns(source.language),
                   self._rows(source), len(self.facts(source)), source.language)  # fmt: skip

    def _sections(self, source: ReportSource) -> Iterator[Section]:
        for title, first, of in self.groups:
            yield _group_section(self.grouped(source, of), title, first, source.language,
                                 money=self.money)  # fmt: skip

    def _rows(self, source: ReportSource) -> Iterator[tuple[Cell, ...]]:
        return (self.row(fact, source) for fact in self.facts(source))


class OrdersReport(_DeskReport[OrderFact]):
    name = "orders"
    money = True
    groups = (
        ("by_service", "service", lambda order: order.service),
        ("by_person", "person", lambda order: order.person),
        ("by_author", "author", lambda order: order.author),
    )

    def facts(self, source: ReportSource) -> list[OrderFact]:
        return source.once("orders", lambda: list(source.office.orders(source.scope)))

    def grouped(self, source: ReportSource, of: Callable[[OrderFact], str]) -> Grouped:
        found: Grouped = {}
        for order in self.facts(source):
            tally = found.setdefault(of(order), DeskTally())
            if order.state in ORDER_OPEN:
                tally.open += 1
                tally.overdue += _order_overdue(order, source.now)
            elif order.state == OrderState.DONE:
                _count_done(tally, order.created_at, order.ended_at)
            elif order.state == OrderState.FAILED:
                tally.failed += 1
            else:
                tally.cancelled += 1
            tally.quantity += order.charge_quantity or 0
            tally.charge += order.charge or 0
        return _by_size(found)

    def columns(self, language: str) -> tuple[Column, ...]:
        return _order_columns(language)

    def row(self, fact: OrderFact, source: ReportSource) -> tuple[Cell, ...]:
        return _order_row(fact, source)

    def document(self, fact: OrderFact, source: ReportSource) -> dict[str, object]:
        return _order_json(fact, source)


class RequestsReport(_DeskReport[RequestFact]):
    name = "requests"
    money = False
    groups = (
        ("by_category", "category", lambda request: request.category),
        ("by_person", "person", lambda request: request.person or request.group),
        ("by_author", "author", lambda request: request.author),
    )

    def facts(self, source: ReportSource) -> list[RequestFact]:
        return source.once("requests", lambda: list(source.office.requests(source.scope)))

    def grouped(self, source: ReportSource, of: Callable[[RequestFact], str]) -> Grouped:
        found: Grouped = {}
        for request in self.facts(source):
            tally = found.setdefault(of(request), DeskTally())
            tally.escalated += request.escalated
            if request.state in REQUEST_OPEN:
                tally.open += 1
                tally.overdue += _request_overdue(request, source.now)
            elif request.state == RequestState.CANCELLED:
                tally.cancelled += 1
            else:
                _count_done(tally, request.created_at, request.ended_at)
                due, ended = request.due_at, request.ended_at
                tally.late += due is not None and ended is not None and ended > due
        return _by_size(found)

    def columns(self, language: str) -> tuple[Column, ...]:
        return _request_columns(language)

    def row(self, fact: RequestFact, source: ReportSource) -> tuple[Cell, ...]:
        return _request_row(fact, source)

    def document(self, fact: RequestFact, source: ReportSource) -> dict[str, object]:
        return _request_json(fact, source)


# --- counting -----------------------------------------------------------------------------------


def _count_done(tally: DeskTally, created_at: datetime, ended_at: datetime | None) -> None:
    tally.done += 1
    if ended_at is not None:
        tally.hours += max(0.0, (ended_at - created_at).total_seconds()) / 3600


def _order_overdue(order: OrderFact, now: datetime) -> bool:
    return order.state in ORDER_OPEN and order.due_at is not None and order.due_at < now


def _request_overdue(request: RequestFact, now: datetime) -> bool:
    """While somebody outside is waited for, the time until the deadline stands still."""
    due = request.due_at
    return due is not None and (request.waiting_since or now) > due


def _by_size(found: Grouped) -> Grouped:
    return dict(sorted(found.items(), key=lambda item: (-item[1].all, item[0])))


def _whole(groups: Grouped) -> DeskTally:
    return next(iter(groups.values()), DeskTally())


# --- tables -------------------------------------------------------------------------------------


def _group_section(
    groups: Grouped, title: str, first: str, language: str, *, money: bool
) -> Section:
    def named(key: str, kind: CellKind = CellKind.COUNT, width: int = 11) -> Column:
        return Column(words.text(key, language), kind, width)

    last = (
        (named("failed_now"), named("charged_quantity", CellKind.NUMBER, 16),
         named("charge", CellKind.NUMBER, 13))
        if money
        else (named("late_done", width=14), named("escalations"))
    )  # fmt: skip
    columns = (
        named(first, CellKind.TEXT, 28), named("total", width=8), named("open_now"),
        named("done_now"), named("cancelled_now"), named("overdue_now"),
        named("mean_h", CellKind.NUMBER, 13), *last,
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = []
    for name, tally in groups.items():
        more: tuple[Cell, ...] = (tally.late, tally.escalated)
        if money:
            more = (tally.failed, float(tally.quantity), float(tally.charge))
        rows.append((name or words.text("no_name", language), tally.all, tally.open, tally.done,
                     tally.cancelled, tally.overdue, tally.mean_h, *more))  # fmt: skip
    return Section(words.text(title, language), columns, rows)


def _chart(groups: Grouped, what: str, source: ReportSource) -> Iterator[Section]:
    language = source.language
    chart = chart_makers.of_counts(
        words.text(f"chart_{what}", language), words.text(f"unit_{what}", language),
        [(name or words.text("no_name", language), tally.all) for name, tally in groups.items()],
        language,
    )  # fmt: skip
    if chart is not None:
        yield Section("", (), (), chart=chart)


def _cut(
    title: str, columns: tuple[Column, ...], rows: Iterable[tuple[Cell, ...]], total: int,
    language: str,
) -> Section:  # fmt: skip
    note = ""
    if total > _PAGE_ROWS:
        note = words.text("rows_cut", language).format(
            shown=numbers.integer(_PAGE_ROWS, language), total=numbers.integer(total, language)
        )
    return Section(title, columns, list(itertools.islice(rows, _PAGE_ROWS)), note=note)


def _order_columns(language: str) -> tuple[Column, ...]:
    def named(key: str, kind: CellKind = CellKind.TEXT, width: int = 14) -> Column:
        return Column(words.text(key, language), kind, width)

    return (
        named("order", CellKind.COUNT, 9), named("created_at", CellKind.MOMENT, 19),
        named("service", width=22), named("desk_state", width=11), named("subscriber", width=20),
        named("phone", CellKind.PHONE, 17), named("author"), named("person"),
        named("charged_quantity", CellKind.NUMBER, 15), named("charge", CellKind.NUMBER, 11),
        named("due_at", CellKind.MOMENT, 19), named("closed_at", CellKind.MOMENT, 19),
        named("attempt_id", CellKind.COUNT, 11),
    )  # fmt: skip


def _order_row(order: OrderFact, source: ReportSource) -> tuple[Cell, ...]:
    counted, charge = order.charge_quantity, order.charge
    return (
        order.id, order.created_at, order.service,
        words.text(f"order_{order.state}", source.language), order.subscriber,
        source.phone(order.phone), order.author, order.person,
        None if counted is None else float(counted), None if charge is None else float(charge),
        order.due_at, order.ended_at, order.attempt_id,
    )  # fmt: skip


def _request_columns(language: str) -> tuple[Column, ...]:
    def named(key: str, kind: CellKind = CellKind.TEXT, width: int = 14) -> Column:
        return Column(words.text(key, language), kind, width)

    return (
        named("request", CellKind.COUNT, 10), named("created_at", CellKind.MOMENT, 19),
        named("category", width=20), named("desk_state", width=11), named("subject", width=26),
        named("subscriber", width=18), named("phone", CellKind.PHONE, 17), named("author"),
        named("person"), named("group_of"), named("due_at", CellKind.MOMENT, 19),
        named("closed_at", CellKind.MOMENT, 19), named("attempt_id", CellKind.COUNT, 11),
    )  # fmt: skip


def _request_row(request: RequestFact, source: ReportSource) -> tuple[Cell, ...]:
    return (
        request.id, request.created_at, request.category,
        words.text(f"request_{request.state}", source.language), request.subject, request.caller,
        source.phone(request.phone), request.author, request.person, request.group,
        request.due_at, request.ended_at, request.attempt_id,
    )  # fmt: skip


# --- JSON ---------------------------------------------------------------------------------------


def _listed(documents: Iterable[dict[str, object]]) -> Iterator[str]:
    separator = "[\n"
    for document in documents:
        yield separator + json.dumps(document, ensure_ascii=False)
        separator = ",\n"
    yield "[]\n" if separator == "[\n" else "\n]\n"


def _order_json(order: OrderFact, source: ReportSource) -> dict[str, object]:
    return {
        "order": order.id, "created_at": _iso(order.created_at), "service": order.service,
        "state": order.state, "subscriber": order.subscriber, "phone": source.phone(order.phone),
        "author": order.author, "person": order.person or None, "quantity": str(order.quantity),
        "charge_quantity": None if order.charge_quantity is None else str(order.charge_quantity),
        "charge": None if order.charge is None else str(order.charge),
        "due_at": _iso(order.due_at), "ended_at": _iso(order.ended_at),
        "overdue": _order_overdue(order, source.now), "attempt": order.attempt_id,
    }  # fmt: skip


def _request_json(request: RequestFact, source: ReportSource) -> dict[str, object]:
    is_open = request.state in REQUEST_OPEN
    return {
        "request": request.id, "created_at": _iso(request.created_at),
        "category": request.category, "state": request.state, "subject": request.subject,
        "caller": request.caller, "phone": source.phone(request.phone), "author": request.author,
        "person": request.person or None, "group": request.group or None,
        "due_at": _iso(request.due_at), "ended_at": _iso(request.ended_at),
        "overdue": is_open and _request_overdue(request, source.now),
        "escalated": request.escalated, "attempt": request.attempt_id,
    }  # fmt: skip


def _iso(moment: datetime | None) -> str | None:
    if moment is None:
        return None
    return moment.astimezone(UTC).isoformat(timespec="seconds")[:19] + "Z"
