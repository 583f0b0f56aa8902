"""Draws charts on a canvas: one set of rules, whether it becomes SVG or PDF.

All lengths are millimetres, from the upper left corner; text sizes are points.
"""

import math
from typing import Protocol

from engine.reports import numbers
from engine.reports.charts import BLUE, SERIES, Bars, Chart, Colour, Columns, HeatMap

TEXT: Colour = (28, 36, 48)
SOFT: Colour = (102, 112, 133)
LINE: Colour = (223, 227, 232)
TRACK: Colour = (242, 244, 247)
_WHITE: Colour = (255, 255, 255)
_DEEP: Colour = (8, 48, 107)
_SIZE = 8.0
_SMALL = 7.0
_TITLE = 6.5  # room for the title above the drawing
_BAR = 6.2
_PLOT = 42.0  # height of upright columns


class Canvas(Protocol):
    def rect(self, x: float, y: float, width: float, height: float, colour: Colour) -> None: ...
    def line(self, x1: float, y1: float, x2: float, y2: float, colour: Colour,
             width: float) -> None: ...  # fmt: skip
    def text(self, x: float, y: float, text: str, size: float, colour: Colour,
             anchor: str) -> None:  # fmt: skip
        """``y`` is the base line; ``anchor``: start | middle | end."""
        ...

    def text_width(self, text: str, size: float) -> float: ...


def height(chart: Chart) -> float:
    match chart:
        case Bars():
            return _TITLE + len(chart.labels) * _BAR + 2
        case Columns():
            return _TITLE + 5 + _PLOT + 8
        case HeatMap():
            return _TITLE + 5 + len(chart.rows) * _BAR + 8


def draw(chart: Chart, canvas: Canvas, width: float, language: str) -> None:
    title = chart.title if not chart.unit else f"{chart.title}, {chart.unit}"
    canvas.text(0, 3.6, fitted(canvas, title, 8.5, width), 8.5, SOFT, "start")
    match chart:
        case Bars():
            _bars(chart, canvas, width, language)
        case Columns():
            _columns(chart, canvas, width, language)
        case HeatMap():
            _heat_map(chart, canvas, width, language)


def fitted(canvas: Canvas, text: str, size: float, width: float) -> str:
    """Shortened with an ellipsis to what ``width`` holds."""
    if canvas.text_width(text, size) <= width:
        return text
    while text and canvas.text_width(text + "…", size) > width:
        text = text[:-1]
    return text.rstrip() + "…"


def _bars(chart: Bars, canvas: Canvas, width: float, language: str) -> None:
    values = [
        numbers.percent(v, language) if chart.are_shares else numbers.number(v, language)
        for v in chart.values
    ]
    notes = list(chart.notes) or [""] * len(values)
    longest = max((canvas.text_width(label, _SIZE) for label in chart.labels), default=0.0)
    labels = min(longest + 3.1, width * 0.38)
    value_room = max((canvas.text_width(value, _SIZE) for value in values), default=0.0) + 3
    note_room = max((canvas.text_width(note, _SIZE) for note in notes), default=0.0)
    note_room += 3 if note_room else 0
    plot = width - labels - value_room - note_room - 2
    most = max([*chart.values, *(high for _, high in chart.intervals)], default=0.0)
    scale = plot / most if most else 0.0
    for index, label in enumerate(chart.labels):
        top = _TITLE + index * _BAR
        base = top + _BAR / 2 + 1.05
        canvas.text(0, base, fitted(canvas, label, _SIZE, labels - 3), _SIZE, TEXT, "start")
        length = max(chart.values[index] * scale, 0.4 if chart.values[index] else 0.0)
        left = labels + ((plot - length) / 2 if chart.centred else 0.0)
        if not chart.centred:
            canvas.rect(labels, top + 1.2, plot, _BAR - 2.4, TRACK)
        if length:
            canvas.rect(left, top + 1.2, length, _BAR - 2.4, BLUE)
        if chart.intervals:
            low, high = (labels + edge * scale for edge in chart.intervals[index])
            middle = top + _BAR / 2
            canvas.line(low, middle, high, middle, TEXT, 0.35)
            for edge in (low, high):
                canvas.line(edge, middle - 1.1, edge, middle + 1.1, TEXT, 0.35)
        canvas.text(width - note_room, base, values[index], _SIZE, TEXT, "end")
        if notes[index]:
            canvas.text(width, base, notes[index], _SIZE, SOFT, "end")


def _columns(chart: Columns, canvas: Canvas, width: float, language: str) -> None:
    top = _TITLE + 5
    bottom = top + _PLOT
    left = 0.0
    for index, (label, _) in enumerate(chart.series):
        if not label:
            continue
        canvas.rect(left, _TITLE - 0.6, 2.6, 2.6, SERIES[index])
        canvas.text(left + 4, _TITLE + 1.6, label, _SMALL, TEXT, "start")
        left += 4 + canvas.text_width(label, _SMALL) + 7
    most = max((value for _, values in chart.series for value in values), default=0)
    step = nice_step(most)
    highest = max(step, math.ceil(most / step) * step)
    marks = [round(step * n) for n in range(int(highest / step) + 1)]
    axis = max(canvas.text_width(numbers.integer(m, language), _SMALL) for m in marks) + 2.5
    for mark in marks:
        y = bottom - _PLOT * mark / highest
        canvas.line(axis, y, width, y, LINE, 0.15)
        canvas.text(axis - 1.5, y + 0.9, numbers.integer(mark, language), _SMALL, SOFT, "end")
    slot = (width - axis) / max(len(chart.ticks), 1)
    column = min(slot * 0.72, 14.0)
    for index, (_, values) in enumerate(chart.series):
        for place, value in enumerate(values):
            if value:
                tall = max(_PLOT * value / highest, 0.3)
                x = axis + slot * place + (slot - column) / 2
                canvas.rect(x, bottom - tall, column, tall, SERIES[index])
    canvas.line(axis, bottom, width, bottom, SOFT, 0.2)
    room = 0.0
    for place, tick in enumerate(chart.ticks):
        if not tick:
            continue
        middle = axis + slot * (place + 0.5)
        half = canvas.text_width(tick, _SMALL) / 2
        # A label must neither touch the one before nor leave the page.
        middle = min(middle, width - half)
        if middle - half < room:
            continue
        canvas.text(middle, bottom + 4, tick, _SMALL, SOFT, "middle")
        room = middle + half + 1.5


def _heat_map(chart: HeatMap, canvas: Canvas, width: float, language: str) -> None:
    labels = max(canvas.text_width(label, _SIZE) for label in chart.rows) + 3
    cell = (width - labels) / len(chart.columns)
    top = _TITLE + 5
    most = max((value for row in chart.values for value in row if value), default=0.0)
    for index, column in enumerate(chart.columns):
        x = labels + cell * (index + 0.5)
        canvas.text(x, top - 1.4, column, _SMALL, SOFT, "middle")
    for row, label in enumerate(chart.rows):
        y = top + row * _BAR
        canvas.text(0, y + _BAR / 2 + 1, label, _SIZE, TEXT, "start")
        for index, value in enumerate(chart.values[row]):
            depth = (value or 0.0) / most if most else 0.0
            # A share of nothing is told from there being nothing to be a share of.
            seen = value is not None if chart.are_shares else bool(value)
            colour = _shade(depth) if seen else TRACK
            canvas.rect(labels + cell * index, y, cell - 0.4, _BAR - 0.4, colour)
            written = _in_cell(chart, value, language) if seen and value is not None else ""
            if written and canvas.text_width(written, 6.2) < cell - 0.8:
                ink = _WHITE if depth > 0.45 else TEXT
                x = labels + cell * index + (cell - 0.4) / 2
                canvas.text(x, y + _BAR / 2 + 0.6, written, 6.2, ink, "middle")
    ends = ("1" if most else "0", numbers.integer(int(most), language))
    if chart.are_shares:
        ends = (numbers.percent(0, language), numbers.percent(most, language))
    _heat_legend(canvas, labels, top + len(chart.rows) * _BAR + 1.5, ends)


def _in_cell(chart: HeatMap, value: float, language: str) -> str:
    if chart.are_shares:
        return numbers.decimal(value * 100, 0, language)
    return _short(int(value), language)


def _heat_legend(canvas: Canvas, x: float, y: float, ends: tuple[str, str]) -> None:
    canvas.text(x, y + 2.5, ends[0], _SMALL, SOFT, "start")
    x += canvas.text_width(ends[0], _SMALL) + 1.5
    for step in range(12):
        canvas.rect(x + step * 2.4, y, 2.4, 3, _shade((step + 1) / 12))
    canvas.text(x + 12 * 2.4 + 1.5, y + 2.5, ends[1], _SMALL, SOFT, "start")


def _shade(depth: float) -> Colour:
    """A single hue from light to deep: order is seen by everybody, and survives a copier."""
    light: Colour = (222, 235, 247)
    red, green, blue = (round(a + (b - a) * depth) for a, b in zip(light, _DEEP, strict=True))
    return red, green, blue


def _short(value: int, language: str) -> str:
    """What fits into a small cell: 950, 1,2 тыс. as 1,2k."""
    if value < 1000:
        return str(value)
    power, letter = (1_000_000, "M") if value >= 999_500 else (1000, "k")
    if language == "ru":
        letter = "М" if letter == "M" else "т"
    scaled = value / power
    return numbers.decimal(scaled, 1 if scaled < 10 else 0, language) + letter


def nice_step(most: float) -> float:
    """Distance of the marks on an axis: 1, 2 or 5 times a power of ten; four or five marks."""
    if most <= 4:
        return 1
    raw = most / 4
    power = float(10 ** math.floor(math.log10(raw)))
    return next(n * power for n in (1, 2, 5, 10) if n * power >= raw)
