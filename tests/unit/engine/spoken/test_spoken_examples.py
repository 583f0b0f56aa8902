"""Checked examples in tests/data/spoken: format, argument, value, language, what is said. Each line
was read by eye; the day of the call is Tuesday, the third of March 2026."""

import csv
import re
from datetime import date
from pathlib import Path

import pytest

from engine.ivr.speech_formats import FORMATS
from engine.ivr.spoken import fragments
from engine.ivr.spoken.inventory import complete

DATA = Path(__file__).parents[3] / "data" / "spoken"
TODAY = date(2026, 3, 3)


def _examples() -> list[tuple[str, str, str, str, str]]:
    found = []
    for path in sorted(DATA.glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE, strict=True):
                found.append(
                    (row["format"], row["argument"], row["value"], row["language"], row["expected"])
                )
    return found


EXAMPLES = _examples()


@pytest.mark.parametrize(("name", "argument", "value", "language", "expected"), EXAMPLES)
def test_example(name: str, argument: str, value: str, language: str, expected: str) -> None:
    FORMATS[name].validate(argument, language)
    assert FORMATS[name].make(argument, "RUB")(value, language, TODAY) == expected


def test_there_are_enough_and_none_stands_twice() -> None:
    assert len(EXAMPLES) >= 800
    assert len({example[:4] for example in EXAMPLES}) == len(EXAMPLES)
    for name in FORMATS:
        assert any(example[0] == name for example in EXAMPLES), name


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_complete_pack_has_the_fragments_of_all_examples(language: str) -> None:
    known = complete(language)
    most = fragments.longest(known)
    lacking = set()
    for name, argument, _, spoken_in, expected in EXAMPLES:
        free = name in ("text", "list", "count")
        if spoken_in == language and not free:
            row, missing = fragments.match(fragments.words_of(expected), known, most)
            said = fragments.text_of([fragment or "," for fragment in row])
            assert missing or said.casefold() == expected.casefold()
            lacking |= {(name, argument, word) for word in missing}
    # Round thousands have endless ordinals of one word each.
    assert {word for _, _, word in lacking} <= {"стотысячный"}


def test_no_figure_is_left() -> None:
    assert not [e for e in EXAMPLES if re.search(r"\d", e[4])]
