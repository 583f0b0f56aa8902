"""The directory filled from lists and data sources, a portion of entries at a time.

Every portion is a transaction of its own: searches see it at once, other changes wait only for
that long, and what is killed in the middle is completed by doing it again.
"""

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from itertools import islice
from pathlib import Path

from engine.domain.source_mapping import MappedField, SourceMapping
from engine.errors import KnownError
from engine.lists.columns import UserMapping
from engine.lists.phones import PhoneReader
from engine.lists.table import RejectReason, Table
from engine.ports.directory import DirectorySource, Merged, NewEntry
from engine.ports.sources import RowStream, SourceConnection, SourceSettings
from engine.ports.storage import Database, Stores
from engine.service.contact_build import StreamTable
from engine.service.contact_import import RejectsFile, choose_table
from engine.service.directory_intake import (
    SOURCE_KEY,
    DirectoryIntake,
    directory_columns,
    list_mapping,
)
from engine.service.source_entities import entity_of, entity_query

_PORTION = 65_536
#: Less than this part of what was there is left: more often than not the source is incomplete.
_SUSPICIOUS = 0.5
Progress = Callable[[int, int | None], None]


@dataclass(frozen=True, slots=True)
class DirectoryReport:
    """``rows == added + changed + unchanged + duplicates + sum(rejected.values())``; ``removed``:
    entries that the source no longer has."""

    rows: int
    added: int
    changed: int
    unchanged: int
    duplicates: int
    removed: int
    rejected: dict[str, int] = field(default_factory=dict)
    mapping: dict[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        return {name: getattr(self, name) for name in self.__slots__}


def load_directory(
    database: Database,
    source_name: str,
    tables: Sequence[Table],
    *,
    now: datetime,
    mapping: UserMapping = (),
    country: str = "RU",
    remove_missing: bool = False,
    allow_removal: bool = False,
    rejects: Path | None = None,
    settings: dict[str, object] | None = None,
    progress: Progress | None = None,
) -> DirectoryReport:
    """Add and change the entries of one source. Blocks. ``remove_missing``: entries of it that
    are not in the list go, unless that were more than half of them and not ``allow_removal``:
    then KnownError, and nothing has been removed. ``settings``: how it is refreshed."""
    reader = PhoneReader(country)
    table, columns = choose_table(tables, source_name, reader, list_mapping(mapping))
    own = directory_columns(columns, mapping, source_name)
    source = database.transact(lambda stores: stores.directory.source(source_name, now))
    seen = array("q")
    added = changed = unchanged = 0
    with RejectsFile(rejects) as rejects_file:
        intake = DirectoryIntake(own, columns.header_row or 0, reader, rejects_file.write)
        entries = intake.entries_of(table.rows())
        while portion := list(islice(entries, _PORTION)):
            merged = database.transact(partial(_merge, source.id, portion, now))
            seen.extend(merged.ids)
            added += merged.added
            changed += merged.changed
            unchanged += merged.unchanged
            if progress is not None:
                progress(intake.rows, table.size_hint)
        rejects_file.keep()
    removed = 0
    if remove_missing:
        removed = _remove_missing(database, source, seen, now, allowed=allow_removal)
    report = DirectoryReport(
        intake.rows, added, changed, unchanged, intake.duplicates, removed,
        {r.value: intake.rejected[r.value] for r in RejectReason if intake.rejected[r.value]},
        own.described(columns.header),
    )  # fmt: skip
    done = replace(
        source,
        settings=source.settings if settings is None else settings,
        refreshed_at=now,
        outcome=report.as_json(),
    )
    database.transact(lambda stores: stores.directory.save_source(done))
    return report


def _merge(source_id: int, entries: Sequence[NewEntry], now: datetime, stores: Stores) -> Merged:
    return stores.directory.merge(source_id, entries, now)


def _remove(ids: Sequence[int], now: datetime, stores: Stores) -> int:
    return stores.directory.remove(ids, now)


def _index(after_id: int, now: datetime, stores: Stores) -> int | None:
    return stores.directory.index(after_id, _PORTION, now)


def _remove_missing(
    database: Database, source: DirectorySource, seen: Sequence[int], now: datetime, *,
    allowed: bool,
) -> int:  # fmt: skip
    present = set(seen)
    every = database.transact(lambda stores: list(stores.directory.ids_of(source.id)))
    missing = [entry_id for entry_id in every if entry_id not in present]
    if len(missing) > len(every) * _SUSPICIOUS and not allowed:
        raise KnownError(
            "{missing} of {number} entries of {source} would go: none has been removed.",
            mend="See whether the source is whole; if they are meant to go: --allow-removal.",
            missing=len(missing),
            number=len(every),
            source=source.name,
        )
    return remove_entries(database, missing, now)


def remove_entries(database: Database, ids: Sequence[int], now: datetime) -> int:
    removed = 0
    for start in range(0, len(ids), _PORTION):
        portion = ids[start : start + _PORTION]
        removed += database.transact(partial(_remove, portion, now))
    return removed


def rebuild_directory(database: Database, now: datetime, progress: Progress | None = None) -> int:
    """Build the index anew; how many entries it has. Until the end searches are refused; killed
    in the middle, it is to be done again."""
    total = database.transact(lambda stores: stores.directory.status().entries)
    database.transact(lambda stores: stores.directory.begin_rebuild(now))
    last: int | None = 0
    done = 0
    while True:
        last = database.transact(partial(_index, last or 0, now))
        if last is None:
            database.transact(lambda stores: stores.directory.end_rebuild(now))
            return total
        done = min(total, done + _PORTION)
        if progress is not None:
            progress(done, total)


def source_table(connection: SourceConnection, settings: SourceSettings, entity: str) -> Table:
    """All rows of an entity of a data source; with the key that the mapping gives it."""
    mapped = entity_of(settings.mapping, entity)
    fields = dict(mapped.fields)
    if mapped.key and not any(each.column == mapped.key for each in fields.values()):
        fields[SOURCE_KEY] = MappedField(mapped.key)
    mapping = SourceMapping({**settings.mapping.entities, entity: replace(mapped, fields=fields)})
    query = entity_query(mapping, entity, {}, connection.dialect)
    stream = connection.stream(query.sql, query.parameters)
    rows = RowStream(tuple(name for name, _ in query.fields), map(query.row, stream.rows))
    return StreamTable(rows, settings.name)
