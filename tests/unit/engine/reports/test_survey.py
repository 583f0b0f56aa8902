"""Surveys: counts, shares, intervals, cross-tables, weights."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from engine.errors import KnownError
from engine.ports.answers import GivenAnswer
from engine.reports import format_names, render, statistics
from engine.reports.model import ReportOptions
from tests.helpers.answer_data import MemoryAnswers, multiple, scale, single
from tests.helpers.report_data import NOW, MemoryReports, attempt, campaign, counts_of

#: 60 men of whom 45 say yes, 40 women of whom 10 do.
_SEXES = ["м"] * 60 + ["ж"] * 40


def _survey() -> tuple[MemoryReports, MemoryAnswers]:
    rows = [
        attempt(n + 1, contact={"Пол": sex, "Вес": "1,5" if sex == "ж" else "0.5"},
                results={"Район": "центр" if n % 2 else "окраина"})
        for n, sex in enumerate(_SEXES)
    ]  # fmt: skip
    given = []
    for n, sex in enumerate(_SEXES):
        yes = n < 45 if sex == "м" else n < 70
        given.append(GivenAnswer(n + 1, 1, ("да" if yes else "нет",)))
        given.append(GivenAnswer(n + 1, 2, ("а", "б") if n % 4 == 0 else ("б",)))
        if n < 50:
            given.append(GivenAnswer(n + 1, 3, (str(n % 5 + 1),)))
    asked = [single(1, "знаете", "да", "нет", "не знаю"), multiple(2, "где", "а", "б", "в"),
             scale(3, "оценка", 1, 5)]  # fmt: skip
    return MemoryReports(rows), MemoryAnswers(asked, given)


def _write(tmp_path: Path, form: str = "json", language: str = "ru", **options: Any) -> Path:
    reports, answers = _survey()
    target = tmp_path / f"survey.{form}"
    render("survey", form, reports, counts_of(reports), campaign(), language=language,
           target=target, now=NOW, answers=answers, options=ReportOptions(**options))  # fmt: skip
    return target


def _json(tmp_path: Path, **options: Any) -> Any:
    return json.loads(_write(tmp_path, **options).read_text("utf-8"))


def _answer(question: Any, code: str) -> Any:
    return next(each for each in question["answers"] if each["code"] == code)


def test_counts_and_intervals(tmp_path: Path) -> None:
    survey = _json(tmp_path)
    known, where, mark = survey["questions"]
    assert survey["respondents"] == 100
    assert known["base"] == 100
    yes = _answer(known, "да")
    assert (yes["respondents"], yes["share"]) == (55, 0.55)
    assert yes["interval"] == pytest.approx(list(statistics.wilson(0.55, 100)), abs=1e-6)
    assert _answer(known, "не знаю")["respondents"] == 0
    assert _answer(where, "а")["share"] == 0.25
    assert _answer(where, "б")["share"] == 1.0
    assert _answer(where, "а")["share_of_answers"] == pytest.approx(25 / 125)
    assert mark["base"] == 50
    assert mark["mean"]["value"] == 3.0
    assert [each["code"] for each in mark["answers"]] == ["1", "2", "3", "4", "5"]
    assert known["wording"]["ru"] == "Вопрос знаете?"


def test_crossed_with_a_field_a_result_and_a_question(tmp_path: Path) -> None:
    known, where, _ = _json(tmp_path, by=("пол", "Район", "знаете"))["questions"]
    by_sex, by_place, _ = known["by"]
    assert by_sex["name"] == "Пол"
    shares = {each["value"]: (_answer(each, "да")["share"], each["base"])
              for each in by_sex["groups"]}  # fmt: skip
    assert shares == {"м": (0.75, 60), "ж": (0.25, 40)}
    assert {each["value"]: each["base"] for each in by_place["groups"]} == {
        "центр": 50, "окраина": 50,
    }  # fmt: skip
    assert {each["value"] for each in where["by"][2]["groups"]} == {"да", "нет"}


def test_weights_of_a_field(tmp_path: Path) -> None:
    known = _json(tmp_path, weight="Вес")["questions"][0]
    assert known["weighted_base"] == 60 * 0.5 + 40 * 1.5
    assert _answer(known, "да")["share"] == pytest.approx((45 * 0.5 + 10 * 1.5) / 90)
    assert known["effective_base"] == pytest.approx(90**2 / (60 * 0.25 + 40 * 2.25))
    assert _answer(known, "да")["respondents"] == 55


def test_weights_by_target_shares(tmp_path: Path) -> None:
    known = _json(tmp_path, targets={"Пол": {"М": 45, "ж": 55}})["questions"][0]
    assert _answer(known, "да")["share"] == pytest.approx(0.45 * 0.75 + 0.55 * 0.25)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"by": ("рост",)}, "рост.*Пол.*знаете|рост.*знаете.*Пол"),
        ({"weight": "рост"}, "no field 'рост'"),
        ({"weight": "Вес", "targets": {"Пол": {"м": 1}}}, "not by both"),
        ({"targets": {"Пол": {"м": 0.0}}}, "are no shares"),
    ],
)
def test_what_cannot_be_is_said(tmp_path: Path, options: Any, words: str) -> None:
    with pytest.raises(KnownError, match=words):
        _json(tmp_path, **options)


@pytest.mark.parametrize("form", format_names())
@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_format(tmp_path: Path, form: str, language: str) -> None:
    target = _write(tmp_path, form, language, by=("Пол", "оценка"), weight="Вес")
    assert target.stat().st_size > 1000


def test_the_page_says_it_as_a_russian_reads_it(tmp_path: Path) -> None:
    pdf = _write(tmp_path, "pdf", by=("Пол",))
    text = subprocess.run(
        ["pdftotext", "-layout", str(pdf), "-"], capture_output=True, check=True, text=True
    ).stdout.replace("\u00a0", " ")
    low, high = statistics.wilson(0.75, 60)
    span = f"{low * 100:.1f}–{high * 100:.1f} %".replace(".", ",")
    assert f"75,0 % ({span})" in " ".join(text.split())
    for words in ("знаете. Вопрос знаете?", "База: 100 чел.", "м (n = 60)", "Среднее 3,00 ±",
                  "О расчёте", "…"):  # fmt: skip
        assert (words in " ".join(text.split())) == (words != "…"), words


def test_two_wordings_are_two_tables(tmp_path: Path) -> None:
    reports, _ = _survey()
    asked = [single(1, "вопрос", "да", version="1"), single(2, "вопрос", "да", version="2")]
    given = [GivenAnswer(1, 1, ("да",)), GivenAnswer(2, 2, ("да",)), GivenAnswer(3, 2, ("да",))]
    target = tmp_path / "s.json"
    render("survey", "json", reports, counts_of(reports), campaign(), language="ru", target=target,
           now=NOW, answers=MemoryAnswers(asked, given))  # fmt: skip
    found = json.loads(target.read_text("utf-8"))["questions"]
    assert [(each["version"], each["base"]) for each in found] == [("1", 1), ("2", 2)]


def test_codes_that_the_question_does_not_know_are_kept(tmp_path: Path) -> None:
    reports, _ = _survey()
    answers = MemoryAnswers([scale(1, "оценка", 1, 3)], [GivenAnswer(1, 1, ("9",))])
    target = tmp_path / "s.json"
    render("survey", "json", reports, counts_of(reports), campaign(), language="ru", target=target,
           now=NOW, answers=answers)  # fmt: skip
    (question,) = json.loads(target.read_text("utf-8"))["questions"]
    assert [each["code"] for each in question["answers"]] == ["1", "2", "3", "9"]
