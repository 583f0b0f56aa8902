"""What is made anew takes neither a click nor the keyboard from somebody."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from rino_desktop.ui.forms import clear
from rino_desktop.ui.redrawn import Redrawn

_NAMES = ("above", "ours")


class _Area(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.buttons: dict[str, QPushButton] = {}
        self.clicks: list[str] = []
        self.times = 0
        self.names: tuple[str, ...] = _NAMES
        self.redrawn = Redrawn(self, self._build)
        self.redrawn.draw()

    def _build(self) -> None:
        clear(self.column)
        self.times += 1
        for number, name in enumerate(self.names):
            button = self.buttons[name] = QPushButton(name)
            button.setObjectName(name)
            button.setAccessibleName(f"{name} {number}")
            button.clicked.connect(lambda _=False, name=name: self.clicks.append(name))
            self.column.addWidget(button)


@pytest.fixture
def area(qtbot: QtBot) -> _Area:
    area = _Area()
    qtbot.addWidget(area)
    area.show()
    qtbot.waitExposed(area)
    return area


def test_a_click_that_has_begun_is_one(area: _Area, qtbot: QtBot) -> None:
    left, button = Qt.MouseButton.LeftButton, area.buttons["ours"]
    QTest.mousePress(button, left)
    area.redrawn.draw()
    area.redrawn.draw()
    assert area.times == 1, "under the hand nothing changes"
    QTest.mouseRelease(button, left)
    assert area.clicks == ["ours"]
    qtbot.waitUntil(lambda: area.times == 2)
    qtbot.wait(20)
    assert area.times == 2, "and then once"


def test_who_moves_away_holds_nothing_up(area: _Area, qtbot: QtBot) -> None:
    left, button = Qt.MouseButton.LeftButton, area.buttons["ours"]
    QTest.mousePress(button, left)
    area.redrawn.draw()
    QTest.mouseMove(button, button.rect().bottomRight() * 3)
    QTest.mouseRelease(button, left, pos=button.rect().bottomRight() * 3)
    qtbot.waitUntil(lambda: area.times == 2)
    assert area.clicks == []


def test_a_held_button_that_is_hidden_with_its_page_holds_nothing_up(area: _Area) -> None:
    QTest.mousePress(area.buttons["ours"], Qt.MouseButton.LeftButton)
    area.hide()
    area.redrawn.draw()
    assert area.times == 2


def at_ours(area: _Area, qtbot: QtBot) -> None:
    area.activateWindow()
    area.buttons["ours"].setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is area.buttons["ours"])


def test_a_held_button_without_the_keyboard_that_is_hidden_is_found_out(
    area: _Area, qtbot: QtBot
) -> None:
    button = area.buttons["ours"]
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    QTest.mousePress(button, Qt.MouseButton.LeftButton)
    area.redrawn.draw()
    area.hide()
    qtbot.waitUntil(lambda: area.times == 2)


def test_no_other_button_gets_the_keyboard(area: _Area, qtbot: QtBot) -> None:
    """A key that is pressed now is meant for the one that has gone; when it is back it has it."""
    at_ours(area, qtbot)
    area.names = ("above",)
    area.redrawn.draw()
    qtbot.wait(20)
    assert area.focusWidget() is None
    area.names = _NAMES
    area.redrawn.draw()
    assert area.focusWidget() is area.buttons["ours"]


def test_who_has_gone_elsewhere_meanwhile_stays_there(area: _Area, qtbot: QtBot) -> None:
    at_ours(area, qtbot)
    area.names = ("above",)
    area.redrawn.draw()
    qtbot.waitUntil(lambda: area.buttons["above"].isVisible())
    area.buttons["above"].setFocus()
    area.names = _NAMES
    area.redrawn.draw()
    assert area.focusWidget() is area.buttons["above"]


def test_a_window_behind_another_one_keeps_its_keyboard_for_later(
    area: _Area, qtbot: QtBot
) -> None:
    at_ours(area, qtbot)
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is other)
    area.redrawn.draw()
    assert area.focusWidget() is area.buttons["ours"]


def test_of_buttons_with_one_name_the_same_one_gets_it(area: _Area, qtbot: QtBot) -> None:
    area.names = ("above", "same", "same")
    area.redrawn.draw()
    qtbot.waitUntil(lambda: area.buttons["same"].isVisible())
    area.buttons["same"].setFocus()  # the last of them
    area.redrawn.draw()
    assert area.focusWidget() is area.buttons["same"]


def test_the_keyboard_stays_where_it_was(area: _Area, qtbot: QtBot) -> None:
    at_ours(area, qtbot)
    area.redrawn.draw()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is area.buttons["ours"])
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert area.clicks == ["ours"]
