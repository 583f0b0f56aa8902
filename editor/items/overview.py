"""The whole scheme from afar: one item in the place of thousands.

Below a zoom at which nothing can be read, blocks are drawn as rectangles and links as straight
lines, all of one colour in one call.
"""

from collections.abc import Iterable

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from editor.items.style import CanvasStyle


class OverviewItem(QGraphicsItem):
    def __init__(self, style: CanvasStyle) -> None:
        super().__init__()
        self.style = style
        self._area = QRectF()
        self._blocks: list[tuple[QBrush, list[QRectF]]] = []
        self._chosen: list[QRectF] = []
        self._lines: list[QLineF] = []
        self._untested: list[QLineF] = []
        self._frames: list[tuple[QBrush, QRectF]] = []

    def show_scheme(
        self,
        area: QRectF,
        blocks: Iterable[tuple[QBrush, list[QRectF]]],
        lines: list[QLineF],
        frames: list[tuple[QBrush, QRectF]],
        chosen: list[QRectF],
        untested: list[QLineF],
    ) -> None:
        """``untested``: links that no dialogue takes; they lie above the others."""
        self.prepareGeometryChange()
        self._area = area
        self._blocks = list(blocks)
        self._lines, self._frames, self._chosen = lines, frames, chosen
        self._untested = untested
        self.update()

    def boundingRect(self) -> QRectF:  # noqa: N802
        return self._area

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        del option, widget
        style = self.style
        for brush, area in self._frames:
            painter.fillRect(area, brush)
        painter.setPen(style.overview_link)
        painter.drawLines(self._lines)
        if self._untested:
            painter.setPen(style.overview_untested)
            painter.drawLines(self._untested)
        painter.setPen(Qt.PenStyle.NoPen)
        for brush, areas in self._blocks:
            painter.setBrush(brush)
            painter.drawRects(areas)
        if self._chosen:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            pen = QPen(style.selected)
            pen.setCosmetic(True)
            painter.setPen(pen)
            painter.drawRects(self._chosen)
