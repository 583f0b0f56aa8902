"""Texts as they can be set on paper: a line end ends a line, and nothing that has no sign of its
own is drawn as an empty box."""

import unicodedata

#: Say how the sign before them looks: no sign of their own.
_VARIANTS = range(0xFE00, 0xFE10)
_MOST_BREAKS = str.maketrans(dict.fromkeys("\v\f\x1c\x1d\x1e\x85\u2028\u2029", "\n"))


def printable(text: str) -> str:
    """In one line: line ends and control characters become blanks, invisible marks (of direction,
    of hyphenation …) nothing."""
    if text.isprintable() and not any(ord(char) in _VARIANTS for char in text):
        return text
    return "".join(map(_drawn, text))


def lines_of(text: str) -> list[str]:
    """Line by line, one at least; blank ones at the end are none."""
    whole = text.replace("\r\n", "\n").replace("\r", "\n").translate(_MOST_BREAKS)
    return [printable(line) for line in whole.rstrip().split("\n")]


def paragraph(text: str) -> str:
    """The same, joined by ``\\n``."""
    return "\n".join(lines_of(text))


def _drawn(char: str) -> str:
    if ord(char) in _VARIANTS or unicodedata.category(char) == "Cf":
        return ""
    return char if char.isprintable() or char == "\N{NO-BREAK SPACE}" else " "
