"""A campaign's list from a data source: by a query, or by a criterion over mapped fields.

The rows go through the same import as a file's. A list that was built can be brought up to date:
the new come in, the changed are updated, those who no longer match are withdrawn.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from engine.domain.campaign import Campaign
from engine.errors import KnownError
from engine.lists.cell_text import cell_text
from engine.lists.table import FileKind, Row, TableInfo
from engine.ports.lists import BuiltList, BulkLoader, FileNote, ImportOutcome
from engine.ports.source_store import ListBuild
from engine.ports.sources import RowStream, SourceConnection, SourceSettings
from engine.ports.storage import NewContact
from engine.service.contact_import import ImportReport, import_tables
from engine.service.source_criteria import list_query
from engine.service.source_entities import entity_query

#: Entities that a criterion is about when none is named: the first that is mapped.
_BASES = ("contacts", "accounts", "subscribers", "balances")
#: Contacts that a dry run shows.
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class BuildReport:
    """``matches``: contacts that the list has now."""

    report: ImportReport
    matches: int
    withdrawn: int
    returned: int
    sample: tuple[NewContact, ...] = ()

    def as_json(self) -> dict[str, Any]:
        document = self.report.as_json()
        for name in ("encoding", "sheet", "delimiter"):
            document.pop(name, None)
        return document | {
            "matches": self.matches,
            "withdrawn": self.withdrawn,
            "returned": self.returned,
        }


def build_contacts(
    connection: SourceConnection,
    settings: SourceSettings,
    build: ListBuild,
    campaign: Campaign,
    loader: BulkLoader,
    *,
    today: date,
    refresh: bool = False,
    dry_run: bool = False,
    allow_empty: bool = False,
    rejects: Path | None = None,
    progress: Callable[[int, int | None], None] | None = None,
) -> BuildReport:
    """Blocks; everything or nothing. ``refresh``: withdraw who no longer matches; when nobody
    matches at all that is refused unless ``allow_empty``: more often than not the source is then
    being repaired. ``today``: what ``call.today`` means in a criterion."""
    stream = _stream(connection, settings, build, today)
    watched = _Watched(loader, refresh=refresh, dry_run=dry_run, allow_empty=allow_empty)
    report = import_tables(
        [StreamTable(stream, settings.name)],
        settings.name,
        campaign,
        watched,
        mapping=build.mapping,
        country=build.country or None,
        rejects=rejects,
        progress=progress,
    )
    outcome = watched.outcome
    return BuildReport(
        report, report.contacts + report.unchanged + report.updated,
        outcome.withdrawn, outcome.returned, tuple(watched.sample),
    )  # fmt: skip


def _stream(
    connection: SourceConnection, settings: SourceSettings, build: ListBuild, today: date
) -> RowStream:
    if build.query.strip().startswith("@"):
        named = entity_query(settings.mapping, build.query.strip()[1:], {}, connection.dialect)
        stream = connection.stream(named.sql, named.parameters)
        return RowStream(tuple(name for name, _ in named.fields), map(named.row, stream.rows))
    if build.query:
        return connection.stream(build.query, {})
    base = build.entity or next(
        (name for name in _BASES if name in settings.mapping.entities), _BASES[0]
    )
    query = list_query(settings.mapping, base, build.where, connection.dialect, today)
    stream = connection.stream(query.sql, query.parameters)
    return RowStream(tuple(name for name, _ in query.fields), map(query.row, stream.rows))


class StreamTable:
    """A query's result as a table: the header, then the rows. The first rows are looked at once
    more to find the columns; the query runs only once."""

    def __init__(self, stream: RowStream, name: str) -> None:
        self._rows = self._numbered(stream)
        self._seen: list[Row] = []
        self._first = True
        self.info = TableInfo(FileKind.WORKBOOK, sheet=name)
        self.size_hint: int | None = None

    @staticmethod
    def _numbered(stream: RowStream) -> Iterator[Row]:
        yield 1, list(stream.columns)
        for number, cells in enumerate(stream.rows, start=2):
            yield number, [cell_text(value) for value in cells]

    def rows(self) -> Iterator[Row]:
        if self._first:
            self._first = False
            for row in self._rows:
                self._seen.append(row)
                yield row
            return
        yield from self._seen
        self._seen = []
        yield from self._rows


@dataclass
class _Watched:
    """A bulk loader that says how the list was made, and keeps what became of it."""

    loader: BulkLoader
    refresh: bool
    dry_run: bool
    allow_empty: bool
    outcome: ImportOutcome = field(default_factory=lambda: ImportOutcome(0, 0, 0))
    sample: list[NewContact] = field(default_factory=list)
    _spared: frozenset[str] = frozenset()

    def do_not_call(self, campaign_id: int) -> set[str]:
        phones = self.loader.do_not_call(campaign_id)
        self._spared = frozenset(phones)
        return phones

    def load(
        self,
        campaign_id: int,
        file_name: str,
        batches: Iterator[Sequence[NewContact]],
        progress: Callable[[int], None] | None = None,
        built: BuiltList | None = None,
        note: Callable[[], FileNote] | None = None,
    ) -> ImportOutcome:
        del built, note  # it is no file
        self.outcome = self.loader.load(
            campaign_id, file_name, self._looked_at(batches), progress,
            BuiltList(self.refresh, self.dry_run, self._spared),
        )  # fmt: skip
        return self.outcome

    def _looked_at(self, batches: Iterator[Sequence[NewContact]]) -> Iterator[Sequence[NewContact]]:
        empty = True
        for batch in batches:
            empty = empty and not batch
            self.sample += islice(batch, _SHOWN - len(self.sample))
            yield batch
        if empty and self.refresh and not self.allow_empty:
            raise KnownError(
                "nobody matches: nothing has been changed, nobody has been withdrawn.",
                mend="See whether the data source is whole; if nobody is meant to be called:"
                " --allow-empty.",
            )
