"""The wheel scrolls a form, and changes nothing in it that the keyboard is not in."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QWidget


class _Calm(QObject):
    def eventFilter(self, widget: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() != QEvent.Type.Wheel or not isinstance(widget, QWidget):
            return False
        if widget.hasFocus():
            return False
        event.ignore()  # what is around it scrolls
        return True


_calm = _Calm()


def keep_from_wheel(widget: QWidget) -> None:
    """Of ``widget`` and of what is in it by now: lists to choose from, numbers, times. Qt changes
    those by the wheel wherever the pointer happens to be while somebody scrolls."""
    for one in (widget, *widget.findChildren(QWidget)):
        if isinstance(one, QComboBox | QAbstractSpinBox):
            one.removeEventFilter(_calm)
            one.installEventFilter(_calm)
            if one.focusPolicy() == Qt.FocusPolicy.WheelFocus:
                one.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # else the wheel takes it there
