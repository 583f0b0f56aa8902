"""A/B comparisons, and where in the scheme calls ended."""

import json
from pathlib import Path
from typing import Any

import pytest

from engine.domain.disposition import Disposition
from engine.ports.reports import NodeTally
from engine.reports import format_names, render, statistics
from tests.helpers.report_data import NOW, MemoryReports, attempt, campaign, counts_of


def _render(reports: MemoryReports, kind: str, tmp_path: Path, form: str = "json",
            language: str = "ru") -> Path:  # fmt: skip
    target = tmp_path / f"{kind}.{form}"
    render(kind, form, reports, counts_of(reports), campaign(), language=language, target=target,
           now=NOW)  # fmt: skip
    return target


def _splits() -> MemoryReports:
    """Of 50 calls 30 heard version A to the end, of 100 calls 40 version B."""
    rows = []
    for n in range(150):
        branch, good = ("A", n < 30) if n < 50 else ("B", n < 90)
        results = {"split.приветствие": branch, **({"Обещание": "да"} if good else {})}
        how = Disposition.COMPLETED if good else Disposition.PARTIAL
        rows.append(attempt(n + 1, disposition=how, results=results))
    return MemoryReports(rows)


def test_branches_are_compared(tmp_path: Path) -> None:
    found = json.loads(_render(_splits(), "splits", tmp_path).read_text("utf-8"))
    (split,) = found["splits"]
    first, second = split["branches"]
    assert split["split"] == "приветствие"
    assert (first["branch"], first["calls"], first["completed"], first["share"]) == (
        "A",
        50,
        30,
        0.6,
    )
    assert second["by_disposition"] == {"completed": 40, "partial": 60}
    assert second["difference"]["value"] == pytest.approx(-0.2)
    assert second["difference"]["interval"] == pytest.approx(
        list(statistics.difference(0.4, 100, 0.6, 50)), abs=1e-6
    )
    assert {"name": "Обещание", "value": "да", "calls": 40} in second["results"]
    assert "difference" not in first


@pytest.mark.parametrize("form", format_names())
@pytest.mark.parametrize("language", ["ru", "en"])
def test_splits_in_every_format(tmp_path: Path, form: str, language: str) -> None:
    assert _render(_splits(), "splits", tmp_path, form, language).stat().st_size > 300


def test_a_certain_difference_has_a_star(tmp_path: Path) -> None:
    page = _render(_splits(), "splits", tmp_path, "html").read_text("utf-8")
    assert "−20,0 (от −" in page
    assert "*" in page


def _scheme(*links: tuple[str, str]) -> str:
    ids = sorted({node for link in links for node in link})
    return json.dumps(
        {
            "nodes": [
                {"id": each, "type": "start" if each == "s" else "play", "name": f"Шаг {each}"}
                for each in ids
            ],
            "links": [{"source": a, "target": b} for a, b in links],
        }
    )


def _ended(node: str, calls: int) -> NodeTally:
    return NodeTally(1, node, f"Шаг {node}", calls, calls // 2, 0, calls * 10.0)


def _nodes(tallies: list[NodeTally], scheme: str, tmp_path: Path) -> dict[str, Any]:
    reports = MemoryReports([attempt(1)], nodes=tallies, schemes={1: scheme})
    found = json.loads(_render(reports, "nodes", tmp_path).read_text("utf-8"))
    return {each["node"]: each for each in found["nodes"]}


def test_calls_passed_what_lies_on_every_way(tmp_path: Path) -> None:
    # s → menu → a or b → bye; b may also be reached from a
    scheme = _scheme(("s", "menu"), ("menu", "a"), ("menu", "b"), ("a", "b"), ("a", "bye"),
                     ("b", "bye"))  # fmt: skip
    found = _nodes([_ended("menu", 5), _ended("a", 3), _ended("bye", 10)], scheme, tmp_path)
    assert {node: each["passed_at_least"] for node, each in found.items()} == {
        "s": 18, "menu": 18, "a": 3, "bye": 10,
    }  # fmt: skip
    assert found["menu"]["ended"] == 5
    assert found["s"]["ended"] == 0
    assert found["a"]["mean_talk_s"] == 10.0


def test_a_scheme_with_a_loop(tmp_path: Path) -> None:
    scheme = _scheme(("s", "ask"), ("ask", "again"), ("again", "ask"), ("ask", "bye"))
    found = _nodes([_ended("bye", 2), _ended("again", 1)], scheme, tmp_path)
    assert {node: each["passed_at_least"] for node, each in found.items()} == {
        "s": 3, "ask": 3, "bye": 2, "again": 1,
    }  # fmt: skip


def test_a_node_that_the_scheme_does_not_know(tmp_path: Path) -> None:
    found = _nodes([_ended("gone", 2)], _scheme(("s", "x")), tmp_path)
    assert found["gone"]["passed_at_least"] == 2


@pytest.mark.parametrize("form", format_names())
def test_nodes_in_every_format(tmp_path: Path, form: str) -> None:
    reports = MemoryReports([attempt(1)], nodes=[_ended("x", 2)], schemes={1: _scheme(("s", "x"))})
    assert _render(reports, "nodes", tmp_path, form, "en").stat().st_size > 100
