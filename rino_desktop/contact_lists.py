"""Contact lists into campaigns: from files, and from queries to data sources."""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.domain.campaign import Campaign
from engine.errors import KnownError
from engine.lists.table import FileKind, Row, TableInfo
from engine.ports.lists import BulkLoader, ImportOutcome
from engine.ports.sources import DataSource
from engine.ports.storage import NewContact
from engine.service.contact_import import ImportReport, import_contacts, import_tables
from rino_desktop import bootstrap
from rino_desktop.settings import Settings, did_you_mean
from rino_desktop.texts import t

Mapping = Sequence[tuple[str, str]]
Progress = Callable[[int, int | None], None]


@dataclass(frozen=True, slots=True)
class Imported:
    """``rejects``: the file with the rejected rows; None when there are none."""

    report: ImportReport
    rejects: Path | None

    def as_json(self) -> dict[str, Any]:
        return {
            **self.report.as_json(),
            "rejects": None if self.rejects is None else str(self.rejects),
        }

    def text(self) -> str:
        r = self.report
        lines = [
            t("Rows: {rows}. Contacts added: {added}, updated: {updated}, unchanged: {unchanged}, "
              "rejected: {rejected}.", rows=r.rows, added=r.contacts, updated=r.updated,
              unchanged=r.unchanged, rejected=sum(r.rejected.values())),
            t("Columns: {mapping}.", mapping=", ".join(f"{k} ← {v}" for k, v in r.mapping.items())),
        ]  # fmt: skip
        lines += [f"  {reason_word(reason)}: {count}" for reason, count in r.rejected.items()]
        if self.rejects is not None:
            lines.append(t("Rejected rows: {file}", file=self.rejects))
        return "\n".join(lines)


def reason_word(reason: str) -> str:
    """Why a row was rejected, in the user's language."""
    words = {
        "no_phone": t("no telephone number"),
        "bad_phone": t("unusable number"),
        "duplicate_in_file": t("repeated in the list"),
        "do_not_call": t("on the do-not-call list"),
        "total_row": t("total row"),
        "malformed_row": t("unreadable row"),
    }
    return words.get(reason, reason)


def import_file(
    settings: Settings,
    path: Path,
    *,
    campaign: str,
    mapping: Mapping,
    encoding: str | None,
    country: str | None,
    rejects: Path | None,
    progress: Progress,
) -> Imported:
    """Without ``rejects``, rejected rows go beside the list: nothing is dropped silently."""
    if path.is_dir():
        raise KnownError(t("{file}: is a folder, not a file.", file=path))
    if not path.is_file():
        raise KnownError(t("{file}: there is no such file.", file=path))
    target = rejects or _beside(path)
    report = import_contacts(
        path,
        _campaign(settings, campaign),
        bootstrap.bulk_loader(settings),
        read=bootstrap.list_reader(),
        mapping=mapping,
        encoding=encoding,
        country=_country(country),
        rejects=target,
        progress=progress,
    )
    return Imported(report, _kept(target, report, asked=rejects is not None))


@dataclass(frozen=True, slots=True)
class Built:
    """What a query brought; with ``dry_run`` nothing was stored and ``sample`` shows the first
    contacts that would have come."""

    imported: Imported
    source: str
    dry_run: bool
    sample: tuple[NewContact, ...]

    def as_json(self) -> dict[str, Any]:
        document = self.imported.as_json()
        document.pop("encoding", None)
        document.pop("sheet", None)
        document |= {"source": self.source, "dry_run": self.dry_run}
        if self.dry_run:
            document["sample"] = [
                {"phones": list(each.phones), "fields": dict(each.fields)} for each in self.sample
            ]
        return document

    def text(self) -> str:
        text = self.imported.text()
        if not self.dry_run:
            return text
        shown = "\n".join(
            f"  {', '.join(each.phones)}: {'; '.join(f'{k}={v}' for k, v in each.fields.items())}"
            for each in self.sample
        )
        return f"{t('Nothing was stored (dry run). It would be:')}\n{text}\n{shown}".rstrip()


def build(
    settings: Settings,
    *,
    source: str,
    query: Path,
    campaign: str,
    mapping: Mapping,
    country: str | None,
    rejects: Path | None,
    dry_run: bool,
    progress: Progress,
) -> Built:
    """Run the query and put its rows through the same import as a file's."""
    sql = query.read_text(encoding="utf-8-sig")
    if not sql.strip():
        raise KnownError(t("{file} is empty.", file=query))
    target_campaign = _campaign(settings, campaign)
    loader = bootstrap.bulk_loader(settings)
    trial = _DryRun(loader) if dry_run else None
    connection = _open(settings, source)
    try:
        report = import_tables(
            [_QueryTable(connection, sql, source)],
            f"{source}: {query.name}",
            target_campaign,
            trial or loader,
            mapping=mapping,
            country=_country(country),
            rejects=rejects,
            progress=progress,
        )
    finally:
        connection.close()
    imported = Imported(report, _kept(rejects, report, asked=True) if rejects else None)
    return Built(imported, source, dry_run, tuple(trial.sample) if trial else ())


class _DryRun:
    """A bulk loader that counts instead of storing."""

    def __init__(self, real: BulkLoader) -> None:
        self._real = real
        self.sample: list[NewContact] = []

    def do_not_call(self) -> set[str]:
        return self._real.do_not_call()

    def load(
        self,
        campaign_id: int,
        file_name: str,
        batches: Iterator[Sequence[NewContact]],
        progress: Callable[[int], None] | None = None,
    ) -> ImportOutcome:
        contacts = 0
        for batch in batches:
            contacts += len(batch)
            self.sample += batch[: 5 - len(self.sample)]
        return ImportOutcome(contacts=contacts, unchanged=0, updated=0)


class _QueryTable:
    """A query's result as a table: the header, then the rows."""

    def __init__(self, source: DataSource, sql: str, name: str) -> None:
        self._source = source
        self._sql = sql
        self.info = TableInfo(FileKind.WORKBOOK, sheet=name)
        self.size_hint: int | None = None

    def rows(self) -> Iterator[Row]:
        result = self._source.query(self._sql)
        yield 1, list(result.columns)
        for number, cells in enumerate(result.rows, start=2):
            yield number, list(cells)


def _open(settings: Settings, name: str) -> DataSource:
    declared = settings.sources.get(name)
    if declared is None:
        raise KnownError(
            t("There is no data source {name} in the configuration file.", name=repr(name)),
            mend=did_you_mean(name, dict(settings.sources))
            or t("Declare it there: {example}.", example=f'[sources.{name}] url = "…"'),
        )
    password = ""
    if declared.password_env:
        password = os.environ.get(declared.password_env, "")
        if not password:
            raise KnownError(
                t("The environment variable {name} is not set.", name=declared.password_env),
                mend=t("Put the password into it."),
            )
    return bootstrap.open_source(declared.url, password)


def _campaign(settings: Settings, name: str) -> Campaign:
    database = bootstrap.open_database(settings)
    try:
        return database.transact(lambda stores: stores.campaigns.by_name(name))
    finally:
        database.close()


def _country(country: str | None) -> str | None:
    from phonenumbers import SUPPORTED_REGIONS

    if country is not None and country.upper() not in SUPPORTED_REGIONS:
        raise KnownError(
            t("{country} is no country code.", country=repr(country)), mend="RU, KZ, BY, US …"
        )
    return country.upper() if country else None


def _beside(path: Path) -> Path | None:
    """Where the rejected rows of a list go when nobody says; None where that cannot be written."""
    folder = path.absolute().parent
    return folder / f"{path.stem}.rejects.csv" if os.access(folder, os.W_OK) else None


def _kept(target: Path | None, report: ImportReport, *, asked: bool) -> Path | None:
    """An empty rejects file that nobody asked for is taken away again."""
    if target is None:
        return None
    if not asked and not report.rejected:
        target.unlink(missing_ok=True)
        return None
    return target
