"""What no dialogue tests, painted on the canvas of a real editor."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from editor.editor_widget import EditorWidget
from editor.edits import links, nodes
from engine.ports.schemes import Draft
from engine.scheme.codec import dump_scheme
from engine.scheme.dialogue_model import Dialogue, Press
from engine.scheme.node_types import NodeTypes
from tests.unit.editor.test_editor_widget import until
from tests.unit.editor.test_keeper import NOW, Desk, desk
from tests.unit.editor.test_testcall_panel import menu

__all__ = ["desk"]


MISSED = {("ask", "1"), ("ask", "no_input"), ("save", "next"), ("save", "error")}


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


@pytest.fixture
async def widget(desk: Desk, tmp_path: Path, node_types: NodeTypes, qtbot: QtBot) -> EditorWidget:
    scheme = replace(menu(), name="notice", tests=(Dialogue("says no", (Press("2"),)),))
    desk.stored = Draft("notice", dump_scheme(scheme), 1, "Петров", NOW, 1)
    widget = EditorWidget(desk, node_types, tmp_path, "en")
    qtbot.addWidget(widget)
    widget.resize(1366, 768)
    widget.show()
    await widget.open("notice")
    await until(lambda: widget.panels.tests.last_run and not widget.panels.tests.runs.running)
    return widget


def missed_links(widget: EditorWidget) -> set[tuple[str, str]]:
    content, state = widget.document.content, widget.scene.state
    found = (content.links[key] for key in state.untested_links)
    return {(link.source, link.port) for link in found}


def drawn_dashed(widget: EditorWidget, node: str, port: str) -> bool:
    link = widget.document.content.link_at(node, port)
    assert link is not None
    return widget.scene.curves[link.id].pen().style() is Qt.PenStyle.DashLine


def show_dialogues(widget: EditorWidget) -> None:
    widget.panels.right.setCurrentWidget(widget.panels.tests)


async def test_a_tick_paints_what_no_dialogue_goes_through(widget: EditorWidget) -> None:
    show_dialogues(widget)
    assert widget.coverage.isHidden()
    click(widget.panels.tests.paint)
    assert widget.coverage.isVisible()
    assert missed_links(widget) == MISSED
    assert drawn_dashed(widget, "ask", "1")
    assert not drawn_dashed(widget, "ask", "2")
    assert [key for key, item in widget.scene.blocks.items() if item.untested] == ["save"]
    assert widget.coverage.links.text() == "Links not tested: 4 of 7"
    assert widget.coverage.blocks.text() == "Blocks not tested: 1 of 5"
    assert "in the window at" in widget.coverage.state.text()
    click(widget.panels.tests.paint)
    assert widget.coverage.isHidden()
    assert missed_links(widget) == set()
    assert not drawn_dashed(widget, "ask", "1")
    assert not any(item.untested for item in widget.scene.blocks.values())


async def test_next_goes_from_one_to_the_other(widget: EditorWidget) -> None:
    show_dialogues(widget)
    click(widget.panels.tests.paint)
    wanted = widget.coverage.missed()
    seen: list[str] = []
    for _ in range(len(wanted) + 1):
        click(widget.coverage.next)
        chosen = widget.selection.nodes | widget.selection.links
        seen += chosen
    assert seen == [*wanted, wanted[0]]


async def test_it_says_that_it_is_stale_and_is_worked_out_again(widget: EditorWidget) -> None:
    show_dialogues(widget)
    click(widget.panels.tests.paint)
    document = widget.document
    document.do("move", nodes.move(document.content, {"ask": (40, 40)}))
    assert "changed" not in widget.coverage.state.text()
    link = document.content.link_at("ask", "1")
    assert link is not None
    changes = links.move_target(document.content, link.id, "bye")
    document.do("link", changes)
    assert "has changed since" in widget.coverage.state.text()
    assert widget.coverage.state.property("kind") == "warning"
    runs = widget.panels.tests.runs
    click(widget.coverage.again)
    await until(lambda: not runs.running)
    assert "changed" not in widget.coverage.state.text()
    # Saving has them run, too.
    document.undo_stack.undo()
    assert "changed" in widget.coverage.state.text()
    assert await widget.keeper.save_now()
    await until(lambda: not runs.running and not runs.stale)
    assert "as saved at" in widget.coverage.state.text()
    assert missed_links(widget) == MISSED


async def test_a_block_that_is_drawn_anew_looks_as_it_did(widget: EditorWidget) -> None:
    show_dialogues(widget)
    click(widget.panels.tests.paint)
    document = widget.document
    document.do("delete", nodes.remove(document.content, ["save"]))
    document.undo_stack.undo()
    assert widget.scene.blocks["save"].untested
    assert drawn_dashed(widget, "save", "error")


async def test_one_painting_at_a_time_and_the_path_of_a_call_above_it(
    widget: EditorWidget,
) -> None:
    show_dialogues(widget)
    paint = widget.panels.tests.paint
    click(paint)
    click(widget.bar.buttons["flow"])
    assert widget.flow.isVisible()
    assert not paint.isChecked()
    assert missed_links(widget) == set()
    click(paint)
    assert widget.flow.isHidden()
    assert not widget.bar.buttons["flow"].isChecked()
    link = widget.document.content.link_at("ask", "1")
    assert link is not None
    state, style = widget.scene.state, widget.scene.canvas_style
    state.show_path([link.id])
    assert widget.scene.curves[link.id].pen() == style.link_taken.pen
    state.show_path([])
    assert widget.scene.curves[link.id].pen() == style.link_untested.pen


async def test_from_afar_only_what_is_not_tested_has_colour(widget: EditorWidget) -> None:
    show_dialogues(widget)
    document = widget.document
    document.do("move", nodes.move(document.content, {"save": (900, 900)}))
    widget.scene.set_overview(True)
    click(widget.panels.tests.paint)
    picture = QImage(400, 300, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    area = widget.scene.block_rect("save")
    widget.scene.stage.render(painter, QRectF(0, 0, 400, 300), area)
    painter.end()
    colours = widget.scene.canvas_style.colours
    assert picture.pixelColor(200, 150) == QColor(colours.warning)


async def test_the_bar_is_closed_by_its_cross(widget: EditorWidget) -> None:
    show_dialogues(widget)
    click(widget.panels.tests.paint)
    click(widget.coverage.close_button)
    assert widget.coverage.isHidden()
    assert not widget.panels.tests.paint.isChecked()


async def test_why_nothing_can_be_painted(widget: EditorWidget) -> None:
    document = widget.document
    document.do("delete", nodes.remove(document.content, ["save"]))
    show_dialogues(widget)
    click(widget.panels.tests.paint)
    await until(lambda: widget.coverage.state.property("kind") == "bad")
    assert not widget.coverage.next.isEnabled()
    assert missed_links(widget) == set()
