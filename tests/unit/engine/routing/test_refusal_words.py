"""Every rule that refuses has words, in both languages."""

import re
from pathlib import Path

import pytest

from engine import routing
from engine.routing.refusal_words import refusal_text
from engine.routing.rules import Refusal
from engine.service import routing as service

ARGUMENTS = {"reason": "обед", "minutes": "30", "at_once": "2", "queue": "q", "number": "+7"}
SOURCES = "".join(p.read_text("utf-8") for p in Path(routing.__path__[0]).glob("*.py"))
ORDERS = "".join(p.read_text("utf-8") for p in Path(service.__path__[0]).glob("*.py"))
#: ``not_free`` is what routers tell themselves.
CODES = set(re.findall(r'Refusal\("(\w+)"', SOURCES)) - {"not_free"}


#: Of orders. Those that only a program sees, which has made a mistake, are not put into words.
ORDER_CODES = set(re.findall(r'Refused\(\s*"(\w+)"', ORDERS)) - {"unknown_order", "unknown_seconds"}


@pytest.mark.parametrize("code", sorted(CODES | ORDER_CODES))
def test_each_refusal_in_words(code: str) -> None:
    refusal = Refusal(code, ARGUMENTS)
    russian, english = refusal_text(refusal, "ru"), refusal_text(refusal, "en")
    assert re.search("[а-я]", russian)
    assert re.search("[a-z]", english)
    assert "{" not in russian + english


def test_the_rule_is_named() -> None:
    assert len(CODES) == 8
    text = refusal_text(Refusal("break_full", ARGUMENTS), "ru")
    assert text == "Перерыв «обед»: все места заняты, одновременно — не больше 2."
    assert refusal_text(Refusal("not_free"), "ru") == "not_free"


def test_a_rule_is_told_with_what_decided_it_and_when_it_ends() -> None:
    arguments = {
        "number": "+74951234567", "rule": "legal_hours", "preset": "ru_debt@1",
        "inputs": '{"local_time": "2026-11-30T23:10+03:00"}', "nearest": "2026-12-01 08:00",
    }  # fmt: skip
    refusal = Refusal("outside_hours", arguments)
    assert refusal_text(refusal, "en") == (
        "+74951234567 is not called: ru_debt@1: outside the hours the law allows (23:10 at the"
        " subscriber's). The nearest allowed time there is 2026-12-01 08:00."
    )
    assert "у абонента 23:10" in refusal_text(refusal, "ru")
    assert "2026-12-01 08:00" in refusal_text(refusal, "ru")


def test_an_older_engine_that_says_less_is_understood() -> None:
    assert refusal_text(Refusal("dead_number"), "en").startswith("… does not exist")
