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
ORDER_CODES |= {"list_unread"}


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
