"""The help of every command in Russian: no English words are left where values stand."""

import argparse
import re
from collections.abc import Iterator

import pytest

from rino_desktop import texts
from rino_desktop.cli import metavars
from rino_desktop.cli.parser import build

#: Names that are the same in every language.
SAME = frozenset({"ID", "IP", "URI", "RU", "WIN", "RTP", "SIP"})


def _parsers(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for below in action.choices.values():
                yield from _parsers(below)


@pytest.fixture
def russian() -> Iterator[None]:
    before = texts.language()
    texts.set_language("ru")
    yield
    texts.set_language(before)


@pytest.mark.usefixtures("russian")
def test_what_stands_for_values_is_russian() -> None:
    found = list(_parsers(build()))
    assert len(found) > 60
    left = {
        (parser.prog, word)
        for parser in found
        for action in parser._actions
        if isinstance(action.metavar, str)
        for word in re.findall(r"[A-Z]{2,}", action.metavar)
        if word not in SAME
    }
    assert left == set()
    helps = [parser.format_help() for parser in found]
    assert not [text for text in helps if "оператор" in text.replace("оператора связи", "")], (
        "who talks with subscribers is a telephonist"
    )
    assert metavars.localised("FIELD=COLUMN") == "ПОЛЕ=СТОЛБЕЦ"


def test_english_help_stays_english() -> None:
    before = texts.language()
    texts.set_language("en")
    try:
        helps = [parser.format_help() for parser in _parsers(build())]
    finally:
        texts.set_language(before)
    assert not [text for text in helps if re.search("[А-Яа-яЁё]", text)]
    assert any("--campaign NAME" in text for text in helps)
