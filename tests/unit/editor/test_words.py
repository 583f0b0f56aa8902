"""What the interpreter says in English, in the language of the windows."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtWidgets import QApplication

from editor.moments import short, told_apart
from editor.testcall.happenings import Happening, What
from editor.testcall.traced import CUT
from editor.testcall.words import happening_text
from rino_desktop.texts.errors import RussianTexts
from rino_desktop.ui.languages import Languages


@pytest.fixture
def languages(qapp: QApplication) -> Iterator[Languages]:
    made = Languages(qapp, {"ru": RussianTexts()})
    yield made
    made.switch("en")
    made.end()


def told(text: str) -> str:
    return happening_text(Happening(0.0, What.TROUBLE, text=text), lambda _scheme, node: node)


def test_troubles(languages: Languages) -> None:
    languages.switch("en")
    assert told("debt: there is no value to say") == "debt: there is no value to say"
    languages.switch("ru")
    assert told("debt: there is no value to say") == "debt: произносить нечего, значения нет"
    assert told("no answer within 2.5 s") == "нет ответа за 2.5 с"
    assert told("“rows”: a list is no value") == "“rows”: список — не значение"
    assert told(CUT).startswith("запись хода звонка")
    assert told("the plug-in's own words") == "the plug-in's own words"


def test_two_moments_of_one_minute_are_told_apart() -> None:
    first = datetime(2026, 3, 5, 10, 20, 7, tzinfo=UTC)
    later = first + timedelta(seconds=30)
    one, other = told_apart(first, later)
    assert (one[-2:], other[-2:]) == ("07", "37")
    hours = told_apart(first, first + timedelta(hours=2))
    assert hours == (short(first), short(first + timedelta(hours=2)))
