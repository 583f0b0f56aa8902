"""The protocol of a draw: whoever repeats it comes to the same winners."""

import hashlib
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import KnownError
from engine.reports import format_names, render
from engine.reports.draws import check_sum, draw_winners
from engine.reports.model import ReportOptions
from tests.helpers.answer_data import MemoryAnswers, tickets
from tests.helpers.report_data import NOW, MemoryReports, attempt, campaign, counts_of


def _write(tmp_path: Path, form: str = "json", count: int = 50, **options: Any) -> Path:
    reports = MemoryReports([attempt(1)])
    target = tmp_path / f"draw.{form}"
    answers = MemoryAnswers(issued=[*tickets(count, NOW), *tickets(3, NOW, "второй")])
    render("draw", form, reports, counts_of(reports), campaign(), language="ru", target=target,
           now=NOW, answers=answers, options=ReportOptions(**options))  # fmt: skip
    return target


def test_winners_are_those_that_sha256sum_gives() -> None:
    """With tools of any Linux, as the protocol tells."""
    numbers = range(1, 31)
    script = (
        "for t in $(seq 1 30); do printf '%s ' $(printf '%s' \"Курс 97,54:$t\" | sha256sum"
        " | cut -d' ' -f1); echo $t; done | sort | head -4 | cut -d' ' -f2"
    )
    done = subprocess.run(
        ["bash", "-c", script], capture_output=True, text=True, check=True,
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"},
    )  # fmt: skip
    assert draw_winners(numbers, "Курс 97,54", 4) == done.stdout.split()


def test_the_check_sum_is_that_of_a_file_of_numbers() -> None:
    assert check_sum([10, 9]) == hashlib.sha256(b"9\n10\n").hexdigest()


@given(st.sets(st.integers(0, 10**9), min_size=1, max_size=40), st.text(max_size=10), st.data())
def test_the_order_of_tickets_does_not_matter(numbers: set[int], seed: str, data: Any) -> None:
    shuffled = data.draw(st.permutations(sorted(numbers)))
    count = data.draw(st.integers(1, len(numbers)))
    winners = draw_winners(shuffled, seed, count)
    assert winners == draw_winners(sorted(numbers), seed, count)
    assert len(set(winners)) == count
    assert {int(each) for each in winners} <= numbers


def test_the_protocol(tmp_path: Path) -> None:
    found = json.loads(_write(tmp_path, seed="семя", winners=3, draw="Главный").read_text("utf-8"))
    (draw,) = found["draws"]
    assert [str(each["ticket"]) for each in draw["winners"]] == draw_winners(
        range(101, 151), "семя", 3
    )
    assert draw["check_sum"] == check_sum(range(101, 151))
    assert draw["tickets"] == len(draw["issued"]) == 50


def test_before_the_seed_there_is_a_list_and_its_sum(tmp_path: Path) -> None:
    found = json.loads(_write(tmp_path).read_text("utf-8"))
    assert [(each["draw"], each["winners"]) for each in found["draws"]] == [
        ("главный", []), ("второй", []),
    ]  # fmt: skip


def test_the_published_page_hides_telephones(tmp_path: Path) -> None:
    page = _write(tmp_path, "html", seed="s", winners=2).read_text("utf-8")
    # Among the tickets; the winners' are hidden alike.
    assert page.count("***-**-") == 53 + 4
    assert "+7 912 ***-**-01" in page
    assert "+7 912 000-00-01" not in page
    assert "sha256sum" in page
    table = _write(tmp_path, "csv", seed="s", winners=2).read_text("utf-8-sig")
    assert "+79120000001" in table


@pytest.mark.parametrize("form", format_names())
def test_every_format(tmp_path: Path, form: str) -> None:
    assert _write(tmp_path, form, seed="s", winners=1).stat().st_size > 500


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"seed": "s"}, "--winners"),
        ({"winners": 1}, "--seed"),
        ({"seed": "s", "winners": 51, "draw": "главный"}, "50 tickets .* 51 winners"),
        ({"draw": "третий"}, "второй, главный"),
    ],
)
def test_what_cannot_be_is_said(tmp_path: Path, options: Any, words: str) -> None:
    with pytest.raises(KnownError, match=words):
        _write(tmp_path, **options)
