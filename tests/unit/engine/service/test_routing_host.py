"""The room of operators over a simulated telephone network: on a virtual clock, many calls."""

import asyncio

from engine.adapters.simulated.subscribers import Subscriber
from engine.domain.operator import OperatorState, Queue, WrapUp, WrapUpKind
from engine.ports.operators import TalkOutcome
from engine.routing import actions as do
from tests.helpers.operators_world import World

SALES = Queue("sales", 1, "sales", wrap_up=WrapUp(WrapUpKind.TIMED, 1.0), ring_timeout_s=5)


def test_a_subscriber_is_put_through_and_the_next_one_after_the_wrap_up() -> None:
    async def test(world: World) -> None:
        [node], [anna] = world.nodes, world.stations
        await world.sign_in()
        assert anna.row.state is OperatorState.AVAILABLE
        one = await node.subscriber("a1", "+79990000001", attempt_id=7)
        entered = world.clock.monotonic()
        await world.until(one.seat.talks.is_set)
        call = node.telephony.placed[-1]
        assert call.headers["X-RINO-Token"] == anna.token
        assert call.headers["X-RINO-Attempt"] == "7"
        assert call.headers["X-RINO-Offer"] == anna.row.hold.offer_id
        assert call.near == "a1"
        assert node.hears("a1") == {call.call_id}
        # The reservation is one round trip of 2 ms; ringing takes 50 ms.
        assert one.seat.told[0][0] - entered < 0.056
        await world.until(lambda: anna.row.state is OperatorState.TALKING)
        two = await node.subscriber("a2", "+79990000002", attempt_id=8)
        one.hang_up()
        await world.until(lambda: anna.row.state is OperatorState.WRAP_UP)
        assert not two.seat.talks.is_set()
        await world.until(two.seat.talks.is_set)
        two.hang_up()
        await world.clock.sleep(2)
        outcomes = [(t.attempt_id, t.outcome) for t in world.stores.operators.log.values()]
        assert outcomes == [(7, TalkOutcome.ENDED), (8, TalkOutcome.ENDED)]
        assert [r.attempt_id for r in world.stores.operators.results] == [7, 8]

    World((SALES,), 1).run(test)


def test_the_operator_hangs_up_and_the_scheme_goes_on() -> None:
    async def test(world: World) -> None:
        [node] = world.nodes
        await world.sign_in()
        one = await node.subscriber("a1", "+79990000001")
        await world.until(one.seat.over.is_set)
        assert one.seat.words == ["connected op1", "over"]
        assert not one.gone

    World((SALES,), 1, phone=Subscriber(ring_s=0.05, hang_up_after_s=3)).run(test)


def test_nobody_signed_in_is_said_at_once_and_never_within_enter() -> None:
    async def test(world: World) -> None:
        [node] = world.nodes
        one = await node.subscriber("a1", "+79990000001")
        assert one.seat.told == []
        await world.until(one.seat.over.is_set)
        assert one.seat.words == ["left nobody_signed_in"]

    World((SALES,), 1).run(test)


def test_who_declines_or_does_not_answer_gives_way_to_the_next() -> None:
    async def test(world: World) -> None:
        [node], [first, second, third] = world.nodes, world.stations
        world.behave(first.address, refuse=486)
        world.behave(second.address, never_answers=True)
        await world.sign_in(1)
        await world.sign_in(2)
        await world.sign_in(3)
        one = await node.subscriber("a1", "+79990000001")
        await world.until(one.seat.talks.is_set)
        assert one.seat.operator_id == third.operator.id
        await world.clock.sleep(1)
        outcomes = [t.outcome for t in world.stores.operators.log.values()]
        assert outcomes == [TalkOutcome.DECLINED, TalkOutcome.MISSED, TalkOutcome.TALKING]
        assert second.row.misses == 1

    World((SALES,), 3).run(test)


def test_a_subscriber_who_hangs_up_stops_the_ringing_at_once() -> None:
    async def test(world: World) -> None:
        [node], [anna] = world.nodes, world.stations
        await world.sign_in()
        one = await node.subscriber("a1", "+79990000001")
        await world.until(lambda: anna.row.state is OperatorState.RINGING)
        one.hang_up()
        await world.until(lambda: anna.row.state is OperatorState.AVAILABLE, 0.2)
        [talk] = world.stores.operators.log.values()
        await world.until(lambda: world.stores.operators.log[talk.offer_id].ended_at)
        assert world.stores.operators.log[talk.offer_id].outcome is TalkOutcome.TAKEN_BACK
        assert one.seat.told == []

    World((SALES,), 1, phone=Subscriber(ring_s=10)).run(test)


def test_a_workstation_that_dies_in_mid_call_leaves_its_subscriber_to_another() -> None:
    async def test(world: World) -> None:
        [node], [anna, boris] = world.nodes, world.stations
        await world.sign_in(1)
        world.behave(anna.address, rtp_stops_after_s=5)
        one = await node.subscriber("a1", "+79990000001", attempt_id=7)
        await world.until(one.seat.talks.is_set)
        anna.beating = False
        await world.sign_in(2)
        await world.until(lambda: one.seat.operator_id == boris.operator.id)
        assert one.seat.words == ["connected op1", "held", "connected op2"]
        assert node.hears("a1") == {node.telephony.placed[-1].call_id}
        await world.clock.sleep(1)
        assert world.stores.operators.saved[7, "operator_lost"] == "op1"
        lost, talking = world.stores.operators.log.values()
        assert (lost.outcome, talking.outcome) == (TalkOutcome.LOST, TalkOutcome.TALKING)
        await world.until(lambda: not anna.row.present)

    World((SALES,), 2).run(test)


def test_absence_is_judged_by_beats_and_comes_to_an_end() -> None:
    async def test(world: World) -> None:
        [anna] = world.stations
        await world.sign_in()
        await world.clock.sleep(20)
        assert anna.row.present
        revision = anna.row.revision
        anna.beating = False
        await world.clock.sleep(8)
        assert anna.row.present
        await world.clock.sleep(6)
        assert not anna.row.present
        assert anna.row.revision == revision + 1, "once"
        anna.beating = True
        await world.clock.sleep(5)
        assert anna.row.present

    World((SALES,), 1).run(test)


def test_a_newer_session_takes_over_and_the_older_ones_wishes_are_refused() -> None:
    async def test(world: World) -> None:
        [anna] = world.stations
        await world.sign_in()
        old = anna.token
        anna.sign_in()
        await world.clock.sleep(0.2)
        assert anna.row.token == anna.token != old
        anna.tokens -= 1
        refused = anna.wish(do.GoOnBreak("lunch"))
        anna.tokens += 1
        granted = anna.wish(do.SignOut())
        await world.until(lambda: world.answer(granted) is not None)
        assert world.answer(refused) == {"code": "session_replaced"}
        assert world.answer(granted) == {}

    World((SALES,), 1).run(test)


def test_two_nodes_two_hundred_calls_and_operators_who_come_and_go() -> None:
    async def test(world: World) -> None:
        seats = []
        busy: dict[int, str] = {}

        async def watch() -> None:
            """No operator has two calls that are up."""
            while True:
                up: dict[int, list[str]] = {}
                for node in world.nodes:
                    for leg in node.room.floor.legs.values():
                        if leg.answered_at is not None and not leg.over and not leg.stopped:
                            up.setdefault(leg.operator_id, []).append(leg.call_id)
                assert all(len(calls) == 1 for calls in up.values()), up
                busy.update({key: calls[0] for key, calls in up.items()})
                await world.clock.sleep(0.05)

        async def come_and_go(number: int) -> None:
            station = world.stations[number]
            await world.clock.sleep(number * 0.7)
            while True:
                station.sign_in()
                await world.clock.sleep(20 + 3 * number)
                station.wish(do.SignOut())
                await world.clock.sleep(2)

        watching = asyncio.ensure_future(watch())
        for number in range(len(world.stations)):
            world.spawn(come_and_go(number))
        for number in range(200):
            node = world.nodes[number % 2]
            seats.append(
                await node.subscriber(f"a{number}", f"+7999{number:07}", attempt_id=number + 1)
            )
            await world.clock.sleep(0.3)
        await world.until(lambda: all(one.seat.over.is_set() for one in seats), 600)
        assert not watching.done(), watching.exception()
        watching.cancel()
        await world.clock.sleep(5)
        for one in seats:
            words = [w for w in one.seat.words if w != "held"]
            assert len(words) == 2, one.seat.told
            assert words[0].startswith("connected")
            assert words[1] == "over"
        ended = [t for t in world.stores.operators.log.values() if t.outcome is TalkOutcome.ENDED]
        assert sorted(t.attempt_id or 0 for t in ended) == list(range(1, 201))
        assert all(row.hold is None for row in world.stores.operators.rows.values())
        assert len(busy) == len(world.stations)
        for node in world.nodes:
            assert node.room.floor.legs == {}

    queue = Queue("sales", 1, "sales", wrap_up=WrapUp(WrapUpKind.TIMED, 0.5),
                  overflow_when_empty=False, time_limit_s=900)  # fmt: skip
    World((queue,), 8, nodes=2, phone=Subscriber(ring_s=0.1, hang_up_after_s=4)).run(test)


def test_a_database_that_is_away_keeps_nobody_from_talking() -> None:
    async def test(world: World) -> None:
        [node], [anna] = world.nodes, world.stations
        await world.sign_in()
        one = await node.subscriber("a1", "+79990000001", attempt_id=7)
        await world.until(one.seat.talks.is_set)
        await world.until(lambda: anna.row.state is OperatorState.TALKING)
        node.database.down = node.log_database.down = True
        await world.clock.sleep(15)
        assert node.hears("a1")
        two = await node.subscriber("a2", "+79990000002", attempt_id=8)
        one.hang_up()
        await world.clock.sleep(5)
        assert anna.row.state is OperatorState.TALKING, "nobody could write it"
        node.database.down = node.log_database.down = False
        await world.until(two.seat.talks.is_set)
        await world.clock.sleep(1)
        log = world.stores.operators.log.values()
        assert [t.outcome for t in log] == [TalkOutcome.ENDED, TalkOutcome.TALKING]
        assert anna.row.present

    World((SALES,), 1).run(test)


def test_a_node_that_dies_in_mid_call_frees_its_operators_through_another() -> None:
    async def test(world: World) -> None:
        [first, second], [anna] = world.nodes, world.stations
        await world.sign_in()
        one = await first.subscriber("a1", "+79990000001", attempt_id=7)
        await world.until(one.seat.talks.is_set)
        await world.until(lambda: anna.row.state is OperatorState.TALKING)
        assert anna.row.hold.node == first.name
        first.kill()
        two = await second.subscriber("b1", "+79990000002", attempt_id=8)
        await world.until(two.seat.talks.is_set)
        await world.clock.sleep(1)
        log = world.stores.operators.log.values()
        assert [t.outcome for t in log] == [TalkOutcome.LOST, TalkOutcome.TALKING]
        assert anna.row.hold.node == second.name

    World((SALES,), 1, nodes=2).run(test)


def test_a_node_that_was_only_out_of_touch_keeps_its_talk() -> None:
    async def test(world: World) -> None:
        [first, second], [anna] = world.nodes, world.stations
        await world.sign_in()
        one = await first.subscriber("a1", "+79990000001", attempt_id=7)
        await world.until(one.seat.talks.is_set)
        await world.until(lambda: anna.row.state is OperatorState.TALKING)
        first.database.down = first.log_database.down = True
        del world.leases[first.name]
        await world.until(lambda: anna.row.hold is None, 30)
        first.session_id = 9  # the lease was taken from it: a new session of the same process
        first.renew()
        world.leases[first.name] = first
        first.database.down = first.log_database.down = False
        await world.until(lambda: anna.row.state is OperatorState.TALKING, 10)
        await world.clock.sleep(1)
        revision = anna.row.revision
        await world.clock.sleep(10)
        assert anna.row.revision == revision, "the two nodes do not quarrel about him"
        assert anna.row.hold.node == first.name
        one.hang_up()
        await world.until(lambda: anna.row.free, 10)
        assert second.room.floor.legs == {}

    World((SALES,), 1, nodes=2).run(test)
