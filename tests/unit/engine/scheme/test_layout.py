from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.bench_interpreter import mixture
from engine.scheme.codec import load_scheme
from engine.scheme.layout import GRID, LANE_ABOVE, tidy
from engine.scheme.model import Link, Node, Scheme

SAMPLES = sorted(Path("resources/schemes").glob("*.json"))


@st.composite
def drawings(draw: Any) -> tuple[list[Node], list[Link], dict[str, tuple[float, float]]]:
    number = draw(st.integers(1, 14))
    places = st.integers(-300, 600).map(float)
    nodes = [
        Node(f"{i}", "wait" if i else "start", x=draw(places), y=draw(places))
        for i in range(number)
    ]
    ends = st.integers(0, number - 1)
    pairs = draw(st.lists(st.tuples(ends, ends), max_size=2 * number))
    links = [Link(f"k{i}", f"{a}", f"{i}", f"{b}") for i, (a, b) in enumerate(pairs)]
    sizes = {
        node.id: (draw(st.sampled_from([40.0, 176.0, 201.5])), draw(st.sampled_from([30.0, 97.0])))
        for node in nodes
    }
    return nodes, links, sizes


def overlapping(
    a: str, b: str, at: dict[str, tuple[float, float]], sizes: dict[str, tuple[float, float]]
) -> bool:
    (ax, ay), (bx, by) = at[a], at[b]
    (aw, ah), (bw, bh) = sizes[a], sizes[b]
    return ax < bx + bw and bx < ax + aw and ay < by + bh and by < ay + ah


@settings(deadline=None, max_examples=300)
@given(drawings(), st.sets(st.integers(0, 13)), st.none() | st.sets(st.integers(0, 13)))
def test_any_drawing(drawing: Any, pinned: set[int], only: set[int] | None) -> None:
    nodes, links, sizes = drawing
    stay = {f"{i}" for i in pinned}
    chosen = None if only is None else {f"{i}" for i in only}
    found = tidy(nodes, links, sizes, stay, chosen)
    free = {n.id for n in nodes if n.id not in stay and (chosen is None or n.id in chosen)}
    assert set(found) == free
    at = {n.id: (n.x, n.y) for n in nodes} | found
    for node_id in free:
        assert at[node_id][0] % GRID == at[node_id][1] % GRID == 0
        for other in sizes:
            assert other == node_id or not overlapping(node_id, other, at, sizes)
    assert tidy(nodes, links, sizes, stay, chosen) == found
    if "0" in free:
        assert found["0"][0] == min(x for x, _ in found.values())
    # Where it was before does not matter, but for the corner.
    if free and len(free) == len(nodes):
        tidied = [replace(n, x=found[n.id][0], y=found[n.id][1]) for n in nodes]
        assert tidy(tidied, links, sizes) == found


@settings(deadline=None, max_examples=200)
@given(drawings())
def test_links_lead_to_the_right_where_none_leads_back(drawing: Any) -> None:
    nodes, links, sizes = drawing
    onward = [link for link in links if int(link.source) < int(link.target)]
    found = tidy(nodes, onward, sizes)
    for link in onward:
        assert found[link.source][0] + sizes[link.source][0] < found[link.target][0]


def crossings(scheme: Scheme, at: dict[str, tuple[float, float]]) -> int:
    """Of straight links between neighbouring columns."""
    columns = sorted({x for x, _ in at.values()})
    number = {x: i for i, x in enumerate(columns)}
    found = 0
    short = [k for k in scheme.links if number[at[k.target][0]] == number[at[k.source][0]] + 1]
    for i, a in enumerate(short):
        for b in short[:i]:
            if at[a.source][0] == at[b.source][0]:
                found += (at[a.source][1] - at[b.source][1]) * (
                    at[a.target][1] - at[b.target][1]
                ) < 0
    return found


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_samples(path: Path) -> None:
    scheme = load_scheme(path.read_text(encoding="utf-8"))
    sizes = {node.id: (176.0, 72.0) for node in scheme.nodes}
    found = tidy(scheme.nodes, scheme.links, sizes)
    forward = sum(found[k.target][0] > found[k.source][0] for k in scheme.links)
    assert forward >= 0.85 * len(scheme.links)
    assert crossings(scheme, found) <= len(scheme.links) / 4
    start = next(node.id for node in scheme.nodes if node.type == "start")
    assert found[start][0] == min(x for x, _ in found.values())


def test_children_stand_in_the_order_of_their_ports() -> None:
    nodes = [Node("start", "start"), *(Node(key, "wait") for key in "cab")]
    links = [Link(key, "start", key, key) for key in "bac"]
    found = tidy(nodes, links, {node.id: (100.0, 40.0) for node in nodes})
    assert [y for _, y in (found[key] for key in "bac")] == sorted(
        y for x, y in found.values() if x
    )
    assert found["start"][1] == found["b"][1]  # level with the first one


def test_what_calls_mostly_go_through_is_one_line() -> None:
    """First ports lead straight on; what others lead to hangs below."""
    nodes = [Node("start", "start"), *(Node(key, "wait") for key in "abcxy")]
    ways = ["start a", "a b", "a x", "b c", "b y", "x c", "y c"]
    links = [Link(f"{i}", *way.split()[:1], f"{i}", way.split()[1]) for i, way in enumerate(ways)]
    found = tidy(nodes, links, {node.id: (100.0, 40.0) for node in nodes})
    assert len({found[key][1] for key in ("start", "a", "b", "c")}) == 1
    assert found["x"][1] > found["b"][1]


def test_long_links_have_lanes_that_no_block_is_in() -> None:
    """Level with what they lead to, from right behind the block that they come from."""
    nodes = [Node("start", "start"), *(Node(key, "wait") for key in "abcdz")]
    links = [Link(f"{a}{b}", a, b, b) for a, b in pairwise(("start", *"abcd", "z"))]
    links += [Link(f"{key}z", key, "stop", "z") for key in "abc"]
    sizes = {node.id: (100.0, 80.0) for node in nodes}
    found = tidy(nodes, links, sizes)
    lane = found["z"][1] + 17
    for key in "bcd":
        assert not found[key][1] - 8 < lane < found[key][1] + 88


def test_links_that_lead_back_pass_over_the_blocks() -> None:
    nodes = [Node("start", "start"), *(Node(key, "wait") for key in "axbc")]
    links = [Link(f"{a}{b}", a, b, b) for a, b in pairwise(("start", *"abc"))]
    links += [
        Link("ax", "a", "zx", "x"),
        Link("xa", "x", "back", "a"),
        Link("ca", "c", "back", "a"),
    ]
    sizes = {node.id: (100.0, 80.0) for node in nodes}
    found = tidy(nodes, links, sizes)
    lane = found["a"][1] + 17 - LANE_ABOVE
    for node in nodes:
        assert not found[node.id][1] - 8 < lane < found[node.id][1] + 88


def test_nothing_to_tidy() -> None:
    assert tidy([], [], {}) == {}
    assert tidy([Node("a", "wait")], [], {"a": (10.0, 10.0)}, pinned=["a"]) == {}


def test_three_thousand_blocks_lie_apart() -> None:
    scheme = mixture(429)
    sizes = {node.id: (176.0, 72.0) for node in scheme.nodes}
    found = tidy(scheme.nodes, scheme.links, sizes)
    rows = sorted(found.values())
    assert all(a[0] < b[0] or a[1] + 72 < b[1] for a, b in pairwise(rows))
