"""Workbooks and DBF tables, written by other programs' libraries."""

import datetime as dt
from pathlib import Path

import dbf
import openpyxl
import pytest
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table as OdfTable
from odf.table import TableCell, TableRow
from odf.text import P

from engine.adapters.lists import open_list
from engine.errors import KnownError
from engine.lists.table import FileKind, Row

# Spreadsheets know no time zones.
HALF_PAST_TWO = dt.datetime(2026, 12, 5, 14, 30)  # noqa: DTZ001
LINES = [
    ["Список на 01.12.2026", None, None, None, None],
    ["Имя", "Телефон", "Долг", "Срок", "Срочно"],
    ["Анна", 79123456789, 1250.3, dt.date(2026, 12, 5), True],
    [None, None, None, None, None],
    ["Пётр", "8 (912) 345-67-80", 100, HALF_PAST_TWO, False],
]
EXPECTED: list[Row] = [
    (1, ["Список на 01.12.2026", "", "", "", ""]),
    (2, ["Имя", "Телефон", "Долг", "Срок", "Срочно"]),
    (3, ["Анна", "79123456789", "1250.3", "05.12.2026", "true"]),
    (4, ["", "", "", "", ""]),
    (5, ["Пётр", "8 (912) 345-67-80", "100", "05.12.2026 14:30", "false"]),
]


def write_xlsx(path: Path, first_column: int = 1) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Должники"
    for row, line in enumerate(LINES, start=1):
        for column, value in enumerate(line, start=first_column):
            sheet.cell(row, column, value)
    book.save(path)


def write_xls(path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Должники")
    day = xlwt.easyxf(num_format_str="DD.MM.YYYY")
    moment = xlwt.easyxf(num_format_str="DD.MM.YYYY HH:MM")
    for row, line in enumerate(LINES):
        for column, value in enumerate(line):
            if isinstance(value, dt.datetime):
                sheet.write(row, column, value, moment)
            elif isinstance(value, dt.date):
                sheet.write(row, column, value, day)
            elif value is not None:
                sheet.write(row, column, value)
    book.save(str(path))


def write_ods(path: Path) -> None:
    book = OpenDocumentSpreadsheet()
    sheet = OdfTable(name="Должники")
    for line in LINES:
        row = TableRow()
        for value in line:
            row.addElement(_ods_cell(value))
        sheet.addElement(row)
    book.spreadsheet.addElement(sheet)
    book.save(str(path))


def _ods_cell(value: object) -> TableCell:
    if value is None:
        return TableCell()
    if isinstance(value, bool):
        cell = TableCell(valuetype="boolean", booleanvalue=str(value).lower())
    elif isinstance(value, int | float):
        cell = TableCell(valuetype="float", value=str(value))
    elif isinstance(value, dt.date):
        cell = TableCell(valuetype="date", datevalue=value.isoformat())
    else:
        cell = TableCell(valuetype="string")
    cell.addElement(P(text=str(value)))
    return cell


WRITERS = {"xlsx": write_xlsx, "xls": write_xls, "ods": write_ods}


@pytest.mark.parametrize("kind", WRITERS)
def test_cells_become_the_text_that_an_office_sees(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"list.{kind}"
    WRITERS[kind](path)
    (table,) = open_list(path)
    assert (table.info.kind, table.info.sheet) == (FileKind.WORKBOOK, "Должники")
    assert table.info.encoding is None
    assert list(table.rows()) == EXPECTED
    assert list(table.rows()) == EXPECTED  # again from the beginning


@pytest.mark.parametrize("extension", ["csv", "xls", "dbf", ""])
@pytest.mark.parametrize("kind", WRITERS)
def test_extensions_may_lie(tmp_path: Path, kind: str, extension: str) -> None:
    path = tmp_path / f"list.{extension}"
    WRITERS[kind](path)
    assert list(open_list(path)[0].rows()) == EXPECTED


def test_columns_count_from_a(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    write_xlsx(path, first_column=3)
    assert next(iter(open_list(path)[0].rows()))[1][:3] == ["", "", "Список на 01.12.2026"]


def test_empty_sheets_are_left_out_and_hidden_ones_come_last(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for name, state in (("Скрытый", "hidden"), ("Пустой", "visible"), ("Список", "visible")):
        sheet = book.create_sheet(name)
        sheet.sheet_state = state
        if name != "Пустой":
            sheet["A1"] = "Телефон"
    book.save(tmp_path / "list.xlsx")
    tables = open_list(tmp_path / "list.xlsx")
    assert [table.info.sheet for table in tables] == ["Список", "Скрытый"]


def test_a_workbook_without_any_cells_is_empty(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "list.xlsx")
    with pytest.raises(KnownError, match=r"list\.xlsx is empty"):
        open_list(tmp_path / "list.xlsx")


# --- DBF ---


def write_dbf(path: Path, codepage: str, mark: int | None = None) -> None:
    table = dbf.Table(str(path), "FIO C(40); TEL C(20); DEBT N(10,2); TERM D; URGENT L",
                      codepage=codepage)  # fmt: skip
    table.open(mode=dbf.READ_WRITE)
    table.append(("Иванов Иван", "89123456789", 1250.30, dbf.Date(2026, 12, 5), True))
    table.append(("Удалённый", "89120000000", 1, None, None))
    table.append(("Щукина Анна", "8(912)345-67-80", None, None, None))
    dbf.delete(table[1])
    table.close()
    if mark is not None:
        data = bytearray(path.read_bytes())
        data[29] = mark  # the code page byte of the header
        path.write_bytes(data)


@pytest.mark.parametrize(
    ("codepage", "mark", "encoding"),
    [("cp866", None, "cp866"), ("cp1251", None, "cp1251"),
     # left empty, and that of the exporter's own machine
     ("cp866", 0, "cp866"), ("cp1251", 0, "cp1251"), ("cp1251", 0x03, "cp1251"),
     ("cp866", 0x57, "cp866")],
)  # fmt: skip
def test_dbf(tmp_path: Path, codepage: str, mark: int | None, encoding: str) -> None:
    write_dbf(tmp_path / "list.dbf", codepage, mark)
    (table,) = open_list(tmp_path / "list.dbf")
    assert (table.info.kind, table.info.encoding) == (FileKind.DBF, encoding)
    assert table.size_hint == 4
    assert list(table.rows()) == [
        (1, ["FIO", "TEL", "DEBT", "TERM", "URGENT"]),
        (2, ["Иванов Иван", "89123456789", "1250.30", "05.12.2026", "true"]),
        (4, ["Щукина Анна", "8(912)345-67-80", "", "", ""]),  # row 3 is deleted
    ]


def test_the_user_names_the_encoding_of_a_dbf(tmp_path: Path) -> None:
    write_dbf(tmp_path / "list.dbf", "cp866", 0xC9)
    (table,) = open_list(tmp_path / "list.dbf", "cp866")
    assert list(table.rows())[1][1][0] == "Иванов Иван"
    with pytest.raises(KnownError, match="encoding 'klingon' is unknown"):
        open_list(tmp_path / "list.dbf", "klingon")


def test_a_dbf_that_is_cut_short(tmp_path: Path) -> None:
    path = tmp_path / "list.dbf"
    write_dbf(path, "cp866")
    path.write_bytes(path.read_bytes()[:-80])
    with pytest.raises(KnownError, match=r"cut short: its header says 3 records, 2 are there"):
        open_list(path)
