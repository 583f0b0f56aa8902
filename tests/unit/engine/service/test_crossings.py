"""Subscribers who are passed on to a number, or go, in the least convenient moment."""

from typing import Any

from engine.adapters.simulated.subscribers import Subscriber
from engine.domain.operator import OperatorStatus
from engine.ports.operators import TalkOutcome
from engine.routing import commands
from tests.helpers.operators_world import Node, Subscriberly, World
from tests.unit.engine.service.test_call_orders import OUTSIDE, SALES, in_a_talk


def test_who_hangs_up_while_the_number_rings_waits_for_nobody() -> None:
    """An operator who is rung for somebody who has gone would be sent on a break for it."""

    async def test(world: World, node: Node, one: Subscriberly) -> None:
        anna = world.stations[0]
        world.behave("+74950000000", never_answers=True)
        assert await world.answered(anna.call("transfer", to=OUTSIDE)) == {}
        await world.until(lambda: anna.row.free)
        one.hang_up()
        await world.until(lambda: node.lines.taken == 0, 2)
        await world.clock.sleep(10)
        assert anna.row.free
        assert node.room.router is not None
        counts = node.room.router.counts("sales", world.clock.now())
        assert counts is not None
        assert counts.waiting == 0

    in_a_talk(test, 1)


def test_a_number_that_fails_before_the_operator_has_left_brings_him_back_too() -> None:
    async def test(world: World, node: Node, one: Subscriberly) -> None:
        anna, hang_up = world.stations[0], node.telephony.hang_up
        leg = node.leg_of(1)

        async def slowly(*what: Any) -> None:
            await world.clock.sleep(2)
            hang_up(*what)

        def slow(call_id: str, *why: Any) -> None:
            if call_id == leg:
                node.spawn(slowly(call_id, *why))
            else:
                hang_up(call_id, *why)

        node.telephony.hang_up = slow  # type: ignore[method-assign]
        world.phones["+74950000000"] = Subscriber(ring_s=0, refuse=486)
        assert await world.answered(anna.call("transfer", to=OUTSIDE)) == {}
        await world.until(lambda: one.seat.words[-1].startswith("connected op"))
        assert one.seat.words == ["connected op1", "held", "connected op1"]

    in_a_talk(test, 1)


def test_who_goes_while_a_workstation_has_no_address_yet_leaves_nothing_behind() -> None:
    async def test(world: World) -> None:
        [node], [anna] = world.nodes, world.stations
        await world.sign_in()
        node.room._presence.address = lambda *_: ""  # type: ignore[method-assign]
        one = await node.subscriber("a1", "+79990000001")
        await world.until(lambda: node.room.floor.legs)
        one.hang_up()
        await world.until(lambda: not node.room.floor.legs, 2)
        await world.clock.sleep(1)
        [talk] = world.stores.operators.log.values()
        assert talk.outcome is TalkOutcome.TAKEN_BACK
        assert anna.row.hold is None

    World((SALES,), 1).run(test)


def test_rows_are_locked_in_the_order_of_their_operators() -> None:
    """In whatever order things happen to them: two nodes that lock the same rows in different
    orders wait for each other until the database gives up."""

    async def test(world: World) -> None:
        [node] = world.nodes
        await world.sign_in()
        written: list[int] = []
        save = world.stores.operators.save_status

        def noted(status: OperatorStatus, *more: Any) -> Any:
            written.append(status.operator_id)
            return save(status, *more)

        world.stores.operators.save_status = noted  # type: ignore[method-assign]
        rows = [station.row for station in world.stations]
        for row in reversed(rows):
            write = row.changed(revision=row.revision + 1, write_id=f"other:{row.operator_id}")
            node.room._rows.carry_out(commands.SaveStatus(write))
        await world.until(lambda: len(written) == 3)
        assert written == [1, 2, 3]

    World((SALES,), 3).run(test)
