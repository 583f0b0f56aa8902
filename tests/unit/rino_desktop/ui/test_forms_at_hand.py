"""Forms: the wheel scrolls them and changes nothing by accident, F1 is heard in them, a screen
reader is told what is wrong, and told once."""

from collections.abc import Callable

from PySide6.QtCore import QDate, QDateTime, QPoint, Qt, QTime
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QMainWindow,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from rino_desktop.console.sign_in_page import SignInPage
from rino_desktop.ui.announcing import announcements
from rino_desktop.ui.calm_wheel import (
    CalmCombo,
    CalmDate,
    CalmDateTime,
    CalmDoubleSpin,
    CalmSlider,
    CalmSpin,
    CalmTime,
)
from rino_desktop.ui.dialogs import Choice, Question
from rino_desktop.ui.forms import Field


def _roll(widget: QWidget) -> None:
    """One notch, towards oneself."""
    window = widget.window()
    at = widget.mapTo(window, widget.rect().center())
    QTest.wheelEvent(window.windowHandle(), at, QPoint(0, -120))
    QApplication.processEvents()


def _all_calm() -> tuple[dict[QWidget, Callable[[], object]], list[QWidget]]:
    """One of each kind with what it says, and those that turn while the keyboard is in them."""
    number, share, slider = CalmSpin(), CalmDoubleSpin(), CalmSlider(Qt.Orientation.Horizontal)
    moment = CalmDateTime(QDateTime(QDate(2026, 3, 5), QTime(12, 30)))
    day, time = CalmDate(QDate(2026, 3, 5)), CalmTime(QTime(12, 30))
    choice, written = CalmCombo(), CalmCombo()
    for box in (choice, written):
        box.addItems(["one", "two", "three"])
    written.setEditable(True)
    for widget in (number, share, slider):
        widget.setValue(5)
    turning: dict[QWidget, Callable[[], object]] = {
        number: number.value, share: share.value, slider: slider.value,
        moment: moment.dateTime, day: day.date, time: time.time,
    }  # fmt: skip
    return {**turning, choice: choice.currentText, written: written.currentText}, list(turning)


def test_the_wheel_scrolls_a_form_and_changes_what_has_the_keyboard_only(qtbot: QtBot) -> None:
    area, inside = QScrollArea(), QWidget()
    qtbot.addWidget(area)
    said, turning = _all_calm()
    column = QVBoxLayout(inside)
    for widget in said:
        column.addWidget(Field(widget))
    column.addStretch(1)
    inside.setMinimumHeight(2000)
    area.setWidget(inside)
    area.resize(300, 200)
    area.show()
    area.activateWindow()
    area.setFocus()
    bar = area.verticalScrollBar()
    for focused in (False, True):
        for widget, value in said.items():
            if focused:
                widget.setFocus()
                assert widget.hasFocus()
            area.ensureWidgetVisible(widget)
            before, stood = value(), bar.value()
            _roll(widget)
            turned = focused and widget in turning
            assert (value() != before) == turned, widget
            assert (bar.value() == stood) == turned, widget


def test_help_is_heard_in_a_dialog(qtbot: QtBot) -> None:
    """Of a dialog too, and in what was opened from it."""
    window = QMainWindow()
    qtbot.addWidget(window)
    wanted: list[bool] = []
    action = window.addAction("Help", lambda: wanted.append(True))
    action.setShortcut(QKeySequence(Qt.Key.Key_F1))
    window.show()
    outer: QWidget = window
    for number in (1, 2):
        dialog = Question(outer, "Sure?", "It is gone then.", [Choice("yes", "Yes", "primary")])
        dialog.open()
        dialog.activateWindow()
        QApplication.processEvents()
        QTest.keyClick(dialog.buttons["yes"], Qt.Key.Key_F1)
        assert len(wanted) == number
        outer = dialog


def test_who_may_not_come_in_hears_why_once(qtbot: QtBot) -> None:
    """A wait that counts down is not said every second."""
    page, said = SignInPage(), list[str]()
    qtbot.addWidget(page)
    page.show()
    page.ask("Anna", first=False)

    def take(text: str, _urgent: bool) -> None:
        said.append(text)

    announcements.made.connect(take)
    page.refuse("Wrong password")
    page.say_fault("")  # another try
    for left in (3, 2, 1):
        page.wait(f"Once more in {left} s")
    page.go_on()
    page.refuse("Wrong password")
    announcements.made.disconnect(take)
    assert said == ["Wrong password", "Once more in 3 s", "Wrong password"]
