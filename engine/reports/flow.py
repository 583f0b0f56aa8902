"""The report ``flow``: how many calls entered each node of the scheme, by which port they left it,
and how many ended there. Counted while calls are led, so it takes no longer for millions."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from engine.domain.flow import SchemeFlow
from engine.reports import words
from engine.reports.filters import PERIOD, Filter, period_of
from engine.reports.model import Cell, CellKind, Column, Figure, ReportSource, Section, share


@dataclass(frozen=True, slots=True)
class _Node:
    scheme: str
    node: str
    name: str
    entered: int
    ended: int
    #: (port, target, its name, calls).
    links: tuple[tuple[str, str, str, int], ...]


@dataclass(frozen=True, slots=True)
class _Version:
    scheme: str
    version: int
    calls: int
    nodes: tuple[_Node, ...]


class FlowReport:
    name = "flow"
    filters = (PERIOD,)

    def title(self, language: str) -> str:
        return words.text("flow_title", language)

    def json(self, source: ReportSource) -> Iterator[str]:
        since, until = _period(source)
        document = {
            "campaign": source.campaign.name,
            "made_at": source.now.astimezone(UTC).isoformat(timespec="seconds")[:19] + "Z",
            "from": since and _iso(since),
            "to": until and _iso(until),
            "versions": [_version_json(version) for version in _versions(source)],
        }
        yield json.dumps(document, ensure_ascii=False, indent=2) + "\n"

    def figures(self, source: ReportSource) -> list[Figure]:
        calls = sum(version.calls for version in _versions(source))
        return [Figure(words.text("answered_calls", source.language), calls)]

    def tables(self, source: ReportSource) -> Iterator[Section]:
        yield from _sections(source)

    def page(self, source: ReportSource) -> Iterator[Section]:
        yield from _sections(source)


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")[:19] + "Z"


def _version_json(version: _Version) -> dict[str, object]:
    return {
        "scheme": version.scheme,
        "scheme_version": version.version,
        "calls": version.calls,
        "nodes": [
            {
                "scheme": node.scheme or None,
                "node": node.node,
                "name": node.name or None,
                "entered": node.entered,
                "ended": node.ended,
                "links": [
                    {"port": port, "target": target or None, "target_name": name or None,
                     "calls": calls}
                    for port, target, name, calls in node.links
                ],
            }
            for node in version.nodes
        ],
    }  # fmt: skip


def _sections(source: ReportSource) -> Iterator[Section]:
    language = source.language
    columns = (
        Column(words.text("scheme_column", language), width=18),
        Column(words.text("node", language), width=26),
        Column(words.text("entered", language), CellKind.COUNT, 12),
        Column(words.text("port", language), width=14),
        Column(words.text("leads_to", language), width=26),
        Column(words.text("calls", language), CellKind.COUNT, 12),
        Column(words.text("share_of_entered", language), CellKind.SHARE, 14),
    )
    ends_here, note = words.text("ends_here", language), words.text("flow_note", language)
    versions = _versions(source)
    for version in versions:
        rows: list[tuple[Cell, ...]] = []
        for node in version.nodes:
            first: tuple[Cell, ...] = (node.scheme, node.name or node.node, node.entered)
            ways = [(port, name or target, calls) for port, target, name, calls in node.links]
            if node.ended or not ways:
                ways.append((ends_here, "", node.ended))
            for way in ways:
                rows.append((*first, *way, share(way[2], node.entered)))
                first = ("", "", None)
        title = f"{version.scheme}: " + words.text("scheme_of_version", language).format(
            version=version.version
        )
        yield Section(title, columns, rows, note=note)
    if not versions:
        yield Section(words.text("flow_title", language), columns, [])


def _versions(source: ReportSource) -> list[_Version]:
    return source.once("flow", lambda: _read(source))


def _read(source: ReportSource) -> list[_Version]:
    if source.traces is None:
        return []
    since, until = _period(source)
    found = []
    for scheme, version in source.traces.versions(source.campaign.id):
        flow = source.traces.flows(scheme, version, source.campaign.id, since, until)
        if flow.entered:
            documents = source.traces.documents(scheme, version, flow)
            found.append(_made(scheme, version, flow, documents))
    return found


def _made(scheme: str, version: int, flow: SchemeFlow, documents: dict[str, str]) -> _Version:
    nodes: list[_Node] = []
    # The scheme itself first, those that it calls behind it; nodes in the order of the document.
    for name in sorted(documents):
        document = json.loads(documents[name])
        names = {node["id"]: node.get("name", "") for node in document.get("nodes", ())}
        targets = {
            (link["source"], link["port"]): link["target"] for link in document.get("links", ())
        }
        for node in names:
            entered = flow.entered.get((name, node), 0)
            if not entered:
                continue
            links = sorted(
                ((port, calls) for (s, n, port), calls in flow.links.items()
                 if (s, n) == (name, node)),
                key=lambda each: (-each[1], each[0]),
            )  # fmt: skip
            nodes.append(
                _Node(
                    name, node, names[node], entered, flow.ended.get((name, node), 0),
                    tuple(
                        (port, targets.get((node, port), ""),
                         names.get(targets.get((node, port), ""), ""), calls)
                        for port, calls in links
                    ),
                )
            )  # fmt: skip
    calls = sum(n for (name, _), n in flow.ended.items() if not name)
    return _Version(scheme, version, calls, tuple(nodes))


def _period(source: ReportSource) -> tuple[datetime | None, datetime | None]:
    wanted, given = source.options.filter, source.options.parameters
    since, until = given.get("from", "") or wanted.since, given.get("to", "") or wanted.until
    return period_of(Filter(since=since, until=until), source.now, source.zone)
