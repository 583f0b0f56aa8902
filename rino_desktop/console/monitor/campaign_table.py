"""Campaigns of the wallboard as a Qt table model, with the forecast of their end."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QDate, QLocale, QObject, Qt

from engine.forecast.bands import FinishBand
from rino_desktop.console.monitor.tables import brush
from rino_desktop.console.row_table import RowTable
from rino_desktop.ends_ahead import EndAhead
from rino_desktop.spoken_moments import span
from rino_desktop.wallboard import CampaignNow

_LOST, _DONE, _IDLE = 7, 8, 9


def near_moment(moment: datetime, now: datetime) -> str:
    """By this computer's clock, for what is weeks away at most: the time alone where it is
    today."""
    time, day = f"{moment.astimezone():%H:%M}", other_day(moment, now)
    return f"{day} {time}" if day else time


def other_day(moment: datetime, now: datetime) -> str:
    """ "13 Nov"; "" where it is today."""
    local = moment.astimezone().date()
    if local == now.astimezone().date():
        return ""
    return QLocale().toString(QDate(local.year, local.month, local.day), "d MMM")


class CampaignNowTable(RowTable[CampaignNow]):
    """``now``: when what is shown was read."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.now = datetime.now(UTC)
        self._ends: Mapping[int, EndAhead] = {}

    def show_ends(self, ends: Mapping[int, EndAhead]) -> None:
        """Campaign's number → when it will be done."""
        if ends != self._ends:
            self._ends = ends
            self.retranslate()

    def titles(self) -> tuple[str, ...]:
        return (
            self.tr("Campaign"),
            self.tr("Ringing"),
            self.tr("In the menu"),
            self.tr("With operators"),
            self.tr("Calls today"),
            self.tr("Answered"),
            self.tr("Left"),
            self.tr("Lost"),
            self.tr("Done"),
            self.tr("Idle because"),
        )

    def key(self, row: CampaignNow) -> object:
        return row.id

    def name(self, row: CampaignNow) -> str:
        return row.name

    def is_number(self, column: int) -> bool:
        return 1 <= column <= _LOST

    def cell(self, row: CampaignNow, column: int, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return {_IDLE: row.why_idle, _DONE: self.end_in_full(row) or None}.get(column)
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._colour(row, column)
        return None

    def _colour(self, row: CampaignNow, column: int) -> Any:
        if column == _LOST and row.abandoned is not None:
            colours = {"good": "good", "near": "warning", "over": "bad"}
            return brush(colours[row.abandoned.state])
        end = self._ends.get(row.id)
        if column == _DONE and end is not None and (end.stale or end.band is None):
            return brush("secondary")
        return None

    def _text(self, row: CampaignNow, column: int) -> str:
        locale = QLocale()
        if column == 0:
            return row.name
        if column == _IDLE:
            return row.why_idle or ""
        if column == _DONE:
            return self._end(self._ends.get(row.id))
        if column == 5:
            if not row.calls:
                return "0"
            share = locale.toString(row.answered / row.calls * 100, "f", 0)
            return f"{locale.toString(row.answered)}  {share} %"
        if column == _LOST:
            if row.abandoned is None:
                return ""
            rate, limit = (
                locale.toString(each * 100, "f", 1)
                for each in (row.abandoned.rate, row.abandoned.limit)
            )
            return self.tr("{rate} % of {limit} %").format(rate=rate, limit=limit)
        values = {1: row.ringing, 2: row.with_scheme, 3: row.talking, 4: row.calls, 6: row.left}
        return locale.toString(values[column])

    # --- the end ----------------------------------------------------------------------------------

    def _end(self, end: EndAhead | None) -> str:
        if end is None:
            return ""
        if end.band is None:
            return self.tr("not known") if end.fault else self.tr("is being forecast")
        text = self._band(end.band)
        if end.stale and end.made_at is not None:
            return self.tr("{end}, as of {when}").format(
                end=text, when=near_moment(end.made_at, self.now)
            )
        return text

    def _band(self, band: FinishBand) -> str:
        if band.median is None:
            return self.tr("not within a month")
        median = near_moment(band.median, self.now)
        low = near_moment(band.low or band.median, band.median)
        if band.high is None:
            return self.tr("{end} ({soonest} or much later)").format(end=median, soonest=low)
        high = near_moment(band.high, band.median)
        return median if low == high else f"{median} ({span(low, high)})"

    def end_in_full(self, row: CampaignNow) -> str:
        """What the forecast is of, and how far it holds; "" where there is none."""
        end = self._ends.get(row.id)
        if end is None:
            return ""
        lines = []
        if end.band is not None and end.made_at is not None:
            lines.append(
                self.tr("Forecast of {when}: most likely, and the band that 4 runs of 5 lie in.")
                .format(when=near_moment(end.made_at, self.now))
            )  # fmt: skip
        if end.stale:
            lines.append(self.tr("It does not hold any more: a new one is on its way."))
        if end.fault:
            lines.append(self.tr("It could not be made: {why}").format(why=end.fault))
        return "\n".join(lines)
