"""Texts of several lines, and with signs that nobody sees, in every form that people read."""

import logging
import subprocess
from pathlib import Path

import pytest

from engine.domain.disposition import Disposition
from engine.reports import render
from engine.reports.formats import sheet as paper
from engine.reports.formats.sheet import Block, Sheet
from engine.reports.printable import lines_of, paragraph, printable
from tests.helpers.report_data import NOW, MemoryReports, attempt, campaign, counts_of

NOTE = "Перезвонить\r\nпосле 18:00\u2028и\x07 спросить\tИру\u00ad\u200b\ufe0f\n\n"


def test_lines_end_where_the_writer_ended_them() -> None:
    assert lines_of(NOTE) == ["Перезвонить", "после 18:00", "и  спросить Иру"]
    assert lines_of("") == [""]
    assert lines_of("раз\n\nдва\v") == ["раз", "", "два"]
    assert paragraph("раз\rдва") == "раз\nдва"
    assert printable("раз\nдва\N{NO-BREAK SPACE}три") == "раз два\N{NO-BREAK SPACE}три"


def _glyphs(caplog: pytest.LogCaptureFixture) -> list[str]:
    """What the PDF would show as boxes."""
    return [record.getMessage() for record in caplog.records if "glyph" in record.getMessage()]


def _text(pdf: Path) -> list[str]:
    done = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, check=True)
    return [" ".join(line.split()) for line in done.stdout.decode().splitlines()]


@pytest.mark.parametrize("kind", ["attempts", "summary", "results"])
def test_a_report_breaks_lines_and_has_no_boxes(
    kind: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "fpdf")
    long = "\n".join(f"строка {number}" for number in range(200))
    rows = [
        attempt(1, results={"Жалоба\x02": NOTE}, contact={"ФИО": "Иванов\nИван"}),
        attempt(2, results={"Жалоба\x02": long}, disposition=Disposition.SERVED),
        *(attempt(n, results={"Жалоба\x02": "да"}) for n in range(3, 60)),
    ]
    reports = MemoryReports(rows)
    for format in ("pdf", "html"):  # noqa: A001
        render(kind, format, reports, counts_of(reports, 40), campaign("Опрос\nв\x01 мае"),
               language="ru", target=tmp_path / f"r.{format}", now=NOW)  # fmt: skip
    assert _glyphs(caplog) == []
    text = _text(tmp_path / "r.pdf")
    page = (tmp_path / "r.html").read_text("utf-8")
    assert not {"\x07", "\u200b", "\x01", "\x02"} & set(page)
    if kind != "summary":  # there results are names of bars
        assert any(line.endswith("после 18:00") for line in text)
        if kind == "attempts":  # no bars
            assert not any("Перезвонить после" in line for line in text)
        assert "Перезвонить\nпосле 18:00\nи  спросить Иру" in page
        assert any("строка 28" in line for line in text)
        assert not any("строка 31" in line for line in text)  # what fits on a page


def test_a_sheet_breaks_lines_and_has_no_boxes(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "fpdf")
    sheet = Sheet(
        "Заказ\x07", "Разговор\nс Уфой",
        [Block("Бланк", [("Примечание", NOTE), ("Ещё", "одна")]),
         Block("Шаги", columns=("№", "Шаг"), rows=[("1", NOTE)], widths=(0.2, 0.8))],
        ("К оплате", "10\n₽"), "ru", NOW, "{page} / {pages}",
    )  # fmt: skip
    paper.write_pdf(tmp_path / "s.pdf", sheet)
    assert _glyphs(caplog) == []
    text = _text(tmp_path / "s.pdf")
    assert sum(line.endswith("после 18:00") for line in text) == 2  # of the form and of the step
    assert "Заказ" in text
    paper.write_html(tmp_path / "s.html", sheet)
    assert "<dd>Перезвонить\nпосле 18:00\nи  спросить Иру</dd>" in (tmp_path / "s.html").read_text(
        "utf-8"
    )
    assert (
        "  Примечание  Перезвонить\n              после 18:00\n              и  спросить Иру\n"
        "  Ещё         одна\n"
    ) in paper.text(sheet)
