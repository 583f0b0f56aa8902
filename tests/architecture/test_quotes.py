"""Quotation marks are those of the language: «ёлочки» in Russian, “these” in English."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from rino_desktop import texts

ROOT = Path(__file__).parents[2]
PACKAGES = ("engine", "rino_desktop", "editor", "rmt")
#: They hold signs, and no words around them.
SIGNS = {"engine/quotes.py", "engine/adapters/lists/letters.py", "engine/service/voice_packs.py"}
RUSSIAN = re.compile("[А-Яа-яЁё]")
#: What Russian marks enclose in the documents: words, and not one of them is Russian.
FOREIGN = re.compile("«[^»А-Яа-яЁё]*[A-Za-z][^»А-Яа-яЁё]*»")


def unfit(text: str) -> Iterator[str]:
    """Texts of a program that have Russian marks, and no Russian word."""
    for said in _texts(ast.parse(text)):
        if re.search("[«»]", said) and not RUSSIAN.search(said) and len(said) > 1:
            yield said


def _texts(tree: ast.AST) -> Iterator[str]:
    if isinstance(tree, ast.Constant) and isinstance(tree.value, str):
        yield tree.value
    if isinstance(tree, ast.JoinedStr):
        yield "".join(
            str(part.value) if isinstance(part, ast.Constant) else "…" for part in tree.values
        )
    for node in ast.iter_child_nodes(tree):
        if not (isinstance(tree, ast.JoinedStr) and isinstance(node, ast.Constant)):
            yield from _texts(node)


def test_programs() -> None:
    found = {
        str(path.relative_to(ROOT)): said
        for package in PACKAGES
        for path in sorted((ROOT / package).rglob("*.py"))
        if str(path.relative_to(ROOT)) not in SIGNS
        and not path.name.startswith("ru_")
        and "«" in (text := path.read_text(encoding="utf-8"))
        and (said := list(unfit(text)))
    }
    assert found == {}


def test_windows_and_command_line() -> None:
    for file in sorted((ROOT / "resources/i18n").glob("*.ts")):
        for message in ElementTree.parse(file).iter("message"):
            english = [message.findtext("source") or ""]
            if file.stem.endswith("_en"):
                english += ["".join(t.itertext()) for t in message.iter("translation")]
            assert not any(re.search("[«»]", text) for text in english), english
    assert [text for text in texts.russian() if re.search("[«»]", text)] == []


@pytest.mark.parametrize("folder", ["docs", "docs/adr", "docs/manual/en", "."])
def test_documents(folder: str) -> None:
    found = {
        str(path.relative_to(ROOT)): said
        for path in sorted((ROOT / folder).glob("*.md"))
        if not path.name.endswith(".ru.md")
        and (said := FOREIGN.findall(path.read_text(encoding="utf-8")))
    }
    assert found == {}


def test_what_is_unfit_is_seen() -> None:
    assert list(unfit('a = f"«{name}»"\nb = "«{x}»: {y}"')) == ["«…»", "«{x}»: {y}"]
    assert list(unfit('a = f"схемы «{name}» нет"\nb = "no “{x}”"')) == []
