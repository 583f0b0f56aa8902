"""Errors of the engine in the user's language.

``said`` is for what has come as an object; ``retold`` for what has come as English text, because
another process wrote it into the database.
"""

import re
import string
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from engine.errors import KnownError, Listed, Phrase
from rino_desktop.struck_out import hidden
from rino_desktop.texts import language, russian, t

#: Fewer letters than that between its values, and a template would fit nearly everything.
_LEAST_LETTERS = 7
_DEEPEST = 4
_ERRNO = re.compile(r"^\[Errno \d+\] ")


def said(what: object) -> str:
    """One line: an exception, a piece of text, a problem of a scheme, or any value. Without
    secrets."""
    return hidden(_said(what))


def _said(what: object) -> str:
    if isinstance(what, KnownError):
        return f"{said_message(what)} {said_mend(what)}".strip()
    if isinstance(what, Phrase):
        return _translated(what.template, what.values)
    if isinstance(what, Listed):
        return what.separator.join(map(said, what.items))
    if isinstance(what, OSError) and what.strerror:
        reason = reason_of(what)
        return reason if what.filename is None else f"{what.filename}: {reason}"
    if isinstance(what, BaseException) and len(what.args) == 1:
        return said(what.args[0])
    words = getattr(what, "words", None)
    return str(words(language()) if words is not None else what)


def reason_of(error: OSError) -> str:
    return t(error.strerror) if error.strerror else str(error)


def said_message(error: KnownError) -> str:
    return _translated(error.template, error.values)


def said_mend(error: KnownError) -> str:
    return _translated(error.mend_template, error.values) if error.mend_template else ""


def retold(text: str) -> str:
    """``text`` in the user's language if it is one of the texts that the catalogue knows, with
    or without what to do about it; else as it is."""
    return _retold(text, _DEEPEST) if language() == "ru" else text


class RussianTexts(Mapping[str, str]):
    """For the windows: the Russian catalogue, in which texts are also found that have been filled
    in with values."""

    def __getitem__(self, text: str) -> str:
        found = russian().get(text) or _known_retold(text)
        if found is None:
            raise KeyError(text)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(russian())

    def __len__(self) -> int:
        return len(russian())


@lru_cache(maxsize=512)
def _known_retold(text: str) -> str | None:
    found = _retold(text, _DEEPEST)
    return found if found != text else None


def _translated(template: str, values: dict[str, object]) -> str:
    return t(template, **{name: _value(name, value) for name, value in values.items()})


def _value(name: str, value: object) -> object:
    """Numbers stay numbers: templates may say how they are to be written."""
    if name == "reason" and isinstance(value, str):
        return retold(value)  # of a library, or of an error that was not kept as such
    if isinstance(value, KnownError | Phrase | Listed) or hasattr(value, "words"):
        return said(value)
    return value


def _retold(text: str, depth: int) -> str:
    one = _one_retold(text, depth)
    if one is not None:
        return one
    # What is wrong, and after it what to do about it.
    for end in re.finditer(r"\. ", text):
        head = _one_retold(text[: end.end() - 1], depth)
        if head is not None:
            return f"{head} {_retold(text[end.end() :], depth)}"
    # The place, and the system's reason after it.
    place, _, reason = text.rpartition(": ")
    reason = _ERRNO.sub("", reason)
    return f"{place}: {russian()[reason]}" if place and reason in russian() else text


def _one_retold(text: str, depth: int) -> str | None:
    if text in russian():
        return russian()[text]
    if depth == 0:
        return None
    for pattern, template in _patterns():
        match = pattern.fullmatch(text)
        if match:
            values = {name: _retold(value, depth - 1) for name, value in match.groupdict().items()}
            return string.Formatter().vformat(_without_formats(russian()[template]), (), values)
    return None


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    """The templates as patterns, those first that say most by themselves."""
    from rino_desktop.texts import engine_texts

    found: list[tuple[int, re.Pattern[str], str]] = []
    for template in engine_texts():
        pattern, letters, named = "", 0, set[str]()
        for fixed, name, _, conversion in string.Formatter().parse(template):
            pattern += re.escape(fixed)
            letters += sum(map(str.isalpha, fixed))
            if name is not None:
                group = f"(?P={name})" if name in named else f"(?P<{name}>.+?)"
                pattern += f"['\"]{group}['\"]" if conversion == "r" else group
                named.add(name)
        if named and letters >= _LEAST_LETTERS:
            found.append((letters, re.compile(pattern), template))
    found.sort(key=lambda each: -each[0])
    return [(pattern, template) for _, pattern, template in found]


def _without_formats(template: str) -> str:
    """Values that were read back are texts: ``{seconds:g}`` is ``{seconds}`` for them."""
    return "".join(
        fixed.replace("{", "{{").replace("}", "}}") + ("" if name is None else f"{{{name}}}")
        for fixed, name, _, _ in string.Formatter().parse(template)
    )
