"""Texts of JSON as the product's own files are: strict when they are read, canonical when they are
written, so that equal things give equal texts."""

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.errors import Phrase
from engine.scheme.json_reader import Unreadable
from engine.scheme.model import Json

#: JSON may hold half of a surrogate pair; UTF-8, and so the database, can not.
_MAY_HOLD_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]|[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class TextFormat:
    """``name``: what "format" says; ``version``: the newest; ``kind``: what such a text holds, as
    errors call it; ``largest``: so many characters are read at most."""

    name: str
    version: int
    kind: Phrase
    largest: int


def parse(text: str, kind: Phrase, largest: int) -> Any:
    """Whatever JSON it is. Raises Unreadable."""
    if len(text) > largest:
        raise too_large(text, kind)

    def no_constant(constant: str) -> Any:
        raise Unreadable("{text} is not a number that {kind} can hold.", text=constant, kind=kind)

    try:
        return json.loads(
            text.removeprefix("\ufeff"), object_pairs_hook=_unique, parse_constant=no_constant,
            parse_float=_finite,
        )  # fmt: skip
    except json.JSONDecodeError as error:
        if not text.strip():
            raise Unreadable("is empty.") from None
        raise Unreadable(
            "damaged JSON at line {line}, column {column}: {reason}.",
            line=error.lineno,
            column=error.colno,
            reason=error.msg,
        ) from None
    except RecursionError:
        raise Unreadable("is nested too deeply to be {kind}.", kind=kind) from None
    except ValueError as error:  # a number of thousands of digits
        raise Unreadable("damaged JSON: {reason}.", reason=error) from None


def parse_own(text: str, form: TextFormat) -> dict[str, Any]:
    """An object of that format, of whatever version. Raises Unreadable."""
    document = parse(text, form.kind, form.largest)
    if not isinstance(document, dict):
        raise Unreadable("is not {kind}: the outermost value must be an object.", kind=form.kind)
    if document.get("format") != form.name:
        raise other_format(form)
    if _MAY_HOLD_SURROGATE.search(text):
        _refuse_surrogates(document)
    return document


def too_large(text: str, kind: Phrase) -> Unreadable:
    return Unreadable(
        "too large to be {kind} ({length:,} characters).", kind=kind, length=len(text)
    )


def other_format(form: TextFormat) -> Unreadable:
    return Unreadable(
        'is not {kind}: "format" must be "{format}".', kind=form.kind, format=form.name
    )


def version_of(document: Mapping[str, Any], newest: int, least: int = 1) -> int:
    """Raises Unreadable for what this program cannot know."""
    version = document.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < least:
        raise Unreadable('"version" must be a whole number.')
    if version > newest:
        raise Unreadable(
            "was written by a newer version of the program (format {version}, this program "
            "knows up to {newest}).",
            mend="Update the program.",
            version=version,
            newest=newest,
        )
    return version


def dump(document: Mapping[str, Any]) -> str:
    """With a newline at its end."""
    return json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def canonical(value: Json) -> Any:
    if isinstance(value, dict):
        return {key: canonical(value[key]) for key in sorted(value)}
    if isinstance(value, list | tuple):
        return [canonical(item) for item in value]
    return value


def ordered(texts: Mapping[str, str]) -> dict[str, str]:
    return dict(sorted(texts.items()))


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise Unreadable("the key “{key}” stands twice in one object.", key=key)
            seen.add(key)
    return result


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise Unreadable("{text} is too large a number.", text=text)
    return value


def _refuse_surrogates(document: Any) -> None:
    try:
        json.dumps(document, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        raise Unreadable("a text holds half of a surrogate pair (\\ud800…\\udfff).") from None
