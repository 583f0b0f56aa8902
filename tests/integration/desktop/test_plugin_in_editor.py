"""The example plug-in in the editor: used, then missing, then broken."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from editor.edits.nodes import remove
from engine.scheme.codec import dump_scheme
from engine.scheme.model import Link, Node, Scheme
from rino_desktop.desktop import Desktop
from rino_desktop.main_window import MainWindow
from tests.helpers.desktop_here import DesktopHere, by_hand, until
from tests.helpers.drawing_hand import Hand
from tests.helpers.palette_drag import dragged_on_a_screen, editor_of
from tests.helpers.plugin_package import install
from tests.helpers.program import Program

pytestmark = pytest.mark.timeout(180)

PACKAGE = Path(__file__).parents[3] / "docs" / "examples" / "rino-example-plugin"


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("example")
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation",
         "--no-index", "--disable-pip-version-check", "--target", str(folder), str(PACKAGE)],
        check=True, timeout=120,
    )  # fmt: skip
    return folder


@pytest.fixture
def path(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Folders put on it are there as if installed; what was imported from them is forgotten."""
    before = set(sys.modules)
    yield monkeypatch
    for name in set(sys.modules) - before:
        if name.partition(".")[0] in ("rino_example", "broken_block"):
            del sys.modules[name]


def test_drawn_tried_out_and_published(
    program: Program, here: DesktopHere, example: Path, path: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    rates = tmp_path / "rates"
    rates.mkdir()
    plugins = {"PYTHONPATH": str(example)}
    added = program.run("source", "add", "rates", "--url", f"csvfolder://{rates}", env=plugins)
    assert added.status == 0, added.err
    dragged_on_a_screen(tmp_path, "greeted", "greeting", example)
    path.syspath_prepend(str(example))

    async def scenario(window: MainWindow, _desktop: Desktop) -> None:
        editor = await editor_of(here, window, "greeted")
        hand, panels = Hand(editor), editor.panels
        document = editor.document
        assert editor.banners.isHidden()
        key = hand.node("greeting")
        assert document.facts.ports(key)[0].name == "next"
        # Its form: titles and hints of its own, in the language of the program.
        hand.view.show_key(key)
        editor.selection.set([key])
        panels.edit(key)
        form = panels.inspector.node_page.form.editor
        assert form is not None
        assert "Said then" in words_of(form)
        await hand.write(key, "then.en", "Dear {nobody}!")
        # Its problems, and the button that mends one.
        panels.live.judge_now()
        codes = {p.code for p in document.judge.problems() if p.node_id == key}
        assert {"unknown_variable", "unreachable"} <= codes, codes
        listed = panels.problems.list
        model = listed.model()
        found = [model.index(row, 0) for row in range(model.rowCount())]
        unknown = next(
            index for index in found
            if (problem := panels.problems.problem_at(index)) and problem.code == "unknown_variable"
        )  # fmt: skip
        listed.setCurrentIndex(unknown)
        await by_hand(lambda: QTest.keyClick(listed, Qt.Key.Key_Space))
        assert [v.name for v in document.content.header["variables"]] == ["nobody"]
        await hand.write(key, "then.ru", "x")
        # Into the way of calls.
        start, end = hand.node("start"), hand.node("hang_up")
        await hand.join(start, "next", key)
        await hand.join(key, "next", end)
        assert [p.words("en") for p in document.judge.problems() if p.is_error] == []
        # A test call goes through it.
        panels.show_call(True)
        panels.call.begin()
        await until(lambda: panels.call.showing is not None)
        for _ in range(8):
            await by_hand(
                lambda: QTest.mouseClick(
                    panels.call.transport.buttons["step"], Qt.MouseButton.LeftButton
                )
            )
        model = panels.call.transcript.model
        spoken = [str(model.index(row, 1).data()) for row in range(model.rowCount())]
        assert spoken == ["Start", "Greeting", "Hello!", "x", "End", "The call is over: completed"]
        # A source and a speech engine of the plug-in are offered where such things are chosen.
        assert list(editor.tools.names.names("source")) == ["rates"]
        assert list(editor.tools.names.names("script")) == ["discount"]
        assert editor.tools.prompts is not None
        assert "morse" in await editor.tools.prompts.voices("ru")
        editor.bar.buttons["publish"].click()
        await until(lambda: editor.publishing.dialog is not None)
        editor.publishing.dialog.accept()
        await until(lambda: editor.bar.badge.text() == "version 1")

    here.play(scenario)
    kept = json.loads(program.ok("scheme", "export", "greeted"))
    assert kept["editor"]["plugins"] == {"greeting": "rino-example-plugin"}


def test_missing_it_stays_as_it_is(program: Program, here: DesktopHere, tmp_path: Path) -> None:
    document = blank_with(
        Node(
            "g", "greeting", "Hello", 320, 0, {"then": {"ru": "x"}, "unheard_of": [1, {"a": None}]}
        ),
        editor={"plugins": {"greeting": "rino-example-plugin"}},
    )
    file = tmp_path / "greeted.scheme.json"
    file.write_text(dump_scheme(document), encoding="utf-8")
    program.ok("scheme", "import", "--draft", str(file))

    async def scenario(window: MainWindow, _desktop: Desktop) -> None:
        editor = await editor_of(here, window, "greeted")
        banner = editor.banners.shown("missing")
        assert banner is not None
        assert banner.isVisible()
        assert "rino-example-plugin" in banner.label.text()
        assert "greeting" in banner.label.text()
        assert editor.scene.blocks["g"].look.title == "Hello"
        assert [name for name, _ in editor.scene.blocks["g"].look.ports] == ["next"]
        editor.selection.set(["g"])
        editor.panels.edit("g")
        assert "rino-example-plugin" in words_of(editor.panels.inspector.node_page.form)
        draft = await editor.desk.draft("greeted")
        assert draft is not None
        assert await editor.keeper.save_now()
        again = await editor.desk.draft("greeted")
        assert again is not None
        assert again.document == draft.document
        # Moved, and moved back.
        editor.view.setFocus()
        for key in (Qt.Key.Key_Right, Qt.Key.Key_Left):
            await by_hand(
                lambda key=key: QTest.keyClick(
                    editor.view, key, Qt.KeyboardModifier.ControlModifier
                )
            )
            assert await editor.keeper.save_now()
        last = await editor.desk.draft("greeted")
        assert last is not None
        assert last.document == draft.document
        # What cannot be run here is not published.
        assert {p.code for p in editor.document.judge.problems() if p.is_error} >= {
            "unknown_node_type"
        }
        # When the last of its blocks is gone, there is nothing to say.
        editor.document.do("", remove(editor.document.content, ["g"]))
        assert editor.banners.shown("missing") is None
        editor.document.undo_stack.undo()
        assert editor.banners.shown("missing") is not None

    here.play(scenario)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("raise RuntimeError('its licence file is gone')\n", "its licence file is gone"),
        ("import sys\nsys.exit('no more')\n", "no more"),
        ("class Block:\n    name = 'odd'\n", "is not a node type"),
    ],
    ids=["raises", "exits", "is none"],
)
def test_broken_it_leaves_the_editor_alive(
    program: Program, here: DesktopHere, tmp_path: Path, path: pytest.MonkeyPatch,
    source: str, reason: str,
) -> None:  # fmt: skip
    folder = install(
        tmp_path / "plugins", "broken-plugin", {"broken_block": source},
        {"rino_desktop.node_types": {"odd": "broken_block:Block"},
         "rino_desktop.speech": {"mute": "broken_block:Speech"}},
    )  # fmt: skip
    path.syspath_prepend(str(folder))

    async def scenario(window: MainWindow, _desktop: Desktop) -> None:
        editor = await editor_of(here, window, "notice")
        banner = editor.banners.shown("plug-ins")
        assert banner is not None
        assert "broken-plugin" in banner.label.text()
        assert reason in banner.label.text()
        assert [p.words("en") for p in editor.document.judge.problems() if p.is_error] == []
        hand = Hand(editor)
        before = len(hand.content.nodes)
        await hand.drop("wait", editor.scene.content_rect().bottomLeft())
        assert len(hand.content.nodes) == before + 1
        assert await editor.keeper.save_now()
        assert editor.tools.prompts is not None
        assert "mute" not in await editor.tools.prompts.voices("ru")

    here.play(scenario)


def test_a_speech_engine_that_is_gone_leaves_the_editor_alive(
    program: Program, here: DesktopHere
) -> None:
    here.settings = replace(here.settings, speech="nobody")

    async def scenario(window: MainWindow, _desktop: Desktop) -> None:
        editor = await editor_of(here, window, "notice")
        banner = editor.banners.shown("plug-ins")
        assert banner is not None
        assert "There is no speech engine nobody." in banner.label.text()
        assert editor.tools.sound is None

    here.play(scenario)


def words_of(widget: Any) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel))


def blank_with(node: Node, **more: Any) -> Scheme:
    nodes = (Node("start", "start"), node, Node("end", "hang_up", x=640))
    links = (Link("a", "start", "next", node.id), Link("b", node.id, "next", "end"))
    return Scheme("greeted", nodes=nodes, links=links, **more)
