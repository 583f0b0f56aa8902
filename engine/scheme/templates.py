"""Texts with values in them: ``Ваша задолженность — {debt|money}. Оплатите {due|date:until}.``

In braces stands an expression, and after ``|`` how it is to be said: the name of a format and,
after ``:``, its argument. Instead of ``|`` there may be a ``:`` (``{debt:money}``). ``{{`` and
``}}`` are braces. Without a format a variable is said the way of its declared type. In a text that
is spoken ``{prompt:NAME}`` is the recorded prompt of that name.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from engine.quotes import quoted
from engine.scheme.expressions import BadExpressionError, Expression, parse

LONGEST = 4000
_PROMPT = re.compile(r"\s*prompt\s*:\s*(\S(?:.*\S)?)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Slot:
    """A value in a template. ``column``: of its opening brace, from 1. The name of the format is
    in lower case."""

    expression: Expression
    format: str = ""
    argument: str = ""
    column: int = 0


@dataclass(frozen=True, slots=True)
class PromptSlot:
    """A recorded prompt in the middle of a text."""

    prompt: str


@dataclass(frozen=True, slots=True)
class SpokenText:
    text: str
    parts: tuple[str | Slot | PromptSlot, ...]

    @property
    def slots(self) -> tuple[Slot, ...]:
        return tuple(part for part in self.parts if isinstance(part, Slot))

    @property
    def prompts(self) -> tuple[str, ...]:
        return tuple(part.prompt for part in self.parts if isinstance(part, PromptSlot))


@dataclass(frozen=True, slots=True)
class TextTemplate:
    text: str
    parts: tuple[str | Slot, ...]

    @property
    def slots(self) -> tuple[Slot, ...]:
        return tuple(part for part in self.parts if isinstance(part, Slot))


@lru_cache(maxsize=8192)
def parse_template(text: str) -> TextTemplate:
    """A text that is stored or dialled. Raises BadExpressionError; its column counts in the whole
    text."""
    parts = [_slot(*part) if isinstance(part, tuple) else part for part in _cut(text)]
    return TextTemplate(text, tuple(parts))


@lru_cache(maxsize=8192)
def parse_spoken(text: str) -> SpokenText:
    """A text that is spoken. Raises as ``parse_template`` does."""
    parts: list[str | Slot | PromptSlot] = []
    for part in _cut(text):
        if isinstance(part, str):
            parts.append(part)
        elif match := _PROMPT.fullmatch(part[0]):
            parts.append(PromptSlot(match[1]))
        else:
            parts.append(_slot(*part))
    return SpokenText(text, tuple(parts))


def spans(text: str, *, spoken: bool) -> list[tuple[int, int, bool]]:
    """Where names stand in a template: (beginning, end, whether it is the name of a prompt) of each
    expression and prompt, for those who change them in place. Raises BadExpressionError."""
    found = []
    for part in _cut(text):
        if isinstance(part, str):
            continue
        inside, column = part
        match = _PROMPT.fullmatch(inside) if spoken else None
        if match:
            found.append((column + match.start(1), column + match.end(1), True))
        else:
            found.append((column, column + len(_split_at_format(inside)[0]), False))
    return found


def _cut(text: str) -> list[str | tuple[str, int]]:
    """Literal texts, and what stands in braces with the column of its brace."""
    if len(text) > LONGEST:
        raise BadExpressionError(
            f"текст длиннее {LONGEST} знаков", f"longer than {LONGEST} characters"
        )
    parts: list[str | tuple[str, int]] = []
    literal: list[str] = []
    position = 0
    while position < len(text):
        character = text[position]
        if character in "{}" and text[position : position + 2] == character * 2:
            literal.append(character)
            position += 2
        elif character == "{":
            end = _closing(text, position)
            if literal:
                parts.append("".join(literal))
                literal = []
            parts.append((text[position + 1 : end], position + 1))
            position = end + 1
        elif character == "}":
            raise BadExpressionError(
                f"лишняя скобка }} (знак {position + 1})",
                f"stray }} (character {position + 1})",
                position + 1,
            )
        else:
            literal.append(character)
            position += 1
    if literal:
        parts.append("".join(literal))
    return parts


def _closing(text: str, start: int) -> int:
    """The brace that ends the slot begun at ``start``; braces in quotes are text."""
    quote = ""
    for position in range(start + 1, len(text)):
        character = text[position]
        if quote:
            quote = "" if character == quote else quote
        elif character in "\"'":
            quote = character
        elif character == "}":
            return position
        elif character == "{":
            break
    raise BadExpressionError(
        f"не закрыта скобка {{ (знак {start + 1})",
        f"unclosed {{ (character {start + 1})",
        start + 1,
    )


def _slot(inside: str, column: int) -> Slot:
    expression_text, bar, hint = _split_at_format(inside)
    name, _, argument = hint.partition(":")
    if bar and not name.strip():
        raise BadExpressionError(
            f"после {bar} нужен формат (знак {column})",
            f"a format is missing after {bar} (character {column})",
            column,
        )
    try:
        expression = parse(expression_text)
    except BadExpressionError as error:
        where = column + max(error.column, 1)
        part = inside.strip()
        raise BadExpressionError(
            f"{quoted(part, 'ru')}: {error.ru}", f"{quoted(part, 'en')}: {error.en}", where
        ) from None
    return Slot(expression, name.strip().lower(), argument.strip(), column)


def _split_at_format(text: str) -> tuple[str, str, str]:
    """(expression, what parts it from the format, format). A ``:`` in quotes or in brackets
    (a slice) is the expression's own; a ``|`` anywhere goes before."""
    quote = ""
    depth = 0
    colon = -1
    for position, character in enumerate(text):
        if quote:
            quote = "" if character == quote else quote
        elif character in "\"'":
            quote = character
        elif character == "|":
            return text[:position], "|", text[position + 1 :]
        elif character in "([":
            depth += 1
        elif character in ")]":
            depth -= 1
        elif character == ":" and not depth and colon < 0:
            colon = position
    if colon >= 0:
        return text[:colon], ":", text[colon + 1 :]
    return text, "", ""
