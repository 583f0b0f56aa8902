"""The funnel of a campaign: list → dialled → answered → what whoever answered was called for.

He is played something that is heard to the end, or he is put through to an operator who says what
came of it. What schemes and forms have saved follows, whatever the campaign is.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from engine.domain.call_results import OPERATOR, OPERATOR_RESULT, is_counted
from engine.reports import names, numbers, operators, words
from engine.reports.charts import Bars
from engine.reports.model import Cell, CellKind, Column, ReportSource, Section, share

_SHOWN_AS_BARS = 12


@dataclass(frozen=True, slots=True)
class Stage:
    """``result`` and ``value`` where the stage is a result. ``of_previous``: its share of those
    among whom it is to be looked for, as a rule the stage before."""

    stage: str
    contacts: int
    of_list: float | None
    of_previous: float | None
    result: str | None = None
    value: str | None = None

    def label(self, language: str) -> str:
        if self.result is None or self.value is None:
            return words.text(self.stage, language)
        name, value = names.result(self.result, self.value, language)
        return f"{name}: {value}"


def stages(source: ReportSource) -> Iterator[Stage]:
    """A result can be saved before the end is heard: its share is of those who answered. One of an
    operator is of those whom an operator had."""
    total = source.counts.total
    dialled, answered, heard = source.reports.reached(source.campaign.id)
    results = source.reports.results(source.campaign.id)

    def stage(name: str, contacts: int, of: int | None, *result: str) -> Stage:
        of_previous = None if of is None else share(contacts, of)
        return Stage(name, contacts, share(contacts, total), of_previous, *result)

    yield stage("list", total, None)
    yield stage("dialled", dialled, total)
    yield stage("answered", answered, dialled)
    with_operators = operators.works_with_operators(source)
    if heard or not with_operators:
        yield stage("heard", heard, answered)
    if with_operators:
        connected, served = operators.connected(source), operators.served(source)
        yield stage("connected", connected, answered)
        yield stage("served", served, connected)
        for name, value, contacts in results:
            if name == OPERATOR_RESULT:
                yield stage("operator_result", contacts, connected, name, value)
    for name, value, contacts in results:
        if name not in (OPERATOR, OPERATOR_RESULT) and is_counted(name):
            yield stage("result", contacts, answered, name, value)


def section(source: ReportSource) -> Section:
    language = source.language
    found = list(stages(source))
    rows: list[tuple[Cell, ...]] = [
        (each.label(language), each.contacts, each.of_list, each.of_previous) for each in found
    ]
    columns = (
        Column(words.text("stage", language), width=36),
        Column(words.text("contacts", language), CellKind.COUNT, 12),
        Column(words.text("of_list", language), CellKind.SHARE, 12),
        Column(words.text("of_previous", language), CellKind.SHARE, 17),
    )
    kinds = {each.stage for each in found}
    notes = [
        words.text(note, language)
        for stage, note in (
            ("operator_result", "of_connected_note"), ("result", "of_answered_note"),
        )
        if stage in kinds
    ]  # fmt: skip
    shown = found[:_SHOWN_AS_BARS]
    chart = Bars(
        words.text("chart_funnel", language),
        tuple(each.label(language) for each in shown),
        tuple(float(each.contacts) for each in shown),
        tuple(
            "" if each.of_list is None else numbers.percent(each.of_list, language)
            for each in shown
        ),
        centred=True,
        unit=words.text("unit_contacts", language),
    )
    return Section(
        words.text("funnel", language), columns, rows, note=" ".join(notes),
        chart=chart if source.counts.total else None,
    )  # fmt: skip
