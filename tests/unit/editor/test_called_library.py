"""Problems between the scheme in the window and those that it calls, as they are by now."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from editor.editor_widget import EditorWidget
from editor.edits import nodes
from engine.ports.schemes import Draft
from engine.scheme.codec import dump_scheme
from engine.scheme.dialogue_model import Dialogue
from engine.scheme.model import Link, Node, Scheme, Variable
from engine.scheme.node_types import NodeTypes
from tests.unit.editor.test_editor_widget import until
from tests.unit.editor.test_keeper import NOW, Desk, desk

__all__ = ["desk"]


def caller(**parameters: object) -> Scheme:
    return Scheme(
        "notice",
        variables=(Variable("said"),),
        nodes=(
            Node("start", "start"),
            Node("call", "subscheme", "Часть", x=320,
                 parameters={"scheme": "Part", **parameters}),  # type: ignore[arg-type]
            Node("end", "hang_up", x=640),
        ),
        links=(Link("1", "start", "next", "call"), Link("2", "call", "next", "end")),
    )  # fmt: skip


def part(*variables: str, languages: tuple[str, ...] = ("ru",)) -> Scheme:
    return Scheme(
        "part",
        languages=languages,
        variables=tuple(map(Variable, variables)),
        nodes=(Node("s", "start"), Node("w", "wait"), Node("r", "return")),
        links=(Link("1", "s", "next", "w"), Link("2", "w", "next", "r")),
    )


Opener = Callable[[Scheme], Awaitable[EditorWidget]]


@pytest.fixture
def opened(desk: Desk, tmp_path: Path, node_types: NodeTypes, qtbot: QtBot) -> Opener:
    async def make(scheme: Scheme) -> EditorWidget:
        desk.stored = Draft("notice", dump_scheme(scheme), 1, "Петров", NOW, 1)
        widget = EditorWidget(desk, node_types, tmp_path, "en")
        qtbot.addWidget(widget)
        widget.resize(1366, 768)
        widget.show()
        await widget.open("notice")
        return widget

    return make


def codes(widget: EditorWidget) -> list[str]:
    return [problem.code for problem in widget.panels.problems.model.problems]


async def test_missing_a_draft_or_published(opened: Opener, desk: Desk) -> None:
    widget = await opened(caller())
    await until(lambda: codes(widget) == ["unknown_scheme"])
    assert widget.scene.state.troubles == {"call": "error"}
    desk.drafts = frozenset({"part"})
    widget.panels.library.look()
    await until(lambda: codes(widget) == ["unpublished_scheme"])
    # Somebody publishes it elsewhere: the editor looks by itself from time to time.
    desk.published, desk.drafts = {"part": part()}, frozenset()
    widget.panels.library._often.timeout.emit()
    await until(lambda: codes(widget) == [])
    assert widget.panels.library("PART") is desk.published["part"]


async def test_nothing_is_said_before_it_has_been_looked_for(opened: Opener, desk: Desk) -> None:
    desk.published = {"part": part(), "other": part("debt")}
    widget = await opened(caller())
    told: list[object] = []
    widget.panels.live.changed.connect(told.append)
    await until(lambda: frozenset({"part"}) in desk.asked)
    document = widget.document
    changes = nodes.set_parameters(
        document.content, document.facts, "call",
        {"scheme": "other", "parameters": {"dept": "1"}},
    )  # fmt: skip
    document.do("another", changes)
    await until(lambda: codes(widget))
    assert codes(widget) == ["unknown_called_variable"]
    assert "unknown_scheme" not in {problem.code for each in told for problem in each}  # type: ignore[attr-defined]


async def test_what_the_other_has_changed_is_noticed(opened: Opener, desk: Desk) -> None:
    desk.published = {"part": part("debt", languages=("ru", "en"))}
    scheme = replace(caller(parameters={"debt": "1"}, outcomes=[]), languages=("ru", "en"))
    widget = await opened(scheme)
    await until(lambda: widget.panels.library("part"))
    assert codes(widget) == []
    desk.published = {"part": part("sum", languages=("ru",))}
    widget.panels.library.look()
    await until(lambda: codes(widget))
    assert codes(widget) == ["unknown_called_variable", "called_scheme_lacks_language"]


async def test_a_circle_of_calls(opened: Opener, desk: Desk) -> None:
    desk.published = {
        "part": Scheme(
            "part",
            nodes=(Node("s", "start"), Node("j", "jump", parameters={"scheme": "notice"})),
            links=(Link("1", "s", "next", "j"),),
        )
    }
    widget = await opened(caller())
    await until(lambda: codes(widget))
    assert codes(widget)[0] == "endless_calls"


async def test_the_dialogues_wait_for_what_is_called(opened: Opener, desk: Desk) -> None:
    desk.published = {"part": part()}
    widget = await opened(replace(caller(), tests=(Dialogue("through", ()),)))
    runs = widget.panels.tests.runs
    await until(lambda: runs.last is not None and runs.last.error is None and not runs.running)
    assert runs.last is not None
    assert [result.ok for result in runs.last.results] == [True]


async def test_publishing_looks_again_first(opened: Opener, desk: Desk) -> None:
    desk.published = {"part": part("debt")}
    widget = await opened(caller(parameters={"debt": "1"}))
    await until(lambda: widget.panels.library("part"))
    assert codes(widget) == []
    desk.published = {"part": part()}
    said: list[str] = []
    widget.said.connect(said.append)
    QTest.mouseClick(widget.bar.buttons["publish"], Qt.MouseButton.LeftButton)
    await until(lambda: said)
    assert said[-1].startswith("Cannot be published yet")
    assert "debt" in said[-1]
    assert widget.publishing.dialog is None
    assert widget.selection.nodes == {"call"}


async def test_publishing_tells_what_it_would_mean_for_others(opened: Opener, desk: Desk) -> None:
    desk.published = {"part": part()}
    desk.hurt = ["The published scheme “main” does not fit it any more."]
    widget = await opened(caller())
    QTest.mouseClick(widget.bar.buttons["publish"], Qt.MouseButton.LeftButton)
    await until(lambda: widget.publishing.dialog)
    dialog = widget.publishing.dialog
    assert dialog is not None
    assert desk.hurt[0] in {label.text() for label in dialog.findChildren(QLabel)}
    dialog.accept()
    await until(lambda: desk.versions_made)


async def test_without_the_database_what_was_known_stays_known(opened: Opener, desk: Desk) -> None:
    desk.published = {"part": part()}
    widget = await opened(caller())
    await until(lambda: widget.panels.library("part"))
    desk.away = True
    said: list[str] = []
    widget.said.connect(said.append)
    widget.panels.library.look()
    asked = len(desk.asked)
    for _ in range(3):
        widget.panels.library.look()
        await until(lambda: not widget.panels.library._looking)
    assert len(desk.asked) == asked
    assert said == []
    assert codes(widget) == []
    QTest.mouseClick(widget.bar.buttons["publish"], Qt.MouseButton.LeftButton)
    await until(lambda: said)
    assert said == ["the database is away"]
