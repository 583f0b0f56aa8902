"""How the editor looks: what a machine can tell of it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from editor.comparing import CompareDialog
from editor.document import SchemeDocument
from editor.flow_bar import FlowBar
from editor.flow_figures import flow_picture
from engine.domain.flow import SchemeFlow
from engine.ports.schemes import VersionInfo
from engine.scheme.model import Link, Node, Scheme
from engine.scheme.node_types import NodeTypes
from rino_desktop.texts import russian
from rino_desktop.ui import theme
from rino_desktop.ui.languages import Languages
from tests.helpers.dressing import dressed
from tests.unit.editor.test_editor_widget import Opener, desk, opened, until
from tests.unit.editor.test_keeper import NOW

__all__ = ["desk", "dressed", "opened"]


async def test_panels_are_white_on_the_grey_of_the_canvas(opened: Opener, dressed: None) -> None:
    widget = await opened()
    for mode, colours in ((theme.Mode.LIGHT, theme.LIGHT), (theme.Mode.DARK, theme.DARK)):
        theme.set_mode(mode)
        seen = widget.grab().toImage()
        for panel in (widget.left, widget.panels.right, widget.panels.bottom):
            corner = panel.mapTo(widget, panel.rect().bottomRight())
            shown = seen.pixelColor(corner.x() - 3, corner.y() - 3).name()
            assert shown == colours.panel, panel
        canvas = widget.view.mapTo(widget, widget.view.rect().bottomLeft())
        assert seen.pixelColor(canvas.x() + 3, canvas.y() - 16).name() == colours.page


async def test_no_problems_take_one_line_and_their_hand_is_respected(opened: Opener) -> None:
    widget = await opened()
    strip = widget.panels.bottom
    await until(lambda: strip.tabText(0) == "1 error(s), 1 warning(s)")
    assert not strip.is_folded
    assert strip.height() > 100
    QTest.mouseClick(strip.fold_button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert strip.is_folded
    assert strip.height() < 48
    assert widget.view.geometry().bottom() > widget.height() - 150
    widget.selection.set(["d"])
    QTest.keyClick(widget.view, Qt.Key.Key_Delete)
    await until(lambda: strip.tabText(0) == "No problems")
    widget.document.undo_stack.undo()
    await until(lambda: strip.tabText(0) != "No problems")
    assert strip.is_folded, "closed by hand, it stays so"
    QTest.mouseClick(strip.fold_button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert strip.height() > 100
    widget.selection.set(["d"])
    QTest.keyClick(widget.view, Qt.Key.Key_Delete)
    await until(lambda: strip.tabText(0) == "No problems")
    assert not strip.is_folded, "nothing moves by itself"
    assert widget.panels.problems.good.isVisible()


def test_counts_have_thousands_separators(qapp: QApplication, qtbot: QtBot) -> None:
    languages = Languages(qapp, {"ru": russian()})
    try:
        languages.switch("ru")
        spoken = FlowBar.tr("%Ln call(s)", "", 4105)
        assert spoken.replace("\u202f", "\u00a0") == "4\u00a0105 вызовов"
        languages.switch("en")
        assert FlowBar.tr("%Ln call(s)", "", 4105) == "4,105 calls"
    finally:
        languages.switch("en")
        languages.end()


def _coloured(picture: QImage, *colours: str) -> list[tuple[int, int]]:
    wanted = {QColor(colour).rgba() for colour in colours}
    return [(x, y) for x in range(picture.width()) for y in range(picture.height())
            if picture.pixel(x, y) in wanted]  # fmt: skip


async def test_the_map_shows_the_whole_scheme_in_its_middle(opened: Opener, dressed: None) -> None:
    widget = await opened()
    small_map = widget.minimap
    small_map._draw()
    picture = small_map._picture.toImage()
    at = _coloured(picture, *(theme.family(family) for family in theme.FAMILIES))
    left, right = min(x for x, _ in at), max(x for x, _ in at)
    top, bottom = min(y for _, y in at), max(y for _, y in at)
    assert abs(left - (picture.width() - 1 - right)) <= 2
    assert abs(top - (picture.height() - 1 - bottom)) <= 2
    assert min(left, top) >= 8
    # A window that shows more than there is has all of its outline too.
    widget.view.set_zoom(0.1)
    shown = small_map.grab().toImage()
    outline = _coloured(shown, theme.LIGHT.accent)
    middle = shown.height() // 2
    sides = {x for x, y in outline if y == middle}
    assert min(sides, default=99) < 8
    assert max(sides, default=0) > shown.width() - 8


def test_the_way_that_most_take_is_the_main_one(node_types: NodeTypes) -> None:
    def node(key: str, ports: int) -> Node:
        keys = [{"key": str(n), "title": {"ru": "x"}} for n in range(1, ports + 1)]
        return Node(key, "menu", key, parameters={"keys": keys})

    ways = (("a", "1", "b"), ("a", "2", "c"), ("b", "1", "a"), ("b", "2", "c"), ("c", "1", "d"))
    scheme = Scheme(
        "x",
        nodes=tuple(node(key, 2) for key in "abcd"),
        links=tuple(Link(s + t, s, port, t) for s, port, t in ways),
    )
    content = SchemeDocument(scheme, node_types).content
    links = {("", "a", "1"): 6, ("", "a", "2"): 4, ("", "b", "1"): 4, ("", "b", "2"): 2}
    entered = {("", "a"): 10, ("", "b"): 6, ("", "c"): 6}
    picture = flow_picture(content, SchemeFlow(links, entered), as_shares=False)
    assert picture.main == {"ab", "ba"}, "a circle ends it"
    links[("", "b", "2")] = 5
    picture = flow_picture(content, SchemeFlow(links, entered), as_shares=False)
    assert picture.main == {"ab", "bc"}, "and so does what nobody goes on from"


def test_a_long_comment_does_not_widen_the_comparison(qtbot: QtBot) -> None:
    versions = [VersionInfo(1, 1, NOW, "Anna", "word " * 100, None, True)]
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = CompareDialog(parent, versions)
    assert dialog.minimumSizeHint().width() < 900


async def test_what_is_under_the_mouse_stays_there_while_zooming(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also for a mouse that has not moved since the scheme was opened."""
    widget = await opened()
    view = widget.view
    view.show_key("d")
    QApplication.processEvents()
    at = view.mapFromScene(widget.scene.block_rect("d").center())
    mouse = view.viewport().mapToGlobal(at)
    # The real one would stay there for the tests that come after.
    monkeypatch.setattr("editor.zooming_view.QCursor.pos", lambda: mouse)
    view.viewport().setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    for factor in (1.2, 1.2, 0.8):
        view.set_zoom(view.zoom * factor)
        moved = view.mapFromScene(widget.scene.block_rect("d").center()) - at
        assert moved.manhattanLength() <= 4
