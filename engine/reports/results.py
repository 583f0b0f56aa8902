"""The report ``results``: each result that the scheme or a form saves, with its distribution."""

import json
from collections.abc import Iterator
from datetime import UTC

from engine.domain.call_results import is_counted
from engine.reports import chart_makers, names, words
from engine.reports.filters import CALLS
from engine.reports.model import Cell, CellKind, Column, Figure, ReportSource, Section, share


class ResultsReport:
    name = "results"
    filters = CALLS

    def title(self, language: str) -> str:
        return words.text("results_title", language)

    def json(self, source: ReportSource) -> Iterator[str]:
        _, answered, _ = source.reports.reached(source.campaign.id)
        results = []
        for name, values in _by_name(source).items():
            total = sum(values.values())
            results.append(
                {
                    "name": name,
                    "contacts": total,
                    "values": [
                        {"value": value, "contacts": n, "share": round(n / total, 4)}
                        for value, n in values.items()
                    ],
                }
            )
        document = {
            "campaign": source.campaign.name,
            "made_at": source.now.astimezone(UTC).isoformat(timespec="seconds")[:19] + "Z",
            "answered": answered,
            "results": results,
        }
        yield json.dumps(document, ensure_ascii=False, indent=2) + "\n"

    def figures(self, source: ReportSource) -> list[Figure]:
        dialled, answered, _ = source.reports.reached(source.campaign.id)
        return [
            Figure(words.text("answered", source.language), answered, share(answered, dialled)),
            *(
                Figure(
                    names.result(name, "", source.language)[0], sum(values.values()),
                    share(sum(values.values()), answered),
                )
                for name, values in list(_counted(source).items())[:3]
            ),
        ]  # fmt: skip

    def tables(self, source: ReportSource) -> Iterator[Section]:
        """All results in one table: that is what can be filtered and pivoted."""
        language = source.language
        _, answered, _ = source.reports.reached(source.campaign.id)
        rows: list[tuple[Cell, ...]] = [
            (*names.result(name, value, language), n, share(n, sum(values.values())),
             share(n, answered))
            for name, values in _counted(source).items()
            for value, n in values.items()
        ]  # fmt: skip
        columns = (
            Column(words.text("result", language), width=24),
            *_value_columns(language),
        )
        yield Section(words.text("results", language), columns, rows)

    def page(self, source: ReportSource) -> Iterator[Section]:
        """A table for each result."""
        _, answered, _ = source.reports.reached(source.campaign.id)
        by_name = _counted(source)
        for name, values in by_name.items():
            total = sum(values.values())
            title = names.result(name, "", source.language)[0]
            shown = {names.result(name, value, source.language)[1]: n
                     for value, n in values.items()}  # fmt: skip
            rows: list[tuple[Cell, ...]] = [
                (value, n, share(n, total), share(n, answered)) for value, n in shown.items()
            ]
            chart = chart_makers.of_counts(
                words.text("chart_answers", source.language),
                words.text("unit_contacts", source.language),
                list(shown.items()), source.language,
            )  # fmt: skip
            yield Section(title, _value_columns(source.language), rows, chart=chart)
        if not by_name:
            title = words.text("results", source.language)
            yield Section(title, _value_columns(source.language), [])


def _value_columns(language: str) -> tuple[Column, ...]:
    return (
        Column(words.text("value", language), width=36),
        Column(words.text("contacts", language), CellKind.COUNT, 12),
        Column(words.text("of_result", language), CellKind.SHARE, 10),
        Column(words.text("of_answered", language), CellKind.SHARE, 22),
    )


def _counted(source: ReportSource) -> dict[str, dict[str, int]]:
    """What people look at: without texts of which each is another one."""
    return {name: values for name, values in _by_name(source).items() if is_counted(name)}


def _by_name(source: ReportSource) -> dict[str, dict[str, int]]:
    """name → value → contacts; the most frequent value first."""
    by_name: dict[str, dict[str, int]] = {}
    for name, value, contacts in source.reports.results(source.campaign.id):
        by_name.setdefault(name, {})[value] = contacts
    return {
        name: dict(sorted(values.items(), key=lambda item: (-item[1], item[0])))
        for name, values in sorted(by_name.items())
    }
