"""The line of a link."""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath

#: How far a line leaves its port before it turns.
_LEAST_BEND = 40.0
_MOST_BEND = 160.0


def curve(start: QPointF, end: QPointF) -> QPainterPath:
    """From a port on the right of a block to the left of another."""
    ahead = end.x() - start.x()
    bend = max(_LEAST_BEND, min(_MOST_BEND, abs(ahead) / 2))
    path = QPainterPath(start)
    path.cubicTo(start.x() + bend, start.y(), end.x() - bend, end.y(), end.x(), end.y())
    return path
