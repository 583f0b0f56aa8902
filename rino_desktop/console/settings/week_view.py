"""A week, day by day: who answers when."""

from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from rino_desktop.ui import theme

_MIDNIGHT = 24 * 60
_STEP = 3 * 60
_GAP, _PAD = 3, 6


@dataclass(frozen=True, slots=True)
class Part:
    """Minutes after midnight. ``kind``: "good" within the hours, "warning" after them, "secondary"
    where nobody answers."""

    start: int
    end: int
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Row:
    day: str
    parts: tuple[Part, ...]


class WeekView(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Row, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changes.changed.connect(self.update)

    def show_week(self, rows: tuple[Row, ...]) -> None:
        self._rows = rows
        self.setAccessibleDescription("\n".join(self.lines()))
        self.updateGeometry()
        self.update()

    def lines(self) -> list[str]:
        """For screen readers: a line for each day."""
        return [f"{row.day}: " + "; ".join(_line(part) for part in row.parts) for row in self._rows]

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(480, self._row_height() * (len(self._rows) + 1))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(320, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours, height = theme.current(), self._row_height()
        painter.setPen(QColor(colours.secondary))
        for minute in range(0, _MIDNIGHT + 1, _STEP):
            x = self._x(minute)
            text = f"{minute // 60:02}"
            width = painter.fontMetrics().horizontalAdvance(text)
            left = min(max(x - width / 2, 0), self.width() - width)
            baseline = height - painter.fontMetrics().descent() - _GAP
            painter.drawText(QPointF(left, baseline), text)
        for number, row in enumerate(self._rows, 1):
            band = QRectF(0, number * height, self._left() - _PAD, height)
            painter.setPen(QColor(colours.text))
            painter.drawText(band, Qt.AlignmentFlag.AlignVCenter, row.day)
            for part in row.parts:
                self._paint_part(painter, part, number * height, height)

    def _paint_part(self, painter: QPainter, part: Part, top: float, height: float) -> None:
        colours = theme.current()
        left, right = self._x(part.start) + 1, self._x(part.end) - 1
        box = QRectF(left, top + 1.5, right - left, height - 3)
        ground = {"good": colours.accent_soft, "warning": colours.panel}.get(
            part.kind, colours.hover
        )
        edge = {"good": colours.accent, "warning": colours.warning}.get(part.kind, colours.border)
        ink = {"good": colours.text, "warning": colours.warning}.get(part.kind, colours.secondary)
        painter.setPen(QPen(QColor(edge), 1))
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(box, 3, 3)
        room = box.adjusted(_PAD, 0, -_PAD, 0)
        if room.width() > painter.fontMetrics().averageCharWidth() * 3:
            text = painter.fontMetrics().elidedText(
                part.text, Qt.TextElideMode.ElideRight, int(room.width())
            )
            painter.setPen(QColor(ink))
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)

    def event(self, event: QEvent) -> bool:
        """What does not fit into a short part is in its tooltip."""
        if event.type() == QEvent.Type.ToolTip:
            help_event = cast(QHelpEvent, event)
            QToolTip.showText(help_event.globalPos(), self.tip_at(help_event.pos()), self)
            return True
        return super().event(event)

    def tip_at(self, place: QPoint) -> str:
        x, y = place.x(), place.y()
        number = int(y // self._row_height()) - 1
        if 0 <= number < len(self._rows):
            for part in self._rows[number].parts:
                if self._x(part.start) <= x < self._x(part.end):
                    return _line(part)
        return ""

    def _row_height(self) -> int:
        return max(22, self.fontMetrics().height() + 6)

    def _left(self) -> float:
        """Where the day begins."""
        width = max((self.fontMetrics().horizontalAdvance(r.day) for r in self._rows), default=0)
        return width + 2 * _PAD

    def _x(self, minute: int) -> float:
        left = self._left()
        return left + (self.width() - 1 - left) * minute / _MIDNIGHT


def _line(part: Part) -> str:
    span = f"{_clock(part.start)}–{_clock(part.end)}"
    return f"{span} {part.text}"


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
