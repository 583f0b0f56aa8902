"""SQL with ``:name`` parameters → what a driver takes.

Only what is certainly a parameter is one: not what stands in a text, in a quoted name or in a
comment, not a cast (``::text``), not a time (``12:30``) and not an assignment (``:=``).
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from engine.errors import Phrase
from engine.ports.sources import Cell, SourceTrouble

_TOKEN = re.compile(
    r"""
      (?P<kept> '(?:[^']|'')*'              # a text
        | "(?:[^"]|"")*"                    # a quoted name
        | --[^\n]*                          # comments
        | /\*.*?\*/
        | \$(?P<tag>(?:[^\W\d]\w*)?)\$.*?\$(?P=tag)\$    # PostgreSQL's text between dollars
        | ::  | :=
        | \w:(?=\w)                         # 12:30, array[1:2]
      )
    | :(?P<name>[^\W\d]\w*)
    | (?P<end>;)
    """,
    re.VERBOSE | re.DOTALL,
)
_BROKEN = re.compile(r"'|\"|/\*")


@dataclass(frozen=True, slots=True)
class Statement:
    """``pieces`` are the texts around the parameters ``names``: always one more of them."""

    pieces: tuple[str, ...]
    names: tuple[str, ...]

    def rendered(self, mark: Callable[[int, str], str],
                 plain: Callable[[str], str] = lambda piece: piece) -> str:  # fmt: skip
        """The text with ``mark(number from 0, name)`` at each parameter; ``plain`` is applied to
        all the rest."""
        parts = [plain(self.pieces[0])]
        for number, name in enumerate(self.names):
            parts += (mark(number, name), plain(self.pieces[number + 1]))
        return "".join(parts)

    def positional(self, parameters: Mapping[str, Cell]) -> list[Cell]:
        """Values in the order of ``names``; SourceTrouble when one is not given."""
        missing = [name for name in self.names if name not in parameters]
        if missing:
            raise SourceTrouble(
                "the query has no value for the parameter :{name}.",
                mend="Give it one.",
                name=missing[0],
            )
        return [parameters[name] for name in self.names]


@lru_cache(maxsize=500)
def parse(sql: str) -> Statement:
    """SourceTrouble for an empty statement, for several of them, and for a text or a comment
    that never ends."""
    pieces: list[str] = []
    names: list[str] = []
    piece: list[str] = []
    at = 0
    ended = False
    for found in _TOKEN.finditer(sql):
        between = sql[at : found.start()]
        at = found.end()
        _check(between, ended)
        piece.append(between)
        if found["end"]:
            ended = True
        elif found["name"]:
            _check_end(found[0], ended)
            names.append(found["name"])
            pieces.append("".join(piece))
            piece = []
        else:
            if not found[0].startswith(("--", "/*")):
                _check_end(found[0], ended)
            piece.append(found[0])
    _check(sql[at:], ended)
    piece.append(sql[at:])
    pieces.append("".join(piece))
    if not names and not re.sub(r"--[^\n]*|/\*.*?\*/", "", pieces[0], flags=re.DOTALL).strip():
        raise SourceTrouble("the query is empty.", mend="Write a SELECT.")
    return Statement(tuple(pieces), tuple(names))


def _check_end(text: str, ended: bool) -> None:
    if ended and text.strip():
        raise SourceTrouble(
            "the query holds more than one statement.", mend="Leave what follows ';' out."
        )


def _check(text: str, ended: bool) -> None:
    _check_end(text, ended)
    if broken := _BROKEN.search(text):
        what = Phrase("a comment") if broken[0] == "/*" else Phrase("a text in quotation marks")
        raise SourceTrouble("the query does not end: {what} is not closed.", what=what)
