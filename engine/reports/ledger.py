"""The report ``ledger``: when a contact was not called, and which rule kept him from it."""

import itertools
import json
from collections.abc import Iterator
from datetime import UTC, datetime

from engine.domain.preset_model import Preset
from engine.domain.refusal_words import refusal_words, rule_words
from engine.ports.ledger import LedgerEntry, LedgerStore
from engine.reports.model import Cell, CellKind, Column, Figure, ReportSource, Section

#: Rows on pages; nobody reads more of them on paper.
PAGE_ROWS = 2000

_WORDS = {
    "title": ("Отказы от вызовов", "Calls that rules forbade"),
    "entries": ("Отказы", "Refusals"),
    "totals": ("По правилам", "By rule"),
    "phone": ("Телефон", "Phone"),
    "rule": ("Правило", "Rule"),
    "why": ("Почему", "Why"),
    "preset": ("Закон", "Law"),
    "first_at": ("Впервые", "First"),
    "last_at": ("В последний раз", "Last"),
    "times": ("Раз", "Times"),
    "lifts_at": ("Можно звонить с", "May be called from"),
    "inputs": ("На основании", "Decided by"),
    "contacts": ("Абоненты", "Contacts"),
    "cut": ("Показаны первые строки; все — в CSV и XLSX.", "The first rows; all are in CSV, XLSX."),
}


def _word(key: str, language: str) -> str:
    return _WORDS[key][0 if language == "ru" else 1]


class LedgerReport:
    name = "ledger"

    def title(self, language: str) -> str:
        return _word("title", language)

    def json(self, source: ReportSource) -> Iterator[str]:
        separator = "[\n"
        for entry in _entries(source):
            yield separator + json.dumps(entry_json(entry, source), ensure_ascii=False)
            separator = ",\n"
        yield "[]\n" if separator == "[\n" else "\n]\n"

    def figures(self, source: ReportSource) -> list[Figure]:
        return []

    def tables(self, source: ReportSource) -> Iterator[Section]:
        language = source.language
        columns = (
            Column(_word("phone", language), CellKind.PHONE, 16),
            Column(_word("rule", language), width=20),
            Column(_word("why", language), width=60),
            Column(_word("preset", language), width=24),
            Column(_word("first_at", language), CellKind.MOMENT, 20),
            Column(_word("last_at", language), CellKind.MOMENT, 20),
            Column(_word("times", language), CellKind.COUNT, 8),
            Column(_word("lifts_at", language), CellKind.MOMENT, 20),
            Column(_word("inputs", language), width=60),
        )
        rows = (_row(entry, source) for entry in _entries(source))
        yield Section(_word("entries", language), columns, rows)

    def page(self, source: ReportSource) -> Iterator[Section]:
        language = source.language
        store = _store(source)
        if store is not None and not source.options.contact:
            yield Section(
                _word("totals", language),
                (
                    Column(_word("rule", language), width=40),
                    Column(_word("preset", language), width=24),
                    Column(_word("contacts", language), CellKind.COUNT, 10),
                    Column(_word("times", language), CellKind.COUNT, 10),
                ),
                [
                    (rule_words(rule, language), preset or None, contacts, times)
                    for rule, preset, contacts, times in store.totals(source.campaign.id)
                ],
            )
        entries = list(itertools.islice(_entries(source), PAGE_ROWS + 1))
        yield Section(
            _word("entries", language),
            (
                Column(_word("phone", language), CellKind.PHONE, 18),
                Column(_word("why", language), width=52),
                Column(_word("last_at", language), CellKind.MOMENT, 22),
                Column(_word("times", language), CellKind.COUNT, 6),
                Column(_word("lifts_at", language), CellKind.MOMENT, 22),
            ),
            [
                (e.phone, _why(e, source), e.last_at, e.times, e.refusal.lifts_at)
                for e in entries[:PAGE_ROWS]
            ],
            note=_word("cut", language) if len(entries) > PAGE_ROWS else "",
        )


def entry_json(entry: LedgerEntry, source: ReportSource) -> dict[str, object]:
    """The object that scripts rely on (docs/cli.md)."""
    return {
        "contact": entry.contact_id,
        "phone": entry.phone,
        "rule": entry.refusal.rule,
        "preset": entry.refusal.preset or None,
        "why": _why(entry, source),
        "first_at": _iso(entry.first_at),
        "last_at": _iso(entry.last_at),
        "times": entry.times,
        "lifts_at": None if entry.refusal.lifts_at is None else _iso(entry.refusal.lifts_at),
        "inputs": dict(entry.refusal.inputs),
    }


def law_of(source_rules: tuple[Preset, ...], key: str) -> Preset | None:
    return next((preset for preset in source_rules if preset.key == key), None)


def _row(entry: LedgerEntry, source: ReportSource) -> tuple[Cell, ...]:
    return (
        entry.phone,
        entry.refusal.rule,
        _why(entry, source),
        entry.refusal.preset or None,
        entry.first_at,
        entry.last_at,
        entry.times,
        entry.refusal.lifts_at,
        json.dumps(dict(entry.refusal.inputs), ensure_ascii=False),
    )


def _why(entry: LedgerEntry, source: ReportSource) -> str:
    law = law_of(source.campaign.settings.rules, entry.refusal.preset)
    return refusal_words(entry.refusal, source.language, law)


def _store(source: ReportSource) -> LedgerStore | None:
    return source.ledger


def _entries(source: ReportSource) -> Iterator[LedgerEntry]:
    store = _store(source)
    if store is None:
        return iter(())
    phone = source.options.contact
    if not phone:
        return store.entries(source.campaign.id)
    contact_id = store.contact_of(source.campaign.id, phone)
    return iter(()) if contact_id is None else store.entries(source.campaign.id, contact_id)


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").removesuffix("+00:00") + "Z"
