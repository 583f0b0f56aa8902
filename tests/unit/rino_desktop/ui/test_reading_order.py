"""Tab goes as a window is read, dialogs fit the screen, edges and heads have keys."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QSplitter,
    QTableWidget,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from rino_desktop.console.status_line import State, StatusLine
from rino_desktop.ui import dialog, without_mouse
from rino_desktop.ui.dialog import Dialog
from rino_desktop.ui.dialogs import Choice, Question
from rino_desktop.ui.form_dialog import FormDialog
from rino_desktop.ui.forms import Field
from rino_desktop.ui.reading_order import Reading
from tests.helpers import reach

Shown = Callable[[QWidget], None]


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    def show(window: QWidget) -> None:
        qtbot.addWidget(window)
        window.show()
        window.activateWindow()
        QApplication.processEvents()

    return show


def _walk(window: QWidget, key: Qt.Key = Qt.Key.Key_Tab) -> str:
    """Names of what it goes through, from the first to the first."""
    names = [QApplication.focusWidget().objectName()]
    while True:
        QTest.keyClick(QApplication.focusWidget(), key)
        name = QApplication.focusWidget().objectName()
        if name == names[0] or len(names) > 20:
            return " ".join(names)
        names.append(name)


def _edit(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setObjectName(name)
    return made


def test_columns_and_what_comes_later(shown: Shown) -> None:
    """Made last, and in between: it is where it stands that counts."""
    window = Dialog()
    row = QHBoxLayout(window)
    right, grid = QVBoxLayout(), QGridLayout()
    for name, place in (("d", (1, 1)), ("c", (1, 0)), ("a", (0, 0)), ("b", (0, 1))):
        grid.addWidget(_edit(name), *place)
    for name in ("f", "g"):
        right.addWidget(_edit(name))
    row.addLayout(grid)
    row.addLayout(right)
    right.insertWidget(0, _edit("e"))
    shown(window)
    window.findChild(QLineEdit, "a").setFocus()
    assert _walk(window) == "a b c d e f g"
    assert _walk(window, Qt.Key.Key_Backtab) == "a g f e d c b"
    assert reach.walked(window) == []


def test_of_choices_the_one_that_holds(shown: Shown) -> None:
    window = Dialog()
    column, group = QVBoxLayout(window), QButtonGroup(window)
    column.addWidget(_edit("before"))
    for name in ("one", "two", "three"):
        button = QRadioButton(name)
        button.setObjectName(name)
        button.setChecked(name == "two")
        group.addButton(button)
        column.addWidget(button)
    column.addWidget(_edit("after"))
    shown(window)
    window.findChild(QLineEdit, "before").setFocus()
    assert _walk(window) == "before two after"


def test_what_tab_reaches_is_scrolled_to(shown: Shown) -> None:
    """Also from outside of the area."""
    window, area, inside = Dialog(), QScrollArea(), QWidget()
    column = QVBoxLayout(inside)
    for number in range(30):
        column.addWidget(_edit(str(number)))
    area.setWidget(inside)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    outer = QVBoxLayout(window)
    outer.addWidget(area)
    outer.addWidget(_edit("below"))
    window.resize(300, 200)
    shown(window)
    below = window.findChild(QLineEdit, "below")
    below.setFocus()
    QTest.keyClick(below, Qt.Key.Key_Backtab)
    last = QApplication.focusWidget()
    assert last.objectName() == "29"
    assert not last.visibleRegion().isEmpty()


class _Long(FormDialog):
    def __init__(self, fields: int = 12, title: str = "A long one") -> None:
        self._title = title
        super().__init__(None, [Field(_edit(str(number))) for number in range(fields)])
        self.retranslate()

    def retranslate(self) -> None:
        self.entitle(self._title, "Save")


def test_a_dialog_fits_the_screen(shown: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its buttons stay in sight, all else scrolls; where there is room nothing is changed."""
    large = _Long()
    shown(large)
    assert large.findChild(QScrollArea) is None
    small = QSize(667, 336)
    monkeypatch.setattr(dialog, "room_for", lambda _window: small)
    window = _Long()
    shown(window)
    assert window.width() <= small.width()
    assert window.height() <= small.height()
    for button in (window.button, window.cancel_button):
        assert button.visibleRegion().boundingRect().size() == button.size()
    assert reach.outside(window, small) == []
    assert reach.walked(window) == []
    window.refuse("Something is wrong")  # more comes into it
    QApplication.processEvents()
    assert window.height() <= small.height()


def test_a_narrow_dialog_crushes_nothing(shown: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its title takes more lines than it would in all of the screen's width."""
    probe = _Long(3, "word " * 40)
    shown(probe)
    needed = probe.layout().totalMinimumHeightForWidth(probe.width())
    at_large = probe.layout().totalMinimumHeightForWidth(1600)
    monkeypatch.setattr(dialog, "room_for", lambda _window: QSize(1600, (needed + at_large) // 2))
    window = _Long(3, "word " * 40)
    shown(window)
    large = _Long(3, "word " * 40)
    monkeypatch.setattr(dialog, "room_for", lambda _window: QSize(1600, 1000))
    large.resize(440, 100)  # as Qt does where the screen is low
    shown(large)
    for each in (window, large):
        for number in range(3):
            edit = each.findChild(QLineEdit, str(number))
            assert edit.height() >= edit.minimumSizeHint().height()


def test_a_long_text_is_scrolled_by_keys(
    shown: Shown, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What scrolls is a stop of its own only where nothing in it is, and has a name then."""
    monkeypatch.setattr(dialog, "room_for", lambda _window: QSize(667, 336))
    form = _Long()
    shown(form)
    assert not any(isinstance(stop, QScrollArea) for stop in Reading(form).stops)
    text = Question(None, "Long", "word " * 2000, [Choice("yes", "Yes", "primary")])
    shown(text)
    area = text.findChild(QScrollArea)
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    assert Reading(text).stops[0] is area
    assert reach.misnamed(text) == []
    area.setFocus()
    QTest.keyClick(area, Qt.Key.Key_PageDown)
    assert area.verticalScrollBar().value() > 0
    text.setWindowTitle("Longer")
    assert area.accessibleName() == "Longer"


def test_faults_are_seen(shown: Shown) -> None:
    """One of each kind, so that silence means something."""
    window = Dialog()
    column = QVBoxLayout(window)
    table = QTableWidget(2, 2)
    table.setAccessibleName("Table")
    column.addWidget(QPushButton("Remove"))
    column.addWidget(QPushButton("Remove"))
    column.addWidget(QPushButton("×"))
    column.addWidget(table)
    shown(window)
    kept = {fault.split(": ")[0] for fault in reach.walked(window)}
    assert kept == {"Key_Tab", "Key_Backtab"}
    table.setTabKeyNavigation(False)
    assert reach.walked(window) == []
    assert len(reach.misnamed(window)) == 3
    assert len(reach.outside(window, QSize(20, 20))) == 1


def test_edges_and_heads_without_a_mouse(shown: Shown) -> None:
    window, splitter = Dialog(), QSplitter()
    table = QTableWidget(2, 1)
    without_mouse.sort_by_key(table)
    heads: list[int] = []
    table.horizontalHeader().sectionClicked.connect(heads.append)
    splitter.addWidget(_edit("left"))
    splitter.addWidget(table)
    QVBoxLayout(window).addWidget(splitter)
    window.resize(600, 300)
    shown(window)
    table.setFocus()
    table.setCurrentCell(1, 0)
    before = splitter.sizes()
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(table, Qt.Key.Key_PageDown, both)
    assert splitter.sizes()[0] > before[0]
    QTest.keyClick(table, Qt.Key.Key_PageUp, both)
    assert splitter.sizes() == before
    QTest.keyClick(table, Qt.Key.Key_Down, both)
    assert heads == [0]


def test_a_state_is_pressed_as_a_button_is(shown: Shown, qtbot: QtBot) -> None:
    """By keys, by a reader, and by the left button that is let go where it was pressed."""
    status = StatusLine()
    shown(status)
    engine, pressed = status.engine, list[bool]()
    engine.show_state(State("Engine: node-1", "good"))
    QApplication.processEvents()
    engine.clicked.connect(lambda: pressed.append(True))
    left, right = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
    away = QPoint(engine.width() + 200, 5)

    def clicks(do: Callable[[], object]) -> int:
        before = len(pressed)
        do()
        return len(pressed) - before

    assert clicks(lambda: QTest.keyClick(engine, Qt.Key.Key_Space)) == 1
    assert clicks(lambda: QTest.keyClick(engine, Qt.Key.Key_Return)) == 1
    for part in (engine, engine.label):
        assert clicks(lambda part=part: QTest.mouseClick(part, left)) == 1
        assert clicks(lambda part=part: QTest.mouseClick(part, right)) == 0
    QTest.mousePress(engine, left)
    QTest.mouseMove(engine, away)
    assert clicks(lambda: QTest.mouseRelease(engine, left, pos=away)) == 0
    told = QAccessible.queryAccessibleInterface(engine)
    assert (told.role(), told.text(QAccessible.Text.Name)) == (
        QAccessible.Role.Button, "Engine: node-1",
    )  # fmt: skip
    before = len(pressed)
    told.actionInterface().doAction("Press")  # is seen to be pressed first
    qtbot.waitUntil(lambda: len(pressed) > before)
