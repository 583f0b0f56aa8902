"""The manual speaks of the product as it is: its texts, pictures, commands and places exist."""

import argparse
import io
import re
import shlex
from contextlib import redirect_stdout
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from engine.scheme.dialogue_files import load_dialogues
from engine.scheme.node_types import default_node_types
from installer.debian import site_tree
from rino_desktop import manual
from rino_desktop.cli.parser import build
from rino_desktop.cli.usage import WrongUsage
from rino_desktop.console.rail import _ALL as RAIL
from rino_desktop.console.settings_page import SECTIONS
from rino_desktop.texts import russian
from rino_desktop.ui import places
from tools.manual import LANGUAGES, ROOT, pictures, texts

_CODE = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)
_BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
#: Not a folder of that name.
_COMMAND = re.compile(r"(?<!/)rino-desktop\b(?!/)[^`\n]*")


@cache
def pages(language: str) -> dict[str, str]:
    folder = texts(language)
    found = sorted(folder.rglob("*.md"))
    return {str(page.relative_to(folder)): page.read_text(encoding="utf-8") for page in found}


@cache
def product_texts(language: str) -> frozenset[str]:
    """What the windows and the command line say in a language."""
    found: set[str] = set(russian().values() if language == "ru" else russian())
    for file in (ROOT / "resources" / "i18n").glob("*_ru.ts"):
        for message in ElementTree.parse(file).getroot().iter("message"):
            translation = message.find("translation")
            assert translation is not None
            forms = [form.text or "" for form in translation.iter("numerusform")]
            in_russian = forms or [translation.text or ""]
            found |= set(in_russian if language == "ru" else [message.findtext("source") or ""])
    found |= {each.title[language] for each in default_node_types()}
    return frozenset(_bare(text) for text in found)


def _bare(text: str) -> str:
    return " ".join(text.replace("&", "").split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_bold_stands_in_the_windows(language: str) -> None:
    unknown = {
        (name, _bare(bold))
        for name, page in pages(language).items()
        for bold in _BOLD.findall(_CODE.sub("", page))
        if _bare(bold) not in product_texts(language)
    }
    assert unknown == set(), "bold are texts of the product, exactly as it shows them"


@pytest.mark.parametrize("language", LANGUAGES)
def test_pictures_are_windows(language: str) -> None:
    screens = {
        name
        for module in (ROOT / "tools" / "screenshots").glob("*.py")
        for name in re.findall(r'^@screen\("([\w-]+)"\)', module.read_text("utf-8"), re.MULTILINE)
    }
    assert pictures.named(language) - screens == set()
    assert len(pictures.named(language)) > 20


def test_both_languages_have_the_same_pages_places_and_pictures() -> None:
    ru, en = (pages(language) for language in ("ru", "en"))
    assert set(ru) == set(en)
    for name in ru:
        for what in (r"\{: ?(#[\w-]+)", r"pictures/([\w-]+)\.png", r"^(#+) ", r"\]\(([^)]+)\)"):
            found = [re.findall(what, page, re.MULTILINE) for page in (ru[name], en[name])]
            assert found[0] == found[1], (name, what)


@cache
def parser() -> argparse.ArgumentParser:
    return build()


def complaint(command: str) -> str:
    """What the command line has against a command; "" for nothing."""
    words = shlex.split(re.sub(r"\$\(.*?\)", "TODAY", command), comments=True)[1:]
    try:
        with redirect_stdout(io.StringIO()):
            parser().parse_args(words)
    except WrongUsage as wrong:
        return str(wrong)
    except SystemExit as end:  # --help
        return str(end.code or "")
    return ""


def test_a_wrong_command_is_found() -> None:
    assert "--nonsense" in complaint("rino-desktop db backup FILE --nonsense")
    assert "campain" in complaint("rino-desktop campain list")
    assert "NAME" in complaint("rino-desktop campaign start")
    assert complaint("rino-desktop --db X campaign status NAME") == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_commands_can_be_typed(language: str) -> None:
    found = [
        (name, command)
        for name, page in pages(language).items()
        for code in _CODE.findall(page)
        for command in _COMMAND.findall(code)
    ]
    assert len(found) > 50
    assert [(*each, told) for each in found if (told := complaint(each[1]))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_examples_work(language: str) -> None:
    """The dialogue of the page on testing, the function of the page on plug-ins."""

    def example(name: str, kind: str) -> str:
        found = re.search(rf"```{kind}\n(.*?)```", pages(language)[name], re.DOTALL)
        assert found is not None
        return found[1]

    (dialogue,) = load_dialogues(example("developer/testing.md", "toml"), "manual", toml=True)
    assert dialogue.expect.results == {"promise": "yes"}
    names: dict[str, Any] = {}
    exec(example("plugins/first-plugin.md", "python"), names)
    due = names["discount"](Decimal(1250))
    assert due == {"discount": Decimal("62.50"), "to_pay": Decimal("1187.50")}
    for amount in due.values():
        assert f'"{amount}"' in pages(language)["plugins/first-plugin.md"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_topic_of_help_has_its_place(language: str) -> None:
    for topic, place in manual.TOPICS.items():
        name, _, anchor = place.partition("#")
        page = pages(language).get(name)
        assert page is not None, (topic, name)
        assert not anchor or re.search(rf"\{{: ?#{anchor}\b", page), (topic, place)


def test_everything_that_can_be_looked_at_has_a_topic() -> None:
    assert {page for page in RAIL if page not in manual.TOPICS} == set()
    assert {name for name in SECTIONS if f"settings/{name}" not in manual.TOPICS} == set()


def test_an_installed_program_finds_it_beside_its_resources(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert places.manual() == ROOT / "build" / "manual"
    monkeypatch.setattr(places, "_BUNDLE", tmp_path)
    assert manual.page("monitor", "ru") == tmp_path / "manual" / "ru" / "help" / "monitor.html"
    assert manual.book("en") == tmp_path / "manual" / "rino-manual-en.pdf"


def test_a_package_has_it_where_browsers_may_read(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    engine, desktop = tmp_path / "rino-engine", tmp_path / "rino-desktop"
    bundle = site_tree.packages_of(engine) / "rino_desktop" / "_bundle"
    site_tree.take_manuals(engine, desktop)
    assert not desktop.exists(), "a wheel without manuals"
    (bundle / "manual" / "ru").mkdir(parents=True)
    site_tree.take_manuals(engine, desktop)
    assert not (bundle / "manual").exists()
    assert (desktop / site_tree.MANUALS / "ru").is_dir()
    link = site_tree.packages_of(desktop) / "rino_desktop" / "_bundle" / "manual"
    assert link.resolve() == (desktop / site_tree.MANUALS).resolve()
    link.unlink()
    link.symlink_to(desktop / site_tree.MANUALS)  # as if that were the system's root
    monkeypatch.setattr(places, "_BUNDLE", link.parent)
    assert places.manual() == desktop / site_tree.MANUALS


def test_a_topic_that_is_not_known_leads_to_what_stands_above_it() -> None:
    folder = Path(manual.page("", "ru")).parent
    assert manual.page("settings/new", "ru") == folder / "help" / "settings.html"
    assert manual.page("nothing", "ru") == folder / "index.html"
    assert manual.page("ivr-kit/editor", "en").name == "ivr-kit-editor.html"


def test_russian_is_typeset_as_in_print() -> None:
    bad = []
    for name, page in pages("ru").items():
        prose = re.sub(r"(?m)^!!! .*$|\]\([^)]*\)|\{:[^}]*\}|<[^>]*>", "", _CODE.sub("", page))
        bad += [(name, found) for found in re.findall(r'.{0,20}(?:"| - | – |“).{0,20}', prose)]
    assert bad == [], "«ёлочки» and — the long dash"
