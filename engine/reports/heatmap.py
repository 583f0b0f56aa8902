"""The report ``heatmap``: hours × weekdays, by the office's clock or the subscribers'."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from engine.domain.disposition import Disposition
from engine.reports import chart_makers, names, words
from engine.reports.charts import HeatMap
from engine.reports.filters import CALLS, CAMPAIGNS
from engine.reports.model import Cell, CellKind, Column, Figure, ReportSource, Section, share

_GOOD = (Disposition.COMPLETED, Disposition.SERVED)
_HOURS = tuple(f"{hour:02d}" for hour in range(24))


@dataclass
class HeatCell:
    """``good``: heard to the end or served."""

    attempts: int = 0
    answered: int = 0
    good: int = 0


@dataclass
class Heat:
    """``cells``: (weekday, 0 is Monday, hour) → counts; ``results``: the same by disposition."""

    cells: dict[tuple[int, int], HeatCell]
    results: dict[str, Counter[tuple[int, int]]]

    @property
    def total(self) -> HeatCell:
        cells = self.cells.values()
        return HeatCell(sum(c.attempts for c in cells), sum(c.answered for c in cells),
                        sum(c.good for c in cells))  # fmt: skip

    def rows(
        self, value: Callable[[HeatCell], float | None]
    ) -> tuple[tuple[float | None, ...], ...]:
        return tuple(
            tuple(
                value(self.cells[day, hour]) if (day, hour) in self.cells else None
                for hour in range(24)
            )
            for day in range(7)
        )


#: Key of the title → what of a cell it shows.
_MAPS: tuple[tuple[str, Callable[[HeatCell], float | None]], ...] = (
    ("heat_attempts", lambda cell: cell.attempts),
    ("heat_rate", lambda cell: share(cell.answered, cell.attempts)),
    ("heat_good", lambda cell: share(cell.good, cell.answered)),
)


class HeatMapReport:
    name = "heatmap"
    of_office = True
    filters = (CAMPAIGNS, *CALLS)

    def title(self, language: str) -> str:
        return words.text("heatmap_title", language)

    def json(self, source: ReportSource) -> Iterator[str]:
        heat = _heat(source)
        document = {
            "campaigns": list(source.names) or None,
            "made_at": source.now.astimezone(UTC).isoformat(timespec="seconds")[:19] + "Z",
            "clock": source.options.clock,
            "timezone": source.zone_name,
            "cells": [
                {
                    "weekday": day + 1, "hour": hour, "attempts": cell.attempts,
                    "answered": cell.answered, "heard_or_served": cell.good,
                    "by_disposition": {name: counts[day, hour]
                                       for name, counts in sorted(heat.results.items())
                                       if counts[day, hour]},
                }
                for (day, hour), cell in sorted(heat.cells.items())
            ],
        }  # fmt: skip
        yield json.dumps(document, ensure_ascii=False, indent=2) + "\n"

    def figures(self, source: ReportSource) -> list[Figure]:
        total, language = _heat(source).total, source.language
        return [
            Figure(words.text("attempts", language), total.attempts),
            Figure(words.text("answered_count", language), total.answered,
                   share(total.answered, total.attempts)),
            Figure(words.text("heat_good_column", language), total.good,
                   share(total.good, total.answered)),
        ]  # fmt: skip

    def tables(self, source: ReportSource) -> Iterator[Section]:
        heat, language = _heat(source), source.language
        days = chart_makers.weekdays(language)
        for key, value in _MAPS:
            kind = CellKind.COUNT if key == "heat_attempts" else CellKind.SHARE
            columns = (
                Column(words.text("weekday", language), width=12),
                *(Column(hour, kind, 6) for hour in _HOURS),
            )
            rows: list[tuple[Cell, ...]] = [
                (day, *cells) for day, cells in zip(days, heat.rows(value), strict=True)
            ]
            title = words.text(key, language)
            yield Section(title, columns, rows if heat.cells else [], heat=tuple(range(1, 25)))
        yield _long(heat, language)

    def page(self, source: ReportSource) -> Iterator[Section]:
        heat, language = _heat(source), source.language
        if not heat.cells:
            yield Section(words.text("heatmap_title", language), (), (),
                          note=words.text("nothing", language))  # fmt: skip
            return
        own = source.options.clock == "subscriber"
        note = words.text("heat_subscriber_note" if own else "heat_office_note", language)
        for key, value in _MAPS:
            chart = HeatMap(
                words.text(key, language), chart_makers.weekdays(language), _HOURS,
                heat.rows(value), are_shares=key != "heat_attempts",
            )  # fmt: skip
            last = key == _MAPS[-1][0]
            yield Section("", (), (), chart=chart,
                          note=note.format(zone=source.zone_name) if last else "")  # fmt: skip
        yield _by_weekday(heat, language)


def _heat(source: ReportSource) -> Heat:
    return source.once("heat", lambda: _read(source))


def _read(source: ReportSource) -> Heat:
    own = source.options.clock == "subscriber"
    zones = _campaign_zones(source) if own else {}
    heat = Heat({}, {})
    for tally in source.office.quarters(source.scope, zones=own):
        zone: tzinfo = source.zone
        if own:
            name = tally.zones[0] if tally.zones else zones.get(tally.campaign_id, "")
            zone = _zone(name) or source.zone
        local = tally.quarter_at.astimezone(zone)
        place = (local.weekday(), local.hour)
        cell = heat.cells.setdefault(place, HeatCell())
        cell.attempts += tally.attempts
        cell.answered += tally.answered
        if tally.disposition in _GOOD:
            cell.good += tally.answered
        heat.results.setdefault(tally.disposition, Counter())[place] += tally.attempts
    return heat


def _campaign_zones(source: ReportSource) -> dict[int, str]:
    return source.office.zones(source.scope.campaigns)


@lru_cache(maxsize=500)
def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError):
        return None


def _long(heat: Heat, language: str) -> Section:
    def named(key: str, kind: CellKind = CellKind.COUNT) -> Column:
        return Column(words.text(key, language), kind, 14)

    results = sorted(heat.results)
    columns = (
        named("weekday", CellKind.TEXT), named("hour_of_day", CellKind.TEXT), named("attempts"),
        named("answered_count"), named("answered_share", CellKind.SHARE),
        named("heat_good_column"),
        *(Column(names.disposition(each, language), CellKind.COUNT, 16) for each in results),
    )  # fmt: skip
    days = chart_makers.weekdays(language)
    rows: list[tuple[Cell, ...]] = [
        (days[day], f"{hour:02d}:00", cell.attempts, cell.answered,
         share(cell.answered, cell.attempts), cell.good,
         *(heat.results[each][day, hour] for each in results))
        for (day, hour), cell in sorted(heat.cells.items())
    ]  # fmt: skip
    return Section(words.text("heat_long", language), columns, rows, heat=(4,))


def _by_weekday(heat: Heat, language: str) -> Section:
    days = chart_makers.weekdays(language)
    rows: list[tuple[Cell, ...]] = []
    for day, name in enumerate(days):
        own = Heat({place: cell for place, cell in heat.cells.items() if place[0] == day}, {}).total
        rows.append((name, own.attempts, own.answered, share(own.answered, own.attempts),
                     own.good, share(own.good, own.answered)))  # fmt: skip
    columns = (
        Column(words.text("weekday", language), width=14),
        Column(words.text("attempts", language), CellKind.COUNT, 12),
        Column(words.text("answered_count", language), CellKind.COUNT, 12),
        Column(words.text("answered_share", language), CellKind.SHARE, 16),
        Column(words.text("heat_good_column", language), CellKind.COUNT, 22),
        Column(words.text("share", language), CellKind.SHARE, 10),
    )
    return Section(words.text("weekday", language), columns, rows)
