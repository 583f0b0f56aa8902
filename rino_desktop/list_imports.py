"""A list before and after it is imported: previews, mappings kept as templates, a dry run, undo."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.domain.campaign import Campaign
from engine.errors import KnownError
from engine.lists.columns import PhoneColumnUnknown, UserMapping, find_columns
from engine.lists.phones import PhoneReader
from engine.lists.sample import tidy
from engine.lists.table import RejectedRow, Row, Table
from engine.ports.segments import ImportTemplate, Undone
from engine.service.contact_import import ImportReport, import_tables
from rino_desktop import bootstrap
from rino_desktop.settings import Settings
from rino_desktop.texts import t

if TYPE_CHECKING:
    from engine.ports.audit import Actor
    from engine.ports.storage import NewContact, Stores

#: Rows that a preview shows, and those that a dry run keeps of each kind.
SHOWN, KEPT = 12, 500
_SAMPLE_ROWS = 200
#: What a column may be besides a contact's own field.
PHONE, TIMEZONE, REGION = "phone", "timezone", "region"
Progress = Callable[[int, int | None], None]


@dataclass(frozen=True, slots=True)
class Choices:
    """How a file is read. ``delimiter`` and ``encoding`` None: as found; ``sheet`` "": the first
    that has telephone numbers. ``home``: where those are of whom neither row nor number tells,
    see contact_lists.home_zones."""

    encoding: str | None = None
    delimiter: str | None = None
    sheet: str = ""
    home: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """The beginning of a table as one choice shows it. ``fault``: why it cannot be read so."""

    choices: Choices
    rows: tuple[tuple[str, ...], ...] = ()
    delimiter: str = ""
    fault: KnownError | None = None

    @property
    def name(self) -> str:
        return self.choices.encoding or self.choices.sheet


@dataclass(frozen=True, slots=True)
class Layout:
    """``columns``: header, or the number from 1; ``samples``: a few values of each. ``guessed``:
    what each is taken for: PHONE, TIMEZONE, REGION or the name of a field. ``certain``: the
    telephone column could be told."""

    columns: tuple[str, ...]
    samples: tuple[str, ...]
    guessed: tuple[str, ...]
    certain: bool
    digest: str


@dataclass(slots=True)
class Trial:
    """What an import would do; a watch of it. ``unsure``: contacts whose time zone is not
    certain."""

    ready: int = 0
    unsure: int = 0
    rejected: list[RejectedRow] = field(default_factory=list)
    doubtful: "list[NewContact]" = field(default_factory=list)
    sample: "list[NewContact]" = field(default_factory=list)
    report: ImportReport | None = None

    def taken(self, batch: "Sequence[NewContact]") -> None:
        for contact in batch:
            if len(contact.zones) != 1:
                self.unsure += 1
                if len(self.doubtful) < KEPT:
                    self.doubtful.append(contact)
            elif len(self.sample) < SHOWN:
                self.sample.append(contact)
        self.ready += len(batch)

    def rejected_row(self, row: RejectedRow) -> None:
        if len(self.rejected) < KEPT:
            self.rejected.append(row)

    @property
    def errors(self) -> int:
        return sum(self.report.rejected.values()) if self.report else len(self.rejected)

    def as_json(self) -> dict[str, Any]:
        assert self.report is not None
        return {
            **self.report.as_json(), "dry_run": True, "ready": self.ready,
            "warnings": self.unsure, "errors": self.errors,
        }  # fmt: skip

    def text(self) -> str:
        assert self.report is not None
        from rino_desktop.contact_lists import reason_word

        r = self.report
        lines = [
            t("Nothing was stored (dry run). It would be:"),
            t("Ready: {ready}; new: {new}, updated: {updated}, unchanged: {unchanged}.",
              ready=self.ready, new=r.contacts, updated=r.updated, unchanged=r.unchanged),
            t("Time zone not certain: {unsure}. Rejected: {errors}.", unsure=self.unsure,
              errors=self.errors),
            t("Columns: {mapping}.", mapping=", ".join(f"{k} ← {v}" for k, v in r.mapping.items())),
        ]  # fmt: skip
        return "\n".join(lines + [f"  {reason_word(k)}: {n}" for k, n in r.rejected.items()])


class _Watching:
    """A trial as ``contact_import.Watch``."""

    def __init__(self, trial: Trial) -> None:
        self.taken = trial.taken
        self.rejected = trial.rejected_row


def previews(path: Path) -> list[Preview]:
    """What the file looks like in each encoding that it may be in, or each of its sheets; the
    likeliest first. KnownError for what is no list."""
    from rino_desktop.contact_lists import require_file

    require_file(path)
    encodings = bootstrap.list_encodings(path)
    if encodings:
        return [preview(path, Choices(encoding)) for encoding in encodings]
    tables = bootstrap.list_tables(path, None, None)
    return [_shown(table, Choices(sheet=table.info.sheet or "")) for table in tables]


def preview(path: Path, choices: Choices) -> Preview:
    try:
        return _shown(table_of(path, choices), choices)
    except KnownError as error:
        return Preview(choices, fault=error)


def table_of(path: Path, choices: Choices) -> Table:
    """KnownError when it cannot be read so."""
    tables = bootstrap.list_tables(path, choices.encoding, choices.delimiter)
    for table in tables:
        if not choices.sheet or table.info.sheet == choices.sheet:
            return table
    raise KnownError(
        t("{file} has no sheet {sheet}.", file=path.name, sheet=repr(choices.sheet)),
        mend=", ".join(table.info.sheet or "" for table in tables),
    )


def _shown(table: Table, choices: Choices) -> Preview:
    rows = islice((cells for _, cells in table.rows() if any(map(str.strip, cells))), SHOWN)
    shown = tuple(tuple(cell.strip()[:80] for cell in cells) for cells in rows)
    return Preview(choices, shown, table.info.delimiter or "")


def layout(table: Table, name: str, country: str, mapping: UserMapping = ()) -> Layout:
    """What the columns of the table are taken for. ``mapping``: of a template, say."""
    filled = (row for row in table.rows() if any(cell.strip() for cell in row[1]))
    sample = list(islice(filled, _SAMPLE_ROWS))
    reader = PhoneReader(country)
    certain = True
    try:
        columns = find_columns(sample, reader, mapping, name)
    except PhoneColumnUnknown:
        if not sample:
            raise
        certain = False
        columns = find_columns(sample, reader, [*mapping, (PHONE, "1")], name)
    names = [
        (columns.header[at] if at < len(columns.header) else "") or str(at + 1)
        for at in range(columns.width)
    ]
    guessed = [""] * columns.width
    for field_name, at in columns.fields.items():
        guessed[at] = field_name
    if certain:
        for at in columns.phones:
            guessed[at] = PHONE
    if columns.timezone is not None:
        guessed[columns.timezone] = TIMEZONE
    for at in columns.regions:
        guessed[at] = REGION
    begin = columns.header_row or 0
    samples = [_some_values(sample, at, begin) for at in range(columns.width)]
    folded = "\0".join(tidy(name).casefold() for name in names)
    digest = hashlib.sha256(folded.encode("utf-8", "replace")).hexdigest()
    return Layout(tuple(names), tuple(samples), tuple(guessed), certain, digest)


def _some_values(sample: Sequence[Row], at: int, header_row: int) -> str:
    cells = (
        cells[at].strip()[:30] for number, cells in sample[:30]
        if number > header_row and at < len(cells)
    )  # fmt: skip
    return ", ".join(list(dict.fromkeys(filter(None, cells)))[:3])


def mapping_of(meanings: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """(FIELD, COLUMN) as an import takes them; columns without a meaning are left out of it.
    KnownError when no column is the telephone, or two are one field."""
    if PHONE not in meanings:
        raise KnownError(t("No column holds the telephone number."), mend=t("Say which one does."))
    fields = [m.casefold() for m in meanings if m and m not in (PHONE, REGION)]
    for name in fields:
        if fields.count(name) > 1:
            raise KnownError(t("Two columns are {name}.", name=repr(name)))
    return tuple((meaning, str(at + 1)) for at, meaning in enumerate(meanings) if meaning)


def ignored_of(meanings: Sequence[str]) -> frozenset[int]:
    """Indexes of the columns that nothing is kept of."""
    return frozenset(at for at, meaning in enumerate(meanings) if not meaning)


class OnlyColumns:
    """A table without what stands in the ignored columns."""

    def __init__(self, table: Table, ignored: frozenset[int]) -> None:
        self._table = table
        self._ignored = ignored
        self.info = table.info

    @property
    def size_hint(self) -> int | None:
        return self._table.size_hint

    def rows(self) -> Iterator[Row]:
        if not self._ignored:
            return self._table.rows()
        return self._without()

    def _without(self) -> Iterator[Row]:
        for number, cells in self._table.rows():
            for at in self._ignored:
                if at < len(cells):
                    cells[at] = ""
            yield number, cells


def try_import(
    settings: Settings, path: Path, campaign: Campaign, choices: Choices, mapping: UserMapping,
    ignored: frozenset[int], progress: Progress, *, country: str | None = None,
    rejects: Path | None = None, actor: "Actor | None" = None,
) -> Trial:  # fmt: skip
    """All that an import does, and then undone. ``rejects``: a file for the rejected rows;
    ``actor``: who does it, None: an engine."""
    trial = Trial()
    trial.report = _import(settings, path, campaign, choices, mapping, ignored, progress,
                           country, rejects, trial, actor, dry_run=True)  # fmt: skip
    return trial


def do_import(
    settings: Settings, path: Path, campaign: Campaign, choices: Choices, mapping: UserMapping,
    ignored: frozenset[int], progress: Progress, *, country: str | None = None,
    rejects: Path | None = None, actor: "Actor | None" = None,
) -> ImportReport:  # fmt: skip
    """Everything or nothing; what ``progress`` raises undoes it."""
    return _import(settings, path, campaign, choices, mapping, ignored, progress, country, rejects,
                   Trial(), actor, dry_run=False)  # fmt: skip


def _import(
    settings: Settings, path: Path, campaign: Campaign, choices: Choices, mapping: UserMapping,
    ignored: frozenset[int], progress: Progress, country: str | None, rejects: Path | None,
    trial: Trial, actor: "Actor | None", *, dry_run: bool,
) -> ImportReport:  # fmt: skip
    from rino_desktop.contact_lists import home_zones

    tables: Sequence[Table]
    if choices.sheet:
        tables = [table_of(path, choices)]
    else:
        tables = bootstrap.list_tables(path, choices.encoding, choices.delimiter)
    return import_tables(
        [OnlyColumns(table, ignored) for table in tables], path.name, campaign,
        bootstrap.bulk_loader(settings, actor), mapping=mapping, country=country, rejects=rejects,
        progress=progress, dry_run=dry_run, watch=_Watching(trial),
        home=home_zones(choices.home, country or campaign.settings.country),
    )  # fmt: skip


def undo(stores: "Stores", import_id: int, now: datetime) -> Undone:
    """Raises what ``ImportStore.undo`` raises; told in the audit log."""
    found = stores.imports.get(import_id)
    undone = stores.imports.undo(import_id, now)
    campaign = stores.campaigns.get(found.campaign_id)
    stores.audit.record(
        now, "contacts.undo_import", campaign.name, {"file": found.file_name, **asdict(undone)},
        subject_id=import_id, campaign_id=campaign.id,
    )  # fmt: skip
    return undone


def undone_words(undone: Undone) -> str:
    lines = [
        t("Removed: {removed}. As before the import: {restored}.", removed=undone.removed,
          restored=undone.restored)
    ]  # fmt: skip
    if undone.kept:
        lines.append(
            t("{kept} of the import have been dialled already and stay; the others, {withdrawn}, "
              "are withdrawn and will not be called.", kept=undone.kept,
              withdrawn=undone.withdrawn)
        )  # fmt: skip
    return "\n".join(lines)


def template_of(stores: "Stores", name: str) -> ImportTemplate:
    wanted = " ".join(name.split()).casefold()
    for template in stores.imports.templates():
        if template.name.casefold() == wanted:
            return template
    raise KnownError(t("There is no import template {name}.", name=repr(name)))
