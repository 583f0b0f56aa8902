"""Dialogues run on every save, on what was saved; what fails is seen on the tab."""

from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from editor.editor_widget import EditorWidget
from editor.edits import dialogues, nodes
from editor.keeper import Saving
from editor.scheme_test_run import TestsRun
from engine.ports.schemes import Draft
from engine.scheme.codec import dump_scheme
from engine.scheme.dialogue_model import Dialogue, Expected
from engine.scheme.node_types import NodeTypes
from tests.unit.editor.conftest import small
from tests.unit.editor.test_editor_widget import until
from tests.unit.editor.test_keeper import NOW, Desk, desk

__all__ = ["desk"]

GOOD = Dialogue("to the end", (), Expected(visited=("b", "c")))
BAD = Dialogue("never so", (), Expected(results={"said": "yes"}))


@pytest.fixture
async def widget(desk: Desk, tmp_path: Path, node_types: NodeTypes, qtbot: QtBot) -> EditorWidget:
    scheme = replace(small(), name="notice", nodes=small().nodes[:3], tests=(GOOD,))
    text = dump_scheme(scheme)
    desk.stored = Draft("notice", text, 1, "Петров", NOW, 1)
    widget = EditorWidget(desk, node_types, tmp_path, "en")
    qtbot.addWidget(widget)
    widget.resize(1366, 768)
    widget.show()
    await widget.open("notice")
    await until(lambda: widget.panels.tests.last_run and not widget.panels.tests.runs.running)
    return widget


def tab(widget: EditorWidget) -> str:
    return widget.panels.right.tabText(2)


async def test_what_was_saved_is_run_though_more_is_drawn_meanwhile(
    widget: EditorWidget, desk: Desk
) -> None:
    runs: list[TestsRun] = []
    said: list[str] = []
    widget.panels.tests.ran.connect(runs.append)
    widget.said.connect(said.append)
    assert tab(widget) == "Dialogues"
    document = widget.document
    document.do("test", dialogues.add(document.content, BAD))
    desk.hold.clear()
    widget.actions_by_name["save"].trigger()
    await until(lambda: widget.keeper.state is Saving.WORKING)
    document.do("delete", nodes.remove(document.content, ["b"]))
    desk.hold.set()
    await until(lambda: runs)
    (run,) = runs
    assert "b" in {node.id for node in run.scheme.nodes}, "what was saved, not what is drawn"
    assert run.state is not None
    assert run.state.saved
    assert run.state.at == NOW
    assert [result.ok for result in run.results] == [True, False]
    assert widget.keeper.state is Saving.CHANGED
    assert "the scheme has changed since" in widget.panels.tests.summary.text()
    # Nobody has opened the tab.
    assert widget.panels.right.currentWidget() is widget.panels.inspector
    assert tab(widget) == "Dialogues (1)"
    assert "never so" in widget.panels.right.tabToolTip(2)
    assert not widget.panels.right.tabIcon(2).isNull()
    assert said == ["Saved; 1 dialogue(s) not as expected"]
    document.undo_stack.undo()
    document.do("test", dialogues.remove(document.content, 1))
    assert tab(widget) == "Dialogues"


async def test_a_save_during_a_run_is_run_after_it(widget: EditorWidget) -> None:
    runs: list[TestsRun] = []
    widget.panels.tests.ran.connect(runs.append)
    document = widget.document
    widget.panels.tests.run()
    for name in ("one", "two"):
        document.do("rename", nodes.rename(document.content, "b", name))
        assert await widget.keeper.save_now()
    await until(lambda: not widget.panels.tests.runs.running)
    last = runs[-1]
    assert last.state is not None
    assert last.state.saved
    assert [node.name for node in last.scheme.nodes if node.id == "b"] == ["two"]
    assert "changed since" not in widget.panels.tests.summary.text()


async def test_publishing_runs_them_as_that_version(widget: EditorWidget) -> None:
    runs: list[TestsRun] = []
    widget.panels.tests.ran.connect(runs.append)
    assert await widget.keeper.publish("first") == 1
    await until(lambda: runs)
    assert "version 1" in widget.panels.tests.summary.text()


async def test_a_scheme_that_cannot_run_is_told_on_the_tab(widget: EditorWidget) -> None:
    document = widget.document
    link = next(iter(document.content.links.values()))
    document.do("delete", nodes.remove(document.content, [link.source]))
    said: list[str] = []
    widget.said.connect(said.append)
    assert await widget.keeper.save_now()
    await until(lambda: said)
    assert said == ["Saved; the dialogues cannot be run."]
    assert widget.panels.right.tabToolTip(2) == "The dialogues cannot be run"
