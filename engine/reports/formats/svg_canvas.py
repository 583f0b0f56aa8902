"""A chart as inline SVG."""

from html import escape

from engine.reports import drawing
from engine.reports.charts import Chart, Colour
from engine.reports.printable import printable

#: A point in millimetres.
_POINT = 25.4 / 72
_WIDTH = 180.0


class SvgCanvas:
    def __init__(self) -> None:
        self.parts: list[str] = []

    def rect(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        self.parts.append(
            f'<rect x="{x:.2f}" y="{y:.2f}" width="{width:.2f}" height="{height:.2f}"'
            f' fill="{_hex(colour)}"/>'
        )

    def line(self, x1: float, y1: float, x2: float, y2: float, colour: Colour,
             width: float) -> None:  # fmt: skip
        self.parts.append(
            f'<line x1="{x1:.2f}" y1="{y1:.2f}" x2="{x2:.2f}" y2="{y2:.2f}"'
            f' stroke="{_hex(colour)}" stroke-width="{width}"/>'
        )

    def text(self, x: float, y: float, text: str, size: float, colour: Colour,
             anchor: str) -> None:  # fmt: skip
        self.parts.append(
            f'<text x="{x:.2f}" y="{y:.2f}" font-size="{size * _POINT:.2f}"'
            f' fill="{_hex(colour)}" text-anchor="{anchor}">{escape(printable(text))}</text>'
        )

    def text_width(self, text: str, size: float) -> float:
        # Which font the reader has is unknown; the widest of the usual ones is DejaVu Sans.
        return sum(_em(char) for char in text) * size * _POINT


def svg(chart: Chart, language: str) -> str:
    """An ``<svg>`` element that needs nothing else; it is as wide as its place."""
    canvas = SvgCanvas()
    drawing.draw(chart, canvas, _WIDTH, language)
    return (
        f'<svg class="chart" role="img" viewBox="0 0 {_WIDTH:g} {drawing.height(chart):.1f}"'
        f' aria-label="{escape(printable(chart.title), quote=True)}" xmlns="http://www.w3.org/2000/svg">'
        f"{''.join(canvas.parts)}</svg>"
    )


def _em(char: str) -> float:
    if char in "iIjl.,:;'|![]()ftr \N{NO-BREAK SPACE}":
        return 0.4
    if char in "mwMWЖШЩЮшщжюмфМФ@%…":
        return 0.95
    return 0.72 if char.isupper() else 0.62


def _hex(colour: Colour) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)
