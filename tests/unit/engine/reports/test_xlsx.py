"""XLSX, read back with openpyxl (what Excel would see) and calamine."""

import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl

from engine.reports import render
from engine.reports.formats import xlsx_format
from engine.reports.kinds import standard_kinds
from engine.reports.model import ReportSource
from tests.helpers.report_data import NOW, MemoryReports, attempt, campaign, counts_of, many


def _book(kind: str, rows: list, tmp_path: Path, language: str = "ru") -> openpyxl.Workbook:  # type: ignore[type-arg]
    reports = MemoryReports(rows)
    target = tmp_path / "report.xlsx"
    render(kind, "xlsx", reports, counts_of(reports, 40), campaign(), language=language,
           target=target, now=NOW)  # fmt: skip
    assert [p.name for p in tmp_path.iterdir()] == ["report.xlsx"], "temporary files stay behind"
    return openpyxl.load_workbook(target)


def test_columns_are_typed(tmp_path: Path) -> None:
    sheet = _book("attempts", [attempt(1)], tmp_path)["Попытки"]
    header = [cell.value for cell in sheet[1]]
    row = dict(zip(header, sheet[2], strict=True))
    assert row["Телефон"].value == "+79120000001"
    assert row["Телефон"].data_type == "s"
    assert row["Начало"].value == datetime.fromisoformat("2026-11-23T10:15:30.250")
    assert row["Начало"].number_format == "dd.mm.yyyy hh:mm:ss"
    assert row["Дозвон, с"].value == 8.2
    assert row["Код SIP"].value == 200
    assert row["Долг"].value == "1250,30"
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:R2"
    assert sheet[1][0].font.bold
    assert sheet.column_dimensions["C"].width > 18


def test_formulas_and_links_of_the_list_are_text(tmp_path: Path) -> None:
    contact = {"a": "=1+1", "b": "http://example.com", "c": "007", "d": "x" * 40_000, "e": "\x01"}
    sheet = _book("attempts", [attempt(1, contact=contact)], tmp_path)["Попытки"]
    cells = list(sheet[2])[-5:]
    assert [cell.data_type for cell in cells] == ["s"] * 5
    assert [cell.value for cell in cells[:3]] == ["=1+1", "http://example.com", "007"]
    assert len(cells[3].value) == 32_767


def test_english(tmp_path: Path) -> None:
    book = _book("summary", many(50), tmp_path, language="en")
    assert book.sheetnames[:2] == ["About", "Funnel"]
    assert [cell.value for cell in book["Funnel"][1]][:2] == ["Stage", "Contacts"]


def test_shares_are_numbers_shown_as_percent(tmp_path: Path) -> None:
    sheet = _book("summary", many(300), tmp_path)["Воронка"]
    dialled = sheet[3]
    assert dialled[1].value == 300
    assert abs(dialled[2].value - 300 / 340) < 1e-9
    assert dialled[2].number_format == "0.0%"


def test_more_rows_than_a_sheet_holds_go_to_the_next(tmp_path: Path) -> None:
    reports = MemoryReports(many(25))
    source = ReportSource(reports, lambda: counts_of(reports), campaign(), "ru", NOW)
    sections = standard_kinds().get("attempts").tables(source)
    xlsx_format.write(tmp_path / "r.xlsx", source, sections, sheet_rows=11)
    book = openpyxl.load_workbook(tmp_path / "r.xlsx")
    assert book.sheetnames == ["Попытки", "Попытки 2", "Попытки 3"]
    assert [sheet.max_row for sheet in book] == [11, 11, 6]
    phones = [row[0].value for sheet in book for row in list(sheet.rows)[1:]]
    assert phones == [row.phone for row in reports.rows]


def test_names_that_a_sheet_may_not_have(tmp_path: Path) -> None:
    taken: set[str] = set()
    names = [xlsx_format._sheet_name(t, taken) for t in ("a/b:c", "A b c", "'x'", "", "y" * 50)]
    assert names == ["a b c", "A b c 2", "x", "1", "y" * 31]


def test_an_empty_campaign_opens(tmp_path: Path) -> None:
    for kind in ("attempts", "summary", "results"):
        book = _book(kind, [], tmp_path)
        assert book.sheetnames
        (tmp_path / "report.xlsx").unlink()


def test_rows_are_not_kept_in_memory(tmp_path: Path) -> None:
    """constant_memory writes texts in place: a shared table of them would grow with the rows."""
    _book("attempts", many(20), tmp_path)
    with zipfile.ZipFile(tmp_path / "report.xlsx") as parts:
        assert b"+79120000001" in parts.read("xl/worksheets/sheet1.xml")
