"""What the dialer hears of operators and of those who are put through to them."""

from datetime import UTC, datetime, timedelta

import pytest

from engine.dialer import model as dial
from engine.dialer.pacing.model import Stage
from engine.domain.operator import AVAILABLE, Operator, OperatorState, OperatorStatus, Queue
from engine.ports.storage import NodeSession
from engine.service.routing.pacing_feed import PacingFeed
from tests.helpers.operators_world import World

NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
SALES = Queue("sales", 1, "sales", automated=True)
OTHER = Queue("other", 2, "other", automated=True)
OFFICE = Queue("office", 3)


def node(number: int) -> NodeSession:
    return NodeSession(number, f"n{number}", "host", number, 0.0, NOW + timedelta(seconds=9))


def feed_of(told: list[dial.PacingEvent], session_id: int = 1) -> PacingFeed:
    feed = PacingFeed(told.append, lambda _: None, lambda: session_id)
    people = [Operator(n, f"op{n}", {"sales": 1, "other": 1}) for n in range(1, 21)]
    feed.set([*people, Operator(99, "clerk")], [SALES, OTHER, OFFICE])
    return feed


@pytest.mark.parametrize(
    ("state", "present", "stage"),
    [
        (OperatorState.AVAILABLE, True, Stage.FREE),
        (OperatorState.AVAILABLE, False, Stage.AWAY),
        (OperatorState.RINGING, True, Stage.TALKING),
        (OperatorState.TALKING, False, Stage.TALKING),
        (OperatorState.WRAP_UP, True, Stage.WRAP_UP),
        (OperatorState.ON_BREAK, True, Stage.AWAY),
        (OperatorState.LOGGED_OUT, False, Stage.AWAY),
    ],
)
def test_stages(state: OperatorState, present: bool, stage: Stage) -> None:
    told: list[dial.PacingEvent] = []
    feed = feed_of(told)
    row = OperatorStatus(1, 1, state=state, present=present, intent=AVAILABLE)
    feed.operator(row)
    feed.operator(row)
    if stage is Stage.AWAY:
        assert told == []
    else:
        assert told == [dial.OperatorChanged(1, stage, (1, 2))]
        feed.operator(row.changed(state=OperatorState.ON_BREAK))
        assert told[1:] == [dial.OperatorChanged(1, Stage.AWAY, ())]


def test_who_serves_no_automated_queue_is_not_dialled_for() -> None:
    told: list[dial.PacingEvent] = []
    feed_of(told).operator(OperatorStatus(99, 1, state=OperatorState.TALKING, present=True))
    assert told == []


def test_each_operator_is_dialled_for_by_one_node_and_few_change_it() -> None:
    told: dict[int, list[dial.PacingEvent]] = {n: [] for n in (1, 2, 3)}
    feeds = {n: feed_of(told[n], n) for n in told}

    def owners(*nodes: int) -> dict[int, int]:
        for number in nodes:
            feeds[number].nodes([node(n) for n in nodes], "", NOW)
        found = {}
        for operator in range(1, 21):
            for number in nodes:
                feeds[number].operator(
                    OperatorStatus(operator, 1, state=OperatorState.TALKING, present=True)
                )
            mine = [n for n in nodes if feeds[n]._told.get(operator, (Stage.AWAY,))[0] != "away"]
            assert len(mine) == 1
            found[operator] = mine[0]
        return found

    three = owners(1, 2, 3)
    assert set(three.values()) == {1, 2, 3}
    two = owners(1, 2)
    assert feeds[1].node_count == 2
    assert all(two[op] == owner for op, owner in three.items() if owner != 3)


def test_a_paced_call_from_its_answer_to_its_operator_or_none() -> None:
    queue = Queue("sales", 1, "sales", automated=True, ring_timeout_s=5)

    async def test(world: World) -> None:
        [here], [anna] = world.nodes, world.stations
        await world.sign_in()
        one = await here.subscriber("a1", "+79990000001", attempt_id=1, dial_id=11)
        await world.until(one.seat.talks.is_set)
        entered = world.clock.monotonic()
        two = await here.subscriber("a2", "+79990000002", attempt_id=2, dial_id=12)
        await world.until(two.seat.over.is_set)
        assert two.seat.words == ["left no_operator_in_time"]
        assert 1.9 < two.seat.told[-1][0] - entered < 2.3
        # Who calls himself into the same queue waits on.
        three = await here.subscriber("b1", "+79990000003")
        await world.clock.sleep(10)
        assert not three.seat.over.is_set()
        one.hang_up()
        await world.until(three.seat.talks.is_set)
        calls = [e for e in here.dialled if not isinstance(e, dial.OperatorChanged)]
        assert calls == [
            dial.PersonAnswered(11), dial.PersonServed(11, 1), dial.PersonAnswered(12),
            dial.PersonDropped(12),
        ]  # fmt: skip
        stages = [e.stage for e in here.dialled if isinstance(e, dial.OperatorChanged)]
        assert stages[:2] == [Stage.FREE, Stage.TALKING]
        assert anna.row.state is OperatorState.TALKING

    World((queue,), 1).run(test)
