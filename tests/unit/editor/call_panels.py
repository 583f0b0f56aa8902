"""A panel of a test call with hands, for tests."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from editor.document import SchemeDocument
from editor.testcall.panel import TestCallPanel
from engine.scheme.library import Library
from engine.scheme.model import Scheme
from engine.scheme.node_types import default_node_types


class Desk:
    def __init__(self, qtbot: QtBot, scheme: Scheme, library: Library | None = None) -> None:
        self.bot = qtbot
        self.document = SchemeDocument(scheme, default_node_types())
        self.panel = TestCallPanel(self.document, library)
        self.path: list[tuple[str, str]] = []
        self.node = ""
        self.ended: list[object] = []
        self.panel.path_changed.connect(self._on_path)
        self.panel.current_node.connect(self._on_node)
        self.panel.finished.connect(self.ended.append)
        qtbot.addWidget(self.panel)
        self.panel.resize(480, 900)
        self.panel.show()
        qtbot.waitExposed(self.panel)
        self.panel.activateWindow()

    def _on_path(self, path: list[tuple[str, str]]) -> None:
        self.path = path

    def _on_node(self, node: str) -> None:
        self.node = node

    def begin(self, then: str = "") -> None:
        self.panel.begin(then)
        self.until(lambda: self.panel.showing is not None)

    def click(self, button: QWidget) -> None:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def press(self, name: str) -> None:
        self.click(self.panel.transport.buttons[name])

    def until(self, condition: Callable[[], bool], ms: int = 30_000) -> None:
        self.bot.waitUntil(condition, timeout=ms)

    def lines(self) -> list[str]:
        model = self.panel.transcript.model
        return [str(model.index(row, 1).data()) for row in range(model.rowCount())]


def nameless(widget: QWidget) -> list[str]:
    """Controls in it that a screen reader would have no word for."""
    kinds = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit)
    found = []
    for kind in kinds:
        for child in widget.findChildren(kind):
            inner = child.objectName().startswith("qt_") or isinstance(
                child.parent(), QComboBox | QAbstractItemView
            )
            parent = child.parentWidget()
            spin = parent is not None and parent.metaObject().className() in (
                "QSpinBox", "QDoubleSpinBox", "QDateTimeEdit", "QTabBar", "QTableWidget",
                "QComboBoxPrivateContainer", "QTableView", "QCalendarWidget",
            )  # fmt: skip
            inner = inner or child.focusPolicy() is Qt.FocusPolicy.NoFocus
            labelled = child.accessibleName() or getattr(child, "text", lambda: "")()
            if not (inner or spin or labelled or _buddy(widget, child)):
                found.append(f"{type(child).__name__} in {type(parent).__name__}")
    return found


def _buddy(root: QWidget, child: QWidget) -> bool:
    from PySide6.QtWidgets import QLabel

    return any(label.buddy() is child for label in root.findChildren(QLabel))
