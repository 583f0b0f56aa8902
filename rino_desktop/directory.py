"""The directory from files and data sources, as commands and windows ask for it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.errors import KnownError
from engine.service.directory_load import DirectoryReport, Progress, load_directory, source_table
from rino_desktop import bootstrap, sources
from rino_desktop.contact_lists import known_country, reason_word
from rino_desktop.settings import Settings
from rino_desktop.texts import t

if TYPE_CHECKING:
    from engine.ports.directory import DirectorySource

Mapping = tuple[tuple[str, str], ...]


def import_file(
    settings: Settings,
    path: Path,
    *,
    source: str | None,
    mapping: Mapping,
    encoding: str | None,
    country: str | None,
    replace: bool,
    allow_removal: bool,
    rejects: Path | None,
    progress: Progress,
) -> DirectoryReport:
    """The entries of a file; ``source``: what they are kept under, the file's name where None.
    ``replace``: entries of an earlier file of that source that are not in this one go."""
    if path.is_dir():
        raise KnownError(t("{file}: is a folder, not a file.", file=path))
    if not path.is_file():
        raise KnownError(t("{file}: there is no such file.", file=path))
    database = bootstrap.open_database(settings)
    try:
        return load_directory(
            database,
            source or path.stem,
            bootstrap.list_reader()(path, encoding),
            now=datetime.now(UTC),
            mapping=mapping,
            country=known_country(country) or "RU",
            remove_missing=replace,
            allow_removal=allow_removal,
            rejects=rejects,
            progress=progress,
        )
    finally:
        database.close()


def refresh(
    settings: Settings,
    name: str,
    *,
    entity: str | None,
    mapping: Mapping,
    country: str | None,
    allow_removal: bool,
    rejects: Path | None,
    progress: Progress,
) -> DirectoryReport:
    """Bring the entries of a data source up to date; what is not given is as the last time."""
    database = bootstrap.open_database(settings)
    try:
        found = database.transact(lambda stores: sources.find(settings, stores, name))
        before = [each for each, _ in database.transact(lambda s: s.directory.sources())]
        last = next(
            (each for each in before if each.name.casefold() == found.name.casefold()), None
        )
        asked = _asked(last, entity, mapping, known_country(country))
        connection = bootstrap.open_source(found)
        try:
            return load_directory(
                database,
                found.name,
                [source_table(connection, found, asked.entity)],
                now=datetime.now(UTC),
                mapping=asked.mapping,
                country=asked.country,
                remove_missing=True,
                allow_removal=allow_removal,
                rejects=rejects,
                settings=asked.as_json(),
                progress=progress,
            )
        finally:
            connection.close()
    finally:
        database.close()


@dataclass(frozen=True, slots=True)
class _Asked:
    entity: str
    mapping: Mapping
    country: str

    def as_json(self) -> dict[str, object]:
        return {"entity": self.entity, "mapping": self.mapping, "country": self.country}


def _asked(
    last: "DirectorySource | None", entity: str | None, mapping: Mapping, country: str | None
) -> _Asked:
    before: dict[str, Any] = {} if last is None else dict(last.settings)
    remembered = tuple((field, column) for field, column in before.get("mapping", ()))
    return _Asked(
        entity or before.get("entity", "subscribers"),
        mapping or remembered,
        country or before.get("country", "RU"),
    )


def text_of(report: DirectoryReport) -> str:
    """What became of a list, for people."""
    lines = [
        t(
            "Rows: {rows}. Entries added: {added}, changed: {changed}, unchanged: {unchanged}, "
            "removed: {removed}; repeated: {duplicates}, rejected: {rejected}.",
            rows=report.rows,
            added=report.added,
            changed=report.changed,
            unchanged=report.unchanged,
            removed=report.removed,
            duplicates=report.duplicates,
            rejected=sum(report.rejected.values()),
        ),
        t("Columns: {mapping}.",
          mapping=", ".join(f"{field} ← {column}" for field, column in report.mapping.items())),
    ]  # fmt: skip
    lines += [f"  {reason_word(reason)}: {count}" for reason, count in report.rejected.items()]
    return "\n".join(lines)
