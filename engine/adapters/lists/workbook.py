"""Spreadsheets (XLSX, XLSM, XLSB, XLS, ODS) through python-calamine."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from python_calamine import (
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from engine.errors import KnownError
from engine.lists.table import FileKind, Row, TableInfo

CellValue = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta

#: Whole numbers up to here are written without an exponent; Excel keeps 15 digits.
_EXACT = 1e15


def cell_text(value: CellValue) -> str:
    """What an office sees in the cell: 79123456789.0 is "79123456789", a date "05.12.2026"."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        if value.is_integer() and abs(value) < _EXACT:
            return str(int(value))
        return format(value, ".15g")
    if isinstance(value, dt.datetime):
        return value.strftime("%d.%m.%Y %H:%M" if value.second == 0 else "%d.%m.%Y %H:%M:%S") \
            if value.time() != dt.time() else value.strftime("%d.%m.%Y")  # fmt: skip
    if isinstance(value, dt.date):
        return value.strftime("%d.%m.%Y")
    if isinstance(value, dt.time):
        return value.strftime("%H:%M" if value.second == 0 else "%H:%M:%S")
    if isinstance(value, dt.timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60:02}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")
    return str(value)


class SheetTable:
    """One sheet. Columns count from A, rows from 1, wherever the data begin."""

    def __init__(self, path: Path, sheet: CalamineSheet) -> None:
        self._path = path
        self._sheet = sheet
        self.info = TableInfo(FileKind.WORKBOOK, sheet=sheet.name)

    @property
    def size_hint(self) -> int | None:
        return self._sheet.total_height

    def rows(self) -> Iterator[Row]:
        if self._sheet.start is None:
            return
        # calamine leaves out the empty columns before the data, but not the empty rows.
        before = [""] * self._sheet.start[1]
        for number, values in enumerate(self._sheet.iter_rows(), start=1):
            yield number, before + [v if type(v) is str else cell_text(v) for v in values]


def open_workbook(path: Path) -> list[SheetTable]:
    """The worksheets that hold something, visible ones first. Raises KnownError."""
    damaged = KnownError(
        "{file} is a damaged workbook.",
        mend="Open it in a spreadsheet program and save it again.",
        file=path.name,
    )
    try:
        # By content, never by extension: a .xls is often an XLSX or the other way round.
        with path.open("rb") as file:
            book = CalamineWorkbook.from_filelike(file)
            metadata = [m for m in book.sheets_metadata if m.typ is SheetTypeEnum.WorkSheet]
            metadata.sort(key=lambda m: m.visible is not SheetVisibleEnum.Visible)
            sheets = [book.get_sheet_by_name(m.name) for m in metadata]
    except PasswordError:
        raise password_protected(path) from None
    except OSError:
        raise
    except BaseException as error:
        # A panic of the Rust library arrives as a BaseException of its own.
        if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError):
            raise
        raise damaged from error
    tables = [SheetTable(path, sheet) for sheet in sheets if sheet.start is not None]
    if not tables:
        raise KnownError(
            "{file} is empty: no sheet holds any cells.",
            mend="Choose another file.",
            file=path.name,
        )
    return tables


def password_protected(path: Path) -> KnownError:
    return KnownError(
        "{file} is protected by a password.", mend="Save it without the password.", file=path.name
    )
