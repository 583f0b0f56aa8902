"""The canvas under a real mouse and keyboard."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QNativeGestureEvent,
    QPointingDevice,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from editor.content import Draft
from editor.edits import nodes
from editor.minimap import Minimap
from editor.notes import Note
from editor.view import MIME
from editor.viewport_keeper import show_beginning
from engine.scheme.model import Node
from tests.unit.editor.conftest import Canvas

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_a_click_selects_and_a_click_beside_deselects(canvas: Canvas) -> None:
    canvas.click(canvas.head("b"))
    assert canvas.selection.nodes == {"b"}
    canvas.click(canvas.head("c"), SHIFT)
    assert canvas.selection.nodes == {"b", "c"}
    canvas.click(canvas.head("b"), CONTROL)
    assert canvas.selection.nodes == {"c"}
    canvas.click(QPointF(900, 500))
    assert len(canvas.selection) == 0
    assert canvas.document.undo_stack.count() == 0


def test_a_drag_moves_on_the_grid_and_is_one_edit(canvas: Canvas) -> None:
    canvas.drag(canvas.head("b"), canvas.head("b") + QPointF(43, 61))
    node = canvas.document.content.nodes["b"]
    assert (node.x, node.y) == (360, 64)
    assert canvas.document.undo_stack.count() == 1
    end = canvas.scene.curves["ab"].path().currentPosition()
    assert end == canvas.scene.entry_point("b")
    canvas.key(Qt.Key.Key_Z, CONTROL)
    assert (canvas.document.content.nodes["b"].x, canvas.scene.blocks["b"].x()) == (320, 320)


def test_escape_leaves_no_trace(canvas: Canvas) -> None:
    canvas.drag(canvas.head("b"), canvas.head("b") + QPointF(80, 80), release=False)
    assert canvas.scene.blocks["b"].x() == 400
    canvas.key(Qt.Key.Key_Escape)
    assert canvas.scene.blocks["b"].x() == 320
    QTest.mouseRelease(canvas.view.viewport(), Qt.MouseButton.LeftButton)
    assert canvas.document.undo_stack.count() == 0
    assert canvas.scene.curves["ab"].path().currentPosition() == canvas.scene.entry_point("b")


def test_several_move_together(canvas: Canvas) -> None:
    canvas.drag(QPointF(300, -20), QPointF(880, 250))
    assert canvas.selection.nodes == {"b", "c"}
    assert canvas.selection.links == {"bc"}
    canvas.drag(canvas.head("c"), canvas.head("c") + QPointF(0, 80))
    nodes = canvas.document.content.nodes
    assert [(nodes[k].x, nodes[k].y) for k in "abc"] == [(0, 0), (320, 80), (640, 240)]
    canvas.document.undo_stack.undo()
    assert nodes["b"].y == 0


def test_a_link_is_drawn_from_a_port(canvas: Canvas) -> None:
    canvas.drag(canvas.scene.port_point("d", "next"), canvas.head("c"))
    assert canvas.links() == {("a", "next", "b"), ("b", "next", "c"), ("d", "next", "c")}
    assert canvas.document.undo_stack.count() == 1


def test_a_link_into_the_start_is_refused_and_says_why(canvas: Canvas) -> None:
    said: list[str] = []
    canvas.view.said.connect(said.append)
    canvas.drag(canvas.scene.port_point("d", "next"), canvas.head("a"))
    assert len(canvas.document.content.links) == 2
    assert said[-1].startswith("Calls begin at this block")


def test_a_link_dropped_on_nothing_asks_for_a_block(canvas: Canvas, qtbot: QtBot) -> None:
    with qtbot.waitSignal(canvas.view.quick_add_wanted) as wanted:
        canvas.drag(canvas.scene.port_point("d", "next"), QPointF(700, 450))
    assert wanted.args is not None
    assert wanted.args[1:] == ["d", "next"]
    assert canvas.document.undo_stack.count() == 0


def test_the_end_of_a_link_goes_elsewhere_or_snaps_back(canvas: Canvas) -> None:
    end = canvas.scene.entry_point("c") - QPointF(8, 0)
    canvas.drag(end, QPointF(700, 500))
    assert canvas.links() == {("a", "next", "b"), ("b", "next", "c")}
    canvas.drag(end, canvas.head("d"))
    assert canvas.links() == {("a", "next", "b"), ("b", "next", "d")}
    assert set(canvas.document.content.links) == {"ab", "bc"}


def test_the_beginning_of_a_link_goes_to_another_port(canvas: Canvas) -> None:
    start = canvas.scene.port_point("b", "next") + QPointF(12, 0)
    canvas.drag(start, QPointF(600, 500))
    assert canvas.links() == {("a", "next", "b"), ("b", "next", "c")}
    canvas.drag(start, canvas.scene.port_point("d", "next"))
    assert canvas.links() == {("a", "next", "b"), ("d", "next", "c")}


def test_a_free_block_dropped_on_a_link_goes_into_it(canvas: Canvas) -> None:
    middle = (canvas.scene.port_point("a", "next") + canvas.scene.entry_point("b")) / 2
    height = canvas.scene.block_rect("d").height()
    grip = canvas.head("d")
    corner = canvas.scene.block_rect("d").topLeft()
    canvas.drag(grip, middle - QPointF(100, height / 2) + (grip - corner))
    assert canvas.links() == {("a", "next", "d"), ("d", "next", "b"), ("b", "next", "c")}
    canvas.document.undo_stack.undo()
    assert canvas.links() == {("a", "next", "b"), ("b", "next", "c")}
    assert canvas.document.content.nodes["d"].y == 320


def drop(canvas: Canvas, name: str, at: QPointF) -> None:
    data = QMimeData()
    data.setData(MIME, name.encode())
    place = canvas.place(at)
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0)
    for event in (
        QDragEnterEvent(place, copy, data, left, none),
        QDragMoveEvent(place, copy, data, left, none),
        QDropEvent(QPointF(place), copy, data, left, none),
    ):
        canvas.view.viewportEvent(event)


def test_a_block_from_the_palette(canvas: Canvas) -> None:
    drop(canvas, "menu", QPointF(900, 450))
    (key,) = canvas.selection.nodes
    node = canvas.document.content.nodes[key]
    assert (node.type, node.name) == ("menu", "Меню")
    assert abs(node.x + 100 - 900) <= 4
    assert canvas.document.undo_stack.count() == 1


def test_a_block_from_the_palette_dropped_on_a_link(canvas: Canvas) -> None:
    middle = canvas.scene.curves["bc"].path().pointAtPercent(0.5)
    drop(canvas, "wait", middle)
    (key,) = canvas.selection.nodes
    assert canvas.links() == {("a", "next", "b"), ("b", "next", key), (key, "next", "c")}


def test_delete_and_delete_with_reconnection(canvas: Canvas) -> None:
    canvas.click(canvas.head("b"))
    canvas.key(Qt.Key.Key_Delete)
    assert canvas.links() == set()
    canvas.key(Qt.Key.Key_Z, CONTROL)
    canvas.click(canvas.head("b"))
    canvas.key(Qt.Key.Key_Delete, CONTROL)
    assert canvas.links() == {("a", "next", "c")}
    canvas.key(Qt.Key.Key_Z, CONTROL)
    canvas.click(canvas.scene.curves["bc"].path().pointAtPercent(0.5))
    assert canvas.selection.links == {"bc"}
    canvas.key(Qt.Key.Key_Delete)
    assert canvas.links() == {("a", "next", "b")}


def test_arrows_walk_along_links(canvas: Canvas) -> None:
    walked = []
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left,
                Qt.Key.Key_Down):  # fmt: skip
        canvas.key(key)
        walked.append(canvas.selection.current)
    assert walked == ["a", "b", "c", "b", "d"]


def test_arrows_with_control_move_and_are_one_edit(canvas: Canvas) -> None:
    canvas.click(canvas.head("b"))
    for _ in range(3):
        canvas.key(Qt.Key.Key_Right, CONTROL)
    assert canvas.document.content.nodes["b"].x == 344
    assert canvas.document.undo_stack.count() == 1


def test_copy_and_paste_by_keyboard(canvas: Canvas) -> None:
    canvas.key(Qt.Key.Key_A, CONTROL)
    canvas.key(Qt.Key.Key_C, CONTROL)
    canvas.key(Qt.Key.Key_V, CONTROL)
    assert len(canvas.document.content.nodes) == 8
    assert len(canvas.document.content.links) == 4
    assert len(canvas.selection.nodes) == 4
    assert not canvas.selection.nodes & set("abcd")
    canvas.key(Qt.Key.Key_X, CONTROL)
    assert set(canvas.document.content.nodes) == set("abcd")


def test_enter_edits_and_insert_adds_after(canvas: Canvas, qtbot: QtBot) -> None:
    canvas.click(canvas.head("b"))
    with qtbot.waitSignal(canvas.view.edit_wanted) as edit:
        canvas.key(Qt.Key.Key_Return)
    assert edit.args == ["b"]
    with qtbot.waitSignal(canvas.view.quick_add_wanted) as add:
        canvas.key(Qt.Key.Key_Insert)
    assert add.args is not None
    assert add.args[1:] == ["b", "next"]
    with qtbot.waitSignal(canvas.view.typed) as typed:
        QTest.keyClicks(canvas.view, "m")
    assert typed.args == ["m"]


def test_a_frame_takes_what_is_in_it_along(canvas: Canvas) -> None:
    draft = Draft(canvas.document.content)
    draft.note(Note("f", 280, 256, 320, 240, "Отказ", "blue", frame=True))
    canvas.document.do("frame", draft.changes())
    canvas.drag(QPointF(300, 266), QPointF(300, 346))
    assert canvas.document.content.nodes["d"].y == 400
    assert canvas.document.content.notes["f"].y == 336
    canvas.drag(QPointF(595, 571), QPointF(643, 619))
    assert canvas.document.content.notes["f"].width == 368
    assert canvas.document.undo_stack.count() == 3


def pinch(canvas: Canvas, value: float) -> None:
    pane, at = canvas.view.viewport(), QPointF(100, 100)
    event = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture, QPointingDevice.primaryPointingDevice(), 2,
        at, at, QPointF(pane.mapToGlobal(at)), value, QPointF(),
    )  # fmt: skip
    QApplication.sendEvent(pane, event)


def test_zoom_and_fit(canvas: Canvas) -> None:
    canvas.key(Qt.Key.Key_Minus, CONTROL)
    assert canvas.view.zoom < 1
    canvas.key(Qt.Key.Key_Equal, CONTROL)
    assert canvas.view.zoom == pytest.approx(1)
    for value, zoom in ((0.5, 1.5), (-0.2, 1.2), (9.0, 3.0), (-1.5, 0.3)):
        pinch(canvas, value)
        assert canvas.view.zoom == pytest.approx(zoom)
    canvas.view.set_zoom(0.1)
    assert canvas.scene.is_overview
    canvas.key(Qt.Key.Key_Home)
    assert not canvas.scene.is_overview
    visible = canvas.view.mapToScene(canvas.view.viewport().rect()).boundingRect()
    assert visible.contains(canvas.scene.content_rect())
    state = canvas.view.viewport_state()
    canvas.view.set_zoom(2)
    canvas.view.restore_viewport(state)
    assert canvas.view.zoom == state["zoom"]


def test_middle_button_pans(canvas: Canvas) -> None:
    before = canvas.view.mapToScene(QPoint(0, 0))
    window = canvas.view.viewport()
    QTest.mousePress(window, Qt.MouseButton.MiddleButton, pos=QPoint(400, 400))
    QTest.mouseMove(window, QPoint(350, 380))
    QTest.mouseRelease(window, Qt.MouseButton.MiddleButton, pos=QPoint(350, 380))
    assert canvas.view.mapToScene(QPoint(0, 0)) - before == QPointF(50, 20)
    assert canvas.document.undo_stack.count() == 0


def test_ctrl_y_does_again_on_every_system(canvas: Canvas) -> None:
    canvas.click(canvas.head("b"))
    canvas.key(Qt.Key.Key_Delete)
    assert "b" not in canvas.document.content.nodes
    canvas.key(Qt.Key.Key_Z, CONTROL)
    assert "b" in canvas.document.content.nodes
    canvas.key(Qt.Key.Key_Y, CONTROL)
    assert "b" not in canvas.document.content.nodes


def test_the_overview_leaves_a_small_window_alone(canvas: Canvas) -> None:
    overview = Minimap(canvas.view)
    overview._keep_in_corner()
    assert not overview.isHidden()
    canvas.view.resize(420, 700)
    assert overview.isHidden()
    canvas.view.resize(1200, 800)
    assert not overview.isHidden()


def _ink(canvas: Canvas, node_id: str) -> int:
    """Dark points below the coloured band of a block, as letters are."""
    area = canvas.view.mapFromScene(canvas.scene.block_rect(node_id)).boundingRect()
    picture = canvas.view.viewport().grab(area).toImage()
    below = range(area.height() // 4, area.height() - 3)
    return sum(
        picture.pixelColor(x, y).lightness() < 110
        for y in below for x in range(4, area.width() - 4)
    )  # fmt: skip


def test_titles_are_read_from_afar(canvas: Canvas) -> None:
    canvas.view.set_zoom(0.4)
    canvas.view.centerOn(400, 200)
    assert _ink(canvas, "b") > 20
    block = canvas.scene.blocks["b"]
    block.set_look(replace(block.look, full_title=""))
    assert _ink(canvas, "b") == 0


def test_a_large_scheme_opens_at_its_beginning(canvas: Canvas) -> None:
    for number in range(30):
        node = Node(f"n{number}", "wait", x=900 + 300 * number, y=0)
        canvas.document.do("more", nodes.insert(canvas.document.content, node))
    show_beginning(canvas.view)
    seen = canvas.view.mapToScene(canvas.view.viewport().rect()).boundingRect()
    assert canvas.view.zoom > 0.55  # all of it is read
    assert seen.contains(canvas.scene.block_rect("a"))
    assert not seen.contains(canvas.scene.block_rect("n29"))
