"""What the engine says, in the language of the windows."""

from dataclasses import replace

from PySide6.QtCore import QLocale

from engine.scheme.model import Texts
from engine.scheme.problems import Problem


def language() -> str:
    """``ru`` or ``en``: the texts of node types and problems are in both."""
    return "ru" if QLocale().language() == QLocale.Language.Russian else "en"


def said(texts: Texts) -> str:
    return texts.get(language()) or texts.get("en") or next(iter(texts.values()), "")


def bare(problem: Problem) -> str:
    """A problem without its place, for where the place is in sight; it begins with a capital."""
    text = replace(problem, node_name="", place="").words(language())
    return text[:1].upper() + text[1:]


def language_name(code: str) -> str:
    """A language as its speakers call it."""
    found = QLocale(code)
    name = found.nativeLanguageName() if found.language() != QLocale.Language.C else ""
    name = name.removeprefix("American ").removeprefix("British ")
    return name[:1].upper() + name[1:] if name else code
