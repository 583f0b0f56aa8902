"""What can stand at the cursor of an expression or template. No Qt in here."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from engine.ivr.speech_formats import FORMATS
from engine.scheme.expression_functions import FUNCTIONS
from engine.scheme.expressions import NAMESPACES

#: role → names
Names = Callable[[str], Sequence[str]]

_WORD = re.compile(r"[^\W\d]\w*$")
_ATTRIBUTE = re.compile(r"\bcall\.(\w*)$")
_KEY = re.compile(r"\b(contact|result)\[\s*([\"'])([^\"']*)$")
_OPTION = re.compile(r"[\w-]*$")
_LITERALS = ("and", "or", "not", "in", "if", "else", "yes", "no", "empty")


@dataclass(frozen=True, slots=True)
class Offer:
    """``words`` may replace the text from ``start`` up to the cursor. ``written``: that text."""

    start: int
    written: str
    words: tuple[str, ...]


NOTHING = Offer(0, "", ())


def offer(text: str, position: int, names: Names, *, template: bool, spoken: bool = False) -> Offer:
    """``template``: only what is in braces is an expression; ``spoken``: with formats."""
    if not template:
        return _expression(text[:position], names)
    start = _slot_start(text[:position])
    if start < 0:
        return NOTHING
    inside = text[start + 1 : position]
    if spoken:
        found = _format(inside, names)
        if found is not None:
            return Offer(start + 1 + found.start, found.written, found.words)
    found = _expression(inside, names)
    return Offer(start + 1 + found.start, found.written, found.words)


def _slot_start(before: str) -> int:
    """Where the brace is that the cursor stands behind; -1: it stands in plain text."""
    start, position = -1, 0
    while position < len(before):
        if start < 0 and before[position : position + 2] in ("{{", "}}"):
            position += 2
            continue
        if before[position] == "{":
            start = position
        elif before[position] == "}":
            start = -1
        position += 1
    return start


def _format(inside: str, names: Names) -> Offer | None:
    """None: the cursor is not in the format."""
    prompt = re.match(r"\s*prompt\s*:\s*", inside, re.IGNORECASE)
    if prompt:
        return _chosen(inside, prompt.end(), names("prompt"))
    if "|" not in inside:
        return None
    at = inside.rindex("|") + 1
    hint = inside[at:]
    name, colon, argument = hint.partition(":")
    if not colon:
        begun = at + len(hint) - len(hint.lstrip())
        return _chosen(inside, begun, sorted(FORMATS))
    kind = FORMATS.get(name.strip().lower())
    if kind is None:
        return NOTHING
    match = _OPTION.search(argument)
    begun = at + len(name) + 1 + (match.start() if match else len(argument))
    options = dict.fromkeys(option for group in kind.groups for option in _shortest(group))
    return _chosen(inside, begun, list(options))


def _shortest(group: object) -> list[str]:
    """Of each option the spelling that messages name, which is the first."""
    found: dict[object, str] = {}
    for spelling, meaning in group.items():  # type: ignore[attr-defined] # options.Group
        found.setdefault(meaning, spelling)
    return list(found.values())


def _expression(before: str, names: Names) -> Offer:
    key = _KEY.search(before)
    if key:
        role = "field" if key[1] == "contact" else "result"
        words = [f"{word}{key[2]}]" for word in names(role) if key[2] not in word]
        return _chosen(before, key.start(3), words)
    if _in_quotes(before):
        return NOTHING
    attribute = _ATTRIBUTE.search(before)
    if attribute:
        return _chosen(before, attribute.start(1), sorted(NAMESPACES["call"] or ()))
    match = _WORD.search(before)
    start = match.start() if match else len(before)
    words = [
        *names("variable"), 'contact["', 'result["', "call.",
        # An answer or field is found by its own name too.
        *(f'{of}["{name}"]' for of, role in (("result", "result"), ("contact", "field"))
          for name in (names(role) if match else ()) if '"' not in name),
        *(f"{name}(" for name in sorted(FUNCTIONS)), *_LITERALS,
    ]  # fmt: skip
    return _chosen(before, start, words)


def _in_quotes(before: str) -> bool:
    quote = ""
    for character in before:
        if quote:
            quote = "" if character == quote else quote
        elif character in "\"'":
            quote = character
    return bool(quote)


def _chosen(before: str, start: int, words: Sequence[str]) -> Offer:
    written = before[start:]
    folded = written.casefold()
    fitting = [word for word in words if word.casefold().startswith(folded) and word != written]
    fitting += [
        word for word in words
        if folded and folded in word.casefold() and not word.casefold().startswith(folded)
    ]  # fmt: skip
    return Offer(start, written, tuple(dict.fromkeys(fitting)))
