"""What is typed into the search field, read as words and numbers."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from engine.directory.letters import digits_of, in_other_layout, words_of
from engine.directory.tokens import COMMON, LONGEST_WORD

#: Longer queries are cut: nobody types them.
_LONGEST, _MOST_WORDS = 200, 12
_ONLY_NUMBER = re.compile(r"[\d\s+().\-/]+")
#: A telephone number among words.
_NUMBER = re.compile(r"\+?\d[\d\s()\-]{5,}\d")
#: Fewer digits find nothing among numbers, and more than all of a number's digits neither.
_SHORTEST_NUMBER = 3


@dataclass(frozen=True, slots=True)
class QueryWord:
    """``texts``: the word, and what it would be in the other keyboard layout, one of them is
    meant. ``digits``: what it is as a part of a telephone number, "" for nothing."""

    texts: tuple[str, ...]
    digits: str = ""


def read_query(text: str, known: Callable[[str], bool]) -> tuple[QueryWord, ...]:
    """The words of a query. ``known``: does some word of the directory begin so?"""
    text = text[:_LONGEST]
    if _ONLY_NUMBER.fullmatch(text) and len(digits_of(text)) >= _SHORTEST_NUMBER:
        # Either one number, or a house and a flat: both readings must be looked for.
        parts = words_of(text)
        return (QueryWord(tuple(parts) if len(parts) == 1 else (), digits_of(text)),)
    words: list[QueryWord] = []

    def take_number(found: re.Match[str]) -> str:
        digits = digits_of(found[0])
        if len(digits) < 7:
            return found[0]
        words.append(QueryWord((), digits))
        return " "

    for chunk in _NUMBER.sub(take_number, text).split():
        words += _chunk(chunk, known)
    telling = [word for word in words if word.digits or word.texts[0] not in COMMON]
    return tuple((telling or words)[:_MOST_WORDS])


def _chunk(chunk: str, known: Callable[[str], bool]) -> list[QueryWord]:
    plain = words_of(chunk)
    if all(word in COMMON for word in plain):
        return [_word(word) for word in plain]
    other = words_of(in_other_layout(chunk))
    if other and not all(map(known, plain)):
        if all(map(known, other)):
            return [_word(word) for word in other]
        if len(plain) == len(other):
            return [_word(*pair) for pair in zip(plain, other, strict=True)]
        # Letters such as х and б lie on keys that are no letters in English.
        if plain[0] < "а" and not any(map(known, plain)):
            return [_word(word) for word in other]
    return [_word(word) for word in plain]


def _word(*texts: str) -> QueryWord:
    cut = tuple(dict.fromkeys(text[:LONGEST_WORD] for text in texts))
    digits = texts[0] if texts[0].isdecimal() and texts[0].isascii() else ""
    return QueryWord(cut, digits_of(digits) if len(digits) >= _SHORTEST_NUMBER else "")
