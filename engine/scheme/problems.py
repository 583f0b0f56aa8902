"""What can be wrong with a scheme, as typed problems with a way to mend each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from engine.quotes import quoted
from engine.scheme import language_words
from engine.scheme.problem_words import FIXES, WORDS


class Severity(StrEnum):
    ERROR = "error"  # the scheme can not be published
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Fix:
    """A suggested mend. ``code`` says what with ``arguments``: ``engine.scheme.fixes`` carries most
    of them out; ``change_parameter`` (node, place), ``say_first`` and ``offer_opt_out`` (node),
    ``publish_scheme`` (scheme) and ``install_node_type`` (type) are left to people."""

    code: str
    arguments: Mapping[str, str] = field(default_factory=dict)

    def words(self, language: str = "ru") -> str:
        return _fill(FIXES[self.code], self.arguments, language)


@dataclass(frozen=True, slots=True)
class Problem:
    """``place`` is the parameter ("keys[1].key"), "" when it is the node or link as such."""

    code: str
    severity: Severity
    arguments: Mapping[str, str] = field(default_factory=dict)
    node_id: str = ""
    node_name: str = ""
    link_id: str = ""
    place: str = ""
    fix: Fix | None = None

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR

    def __str__(self) -> str:
        return self.words("en")

    def words(self, language: str = "ru") -> str:
        """One line: the node, the parameter, what is wrong with it."""
        text = _fill(WORDS[self.code], self.arguments, language)
        name = quoted(self.node_name, language) if self.node_name else ""
        place = self.place
        if language != "ru":
            place = place.replace("«", "“").replace("»", "”")
        where = [part for part in (name, place) if part]
        return f"{', '.join(where)}: {text}" if where else text


def error(code: str, **place: Any) -> Problem:
    return _make(Severity.ERROR, code, place)


def warning(code: str, **place: Any) -> Problem:
    return _make(Severity.WARNING, code, place)


def _make(severity: Severity, code: str, given: dict[str, Any]) -> Problem:
    own = {key: given.pop(key) for key in ("node_id", "node_name", "link_id", "place", "fix")
           if key in given}  # fmt: skip
    assert code in WORDS, code
    return Problem(code, severity, {k: str(v) for k, v in given.items()}, **own)


def _fill(words: tuple[str, str], arguments: Mapping[str, str], language: str) -> str:
    text = words[0] if language == "ru" else words[1]
    wanted = {f"{key}_{language}": key for key in ("why", "hint", "port")}
    values = dict(arguments)
    if "language" in values:
        values["in_language"] = language_words.spoken_in(values["language"], language)
        values["language"] = language_words.name(values["language"], language)
    if "languages" in values:
        values["languages"] = language_words.names(values["languages"], language)
    for localised, key in wanted.items():
        if localised in values:
            values[key] = values[localised]
    for key, value in values.items():
        text = text.replace("{" + key + "}", value)
    return text
