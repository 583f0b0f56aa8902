"""What the engine keeps of the calls it leads, and that it all fits together."""

import asyncio
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from engine.adapters.simulated import subscribers as behave
from engine.adapters.simulated.subscribers import Subscribers
from engine.domain.flow import SchemeFlow, Way
from engine.ivr import trace as traced
from engine.ivr.trace import CallTrace, flow_of
from engine.ports.storage import ReportedAttempt
from engine.scheme.model import Variable
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.hall import Hall, contacts, settings
from tests.helpers.office import numbers
from tests.helpers.scheme_builder import SchemeBuilder
from tests.helpers.shaky_database import Weather
from tests.integration.engine.test_called_schemes import caller, part, publish


@pytest.fixture
def hall(tested_database: DatabaseUnderTest, tmp_path: Path) -> Hall:
    people = Subscribers(
        mix=((0.4, behave.listens(quiet_s=60)), (0.2, behave.hangs_up(2.5)),
             (0.2, behave.presses("1")), (0.2, behave.busy())),
    )  # fmt: skip
    hall = Hall.build(tested_database, tmp_path, people)
    hall.trunk(lines=10)
    return hall


def scheme() -> SchemeBuilder:
    return (
        SchemeBuilder(Variable("said"))
        .node("start", "start", next="ask")
        .node("ask", "menu", {"message": [{"say": {"ru": "Оплатите ли вы долг? Да — один."}}],
                              "keys": [{"key": "1"}], "no_input_repeats": 0},
              key_1="yes", no_input="call")
        .node("yes", "save_result", {"results": [{"name": "said", "value": "yes"}]}, next="call")
        .node("call", "subscheme", {"scheme": "Part"}, next="end")
        .node("end", "hang_up")
    )  # fmt: skip


def traces(hall: Hall, campaign: int) -> dict[int, tuple[ReportedAttempt, CallTrace | None]]:
    rows = hall.attempts(campaign)
    return hall.transact(lambda s: {row.id: (row, s.traces.of_attempt(row.id)) for row in rows})  # type: ignore[no-any-return]


def flows(hall: Hall, name: str, **options: Any) -> SchemeFlow:
    found: SchemeFlow = hall.transact(lambda s: s.traces.flows(name, 1, **options))
    return found


def test_a_campaign_is_traced(hall: Hall) -> None:
    publish(hall, "main", scheme().build())
    publish(hall, "part", part("раз"))
    campaign = hall.campaign(settings(scheme="main"), contacts(numbers(40)))
    hall.start(campaign)
    hall.run_until_done()

    found = traces(hall, campaign)
    assert {row.answered_at is not None for row, _ in found.values()} == {True, False}
    expected: Counter[tuple[str, str, Way, str]] = Counter()
    ended: Counter[str] = Counter()
    for row, trace in found.values():
        assert (trace is not None) == (row.answered_at is not None)
        if trace is None or row.answered_at is None:
            continue
        end = trace.events[-1]
        assert isinstance(end, traced.Ended)
        assert (end.disposition, end.node) == (row.disposition.value, row.node)
        assert end.by == row.hangup_by.value
        assert abs(end.at_ms / 1000 - (row.ended_at - row.answered_at).total_seconds()) < 0.1
        saved = {e.name: e.value for e in trace.events if isinstance(e, traced.Saved)}
        assert saved == dict(row.results)
        assert row.node is not None
        ended[row.node] += 1
        for departure, calls in flow_of(trace).items():
            key = (departure.scheme, departure.node, departure.way, departure.port)
            expected[key] += calls
        versions = hall.transact(
            lambda s: {name: s.schemes.current(name or "main").id for name in ("", "Part")}
        )
        assert {**versions, **trace.versions} == versions

    flow = flows(hall, "main", campaign_id=campaign)
    # Schemes go by their own names here, by those that callers use in traces.
    counted = Counter(
        {(scheme.replace("part", "Part"), node, Way.LINK, port): n
         for (scheme, node, port), n in flow.links.items()}
    ) + Counter(
        {(scheme.replace("part", "Part"), node, Way.ENDED, ""): n
         for (scheme, node), n in flow.ended.items()}
    )  # fmt: skip
    back = Counter({key: n for key, n in expected.items() if key[2] is Way.BACK})
    assert counted == expected - back
    tallies = hall.transact(lambda s: s.reports.by_node(campaign))
    assert {t.node: t.calls for t in tallies} == ended
    assert {node: n for (name, node), n in flow.ended.items() if not name} == ended
    # What others call is counted for the called scheme, too.
    assert flows(hall, "part").links["", "start", "next"] == expected["Part", "start", Way.LINK,
                                                                       "next"]  # fmt: skip


def test_an_engine_that_dies_leaves_no_trace_of_the_call(hall: Hall) -> None:
    publish(hall, "caller", caller())
    publish(hall, "part", part("раз " * 20))
    hall.subscribers.mix = ((1.0, behave.listens(quiet_s=60)),)
    campaign = hall.campaign(settings(scheme="caller", max_lines=2), contacts(numbers(4)))
    hall.start(campaign)

    async def main() -> None:
        weather = Weather()
        async with hall.engine("north", open_database=weather.opener(hall.tested.open)):
            await asyncio.sleep(4)
            weather.down = True  # from here on the database sees nothing of it: as if killed
        async with hall.engine("north", pid=2, until_done=True) as again:
            await again

    hall.run(main)
    found = list(traces(hall, campaign).values())
    assert {row.disposition.value for row, _ in found} == {"interrupted", "completed"}
    for row, trace in found:
        assert (trace is None) == (row.disposition.value == "interrupted")
    assert flows(hall, "caller").ended == {("", "end"): 4}
