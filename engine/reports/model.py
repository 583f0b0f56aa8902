"""What a report is made of, before it takes a form."""

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from enum import Enum, auto
from functools import cached_property
from typing import Protocol, TypeVar, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from engine.domain.campaign import Campaign
from engine.errors import KnownError
from engine.ports.answers import AnswerStore
from engine.ports.ledger import LedgerStore
from engine.ports.storage import ContactCounts, ReportStore
from engine.ports.traces import TraceStore
from engine.reports.charts import Chart

T = TypeVar("T")

#: What a cell holds; None is an empty cell. Moments are aware.
Cell = str | int | float | datetime | None


class CellKind(Enum):
    TEXT = auto()
    PHONE = auto()  # E.164
    COUNT = auto()
    SECONDS = auto()
    SHARE = auto()  # 0…1
    NUMBER = auto()  # two decimal places
    MOMENT = auto()


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
    cell by cell.
    """

    title: str
    columns: tuple[Column, ...]
    rows: Iterable[tuple[Cell, ...]]
    bar: int | None = None
    note: str = ""
    chart: Chart | None = None
    csv_lines: Callable[[], Generator[bytes, None, None]] | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that matters, on top of a page."""

    label: str
    value: int
    share: float | None = None


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """What whoever asks for a report may say beside campaign and form.

    ``by``: questions, results or fields of the list that a survey is crossed with. ``weight``: the
    field of the list that says how much a respondent counts. ``targets``: field → value → share
    wanted, for weights by quotas. ``draw``, ``seed``, ``winners``: of a draw. ``parameters``: of a
    client's own form.
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


@dataclass(frozen=True)
class ReportSource:
    """Everything a report is made from. ``reports`` and ``answers`` live inside a transaction that
    stays open while the report is written; ``now`` is aware; ``language`` is "ru" or "en".
    ``count`` counts the list when a report asks for it: that takes its time on a long one."""

    reports: ReportStore
    count: Callable[[], ContactCounts]
    campaign: Campaign
    language: str
    now: datetime
    answers: AnswerStore | None = None
    options: ReportOptions = ReportOptions()
    ledger: LedgerStore | None = None
    traces: TraceStore | None = None
    _made: dict[str, object] = field(default_factory=dict, repr=False)

    def once(self, name: str, make: Callable[[], T]) -> T:
        """What ``make`` gives, made once: figures and tables of a report share it."""
        if name not in self._made:
            self._made[name] = make()
        return cast(T, self._made[name])

    @property
    def subject(self) -> str:
        return self.campaign.name

    @cached_property
    def counts(self) -> ContactCounts:
        return self.count()

    @cached_property
    def zone(self) -> tzinfo:
        """The campaign's own zone: all moments for people are shown in it."""
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


class ReportKind(Protocol):
    """One kind of report. Plug-ins add theirs to ``ReportKinds``."""

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
