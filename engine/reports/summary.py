"""The report ``summary``: how far the list has come, and what became of the attempts."""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime

from engine.reports import chart_makers, funnel, names, operators, words
from engine.reports.about import about
from engine.reports.filters import CALLS
from engine.reports.model import (
    Cell,
    CellKind,
    Column,
    Figure,
    ReportSource,
    Section,
    share,
)

_CONTACT_STATES = ("new", "in_progress", "waiting_retry", "done", "excluded")


class SummaryReport:
    name = "summary"
    filters = CALLS

    def title(self, language: str) -> str:
        return words.text("summary_title", language)

    def json(self, source: ReportSource) -> Iterator[str]:
        yield json.dumps(summary_json(source), ensure_ascii=False, indent=2) + "\n"

    def figures(self, source: ReportSource) -> list[Figure]:
        total = source.counts.total
        dialled, answered, heard = source.reports.reached(source.campaign.id)
        # What whoever answered was called for: to hear something, or to talk with somebody.
        end, reached = "heard", heard
        if operators.works_with_operators(source):
            end, reached = "connected_figure", operators.connected(source)
        return [
            Figure(words.text("list", source.language), total),
            Figure(words.text("dialled", source.language), dialled, share(dialled, total)),
            Figure(words.text("answered", source.language), answered, share(answered, dialled)),
            Figure(words.text(end, source.language), reached, share(reached, answered)),
        ]

    def tables(self, source: ReportSource) -> Iterator[Section]:
        yield about(source)
        yield from self._sections(source)
        yield _by_weekday(source)

    def page(self, source: ReportSource) -> Iterator[Section]:
        for section in self._sections(source):
            if section.title == words.text("by_hour", source.language):
                heat = chart_makers.by_weekday(_for_weekdays(source), source.zone, source.language)
                if heat is not None:
                    title = words.text("by_weekday", source.language)
                    note = words.text("zone_note", source.language).format(
                        zone=source.campaign.settings.schedule.timezone or "UTC"
                    )
                    yield Section(title, (), (), chart=heat, note=note)
            yield section

    def _sections(self, source: ReportSource) -> Iterator[Section]:
        reports, campaign_id, language = source.reports, source.campaign.id, source.language
        yield funnel.section(source)
        if operators.works_with_operators(source):
            yield operators.section(source)
        yield _contact_states(source)
        yield _distribution(
            source, "by_disposition", "disposition", reports.by_disposition(campaign_id).items(),
            lambda name: (names.disposition(name, language),), (),
        )  # fmt: skip
        yield _distribution(
            source, "by_hangup_cause", "hangup_cause", reports.by_hangup_cause(campaign_id).items(),
            lambda name: (names.cause(name, language), name),
            (Column(words.text("cause_code", language), width=26),),
        )  # fmt: skip
        yield _by_hour(source)


def summary_json(source: ReportSource) -> dict[str, object]:
    """The JSON form of the summary; hours are UTC, their starts."""
    reports, campaign = source.reports, source.campaign
    total, live, answered = reports.attempt_totals(campaign.id)
    stages = [
        {"stage": each.stage, "result": each.result, "value": each.value,
         "contacts": each.contacts, "of_list": _rounded(each.of_list)}
        for each in funnel.stages(source)
    ]  # fmt: skip
    results: dict[str, dict[str, int]] = {}
    for name, value, contacts in reports.results(campaign.id):
        results.setdefault(name, {})[value] = contacts
    return {
        "campaign": campaign.name,
        "mode": str(campaign.settings.mode),
        "state": str(campaign.state),
        "made_at": source.now.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        "contacts": {
            "total": source.counts.total,
            **{state: getattr(source.counts, state) for state in _CONTACT_STATES},
        },
        "attempts": {"total": total, "live": live, "answered": answered},
        "funnel": stages,
        "by_disposition": dict(reports.by_disposition(campaign.id)),
        "by_hangup_cause": dict(reports.by_hangup_cause(campaign.id)),
        "by_hour": [
            {"hour": f"{hour.astimezone(UTC):%Y-%m-%dT%H:00:00Z}", "attempts": n, "answered": good}
            for hour, n, good in sorted(reports.by_hour(campaign.id))
        ],
        "results": results,
        "operators": operators.as_json(source),
    }


def _rounded(of: float | None) -> float | None:
    return None if of is None else round(of, 4)


def _contact_states(source: ReportSource) -> Section:
    language = source.language
    columns = (
        Column(words.text("contact_state", language), width=28),
        Column(words.text("contacts", language), CellKind.COUNT, 12),
        Column(words.text("share", language), CellKind.SHARE, 10),
    )
    rows: list[tuple[Cell, ...]] = []
    for state in _CONTACT_STATES:
        n = getattr(source.counts, state)
        rows.append((words.text(state, language), n, share(n, source.counts.total)))
    return Section(words.text("by_contact_state", language), columns, rows, bar=2)


def _distribution(
    source: ReportSource,
    title: str,
    label: str,
    counts: Iterable[tuple[str, int]],
    labels: Callable[[str], tuple[Cell, ...]],
    more: tuple[Column, ...],
) -> Section:
    """Attempts by something, most frequent first."""
    language = source.language
    ordered = sorted(counts, key=lambda item: (-item[1], item[0]))
    total = sum(n for _, n in ordered)
    columns = (
        Column(words.text(label, language), width=30),
        *more,
        Column(words.text("attempt_count", language), CellKind.COUNT, 12),
        Column(words.text("share", language), CellKind.SHARE, 10),
    )
    rows = [(*labels(name), n, share(n, total)) for name, n in ordered]
    chart = chart_makers.of_counts(
        words.text("chart_" + title, language), words.text("unit_attempts", language),
        [(str(labels(name)[0]), n) for name, n in ordered], language,
    )  # fmt: skip
    return Section(words.text(title, language), columns, rows, chart=chart)


def _by_hour(source: ReportSource) -> Section:
    language = source.language
    columns = (
        Column(words.text("hour", language), width=18),
        Column(words.text("attempt_count", language), CellKind.COUNT, 12),
        Column(words.text("answered_count", language), CellKind.COUNT, 12),
        Column(words.text("answered_share", language), CellKind.SHARE, 17),
    )
    form = "%d.%m.%Y %H:%M" if language == "ru" else "%Y-%m-%d %H:%M"
    hours = sorted(source.reports.by_hour(source.campaign.id))
    rows: list[tuple[Cell, ...]] = [
        (hour.astimezone(source.zone).strftime(form), n, answered, share(answered, n))
        for hour, n, answered in hours
    ]
    chart = chart_makers.over_time(hours, source.zone, language)
    return Section(words.text("by_hour", language), columns, rows, bar=3, chart=chart)


def _by_weekday(source: ReportSource) -> Section:
    """Weekdays × hours as rows, for tables."""
    language = source.language
    columns = (
        Column(words.text("weekday", language), width=14),
        Column(words.text("hour_of_day", language), CellKind.COUNT, 14),
        Column(words.text("attempt_count", language), CellKind.COUNT, 12),
        Column(words.text("answered_count", language), CellKind.COUNT, 12),
        Column(words.text("answered_share", language), CellKind.SHARE, 17),
    )
    hours = _for_weekdays(source)
    table = chart_makers.weekday_table(hours, source.zone) if hours else []
    rows: list[tuple[Cell, ...]] = [
        (day, hour, n, answered, share(answered, n))
        for day, line in zip(chart_makers.weekdays(language), table, strict=False)
        for hour, (n, answered) in enumerate(line)
        if n
    ]
    return Section(words.text("by_weekday", language), columns, rows)


def _for_weekdays(source: ReportSource) -> list[tuple[datetime, int, int]]:
    """Hours; quarters of them where the zone's hours begin within those of UTC (India, Iran)."""
    hours = source.reports.by_hour(source.campaign.id)
    if not any(hour.astimezone(source.zone).minute for hour, _, _ in hours):
        return hours
    tallies = source.reports.tallies(source.campaign.id)
    return [(each.quarter_at, each.attempts, each.answered) for each in tallies]
