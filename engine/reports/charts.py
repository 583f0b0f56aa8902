"""What pages draw: each chart is data with words, and knows nothing of paper or of browsers.

Colours are those of Okabe and Ito (https://jfly.uni-koeln.de/color/), which people with any kind
of colour blindness tell apart; no chart says by colour alone what it says.
"""

from dataclasses import dataclass

Colour = tuple[int, int, int]

BLUE: Colour = (0, 114, 178)
ORANGE: Colour = (230, 159, 0)
SKY: Colour = (86, 180, 233)
GREEN: Colour = (0, 158, 115)
#: One after the other for the series of a chart.
SERIES = (SKY, BLUE, ORANGE, GREEN)


@dataclass(frozen=True, slots=True)
class Bars:
    """Horizontal bars, one below the other. ``values`` are counts, or shares (0…1) where
    ``are_shares``; ``notes`` stand behind the values. ``intervals``: (low, high) of each bar, in
    the unit of the values. ``centred`` makes a funnel of it."""

    title: str
    labels: tuple[str, ...]
    values: tuple[float, ...]
    notes: tuple[str, ...] = ()
    intervals: tuple[tuple[float, float], ...] = ()
    are_shares: bool = False
    centred: bool = False
    #: What is counted, such as "calls".
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Columns:
    """Upright columns over time; those of the second series stand in front of the first. ``ticks``
    are labels of the axis below, "" where there is no room for one."""

    title: str
    ticks: tuple[str, ...]
    series: tuple[tuple[str, tuple[int, ...]], ...]
    unit: str


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Rows × columns of counts, or of shares (0…1) where ``are_shares``; the darker the more. None:
    there was nothing to count."""

    title: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: tuple[tuple[float | None, ...], ...]
    unit: str = ""
    are_shares: bool = False


Chart = Bars | Columns | HeatMap
