"""Spoken text as a row of words, and the words as a row of recorded fragments.

Text and fragments come from the same grammar: what ``engine.ivr.spoken`` says is cut into words,
and fragments are whole runs of these words. A pack may hold longer runs than it must ("двадцать
один рубль"): the longest that fits is taken, so that it sounds smoother.
"""

from collections.abc import Mapping, Sequence
from typing import TypeVar

T = TypeVar("T")

#: A pause between groups.
PAUSE = ","


def words_of(text: str) -> tuple[str, ...]:
    """ "сто, двадцать" → ("сто", ",", "двадцать")."""
    return tuple(text.replace(",", " , ").split())


def text_of(words: Sequence[str]) -> str:
    """The opposite of ``words_of``."""
    return " ".join(words).replace(" ,", ",")


def key_of(text: str) -> str:
    """Fragments are the same when these are the same."""
    return " ".join(text.split()).casefold()


def longest(keys: Mapping[str, T]) -> int:
    """Words in the longest fragment."""
    return max((key.count(" ") + 1 for key in keys), default=0)


def match(
    words: Sequence[str], known: Mapping[str, T], most: int
) -> tuple[list[T | None], list[str]]:
    """``known``: key → anything that stands for the fragment; ``most``: ``longest(known)``.
    Returns the fragments in order (None: a pause) and the words that are in none."""
    found: list[T | None] = []
    missing: list[str] = []
    place = 0
    while place < len(words):
        if words[place] == PAUSE:
            found.append(None)
            place += 1
            continue
        for size in range(min(most, len(words) - place), 0, -1):
            fragment = known.get(key_of(" ".join(words[place : place + size])))
            if fragment is not None:
                found.append(fragment)
                place += size
                break
        else:
            missing.append(words[place])
            place += 1
    return found, missing
