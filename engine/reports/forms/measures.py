"""What a form can show without any SQL: the measures of a campaign, for all time or a period."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from engine.domain.disposition import Disposition
from engine.ports.reports import AttemptTally
from engine.reports import chart_makers, names
from engine.reports.model import ReportSource, share

#: Every name a template finds under ``measures``; docs/reports.md explains them.
NAMES = [
    "attempts", "answered", "completed", "answered_share", "completed_share", "talk_seconds",
    "talk_minutes", "billed_minutes", "contacts", "dialled", "reached", "heard", "first_at",
    "last_at", "by_disposition", "by_cause", "by_hour", "by_day", "by_weekday", "by_result",
]  # fmt: skip
#: Those that are lists of rows, with the rows' keys: a table of the form may show them.
TABLES = {
    "by_disposition": ["code", "name", "attempts", "share"],
    "by_cause": ["code", "name", "attempts", "share"],
    "by_hour": ["hour", "attempts", "answered", "minutes"],
    "by_day": ["day", "attempts", "answered", "completed", "minutes", "seconds"],
    "by_weekday": ["weekday", "attempts", "answered"],
    "by_result": ["name", "value", "contacts", "share"],
}


def measures(source: ReportSource, since: datetime, until: datetime) -> dict[str, Any]:
    """Attempts that began in [since, until). What is about contacts and their answers
    (``contacts`` … ``heard``, ``by_result``) is of the whole campaign."""
    tallies = [
        tally
        for tally in source.reports.tallies(source.campaign.id)
        if since <= tally.quarter_at < until
    ]
    attempts = sum(tally.attempts for tally in tallies)
    answered = sum(tally.answered for tally in tallies)
    completed = sum(t.attempts for t in tallies if t.disposition == Disposition.COMPLETED.value)
    talk_ms = sum(tally.talk_ms for tally in tallies)
    dialled, reached, heard = source.reports.reached(source.campaign.id)
    return {
        "attempts": attempts,
        "answered": answered,
        "completed": completed,
        "answered_share": share(answered, attempts),
        "completed_share": share(completed, answered),
        "talk_seconds": round(talk_ms / 1000),
        "talk_minutes": round(talk_ms / 60_000, 2),
        "billed_minutes": sum(tally.minutes for tally in tallies),
        "contacts": source.counts.total,
        "dialled": dialled,
        "reached": reached,
        "heard": heard,
        "first_at": tallies[0].quarter_at if tallies else None,
        "last_at": tallies[-1].quarter_at + timedelta(minutes=15) if tallies else None,
        "by_disposition": _distribution(
            tallies, "disposition", attempts, lambda c: names.disposition(c, source.language)
        ),
        "by_cause": _distribution(
            tallies, "hangup_cause", attempts, lambda c: names.cause(c, source.language)
        ),
        "by_hour": _by_hour(tallies, source),
        "by_day": _by_day(tallies, source),
        "by_weekday": _by_weekday(tallies, source),
        "by_result": [
            {"name": name, "value": value, "contacts": n, "share": share(n, reached)}
            for name, value, n in source.reports.results(source.campaign.id)
        ],
    }


def _distribution(
    tallies: list[AttemptTally], key: str, total: int, label: Any
) -> list[dict[str, Any]]:
    counts: Counter[str] = Counter()
    for tally in tallies:
        counts[getattr(tally, key)] += tally.attempts
    return [
        {"code": code, "name": label(code), "attempts": n, "share": share(n, total)}
        for code, n in sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    ]


def _by_hour(tallies: list[AttemptTally], source: ReportSource) -> list[dict[str, Any]]:
    """By the hour of the day, in the campaign's zone; only hours with calls."""
    found: dict[int, dict[str, Any]] = {}
    for tally in tallies:
        hour = tally.quarter_at.astimezone(source.zone).hour
        row = found.setdefault(
            hour, {"hour": f"{hour:02d}:00", "attempts": 0, "answered": 0, "minutes": 0}
        )
        row["attempts"] += tally.attempts
        row["answered"] += tally.answered
        row["minutes"] += tally.minutes
    return [found[hour] for hour in sorted(found)]


def _by_day(tallies: list[AttemptTally], source: ReportSource) -> list[dict[str, Any]]:
    found: dict[Any, dict[str, Any]] = {}
    for tally in tallies:
        day = tally.quarter_at.astimezone(source.zone).date()
        row = found.setdefault(
            day,
            {"day": day, "attempts": 0, "answered": 0, "completed": 0, "minutes": 0, "seconds": 0},
        )
        row["attempts"] += tally.attempts
        row["answered"] += tally.answered
        row["minutes"] += tally.minutes
        row["seconds"] += tally.talk_ms / 1000
        if tally.disposition == Disposition.COMPLETED.value:
            row["completed"] += tally.attempts
    return [found[day] for day in sorted(found)]


def _by_weekday(tallies: list[AttemptTally], source: ReportSource) -> list[dict[str, Any]]:
    rows = [
        {"weekday": day, "attempts": 0, "answered": 0}
        for day in chart_makers.weekdays(source.language)
    ]
    for tally in tallies:
        row = rows[tally.quarter_at.astimezone(source.zone).weekday()]
        row["attempts"] = int(str(row["attempts"])) + tally.attempts
        row["answered"] = int(str(row["answered"])) + tally.answered
    return [dict(row) for row in rows]
