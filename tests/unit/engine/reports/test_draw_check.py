"""A list closed beforehand, the draw from it, and whether anybody else comes to the same."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from engine.errors import KnownError
from engine.reports import render
from engine.reports.draw_check import faults
from engine.reports.model import ReportOptions
from tests.helpers.answer_data import MemoryAnswers, tickets
from tests.helpers.report_data import NOW, MemoryReports, attempt, campaign, counts_of


def _write(tmp_path: Path, issued: list[Any], form: str = "json", **options: Any) -> str:
    reports = MemoryReports([attempt(1)])
    target = tmp_path / f"draw.{form}"
    render("draw", form, reports, counts_of(reports), campaign(), language="ru", target=target,
           now=NOW, answers=MemoryAnswers(issued=issued),
           options=ReportOptions(**options))  # fmt: skip
    return target.read_text("utf-8") if form in ("json", "html") else ""


def _closed(tmp_path: Path) -> str:
    return _write(tmp_path, tickets(40, NOW), seed_source="курс доллара на 1 декабря",
                  )  # fmt: skip


def test_from_the_announcement_to_the_check(tmp_path: Path) -> None:
    announced = _closed(tmp_path)
    later = tickets(45, NOW)  # five more tickets were given out after the list was closed
    told = _write(tmp_path, later, seed="98,7654", winners=3, reserves=2, announced=announced)
    document = json.loads(told)
    (draw,) = document["draws"]
    assert draw["tickets"] == 40
    assert (len(draw["winners"]), len(draw["reserves"])) == (3, 2)
    assert document["seed_source"] == "курс доллара на 1 декабря"
    issued = {"главный": [ticket.number for ticket in later]}
    assert faults(told, issued, announced) == []
    html = _write(tmp_path, later, "html", seed="98,7654", winners=3, reserves=2,
                  announced=announced)  # fmt: skip
    assert "Резерв: главный" in html
    assert "Председатель комиссии" in html
    assert "+7 912 ***-**-" in html
    assert "912 000-00" not in html


def test_what_was_changed_is_found(tmp_path: Path) -> None:
    announced = _closed(tmp_path)
    told = json.loads(_write(tmp_path, tickets(40, NOW), seed="7", winners=3, announced=announced))
    issued = {"главный": range(101, 141)}

    def wrong(change: Any, numbers: Any = issued) -> list[str]:
        document = json.loads(json.dumps(told))
        change(document, document["draws"][0])
        return [str(each) for each in faults(json.dumps(document), numbers, announced)]

    assert wrong(lambda doc, draw: None) == []
    assert "other winners" in wrong(lambda doc, draw: doc.update(seed="8"))[0]
    assert "other winners" in wrong(lambda doc, draw: draw["winners"].reverse())[0]
    assert "check sum" in wrong(lambda doc, draw: draw["issued"].pop())[0]
    assert "source of the seed" in wrong(lambda doc, draw: doc.update(seed_source="кубик"))[0]
    assert "not all of the tickets" in wrong(lambda doc, draw: None, {"главный": [101]})[0]


def test_an_announcement_that_was_changed_or_has_lost_tickets_is_refused(tmp_path: Path) -> None:
    announced = json.loads(_closed(tmp_path))
    with pytest.raises(KnownError, match="1 tickets that are not there"):
        _write(tmp_path, tickets(39, NOW), seed="7", winners=1, announced=json.dumps(announced))
    announced["draws"][0]["issued"].pop()
    with pytest.raises(KnownError, match="check sum"):
        _write(tmp_path, tickets(40, NOW), seed="7", winners=1, announced=json.dumps(announced))
    with pytest.raises(KnownError, match="no JSON report"):
        _write(tmp_path, tickets(40, NOW), seed="7", winners=1, announced="[1]")


def test_the_announced_number_of_winners_stays(tmp_path: Path) -> None:
    announced = _write(tmp_path, tickets(9, NOW), seed_source="курс", winners=2, reserves=1)
    told = json.loads(_write(tmp_path, tickets(9, NOW), seed="7", announced=announced))
    assert len(told["draws"][0]["winners"]) == 2
    with pytest.raises(KnownError, match="2 winners"):
        _write(tmp_path, tickets(9, NOW), seed="7", winners=5, announced=announced)


def test_a_masked_report_masks_the_tables_too(tmp_path: Path) -> None:
    told = _write(tmp_path, [replace(each) for each in tickets(3, NOW)], mask=True)
    assert "+79120000001" not in told
