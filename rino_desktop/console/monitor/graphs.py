"""The graphs of the wallboard: calls by stage over the last minutes, the day by quarters of an
hour, retries ahead. pyqtgraph loads numpy: whoever needs no graphs does not import this."""

from collections import deque
from collections.abc import Sequence
from datetime import datetime

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QDateTime, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.reports import numbers
from rino_desktop.texts import language
from rino_desktop.ui import theme
from rino_desktop.ui.languages import Translated

#: Seconds that the graph of this moment looks back.
LOOKS_BACK_S = 1800
_STEP_S = 900
#: Above the curves, for the legend: times the highest value.
_ROOM = 1.45


class Graph(Translated, QWidget):
    """A plot in the colours of the theme. It cannot be dragged nor zoomed: a wallboard stays as it
    is. Subclasses draw in ``paint`` what they were given last."""

    def __init__(self, parent: QWidget | None = None, *, clock: bool = True) -> None:
        super().__init__(parent)
        self.plot = pg.PlotWidget(axisItems={"bottom": _Clock("bottom")} if clock else None)
        self.plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.plot.hideButtons()
        self.plot.setMenuEnabled(False)
        self.plot.setMouseEnabled(x=False, y=False)
        self.plot.getPlotItem().setContentsMargins(0, 8, 8, 0)
        self.plot.setMinimumHeight(140)
        self.legend = self.plot.addLegend(
            offset=(1, 1), colCount=3, horSpacing=4, labelTextSize="8pt"
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.plot)
        theme.changes.changed.connect(self._dress)
        self._dress()

    def title(self) -> str:
        raise NotImplementedError

    def paint(self) -> None:
        raise NotImplementedError

    def retranslate(self) -> None:
        self.plot.setTitle(self.title(), color=theme.current().text, size="10pt")
        self.setAccessibleName(self.title())
        self.paint()

    def begin_anew(self) -> None:
        self.plot.clear()
        self.legend.clear()

    def _dress(self) -> None:
        colours = theme.current()
        self.plot.setBackground(colours.panel)
        for name in ("left", "bottom"):
            axis = self.plot.getAxis(name)
            axis.setPen(colours.border)
            axis.setTextPen(colours.secondary)
        self.legend.setLabelTextColor(colours.text)
        self.retranslate()


class StagesGraph(Graph):
    """Calls that ring, that the scheme serves, that operators talk in: one upon the other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._seen: deque[tuple[float, tuple[int, int, int]]] = deque(maxlen=LOOKS_BACK_S)
        self._curves: list[pg.PlotDataItem] = []
        super().__init__(parent)

    def title(self) -> str:
        return self.tr("Calls now")

    def add(self, at: datetime, stages: tuple[int, int, int]) -> None:
        self._seen.append((at.timestamp(), stages))
        while self._seen and self._seen[0][0] < at.timestamp() - LOOKS_BACK_S:
            self._seen.popleft()
        self._renew()

    def forget(self) -> None:
        self._seen.clear()
        self._renew()

    def summary(self) -> str:
        """For those who cannot see it."""
        ringing, scheme, talking = self._seen[-1][1] if self._seen else (0, 0, 0)
        return self.tr("ringing {ringing}, in the menu {scheme}, with operators {talking}").format(
            ringing=ringing, scheme=scheme, talking=talking
        )

    def paint(self) -> None:
        self.begin_anew()
        colours = theme.current()
        # The highest first: each of the others covers it from below.
        names = (self.tr("ringing"), self.tr("in the menu"), self.tr("with operators"))
        looks = (colours.warning, colours.accent, colours.good)
        self._curves = [
            self.plot.plot(
                [], [], pen=pg.mkPen(colour, width=1.5), name=name,
                fillLevel=0, brush=_mixed(colour, colours.panel),
            )
            for name, colour in zip(names, looks, strict=True)
        ]  # fmt: skip
        self._renew()

    def _renew(self) -> None:
        """What was seen, in the curves that are there: this happens every second."""
        self.setAccessibleDescription(self.summary())
        times = [at for at, _ in self._seen]
        sums = [(ring + menu + talk, menu + talk, talk) for _, (ring, menu, talk) in self._seen]
        for which, curve in enumerate(self._curves):
            curve.setData(times, [each[which] for each in sums])
        top = max((each[0] for each in sums), default=0)
        self.plot.setYRange(0, max(5, top * _ROOM), padding=0)
        if times:
            self.plot.setXRange(times[-1] - LOOKS_BACK_S, times[-1], padding=0)


class DayGraph(Graph):
    """Calls and answers of this day by quarters of an hour."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._quarters: tuple[tuple[datetime, int, int], ...] = ()
        super().__init__(parent)

    def title(self) -> str:
        return self.tr("Calls of this day")

    def show_quarters(self, quarters: tuple[tuple[datetime, int, int], ...]) -> None:
        if quarters != self._quarters:
            self._quarters = quarters
            self.paint()

    def paint(self) -> None:
        self.begin_anew()
        colours = theme.current()
        places = [at.timestamp() + _STEP_S / 2 for at, _, _ in self._quarters]
        bars = ((1, colours.edge, self.tr("calls")), (2, colours.good, self.tr("answered")))
        for which, colour, name in bars:
            heights = [quarter[which] for quarter in self._quarters]
            item = pg.BarGraphItem(
                x=places, height=heights, width=_STEP_S * 0.8, brush=colour, pen=None, name=name
            )
            self.plot.addItem(item)
        calls = sum(quarter[1] for quarter in self._quarters)
        answered = sum(quarter[2] for quarter in self._quarters)
        self.setAccessibleDescription(
            self.tr("calls {calls}, answered {answered}").format(calls=calls, answered=answered)
        )
        self.plot.setYRange(0, max([4, *(q[1] * _ROOM for q in self._quarters)]), padding=0)
        if places:
            self.plot.setXRange(places[0] - _STEP_S, places[-1] + _STEP_S, padding=0)


class RatesGraph(Graph):
    """The share of lost calls of each campaign with operators: its value, its 95 % interval, and
    the limit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._rates: tuple[tuple[str, float, float, float, float], ...] = ()
        super().__init__(parent, clock=False)

    def title(self) -> str:
        return self.tr("Lost calls, %")

    def show_rates(self, rates: tuple[tuple[str, float, float, float, float], ...]) -> None:
        """(campaign, rate, low, high, limit), shares."""
        if rates != self._rates:
            self._rates = rates
            self.paint()

    def paint(self) -> None:
        self.begin_anew()
        colours = theme.current()
        said = []
        for place, (name, rate, low, high, limit) in enumerate(self._rates):
            colour = colours.good
            if rate > 0.8 * limit:
                colour = colours.bad if rate > limit else colours.warning
            middle, spread = (low + high) / 2 * 100, (high - low) * 100
            band = pg.ErrorBarItem(
                x=np.array([place]), y=np.array([middle]), height=np.array([spread]), beam=0.2,
                pen=pg.mkPen(colour, width=2),
            )  # fmt: skip
            self.plot.addItem(band)
            self.plot.plot([place], [rate * 100], pen=None, symbol="o", symbolBrush=colour,
                           symbolPen=None)  # fmt: skip
            edge = pg.mkPen(colours.text, width=2)
            self.plot.plot([place - 0.35, place + 0.35], [limit * 100] * 2, pen=edge)
            said.append(
                self.tr("{campaign}: {rate}, limit {limit}").format(
                    campaign=name, rate=_percent(rate), limit=_percent(limit)
                )
            )
        self.setAccessibleDescription("; ".join(said))
        names = [(place, rate[0][:14]) for place, rate in enumerate(self._rates)]
        self.plot.getAxis("bottom").setTicks([names])
        top = max((max(high, limit * 1.5) for _, _, _, high, limit in self._rates), default=0.05)
        self.plot.setYRange(0, min(100.0, top * 110), padding=0)
        self.plot.setXRange(-0.6, max(1, len(self._rates)) - 0.4, padding=0)


class RetriesGraph(Graph):
    """Contacts that become due in each of the next quarters of an hour."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._begin_s = 0.0
        self._counts: tuple[int, ...] = ()
        super().__init__(parent)

    def title(self) -> str:
        return self.tr("Calls again, ahead")

    def show_counts(self, first: datetime, counts: tuple[int, ...]) -> None:
        """``first``: where the first quarter begins."""
        self._begin_s, self._counts = first.timestamp(), counts
        self.paint()

    def paint(self) -> None:
        self.begin_anew()
        self.setAccessibleDescription(
            "; ".join(
                f"{_clock(self._begin_s + _STEP_S * n)}: {count}"
                for n, count in enumerate(self._counts)
                if count
            )
        )
        if not self._counts:
            return
        colours = theme.current()
        begin = self._begin_s
        places = [begin + _STEP_S * (n + 0.5) for n in range(len(self._counts))]
        self.plot.addItem(
            pg.BarGraphItem(
                x=places, height=self._counts, width=_STEP_S * 0.8, brush=colours.accent, pen=None
            )
        )
        self.plot.setYRange(0, max(4, max(self._counts) * 1.1), padding=0)
        self.plot.setXRange(begin, begin + _STEP_S * len(self._counts), padding=0)


def _mixed(colour: str, ground: str) -> QColor:
    """A third of the colour on that ground; opaque, so that what lies under it is not seen."""
    one, two = QColor(colour), QColor(ground)
    parts = zip(one.getRgb()[:3], two.getRgb()[:3], strict=True)  # type: ignore[index]
    return QColor(*(round(0.3 * a + 0.7 * b) for a, b in parts))


def _clock(at_s: float) -> str:
    return QDateTime.fromSecsSinceEpoch(int(at_s)).toString("HH:mm")


def _percent(share: float) -> str:
    return numbers.percent(share, language())


class _Clock(pg.AxisItem):  # type: ignore[misc]
    """Times of this computer's clock, as the user's language writes them."""

    def tickStrings(  # noqa: N802
        self, values: Sequence[float], _scale: float, _spacing: float
    ) -> list[str]:
        return [_clock(value) for value in values]

    def tickSpacing(  # noqa: N802
        self, minimum: float, maximum: float, _size: float
    ) -> list[tuple[float, float]]:
        step = 300.0
        while (maximum - minimum) / step > 8:
            step *= 2 if step < 3600 else 3
        return [(step, 0)]
