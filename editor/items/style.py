"""Colours, pens, brushes and fonts of the canvas, made once for each theme."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPen

from rino_desktop.ui.colours import FAMILIES, Colours

#: Node types' groups → the family whose colour their blocks have.
FAMILY = {"voice": "voice", "input": "voice", "flow": "logic", "data": "data", "call": "telephony"}
_TINTS = {
    "light": {"yellow": "#fff4c2", "blue": "#dbe8ff", "green": "#d9f2e2", "violet": "#ebe2ff",
              "red": "#ffe0dd", "grey": "#e8ebef"},
    "dark": {"yellow": "#4a431f", "blue": "#22365c", "green": "#1f4533", "violet": "#3a2f5c",
             "red": "#552a2a", "grey": "#313a48"},
}  # fmt: skip


def _font(pixels: int, *, bold: bool = False) -> QFont:
    font = QFont()
    font.setPixelSize(pixels)
    if bold:
        font.setWeight(QFont.Weight.DemiBold)
    return font


def _pen(colour: str, width: float) -> QPen:
    pen = QPen(QColor(colour), width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    return pen


def _dashes(colour: str) -> QPen:
    pen = QPen(QColor(colour), 2)
    pen.setStyle(Qt.PenStyle.DashLine)
    return pen


def _mixed(colour: str, other: str, share: float) -> QColor:
    """``share`` of the other, 0 … 1."""
    a, b = QColor(colour), QColor(other)
    return QColor.fromRgbF(*(
        x + (y - x) * share
        for x, y in zip(a.getRgbF()[:3], b.getRgbF()[:3], strict=True)  # type: ignore[index]
    ))  # fmt: skip


def _between(one: str, other: str) -> str:
    """Half of each: softer than transparency, and painted faster."""
    a, b = QColor(one), QColor(other)
    return QColor(
        (a.red() + b.red()) // 2, (a.green() + b.green()) // 2, (a.blue() + b.blue()) // 2
    ).name()


@dataclass(frozen=True, slots=True)
class Colouring:
    """How a link is drawn in one of its states."""

    pen: QPen
    z: float


class CanvasStyle:
    """Everything that painting needs, ready to use."""

    def __init__(self, colours: Colours) -> None:
        name = "dark" if colours.dark else "light"
        self.colours = colours
        self.page = QColor(colours.page)
        self.panel = QBrush(QColor(colours.panel))
        self.text = QPen(QColor(colours.text))
        self.secondary = QPen(QColor(colours.secondary))
        self.accent_text = QPen(QColor(colours.accent))
        self.border = _pen(colours.border, 1)
        self.hairline = _pen(colours.border, 1)
        self.selected = _pen(colours.accent, 2)
        self.current = _pen(colours.good, 3)
        self.error = _pen(colours.bad, 2)
        self.warning = _pen(colours.warning, 2)
        self.untested = QBrush(_mixed(colours.panel, colours.warning, 0.09))
        self.untested_outline = _dashes(colours.warning)
        #: From afar: what is not tested among all that is.
        self.untested_afar = QBrush(QColor(colours.warning))
        self.tested_afar = QBrush(QColor(colours.edge))
        self.overview_untested = _pen(colours.warning, 0)
        self.breakpoint = QBrush(QColor(colours.bad))
        self.family = {key: QBrush(QColor(getattr(colours, key))) for key in FAMILIES}
        self.unknown = QBrush(QColor(colours.secondary))
        self.tint = {key: QBrush(QColor(c)) for key, c in _TINTS[name].items()}
        # Seen on the page of its theme: darker there than the note, or lighter.
        edge = "#ffffff" if colours.dark else "#000000"
        self.tint_border = {
            key: _pen(_mixed(c, edge, 0.15).name(), 1) for key, c in _TINTS[name].items()
        }
        self.dots = QPen(QColor(colours.border), 0)
        self.overview_link = _pen(_between(colours.secondary, colours.page), 0)
        link = QColor(colours.secondary)
        self.link = Colouring(_pen(link.name(), 0), 0)
        self.link_selected = Colouring(_pen(colours.accent, 2.5), 2)
        self.link_taken = Colouring(_pen(colours.good, 3), 1)
        self.link_offered = Colouring(_pen(colours.accent, 4), 3)
        self.link_untested = Colouring(_dashes(colours.warning), 1)
        self.link_bad = Colouring(_pen(colours.bad, 2), 1)
        breadths = (1.5, 2.5, 4.0, 6.0, 8.0)
        quiet = _between(colours.secondary, colours.page)
        self.link_flow = tuple(Colouring(_pen(quiet, width), 1) for width in breadths)
        self.link_main = tuple(Colouring(_pen(colours.accent, width), 1.5) for width in breadths)
        self.title_font = _font(13, bold=True)
        self.body_font = _font(12)
        #: Of titles seen from afar: large enough to be read down to where the overview begins.
        self.far_font = _font(21, bold=True)
        self.far_metrics = QFontMetricsF(self.far_font)
        self.title_metrics = QFontMetricsF(self.title_font)
        self.body_metrics = QFontMetricsF(self.body_font)
        #: Titles of ports as they fit: the same few everywhere, and measuring is slow.
        self.fitted_ports: dict[str, str] = {}

    def family_of(self, group: str) -> QBrush:
        """``group`` of a node type; "" for one that is not installed."""
        return self.family.get(FAMILY.get(group, ""), self.unknown)
