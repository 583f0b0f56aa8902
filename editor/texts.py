"""What the engine says, in the language of the windows."""

import re
from dataclasses import replace

from PySide6.QtCore import QLocale

from editor.forms.shapes import shape_of_field
from engine.scheme.field_words import words_of
from engine.scheme.model import Texts
from engine.scheme.node_type import AnyNodeType
from engine.scheme.problems import Problem

_STEP = re.compile(r"([^.\[\]]+)(\[\d+\])?")


def language() -> str:
    """``ru`` or ``en``: the texts of node types and problems are in both."""
    return "ru" if QLocale().language() == QLocale.Language.Russian else "en"


def said(texts: Texts) -> str:
    return texts.get(language()) or texts.get("en") or next(iter(texts.values()), "")


def node_name(name: str, type_name: str, kind: AnyNodeType | None) -> str:
    """What people call a block: its own name, else what its type is called."""
    return name or (said(kind.title) if kind is not None else type_name)


def bare(problem: Problem) -> str:
    """A problem without its place, for where the place is in sight; it begins with a capital."""
    text = replace(problem, node_name="", place="").words(language())
    return text[:1].upper() + text[1:]


def placed(problem: Problem, kind: AnyNodeType | None) -> str:
    """A problem with its block and field as the form calls them. ``kind``: the block's type."""
    field = place_title(kind, problem.place) if problem.place else ""
    where = ", ".join(part for part in (problem.node_name, field) if part)
    return f"{where}: {replace(problem, node_name='', place='').words(language())}" if where else (
        bare(problem)
    )  # fmt: skip


def place_title(kind: AnyNodeType | None, place: str) -> str:
    """``keys[1].key`` → “Keys 2, key”."""
    model = kind.parameters if kind is not None else None
    said: list[str] = []
    for name, index in _STEP.findall(place):
        info = model.model_fields.get(name) if model is not None else None
        if info is None or model is None:
            break  # a key of a mapping, or an item of a message
        title = words_of(model, name).titled(language())
        shape = shape_of_field(info)
        number = f" {int(index[1:-1]) + 1}" if index and shape.kind == "list" else ""
        said.append(f"{title}{number}")
        item = shape.item if shape.kind == "list" else shape
        model = item.models[0] if item.kind == "group" else None
    return ", ".join(said) or place


def language_name(code: str) -> str:
    """A language as its speakers call it."""
    found = QLocale(code)
    name = found.nativeLanguageName() if found.language() != QLocale.Language.C else ""
    name = name.removeprefix("American ").removeprefix("British ")
    return name[:1].upper() + name[1:] if name else code
