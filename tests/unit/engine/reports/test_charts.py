"""Charts: whole, inside their page, with what they are made of in words."""

import re
import subprocess
import xml.etree.ElementTree as ET
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.reports import chart_makers, drawing, render, spoken
from engine.reports.charts import Bars, Chart, Columns, HeatMap
from engine.reports.formats.svg_canvas import SvgCanvas, svg
from engine.reports.model import ReportSource
from engine.reports.summary import SummaryReport
from tests.helpers.report_data import NOW, MemoryReports, attempt, campaign, counts_of, many

MOSCOW = ZoneInfo("Europe/Moscow")
MONDAY = datetime(2026, 11, 23, 7, tzinfo=UTC)
YEAR_LATER = MONDAY + timedelta(days=500)


def _hours(count: int) -> list[tuple[datetime, int, int]]:
    return [(MONDAY + timedelta(hours=n), n * 7 % 50 + 1, n % 5) for n in range(count)]


def _charts() -> list[Chart]:
    made = [
        chart_makers.over_time(_hours(10), MOSCOW, "ru"),
        chart_makers.over_time(_hours(200), MOSCOW, "ru"),
        chart_makers.over_time([(MONDAY, 1, 0), (YEAR_LATER, 9**9, 1)], UTC, "en"),
        chart_makers.by_weekday(_hours(300), MOSCOW, "ru"),
        chart_makers.of_counts("x", "y", [(f"Очень длинное название № {n}" * 3, n + 1)
                                          for n in range(30)], "ru"),
        Bars("Доли", ("а", "б"), (0.0, 1.0), ("n = 5", ""), ((0.0, 0.2), (0.8, 1.0)), True),
        Bars("Воронка", ("а",), (0.0,), centred=True),
        Columns("Пусто", ("",), (("a", (0,)),), "шт."),
    ]  # fmt: skip
    return [chart for chart in made if chart is not None]


@pytest.mark.parametrize("chart", _charts(), ids=lambda chart: chart.title[:20])
@pytest.mark.parametrize("language", ["ru", "en"])
def test_nothing_leaves_the_picture(chart: Chart, language: str) -> None:
    root = ET.fromstring(svg(chart, language))
    _, _, width, height = map(float, root.attrib["viewBox"].split())
    canvas = SvgCanvas()
    for each in root:
        place = {name: float(value) for name, value in each.attrib.items()
                 if re.fullmatch(r"-?[\d.]+", value)}  # fmt: skip
        if each.tag.endswith("rect"):
            assert place["width"] >= 0
            assert -0.1 <= place["x"] <= place["x"] + place["width"] <= width + 0.1
            assert 0 <= place["y"] <= place["y"] + place["height"] <= height + 0.1
        elif each.tag.endswith("text"):
            long = canvas.text_width(each.text or "", place["font-size"] * 72 / 25.4)
            left = (
                place["x"]
                - {"start": 0, "middle": long / 2, "end": long}[each.attrib["text-anchor"]]
            )
            assert left >= -0.5, each.text
            assert left + long <= width + 0.5, each.text


def test_a_chart_says_its_title_and_unit_and_numbers() -> None:
    found = svg(Bars("Итог", ("да",), (12345.0,), ("99,0 %",), unit="шт."), "ru")
    for words in ("Итог, шт.", "12\u00a0345", "99,0 %", 'aria-label="Итог"'):
        assert words in found


def test_words_from_lists_are_escaped() -> None:
    found = svg(Bars('<b>"t"', ("<script>",), (1.0,)), "ru")
    assert "<script>" not in found
    ET.fromstring(found)


def test_hours_without_calls_have_their_place() -> None:
    found = chart_makers.over_time(
        [(MONDAY, 3, 1), (MONDAY + timedelta(hours=3), 5, 2)], MOSCOW, "ru"
    )
    assert isinstance(found, Columns)
    assert found.series[0][1] == (3, 0, 0, 5)
    assert found.ticks == ("10", "11", "12", "13")


@pytest.mark.parametrize(("days", "title"), [(2, "часам"), (30, "дням"), (400, "месяцам")])
def test_long_campaigns_are_drawn_by_longer_steps(days: int, title: str) -> None:
    found = chart_makers.over_time(
        [(MONDAY, 1, 0), (MONDAY + timedelta(days=days), 1, 0)], MOSCOW, "ru"
    )
    assert found is not None
    assert title in found.title
    assert sum(found.series[0][1]) == 2


def test_weekdays_are_those_of_the_zone() -> None:
    sunday_evening = datetime(2026, 11, 22, 22, tzinfo=UTC)  # Monday 01:00 in Moscow
    found = chart_makers.by_weekday([(sunday_evening, 4, 1)], MOSCOW, "ru")
    assert isinstance(found, HeatMap)
    assert found.values[0][1] == 4
    assert found.rows[0] == "Пн"


def test_an_hour_of_india_is_half_of_two_of_utc() -> None:
    sunday = datetime(2026, 11, 22, 18, 20, tzinfo=UTC)  # 23:50 in Kolkata; a quarter later Monday
    made = campaign(zone="Asia/Kolkata")
    rows = [attempt(1, started_at=sunday), attempt(2, started_at=sunday + timedelta(minutes=15))]
    reports = MemoryReports(rows)
    source = ReportSource(reports, lambda: counts_of(reports), made, "en", NOW)
    table = list(SummaryReport().tables(source))[-1]
    assert [row[1:3] for row in table.rows] == [(0, 1), (23, 1)]


def test_what_is_rare_is_drawn_together() -> None:
    found = chart_makers.of_counts("x", "y", [(str(n), 100 - n) for n in range(20)], "ru")
    assert found is not None
    assert found.labels[-1] == "Прочие (9)"
    assert sum(found.values) == sum(100 - n for n in range(20))


@given(st.floats(1, 1e12))
def test_axes_have_few_round_marks(most: float) -> None:
    step = drawing.nice_step(most)
    assert 1 <= most / step <= 5 or most <= 4
    assert float(f"{step:.0e}") == step
    assert f"{step:.0e}"[0] in "125"


def test_pdf_charts_can_be_searched_and_are_vectors(tmp_path: Path) -> None:
    reports = MemoryReports(many(400))
    target = tmp_path / "s.pdf"
    render("summary", "pdf", reports, counts_of(reports), campaign(), language="ru", target=target,
           now=NOW)  # fmt: skip
    read = ["pdftotext", "-layout", str(target), "-"]
    text = subprocess.run(read, capture_output=True, text=True, check=True).stdout
    for words in ("Попытки по часам", "Попытки по дням недели и часам", "Чем закончились попытки",
                  "От списка до ответа", "Время — Europe/Moscow."):  # fmt: skip
        assert words in text
    images = subprocess.run(["pdfimages", "-list", str(target)], capture_output=True, text=True,
                            check=True).stdout  # fmt: skip
    assert len(images.splitlines()) == 2


@pytest.mark.parametrize("kind", ["attempts", "summary", "results"])
def test_html_pages_have_charts(kind: str, tmp_path: Path) -> None:
    reports = MemoryReports(many(100))
    target = tmp_path / "p.html"
    render(kind, "html", reports, counts_of(reports), campaign(), language="en", target=target,
           now=NOW)  # fmt: skip
    assert target.read_text("utf-8").count("<svg") >= 1


def test_charts_are_told_in_words() -> None:
    bars = Bars("Results", ("paid", "refused"), (1250.0, 7.0), ("99,4 %", ""), unit="calls")
    assert spoken.chart(bars, "ru") == "calls\npaid: 1\xa0250, 99,4 %\nrefused: 7"
    shares = Bars("Rates", ("Anna",), (0.314,), are_shares=True)
    assert spoken.chart(shares, "en") == "Anna: 31.4%"
    columns = Columns("By hours", ("9", ""), (("calls", (3, 4)), ("answered", (1, 2))), "")
    assert spoken.chart(columns, "en") == "calls: 7\nanswered: 3"
    heat = HeatMap("Week", ("Mon", "Tue"), ("9", "10"), ((1.0, 5.0), (None, None)), "calls")
    assert spoken.chart(heat, "en") == "calls\nMon: 10, 5"
