"""The report ``recordings``: which calls were recorded, and where the recordings lie."""

import itertools
import json
from collections.abc import Iterator
from datetime import UTC

from engine.domain.call_key import attempt_of
from engine.ports.report_facts import RecordedCall
from engine.reports import numbers, words
from engine.reports.filters import CALLS, CAMPAIGNS
from engine.reports.model import (
    CallRow,
    Cell,
    CellKind,
    Column,
    Figure,
    ReportSource,
    Section,
    share,
)

_PAGE_ROWS = 2000


class RecordingsReport:
    name = "recordings"
    of_office = True
    filters = (CAMPAIGNS, *CALLS)

    def title(self, language: str) -> str:
        return words.text("recordings_title", language)

    def json(self, source: ReportSource) -> Iterator[str]:
        campaigns = _campaigns(source)
        separator = "[\n"
        for call in source.office.recordings(source.scope):
            yield separator + json.dumps(_json(call, campaigns, source), ensure_ascii=False)
            separator = ",\n"
        yield "[]\n" if separator == "[\n" else "\n]\n"

    def figures(self, source: ReportSource) -> list[Figure]:
        kept = deleted = 0
        seconds = 0.0
        for call in source.office.recordings(source.scope):
            deleted += call.deleted
            kept += not call.deleted
            seconds += 0.0 if call.deleted else call.length_s
        language, every = source.language, kept + deleted
        return [
            Figure(words.text("recordings_kept", language), kept, share(kept, every)),
            Figure(words.text("recordings_deleted", language), deleted, share(deleted, every)),
            Figure(words.text("recordings_minutes", language), round(seconds / 60)),
        ]

    def tables(self, source: ReportSource) -> Iterator[Section]:
        yield Section(self.title(source.language), _columns(source.language), _rows(source))

    def page(self, source: ReportSource) -> Iterator[Section]:
        language = source.language
        rows = list(itertools.islice(_rows(source), _PAGE_ROWS + 1))
        note = ""
        if len(rows) > _PAGE_ROWS:
            total = sum(figure.value for figure in self.figures(source)[:2])
            note = words.text("rows_cut", language).format(
                shown=numbers.integer(_PAGE_ROWS, language), total=numbers.integer(total, language)
            )
        yield Section(
            words.text("recordings", language), _columns(language), rows[:_PAGE_ROWS], note=note
        )


def _campaigns(source: ReportSource) -> dict[int, str]:
    known = source.office.known("campaigns")
    return {number: name for name, ids in known.items() for number in ids}


def _columns(language: str) -> tuple[Column, ...]:
    def named(key: str, kind: CellKind = CellKind.TEXT, width: int = 16) -> Column:
        return Column(words.text(key, language), kind, width)

    return (
        named("recording_call", width=13), named("campaign", width=20),
        named("phone", CellKind.PHONE, 17), named("operator", width=16),
        named("started_at", CellKind.MOMENT, 19),
        named("recording_length_s", CellKind.SECONDS, 9),
        named("recording_place", CellKind.LINK, 46), named("recording_gone", width=8),
    )  # fmt: skip


def _rows(source: ReportSource) -> Iterator[tuple[Cell, ...]]:
    language, campaigns = source.language, _campaigns(source)
    gone = words.text("recording_yes", language), words.text("recording_no", language)
    for call in source.office.recordings(source.scope):
        address = "" if call.deleted else source.outside.link(call.name)
        cells = (
            call_name(call.key, language), campaigns.get(call.campaign_id),
            source.phone(call.phone), call.operator or None, call.begun_at, round(call.length_s, 1),
            f"{call.name}\n{address}" if address else call.name, gone[0 if call.deleted else 1],
        )  # fmt: skip
        attempt = attempt_of(call.key)
        yield cells if attempt is None else CallRow.of(attempt, cells)


def call_name(key: int, language: str) -> str:
    """An attempt's number, by which everything else tells of it; a call that came in says so."""
    if attempt_of(key) is not None:
        return str(key)
    return words.text("incoming_call", language).format(number=-key)


def _json(call: RecordedCall, campaigns: dict[int, str], source: ReportSource) -> dict[str, object]:
    attempt = attempt_of(call.key)
    return {
        "attempt": attempt, "incoming": None if attempt is not None else -call.key,
        "campaign": campaigns.get(call.campaign_id), "phone": source.phone(call.phone),
        "operator": call.operator or None,
        "started_at": call.begun_at.astimezone(UTC).isoformat(timespec="milliseconds")[:-6] + "Z",
        "length_s": round(call.length_s, 3), "recording": call.name, "deleted": call.deleted,
        "address": None if call.deleted else source.outside.link(call.name) or None,
    }  # fmt: skip
