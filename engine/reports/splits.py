"""The report ``splits``: what became of the calls in each branch of a random split (A/B)."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC

from engine.domain.disposition import Disposition
from engine.reports import names, numbers, statistics, words
from engine.reports.charts import Bars
from engine.reports.filters import CALLS
from engine.reports.model import Cell, CellKind, Column, Figure, ReportSource, Section, share

#: A split saves the branch that a call took as a result of this name.
PREFIX = "split."


@dataclass
class _Branch:
    name: str
    calls: int = 0
    dispositions: dict[str, int] = field(default_factory=dict)
    #: (result, value) → calls
    results: dict[tuple[str, str], int] = field(default_factory=dict)

    @property
    def completed(self) -> int:
        return self.dispositions.get(Disposition.COMPLETED.value, 0)


class SplitsReport:
    name = "splits"
    filters = CALLS

    def title(self, language: str) -> str:
        return words.text("splits_title", language)

    def json(self, source: ReportSource) -> Iterator[str]:
        splits = []
        for split, branches in _splits(source).items():
            first = branches[0]
            splits.append(
                {"split": split, "branches": [_branch_json(each, first) for each in branches]}
            )
        document = {
            "campaign": source.campaign.name,
            "made_at": source.now.astimezone(UTC).isoformat(timespec="seconds")[:19] + "Z",
            "confidence": 0.95,
            "splits": splits,
        }
        yield json.dumps(document, ensure_ascii=False, indent=2) + "\n"

    def figures(self, source: ReportSource) -> list[Figure]:
        splits = _splits(source)
        calls = sum(branch.calls for branches in splits.values() for branch in branches)
        return [
            Figure(words.text("splits", source.language), len(splits)),
            Figure(words.text("calls", source.language), calls),
        ]

    def tables(self, source: ReportSource) -> Iterator[Section]:
        language = source.language
        rows: list[tuple[Cell, ...]] = []
        for split, branches in _splits(source).items():
            for branch in branches:
                for kind, value, n in _outcomes(branch, language):
                    low, high = statistics.wilson(n / branch.calls, branch.calls)
                    delta, edges = _against(n, branch, branches[0], kind, value, language)
                    rows.append((split, branch.name, kind, value, n, branch.calls, n / branch.calls,
                                 low, high, delta, *edges))  # fmt: skip

        def named(key: str, kind: CellKind = CellKind.TEXT, width: int = 14) -> Column:
            return Column(words.text(key, language), kind, width)

        columns = (
            named("split", width=18), named("branch", width=18), named("what", width=20),
            named("value", width=28), named("calls", CellKind.COUNT),
            named("base", CellKind.COUNT), named("share", CellKind.SHARE),
            named("interval_low", CellKind.SHARE), named("interval_high", CellKind.SHARE),
            named("difference", CellKind.SHARE), named("difference_low", CellKind.SHARE),
            named("difference_high", CellKind.SHARE),
        )  # fmt: skip
        yield Section(words.text("splits", language), columns, rows)

    def page(self, source: ReportSource) -> Iterator[Section]:
        language = source.language
        splits = _splits(source)
        for split, branches in splits.items():
            yield _overview(split, branches, language)
            yield _details(split, branches, language)
        if splits:
            note = words.text("difference_note", language)
            yield Section(words.text("method", language), (), (), note=note)
        else:
            columns = (Column(words.text("branch", language), width=30),
                       Column(words.text("calls", language), CellKind.COUNT, 12))  # fmt: skip
            yield Section(words.text("splits", language), columns, [])


def _splits(source: ReportSource) -> dict[str, list[_Branch]]:
    """Split → its branches by name."""
    return source.once("splits", lambda: _read(source))


def _read(source: ReportSource) -> dict[str, list[_Branch]]:
    found: dict[str, dict[str, _Branch]] = {}
    for tally in source.reports.by_result(source.campaign.id, PREFIX):
        branches = found.setdefault(tally.name.removeprefix(PREFIX), {})
        branch = branches.setdefault(tally.value, _Branch(tally.value))
        branch.calls += tally.attempts
        branch.dispositions[tally.disposition] = (
            branch.dispositions.get(tally.disposition, 0) + tally.attempts
        )
    for name, value, result, text, n in source.reports.results_beside(source.campaign.id, PREFIX):
        known = found.get(name.removeprefix(PREFIX), {}).get(value)
        if known is not None:
            known.results[result, text] = n
    return {
        split: sorted(branches.values(), key=lambda branch: branch.name)
        for split, branches in sorted(found.items())
    }


def _outcomes(branch: _Branch, language: str) -> Iterator[tuple[str, str, int]]:
    """(disposition or the name of a result, its value, calls)."""
    kind = words.text("disposition", language)
    for name, n in sorted(branch.dispositions.items(), key=lambda each: (-each[1], each[0])):
        yield kind, names.disposition(name, language), n
    for (result, text), n in sorted(branch.results.items(), key=lambda e: (e[0][0], -e[1], e[0])):
        yield result, text, n


def _against(
    n: int, branch: _Branch, first: _Branch, kind: str, value: str, language: str
) -> tuple[float | None, tuple[float | None, float | None]]:
    """The difference to the first branch, and its interval; None for the first branch itself."""
    if branch is first:
        return None, (None, None)
    same = {(k, v): count for k, v, count in _outcomes(first, language)}.get((kind, value), 0)
    delta = n / branch.calls - same / first.calls
    return delta, statistics.difference(
        n / branch.calls, branch.calls, same / first.calls, first.calls
    )


def _overview(split: str, branches: list[_Branch], language: str) -> Section:
    first = branches[0]
    total = sum(branch.calls for branch in branches)
    rows: list[tuple[Cell, ...]] = []
    for branch in branches:
        heard = branch.completed / branch.calls
        low, high = statistics.wilson(heard, branch.calls)
        versus = ""
        if branch is not first:
            edges = statistics.difference(
                heard, branch.calls, first.completed / first.calls, first.calls
            )
            versus = _difference(heard - first.completed / first.calls, *edges, language)
        rows.append((branch.name, branch.calls, share(branch.calls, total), branch.completed,
                     heard, _span(low, high, language), versus))  # fmt: skip
    columns = (
        Column(words.text("branch", language), width=16),
        Column(words.text("calls", language), CellKind.COUNT, 10),
        Column(words.text("of_calls", language), CellKind.SHARE, 12),
        Column(words.text("heard", language), CellKind.COUNT, 13),
        Column(words.text("share", language), CellKind.SHARE, 9),
        Column(words.text("interval", language), width=17),
        Column(words.text("against", language).format(branch=first.name), width=30),
    )
    chart = Bars(
        words.text("chart_splits", language),
        tuple(branch.name for branch in branches),
        tuple(branch.completed / branch.calls for branch in branches),
        tuple(f"n = {numbers.integer(branch.calls, language)}" for branch in branches),
        tuple(
            statistics.wilson(branch.completed / branch.calls, branch.calls) for branch in branches
        ),
        are_shares=True,
    )
    return Section(f"{words.text('split', language)}: {split}", columns, rows, chart=chart)


def _details(split: str, branches: list[_Branch], language: str) -> Section:
    """Every disposition and result of each branch, below one another."""
    first = branches[0]
    kinds: dict[tuple[str, str], None] = {}
    for branch in branches:
        kinds.update(dict.fromkeys((kind, value) for kind, value, _ in _outcomes(branch, language)))
    counted = {
        branch.name: {(k, v): n for k, v, n in _outcomes(branch, language)} for branch in branches
    }
    rows: list[tuple[Cell, ...]] = []
    for kind, value in sorted(
        kinds, key=lambda each: each[0] != words.text("disposition", language)
    ):
        for branch in branches:
            n = counted[branch.name].get((kind, value), 0)
            delta, (low, high) = _against(n, branch, first, kind, value, language)
            versus = ""
            if delta is not None and low is not None and high is not None:
                versus = _difference(delta, low, high, language)
            shown = f"{kind}: {value}" if branch is branches[0] else ""
            rows.append((shown, branch.name, n, n / branch.calls, versus))
    columns = (
        Column(words.text("what", language), width=36),
        Column(words.text("branch", language), width=18),
        Column(words.text("calls", language), CellKind.COUNT, 10),
        Column(words.text("share", language), CellKind.SHARE, 9),
        Column(words.text("against", language).format(branch=first.name), width=30),
    )
    return Section(f"{split}: {words.text('outcomes', language)}", columns, rows)


def _difference(delta: float, low: float, high: float, language: str) -> str:
    """+3,2 (от −0,4 до +6,8): percentage points; a star where zero is outside."""
    certain = " *" if low > 0 or high < 0 else ""
    text = words.text("difference_span", language).format(
        delta=_signed(delta, language), low=_signed(low, language), high=_signed(high, language)
    )
    return text + certain


def _signed(value: float, language: str) -> str:
    text = numbers.decimal(abs(value) * 100, 1, language)
    zero = not any(char in "123456789" for char in text)
    return text if zero else f"{'+' if value > 0 else '−'}{text}"


def _span(low: float, high: float, language: str) -> str:
    return f"{numbers.decimal(low * 100, 1, language)}–{numbers.percent(high, language)}"


def _branch_json(branch: _Branch, first: _Branch) -> dict[str, object]:
    heard = branch.completed / branch.calls
    document: dict[str, object] = {
        "branch": branch.name,
        "calls": branch.calls,
        "completed": branch.completed,
        "share": round(heard, 6),
        "interval": [round(edge, 6) for edge in statistics.wilson(heard, branch.calls)],
        "by_disposition": branch.dispositions,
        "results": [
            {"name": name, "value": value, "calls": n}
            for (name, value), n in branch.results.items()
        ],
    }
    if branch is not first:
        of_first = first.completed / first.calls
        edges = statistics.difference(heard, branch.calls, of_first, first.calls)
        document["difference"] = {
            "against": first.name,
            "value": round(heard - of_first, 6),
            "interval": [round(edge, 6) for edge in edges],
        }
    return document
