"""Supervisors on the calls of an engine: who hears whom through hold, consult and transfers, and
what becomes of it when telephones, calls and engines die."""

from engine.domain.hearing import SuperviseMode
from engine.domain.operator import Queue
from engine.domain.supervision import MODES
from engine.ports.audit import Actor
from engine.ports.supervision import SupervisionAsked
from engine.service.supervised_calls import HeardCall
from tests.helpers.operators_world import Node, World

SALES = Queue("sales", 1)
LISTEN, WHISPER, JOIN = MODES
HEAD = "sip:head@127.0.0.1:5999"


def ask(world: World, operator_id: int | None = 1, key: int | None = None,
        mode: SuperviseMode = LISTEN) -> int:  # fmt: skip
    asked = SupervisionAsked(Actor("Ivan"), operator_id, key, HEAD, "secret", mode)
    number = world.stores.supervisions.ask(asked)
    _wake(world)
    return number


def _wake(world: World) -> None:
    for node in world.leases.values():
        node.room.wake()


async def want(world: World, number: int, mode: SuperviseMode) -> None:
    store = world.stores.supervisions
    store.want(number, mode)
    _wake(world)
    await world.until(lambda: store.rows[number].answered_wish == store.rows[number].wish)


async def on(world: World, number: int) -> str:
    """The supervisor's call."""
    await world.until(lambda: world.stores.supervisions.rows[number].mode is not None)
    desks = [node.room.supervision for node in world.leases.values()]
    [call_id] = [leg.call_id for desk in desks for leg in desk._legs.values()]
    return call_id


async def over(world: World, number: int) -> str:
    await world.until(lambda: world.stores.supervisions.rows[number].over, 60)
    for node in world.leases.values():
        assert not node.room.supervision._legs
    return world.stores.supervisions.rows[number].why


def audited(world: World) -> list[str]:
    return [action.partition(".")[2] for action, _, _ in world.stores.audit.told]


def test_through_hold_consult_and_the_end() -> None:
    async def test(world: World) -> None:
        [node] = world.nodes
        anna, boris = world.stations
        await world.sign_in(1)
        one = await node.subscriber("a1", "+79990000001", attempt_id=7)
        await world.until(one.seat.talks.is_set)
        await world.sign_in(2)
        number = ask(world)
        head = await on(world, number)
        leg = node.leg_of(1)
        placed = next(p for p in node.telephony.placed if p.call_id == head)
        assert placed.headers["X-RINO-Token"] == "secret"
        assert node.hears(head) == {"a1", leg}
        assert (node.hears("a1"), node.hears(leg)) == ({leg}, {"a1"})

        await want(world, number, WHISPER)
        assert (node.hears("a1"), node.hears(leg)) == ({leg}, {"a1", head})
        await world.answered(anna.call("hold"))
        assert (node.hears("a1"), node.hears(leg)) == (set(), {head})
        await world.answered(anna.call("resume"))
        await world.answered(anna.call("consult", to={"kind": "operator", "value": "2"}))
        other = node.leg_of(2)
        assert (node.hears(head), node.hears(other)) == ({leg, other}, {leg})
        await want(world, number, JOIN)
        assert node.hears(other) == {leg, head}
        await world.answered(anna.call("consult_complete"))
        # She is done with this call: he is, too. The two others talk on.
        assert await over(world, number) == "call_over"
        await world.until(lambda: node.hears("a1") == {other})
        assert audited(world) == ["begin", "mode", "mode", "end"]
        [end] = [details for action, _, details in world.stores.audit.told if "end" in action]
        assert end["call"] == "attempt:7"
        assert boris.row.hold is not None

    World((SALES,), 2).run(test)


def test_a_call_from_its_scheme_to_an_operator_and_another() -> None:
    async def test(world: World) -> None:
        [node] = world.nodes
        node.room.supervision.calls = lambda key: HeardCall("a1", 1) if key == 7 else None
        await node.subscriber("a1", "+79990000001", attempt_id=7)
        number = ask(world, None, 7)
        head = await on(world, number)
        assert node.hears(head) == {"a1"}
        await want(world, number, JOIN)
        row = world.stores.supervisions.rows[number]
        assert (row.mode, row.why) == (LISTEN, "not_with_operator")
        assert node.hears("a1") == set()
        assert row.operator_id is None
        await world.sign_in(1)
        await world.until(lambda: world.stores.supervisions.rows[number].operator_id == 1)
        leg = node.leg_of(1)
        assert node.hears("a1") == {leg}
        await want(world, number, JOIN)
        assert node.hears("a1") == {leg, head}
        # Her workstation dies: the subscriber waits for another one, and hears no supervisor.
        node.telephony.lose_worker([leg])
        await world.until(lambda: world.stores.supervisions.rows[number].why == "operator_left")
        assert node.hears("a1") == set()
        assert node.hears(head) == {"a1"}
        node.room.supervision.calls = lambda _key: None
        node.telephony.hang_up("a1")
        assert await over(world, number) == "call_over"

    World((Queue("sales", 1, overflow_when_empty=False),), 1).run(test)


def test_telephones_that_die_and_do_not_lift_cost_nobody_else() -> None:
    async def test(world: World) -> None:
        [node] = world.nodes
        await world.sign_in()
        one = await node.subscriber("a1", "+79990000001", attempt_id=7)
        await world.until(one.seat.talks.is_set)
        number = ask(world, mode=JOIN)
        head = await on(world, number)
        node.telephony.lose_worker([head])
        assert await over(world, number) == "interrupted"
        assert node.hears("a1") == {node.leg_of(1)}
        # He hangs up, he leaves, he does not lift, he is not there in time.
        number = ask(world)
        node.telephony.hang_up(await on(world, number))
        assert await over(world, number) == "left"
        number = ask(world)
        await on(world, number)
        world.stores.supervisions.leave(number)
        _wake(world)
        assert await over(world, number) == "left"
        world.behave(HEAD, never_answers=True)
        assert await over(world, ask(world)) == "not_answered"
        assert node.hears("a1") == {node.leg_of(1)}
        assert await over(world, ask(world, 2)) == "no_such_call"

    World((SALES,), 1).run(test)


def test_the_engine_that_has_the_call_takes_it_and_another_buries_it() -> None:
    async def test(world: World) -> None:
        first, second = world.nodes
        await world.sign_in()
        one = await first.subscriber("a1", "+79990000001", attempt_id=7)
        await world.until(one.seat.talks.is_set)
        number = ask(world)
        await on(world, number)
        assert world.stores.supervisions.rows[number].node == first.name
        first.kill()
        assert await over(world, number) == "engine_gone"
        assert audited(world) == ["begin", "end"]
        assert not _rings(second)

    World((SALES,), 1, nodes=2).run(test)


def _rings(node: Node) -> list[str]:
    return [placed.call_id for placed in node.telephony.placed]
