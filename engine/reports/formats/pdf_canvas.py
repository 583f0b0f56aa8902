"""A chart drawn into a PDF page: vectors, and text that can be searched."""

from typing import Any

from engine.reports.charts import Colour
from engine.reports.printable import printable


class PdfCanvas:
    """Draws with its upper left corner at (``left``, ``top``) of the page."""

    def __init__(self, pdf: Any, font: str, left: float, top: float) -> None:
        self._pdf, self._font, self._left, self._top = pdf, font, left, top

    def rect(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        self._pdf.set_fill_color(*colour)
        self._pdf.rect(self._left + x, self._top + y, width, height, style="F")

    def line(self, x1: float, y1: float, x2: float, y2: float, colour: Colour,
             width: float) -> None:  # fmt: skip
        self._pdf.set_draw_color(*colour)
        self._pdf.set_line_width(width)
        self._pdf.line(self._left + x1, self._top + y1, self._left + x2, self._top + y2)

    def text(self, x: float, y: float, text: str, size: float, colour: Colour,
             anchor: str) -> None:  # fmt: skip
        width = self.text_width(text, size)
        x -= {"start": 0.0, "middle": width / 2, "end": width}[anchor]
        self._pdf.set_text_color(*colour)
        self._pdf.text(self._left + x, self._top + y, printable(text))

    def text_width(self, text: str, size: float) -> float:
        self._pdf.set_font(self._font, size=size)
        return float(self._pdf.get_string_width(printable(text)))
