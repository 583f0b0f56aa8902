"""Which letters of an entry are those that were looked for: what a list marks."""

import re

from engine.directory.letters import digits_of, in_other_layout, words_of
from engine.directory.likeness import FAR, allowed_errors, distance
from engine.directory.tokens import COMMON

#: From, and up to and without: places in a text.
Span = tuple[int, int]
#: As ``words_of`` sees them; an accent above a letter belongs to its word.
_WORD = re.compile(r"[^\W_]+(?:[\u0301\u0306]+[^\W_]*)*")
_SHORTEST_PART, _SHORTEST_DIGITS = 3, 3


def marks(text: str, query: str) -> list[Span]:
    """In a name, an address or a note: letters that begin a word or lie in it as they were typed;
    a whole word where only one with typing errors fits. In order, none over another."""
    typed = [word for word in words_of(query) if word not in COMMON] or words_of(query)
    found: list[Span] = []
    for own in _WORD.finditer(text):
        spans = _of_word(own, typed)
        if not spans:
            spans = _of_word(own, words_of(in_other_layout(query)))
        if not spans and _nearly(own, typed):
            spans = [own.span()]
        found += spans
    return _joined(found)


def number_marks(number: str, query: str) -> list[Span]:
    """In a telephone number: the digits that were typed, wherever they stand."""
    places = [at for at, char in enumerate(number) if char.isdigit()]
    digits = "".join(number[at] for at in places)
    found: list[Span] = []
    for wanted in _digits_in(query):
        at = digits.rfind(wanted)
        if at >= 0:
            found.append((places[at], places[at + len(wanted) - 1] + 1))
    return _joined(found)


def _of_word(own: "re.Match[str]", typed: list[str]) -> list[Span]:
    normal = words_of(own[0])
    if len(normal) != 1:
        return []
    word, start = normal[0], own.start()
    #: Letter by letter the same places, unless an accent was taken out or a ligature opened.
    same = len(word) == len(own[0])
    found: list[Span] = []
    for part in typed:
        if word.startswith(part):
            at = 0
        elif len(part) >= _SHORTEST_PART and part in word:
            at = word.index(part)
        elif len(word) >= _SHORTEST_PART and (part.startswith(word) or part.endswith(word)):
            at, part = 0, word  # typed without a space
        else:
            continue
        found.append((start + at, start + at + len(part)) if same else own.span())
    return found


def _nearly(own: "re.Match[str]", typed: list[str]) -> bool:
    normal = words_of(own[0])
    return len(normal) == 1 and any(
        len(part) >= _SHORTEST_PART
        and not part.isdecimal()
        and distance(part, normal[0], allowed_errors(len(part))) < FAR
        for part in typed
    )


def _digits_in(query: str) -> list[str]:
    """The whole query as one number, and each group of its digits."""
    groups = [group for group in re.findall(r"\d+", query) if len(group) >= _SHORTEST_DIGITS]
    whole = digits_of(query)
    if len(whole) >= _SHORTEST_DIGITS and not any(char.isalpha() for char in query):
        return [whole]
    return groups


def _joined(spans: list[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
