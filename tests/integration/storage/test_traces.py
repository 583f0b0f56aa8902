"""Traces of calls, and the counts of where calls went."""

import random
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from engine.adapters.firebird import Address, FirebirdDatabase, backup, check, restore
from engine.domain.flow import Departure, SchemeFlow, Way
from engine.errors import KnownError
from engine.ivr import trace as traced
from engine.ivr.trace import CallTrace, encode_trace, flow_of
from engine.ports.traces import NewTrace
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.stored_campaign import NOW, Dialling, dialling

SCHEME = """{"nodes": [{"id": "старт"}, {"id": "ask"}, {"id": "call"}, {"id": "end"}],
 "links": [{"source": "старт", "port": "next", "target": "ask"},
  {"source": "ask", "port": "1", "target": "call"}, {"source": "ask", "port": "*", "target": "end"},
  {"source": "call", "port": "next", "target": "end"}]}"""
PART = """{"nodes": [{"id": "start"}, {"id": "ask"}],
 "links": [{"source": "start", "port": "next", "target": "ask"}]}"""


@pytest.fixture
def node(tested_database: DatabaseUnderTest, database: FirebirdDatabase) -> Dialling:
    node = dialling(tested_database, database, 40)
    version = database.transact(lambda s: s.schemes.publish("main", SCHEME))
    database.transact(lambda s: s.schemes.publish("part", PART))
    return Dialling(database, node.campaign, node.session_id, version.id)


def trace_of(node: Dialling, keys: str = "1") -> CallTrace:
    part = node.database.transact(lambda s: s.schemes.current("part")).id
    events: list[traced.TraceEvent] = [
        traced.Entered(0, "старт"),
        traced.Left(0, "старт", "", "next", "next"),
        traced.Entered(0, "ask"),
    ]
    if keys == "1":
        events += [
            traced.Pressed(900, "1"),
            traced.Left(900, "ask", "", "1", "1"),
            traced.Entered(900, "call"),
            traced.Entered(900, "start", "part"),
            traced.Left(900, "start", "part", "next", "next"),
            traced.Entered(900, "ask", "part"),
            traced.Left(2000, "call", "", "next", "next"),
            traced.Entered(2000, "end"),
        ]
    events.append(traced.Ended(3000, "completed", "end", "system"))
    return CallTrace({"": node.scheme_version_id, "part": part}, tuple(events))


def keep(node: Dialling, trace: CallTrace, at: datetime = NOW) -> int:
    (attempt,) = node.dial(1)
    node.close(attempt)
    new = NewTrace(attempt.id, node.campaign.id, node.scheme_version_id, at, encode_trace(trace),
                   flow_of(trace))  # fmt: skip
    node.database.transact(lambda s: s.traces.add(new))
    return attempt.id


def flows(node: Dialling, scheme: str = "main", **options: object) -> SchemeFlow:
    return node.database.transact(lambda s: s.traces.flows(scheme, 1, **options))


def test_a_trace_comes_back(node: Dialling) -> None:
    trace = trace_of(node)
    attempt_id = keep(node, trace)
    assert node.database.transact(lambda s: s.traces.of_attempt(attempt_id)) == trace
    assert node.database.transact(lambda s: s.traces.of_attempt(attempt_id + 1)) is None
    long = CallTrace({}, tuple(traced.Saved(n, "имя", "я" * 90) for n in range(120)))
    attempt_id = keep(node, long)
    assert node.database.transact(lambda s: s.traces.of_attempt(attempt_id)) == long


def test_where_calls_went(node: Dialling) -> None:
    for _ in range(3):
        keep(node, trace_of(node))
    keep(node, trace_of(node, keys=""), NOW + timedelta(hours=2))
    flow = flows(node)
    assert flow.links == {
        ("", "старт", "next"): 4, ("", "ask", "1"): 3, ("", "call", "next"): 3,
        ("part", "start", "next"): 3,
    }  # fmt: skip
    assert flow.entered == {
        ("", "старт"): 4, ("", "ask"): 4, ("", "call"): 3, ("", "end"): 3,
        ("part", "start"): 3, ("part", "ask"): 3,
    }  # fmt: skip
    assert flow.ended == {("", "ask"): 1, ("", "end"): 3}
    # The scheme that was called, by itself.
    assert flows(node, "PART").links == {("", "start", "next"): 3}
    assert flows(node, "PART").ended == {}
    assert flows(node, campaign_id=node.campaign.id) == flow
    assert flows(node, campaign_id=node.campaign.id + 1) == SchemeFlow()
    later = flows(node, since=NOW + timedelta(hours=1))
    assert later.ended == {("", "ask"): 1}
    assert flows(node, until=NOW + timedelta(hours=2)).ended == {("", "end"): 3}
    with pytest.raises(KnownError, match="no version 7"):
        node.database.transact(lambda s: s.traces.flows("main", 7))


def test_several_nodes_count_together(node: Dialling, tested_database: DatabaseUnderTest) -> None:
    keep(node, trace_of(node))
    other = tested_database.open()
    keep(Dialling(other, node.campaign, node.session_id, node.scheme_version_id), trace_of(node))
    other.close()
    assert flows(node).ended == {("", "end"): 2}


def test_a_rollback_takes_trace_and_counts(node: Dialling) -> None:
    (attempt,) = node.dial(1)
    trace = trace_of(node)
    new = NewTrace(attempt.id, node.campaign.id, node.scheme_version_id, NOW, encode_trace(trace),
                   flow_of(trace))  # fmt: skip

    def work(stores):  # type: ignore[no-untyped-def]
        stores.traces.add(new)
        raise KnownError("killed here")

    with pytest.raises(KnownError):
        node.database.transact(work)
    assert flows(node) == SchemeFlow()
    assert node.database.transact(lambda s: s.traces.of_attempt(attempt.id)) is None


def test_very_many_ways_in_one_call(node: Dialling) -> None:
    rng = random.Random(5)
    links = [(f"n{i}", f"p{rng.randrange(3)}") for i in range(2000)]
    nodes = ", ".join(f'{{"id": "n{i}"}}' for i in range(2000))
    text = ", ".join(f'{{"source": "{n}", "port": "{p}", "target": "n0"}}' for n, p in links)
    version = node.database.transact(
        lambda s: s.schemes.publish("large", f'{{"nodes": [{nodes}], "links": [{text}]}}')
    )
    counts = {Departure("", version.id, n, Way.LINK, p): rng.randrange(1, 99999) for n, p in links}
    new = NewTrace(1, node.campaign.id, version.id, NOW, "[1,{},0]", counts)
    node.database.transact(lambda s: s.traces.add(new))
    found = flows(node, "large")
    assert found.links == {("", d.node, d.port): n for d, n in counts.items()}


def test_old_traces_go_and_counts_stay(node: Dialling) -> None:
    ids = [keep(node, trace_of(node)) for _ in range(5)]

    def expire(before: datetime, limit: int, since: datetime | None = None) -> int:
        return node.database.transact(
            lambda s: s.traces.expire(node.campaign.id, since, before, limit)
        )[0]

    assert expire(NOW, 100) == 0
    counted = [
        node.database.transact(lambda s, at=at: s.traces.count(node.campaign.id, at))
        for at in (NOW, NOW + timedelta(days=1))
    ]
    assert counted == [0, 5]
    assert node.database.transact(lambda s: s.traces.versions(node.campaign.id)) == [("main", 1)]
    later = NOW + timedelta(days=1)
    assert expire(later, 100, later) == 0
    assert expire(later, 3) == 3
    assert expire(later, 3) == 2
    assert expire(later, 3) == 0
    assert node.database.transact(lambda s: s.traces.of_attempt(ids[0])) is None
    assert flows(node).ended == {("", "end"): 5}


def test_traces_survive_a_backup(
    node: Dialling, tested_database: DatabaseUnderTest, tmp_path: Path
) -> None:
    trace = trace_of(node)
    attempt_id = keep(node, trace)
    flow = flows(node)
    address, password = tested_database.address, tested_database.password
    backup(address, password, tmp_path / "b.fbk")
    target = Address(str(tmp_path / "again.fdb"), address.host, address.port, address.user)
    restore(target, password, tmp_path / "b.fbk")
    restored = FirebirdDatabase(target, password)
    try:
        assert restored.transact(lambda s: s.traces.of_attempt(attempt_id)) == trace
        assert restored.transact(lambda s: s.traces.flows("main", 1)) == flow
    finally:
        restored.close()
    assert "trace_without_attempt" not in {problem.code for problem in check(target, password)}


def test_calls_to_be_replayed(node: Dialling) -> None:
    first, second = keep(node, trace_of(node)), keep(node, trace_of(node, "*"))

    def calls(phone: str = "", scheme: str = "MAIN", limit: int = 10) -> list[int]:
        found = node.database.transact(lambda s: s.traces.recent_calls(scheme, phone, limit))
        return [call.attempt_id for call in found]

    assert calls() == [second, first]
    assert calls(limit=1) == [second]
    assert calls(scheme="part") == []
    one = node.database.transact(lambda s: s.traces.call(first))
    assert one is not None
    assert (one.scheme, one.version, one.version_id) == ("main", 1, node.scheme_version_id)
    assert calls(one.phone) == [first]
    assert calls("+99") == []
    assert node.database.transact(lambda s: s.traces.call(0)) is None
