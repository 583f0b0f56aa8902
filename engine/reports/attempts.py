"""The report ``attempts``: one row for each attempt that has ended, oldest first."""

import itertools
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from engine.ports.reports import AttemptExtent
from engine.ports.storage import ReportedAttempt
from engine.reports import chart_makers, names, numbers, words
from engine.reports.filters import CALLS
from engine.reports.formats import csv_attempts
from engine.reports.model import CallRow, Cell, CellKind, Column, Figure, ReportSource, Section

#: Rows on pages; nobody reads more of them on paper, and a browser chokes on a million.
PAGE_ROWS = 2000


class AttemptsReport:
    name = "attempts"
    filters = CALLS

    def title(self, language: str) -> str:
        return words.text("attempts_title", language)

    def json(self, source: ReportSource) -> Iterator[str]:
        separator = "[\n"
        for attempt in source.reports.attempts(source.campaign.id):
            yield separator + json.dumps(attempt_json(attempt), ensure_ascii=False)
            separator = ",\n"
        yield "[]\n" if separator == "[\n" else "\n]\n"

    def figures(self, source: ReportSource) -> list[Figure]:
        return []

    def tables(self, source: ReportSource) -> Iterator[Section]:
        # What has been added when the rows are written is not among them.
        extent = source.reports.extent(source.campaign.id)
        yield Section(
            words.text("attempts", source.language),
            _columns(extent, source.language),
            _rows(source, extent),
            csv_lines=lambda: csv_attempts.lines(source, extent),
        )

    def page(self, source: ReportSource) -> Iterator[Section]:
        language = source.language
        yield from _charts(source)
        total, live, _ = source.reports.attempt_totals(source.campaign.id)
        ended = total - live
        note = ""
        if ended > PAGE_ROWS:
            note = words.text("cut", language).format(
                shown=numbers.integer(PAGE_ROWS, language), total=numbers.integer(ended, language)
            )
        columns = (
            Column(words.text("phone", language), CellKind.PHONE, 18),
            Column(words.text("number", language), CellKind.COUNT, 5),
            Column(words.text("started_at", language), CellKind.MOMENT, 22),
            Column(words.text("ring_s", language), CellKind.SECONDS, 12),
            Column(words.text("talk_s", language), CellKind.SECONDS, 11),
            Column(words.text("disposition", language), width=28),
            Column(words.text("hangup_cause", language), width=28),
            Column(words.text("saved", language), width=34),
        )
        attempts = itertools.islice(source.reports.attempts(source.campaign.id), PAGE_ROWS)
        rows = (
            CallRow.of(attempt.id, (
                attempt.phone,
                attempt.attempt,
                _start(attempt),
                ring_s(attempt),
                talk_s(attempt) if attempt.answered_at else None,
                names.disposition(attempt.disposition, language),
                names.cause(attempt.hangup_cause, language),
                _said(attempt.results, language),
            ))
            for attempt in attempts
        )  # fmt: skip
        yield Section(words.text("attempts", language), columns, rows, note=note)


def _charts(source: ReportSource) -> Iterator[Section]:
    """Calls over time and how they ended: what a page of rows does not show."""
    reports, language = source.reports, source.language
    time = chart_makers.over_time(reports.by_hour(source.campaign.id), source.zone, language)
    ended = sorted(
        reports.by_disposition(source.campaign.id).items(), key=lambda item: (-item[1], item[0])
    )
    how = chart_makers.of_counts(
        words.text("chart_by_disposition", language), words.text("unit_attempts", language),
        [(names.disposition(name, language), n) for name, n in ended], language,
    )  # fmt: skip
    if time is not None and how is not None:
        yield Section(words.text("calls", language), (), (), chart=time)
        yield Section("", (), (), chart=how)


def _said(results: Mapping[str, str], language: str) -> str:
    """All results of an attempt for a page; a text of several lines has them to itself."""
    said = [
        ": ".join(names.result(name, value.strip(), language)) for name, value in results.items()
    ]
    return ("\n" if any("\n" in each for each in said) else "; ").join(said)


def attempt_json(attempt: ReportedAttempt) -> dict[str, object]:
    """The object that scripts rely on (docs/cli.md); its keys are a contract."""
    return {
        "phone": attempt.phone,
        "attempt": attempt.attempt,
        "started_at": _iso(_start(attempt)),
        "answered_at": _iso(attempt.answered_at) if attempt.answered_at else None,
        "ended_at": _iso(attempt.ended_at),
        "ring_s": ring_s(attempt),
        "talk_s": talk_s(attempt),
        "sip_code": attempt.sip_code,
        "hangup_cause": str(attempt.hangup_cause),
        "hangup_by": str(attempt.hangup_by),
        "disposition": str(attempt.disposition),
        "operator": attempt.operator,
        "node": attempt.node,
        "scheme_version": attempt.scheme_version,
        "engine": attempt.engine,
        "results": dict(attempt.results),
        "contact": dict(attempt.contact),
        "id": attempt.id,
    }


def ring_s(attempt: ReportedAttempt) -> float:
    """Seconds from the INVITE to the answer, or to the end of an unanswered try."""
    return _seconds(_start(attempt), attempt.answered_at or attempt.ended_at)


def talk_s(attempt: ReportedAttempt) -> float:
    """Seconds from the answer to the end; 0 for an unanswered try."""
    return _seconds(attempt.answered_at, attempt.ended_at) if attempt.answered_at else 0.0


def _recording(attempt: ReportedAttempt, language: str) -> str | None:
    if attempt.recording_deleted:
        return f"{attempt.recording} ({words.text('deleted', language)})"
    return attempt.recording or None


def _start(attempt: ReportedAttempt) -> datetime:
    return attempt.started_at or attempt.reserved_at


def _seconds(start: datetime, end: datetime) -> float:
    # Not negative even where a clock was set back in mid-call.
    return max(0.0, round((end - start).total_seconds(), 3))


def _iso(moment: datetime) -> str:
    text = moment.astimezone(UTC).isoformat(timespec="milliseconds")
    return text.removesuffix("+00:00") + "Z"


def _columns(extent: AttemptExtent, language: str) -> tuple[Column, ...]:
    def named(key: str, kind: CellKind = CellKind.TEXT, width: int = 16) -> Column:
        return Column(words.text(key, language), kind, width)

    columns = [
        named("phone", CellKind.PHONE, 16),
        named("attempt", CellKind.COUNT, 10),
        named("started_at", CellKind.MOMENT, 20),
        named("answered_at", CellKind.MOMENT, 20),
        named("ended_at", CellKind.MOMENT, 20),
        named("ring_s", CellKind.SECONDS, 12),
        named("talk_s", CellKind.SECONDS, 13),
        named("disposition", width=28),
        named("hangup_cause", width=28),
        named("hangup_cause_code", width=26),
        named("hangup_by", width=15),
        named("sip_code", CellKind.COUNT, 10),
        named("node", width=18),
        named("scheme_version", CellKind.COUNT, 15),
        named("engine", width=18),
    ]
    if extent.operators:
        columns.append(named("operator", width=20))
    if extent.recordings:
        columns.append(named("recording", width=40))
    # A result and a column of the list may share a name; the order tells them apart.
    columns += [Column(name, width=max(14, len(name) + 2)) for name in extent.results]
    columns += [Column(name, width=max(14, len(name) + 2)) for name in extent.contact]
    return tuple(columns)


def _rows(source: ReportSource, extent: AttemptExtent) -> Iterator[tuple[Cell, ...]]:
    language = source.language
    attempts = source.reports.attempts(source.campaign.id)
    for attempt in itertools.islice(attempts, extent.rows):
        started, answered, ended = _start(attempt), attempt.answered_at, attempt.ended_at
        cause, results, contact = attempt.hangup_cause, attempt.results, attempt.contact
        row: list[Cell] = [
            attempt.phone,
            attempt.attempt,
            started,
            answered,
            ended,
            _seconds(started, answered or ended),
            _seconds(answered, ended) if answered else 0.0,
            names.disposition(attempt.disposition, language),
            names.cause(cause, language),
            cause.value,
            names.hangup_by(attempt.hangup_by, language),
            attempt.sip_code,
            attempt.node_name or attempt.node,
            attempt.scheme_version,
            attempt.engine,
        ]
        if extent.operators:
            row.append(attempt.operator)
        if extent.recordings:
            row.append(_recording(attempt, language))
        row += [results.get(name) for name in extent.results]
        row += [contact.get(name) for name in extent.contact]
        yield tuple(row)
