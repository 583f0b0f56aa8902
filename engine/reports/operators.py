"""What operators have done in a campaign: who was put through to them, who talked how much."""

from engine.domain.call_results import OPERATOR, OPERATOR_RESULT
from engine.domain.campaign import CampaignMode
from engine.ports.reports import OperatorTally
from engine.reports import words
from engine.reports.model import Cell, CellKind, Column, ReportSource, Section


def works_with_operators(source: ReportSource) -> bool:
    """By its settings, or because somebody was put through all the same."""
    settings = source.campaign.settings
    meant = settings.mode is CampaignMode.MANUAL or settings.pacing is not None
    return meant or connected(source) > 0


def connected(source: ReportSource) -> int:
    """Contacts who have talked with an operator."""
    return _contacts_with(source, OPERATOR)


def served(source: ReportSource) -> int:
    """Contacts of whom an operator has said what came of it."""
    return _contacts_with(source, OPERATOR_RESULT)


def _contacts_with(source: ReportSource, result: str) -> int:
    counts = source.once("contacts_by_result", lambda: _by_result(source))
    return counts.get(result, 0)


def _by_result(source: ReportSource) -> dict[str, int]:
    """A contact has one last value of each result."""
    counts: dict[str, int] = {}
    for name, _, contacts in source.reports.results(source.campaign.id):
        counts[name] = counts.get(name, 0) + contacts
    return counts


def _tallies(source: ReportSource) -> list[OperatorTally]:
    return source.once("by_operator", lambda: source.reports.by_operator(source.campaign.id))


def section(source: ReportSource) -> Section:
    language = source.language
    columns = (
        Column(words.text("operator", language), width=28),
        Column(words.text("talks", language), CellKind.COUNT, 12),
        Column(words.text("talks_served", language), CellKind.COUNT, 14),
        Column(words.text("talk_minutes", language), CellKind.NUMBER, 16),
        Column(words.text("talk_mean_s", language), CellKind.SECONDS, 18),
    )
    rows: list[tuple[Cell, ...]] = [
        (each.operator, each.talks, each.served, round(each.talk_ms / 60_000, 2),
         round(each.talk_ms / each.talks / 1000, 1))
        for each in _tallies(source)
    ]  # fmt: skip
    return Section(
        words.text("by_operator", language), columns, rows,
        note=words.text("by_operator_note", language) if rows else "",
    )  # fmt: skip


def as_json(source: ReportSource) -> list[dict[str, object]]:
    if not works_with_operators(source):
        return []
    return [
        {"operator": each.operator, "talks": each.talks, "served": each.served,
         "talk_s": round(each.talk_ms / 1000, 3)}
        for each in _tallies(source)
    ]  # fmt: skip
