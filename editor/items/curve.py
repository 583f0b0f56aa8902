"""The line of a link.

Between neighbours it is a curve. A long one turns beside the block that it comes from and runs
level to where it leads; one that leads back turns over the top of the block that it leads to. So
lines that lead to the same place share their way, and where a scheme is tidy they pass no block
(engine/scheme/layout.py keeps their ways free).
"""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath

from engine.scheme.layout import LANE_ABOVE

#: How far a line leaves its port before it turns.
_LEAST_BEND = 40.0
_MOST_BEND = 160.0
#: A way forward that is longer is level for most of it; more than there is between neighbours in a
#: tidy scheme.
_LONG = 240.0
#: The room for a turn: what a tidy scheme has between columns.
_TURN = 80.0


def curve(start: QPointF, end: QPointF) -> QPainterPath:
    """From a port on the right of a block to the left of another."""
    ahead = end.x() - start.x()
    path = QPainterPath(start)
    if ahead < 0:
        lane = end.y() - LANE_ABOVE
        _turn(path, start, lane, _LEAST_BEND)
        path.lineTo(end.x(), lane)
        _turn(path, QPointF(end.x(), lane), end.y(), -_LEAST_BEND)
    elif ahead > _LONG:
        bend = start.x() + _TURN / 2
        path.cubicTo(bend, start.y(), bend, end.y(), start.x() + _TURN, end.y())
        path.lineTo(end)
    else:
        bend = max(_LEAST_BEND, min(_MOST_BEND, ahead / 2))
        path.cubicTo(start.x() + bend, start.y(), end.x() - bend, end.y(), end.x(), end.y())
    return path


def _turn(path: QPainterPath, at: QPointF, y: float, out: float) -> None:
    """Round to another height and back to where it began from."""
    path.cubicTo(at.x() + out, at.y(), at.x() + out, y, at.x(), y)
