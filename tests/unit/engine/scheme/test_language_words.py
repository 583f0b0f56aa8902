"""Problems name languages as people do."""

from dataclasses import replace

import pytest

from engine.ivr.speech_formats import LANGUAGES
from engine.scheme import language_words
from engine.scheme.model import Node, Scheme
from engine.scheme.node_types import default_node_types
from engine.scheme.problems import Problem
from engine.scheme.validate import validate

TYPES = default_node_types()


def problem(scheme: Scheme, code: str) -> Problem:
    return next(each for each in validate(scheme, TYPES) if each.code == code)


def test_what_can_be_spoken_has_a_name() -> None:
    for code in LANGUAGES:
        assert language_words.name(code, "ru") != code
        assert language_words.spoken_in(code, "ru").endswith("ом языке")


@pytest.mark.parametrize(
    ("code", "russian", "english"),
    [("ru", "русском языке", "Russian"), ("de", "немецком языке", "German"),
     ("xx", "языке «xx»", "the language “xx”")],
)  # fmt: skip
def test_after_in(code: str, russian: str, english: str) -> None:
    assert language_words.spoken_in(code, "ru") == russian
    assert language_words.spoken_in(code, "en") == english


def test_in_problems_and_their_mends() -> None:
    say = Node("say", "say", "Ответ", parameters={"text": {"ru": "Да"}})
    scheme = Scheme("s", languages=("ru", "en"), nodes=(say,))
    lacking = problem(scheme, "text_not_in_language")
    assert lacking.words("ru").endswith("нет текста на английском языке")
    assert lacking.words("en").endswith("there is no text in English")
    assert lacking.arguments["language"] == "en", "a mend wants the code"
    strange = problem(replace(scheme, languages=("ru", "fr")), "language_unsupported")
    assert strange.words("ru") == "программа не умеет произносить значения на французском языке"
    assert strange.fix is not None
    assert strange.fix.words("en") == "Remove the language: French"
