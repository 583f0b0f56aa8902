"""XLSX with typed columns. Rows go to disk as they come (XlsxWriter's constant_memory)."""

import re
import tempfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from engine.reports import words
from engine.reports.model import Cell, CellKind, Column, Framed, Section
from engine.reports.taken import stamp

#: Rows of a sheet, its header included (the file format's own limit); more go to further sheets.
SHEET_ROWS = 1_048_576
_LONGEST_TEXT = 32_767

_FORMATS: dict[CellKind, dict[str, object]] = {
    CellKind.TEXT: {"num_format": "@"},
    CellKind.PHONE: {"num_format": "@"},
    CellKind.COUNT: {"num_format": "#,##0"},
    CellKind.SECONDS: {"num_format": "#,##0.0"},
    CellKind.SHARE: {"num_format": "0.0%"},
    CellKind.NUMBER: {"num_format": "#,##0.00"},
    CellKind.LINK: {"num_format": "@"},
    CellKind.MOMENT: {"num_format": "dd.mm.yyyy hh:mm:ss", "align": "left"},
}
_HEAT = {"type": "2_color_scale", "min_color": "#F2F7FC", "max_color": "#6BAED6"}


def write(target: Path, source: Framed, sections: Iterable[Section],
          sheet_rows: int = SHEET_ROWS) -> None:  # fmt: skip
    """One sheet for each section."""
    # Rows wait in files until the book is put together: beside the report, where there is to be
    # room for it anyway, and in a folder of their own, which goes away whatever happens.
    with tempfile.TemporaryDirectory(prefix=".report-", dir=target.parent) as folder:
        workbook = xlsxwriter.Workbook(
            str(target),
            {
                "constant_memory": True,
                "strings_to_formulas": False,
                "strings_to_numbers": False,
                "strings_to_urls": False,
                "tmpdir": folder,
            },
        )
        try:
            _fill(workbook, source, sections, sheet_rows)
        finally:
            _close(workbook)


def _close(workbook: Any) -> None:
    try:
        workbook.close()
    except xlsxwriter.exceptions.FileCreateError as error:
        raise OSError(str(error)) from error


def _fill(workbook: Any, source: Framed, sections: Iterable[Section],
          sheet_rows: int) -> None:  # fmt: skip
    made = source.now.astimezone(source.zone).replace(tzinfo=None)
    line = stamp(source.taken_by, source.now, source.zone, source.language)
    workbook.set_properties(
        {"title": source.subject, "created": made, "author": source.taken_by[:255],
         "comments": line}
    )  # fmt: skip
    header = workbook.add_format(
        {"bold": True, "bottom": 1, "bottom_color": "#98A2B3", "bg_color": "#F2F4F7",
         "valign": "vcenter"}
    )  # fmt: skip
    formats = {kind: workbook.add_format(dict(form)) for kind, form in _FORMATS.items()}
    taken: set[str] = set()
    for section in sections:
        if not section.columns:
            continue
        _sheets(workbook, section, source, header, formats, taken, sheet_rows)
    if not taken:
        workbook.add_worksheet(words.text("summary", source.language))
    if line:
        sheet = workbook.add_worksheet(_sheet_name(words.text("taken", source.language), taken))
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, 80)
        sheet.write_string(0, 0, line, formats[CellKind.TEXT])


def _sheets(workbook: Any, section: Section, source: Framed, header: Any,
            formats: dict[CellKind, Any], taken: set[str], sheet_rows: int) -> None:  # fmt: skip
    rows = iter(section.rows)
    ahead = next(rows, None)
    while True:
        sheet = workbook.add_worksheet(_sheet_name(section.title, taken))
        sheet.hide_gridlines(2)
        sheet.freeze_panes(1, 0)
        for index, column in enumerate(section.columns):
            sheet.set_column(index, index, min(column.width + 2, 60))
        sheet.set_row(0, 20)
        for index, column in enumerate(section.columns):
            sheet.write_string(0, index, column.title, header)
        line = 0
        while ahead is not None and line + 1 < sheet_rows:
            line += 1
            _write_row(sheet, line, ahead, section.columns, source, formats)
            ahead = next(rows, None)
        for index in section.heat:
            # One hue, never so dark that black figures cannot be read on it.
            sheet.conditional_format(1, index, max(line, 1), index, dict(_HEAT))
        if section.columns:
            sheet.autofilter(0, 0, max(line, 1), len(section.columns) - 1)
        if ahead is None:
            return


def _write_row(sheet: Any, line: int, row: tuple[Cell, ...], columns: tuple[Column, ...],
               source: Framed, formats: dict[CellKind, Any]) -> None:  # fmt: skip
    for index, (value, column) in enumerate(zip(row, columns, strict=True)):
        form = formats[column.kind]
        if value is None:
            continue
        if isinstance(value, datetime):
            local = value.astimezone(source.zone).replace(tzinfo=None)
            sheet.write_datetime(line, index, local, form)
        elif isinstance(value, int | float):
            sheet.write_number(line, index, value, form)
        else:
            text = value.partition("\n")[0] if column.kind is CellKind.LINK else value
            sheet.write_string(line, index, text[:_LONGEST_TEXT], form)


def _sheet_name(title: str, taken: set[str]) -> str:
    """Excel's rules: 1-31 characters, none of ``[]:*?/\\``, no apostrophe at the ends, unique."""
    clean = re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", title).strip(" '")[:31] or "1"
    for suffix in _suffixes():
        name = clean[: 31 - len(suffix)] + suffix
        if name.lower() not in taken:
            taken.add(name.lower())
            return name
    raise AssertionError("unreachable: suffixes never end")


def _suffixes() -> Iterator[str]:
    yield ""
    number = 2
    while True:
        yield f" {number}"
        number += 1
