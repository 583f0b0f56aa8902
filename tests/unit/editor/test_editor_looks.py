"""How the editor looks: what a machine can tell of it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from editor.editor_widget import EditorWidget
from editor.flow_bar import FlowBar
from rino_desktop.texts import russian
from rino_desktop.ui import theme
from rino_desktop.ui.languages import Languages
from tests.unit.editor.test_editor_widget import Opener, desk, opened, until

__all__ = ["desk", "opened"]


def colour_at(widget: EditorWidget, x: int, y: int) -> str:
    return widget.grab().toImage().pixelColor(x, y).name()


async def test_panels_are_white_on_the_grey_of_the_canvas(
    opened: Opener, qapp: QApplication
) -> None:
    theme.apply(qapp, theme.Mode.LIGHT)
    widget = await opened()
    for mode, colours in ((theme.Mode.LIGHT, theme.LIGHT), (theme.Mode.DARK, theme.DARK)):
        theme.set_mode(mode)
        for panel in (widget.left, widget.panels.right, widget.panels.bottom):
            corner = panel.mapTo(widget, panel.rect().bottomRight())
            assert colour_at(widget, corner.x() - 3, corner.y() - 3) == colours.panel, panel
        canvas = widget.view.mapTo(widget, widget.view.rect().bottomLeft())
        assert colour_at(widget, canvas.x() + 3, canvas.y() - 16) == colours.page
    theme.set_mode(theme.Mode.LIGHT)


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


def _coloured(picture: QImage, colour: str) -> list[tuple[int, int]]:
    return [(x, y) for x in range(picture.width()) for y in range(picture.height())
            if picture.pixelColor(x, y) == QColor(colour)]  # fmt: skip


async def test_the_map_shows_the_whole_scheme_in_its_middle(
    opened: Opener, qapp: QApplication
) -> None:
    theme.apply(qapp, theme.Mode.LIGHT)
    widget = await opened()
    small_map = widget.minimap
    small_map._draw()
    picture = small_map._picture.toImage()
    at = [place for family in theme.FAMILIES
          for place in _coloured(picture, theme.family(family))]  # fmt: skip
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
