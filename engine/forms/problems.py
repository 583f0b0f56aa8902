"""What can be wrong with a form, as typed problems with a way to mend each."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from engine.forms.problem_words import FIXES, WORDS
from engine.quotes import quoted
from engine.scheme import language_words


class Severity(StrEnum):
    ERROR = "error"  # the form can not be published
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Fix:
    """A mend that ``engine.forms.fixes`` carries out."""

    code: str
    arguments: Mapping[str, str] = dataclasses.field(default_factory=dict)

    def words(self, language: str = "ru") -> str:
        return _filled(FIXES[self.code], self.arguments, language)


@dataclass(frozen=True, slots=True)
class Problem:
    """``page``, ``field``: ids of where it is, "" for the form as such. ``place``: what of it
    ("title.ru", "shown_when", "options[1]", "branches[0]")."""

    code: str
    severity: Severity
    page: str = ""
    field: str = ""
    place: str = ""
    arguments: Mapping[str, str] = dataclasses.field(default_factory=dict)
    fix: Fix | None = None
    #: From 1, as people count; 0: of no page.
    page_number: int = 0

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR

    def __str__(self) -> str:
        return self.words("en")

    def words(self, language: str = "ru") -> str:
        """One line: the page or the field, and what is wrong with it."""
        text = _filled(WORDS[self.code], self.arguments, language)
        if self.field:
            return f"{quoted(self.field, language)}: {text}"
        if self.page_number:
            word = "Страница" if language == "ru" else "Page"
            return f"{word} {self.page_number}: {text}"
        return text[:1].upper() + text[1:]


def _filled(words: tuple[str, str], arguments: Mapping[str, str], language: str) -> str:
    """``why`` and ``hint`` stand there once for each language: ``why_ru``, ``why_en``."""
    text = words[0] if language == "ru" else words[1]
    found = dict(arguments)
    if "language" in found:
        found["in_language"] = language_words.spoken_in(found["language"], language)
    for key in ("why", "hint"):
        if f"{key}_{language}" in found:
            found[key] = found[f"{key}_{language}"]
    for key, value in found.items():
        text = text.replace("{" + key + "}", value)
    return text
