"""Forms of virtual operators: filled in while somebody talks, saved as far as they have come, and
told so that the database can be held against it."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest

from engine.errors import KnownError
from engine.forms.filling import Circumstances, Filled, Filling
from engine.ports.forms import FilledForm
from engine.ports.operators import CallCard
from engine.ports.storage import StorageUnavailable
from rino_desktop.demo.operators.agreement import form_checks
from rino_desktop.ui.tasks import Tasks
from rino_desktop.virtual import form_filling
from rino_desktop.virtual.answers_given import AnswersGiven, GivenAnswers, read_given
from rino_desktop.virtual.form_filling import FormFilling
from rmt.cards import FormWork
from tests.helpers.operator_desk import card_of
from tests.unit.engine.forms.making import small


@dataclass
class Opened:
    filling: Filling
    lost: Sequence[str] = ()


@dataclass
class Forms:
    away: bool = False
    saved: list[Filled] = field(default_factory=list)
    log: list[str] = field(default_factory=list)

    async def open(self, card: CallCard, language: str) -> Opened:
        if self.away:
            raise StorageUnavailable("the cable is out")
        if card.form == "missing":
            raise KnownError("there is no form.")
        # The date of the last page asks for today.
        today = {"today": datetime.now().astimezone().date()}
        return Opened(Filling(small(), Circumstances(card.fields, today, card.results), language))

    async def save_draft(self, form: Any, snapshot: dict[str, Any]) -> None: ...

    async def save(self, _form: Any, filled: Filled) -> None:
        if self.away:
            raise StorageUnavailable("the cable is out")
        self.log.append("stored")
        self.saved.append(filled)


class Sample:
    def __init__(self) -> None:
        self.forms, self.bugs = Forms(), list[BaseException]()
        self.given: list[AnswersGiven] = []
        self.stood: list[tuple[int, FormWork]] = []
        self.tasks = Tasks(self.bugs.append)
        self.filling = FormFilling(
            self.forms, "Анна", "ru", Random(1), lambda: 1.0, self.tasks,
            lambda attempt, work: self.stood.append((attempt, work)), self._tell,
        )  # fmt: skip

    def _tell(self, given: AnswersGiven) -> None:
        self.forms.log.append("told")
        self.given.append(given)

    async def opened(self, attempt: int = 5, form: str = "survey") -> None:
        self.filling.begin(card_of(attempt, form=form))
        await asyncio.sleep(0.02)


@pytest.fixture
async def sample(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Sample]:
    monkeypatch.setattr(form_filling, "_RETRY_S", 0.01)
    made = Sample()
    yield made
    await made.tasks.end()
    assert made.bugs == []


async def test_page_by_page_while_somebody_is_on_the_line(sample: Sample) -> None:
    await sample.opened()
    for second in range(3):
        sample.filling.turn(None, 100.0 + second)
    assert sample.stood == [], "nobody answers yet"
    sample.filling.turn(5, 200.0)
    assert sample.stood == [], "words to read out come first"
    sample.filling.turn(5, 201.0)
    assert sample.stood == [(5, FormWork.OPEN)], "the scheme has asked all of this page"
    sample.filling.turn(5, 202.0)
    assert sample.stood[-1] == (5, FormWork.BEGUN)
    for second in range(3, 9):
        sample.filling.turn(5, 200.0 + second)
    await sample.filling.finish()
    (filled,), (told,) = sample.forms.saved, sample.given
    assert filled.complete
    assert (told.operator, told.call, told.form) == ("Анна", "attempt:5", "опрос")
    assert (told.complete, told.answers) == (filled.complete, filled.answers)
    assert sample.forms.log == ["told", "stored"], "what is lost on its way is missed"
    assert sample.stood[-2:] == [(5, FormWork.HANDED_IN), (5, FormWork.COMPLETE)]


async def test_a_call_that_ends_before_its_form(sample: Sample) -> None:
    await sample.opened()
    sample.filling.turn(5, 200.0)
    sample.filling.turn(5, 201.0)
    sample.filling.turn(5, 202.0)
    sample.filling.break_off(5)
    sample.filling.break_off(5)
    await sample.filling.finish()
    (filled,) = sample.forms.saved
    assert not filled.complete
    assert {"talks", "mark"} <= filled.answers.keys()
    assert not {"sum", "when"} & filled.answers.keys(), "of the page that was not looked at"
    assert sample.stood[-1] == (5, FormWork.PARTIAL)
    await sample.opened(6)
    sample.filling.break_off(6)
    await sample.opened(7, form="")
    await sample.opened(8, form="missing")
    await sample.filling.finish()
    assert len(sample.forms.saved) == len(sample.given) == 1, "nothing was answered"


async def test_who_leaves_hands_in_what_is_open_and_waits_for_the_database(sample: Sample) -> None:
    await sample.opened()
    sample.filling.turn(5, 200.0)
    sample.filling.turn(5, 201.0)
    sample.filling.turn(5, 202.0)
    sample.forms.away = True
    leaving = asyncio.create_task(sample.filling.finish())
    await asyncio.sleep(0.05)
    assert not leaving.done()
    sample.forms.away = False
    await leaving
    assert len(sample.forms.saved) == 1


# --- held against the database --------------------------------------------------------------------

TOLD = AnswersGiven("Анна", "attempt:5", "survey", True, {"mark": "5"})
AT = datetime(2026, 11, 30, tzinfo=UTC)
KEPT = FilledForm("attempt:5", 1, "+7999", "Анна", AT, AT, True, {"mark": "5"}, 5, form="survey")


@pytest.mark.parametrize(("told", "kept", "agree"), [
    ([TOLD], [KEPT], [True, True]),
    ([], [], [True, True]),
    ([TOLD], [], [False, True]),
    ([], [KEPT], [True, False]),
    ([TOLD], [replace(KEPT, answers={"mark": "4"})], [False, True]),
    ([TOLD], [replace(KEPT, answers={"mark": "5", "more": "x"})], [False, True]),
    ([TOLD], [replace(KEPT, answers={})], [False, True]),
    ([TOLD], [replace(KEPT, complete=False)], [False, True]),
    ([TOLD], [replace(KEPT, operator="Пётр")], [False, True]),
    ([TOLD], [KEPT, replace(KEPT, call="attempt:6")], [True, False]),
    ([replace(TOLD, operator="Пётр", answers={}), TOLD], [KEPT], [True, True]),
])  # fmt: skip
def test_nothing_is_lost_and_nothing_invented(
    told: list[AnswersGiven], kept: list[FilledForm], agree: list[bool]
) -> None:
    assert [check.ok for check in form_checks(told, kept)] == agree


def test_what_they_say_is_kept_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "given.jsonl"
    assert read_given(path) == []
    other = replace(TOLD, call="incoming:7", answers={"слова": "«да»\nи нет"})
    for each in (TOLD, other):
        GivenAnswers(path).put(each)
    assert read_given(path) == [TOLD, other]
