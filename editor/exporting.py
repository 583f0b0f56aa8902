"""The scheme on paper: vector PDF and SVG, and the printer, for whoever has to approve it.

Always in light colours, with the scheme's name, its version and the date at the foot of the page.
"""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QFont,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
)
from PySide6.QtSvg import QSvgGenerator

from editor.document import SchemeDocument
from editor.scene import SchemeScene
from editor.selection import Selection
from rino_desktop.ui.colours import LIGHT

#: Millimetres.
_MARGIN = 10.0
_FOOT = 10.0
#: A scene unit is this many millimetres at 1:1 (96 to the inch).
_UNIT = 25.4 / 96
#: Smaller than that nothing can be read on paper.
_LEAST = 0.6
_SHEETS = (QPageSize.PageSizeId.A4, QPageSize.PageSizeId.A3)
_AROUND = 24.0


@dataclass(frozen=True, slots=True)
class Imprint:
    """What the foot of the page says."""

    title: str
    version: str
    date: str

    def line(self) -> str:
        return " · ".join(part for part in (self.title, self.version, self.date) if part)


class SchemePicture:
    """``language``: that of titles of types and ports."""

    def __init__(self, document: SchemeDocument, language: str, imprint: Imprint) -> None:
        self._scene = SchemeScene(
            document, Selection(document), language, document, colours=LIGHT
        )  # fmt: skip
        self._imprint = imprint
        area = self._scene.content_rect()
        if area.isEmpty():
            area = QRectF(0, 0, 400, 200)
        self._area = area.adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND)

    def close(self) -> None:
        """It no longer follows the document."""
        self._scene.deleteLater()

    def page(self) -> QPageLayout:
        """A4 or A3 where it can be read on that; else a sheet of its own size."""
        wide = self._area.width() >= self._area.height()
        orientation = (
            QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait
        )
        margins = QMarginsF(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        unit = QPageLayout.Unit.Millimeter
        for sheet in _SHEETS:
            made = QPageLayout(QPageSize(sheet), orientation, margins, unit)
            if self._scale(made.paintRect(unit).size()) >= _LEAST:
                return made
        size = self._area.size() * (_UNIT * _LEAST)
        size += QSizeF(2 * _MARGIN + 1, 2 * _MARGIN + _FOOT + 1)
        # Qt's sheets stand upright; the orientation turns them.
        upright = size.transposed() if wide else size
        own = QPageSize(
            upright, QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.ExactMatch
        )
        return QPageLayout(own, orientation, margins, unit)

    def _scale(self, room: QSizeF) -> float:
        return min(
            room.width() / (self._area.width() * _UNIT),
            (room.height() - _FOOT) / (self._area.height() * _UNIT),
        )

    def write_pdf(self, file: Path) -> None:
        """OSError when the file cannot be written."""
        writer = QPdfWriter(str(file))
        writer.setTitle(self._imprint.title)
        writer.setCreator("RINO Desktop")
        writer.setResolution(600)
        writer.setPageLayout(self.page())
        self._paint_page(writer, str(file))

    def write_svg(self, file: Path) -> None:
        foot = 40.0
        generator = QSvgGenerator()
        generator.setFileName(str(file))
        generator.setTitle(self._imprint.title)
        generator.setDescription(self._imprint.line())
        width, height = self._area.width(), self._area.height() + foot
        generator.setViewBox(QRectF(0, 0, width, height))
        generator.setSize(QSizeF(width, height).toSize())
        painter = QPainter()
        if not painter.begin(generator):
            raise OSError(0, _cannot_write(), str(file))
        target = QRectF(0, 0, width, self._area.height())
        self._scene.render(painter, target, self._area)
        self._write_foot(painter, QRectF(0, height - foot, width, foot), 12)
        painter.end()

    def print_on(self, printer: QPagedPaintDevice) -> None:
        printer.setPageOrientation(self.page().orientation())
        self._paint_page(printer, "")

    def _paint_page(self, device: QPagedPaintDevice, name: str) -> None:
        painter = QPainter()
        if not painter.begin(device):
            raise OSError(0, _cannot_write(), name)
        room = QRectF(painter.viewport())
        in_mm = device.pageLayout().paintRect(QPageLayout.Unit.Millimeter)
        dots = room.width() / in_mm.width()
        picture = QRectF(0, 0, room.width(), room.height() - _FOOT * dots)
        # Never larger than life: three blocks on a sheet need not be posters.
        scale = min(1.0, self._scale(in_mm.size())) * _UNIT * dots
        width, height = self._area.width() * scale, self._area.height() * scale
        target = QRectF((picture.width() - width) / 2, (picture.height() - height) / 2,
                        width, height)  # fmt: skip
        self._scene.render(painter, target, self._area, Qt.AspectRatioMode.KeepAspectRatio)
        foot = QRectF(0, room.height() - _FOOT * dots, room.width(), _FOOT * dots)
        self._write_foot(painter, foot, round(3 * dots))
        painter.end()

    def _write_foot(self, painter: QPainter, area: QRectF, pixels: int) -> None:
        font = QFont()
        font.setPixelSize(pixels)
        painter.setFont(font)
        painter.setPen(QPen(LIGHT.secondary))
        painter.drawText(
            area, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft),
            self._imprint.line(),
        )  # fmt: skip


def _cannot_write() -> str:
    return QCoreApplication.translate("exporting", "The file cannot be written")
