"""HTML and PDF."""

import re
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import psutil
import pytest

from engine.reports import numbers, render
from engine.reports.attempts import PAGE_ROWS
from tests.helpers.report_data import NOW, MemoryReports, attempt, campaign, counts_of, many


def _write(kind: str, format: str, rows: list, target: Path, language: str = "ru",  # type: ignore[type-arg]  # noqa: A002
           name: str = "Должники, ноябрь") -> Path:  # fmt: skip
    reports = MemoryReports(rows)
    render(kind, format, reports, counts_of(reports, 40), campaign(name), language=language,
           target=target, now=NOW)  # fmt: skip
    return target


def _text(pdf: Path) -> str:
    done = subprocess.run(
        ["pdftotext", "-layout", str(pdf), "-"], capture_output=True, check=True, text=True
    )
    return done.stdout.replace("\u00a0", " ")


class _Balance(HTMLParser):
    """Every element is closed in its turn, and nothing comes from elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        assert not {"src", "href", "onclick"} & {name for name, _ in attrs}
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("kind", ["attempts", "summary", "results"])
@pytest.mark.parametrize("language", ["ru", "en"])
def test_html_is_whole_and_stands_alone(kind: str, language: str, tmp_path: Path) -> None:
    page = _write(kind, "html", many(60), tmp_path / "r.html", language).read_text("utf-8")
    parser = _Balance()
    parser.feed(page)
    assert parser.open == []
    assert "script" not in parser.seen
    assert "table" in parser.seen
    assert f'<html lang="{language}">' in page
    assert "@import" not in page
    assert "url(" not in page


def test_html_shows_what_the_list_says_and_runs_none_of_it(tmp_path: Path) -> None:
    evil = "<script>alert(1)</script>"
    rows = [attempt(1, results={"x": evil})]
    page = _write("attempts", "html", rows, tmp_path / "r.html", name=evil).read_text("utf-8")
    assert evil not in page
    assert page.count("&lt;script&gt;") >= 3


def test_html_figures_are_as_a_russian_writes_them(tmp_path: Path) -> None:
    page = _write("summary", "html", many(1300), tmp_path / "r.html").read_text("utf-8")
    assert "<b>1\u00a0340</b>" in page
    assert re.search(r"\d,\d\u00a0%", page)
    assert "23.11.2026 10:00 – 17:00" in page


@pytest.mark.parametrize("kind", ["attempts", "summary", "results"])
@pytest.mark.parametrize("language", ["ru", "en"])
def test_empty_campaigns_have_pages_too(kind: str, language: str, tmp_path: Path) -> None:
    nothing = "Данных пока нет." if language == "ru" else "No data yet."
    assert nothing in _write(kind, "html", [], tmp_path / "r.html", language).read_text("utf-8")
    assert nothing in _text(_write(kind, "pdf", [], tmp_path / "r.pdf", language))


def test_pdf_text_can_be_read_and_searched(tmp_path: Path) -> None:
    text = _text(_write("summary", "pdf", many(1300), tmp_path / "r.pdf"))
    for words in ("Сводный отчёт", "Должники, ноябрь", "1 340", "Дослушали", "Страница 1 из 3",
                  "97,0 %", "Обещание: уже оплатил", "23.11.2026 10:00 – 17:00"):  # fmt: skip
        assert words in text


def test_pdf_closes_its_fonts(tmp_path: Path) -> None:
    """fpdf2 alone leaves them to the garbage collector; an engine makes reports for months."""
    _write("summary", "pdf", many(5), tmp_path / "r.pdf")
    open_files = [Path(file.path).suffix for file in psutil.Process().open_files()]
    assert ".ttf" not in open_files


def test_pdf_embeds_its_font(tmp_path: Path) -> None:
    pdf = _write("summary", "pdf", many(20), tmp_path / "r.pdf")
    fonts = subprocess.run(["pdffonts", str(pdf)], capture_output=True, check=True, text=True)
    lines = fonts.stdout.splitlines()[2:]
    assert len(lines) == 2
    assert all("DejaVuSans" in line and " yes yes yes " in line for line in lines)
    assert pdf.stat().st_size < 100_000


def test_long_reports_on_paper_say_what_they_leave_out(tmp_path: Path) -> None:
    rows = many(PAGE_ROWS + 50)
    page = _write("attempts", "html", rows, tmp_path / "r.html").read_text("utf-8")
    assert page.count("<tr>") == PAGE_ROWS + 1
    assert "Показаны первые 2\u00a0000 попыток из 2\u00a0050." in page


def test_a_long_table_repeats_its_header_and_cuts_long_cells(tmp_path: Path) -> None:
    rows = [attempt(n, results={"Комментарий": "очень длинный ответ " * 20}) for n in range(1, 80)]
    text = _text(_write("attempts", "pdf", rows, tmp_path / "r.pdf"))
    pages = text.split("\f")[:-1]
    assert len(pages) > 2
    assert all("Причина отбоя" in page for page in pages)
    assert "…" in text
    assert sum(page.count("+7 912 ") for page in pages) == 79


def test_odd_characters_do_not_break_a_pdf(tmp_path: Path) -> None:
    rows = [attempt(1, results={"x": "строка\nещё\t\x00 😀 漢字 ع"})]
    _text(_write("attempts", "pdf", rows, tmp_path / "r.pdf", name="😀\nимя" * 30))


def test_numbers_of_both_languages() -> None:
    assert numbers.decimal(1250.3, 2, "ru") == "1\u00a0250,30"
    assert numbers.decimal(1250.3, 2, "en") == "1,250.30"
    assert numbers.percent(0.314, "ru") == "31,4\u00a0%"
    assert numbers.percent(0.314, "en") == "31.4%"
    assert numbers.phone("+79123456789") == "+7 912 345-67-89"
    assert numbers.phone("nonsense") == "nonsense"
