"""What a report is made of, before it takes a form."""

from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, tzinfo
from enum import Enum, auto
from functools import cached_property
from typing import Any, Protocol, TypeVar, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from engine.domain.campaign import Campaign
from engine.domain.masking import masked
from engine.errors import BugError, KnownError
from engine.ports.answers import AnswerStore
from engine.ports.ledger import LedgerStore
from engine.ports.report_facts import Billing, ReportFacts
from engine.ports.report_scope import Scope
from engine.ports.storage import ContactCounts, ReportStore
from engine.ports.traces import TraceStore
from engine.reports.charts import Chart
from engine.reports.filters import NO_FILTER, Filter, scope_of, zone_named

T = TypeVar("T")

#: What a cell holds; None is an empty cell. Moments are aware.
Cell = str | int | float | datetime | None


class CallRow(tuple[Cell, ...]):
    """A row that tells of one attempt: a window leads from it to the call and its recording."""

    attempt_id: int

    @classmethod
    def of(cls, attempt_id: int, cells: Iterable[Cell]) -> "CallRow":
        row = cls(cells)
        row.attempt_id = attempt_id
        return row


class CellKind(Enum):
    TEXT = auto()
    PHONE = auto()  # E.164
    COUNT = auto()
    SECONDS = auto()
    SHARE = auto()  # 0…1
    NUMBER = auto()  # two decimal places
    MOMENT = auto()
    #: A name, and behind a line feed the address where it is: only pages make a link of it.
    LINK = auto()


@dataclass(frozen=True, slots=True)
class Column:
    """``width`` in characters."""

    title: str
    kind: CellKind = CellKind.TEXT
    width: int = 16


@dataclass(frozen=True, slots=True)
class Section:
    """One table. ``rows`` may be a stream that can be read only once. ``bar`` is the index of the
    SHARE column that pages draw as bars. ``note`` stands below the table. ``chart`` stands above
    it on pages; a section without columns is a chart and, as ``note``, text alone, for pages only.
    ``csv_lines``: the same rows as finished lines of CSV, where these are made more quickly than
    cell by cell. ``heat``: indexes of columns that workbooks colour by their values.
    """

    title: str
    columns: tuple[Column, ...]
    rows: Iterable[tuple[Cell, ...]]
    bar: int | None = None
    note: str = ""
    chart: Chart | None = None
    csv_lines: Callable[[], Generator[bytes, None, None]] | None = None
    heat: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that matters, on top of a page."""

    label: str
    value: int
    share: float | None = None


@dataclass(frozen=True, slots=True)
class PromiseOptions:
    """``name``: of the result that makes a promise; ``value``: it is one only then, "" for any.
    ``day``, ``amount``, ``account``: results, or fields of the list, that hold them; without a day
    ``within`` days after the call. ``source``: the data source with payments. ``grace``: days that
    a payment may be late."""

    name: str = ""
    value: str = ""
    day: str = ""
    amount: str = ""
    account: str = ""
    source: str = ""
    within: int = 0
    grace: int = 0


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """What whoever asks for a report may say beside campaign and form.

    ``by``: questions, results or fields of the list that a survey is crossed with. ``weight``: the
    field of the list that says how much a respondent counts. ``targets``: field → value → share
    wanted, for weights by quotas. ``draw``, ``seed``, ``winners``, ``reserves``, ``seed_source``
    (where the seed will come from), ``announced`` (the JSON that closed the list): of a draw.
    ``parameters``: of a client's own form. ``clock``: whose hours a heat map has, ``office`` or
    ``subscriber``. ``promise``: of what is promised, what it is called and where the payments are.
    ``mask``: telephone numbers are not to be seen.
    """

    by: tuple[str, ...] = ()
    weight: str = ""
    targets: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    draw: str = ""
    seed: str = ""
    winners: int = 0
    parameters: Mapping[str, str] = field(default_factory=dict)
    #: E.164; of the ledger only what is about him.
    contact: str = ""
    filter: Filter = NO_FILTER
    reserves: int = 0
    seed_source: str = ""
    announced: str = ""
    clock: str = "office"
    promise: PromiseOptions = PromiseOptions()
    mask: bool = False


@dataclass(frozen=True, slots=True)
class Outside:
    """What lies outside the database. ``link``: the address at which a browser may open a file of
    the voice store, "" where there is none. ``billing``: a data source by its name."""

    link: Callable[[str], str] = field(default=lambda name: "")
    billing: Callable[[str], Billing] | None = None


class Framed(Protocol):
    """What a table in a file is framed with: ``subject``, what it is about."""

    @property
    def subject(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def now(self) -> datetime: ...
    @property
    def zone(self) -> tzinfo: ...
    @property
    def taken_by(self) -> str:
        """Who takes it, "" where nobody is named."""
        ...


@dataclass(frozen=True)
class ReportSource:
    """Everything a report is made from. ``reports`` and ``answers`` live inside a transaction that
    stays open while the report is written; ``now`` is aware; ``language`` is "ru" or "en".
    ``chosen``: the campaign that it is about, None for the whole office. ``count`` counts the list
    when a report asks for it: that takes its time on a long one. ``taken_by``: who takes it out
    into a file, "" where nobody is to be named (engine.reports.taken)."""

    reports: ReportStore
    count: Callable[[], ContactCounts]
    chosen: Campaign | None
    language: str
    now: datetime
    answers: AnswerStore | None = None
    options: ReportOptions = ReportOptions()
    ledger: LedgerStore | None = None
    traces: TraceStore | None = None
    facts: ReportFacts | None = None
    outside: Outside = Outside()
    taken_by: str = ""
    _made: dict[str, object] = field(default_factory=dict, repr=False)

    def once(self, name: str, make: Callable[[], T]) -> T:
        """What ``make`` gives, made once: figures and tables of a report share it."""
        if name not in self._made:
            self._made[name] = make()
        return cast(T, self._made[name])

    @property
    def subject(self) -> str:
        from engine.reports.about import heading

        return heading(self)

    @cached_property
    def counts(self) -> ContactCounts:
        return self.count()

    @property
    def campaign(self) -> Campaign:
        if self.chosen is None:
            raise KnownError(
                "This report is of one campaign, and none was named.", mend="Name it: --campaign."
            )
        return self.chosen

    @property
    def names(self) -> tuple[str, ...]:
        """Of the campaigns that it is about; empty for all."""
        return self.options.filter.campaigns or ((self.chosen.name,) if self.chosen else ())

    @cached_property
    def zone(self) -> tzinfo:
        """All moments for people are shown in it: the one asked for, the campaign's own, or the
        one that most campaigns have."""
        asked = zone_named(self.options.filter.timezone)
        if asked is not None:
            return asked
        return self._campaign_zone() if self.chosen is not None else self._office_zone()

    def _campaign_zone(self) -> tzinfo:
        name = self.campaign.settings.schedule.timezone
        try:
            return ZoneInfo(name) if name else UTC
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise KnownError(
                "The time zone {name!r} of the campaign {campaign} is not known.",
                mend="Write it as in Europe/Moscow and update the campaign.",
                name=name,
                campaign=self.campaign.name,
            ) from error

    def _office_zone(self) -> tzinfo:
        if self.facts is not None:
            known = self.facts.known("campaigns")
            chosen = {name.casefold() for name in self.options.filter.campaigns}
            ids = [n for name, ns in known.items() if name.casefold() in chosen for n in ns]
            zones = Counter(name for name in self.facts.zones(ids).values() if name)
            for name, _ in zones.most_common():
                try:
                    return ZoneInfo(name)
                except (ZoneInfoNotFoundError, ValueError):
                    continue
        return self.now.astimezone().tzinfo or UTC

    @cached_property
    def zone_name(self) -> str:
        return str(self.zone)

    @property
    def office(self) -> ReportFacts:
        if self.facts is None:
            raise BugError("this report was given no facts of the office")
        return self.facts

    @cached_property
    def scope(self) -> Scope:
        """``options.filter``, as the database is asked; of one campaign where one was chosen."""
        wanted = self.options.filter
        if self.chosen is not None and not wanted.campaigns:
            wanted = replace(wanted, campaigns=(self.chosen.name,))
        return scope_of(wanted, self.now, self.zone, self.office.known)

    def phone(self, number: str) -> str:
        """As it may be seen."""
        return masked(number) if self.options.mask else number


def filters_of(kind: Any) -> tuple[str, ...]:
    """Which filters a kind understands; those of plug-ins say none unless they do."""
    return tuple(getattr(kind, "filters", ()))


def is_of_office(kind: Any) -> bool:
    """It needs no campaign."""
    return bool(getattr(kind, "of_office", False))


class ReportKind(Protocol):
    """One kind of report. Plug-ins add theirs to ``ReportKinds``.

    It may have ``filters``: which of ``engine.reports.filters.ALL`` it understands; and
    ``of_office = True``: it needs no campaign (``ReportSource.chosen`` may be None).
    """

    @property
    def name(self) -> str: ...

    def title(self, language: str) -> str: ...

    def json(self, source: ReportSource) -> Iterator[str]:
        """The JSON document in pieces; a large one is never whole in memory."""
        ...

    def figures(self, source: ReportSource) -> list[Figure]:
        """What stands large on top of a page; may be empty."""
        ...

    def tables(self, source: ReportSource) -> Iterator[Section]:
        """Complete data, for CSV and XLSX."""
        ...

    def page(self, source: ReportSource) -> Iterator[Section]:
        """What fits on paper, for HTML and PDF."""
        ...


def share(part: int, whole: int) -> float | None:
    """None where there is nothing to be a share of."""
    return part / whole if whole else None
