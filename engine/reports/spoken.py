"""What a chart shows, in words: for those who hear it."""

from engine.reports import numbers
from engine.reports.charts import Bars, Chart, Columns, HeatMap


def chart(shown: Chart, language: str) -> str:
    """Lines: each bar, the sum of each series, the highest of each row. All figures are in the
    table beside the chart."""
    match shown:
        case Bars():
            lines = _bars(shown, language)
        case Columns():
            lines = [
                f"{name}: {numbers.integer(sum(values), language)}"
                for name, values in shown.series
            ]  # fmt: skip
        case HeatMap():
            lines = _rows(shown, language)
    return "\n".join([shown.unit, *lines] if shown.unit else lines)


def _bars(shown: Bars, language: str) -> list[str]:
    notes = shown.notes or ("",) * len(shown.labels)
    return [
        f"{label}: {_number(value, language, shares=shown.are_shares)}" + (f", {note}" * bool(note))
        for label, value, note in zip(shown.labels, shown.values, notes, strict=True)
    ]


def _rows(shown: HeatMap, language: str) -> list[str]:
    lines = []
    for row, values in zip(shown.rows, shown.values, strict=True):
        there = [
            (value, column)
            for value, column in zip(values, shown.columns, strict=True)
            if value is not None
        ]
        if there:
            value, column = max(there, key=lambda each: each[0])
            said = _number(value, language, shares=shown.are_shares)
            lines.append(f"{row}: {column}, {said}")
    return lines


def _number(value: float, language: str, *, shares: bool) -> str:
    return numbers.percent(value, language) if shares else numbers.number(value, language)
