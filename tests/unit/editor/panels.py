"""What tests of the panels share: a document, and hands for widgets."""

from typing import Any

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget
from pytestqt.qtbot import QtBot

from editor.document import SchemeDocument
from editor.inspector.inspector import Inspector
from editor.live_problems import LiveProblems
from editor.selection import Selection
from engine.scheme.model import Scheme
from engine.scheme.node_types import NodeTypes


class Panels:
    def __init__(self, scheme: Scheme, types: NodeTypes, qtbot: QtBot) -> None:
        self.document = SchemeDocument(scheme, types)
        self.selection = Selection(self.document)
        self.live = LiveProblems(self.document)
        self.inspector = Inspector(self.document, self.selection)
        self.live.changed.connect(self.inspector.show_problems)
        self.live.judge_now()
        self.show(self.inspector, qtbot, 360, 900)

    @staticmethod
    def show(widget: QWidget, qtbot: QtBot, width: int, height: int) -> None:
        qtbot.addWidget(widget)
        widget.resize(width, height)
        widget.show()
        qtbot.waitExposed(widget)
        widget.activateWindow()

    def parameters(self, node_id: str) -> Any:
        return self.document.content.nodes[node_id].parameters

    @property
    def form(self) -> Any:
        return self.inspector.node_page.form

    def at(self, place: str) -> Any:
        """The editor of a place in the form."""
        return self.form.editor.editor_at(place)


def write(field: QWidget, text: str) -> None:
    """Over all that stands there, key by key."""
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    if not text:
        QTest.keyClick(field, Qt.Key.Key_Delete)
    for character in text:
        # QTest knows Latin letters only.
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            modifiers = Qt.KeyboardModifier.NoModifier
            QApplication.sendEvent(field, QKeyEvent(kind, 0, modifiers, character))


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=QPoint(10, widget.height() // 2))


def click_row(view: QAbstractItemView, row: int, column: int = 0) -> None:
    model = view.model()
    index = model.index(row, column)
    place = view.visualRect(index).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
