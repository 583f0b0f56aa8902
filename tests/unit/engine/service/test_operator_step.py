"""A call and the operators' room: what is heard, what the room is told, where the call goes."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from engine.adapters.simulated import subscribers as behave
from engine.adapters.simulated.clock import VirtualClock
from engine.adapters.simulated.telephony import SimulatedTelephony
from engine.domain.campaign import CampaignMode
from engine.domain.disposition import Disposition
from engine.domain.trunk import Trunk, TrunkSettings
from engine.ivr.trace import Entered, Happened, decode_trace
from engine.ports import telephony as port
from engine.service.operator_room import WaitRequest
from tests.helpers.call_desk import AT, Desk
from tests.helpers.scheme_builder import SchemeBuilder
from tests.helpers.scripted_room import ScriptedRoom


def scheme(again: bool = False, **parameters: Any) -> SchemeBuilder:
    """``again``: who gets no operator asks once more."""
    return (
        SchemeBuilder().prompts("music", "sorry", "late", "rate")
        .node("start", "start", next="ask")
        .node("ask", "save_result", {"results": [{"name": "tariff", "value": "gold"}]}, next="go")
        .node("go", "operator", {
            "music": [{"prompt": "music"}],
            "position_message": [{"say": {"ru": "Вы {position|ordinal}."}}],
            "returns": ["Оценка"], **parameters,
        }, done="end", overflow="second" if again else "sorry", no_operator_in_time="late",
            Оценка="rate")
        .node("second", "operator", done="end", overflow="sorry")
        .node("sorry", "play", {"prompts": ["sorry"]}, next="end")
        .node("late", "play", {"prompts": ["late"]}, next="end")
        .node("rate", "play", {"prompts": ["rate"]}, next="end")
        .node("end", "hang_up")
    )  # fmt: skip


@pytest.fixture
def room() -> ScriptedRoom:
    return ScriptedRoom()


def plays(desk: Desk) -> list[str]:
    return [said[1][0] for said in desk.phone.said if said[0] == "play"]


async def waiting(room: Any, *, again: bool = False, **changes: Any) -> Desk:
    desk = Desk(scheme(again), operators=room, **changes)
    await desk.answer()
    return desk


async def test_waits_talks_holds_and_is_sent_back(room: ScriptedRoom) -> None:
    desk = await waiting(room)
    placed = desk.phone.said[0][1]
    assert placed.reserve_leg, "an operator's leg has room beside the call"
    assert room.requests == [
        WaitRequest("a1", 7, 3, 5, "+79120000001", "", AT, returns=("Оценка",),
                    results={"tariff": "gold"})
    ]  # fmt: skip
    assert desk.phone.said[-1] == ("play", ["music"], False, True)
    room.position(2)
    await desk.settle()
    assert desk.phone.said[-2:] == [("stop_playback", "a1"), ("play", ["Вы второй."], False, False)]
    await desk.played()
    assert plays(desk) == ["music", "Вы второй.", "music"]
    room.connected("Иванова")
    assert desk.phone.said[-1] == ("stop_playback", "a1")
    desk.session.handle(port.KeyPressed("a1", "5", AT))  # for the operator
    room.held()
    await desk.settle()
    assert plays(desk)[-1] == "music"
    room.connected("Петров", 2)
    assert desk.phone.said[-1] == ("stop_playback", "a1")
    room.talk_over("Оценка")
    await desk.settle()
    assert plays(desk)[-1] == "rate"
    await desk.played()
    end = desk.over()
    assert end is not None
    assert end.disposition is Disposition.TRANSFERRED
    assert [each for each in desk.sink.learnt if each[0] == "result"][1:] == [
        ("result", "operator", "Иванова"), ("result", "operator", "Петров")
    ]  # fmt: skip
    assert end.traced is not None
    trace = decode_trace(end.traced.document)
    assert [each.node for each in trace.events if isinstance(each, Entered)] == [
        "start", "ask", "go", "rate", "end"
    ]  # fmt: skip
    assert [(e.what, e.detail) for e in trace.events if isinstance(e, Happened)] == [
        ("operator", ""), ("operator_position", "2"), ("operator_talks", "Иванова"),
        ("operator_holds", ""), ("operator_talks", "Петров"), ("operator_done", "Оценка"),
    ]  # fmt: skip
    assert {d.port for d in end.traced.departures if d.node == "go"} == {"Оценка"}


async def test_music_that_is_ready_too_late_is_not_played(room: ScriptedRoom) -> None:
    desk = Desk(scheme(), operators=room)
    desk.voice.slow.clear()
    await desk.answer()
    room.connected("Иванова")
    desk.voice.slow.set()
    await desk.settle()
    assert plays(desk) == []
    room.held()
    await desk.settle()
    assert plays(desk) == ["music"]


@pytest.mark.parametrize("talks", [False, True])
async def test_hanging_up_leaves_the_room(room: ScriptedRoom, talks: bool) -> None:
    desk = await waiting(room)
    if talks:
        room.connected("Иванова")
    end = desk.over()
    assert end is not None
    assert room.inside == {}
    assert end.disposition is (Disposition.TRANSFERRED if talks else Disposition.PARTIAL)
    before = len(desk.phone.said)
    room.connected("Иванова")  # crosses the hang-up
    room.left("time_limit")
    await desk.settle()
    assert len(desk.phone.said) == before


async def test_who_gets_no_operator_may_wait_once_more(room: ScriptedRoom) -> None:
    """The room is not spoken to while it speaks (ScriptedRoom sees to it)."""
    desk = await waiting(room, again=True)
    room.left("time_limit")
    assert len(room.seats) == 1
    await desk.settle()
    assert len(room.seats) == 2
    room.seats[0].connected(1, "Иванова")  # of the first wait: too late
    assert "operator" not in [each[1] for each in desk.sink.learnt]
    room.left("nobody_signed_in")
    await desk.settle()
    assert plays(desk)[-1] == "sorry"


async def test_the_subscriber_is_gone_before_he_waits_once_more(room: ScriptedRoom) -> None:
    desk = await waiting(room, again=True)
    room.left("time_limit")
    desk.over()
    await desk.settle()
    assert len(room.seats) == 1


@pytest.mark.parametrize("mode", [CampaignMode.AUTOMATIC, CampaignMode.AUTOMATED])
async def test_there_is_no_room_here(mode: CampaignMode, caplog: Any) -> None:
    desk = await waiting(None, mode=mode)
    await desk.settle()
    automated = mode is CampaignMode.AUTOMATED
    assert plays(desk)[-1] == ("late" if automated else "sorry")
    assert "there are no operators here" in caplog.text
    await desk.played()
    end = desk.over()
    assert end is not None
    assert end.disposition is (Disposition.ABANDONED if automated else Disposition.COMPLETED)


async def test_a_room_that_fails_costs_the_operator_and_not_the_call(room: ScriptedRoom) -> None:
    room.fails = True
    desk = await waiting(room)
    await desk.settle()
    assert plays(desk)[-1] == "sorry"


async def test_in_time_for_whom_a_campaign_has_called(room: ScriptedRoom) -> None:
    desk = await waiting(room, mode=CampaignMode.AUTOMATED)
    room.left("no_operator_in_time")
    await desk.settle()
    assert plays(desk)[-1] == "late"
    await desk.played()
    end = desk.over()
    assert end is not None
    assert end.disposition is Disposition.ABANDONED


async def test_the_wait_begins_when_nobody_speaks_to_him_any_more(room: ScriptedRoom) -> None:
    desk = Desk(
        SchemeBuilder().node("start", "start", next="wait").node("wait", "wait", {"seconds": 0.05},
        next="go").node("go", "operator", overflow="end").node("end", "hang_up"), operators=room
    )  # fmt: skip
    await desk.answer()
    await desk.settle(0.1)
    (request,) = room.requests
    assert timedelta(seconds=0.05) <= AT - request.since < timedelta(seconds=1)


# --- over the simulated network -------------------------------------------------------------------


class OnClock:
    """The desk's session on the simulated network: its clock, its telephone."""

    def __init__(self, clock: VirtualClock, room: ScriptedRoom, how: behave.Subscriber) -> None:
        number = "+79120000001"
        self.phone = SimulatedTelephony(clock, behave.Subscribers({number: how}))
        self.desk = Desk(scheme(), operators=room)
        services = replace(self.desk.session._s, telephony=self.phone, clock=clock, voice=_Files())
        self.desk.session = type(self.desk.session)(
            self.desk.session.plan, services, self.desk.sink
        )


class _Files:
    async def resolve(self, items: Any, packs: Any = ()) -> list[Path]:
        return [Path("resources/prompts/notice/thanks.ru.wav")]

    async def prepare(self, items: Any, packs: Any = ()) -> None:
        pass


@asynccontextmanager
async def network(
    clock: VirtualClock, room: ScriptedRoom, how: behave.Subscriber
) -> AsyncIterator[OnClock]:
    world = OnClock(clock, room, how)
    legs: list[port.TelephonyEvent] = []

    def on_event(event: port.TelephonyEvent) -> None:
        ours = getattr(event, "call_id", "") == "a1"
        world.desk.session.handle(event) if ours else legs.append(event)

    await world.phone.start(on_event)
    world.phone.set_trunks([Trunk(1, TrunkSettings("city", "sip:127.0.0.1"), 1)])
    yield world
    await world.phone.stop()


def test_a_call_with_an_operator_on_the_simulated_network(room: ScriptedRoom) -> None:
    clock = VirtualClock(AT)

    async def main() -> None:
        async with network(clock, room, behave.Subscriber(hang_up_after_s=60.0)) as world:
            world.desk.session.place()
            await clock.sleep(10.0)
            world.phone.place_call(port.PlaceCall("op", 1, "+79120000002", near="a1"))
            await clock.sleep(5.0)
            world.phone.bridge("a1", "op")
            room.connected("Иванова")
            one = world.phone._calls["a1"]
            assert world.phone.heard_by("a1") == {"op"}
            await clock.sleep(1.0)
            assert not one._busy, "the music has ended"
            room.held()
            await clock.sleep(1.0)
            assert one._busy
            await clock.sleep(60.0)
            assert room.inside == {}
            end = world.desk.sink.end
            assert end is not None
            assert end.disposition is Disposition.TRANSFERRED

    clock.run(main())
