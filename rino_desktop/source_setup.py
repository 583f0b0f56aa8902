"""Data sources as an administrator sets them up, and the mapping of a foreign database."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from engine.domain.source_mapping import SourceMapping
from engine.errors import KnownError
from engine.lists.cell_text import cell_text
from engine.ports.sources import SourceSettings
from engine.ports.storage import Stores
from engine.service.source_mapping_file import mapping_of
from rino_desktop import bootstrap, sources
from rino_desktop.texts import t
from rino_desktop.texts.errors import said

_CHARSETS = ("NONE", "UTF8", "UNICODE_FSS", "ASCII", "KOI8R", "KOI8U", "CYRL")


@dataclass(frozen=True, slots=True)
class MappingRow:
    """One field of an entity. ``table`` and ``key`` are the entity's: said in one of its rows."""

    entity: str
    table: str
    key: str
    field: str
    column: str
    type: str = "auto"


@dataclass(frozen=True, slots=True)
class Answered:
    """A source that answers; ``opened_s``: how long that took; ``rows``: of the query, as text."""

    dialect: str
    opened_s: float
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


def checked(source: SourceSettings) -> SourceSettings:
    """As it is stored. KnownError."""
    name = " ".join(source.name.split())
    if not name:
        raise KnownError(t("A data source needs a name."))
    sources.check_url(source.url)
    bootstrap.check_source_kind(source.url)
    charset = source.charset.strip().upper()
    family = charset.startswith(("WIN", "DOS", "ISO8859_")) and bool(charset[3:])
    if charset and charset not in _CHARSETS and not family:
        raise KnownError(
            t("{name} is no character set of Firebird.", name=repr(source.charset)),
            mend="WIN1251, DOS866, KOI8R, UTF8 …",
        )
    return sources.absolute(replace(source, name=name, charset=charset))


def add(stores: Stores, source: SourceSettings, now: datetime) -> None:
    stores.sources.add(source)
    stores.audit.record(now, "source.add", source.name, {"url": source.url})


def change(
    stores: Stores, source: SourceSettings, now: datetime, *, password: bool = False
) -> None:
    """In place of the one of that name, or a new one where the file of settings has it.
    ``password``: the secret that it names is another one."""
    known = {each.name.casefold(): each for each in stores.sources.all()}
    before = known.get(source.name.casefold())
    stores.sources.replace(source)
    details: dict[str, object] = {"url": [before.url if before else None, source.url]}
    if before is None or before.mapping != source.mapping:
        details["mapping"] = sorted(source.mapping.entities)
    if password:
        details["password"] = "changed"  # noqa: S105 # that, and not to what
    stores.audit.record(now, "source.change", source.name, details)


def remove(stores: Stores, name: str, now: datetime) -> None:
    stores.sources.remove(name)
    stores.audit.record(now, "source.remove", name)


# --- asked ----------------------------------------------------------------------------------------


def ask(source: SourceSettings, query: str, rows: int = 10) -> Answered:
    """``query``: SQL, "@ENTITY" of the mapping, or "" for only whether it answers. KnownError."""
    started = time.monotonic()
    connection = bootstrap.open_source(source)
    try:
        opened_s = time.monotonic() - started
        connection.ping()
        if not query.strip():
            return Answered(connection.dialect, opened_s)
        table = sources.ask(connection, source, query, rows=rows)
    finally:
        connection.close()
    return Answered(
        connection.dialect, opened_s, tuple(table.columns),
        tuple(tuple(cell_text(value) for value in row) for row in table.rows),
    )  # fmt: skip


def try_mapping(source: SourceSettings) -> dict[str, str]:
    """Each entity that is mapped → what is wrong with it there, "" when it can be read. KnownError
    when the source does not answer."""
    found: dict[str, str] = {}
    connection = bootstrap.open_source(source)
    try:
        connection.ping()
        for entity in source.mapping.entities:
            try:
                sources.ask(connection, source, f"@{entity}", rows=1)
            except KnownError as error:
                found[entity] = " ".join(said(error).split())
            else:
                found[entity] = ""
    finally:
        connection.close()
    return found


# --- mapped ---------------------------------------------------------------------------------------


def rows_of(mapping: SourceMapping) -> tuple[MappingRow, ...]:
    return tuple(
        MappingRow(name, entity.table, entity.key, field, mapped.column, mapped.type.value)
        for name, entity in mapping.entities.items()
        for field, mapped in entity.fields.items()
    )


def mapping_from(rows: Sequence[MappingRow], before: SourceMapping) -> SourceMapping:
    """Joins stay as they were ``before``. KnownError names entity and field."""
    document: dict[str, dict[str, object]] = {}
    for row in rows:
        entity = document.setdefault(row.entity, {"table": "", "fields": {}})
        for key, said_here in (("table", row.table), ("key", row.key)):
            if said_here:
                if entity.get(key) and entity[key] != said_here:
                    raise KnownError(
                        t("{entity}: {key} is said differently in several rows.",
                          entity=row.entity, key=key)
                    )  # fmt: skip
                entity[key] = said_here
        fields = entity["fields"]
        assert isinstance(fields, dict)
        if row.field in fields:
            raise KnownError(
                t("{entity}: the field {field} stands there twice.", entity=row.entity,
                  field=row.field)
            )  # fmt: skip
        fields[row.field] = {"column": row.column, "type": row.type or "auto"}
    for name, known in before.entities.items():
        if name in document:
            document[name]["joins"] = {
                join.entity: {"on": f"{join.column} = {join.other_column}", "many": join.many}
                for join in known.joins
            }
    return mapping_of(document, t("the mapping"))
