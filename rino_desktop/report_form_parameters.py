"""The parameters of a client's form, changed in the text of its ``form.toml``: the rest of the file
stays as it was written."""

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from engine.errors import KnownError
from engine.reports.forms.model import FORM_FILE
from rino_desktop.texts import t

TYPES = ("text", "number", "date")
_KEY = "parameters"
#: ``[parameters]``, ``[parameters.name]``, ``[ parameters . name . title ]``.
_HEADER = re.compile(r"^\s*\[\s*[\"']?parameters[\"']?\s*(\.[^\]]*)?\]")
_ANY_HEADER = re.compile(r"^\s*\[")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


@dataclass(frozen=True, slots=True)
class Parameter:
    """``titles``: language → what the one who makes the report is asked for; ``default`` None: it
    must be given."""

    name: str
    type: str = "text"
    titles: Mapping[str, str] = field(default_factory=dict)
    default: str | None = None

    def title(self, language: str) -> str:
        return self.titles.get(language) or next(iter(self.titles.values()), "")

    def titled(self, text: str, language: str) -> Mapping[str, str]:
        """One text is for all languages; where there is one for each, the others stay."""
        if not text:
            return {}
        return {**self.titles, language: text} if len(self.titles) > 1 else {"ru": text}


def parameters_of(text: str) -> tuple[Parameter, ...]:
    """Those in a ``form.toml``. KnownError: it cannot be read."""
    given = _document(text).get(_KEY, {})
    if not isinstance(given, dict) or not all(isinstance(each, dict) for each in given.values()):
        raise _by_hand()
    return tuple(_parameter(name, table) for name, table in given.items())


def with_parameters(text: str, parameters: Sequence[Parameter]) -> str:
    """``text`` with these instead of its own; they stand where the first of those stood, before the
    queries where there were none. KnownError: the text says them in a way that only a hand can
    change."""
    names = [each.name for each in parameters]
    for name in names:
        if names.count(name) > 1:
            raise KnownError(t("There are two parameters named {name}.", name=repr(name)))
    document = _document(text)
    lines, place = _without(text.splitlines())
    block = [line for each in parameters for line in (*_lines(each), "")]
    while place and not lines[place - 1].strip():
        del lines[place - 1]
        place -= 1
    while place < len(lines) and not lines[place].strip():
        del lines[place]
    made = [*lines[:place], *([""] if place else []), *block, *lines[place:]]
    changed = "\n".join(made).rstrip("\n") + "\n"
    wanted = {**document, _KEY: {each.name: _table(each) for each in parameters}}
    if not parameters:
        wanted.pop(_KEY)
    try:
        right = tomllib.loads(changed) == wanted
    except ValueError:
        right = False
    if not right:
        raise _by_hand()
    return changed


# --- inside --------------------------------------------------------------------------------------


def _document(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise KnownError(
            t("{file} cannot be read: {reason}.", file=FORM_FILE, reason=str(error).rstrip("."))
        ) from None


def _by_hand() -> KnownError:
    return KnownError(
        t("{file} says its parameters in a way of its own.", file=FORM_FILE),
        mend=t("Change them there."),
    )


def _parameter(name: str, table: Mapping[str, Any]) -> Parameter:
    title, default = table.get("title", {}), table.get("default")
    return Parameter(
        name, str(table.get("type", "text")), {"ru": title} if isinstance(title, str) else title,
        None if default is None else str(default),
    )  # fmt: skip


def _without(lines: list[str]) -> tuple[list[str], int]:
    """The lines without the parameters', and where these stood."""
    kept: list[str] = []
    place: int | None = None
    inside = False
    for line in lines:
        if _ANY_HEADER.match(line):
            inside = bool(_HEADER.match(line))
            if inside and place is None:
                place = len(kept)
        if not inside:
            kept.append(line)
    if place is None:
        headers = (at for at, line in enumerate(kept) if _ANY_HEADER.match(line))
        place = next(headers, len(kept))
    return kept, place


def _table(parameter: Parameter) -> dict[str, Any]:
    table: dict[str, Any] = {"type": parameter.type}
    if parameter.titles:
        only_one = set(parameter.titles) == {"ru"}
        table["title"] = parameter.titles["ru"] if only_one else dict(parameter.titles)
    if parameter.default is not None:
        table["default"] = _default(parameter)
    return table


def _default(parameter: Parameter) -> str | int | float | date:
    """As its type has it; the text itself where it is none of that type."""
    text = parameter.default or ""
    try:
        if parameter.type == "number":
            plain = text.strip().replace(",", ".").replace(" ", "")
            if _NUMBER.fullmatch(plain):
                return float(Decimal(plain)) if "." in plain else int(plain)
        elif parameter.type == "date":
            return date.fromisoformat(text.strip())
    except (ValueError, InvalidOperation):
        pass
    return text


def _lines(parameter: Parameter) -> list[str]:
    lines = [f"[{_KEY}.{_bare(parameter.name)}]"]
    for key, value in _table(parameter).items():
        if isinstance(value, dict):
            inside = ", ".join(f"{name} = {_quoted(text)}" for name, text in value.items())
            lines.append(f"{key} = {{ {inside} }}")
        elif isinstance(value, str):
            lines.append(f"{key} = {_quoted(value)}")
        else:
            lines.append(f"{key} = {value}")
    return lines


def _bare(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else _quoted(name)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
