"""Where the keyboard is can be seen, in both themes: pictures of each kind of widget with and
without it differ by at least 3:1 (WCAG 2.2, 2.4.13) along an edge as long as it is wide."""

from collections.abc import Callable, Iterator

import numpy as np
import pytest
from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDateTimeEdit,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QSlider,
    QSpinBox,
    QTabBar,
    QTableView,
    QToolButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from editor.testcall.keypad import Keypad as EditorKeypad
from rino_desktop.console.status_line import StateButton
from rino_desktop.ui import theme
from rmt.panel_bar import PanelButton
from tests.helpers.contrast import ratio

_LEAST = 3.0


def _button(kind: str = "", *, checked: bool = False) -> QPushButton:
    made = QPushButton("Save")
    made.setCheckable(checked)
    made.setChecked(checked)
    theme.dress(made, kind)
    return made


def _tool(*, checked: bool = False) -> QToolButton:
    made = QToolButton()
    made.setText("Tidy")
    made.setCheckable(checked)
    made.setChecked(checked)
    return made


def _mark(made: QCheckBox | QRadioButton, *, checked: bool = False) -> QWidget:
    made.setText("Words")
    made.setChecked(checked)
    return made


def _view(made: QTableView | QTreeView | QListView, kind: str = "") -> QWidget:
    made.setModel(QStringListModel(["one", "two"], made))
    theme.dress(made, kind)
    return made


def _tabs() -> QTabBar:
    made = QTabBar()
    made.addTab("One")
    made.addTab("Two")
    return made


def _area() -> QScrollArea:
    made = QScrollArea()
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return made


def _state() -> StateButton:
    made = StateButton()
    made.label.setText("Engine: node-1")
    return made


KINDS: dict[str, Callable[[], QWidget]] = {
    "button": _button,
    "button primary": lambda: _button("primary"),
    "button danger": lambda: _button("danger"),
    "button quiet": lambda: _button("quiet"),
    "button checked": lambda: _button(checked=True),
    "tool": _tool,
    "tool checked": lambda: _tool(checked=True),
    "line": QLineEdit,
    "text": QPlainTextEdit,
    "choice": QComboBox,
    "spin": QSpinBox,
    "date": QDateTimeEdit,
    "check": lambda: _mark(QCheckBox()),
    "check checked": lambda: _mark(QCheckBox(), checked=True),
    "radio": lambda: _mark(QRadioButton()),
    "radio checked": lambda: _mark(QRadioButton(), checked=True),
    "slider": lambda: QSlider(Qt.Orientation.Horizontal),
    "tabs": _tabs,
    "table": lambda: _view(QTableView()),
    "tree": lambda: _view(QTreeView()),
    "list": lambda: _view(QListView()),
    "table flat": lambda: _view(QTableView(), "flat"),
    "tree flat": lambda: _view(QTreeView(), "flat"),
    "list flat": lambda: _view(QListView(), "flat"),
    "scroll area": _area,
    "state": _state,
    "panel": lambda: PanelButton("monitor"),
    "keypad": EditorKeypad,
}


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    theme.apply(qapp, theme.Mode.LIGHT)
    yield
    theme.set_mode(theme.Mode.LIGHT)


@pytest.mark.parametrize("mode", [theme.Mode.LIGHT, theme.Mode.DARK])
def test_focus_is_seen(qtbot: QtBot, mode: theme.Mode) -> None:
    theme.set_mode(mode)
    window, other = QWidget(), QLineEdit()
    qtbot.addWidget(window)
    window.resize(400, 300)
    layout = QVBoxLayout(window)
    layout.addWidget(other)
    window.show()
    window.activateWindow()
    QApplication.setCursorFlashTime(0)
    unseen = {}
    for name, make in KINDS.items():
        widget = make()
        layout.addWidget(widget)
        widget.show()
        other.setFocus()
        QApplication.processEvents()
        without = window.grab(widget.geometry()).toImage()
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        assert widget.hasFocus(), name
        with_it = window.grab(widget.geometry()).toImage()
        long = _differing(without, with_it)
        if long < min(widget.width(), 40):
            unseen[name] = long
        widget.hide()
        layout.removeWidget(widget)
        widget.deleteLater()
    assert unseen == {}


def _differing(one: QImage, other: QImage) -> int:
    """How many points differ enough."""
    pairs, counts = np.unique((_points(one) << np.uint64(32)) | _points(other), return_counts=True)
    return sum(
        int(count) for pair, count in zip(pairs.tolist(), counts, strict=True)
        if ratio(f"#{pair >> 32:06x}", f"#{pair & 0xFFFFFF:06x}") >= _LEAST
    )  # fmt: skip


def _points(image: QImage) -> "np.ndarray[tuple[int], np.dtype[np.uint64]]":
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    return (np.frombuffer(image.constBits(), np.uint32) & 0xFFFFFF).astype(np.uint64)
