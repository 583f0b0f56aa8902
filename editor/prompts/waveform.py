"""A sound seen: its shape, a selection in it, a cursor, and where it is being played.

By mouse: a drag selects, a click sets the cursor, the wheel zooms, the middle button pans. By
keyboard: arrows move the cursor, with Shift they select, Ctrl makes the steps larger, Ctrl+A
selects all of it, plus and minus zoom, Esc takes the selection away.
"""

import os
from typing import Any

import numpy as np
from PySide6.QtCore import QEvent, QLocale, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from editor.prompts import samples as sound
from editor.prompts.samples import Samples
from editor.prompts.words import length_text
from rino_desktop.ui import theme
from rino_desktop.ui.languages import Translated

# It asks which Qt it is for, as qtpy does: there is but one here.
os.environ.setdefault("PYQTGRAPH_QT_LIB", "PySide6")
import pyqtgraph as pg

#: As far as it can be zoomed in.
_SHORTEST_VIEW_S = 0.05
_STEP_S, _LARGE_STEP_S = 0.05, 0.5
_ZOOM = 1.4


class Waveform(Translated, QWidget):
    #: Start and end in seconds; equal ones: nothing is selected.
    selection_changed = Signal(float, float)
    #: Play or stop was asked for by key.
    play_wanted = Signal()
    #: The selection is to stay, the rest to go.
    trim_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._samples: Samples = np.zeros(0, np.int16)
        self._cursor = 0.0
        #: Where a selection by keyboard or mouse began.
        self._anchor: float | None = None
        self._selection = (0.0, 0.0)
        self._setting = False
        self._box = _Box(self)
        self.plot = pg.PlotWidget(viewBox=self._box, axisItems={"bottom": _Times("bottom")})
        self.plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.plot.hideAxis("left")
        self.plot.hideButtons()
        self.plot.setMenuEnabled(False)
        self.plot.setMouseTracking(True)
        self._box.setMouseEnabled(x=True, y=False)
        self._box.setYRange(-1, 1, padding=0)
        self._box.setDefaultPadding(0)
        self.curve = pg.PlotCurveItem(connect="all", antialias=False)
        self.plot.addItem(self.curve)
        self.region = pg.LinearRegionItem((0, 0), movable=True)
        self.region.setZValue(-1)
        self.region.hide()
        self.plot.addItem(self.region)
        self.cursor_line = pg.InfiniteLine(0, angle=90)
        self.play_line = pg.InfiniteLine(0, angle=90)
        self.play_line.hide()
        self.plot.addItem(self.cursor_line)
        self.plot.addItem(self.play_line)
        self.region.sigRegionChanged.connect(self._on_region)
        self._box.sigXRangeChanged.connect(self._draw)
        self._box.sigResized.connect(self._draw)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(self.plot)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.plot.setFocusProxy(self)
        self.setMinimumHeight(112)
        theme.changes.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()
        self.show_samples(self._samples)

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Waveform"))
        self.plot.getAxis("bottom").picture = None  # its numbers are the locale's
        self.plot.getAxis("bottom").update()
        self._describe()

    # --- what is shown --------------------------------------------------------------------------

    @property
    def samples(self) -> Samples:
        return self._samples

    @property
    def seconds(self) -> float:
        return sound.seconds(self._samples)

    def show_samples(self, samples: Samples) -> None:
        self._samples = samples
        self._cursor = 0.0
        self.select(0.0, 0.0)
        self.show_playing(None)
        self._box.setLimits(
            xMin=0, xMax=max(self.seconds, _SHORTEST_VIEW_S), minXRange=_SHORTEST_VIEW_S
        )
        self._box.setXRange(0, max(self.seconds, _SHORTEST_VIEW_S), padding=0)
        self._draw()
        self._describe()

    def show_playing(self, at: float | None) -> None:
        """``at``: seconds; None: it is not being played."""
        self.play_line.setVisible(at is not None)
        if at is not None:
            self.play_line.setValue(at)

    # --- selection and cursor -------------------------------------------------------------------

    @property
    def selection(self) -> tuple[float, float]:
        """Equal: nothing is selected."""
        return self._selection

    @property
    def selected(self) -> bool:
        return self._selection[1] - self._selection[0] >= sound.SHORTEST_S

    @property
    def cursor_s(self) -> float:
        """Where playing begins."""
        return self._selection[0] if self.selected else self._cursor

    def select(self, start: float, end: float) -> None:
        start, end = sorted((self._inside(start), self._inside(end)))
        if end - start < sound.SHORTEST_S:
            start = end = 0.0
        changed = (start, end) != self._selection
        self._selection = (start, end)
        self._setting = True
        self.region.setRegion((start, end))
        self.region.setVisible(end > start)
        self._setting = False
        if changed:
            self._describe()
            self.selection_changed.emit(start, end)

    def move_cursor(self, at: float) -> None:
        self._cursor = self._inside(at)
        self.cursor_line.setValue(self._cursor)
        self._describe()

    def _inside(self, at: float) -> float:
        return min(max(at, 0.0), self.seconds)

    def _on_region(self) -> None:
        if not self._setting:
            start, end = self.region.getRegion()
            self.select(float(start), float(end))

    def clicked_at(self, at: float) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._anchor = None
        self.select(0.0, 0.0)
        self.move_cursor(at)

    def dragged(self, start: float, end: float) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.move_cursor(min(start, end))
        self.select(start, end)

    # --- by keyboard ----------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        modifiers, key = event.modifiers(), event.key()
        control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        step = _LARGE_STEP_S if control else _STEP_S
        ends = {
            Qt.Key.Key_Left: self._cursor - step,
            Qt.Key.Key_Right: self._cursor + step,
            Qt.Key.Key_Home: 0.0,
            Qt.Key.Key_End: self.seconds,
        }
        if key in ends:
            self._go(ends[Qt.Key(key)], bool(modifiers & Qt.KeyboardModifier.ShiftModifier))
        elif key == Qt.Key.Key_Space:
            self.play_wanted.emit()
        elif key == Qt.Key.Key_A and control:
            self.select(0.0, self.seconds)
        elif key == Qt.Key.Key_T and control and self.selected:
            self.trim_wanted.emit()
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(1 / _ZOOM)
        elif key == Qt.Key.Key_Minus:
            self.zoom(_ZOOM)
        elif key == Qt.Key.Key_Escape and self.selected:
            self.select(0.0, 0.0)
        else:
            super().keyPressEvent(event)

    def _go(self, to: float, selecting: bool) -> None:
        to = self._inside(to)
        if selecting:
            if self._anchor is None:
                self._anchor = self._cursor
            self.select(self._anchor, to)
        else:
            self._anchor = None
            self.select(0.0, 0.0)
        self.move_cursor(to)
        left, right = self._box.viewRange()[0]
        if not left <= to <= right:
            self._box.translateBy(x=to - (left + right) / 2)

    def zoom(self, factor: float, at: float | None = None) -> None:
        """Below 1: closer. ``at`` stays where it is, else the cursor."""
        self._box.scaleBy(x=factor, center=(self._cursor if at is None else at, 0))

    # --- painting -------------------------------------------------------------------------------

    def _draw(self, *_: object) -> None:
        left, right = self._box.viewRange()[0]
        found = sound.envelope(self._samples, left, right, max(1, int(self._box.width())))
        # A column of silence is a line all the same.
        low, high = np.minimum(found.low, -0.004), np.maximum(found.high, 0.004)
        self.curve.setData(np.repeat(found.at, 2), np.column_stack((low, high)).ravel())

    def _restyle(self) -> None:
        colours = theme.current()
        self.plot.setBackground(colours.field)
        accent = QColor(colours.accent)
        self.curve.setPen(pg.mkPen(accent, width=1))
        soft = QColor(accent)
        soft.setAlpha(48)
        self.region.setBrush(soft)
        stronger = QColor(accent)
        stronger.setAlpha(72)
        self.region.setHoverBrush(stronger)
        for line in self.region.lines:
            line.setPen(pg.mkPen(accent, width=1))
            line.setHoverPen(pg.mkPen(accent, width=3))
        self.cursor_line.setPen(pg.mkPen(colours.secondary, width=1))
        self.play_line.setPen(pg.mkPen(colours.bad, width=2))
        axis = self.plot.getAxis("bottom")
        axis.setPen(pg.mkPen(colours.border))
        axis.setTextPen(pg.mkPen(colours.secondary))
        axis.setStyle(tickFont=self.font(), tickTextOffset=4)

    def focusInEvent(self, event: Any) -> None:  # noqa: N802
        super().focusInEvent(event)
        self._show_focus(True)

    def focusOutEvent(self, event: Any) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self._show_focus(False)

    def _show_focus(self, focused: bool) -> None:
        colours = theme.current()
        pen = pg.mkPen(colours.accent if focused else colours.secondary, width=2 if focused else 1)
        self.cursor_line.setPen(pen)

    def _describe(self) -> None:
        """For who does not see it."""
        if not len(self._samples):
            text = self.tr("no recording")
        elif self.selected:
            start, end = self._selection
            text = self.tr("{length}, selected from {start} to {end}").format(
                length=length_text(self.seconds), start=length_text(start), end=length_text(end)
            )
        else:
            text = self.tr("{length}, cursor at {at}").format(
                length=length_text(self.seconds), at=length_text(self._cursor)
            )
        self.setAccessibleDescription(text)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() == QEvent.Type.LocaleChange:
            self.plot.getAxis("bottom").update()


class _Box(pg.ViewBox):  # type: ignore[misc] # it has no types
    """The left button selects instead of panning."""

    def __init__(self, owner: Waveform) -> None:
        super().__init__(enableMenu=False)
        self._owner = owner

    def _at(self, position: Any) -> float:
        return float(self.mapToView(position).x())

    def mouseClickEvent(self, event: Any) -> None:  # noqa: N802
        if event.button() == Qt.MouseButton.LeftButton:
            event.accept()
            self._owner.clicked_at(self._at(event.pos()))

    def mouseDragEvent(self, event: Any, axis: Any = None) -> None:  # noqa: N802
        if event.button() == Qt.MouseButton.LeftButton:
            event.accept()
            self._owner.dragged(self._at(event.buttonDownPos()), self._at(event.pos()))
        else:
            super().mouseDragEvent(event, axis)

    def wheelEvent(self, event: Any, axis: Any = None) -> None:  # noqa: N802
        event.accept()
        turned = event.delta()
        if turned:
            self._owner.zoom(_ZOOM ** (-turned / 120), self._at(event.pos()))


class _Times(pg.AxisItem):  # type: ignore[misc]
    def tickStrings(  # noqa: N802
        self, values: list[float], scale: float, spacing: float
    ) -> list[str]:
        del scale
        digits = 0 if spacing >= 1 else (1 if spacing >= 0.1 else 2)
        if spacing >= 60 or (values and max(values) >= 60):
            return [length_text(value, digits) for value in values]
        return [QLocale().toString(float(value), "f", digits) for value in values]
