"""What an operator orders of his call: who hears whom, and what the workstation is answered."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from engine.adapters.simulated.subscribers import Subscriber
from engine.domain.operator import EVERYBODY, OperatorState, Queue, WrapUp, WrapUpKind
from engine.ports.operators import OrderKind, TalkOutcome
from engine.ports.storage import StorageUnavailable
from engine.service.stop_list import StopList
from tests.helpers.operators_world import Node, Subscriberly, World
from tests.helpers.wav import write_tone

SALES = Queue("sales", 1, "sales", wrap_up=WrapUp(WrapUpKind.TIMED, 1.0), ring_timeout_s=5)
SENIOR = Queue("senior", 1, "senior", wrap_up=WrapUp(WrapUpKind.TIMED, 1.0), ring_timeout_s=5)
COLLEAGUE = {"kind": "operator", "value": "2"}
OUTSIDE = {"kind": "number", "value": "+74950000000"}


@dataclass
class SlowDatabase:
    run: Any


Test = Callable[[World, Node, Subscriberly], Coroutine[Any, Any, None]]


def in_a_talk(test: Test, operators: int = 2) -> None:
    """The first operator talks with a subscriber; the others are free."""

    async def run(world: World) -> None:
        [node] = world.nodes
        await world.sign_in(1)
        one = await node.subscriber(
            "a1", "+79990000001", attempt_id=7, contact_id=3, returns=("pay", "о долге")
        )
        await world.until(one.seat.talks.is_set)
        await world.sign_in(*range(2, operators + 1))
        await world.until(lambda: world.stations[0].row.state is OperatorState.TALKING)
        await test(world, node, one)

    World((SALES, SENIOR), operators).run(run)


def test_hold_and_resume() -> None:
    async def test(world: World, node: Node, one: Subscriberly) -> None:
        anna = world.stations[0]
        assert await world.answered(anna.call("hold")) == {}
        assert node.hears("a1") == set()
        assert await world.answered(anna.call("hold")) == {}
        assert await world.answered(anna.call("resume")) == {}
        assert node.hears("a1") == {node.leg_of(1)}
        assert one.seat.words == ["connected op1", "held", "connected op1"]

    in_a_talk(test)


def test_transfer_to_a_colleague() -> None:
    async def test(world: World, node: Node, one: Subscriberly) -> None:
        anna, boris = world.stations
        assert await world.answered(anna.call("transfer", to=COLLEAGUE)) == {}
        await world.until(lambda: one.seat.operator_id == 2)
        assert one.seat.words == ["connected op1", "held", "connected op2"]
        assert node.hears("a1") == {node.leg_of(2)}
        await world.clock.sleep(0.5)
        assert anna.row.state is OperatorState.WRAP_UP
        assert boris.row.owes_result == 7, "who has the subscriber gives the result"

    in_a_talk(test)


def test_transfer_to_a_queue() -> None:
    async def test(world: World, node: Node, one: Subscriberly) -> None:
        assert (
            await world.answered(
                world.stations[0].call("transfer", to={"kind": "queue", "value": "senior"})
            )
            == {}
        )
        await world.until(lambda: one.seat.operator_id == 3)
        assert world.stations[2].row.queue == "senior"

    in_a_talk(test, 3)


def test_transfer_to_a_number() -> None:
    async def test(world: World, node: Node, one: Subscriberly) -> None:
        anna = world.stations[0]
        world.behave("+74950000000", hang_up_after_s=5)
        order = anna.call("transfer", to=OUTSIDE)
        assert await world.answered(order) == {}
        await world.until(lambda: one.seat.words[-1] == "connected +74950000000")
        [outside] = node.hears("a1")
        assert node.telephony.placed[-1].call_id == outside
        assert node.lines.taken == 1
        await world.until(lambda: anna.row.free)
        await world.until(one.seat.over.is_set)
        assert one.seat.words[-1] == "over"
        assert node.lines.taken == 0

    in_a_talk(test, 1)


def test_a_number_that_does_not_answer_brings_him_back_to_the_operators() -> None:
    async def test(world: World, node: Node, one: Subscriberly) -> None:
        world.behave("+74950000000", refuse=486)
        order = world.stations[0].call("transfer", to=OUTSIDE)
        assert await world.answered(order) == {}
        await world.until(lambda: one.seat.words[-1].startswith("connected op"))
        assert node.lines.taken == 0

    in_a_talk(test, 1)


def test_the_queue_that_has_him_now_has_him_back() -> None:
    """Not the one that he came into: whoever sits there has nothing to do with him any more."""

    async def test(world: World, node: Node, one: Subscriberly) -> None:
        senior = world.stations[2]
        queue = {"kind": "queue", "value": "senior"}
        assert await world.answered(world.stations[0].call("transfer", to=queue)) == {}
        await world.until(lambda: one.seat.operator_id == 3)
        world.behave("+74950000000", refuse=486)
        assert await world.answered(senior.call("transfer", to=OUTSIDE)) == {}
        await world.until(lambda: one.seat.words[-1].startswith("connected op"))
        assert one.seat.words[-1] == "connected op3"
        assert [talk.queue for talk in world.stores.operators.log.values()] == [
            "sales", "senior", "senior"]  # fmt: skip

    in_a_talk(test, 3)


def test_who_rang_one_operator_goes_back_to_the_one_he_talks_with_now() -> None:
    async def run(world: World) -> None:
        [node] = world.nodes
        anna, boris = world.stations
        await world.sign_in()
        one = await node.subscriber("a1", "+79990000001", queue=EVERYBODY, operator_id=1)
        await world.until(one.seat.talks.is_set)
        await world.until(lambda: anna.row.state is OperatorState.TALKING)
        assert await world.answered(anna.call("transfer", to=COLLEAGUE)) == {}
        await world.until(lambda: one.seat.operator_id == 2)
        world.behave("+74950000000", refuse=486)
        assert await world.answered(boris.call("transfer", to=OUTSIDE)) == {}
        await world.until(lambda: one.seat.words[-1].startswith("connected op"))
        assert one.seat.words[-1] == "connected op2"

    World((SALES, Queue(EVERYBODY, 0, wrap_up=SALES.wrap_up)), 2).run(run)


def test_a_number_is_read_as_people_write_it_and_looked_up_first() -> None:
    async def test(world: World, node: Node, one: Subscriberly) -> None:
        anna = world.stations[0]
        world.stores.do_not_call.phones.add("+74950000001")

        async def refusal(do: str, number: str) -> Any:
            to = {"kind": "number", "value": number}
            return (await world.answered(anna.call(do, to=to)))["code"]

        assert await refusal("transfer", "8 (495) 000-00-01") == "do_not_call"
        assert await refusal("transfer", "sip:boss@example.org") == "no_number"
        assert await refusal("transfer", "12") == "no_number"
        assert await refusal("consult", "+74950000000") == "number_not_asked"
        assert node.hears("a1") == {node.leg_of(1)}, "nothing has happened to the call"
        order = anna.call("transfer", to={"kind": "number", "value": "84950000000"})
        assert await world.answered(order) == {}
        assert node.telephony.placed[-1].number == "+74950000000"

    in_a_talk(test, 1)


def test_without_its_database_nobody_is_passed_on_to_a_number() -> None:
    async def test(world: World, node: Node, one: Subscriberly) -> None:
        def away(phone: str, campaign_id: int | None = None) -> bool:
            raise StorageUnavailable("the database is away")

        world.stores.do_not_call.contains = away  # type: ignore[method-assign]
        order = world.stations[0].call("transfer", to=OUTSIDE)
        assert (await world.answered(order))["code"] == "list_unread"
        assert node.hears("a1") == {node.leg_of(1)}

    in_a_talk(test, 1)


def test_a_slow_database_passes_nobody_on_behind_the_operators_back() -> None:
    """The workstation has said by then that nothing came of it, and the two talk on."""

    async def test(world: World, node: Node, one: Subscriberly) -> None:
        run = node.database.run

        async def slow(work: Any) -> Any:
            await world.clock.sleep(10.0)
            return await run(work)

        node.room._call_orders._passing._stop_list = StopList(cast(Any, SlowDatabase(slow)))
        order = world.stations[0].call("transfer", to=OUTSIDE)
        assert (await world.answered(order, 5.0))["code"] == "list_unread"
        await world.clock.sleep(20.0)
        assert node.hears("a1") == {node.leg_of(1)}
        assert node.lines.taken == 0

    in_a_talk(test, 1)


def test_ordered_twice_he_is_passed_on_once() -> None:
    async def test(world: World, node: Node, one: Subscriberly) -> None:
        anna = world.stations[0]
        twice = [anna.call("transfer", to=OUTSIDE) for _ in range(2)]
        codes = [(await world.answered(order)).get("code", "") for order in twice]
        assert sorted(codes) == ["", "no_call"]
        assert node.lines.taken == 1

    in_a_talk(test, 1)


def test_who_hangs_up_while_the_number_rings_takes_it_along() -> None:
    async def test(world: World, node: Node, one: Subscriberly) -> None:
        world.behave("+74950000000", never_answers=True)
        order = world.stations[0].call("transfer", to=OUTSIDE)
        assert await world.answered(order) == {}
        one.hang_up()
        await world.until(lambda: node.lines.taken == 0, 2)

    in_a_talk(test, 1)


def test_consult_then_back() -> None:
    async def test(world: World, node: Node, one: Subscriberly) -> None:
        anna = world.stations[0]
        assert await world.answered(anna.call("consult", to=COLLEAGUE)) == {}
        assert node.hears("a1") == set()
        assert node.hears(node.leg_of(1)) == {node.leg_of(2)}
        assert (await world.answered(anna.call("hold")))["code"] == "consulting"
        assert await world.answered(anna.call("consult_cancel")) == {}
        assert node.hears("a1") == {node.leg_of(1)}
        await world.until(lambda: world.stations[1].row.free)
        assert one.seat.words == ["connected op1", "held", "connected op1"]

    in_a_talk(test)


def test_consult_then_the_colleague_keeps_him() -> None:
    async def test(world: World, node: Node, one: Subscriberly) -> None:
        anna, boris = world.stations
        assert await world.answered(anna.call("consult", to=COLLEAGUE)) == {}
        assert await world.answered(anna.call("consult_complete")) == {}
        await world.until(lambda: one.seat.operator_id == 2)
        assert node.hears("a1") == {node.leg_of(2)}
        await world.until(lambda: anna.row.free)
        one.hang_up()
        await world.until(lambda: boris.row.state is OperatorState.WRAP_UP)
        kinds = [(t.kind, t.outcome) for t in world.stores.operators.log.values()]
        assert kinds == [("subscriber", TalkOutcome.ENDED)] * 2

    in_a_talk(test)


def test_three_talk_and_the_first_one_leaves() -> None:
    async def test(world: World, node: Node, one: Subscriberly) -> None:
        anna = world.stations[0]
        assert (await world.answered(anna.call("confer")))["code"] == "no_consult"
        assert (
            await world.answered(anna.call("consult", to={"kind": "queue", "value": "senior"}))
            == {}
        )
        assert await world.answered(anna.call("confer")) == {}
        first, second = node.leg_of(1), node.leg_of(2)
        assert node.hears("a1") == {first, second}
        node.telephony.hang_up(first)
        await world.until(lambda: one.seat.operator_id == 2)
        assert node.hears("a1") == {second}

    in_a_talk(test)


def test_three_talk_and_the_operator_leaves_the_two() -> None:
    async def test(world: World, node: Node, one: Subscriberly) -> None:
        anna = world.stations[0]
        assert await world.answered(anna.call("consult", to=COLLEAGUE)) == {}
        assert await world.answered(anna.call("confer", offer=anna.row.hold.offer_id)) == {}
        assert await world.answered(anna.call("leave")) == {}
        await world.until(lambda: one.seat.operator_id == 2)
        assert node.hears("a1") == {node.leg_of(2)}

    in_a_talk(test)


def test_three_talk_and_the_colleague_leaves() -> None:
    async def test(world: World, node: Node, one: Subscriberly) -> None:
        anna = world.stations[0]
        assert await world.answered(anna.call("consult", to=COLLEAGUE)) == {}
        assert await world.answered(anna.call("confer")) == {}
        node.telephony.hang_up(node.leg_of(2))
        await world.until(lambda: node.hears("a1") == {node.leg_of(1)})
        await world.until(lambda: world.stations[1].row.free)

    in_a_talk(test)


def test_a_colleague_who_does_not_answer() -> None:
    async def test(world: World, node: Node, one: Subscriberly) -> None:
        anna, boris = world.stations
        world.behave(boris.address, refuse=486)
        order = anna.call("consult", to=COLLEAGUE)
        assert await world.answered(order) == {"code": "not_reached"}
        assert node.hears("a1") == {node.leg_of(1)}

    in_a_talk(test)


def test_the_subscriber_is_gone_while_the_two_talk() -> None:
    async def test(world: World, node: Node, one: Subscriberly) -> None:
        anna, boris = world.stations
        assert await world.answered(anna.call("consult", to=COLLEAGUE)) == {}
        one.hang_up()
        await world.clock.sleep(1)
        assert node.hears(node.leg_of(1)) == {node.leg_of(2)}, "they talk on"
        node.telephony.hang_up(node.leg_of(2))
        await world.until(lambda: anna.row.free and boris.row.free)
        assert node.room.floor.callers.consults == {}

    in_a_talk(test)


def test_back_into_the_scheme_by_a_port() -> None:
    async def test(world: World, node: Node, one: Subscriberly) -> None:
        anna = world.stations[0]
        call = node.telephony.placed[-1]
        assert call.headers["X-RINO-Returns"] == "pay,%D0%BE%20%D0%B4%D0%BE%D0%BB%D0%B3%D0%B5"
        refused = await world.answered(anna.call("to_scheme", port="elsewhere"))
        assert refused == {"code": "unknown_port"}
        assert await world.answered(anna.call("to_scheme", port="pay")) == {}
        await world.until(one.seat.over.is_set)
        assert one.seat.words == ["connected op1", "over pay"]

    in_a_talk(test)


def test_keys_for_the_subscribers_side() -> None:
    async def test(world: World, node: Node, one: Subscriberly) -> None:
        anna = world.stations[0]
        assert await world.answered(anna.call("keys", keys="12#")) == {}
        assert node.telephony.digits_sent("a1") == "12#"
        assert (await world.answered(anna.call("keys", keys="1x")))["code"] == "unknown_keys"

    in_a_talk(test)


def test_orders_that_make_no_sense_are_refused() -> None:
    async def test(world: World, node: Node, one: Subscriberly) -> None:
        anna, boris = world.stations
        for arguments, code in (
            ({"to": {"kind": "operator", "value": "1"}}, "himself"),
            ({"to": {"kind": "operator", "value": "99"}}, "unknown_operator"),
            ({"to": {"kind": "operator", "value": "x"}}, "unknown_operator"),
            ({"to": {"kind": "queue", "value": "nowhere"}}, "unknown_queue"),
            ({"to": "anywhere"}, "unknown_queue"),
        ):
            assert (await world.answered(anna.call("transfer", **arguments)))["code"] == code
        assert (await world.answered(anna.call("dance")))["code"] == "unknown_order"
        assert (await world.answered(anna.call("hold", offer="another")))["code"] == "no_call"
        assert (await world.answered(boris.call("hold")))["code"] == "no_call"
        anna.tokens -= 1
        assert (await world.answered(anna.call("hold")))["code"] == "session_replaced"
        anna.tokens += 1
        wish = anna.order(OrderKind.WISH, {"wish": "dance"})
        assert (await world.answered(wish))["code"] == "unreadable"
        assert one.seat.words == ["connected op1"]

    in_a_talk(test)


def test_an_operator_is_lost_while_he_holds() -> None:
    async def test(world: World, node: Node, one: Subscriberly) -> None:
        anna = world.stations[0]
        assert await world.answered(anna.call("hold")) == {}
        node.telephony.lose_worker([node.leg_of(1)])
        await world.until(lambda: one.seat.operator_id == 2)
        assert node.hears("a1") == {node.leg_of(2)}

    in_a_talk(test)


def test_a_phone_that_rings_slowly_is_answered_after_the_complete() -> None:
    async def test(world: World, node: Node, one: Subscriberly) -> None:
        anna, boris = world.stations
        world.phones[boris.address] = Subscriber(ring_s=2)
        anna.call("consult", to=COLLEAGUE)
        await world.until(lambda: boris.row.state is OperatorState.RINGING)
        assert await world.answered(anna.call("consult_complete")) == {}
        await world.until(lambda: one.seat.operator_id == 2)
        assert node.hears("a1") == {node.leg_of(2)}
        assert all(
            order in world.stores.operators.answers for order in world.stores.operators.asked
        )

    in_a_talk(test)


def test_a_paused_recording_goes_on_by_itself() -> None:
    async def test(world: World, node: Node, one: Subscriberly) -> None:
        anna = world.stations[0]
        assert await world.answered(anna.call("pause_recording", seconds=4)) == {}
        assert node.telephony.paused == {"a1": True}
        await world.clock.sleep(5)
        assert node.telephony.paused == {"a1": False}
        await world.answered(anna.call("pause_recording"))
        await world.answered(anna.call("resume_recording"))
        assert node.telephony.paused == {"a1": False}
        refused = await world.answered(anna.call("pause_recording", seconds="long"))
        assert refused["code"] == "unknown_seconds"

    in_a_talk(test)


def test_a_text_is_read_to_the_subscriber(tmp_path: Path) -> None:
    number = tmp_path / "number.wav"
    write_tone(number, 2.0)

    async def test(world: World, node: Node, one: Subscriberly) -> None:
        anna = world.stations[0]
        assert await world.answered(anna.call("say", text=str(number), language="ru")) == {}
        assert node.hears("a1") == {node.leg_of(1)}, "they stay joined"
        refused = await world.answered(anna.call("say", text=" ", language="ru"))
        assert refused["code"] == "cannot_speak"
        node.telephony.hang_up(node.leg_of(1))
        await world.until(lambda: anna.row.free, 1.8)
        assert one.seat.words == ["connected op1"], "he hears it to its end"
        await world.until(one.seat.over.is_set)
        assert one.seat.words[-1] == "over"

    in_a_talk(test, 1)


def test_what_cannot_be_spoken_is_refused() -> None:
    async def test(world: World, node: Node, one: Subscriberly) -> None:
        anna = world.stations[0]
        node.voice.fails = True
        order = anna.call("say", text="восемь", language="ru")
        assert (await world.answered(order))["code"] == "cannot_speak"
        node.voice.fails = False
        node.voice.slow.clear()
        order = anna.call("say", text="восемь", language="ru")
        await world.clock.sleep(0.1)
        one.hang_up()
        await world.until(lambda: one.gone)
        node.voice.slow.set()
        assert (await world.answered(order))["code"] == "no_call"

    in_a_talk(test, 1)
