"""CSV as a Russian Excel opens it with a double click."""

import csv
from pathlib import Path

import pytest

from engine.reports import render
from tests.helpers.report_data import NOW, MemoryReports, attempt, busy, campaign, counts_of, many


def _write(kind: str, rows: list, tmp_path: Path, language: str = "ru", zone: str = "Europe/Moscow") -> bytes:  # type: ignore[type-arg]  # fmt: skip  # noqa: E501
    reports = MemoryReports(rows)
    target = tmp_path / "report.csv"
    render(kind, "csv", reports, counts_of(reports, 40), campaign(zone=zone), language=language,
           target=target, now=NOW)  # fmt: skip
    return target.read_bytes()


def _table(data: bytes) -> list[list[str]]:
    text = data.decode("utf-8-sig")
    return list(csv.reader(text.splitlines(), delimiter=";"))


def test_the_form_excel_wants(tmp_path: Path) -> None:
    data = _write("attempts", [attempt(1)], tmp_path)
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == data.count(b"\n") == 2
    header, row = _table(data)
    cells = dict(zip(header, row, strict=True))
    assert cells["Телефон"] == "+79120000001"
    assert cells["Начало"] == "23.11.2026 10:15:30"
    assert cells["Дозвон, с"] == "8,2"
    assert cells["Разговор, с"] == "31,5"
    assert cells["Результат"] == "Дослушал до конца"
    assert cells["Причина отбоя"] == "Обычное завершение"
    assert cells["Причина отбоя (код)"] == "normal_clearing"
    assert cells["Код SIP"] == "200"
    assert cells["Обещание"] == "обещал оплатить"
    assert cells["Долг"] == "1250,30"


def test_dates_are_in_the_campaigns_zone(tmp_path: Path) -> None:
    header, row = _table(_write("attempts", [attempt(1)], tmp_path, zone="Asia/Vladivostok"))
    assert row[header.index("Начало")] == "23.11.2026 17:15:30"


def test_english_headers(tmp_path: Path) -> None:
    header, row = _table(_write("attempts", [attempt(1)], tmp_path, language="en"))
    cells = dict(zip(header, row, strict=True))
    assert cells["Disposition"] == "Heard to the end"
    assert cells["Ended by"] == "subscriber"


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("+79123456789", "+79123456789"),
        ("-cmd|' /C calc'!A0", "'-cmd|' /C calc'!A0"),
        ("  =1+1", "'  =1+1"),
        ("\t=1+1", "'\t=1+1"),
        ("-150,50", "-150,50"),  # a number is a number
        ("1250.30", "1250.30"),
        ("40817810099910004312", "'40817810099910004312"),  # Excel would round it
        ("00123", "'00123"),  # … and drop these zeros
        ("0", "0"),
        ("Иванов; «Иван»", "Иванов; «Иван»"),
        ('кв. "5"', 'кв. "5"'),
    ],
)
def test_cells_of_the_list_are_shown_never_executed(
    cell: str, written: str, tmp_path: Path
) -> None:
    data = _write("attempts", [attempt(1, contact={"Поле": cell})], tmp_path)
    header, row = _table(data)
    assert row[header.index("Поле")] == written


def test_a_header_of_the_list_is_shown_too(tmp_path: Path) -> None:
    header, _ = _table(_write("attempts", [attempt(1, contact={"=A1": "x"})], tmp_path))
    assert header[-1] == "'=A1"


def test_line_ends_in_a_cell_stay_in_it(tmp_path: Path) -> None:
    data = _write("attempts", [attempt(1, contact={"Адрес": "Москва\nТверская"})], tmp_path)
    rows = list(csv.reader(data.decode("utf-8-sig").split("\r\n")[:-1], delimiter=";"))
    assert len(data.split(b"\r\n")) == 3
    assert rows[1][-1] == "Москва\nТверская"


def test_every_row_has_every_column_of_all(tmp_path: Path) -> None:
    rows = [
        attempt(1, results={}, contact={"А": "1"}),
        busy(2, contact={"Б": "2"}),
        attempt(3, results={"Оценка": "5"}, contact={"А": "3"}),
    ]
    header, *table = _table(_write("attempts", rows, tmp_path))
    assert header[-3:] == ["Оценка", "А", "Б"]
    assert [row[-3:] for row in table] == [["", "1", ""], ["", "", "2"], ["5", "3", ""]]


def test_operators_and_recordings_have_columns_when_there_are_any(tmp_path: Path) -> None:
    header, row = _table(_write("attempts", [attempt(1)], tmp_path))
    assert "Телефонист" not in header
    assert "Запись" not in header
    rows = [attempt(1, operator="Анна", recording="recordings/1.wav")]
    header, row = _table(_write("attempts", rows, tmp_path))
    assert row[header.index("Телефонист")] == "Анна"
    assert row[header.index("Запись")] == "recordings/1.wav"


def test_the_summary_has_its_tables_one_after_the_other(tmp_path: Path) -> None:
    table = _table(_write("summary", many(300), tmp_path))
    titles = [row[0] for row in table if len(row) == 1]
    assert titles == [
        "О кампании",
        "Воронка",
        "Состояние списка",
        "Результаты попыток",
        "Причины отбоя",
        "По часам",
        "Дни недели и часы",
    ]
    assert ["В списке", "340", "100,0%", ""] in table
    assert ["Набрали", "300", "88,2%", "88,2%"] in table


def test_an_empty_campaign(tmp_path: Path) -> None:
    assert len(_table(_write("attempts", [], tmp_path))) == 1
    assert len(_table(_write("results", [], tmp_path))) == 1
    assert ["Набрали", "0", "0,0%", "0,0%"] in _table(_write("summary", [], tmp_path))
