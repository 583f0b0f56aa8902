"""A chart in the colours of the theme, drawn by the rules that paper and browsers share."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from engine.reports import drawing, spoken
from engine.reports.charts import Chart, Colour
from rino_desktop.ui import theme

#: As wide as on paper, in millimetres; a window scales it.
_WIDTH = 180.0
_POINT = 25.4 / 72
#: Letters are laid out enlarged: fonts of two units have no proportions.
_ENLARGED = 20.0


class PainterCanvas:
    """``engine.reports.drawing.Canvas`` on a painter whose unit is a millimetre."""

    def __init__(self, painter: QPainter) -> None:
        self._painter = painter
        colours = theme.current()
        #: Of paper → of the window; those of data stay.
        self._inks = {
            drawing.TEXT: QColor(colours.text), drawing.SOFT: QColor(colours.secondary),
            drawing.LINE: QColor(colours.border), drawing.TRACK: QColor(colours.hover),
        }  # fmt: skip

    def rect(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        self._painter.fillRect(QRectF(x, y, width, height), self._ink(colour))

    def line(self, x1: float, y1: float, x2: float, y2: float, colour: Colour,
             width: float) -> None:  # fmt: skip
        self._painter.setPen(QPen(self._ink(colour), width))
        self._painter.drawLine(QPointF(x1, y1), QPointF(x2, y2))

    def text(self, x: float, y: float, text: str, size: float, colour: Colour,
             anchor: str) -> None:  # fmt: skip
        width = self.text_width(text, size)
        left = {"middle": x - width / 2, "end": x - width}.get(anchor, x)
        painter = self._painter
        painter.save()
        painter.translate(left, y)
        painter.scale(1 / _ENLARGED, 1 / _ENLARGED)
        painter.setFont(_font(size))
        painter.setPen(self._ink(colour))
        painter.drawText(QPointF(0, 0), text)
        painter.restore()

    def text_width(self, text: str, size: float) -> float:
        return QFontMetricsF(_font(size)).horizontalAdvance(text) / _ENLARGED

    def _ink(self, colour: Colour) -> QColor:
        return self._inks.get(colour) or QColor(*colour)


class ChartView(QWidget):
    """As high as its width asks for."""

    def __init__(self, chart: Chart, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chart, self._language = chart, language
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumWidth(320)
        self.setMaximumWidth(780)
        self.setAccessibleName(chart.title)
        self.setAccessibleDescription(spoken.chart(chart, language))
        theme.changes.changed.connect(self.update)

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        return round(drawing.height(self.chart) * min(width, self.maximumWidth()) / _WIDTH)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(760, self.heightForWidth(760))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = self.width() / _WIDTH
        painter.scale(scale, scale)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        drawing.draw(self.chart, PainterCanvas(painter), _WIDTH, self._language)
        painter.end()


def _font(points: float) -> QFont:
    font = QFont()
    font.setPixelSize(max(1, round(points * _POINT * _ENLARGED)))
    return font
