"""A figure hour by hour: its middle as a line, its band behind it, and what it was in fact."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QLocale, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from rino_desktop.ui import theme

_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 12, 26, 22
_TICKS = 3
_LABELS = 6
#: Nobody listens longer; all of it is in the table.
_SPOKEN = 48


@dataclass(frozen=True, slots=True)
class Point:
    """At one moment."""

    at: datetime
    low: float
    median: float
    high: float


@dataclass(frozen=True, slots=True)
class Curve:
    """``base``: the middle of another forecast, dashed; ``fact``: what it was."""

    points: tuple[Point, ...] = ()
    base: tuple[tuple[datetime, float], ...] = ()
    fact: tuple[tuple[datetime, float], ...] = ()


class BandChart(QWidget):
    """Shows what it is given. Its figures are in the table beside it; screen readers get
    ``accessibleDescription``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = ""
        self._curve = Curve()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changes.changed.connect(self.update)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(460, 180)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(260, 120)

    def entitle(self, title: str) -> None:
        self._title = title
        self.setAccessibleName(title)
        self.update()

    def show_curve(self, curve: Curve) -> None:
        self._curve = curve
        self.setAccessibleDescription("; ".join(
            f"{_hour(p.at)}: {_number(p.median)} ({_number(p.low)}–{_number(p.high)})"
            for p in curve.points[:_SPOKEN]
        ))  # fmt: skip
        self.update()

    @property
    def curve(self) -> Curve:
        return self._curve

    # --- painting ------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        colours, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(colours.text))
        painter.drawText(
            QRectF(0, 0, self.width(), _TOP - 4), Qt.AlignmentFlag.AlignVCenter, self._title
        )
        area = QRectF(_LEFT, _TOP, self.width() - _LEFT - _RIGHT, self.height() - _TOP - _BOTTOM)
        points = self._curve.points
        if not points or area.width() < 20 or area.height() < 20:
            painter.end()
            return
        most = max(self._highest(), 1.0)
        self._draw_axes(painter, area, most)
        moments = [p.at.timestamp() for p in points]
        start, span = moments[0], max(1.0, moments[-1] - moments[0])

        def place(at: float, value: float) -> QPointF:
            x = area.left() + area.width() * (at - start) / span
            return QPointF(x, area.bottom() - area.height() * min(value, most) / most)

        band = QPolygonF([place(t, p.high) for t, p in zip(moments, points, strict=True)])
        for at, point in reversed(list(zip(moments, points, strict=True))):
            band.append(place(at, point.low))
        shade = QColor(colours.accent)
        shade.setAlpha(60)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shade)
        painter.drawPolygon(band)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setClipRect(area.adjusted(-1, -1, 1, 1))
        middle = [(p.at, p.median) for p in points]
        for line, colour, style in (
            (self._curve.base, colours.secondary, Qt.PenStyle.DashLine),
            (middle, colours.accent, Qt.PenStyle.SolidLine),
            (self._curve.fact, colours.good, Qt.PenStyle.SolidLine),
        ):
            _draw_line(painter, [place(at.timestamp(), v) for at, v in line], colour, style)
        painter.end()

    def _highest(self) -> float:
        curve = self._curve
        values = [p.high for p in curve.points]
        values += [value for _, value in (*curve.base, *curve.fact)]
        return max(values)

    def _draw_axes(self, painter: QPainter, area: QRectF, most: float) -> None:
        colours, points = theme.current(), self._curve.points
        for number in range(_TICKS + 1):
            y = area.bottom() - area.height() * number / _TICKS
            painter.setPen(QColor(colours.border))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(QColor(colours.secondary))
            painter.drawText(
                QRectF(0, y - 9, _LEFT - 6, 18),
                Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
                _number(most * number / _TICKS),
            )
        every = max(1, -(-len(points) // _LABELS))
        last = max(1, len(points) - 1)
        for index in range(0, len(points), every):
            x = area.left() + area.width() * index / last
            box = QRectF(min(x - 40, area.right() - 76), area.bottom() + 3, 80, _BOTTOM - 4)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, _hour(points[index].at))


def _draw_line(
    painter: QPainter, places: Sequence[QPointF], colour: str, style: Qt.PenStyle
) -> None:
    if not places:
        return
    path = QPainterPath(places[0])
    for place in places[1:]:
        path.lineTo(place)
    painter.setPen(QPen(QColor(colour), 2, style))
    painter.drawPath(path)
    if len(places) == 1:
        painter.drawEllipse(places[0], 2.5, 2.5)


def _hour(at: datetime) -> str:
    return at.astimezone().strftime("%d.%m %H:%M")


def _number(value: float) -> str:
    return QLocale().toString(round(value))
