"""The report ``operators``: what each operator has done in a period, and how the time went."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC
from itertools import groupby

from engine.domain.operator import NO_ANSWER, OperatorState
from engine.domain.shifts import planned
from engine.ports.operators import TalkOutcome
from engine.ports.report_facts import TalkFact
from engine.reports import chart_makers, names, words
from engine.reports.filters import CAMPAIGNS, OPERATORS, PERIOD
from engine.reports.model import Cell, CellKind, Column, Figure, ReportSource, Section, share
from engine.reports.operator_times import OperatorTimes, plan_until, times_of

_STATES = (
    ("available_h", OperatorState.AVAILABLE), ("ringing_h", OperatorState.RINGING),
    ("talking_h", OperatorState.TALKING), ("wrap_up_h", OperatorState.WRAP_UP),
    ("break_h", OperatorState.ON_BREAK),
)  # fmt: skip
_MISSED = (TalkOutcome.MISSED, TalkOutcome.DECLINED)
_LOST = TalkOutcome.LOST
_HOUR = 3600


@dataclass
class OperatorWork:
    """``whole``: his calls are those of all campaigns, as his times always are."""

    whole: bool = True
    times: OperatorTimes = field(default_factory=OperatorTimes)
    offered: int = 0
    handled: int = 0
    missed: int = 0
    lost: int = 0
    talk_s: float = 0.0
    results: Counter[str] = field(default_factory=Counter)
    #: callbacks_promised, callbacks_kept, callbacks_missed, orders, requests, forms
    done: Counter[str] = field(default_factory=Counter)

    def add(self, talk: TalkFact) -> None:
        self.offered += 1
        if talk.outcome in _MISSED:
            self.missed += 1
        if talk.outcome == _LOST:
            self.lost += 1
        if talk.answered_at is not None and talk.ended_at is not None:
            self.handled += 1
            self.talk_s += max(0.0, (talk.ended_at - talk.answered_at).total_seconds())
            self.results[talk.result] += 1

    @property
    def mean_talk_s(self) -> float | None:
        return round(self.talk_s / self.handled, 1) if self.handled else None

    @property
    def mean_handling_s(self) -> float | None:
        """None for some campaigns only: whose calls a wrap-up followed is not known."""
        if not self.handled or not self.whole:
            return None
        wrap_up = self.times.by_state[OperatorState.WRAP_UP]
        return round((self.talk_s + wrap_up) / self.handled, 1)

    @property
    def empty(self) -> bool:
        return not (self.offered or self.done or self.times.signed_in_s or self.times.planned_s)


class OperatorsReport:
    name = "operators"
    of_office = True
    filters = (CAMPAIGNS, PERIOD, OPERATORS)

    def title(self, language: str) -> str:
        return words.text("operators_title", language)

    def json(self, source: ReportSource) -> Iterator[str]:
        document = {
            "campaigns": list(source.names) or None,
            "made_at": source.now.astimezone(UTC).isoformat(timespec="seconds")[:19] + "Z",
            "timezone": source.zone_name,
            "operators": [_json(name, work) for name, work in _works(source).items()],
        }
        yield json.dumps(document, ensure_ascii=False, indent=2) + "\n"

    def figures(self, source: ReportSource) -> list[Figure]:
        works, language = _works(source).values(), source.language
        handled = sum(work.handled for work in works)
        offered = sum(work.offered for work in works)
        missed = sum(work.missed for work in works)
        return [
            Figure(words.text("filter_operators", language), len(works)),
            Figure(words.text("handled", language), handled, share(handled, offered)),
            Figure(words.text("missed", language), missed, share(missed, offered)),
        ]

    def tables(self, source: ReportSource) -> Iterator[Section]:
        works, language = _works(source), source.language
        yield _times(works, source)
        yield _calls(works, source)
        yield _results(works, language)
        yield _breaks(works, language)
        yield _done(works, language)
        yield _adherence(works, language)

    def page(self, source: ReportSource) -> Iterator[Section]:
        works, language = _works(source), source.language
        busiest = sorted(
            ((name, round(work.talk_s / 60)) for name, work in works.items()),
            key=lambda each: (-each[1], each[0]),
        )
        chart = chart_makers.of_counts(
            words.text("chart_operators", language), words.text("unit_minutes", language),
            busiest, language,
        )  # fmt: skip
        if chart is not None:
            yield Section("", (), (), chart=chart)
        for section in self.tables(source):
            # Where nobody was on a break or planned anything, a page says nothing of it.
            if section.rows or section.title == words.text("operators_time", language):
                yield section


def _works(source: ReportSource) -> dict[str, OperatorWork]:
    return source.once("operators", lambda: _read(source))


def _read(source: ReportSource) -> dict[str, OperatorWork]:
    """By name; those who did nothing and had nothing to do are left out."""
    office, scope = source.office, source.scope
    people = {
        number: name for number, name in office.people().items()
        if not scope.operators or number in scope.operators
    }  # fmt: skip
    works = {name: OperatorWork(whole=not scope.campaigns) for name in people.values()}
    for talk in office.talks(scope):
        if talk.operator_id in people:
            works[people[talk.operator_id]].add(talk)
    _add_times(source, people, works)
    by_key = {name.casefold(): work for name, work in works.items()}
    for callback in office.callbacks(scope, source.now):
        if (work := by_key.get(callback.owner.casefold())) is not None:
            work.done["callbacks_promised"] += 1
            work.done["callbacks_kept"] += callback.kept
            work.done["callbacks_missed"] += callback.missed
    for name, what, n in office.done(scope):
        if (work := by_key.get(name.casefold())) is not None:
            work.done[what] += n
    return {name: work for name, work in sorted(works.items()) if not work.empty}


def _add_times(
    source: ReportSource, people: dict[int, str], works: dict[str, OperatorWork]
) -> None:
    office, scope = source.office, source.scope
    reasons = {reason.name.casefold(): reason for reason in office.pause_reasons()}
    every = office.shifts()
    spans = {
        number: list(own)
        for number, own in groupby(office.spans(scope, source.now), lambda span: span.operator_id)
    }
    for number, name in people.items():
        own = spans.get(number, [])
        until = plan_until(source.now, scope.until)
        since = scope.since or min((span.since for span in own), default=until)
        plan = []
        if since < until:
            plan = planned([shift for shift in every if shift.operator_id == number], since, until)
        works[name].times = times_of(own, plan, reasons, source.zone)


def _hours(seconds: float) -> float:
    return round(seconds / _HOUR, 2)


def _columns(language: str, *keys: tuple[str, CellKind, int]) -> tuple[Column, ...]:
    first = Column(words.text("operator", language), width=24)
    return (first, *(Column(words.text(key, language), kind, width) for key, kind, width in keys))


def _times(works: dict[str, OperatorWork], source: ReportSource) -> Section:
    language = source.language
    columns = _columns(
        language, ("signed_in_h", CellKind.NUMBER, 11),
        *((key, CellKind.NUMBER, 11) for key, _ in _STATES), ("occupancy", CellKind.SHARE, 11),
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = [
        (name, _hours(work.times.signed_in_s),
         *(_hours(work.times.by_state[state]) for _, state in _STATES), work.times.occupancy)
        for name, work in works.items()
    ]  # fmt: skip
    if len(rows) > 1:
        rows.append(_total(rows, language, blank=(7,)))
    notes = [words.text("handling_note", language)]
    if source.names:
        notes.append(words.text("states_whole_note", language))
    return Section(
        words.text("operators_time", language), columns, rows,
        note=" ".join(notes) if rows else "", heat=(7,),
    )  # fmt: skip


def _total(
    rows: list[tuple[Cell, ...]], language: str, blank: tuple[int, ...] = ()
) -> tuple[Cell, ...]:
    """``blank``: columns whose sum means nothing."""
    total: list[Cell] = [words.text("total", language)]
    for index in range(1, len(rows[0])):
        values = [row[index] for row in rows if isinstance(row[index], int | float)]
        added = sum(values)  # type: ignore[arg-type]
        total.append(None if index in blank else round(added, 2) if added else added)
    return tuple(total)


def _calls(works: dict[str, OperatorWork], source: ReportSource) -> Section:
    language = source.language
    columns = _columns(
        language, ("offered", CellKind.COUNT, 12), ("handled", CellKind.COUNT, 11),
        ("missed", CellKind.COUNT, 11), ("lost_calls", CellKind.COUNT, 11),
        ("talk_h", CellKind.NUMBER, 13), ("mean_talk_s", CellKind.SECONDS, 20),
        ("mean_handling_s", CellKind.SECONDS, 22),
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = [
        (name, work.offered, work.handled, work.missed, work.lost, _hours(work.talk_s),
         work.mean_talk_s, work.mean_handling_s)
        for name, work in works.items()
    ]  # fmt: skip
    if len(rows) > 1:
        rows.append(_total(rows, language, blank=(6, 7)))
    note = words.text("handling_whole_note", language) if rows and source.scope.campaigns else ""
    return Section(words.text("operators_calls", language), columns, rows, note=note)


def _results(works: dict[str, OperatorWork], language: str) -> Section:
    columns = _columns(
        language, ("disposition", CellKind.TEXT, 28), ("talks", CellKind.COUNT, 12),
        ("share", CellKind.SHARE, 20),
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = []
    for name, work in works.items():
        for result, n in work.results.most_common():
            said = names.talk_result(result, language) if result else ""
            rows.append((name, said or words.text("without_result", language), n,
                         share(n, work.handled)))  # fmt: skip
    return Section(words.text("operators_results", language), columns, rows, bar=3)


def _breaks(works: dict[str, OperatorWork], language: str) -> Section:
    columns = _columns(
        language, ("break_reason", CellKind.TEXT, 22), ("break_count", CellKind.COUNT, 8),
        ("break_time_h", CellKind.NUMBER, 11), ("break_quota_min", CellKind.COUNT, 20),
        ("break_over_min", CellKind.NUMBER, 18),
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = []
    for name, work in works.items():
        for own in sorted(work.times.breaks.values(), key=lambda each: -each.seconds):
            reason = own.reason
            if reason == NO_ANSWER:
                reason = words.text("break_no_answer", language)
            rows.append((name, reason or words.text("no_name", language), own.times,
                         _hours(own.seconds), own.quota_min,
                         round(own.over_s / 60, 2)))  # fmt: skip
    return Section(words.text("operators_breaks", language), columns, rows)


_DONE = ("callbacks_promised", "callbacks_kept", "callbacks_missed", "orders", "requests", "forms")


def _done(works: dict[str, OperatorWork], language: str) -> Section:
    keys = [key if key.startswith("callbacks") else f"done_{key}" for key in _DONE]
    columns = _columns(language, *((key, CellKind.COUNT, 18) for key in keys))
    rows: list[tuple[Cell, ...]] = [
        (name, *(work.done[key] for key in _DONE)) for name, work in works.items() if work.done
    ]
    if len(rows) > 1:
        rows.append(_total(rows, language))
    return Section(words.text("operators_work", language), columns, rows)


def _adherence(works: dict[str, OperatorWork], language: str) -> Section:
    columns = _columns(
        language, ("planned_h", CellKind.NUMBER, 14), ("at_work_h", CellKind.NUMBER, 14),
        ("adherence", CellKind.SHARE, 14), ("late_min", CellKind.NUMBER, 14),
        ("extra_h", CellKind.NUMBER, 14),
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = [
        (name, _hours(work.times.planned_s), _hours(work.times.worked_s), work.times.adherence,
         round(work.times.late_s / 60, 1), _hours(work.times.extra_s))
        for name, work in works.items() if work.times.planned_s
    ]  # fmt: skip
    note = words.text("adherence_note" if rows else "no_shifts", language)
    return Section(words.text("operators_adherence", language), columns, rows, note=note, heat=(3,))


def _json(name: str, work: OperatorWork) -> dict[str, object]:
    times = work.times
    adherence = None if times.adherence is None else round(times.adherence, 6)
    return {
        "operator": name,
        "time_s": {"signed_in": round(times.signed_in_s, 3),
                   **{state.value: round(times.by_state[state], 3) for _, state in _STATES}},
        "occupancy": None if times.occupancy is None else round(times.occupancy, 6),
        "breaks": [
            {"reason": own.reason, "times": own.times, "seconds": own.seconds,
             "quota_min": own.quota_min, "over_s": own.over_s}
            for own in times.breaks.values()
        ],
        "offered": work.offered, "handled": work.handled, "missed": work.missed,
        "lost": work.lost, "talk_s": round(work.talk_s, 3), "mean_talk_s": work.mean_talk_s,
        "mean_handling_s": work.mean_handling_s, "results": dict(work.results),
        **{key: work.done[key] for key in _DONE},
        "planned_s": times.planned_s, "kept_s": round(times.kept_s, 3), "adherence": adherence,
        "late_s": round(times.late_s, 3), "extra_s": round(times.extra_s, 3),
    }  # fmt: skip
