"""The report ``nodes``: at which step of the scheme calls ended, and how many came that far.

The journal knows where a call ended. A call that ended at a node has passed every node that lies
on all ways to it (its dominators); other nodes it may have passed too, so what is told is the least
number of calls that came by.
"""

import json
from collections.abc import Iterator
from datetime import UTC

from engine.ports.reports import NodeTally
from engine.reports import chart_makers, words
from engine.reports.filters import CALLS
from engine.reports.model import Cell, CellKind, Column, Figure, ReportSource, Section, share


class NodesReport:
    name = "nodes"
    filters = CALLS

    def title(self, language: str) -> str:
        return words.text("nodes_title", language)

    def json(self, source: ReportSource) -> Iterator[str]:
        tallies = source.reports.by_node(source.campaign.id)
        passed = _passed(source, tallies)
        document = {
            "campaign": source.campaign.name,
            "made_at": source.now.astimezone(UTC).isoformat(timespec="seconds")[:19] + "Z",
            "nodes": [
                {
                    "scheme_version": tally.scheme_version,
                    "node": tally.node,
                    "name": tally.node_name or None,
                    "passed_at_least": passed[tally.scheme_version, tally.node],
                    "ended": tally.calls,
                    "hung_up": tally.hung_up,
                    "completed": tally.completed,
                    "mean_talk_s": round(tally.talk_s / tally.calls, 1) if tally.calls else 0.0,
                }
                for tally in _with_passed_through(tallies, passed, source)
            ],
        }
        yield json.dumps(document, ensure_ascii=False, indent=2) + "\n"

    def figures(self, source: ReportSource) -> list[Figure]:
        tallies = source.reports.by_node(source.campaign.id)
        calls = sum(tally.calls for tally in tallies)
        hung_up = sum(tally.hung_up for tally in tallies)
        return [
            Figure(words.text("answered_calls", source.language), calls),
            Figure(words.text("hung_up", source.language), hung_up, share(hung_up, calls)),
        ]

    def tables(self, source: ReportSource) -> Iterator[Section]:
        yield from _sections(source)

    def page(self, source: ReportSource) -> Iterator[Section]:
        yield from _sections(source)


def _sections(source: ReportSource) -> Iterator[Section]:
    """A table for each version of the scheme that calls were made with."""
    language = source.language
    tallies = source.reports.by_node(source.campaign.id)
    passed = _passed(source, tallies)
    shown = list(_with_passed_through(tallies, passed, source))
    columns = (
        Column(words.text("node", language), width=26),
        Column(words.text("passed", language), CellKind.COUNT, 14),
        Column(words.text("ended_here", language), CellKind.COUNT, 14),
        Column(words.text("of_calls", language), CellKind.SHARE, 12),
        Column(words.text("hung_up", language), CellKind.COUNT, 17),
        Column(words.text("mean_talk", language), CellKind.SECONDS, 21),
    )
    versions = sorted({tally.scheme_version for tally in shown}, reverse=True)
    for version in versions:
        of_version = [tally for tally in shown if tally.scheme_version == version]
        total = sum(tally.calls for tally in of_version)
        ended = [(_label(tally), tally.calls) for tally in of_version if tally.calls]
        rows: list[tuple[Cell, ...]] = [
            (
                _label(tally),
                passed[version, tally.node],
                tally.calls,
                share(tally.calls, total),
                tally.hung_up,
                tally.talk_s / tally.calls if tally.calls else None,
            )
            for tally in sorted(of_version, key=lambda t: (-passed[version, t.node], t.node))
        ]
        chart = chart_makers.of_counts(
            words.text("chart_nodes", language), words.text("unit_calls", language),
            sorted(ended, key=lambda each: -each[1]), language,
        )  # fmt: skip
        title = words.text("scheme_of_version", language).format(version=version)
        note = words.text("passed_note", language)
        yield Section(title, columns, rows, note=note, chart=chart)
    if not versions:
        yield Section(words.text("nodes_title", language), columns, [])


def _label(tally: NodeTally) -> str:
    return tally.node_name or tally.node


def _passed(source: ReportSource, tallies: list[NodeTally]) -> dict[tuple[int, str], int]:
    """(version, node) → calls that certainly came to the node."""
    passed: dict[tuple[int, str], int] = {}
    schemes = source.reports.scheme_documents(source.campaign.id)
    for version in {tally.scheme_version for tally in tallies}:
        dominators = _dominators(schemes.get(version, ""))
        for tally in tallies:
            if tally.scheme_version != version:
                continue
            node: str | None = tally.node
            while node is not None:
                passed[version, node] = passed.get((version, node), 0) + tally.calls
                above = dominators.get(node)
                node = above if above != node else None
    return passed


def _dominators(document: str) -> dict[str, str]:
    """Node → the nearest node that every call must have passed before."""
    if not document:
        return {}
    scheme = json.loads(document)
    nodes = scheme.get("nodes", [])
    start = next((node["id"] for node in nodes if node["type"] == "start"), None)
    if start is None:
        return {}
    import networkx  # takes its time to load, and few reports need it

    graph = networkx.DiGraph()
    graph.add_nodes_from(node["id"] for node in nodes)
    graph.add_edges_from((link["source"], link["target"]) for link in scheme.get("links", []))
    found = dict(networkx.immediate_dominators(graph, start))
    return {node: above for node, above in found.items() if above is not None}


def _with_passed_through(
    tallies: list[NodeTally], passed: dict[tuple[int, str], int], source: ReportSource
) -> Iterator[NodeTally]:
    """The nodes where calls ended, and those that were only passed."""
    yield from tallies
    known = {(tally.scheme_version, tally.node) for tally in tallies}
    schemes = source.reports.scheme_documents(source.campaign.id)
    for version, node in sorted(set(passed) - known):
        nodes = json.loads(schemes[version])["nodes"]
        name = next((each.get("name", "") for each in nodes if each["id"] == node), "")
        yield NodeTally(version, node, name, 0, 0, 0, 0.0)
