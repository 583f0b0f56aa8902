"""Every text for people exists in both languages, with the same placeholders."""

import ast
import string
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

import rino_desktop
from rino_desktop import texts
from rino_desktop.texts import russian, set_language, t
from tests.helpers import engine_texts

PACKAGE = Path(rino_desktop.__file__).parent


def _parsed(text: str) -> Iterable[tuple[str, str | None, str | None, str | None]]:
    return string.Formatter().parse(text)


def asked_for() -> Iterator[tuple[str, str]]:
    """(text, place) of every t("…") in the application."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
                first = node.args[0]
                if node.func.id == "t" and isinstance(first, ast.Constant):
                    yield first.value, f"{path.relative_to(PACKAGE)}:{node.lineno}"


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in _parsed(text) if name is not None}


def fixed_words(text: str) -> bool:
    """There is something to be translated besides the values."""
    return any(map(str.isalpha, "".join(fixed for fixed, _, _, _ in _parsed(text))))


def test_every_text_has_its_russian() -> None:
    missing = [f"{place}: {text}" for text, place in asked_for() if text not in russian()]
    assert not missing, "\n".join(missing)


def test_no_russian_text_is_left_over() -> None:
    from rino_desktop.texts import ru_argparse, ru_system

    used = {text for text, _ in asked_for()} | {text.template for text in engine_texts.texts()}
    elsewhere = set(ru_argparse.TEXTS) | set(ru_system.TEXTS)
    assert set(russian()) - used - elsewhere == set()


def test_no_text_is_translated_in_two_ways() -> None:
    for name in texts.CATALOGUES:
        for english, translated in texts.catalogue(name).items():
            assert russian()[english] == translated, f"{name}: {english}"


def test_placeholders_agree() -> None:
    for english, translated in russian().items():
        if "%" not in english:
            assert placeholders(english) == placeholders(translated), english


def test_russian_is_russian() -> None:
    from rino_desktop.texts import ru_argparse

    words = [
        text
        for english, text in russian().items()
        if english not in ru_argparse.TEXTS and fixed_words(english)
    ]
    latin = [text for text in words if not any("а" <= char.lower() <= "ё" for char in text)]
    assert latin == []


def test_language_is_switched() -> None:
    before = texts.language()
    try:
        set_language("ru")
        assert t("Campaign {name} is running.", name="x") == "Кампания x запущена."
        set_language("en")
        assert t("Campaign {name} is running.", name="x") == "Campaign x is running."
    finally:
        set_language(before)


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"LANG": "ru_RU.UTF-8"}, "ru"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LC_ALL": "C", "LANG": "ru_RU.UTF-8"}, "en"),
        ({"LC_MESSAGES": "ru_RU.UTF-8", "LANG": "C"}, "ru"),
        ({}, "en"),
    ],
)
def test_language_of_the_locale(
    environment: dict[str, str], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert texts.system_language() == expected
