"""The ring around what has the keyboard, for widgets that paint themselves."""

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from rino_desktop.ui import theme

_WIDTH, _RADIUS = 2.0, 6.0


def paint_focus(widget: QWidget, area: QRect | None = None) -> None:
    """Inside of ``area``, the whole widget otherwise; nothing while the keyboard is elsewhere. To
    be called at the end of its ``paintEvent``, when no other painter is at work on it."""
    if not widget.hasFocus():
        return
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(theme.current().accent), _WIDTH))
    inner = QRectF(widget.rect() if area is None else area).adjusted(1, 1, -1, -1)
    painter.drawRoundedRect(inner, _RADIUS, _RADIUS)
