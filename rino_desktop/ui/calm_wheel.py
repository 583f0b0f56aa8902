"""The wheel scrolls a form or a table, and changes nothing in it that the keyboard is not in.

Qt changes lists to choose from and numbers by the wheel wherever the pointer happens to be while
somebody scrolls. These are for what is scrolled past. (No event filter: Python would be asked in
the middle of a widget's end.)
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QSpinBox, QWidget


class _Calm:
    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        assert isinstance(self, QWidget)
        if self.hasFocus():
            super().wheelEvent(event)  # type: ignore[misc] # the widget's
        else:
            event.ignore()  # what is around it scrolls


class CalmCombo(_Calm, QComboBox):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # else the wheel takes it there


class CalmSpin(_Calm, QSpinBox):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
