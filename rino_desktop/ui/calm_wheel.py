"""The wheel scrolls a form or a table, and changes nothing in it that it only passes.

Qt changes lists to choose from, numbers, dates and sliders by the wheel wherever the pointer
happens to be while somebody scrolls. All windows take these instead. A number, a date or a slider
turns by the wheel when the keyboard is in it; a choice never does: the pointer still stands on what
has just been chosen, and the next turn of the wheel is meant for the form. (No event filter: Python
would be asked in the middle of a widget's end.)
"""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QDateEdit,
    QDateTimeEdit,
    QDoubleSpinBox,
    QSlider,
    QSpinBox,
    QTimeEdit,
    QWidget,
)

_INDENT = 6


class _Calm:
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assert isinstance(self, QWidget)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # else the wheel takes the keyboard there
        if isinstance(self, QAbstractSpinBox):
            # The style sheet's padding does not reach the line edit inside of it.
            self.lineEdit().setTextMargins(_INDENT, 0, 0, 0)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        assert isinstance(self, QWidget)
        if self.hasFocus():
            super().wheelEvent(event)  # type: ignore[misc] # the widget's
        else:
            event.ignore()  # what is around it scrolls


class CalmCombo(_Calm, QComboBox):
    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        event.ignore()


class CalmSpin(_Calm, QSpinBox):
    """A whole number."""


class CalmDoubleSpin(_Calm, QDoubleSpinBox):
    """A number with decimals."""


class CalmDateTime(_Calm, QDateTimeEdit):
    """A day with its time."""


class CalmDate(_Calm, QDateEdit):
    """A day."""


class CalmTime(_Calm, QTimeEdit):
    """A time of day."""


class CalmSlider(_Calm, QSlider):
    """A share or a height that is pulled."""
