"""Promised calls: they ring at their owner, then at the team; who accepts is put through."""

from collections.abc import Callable, Coroutine
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from engine.domain import callbacks
from engine.domain.callbacks import Callback, CallbackState
from engine.domain.campaign import Campaign, CampaignSettings, CampaignState, DayHours, Schedule
from engine.domain.contact import Contact, ContactProgress, ContactState
from engine.domain.operator import OfferKind, OperatorState, Queue, WrapUp, WrapUpKind
from engine.ports.operators import OrderKind, TalkOutcome
from engine.routing import actions as do
from engine.service import callback_desk
from engine.service.routing import promised_work
from engine.service.routing.promised_work import PUT_OFF
from tests.helpers.operators_world import Workstation, World

QUEUE = Queue("sales", 1, skill="sales", wrap_up=WrapUp(WrapUpKind.TIMED, 1.0), ring_timeout_s=6)
CLIENT = "+79990000007"
Test = Callable[[World, Workstation, Workstation], Coroutine[Any, Any, None]]


def with_two(test: Test, *, nodes: int = 1) -> None:
    async def run(world: World) -> None:
        await world.sign_in()
        await test(world, *world.stations)

    World((QUEUE,), 2, nodes=nodes).run(run)


def promise(world: World, owner: str = "", **more: Any) -> int:
    """Due now. Its number."""
    now = world.clock.now()
    made = Callback(0, CLIENT, now, "op1", now, zones=("Europe/Moscow",), owner=owner, **more)
    rules = callback_desk.RULES
    kept = world.stores.callbacks.add(made, f"w{world.clock.monotonic()}",
                                      callbacks.next_timer(made, rules))  # fmt: skip
    return kept.id


def kept(world: World, number: int) -> Callback:
    return world.stores.callbacks.get(number)


def rings(station: Workstation) -> bool:
    hold = station.row.hold
    return hold is not None and hold.kind is OfferKind.CALLBACK and station.row.state == "ringing"


def accepts(station: Workstation, offer: str = "") -> int:
    hold = station.row.hold
    wanted = {"do": "callback", "offer": offer or hold.offer_id}
    return station.order(OrderKind.DIAL, wanted)


def dialled(world: World) -> list[str]:
    """Numbers of subscribers who were called."""
    return [c.number for node in world.nodes for c in node.telephony.placed if c.number]


def test_it_rings_at_its_owner_and_is_dialled_when_he_accepts() -> None:
    async def test(world: World, anna: Workstation, boris: Workstation) -> None:
        world.behave(CLIENT, hang_up_after_s=9.0)
        number = promise(world, "op1")
        await world.until(lambda: rings(anna))
        telephony = world.nodes[0].telephony
        await world.clock.sleep(1.0)
        assert telephony.placed == [], "it rings without a call"
        assert kept(world, number).state is CallbackState.WAITING
        assert await world.answered(accepts(anna)) == {"attempt_id": None}
        await world.until(lambda: anna.row.state is OperatorState.TALKING)
        assert (kept(world, number).state, kept(world, number).taken_by) == ("taken", "op1")
        own, his = telephony.placed
        assert (own.address, his.number) == (anna.address, CLIENT)
        await world.until(lambda: telephony.heard_by(own.call_id))
        assert telephony.heard_by(his.call_id) == {own.call_id}
        await world.answered(anna.call("hold"))
        assert not telephony.heard_by(his.call_id)
        await world.answered(anna.call("resume"))
        assert telephony.heard_by(his.call_id) == {own.call_id}
        await world.until(lambda: kept(world, number).state is CallbackState.DONE)
        await world.until(lambda: anna.row.state is OperatorState.AVAILABLE)
        (talk,) = world.stores.operators.log.values()
        assert (talk.kind, talk.outcome, talk.phone) == ("callback", TalkOutcome.ENDED, CLIENT)
        assert boris.row.state is OperatorState.AVAILABLE
        assert world.nodes[0].lines.taken == 0

    with_two(test)


def test_whom_its_owner_does_not_call_the_team_does() -> None:
    async def test(world: World, anna: Workstation, boris: Workstation) -> None:
        world.behave(CLIENT, hang_up_after_s=3.0)
        number = promise(world, "op1")
        await world.until(lambda: rings(anna))
        await world.until(lambda: rings(boris), 30)
        await world.until(lambda: kept(world, number).owner == "", 1)
        missed = kept(world, number)
        assert (missed.state, missed.missed_by) == (CallbackState.MISSED, "op1")
        await world.clock.sleep(3.0)
        assert rings(boris)
        await world.answered(accepts(boris))
        await world.until(lambda: kept(world, number).state is CallbackState.DONE)
        assert kept(world, number).taken_by == "op2"
        assert dialled(world) == [CLIENT]

    with_two(test)


def test_an_owner_who_is_away_is_waited_for() -> None:
    async def test(world: World, anna: Workstation, boris: Workstation) -> None:
        await world.answered(anna.wish(do.SignOut()))
        number = promise(world, "op1")
        patience = callback_desk.RULES.patience_s
        await world.clock.sleep(patience - 10.0)
        assert not rings(boris)
        assert kept(world, number).owner == "op1"
        await world.until(lambda: rings(boris), 20)
        await world.until(lambda: kept(world, number).missed_by == "op1", 1)

    with_two(test)


def test_who_is_not_reached_is_called_again_later() -> None:
    async def test(world: World, anna: Workstation, boris: Workstation) -> None:
        world.behave(CLIENT, refuse=486)
        number = promise(world, "op1")
        await world.until(lambda: rings(anna))
        began = world.clock.now()
        await world.answered(accepts(anna))
        await world.until(lambda: kept(world, number).state is CallbackState.WAITING)
        later = kept(world, number)
        assert later.owner == "op1"
        assert later.due_at >= began + PUT_OFF
        await world.until(lambda: anna.row.state is OperatorState.AVAILABLE)
        await world.clock.sleep(60.0)
        assert not rings(anna)
        await world.until(lambda: rings(anna), 1000)

    with_two(test)


def test_who_is_never_reached_rings_no_more_by_himself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(promised_work, "PUT_OFF", timedelta(minutes=1))

    async def test(world: World, anna: Workstation, boris: Workstation) -> None:
        world.behave(CLIENT, refuse=486)
        number = promise(world)
        for tries in range(1, callbacks.MOST_TRIES + 1):
            await world.until(lambda: rings(anna) or rings(boris), 1000)
            who = anna if rings(anna) else boris
            await world.answered(accepts(who))
            await world.until(lambda: kept(world, number).tries == tries)  # noqa: B023
        await world.clock.sleep(600.0)
        assert not rings(anna)
        assert not rings(boris)
        assert len(dialled(world)) == callbacks.MOST_TRIES
        left = kept(world, number)
        assert left.is_open, "it is not forgotten: people decide"
        assert left.overdue(world.clock.now())
        moved = callbacks.move(left, world.clock.now(), "", world.clock.now())
        world.stores.callbacks.save(moved, "by hand", None)
        await world.until(lambda: rings(anna) or rings(boris), 10)

    with_two(test)


@pytest.mark.parametrize("hour", [False, True])
def test_nobody_is_called_against_a_rule(hour: bool) -> None:
    async def test(world: World, anna: Workstation, boris: Workstation) -> None:
        number = promise(world)
        await world.until(lambda: rings(anna) or rings(boris))
        who = anna if rings(anna) else boris
        if hour:  # the subscriber has moved: it is night there
            changed = callbacks.replace(kept(world, number), zones=("Pacific/Honolulu",))
            world.stores.callbacks.kept[number] = changed
        else:
            world.stores.do_not_call.phones.add(CLIENT)
        answer = await world.answered(accepts(who))
        assert answer["code"] == ("outside_hours" if hour else "do_not_call")
        await world.until(lambda: who.row.state is OperatorState.AVAILABLE)
        await world.clock.sleep(30.0)
        assert not rings(anna)
        assert not rings(boris)
        assert dialled(world) == []
        assert kept(world, number).state is (
            CallbackState.WAITING if hour else CallbackState.CANCELLED
        )

    with_two(test)


def test_who_is_calling_us_himself_is_not_rung() -> None:
    async def test(world: World, anna: Workstation, boris: Workstation) -> None:
        number = promise(world, contact_id=5)
        await world.until(lambda: rings(anna) or rings(boris))
        who = anna if rings(anna) else boris
        world.stores.incoming.talking.add(5)
        assert (await world.answered(accepts(who)))["code"] == "on_the_line"
        assert dialled(world) == []
        put_off = kept(world, number)
        assert put_off.state is CallbackState.WAITING
        assert timedelta(0) < put_off.due_at - world.clock.now() < timedelta(minutes=3)

    with_two(test)


def test_an_engine_that_stops_rings_nobody_new() -> None:
    """Talks go on, and their end is waited for; nothing is begun that it would cut off."""

    async def test(world: World, anna: Workstation, boris: Workstation) -> None:
        [node] = world.nodes
        world.behave(CLIENT, hang_up_after_s=40.0)
        first = promise(world, "op1")
        await world.until(lambda: rings(anna))
        await world.answered(accepts(anna))
        await world.until(lambda: anna.row.state is OperatorState.TALKING)
        second = promise(world, "op2")
        await world.until(lambda: rings(boris))
        node.room.stop_dialling()
        await world.until(lambda: boris.row.state is OperatorState.AVAILABLE, 2)
        third = boris.order(OrderKind.DIAL, {"do": "callback", "callback_id": second})
        await world.clock.sleep(30.0)
        assert not rings(boris)
        assert world.answer(third) is None, "another engine may take it"
        assert anna.row.state is OperatorState.TALKING
        await world.until(lambda: kept(world, first).state is CallbackState.DONE)
        assert kept(world, second).state is CallbackState.WAITING

    with_two(test)


def test_two_nodes_and_one_who_calls_by_hand() -> None:
    """It rings once; when somebody takes it by hand it stops, and who accepts too late is told."""

    async def test(world: World, anna: Workstation, boris: Workstation) -> None:
        number = promise(world)
        await world.until(lambda: rings(anna) or rings(boris))
        await world.clock.sleep(1.0)
        assert rings(anna) is not rings(boris), "once"
        who = anna if rings(anna) else boris
        offer = who.row.hold.offer_id
        callback_desk.take(world.stores, number, "op2", world.clock.now(), "by hand")  # type: ignore[arg-type]
        answer = await world.answered(accepts(who, offer))
        assert answer["code"] in ("callback_taken", "no_call")
        await world.until(lambda: who.row.state is OperatorState.AVAILABLE)
        assert dialled(world) == []

    with_two(test, nodes=2)


def test_the_operator_leaves_before_the_subscriber_has_answered() -> None:
    async def test(world: World, anna: Workstation, boris: Workstation) -> None:
        world.behave(CLIENT, ring_s=20.0)
        world.behave(anna.address, hang_up_after_s=2.0)
        number = promise(world, "op1")
        await world.until(lambda: rings(anna))
        await world.answered(accepts(anna))
        await world.until(lambda: kept(world, number).state is CallbackState.WAITING)
        assert kept(world, number).due_at > world.clock.now() + timedelta(minutes=10)
        await world.until(lambda: world.nodes[0].lines.taken == 0)

    with_two(test)


def test_one_that_was_chosen_is_called_at_once() -> None:
    async def test(world: World, anna: Workstation, boris: Workstation) -> None:
        world.behave(CLIENT, hang_up_after_s=3.0)
        number = promise(world)
        order = anna.order(OrderKind.DIAL, {"do": "callback", "callback_id": number})
        assert "code" not in await world.answered(order)
        await world.until(lambda: kept(world, number).state is CallbackState.DONE)
        assert kept(world, number).taken_by == "op1"
        assert dialled(world) == [CLIENT]
        assert (await world.answered(anna.order(
            OrderKind.DIAL, {"do": "callback", "callback_id": number}
        )))["code"] == "callback_taken"  # fmt: skip

    with_two(test)


# --- between taking it and ringing the subscriber ------------------------------------------------


@pytest.mark.parametrize("what", ["outside_hours", "do_not_call", "callback_taken"])
def test_what_has_changed_while_the_operators_telephone_rang(what: str) -> None:
    async def test(world: World, anna: Workstation, boris: Workstation) -> None:
        world.behave(anna.address, ring_s=4.0)
        number = promise(world, "op1")
        await world.until(lambda: rings(anna))
        order = accepts(anna)
        await world.until(lambda: kept(world, number).state is CallbackState.TAKEN)
        await world.clock.sleep(2.0)
        mine = kept(world, number)
        if what == "outside_hours":
            world.stores.callbacks.kept[number] = replace(mine, zones=("Pacific/Honolulu",))
        elif what == "do_not_call":
            world.stores.do_not_call.phones.add(CLIENT)
        else:  # a supervisor has ended it
            world.stores.callbacks.kept[number] = callbacks.cancel(mine, "op1", world.clock.now())
        assert (await world.answered(order))["code"] == what
        await world.until(lambda: anna.row.hold is None)
        await world.clock.sleep(30.0)
        assert dialled(world) == []
        assert world.nodes[0].lines.taken == 0
        hours = what == "outside_hours"
        assert kept(world, number).state is (
            CallbackState.WAITING if hours else CallbackState.CANCELLED
        )

    with_two(test)


def test_the_database_goes_away_while_the_operators_telephone_rings() -> None:
    async def test(world: World, anna: Workstation, boris: Workstation) -> None:
        world.behave(anna.address, ring_s=4.0)
        number = promise(world, "op1")
        await world.until(lambda: rings(anna))
        order = accepts(anna)
        await world.until(lambda: kept(world, number).state is CallbackState.TAKEN)
        world.nodes[0].database.down = True
        assert (await world.answered(order, 10.0))["code"] == "not_confirmed"
        world.nodes[0].database.down = False
        assert dialled(world) == []
        await world.until(lambda: kept(world, number).state is not CallbackState.TAKEN)
        assert world.nodes[0].lines.taken == 0

    with_two(test)


def test_whoever_it_rings_at_by_then_has_not_accepted() -> None:
    """He accepts at the last moment, and a line is found when it rings at the next one already."""

    async def test(world: World, anna: Workstation, boris: Workstation) -> None:
        lines, promised = world.nodes[0].lines, promise(world, "op1", queue="sales")
        free, take = False, lines.take_leg
        lines.take_leg = lambda trunk_ids: take(trunk_ids) if free else None  # type: ignore[method-assign]
        await world.until(lambda: rings(anna))
        await world.clock.sleep(5.0)
        order = accepts(anna)
        await world.until(lambda: rings(boris), 4.0)
        free = True
        assert (await world.answered(order))["code"] == "no_call"
        await world.clock.sleep(2.0)
        assert dialled(world) == []
        assert boris.row.state is not OperatorState.TALKING
        assert kept(world, promised).state is not CallbackState.TAKEN

    with_two(test)


def test_who_calls_by_hand_does_not_call_twice() -> None:
    """He has taken it in the panel and accepts it besides."""

    async def test(world: World, anna: Workstation, boris: Workstation) -> None:
        number = promise(world, "op1")
        await world.until(lambda: rings(anna))
        offer = anna.row.hold.offer_id
        callback_desk.take(world.stores, number, "op1", world.clock.now(), "by hand")  # type: ignore[arg-type]
        assert (await world.answered(accepts(anna, offer)))["code"] in ("callback_taken", "no_call")
        await world.until(lambda: anna.row.free)
        assert dialled(world) == []
        assert kept(world, number).state is CallbackState.TAKEN, "the one by hand goes on"

    with_two(test)


@pytest.mark.parametrize("moved", [False, True])
def test_it_was_let_wait_again_while_they_talked(moved: bool) -> None:
    """By its timer, after an hour; or somebody has promised another time meanwhile."""

    async def test(world: World, anna: Workstation, boris: Workstation) -> None:
        world.behave(CLIENT, hang_up_after_s=8.0)
        number = promise(world, "op1")
        await world.until(lambda: rings(anna))
        await world.answered(accepts(anna))
        await world.until(lambda: anna.row.state is OperatorState.TALKING)
        now, taken = world.clock.now(), kept(world, number)
        tomorrow = now + timedelta(days=1)
        later = (
            callbacks.move(taken, tomorrow, "", now) if moved else callbacks.give_back(taken, now)
        )
        world.stores.callbacks.save(later, "meanwhile", None)
        await world.until(lambda: anna.row.state is not OperatorState.TALKING)
        await world.clock.sleep(5.0)
        assert dialled(world) == [CLIENT], "nobody else is rung for it while they talk, or after"
        assert not rings(boris)
        expected = (
            (CallbackState.WAITING, tomorrow) if moved else (CallbackState.DONE, taken.due_at)
        )
        assert (kept(world, number).state, kept(world, number).due_at) == expected

    with_two(test)


class Campaigns:
    """One, which hides numbers."""

    def get(self, campaign_id: int) -> Campaign:
        schedule = Schedule(weekdays=DayHours(0, 1440), weekend=DayHours(0, 1440))
        settings = CampaignSettings("debts", mask_numbers=True, schedule=schedule)
        return Campaign(1, settings, CampaignState.RUNNING, 1)


@pytest.mark.parametrize("calls", [False, True])
def test_who_is_called_or_calls_just_now_is_not_called_besides(calls: bool) -> None:
    async def test(world: World, anna: Workstation, boris: Workstation) -> None:
        state = ContactState.DONE if calls else ContactState.IN_PROGRESS

        class Contacts:
            def get(self, number: int) -> Contact:
                return Contact(number, 1, (CLIENT,), (), {}, state, ContactProgress(),
                               world.clock.now())  # fmt: skip

        world.stores.campaigns = Campaigns()  # type: ignore[attr-defined]
        world.stores.contacts = Contacts()  # type: ignore[attr-defined]
        if calls:
            world.stores.incoming.talking.add(7)
        number = promise(world, "op1", campaign_id=1, contact_id=7)
        await world.until(lambda: rings(anna))
        began = world.clock.now()
        answer = await world.answered(accepts(anna))
        assert answer["code"] == ("on_the_line" if calls else "contact_taken")
        assert "rule" not in answer
        assert timedelta(0) < kept(world, number).due_at - began < timedelta(minutes=3)
        assert (kept(world, number).owner, dialled(world)) == ("op1", [])

    with_two(test)


def test_a_hidden_number_is_not_told() -> None:
    async def test(world: World, anna: Workstation, boris: Workstation) -> None:
        world.stores.campaigns = Campaigns()  # type: ignore[attr-defined]
        promise(world, "op1", campaign_id=1)
        await world.until(lambda: rings(anna))
        world.stores.do_not_call.phones.add(CLIENT)
        answer = await world.answered(accepts(anna))
        assert (answer["code"], answer["number"]) == ("do_not_call", "+7••••••••07")

    with_two(test)


def test_an_engine_that_ends_leaves_them_to_another_one() -> None:
    """Also one that was accepted just then."""

    async def test(world: World, anna: Workstation, boris: Workstation) -> None:
        [node] = world.nodes
        number = promise(world, "op1")
        await world.until(lambda: rings(anna))
        accepted = accepts(anna)
        [order] = world.stores.operators.take_orders(
            node.name, [OrderKind.DIAL], world.clock.now()
        )  # fmt: skip
        node.room._promised.take(order)
        node.room.stop_dialling()
        assert (await world.answered(accepted))["code"] == "no_line"
        await world.until(lambda: anna.row.free, 5)
        await world.clock.sleep(5.0)
        assert not rings(anna)
        assert dialled(world) == []
        assert kept(world, number).state is CallbackState.WAITING

    with_two(test)


def test_whom_it_is_night_for_hide_nobody() -> None:
    async def test(world: World, anna: Workstation, boris: Workstation) -> None:
        for _ in range(promised_work.MOST + 5):
            number = promise(world)
            sleeps = replace(kept(world, number), zones=("Pacific/Honolulu",))
            world.stores.callbacks.kept[number] = sleeps
        await world.clock.sleep(0.1)
        promise(world, "op1")
        await world.until(lambda: rings(anna), 5)

    with_two(test)
