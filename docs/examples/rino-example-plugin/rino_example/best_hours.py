"""A report kind: at which hours of the day people answer."""

import json
from collections.abc import Iterator

from engine.reports.model import Cell, CellKind, Column, Figure, ReportSource, Section, share

_WORDS = {
    "ru": ("Лучшие часы", "Час", "Попыток", "Ответов", "Доля ответов", "Лучший час"),
    "en": ("Best hours", "Hour", "Attempts", "Answers", "Share answered", "Best hour"),
}


class BestHoursReport:
    name = "best-hours"

    def title(self, language: str) -> str:
        return _WORDS[language][0]

    def json(self, source: ReportSource) -> Iterator[str]:
        hours = [
            {"hour": hour, "attempts": attempts, "answered": answered}
            for hour, attempts, answered in _hours(source)
        ]
        document = {"campaign": source.campaign.name, "hours": hours}
        yield json.dumps(document, ensure_ascii=False, indent=2) + "\n"

    def figures(self, source: ReportSource) -> list[Figure]:
        hours = _hours(source)
        if not hours:
            return []
        hour, attempts, answered = max(hours, key=lambda row: row[2] / row[1])
        return [Figure(_WORDS[source.language][5], hour, share(answered, attempts))]

    def tables(self, source: ReportSource) -> Iterator[Section]:
        title, hour_word, *counted, share_word = _WORDS[source.language][:5]
        columns = (
            Column(hour_word, CellKind.COUNT, 8),
            *(Column(word, CellKind.COUNT, 12) for word in counted),
            Column(share_word, CellKind.SHARE, 16),
        )
        rows: list[tuple[Cell, ...]] = [
            (hour, attempts, answered, share(answered, attempts))
            for hour, attempts, answered in _hours(source)
        ]
        yield Section(title, columns, rows, bar=3)

    def page(self, source: ReportSource) -> Iterator[Section]:
        yield from self.tables(source)


def _hours(source: ReportSource) -> list[tuple[int, int, int]]:
    """(hour by the campaign's clock, attempts, answered)."""
    found: dict[int, list[int]] = {}
    for at, attempts, answered in source.reports.by_hour(source.campaign.id):
        counts = found.setdefault(at.astimezone(source.zone).hour, [0, 0])
        counts[0] += attempts
        counts[1] += answered
    return [(hour, *found[hour]) for hour in sorted(found)]  # type: ignore[misc]
