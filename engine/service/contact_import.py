"""A contact list into a campaign: file in, contacts and a rejects file out, all or nothing."""

import contextlib
import csv
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Protocol

from engine.domain.campaign import Campaign
from engine.errors import KnownError, Phrase
from engine.lists.columns import Columns, UserMapping, find_columns
from engine.lists.intake import Intake
from engine.lists.phones import PhoneReader
from engine.lists.table import FileKind, RejectedRow, RejectReason, Row, Table, TableInfo
from engine.ports.lists import MOST_REJECTS, BuiltList, BulkLoader, FileNote, ListReader
from engine.ports.storage import NewContact

#: Rows from which the columns are told.
_SAMPLE_ROWS = 200
#: Sheets beyond this are not looked at.
_MAX_SHEETS = 50


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of a list; always
    ``rows == contacts + unchanged + updated + sum(rejected.values())``."""

    rows: int
    contacts: int
    unchanged: int
    updated: int
    #: Reason → number of rows; reasons that did not occur are left out.
    rejected: Mapping[str, int]
    info: TableInfo
    mapping: Mapping[str, str | int] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The document of ``contacts import --json``."""
        document: dict[str, Any] = {
            "rows": self.rows,
            "contacts": self.contacts,
            "unchanged": self.unchanged,
            "updated": self.updated,
            "rejected": dict(self.rejected),
            "encoding": self.info.encoding,
        }
        if self.info.kind is FileKind.TEXT:
            document["delimiter"] = self.info.delimiter
        elif self.info.kind is FileKind.WORKBOOK:
            document["sheet"] = self.info.sheet
        document["mapping"] = dict(self.mapping)
        return document


class Watch(Protocol):
    """Sees what comes of each row of a list."""

    def taken(self, batch: Sequence[NewContact]) -> None: ...
    def rejected(self, row: RejectedRow) -> None: ...


def import_contacts(
    path: Path,
    campaign: Campaign,
    loader: BulkLoader,
    *,
    read: ListReader,
    mapping: UserMapping = (),
    encoding: str | None = None,
    country: str | None = None,
    rejects: Path | None = None,
    progress: Callable[[int, int | None], None] | None = None,
    dry_run: bool = False,
    home: tuple[str, ...] = (),
) -> ImportReport:
    """Import the list at ``path``. Blocks; everything or nothing.

    ``mapping``: (FIELD, COLUMN) pairs, see ``engine.lists.columns``. ``country``: ISO 3166
    alpha-2, the campaign's where None. ``rejects``: where the rejected rows go; an existing file
    is replaced when the import has succeeded. ``progress`` is told (rows done, rows in all or
    None). ``dry_run``: everything is done and then undone. ``home``: the time zones of whom neither
    row nor number tells where he is. Raises KnownError for a file that is no list.
    """
    if rejects is not None and path.exists() and rejects.exists() and rejects.samefile(path):
        raise KnownError(
            "{rejects} is the list itself.", mend="Name another rejects file.", rejects=rejects
        )
    return import_tables(
        read(path, encoding),
        path.name,
        campaign,
        loader,
        mapping=mapping,
        country=country,
        rejects=rejects,
        progress=progress,
        dry_run=dry_run,
        home=home,
    )


def import_tables(
    tables: Sequence[Table],
    name: str,
    campaign: Campaign,
    loader: BulkLoader,
    *,
    mapping: UserMapping = (),
    country: str | None = None,
    rejects: Path | None = None,
    progress: Callable[[int, int | None], None] | None = None,
    dry_run: bool = False,
    watch: Watch | None = None,
    home: tuple[str, ...] = (),
) -> ImportReport:
    """The same for tables from elsewhere; ``name`` is what messages and the journal call them.
    The first table with a telephone column is imported. ``watch`` sees what comes of each row."""
    reader = PhoneReader(country or campaign.settings.country)
    table, columns = choose_table(tables, name, reader, mapping)
    with RejectsFile(rejects) as rejects_file:
        refused: list[RejectedRow] = []

        def reject(rejected: RejectedRow) -> None:
            rejects_file.write(rejected)
            if len(refused) < MOST_REJECTS:
                refused.append(rejected)
            if watch is not None:
                watch.rejected(rejected)

        intake = Intake(columns, reader, loader.do_not_call(campaign.id), reject, home)
        total = table.size_hint if progress is not None else None

        def batches() -> Iterator[Sequence[NewContact]]:
            for batch in intake.batches(table.rows()):
                if progress is not None:
                    progress(intake.rows, total)
                if watch is not None:
                    watch.taken(batch)
                yield batch

        built = BuiltList(dry_run=True) if dry_run else None

        def note() -> FileNote:
            return FileNote(sum(intake.rejected.values()), refused)

        outcome = loader.load(campaign.id, name, batches(), built=built, note=note)
        report = ImportReport(
            rows=intake.rows,
            contacts=outcome.contacts,
            unchanged=outcome.unchanged,
            updated=outcome.updated,
            rejected={r.value: intake.rejected[r.value] for r in RejectReason
                      if intake.rejected[r.value]},
            info=table.info,
            mapping=columns.described,
        )  # fmt: skip
        rejects_file.keep()
    return report


def choose_table(
    tables: Sequence[Table], name: str, reader: PhoneReader, mapping: UserMapping
) -> tuple[Table, Columns]:
    """The first table whose columns can be told; one that has a number where the numbers should
    be goes before those that have not (an instruction may speak of telephones, too). When there
    is none: the refusal of the first table."""
    refusal: KnownError | None = None
    without_numbers: tuple[Table, Columns] | None = None
    for table in tables[:_MAX_SHEETS]:
        place = (
            Phrase("{file}, sheet '{sheet}'", file=name, sheet=table.info.sheet)
            if len(tables) > 1
            else name
        )
        filled = (row for row in table.rows() if any(cell.strip() for cell in row[1]))
        sample: list[Row] = list(islice(filled, _SAMPLE_ROWS))
        try:
            columns = find_columns(sample, reader, mapping, place)
        except KnownError as error:
            # A column that the user names may be on another sheet.
            refusal = refusal or error
            continue
        if len(tables) == 1 or any(
            reader.read(cells[column]).phones
            for _, cells in sample
            for column in columns.phones
            if column < len(cells)
        ):
            return table, columns
        without_numbers = without_numbers or (table, columns)
    if without_numbers is not None:
        return without_numbers
    raise refusal or KnownError("{file} is empty.", mend="Choose another file.", file=name)


class RejectsFile:
    """The rejected rows: UTF-8 with BOM and semicolons, as a Russian Excel opens it. The file
    appears under its name when ``keep`` is called and the block ends; else nothing remains."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._temporary = ""
        self._file: IO[str] | None = None
        self._writer: Any = None
        self._kept = False

    def __enter__(self) -> "RejectsFile":
        if self._path is not None:
            try:
                handle, self._temporary = tempfile.mkstemp(
                    prefix=f".{self._path.name}.", dir=self._path.parent
                )
            except OSError as error:
                raise KnownError(
                    "the rejects file {path} cannot be written: {reason}.",
                    mend="Name another place with --rejects.",
                    path=self._path,
                    reason=error,
                ) from error
            # Cells that do not decode keep their bytes visible as \udcXX.
            self._file = open(  # noqa: PTH123 - closed in __exit__; opens a descriptor
                handle, "w", encoding="utf-8-sig", newline="", errors="backslashreplace"
            )
            self._file.write("")
            self._writer = csv.writer(self._file, delimiter=";")
        return self

    def write(self, rejected: RejectedRow) -> None:
        if self._writer is not None:
            self._writer.writerow((rejected.row, rejected.reason.value, *rejected.cells))

    def keep(self) -> None:
        """The import has succeeded."""
        self._kept = True

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._file is None or self._path is None:
            return
        try:
            self._file.close()
            if self._kept and kind is None:
                os.chmod(self._temporary, 0o666 & ~_umask())  # noqa: PTH101
                os.replace(self._temporary, self._path)  # noqa: PTH105
        except OSError as failure:
            if kind is None:
                raise KnownError(
                    "the list has been imported, but the rejects file {path} cannot be written:"
                    " {reason}.",
                    path=self._path,
                    reason=failure,
                ) from failure
        finally:
            with contextlib.suppress(OSError):
                os.unlink(self._temporary)  # noqa: PTH108


def _umask() -> int:
    """The process's umask can only be read by setting it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
