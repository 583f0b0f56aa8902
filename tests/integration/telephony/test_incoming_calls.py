"""Calls that come in: the same contract on the simulated network and on real SIP (SIPp rings)."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager, AsyncExitStack, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any, Self

import pytest

from engine.adapters.pjsip.adapter import PjsipTelephony
from engine.adapters.pjsip.trunk_watch import ALL_LINES_TAKEN
from engine.adapters.simulated.clock import VirtualClock
from engine.adapters.simulated.subscribers import Press, Subscriber
from engine.adapters.simulated.telephony import SimulatedTelephony
from engine.adapters.system_clock import SystemClock
from engine.domain.disposition import HangupBy
from engine.domain.hangup_cause import HangupCause
from engine.domain.trunk import Trunk, TrunkSettings, TrunkStatus
from engine.ports.telephony import (
    CallAnswered,
    CallEnded,
    IncomingCall,
    IncomingCallRefused,
    TrunkStatusChanged,
    WorkerLost,
)
from tests.helpers.callers import CALLED, CALLER, Ear, ringing, until_taken
from tests.helpers.every_adapter import PATIENT, contract_farm
from tests.helpers.ports import free_udp_port
from tests.helpers.sipp import Sipp
from tests.helpers.telephone import seconds_of_tones
from tests.helpers.telephony import Line, Network
from tests.helpers.wav import write_tone


class Street:
    """A network on which people ring us; ``way`` is one of tests/scenarios/rings_*."""

    def __init__(self, net: Network) -> None:
        self.net = net

    async def ready(self) -> None:
        """Until it may ring."""

    def rings(
        self, way: str, before_s: float = 0.2, **said: object
    ) -> AbstractContextManager[object]:
        raise NotImplementedError

    async def __aenter__(self) -> Self:
        await self.net.__aenter__()
        await self.ready()
        return self

    async def __aexit__(self, *what: Any) -> None:
        await self.net.__aexit__(*what)

    async def taken(self, number: int = 1) -> Line:
        """The line of the call that came in as the ``number``-th."""

        def found() -> IncomingCall | None:
            calls = [event for event in self.net.events if isinstance(event, IncomingCall)]
            return calls[number - 1] if len(calls) >= number else None

        return self.net.lines[(await self.net.wait(found)).call_id]


class _Simulated(Street):
    def rings(
        self, way: str, before_s: float = 0.2, **said: object
    ) -> AbstractContextManager[object]:
        people = {
            "rings_and_presses": Subscriber(presses=(Press("1", before_s, "answer"),)),
            "rings_and_hangs_up": Subscriber(hang_up_after_s=before_s),
            "rings_and_is_refused": Subscriber(),
            "rings_and_gives_up": Subscriber(gives_up_s=before_s),
        }
        telephony = self.net.telephony
        assert isinstance(telephony, SimulatedTelephony)
        telephony.ring_in(1, CALLER, CALLED, people[way])
        return nullcontext()


class _Real(Street):
    def __init__(self, net: Network, port: int, folder: Path) -> None:
        super().__init__(net)
        self._port, self._folder = port, folder
        self._callers = 0

    async def ready(self) -> None:
        await until_taken(self._port)

    def rings(self, way: str, before_s: float = 0.2, **said: object) -> Sipp:
        self._callers += 1
        folder = self._folder / str(self._callers)
        return ringing(way, folder, self._port, before_ms=int(before_s * 1000), **said)  # type: ignore[arg-type]


Test = Callable[[Street], Awaitable[None]]


def both(test: Test) -> Callable[..., None]:
    @pytest.mark.parametrize("adapter", ["simulated", "pjsip"])
    def run(adapter: str, tmp_path: Path) -> None:
        if adapter == "simulated":
            clock = VirtualClock()
            trunk = Trunk(1, TrunkSettings("simulated", "sip:nowhere"), 1, accepts=())
            street: Street = _Simulated(Network(SimulatedTelephony(clock), clock, [trunk]))
            clock.run(_conduct(test, street))
        else:
            asyncio.run(_on_pjsip(test, tmp_path))

    run.__name__, run.__doc__ = test.__name__, test.__doc__
    return run


def real_street(folder: Path, *, size: int = 30, proxy: int = 9, host: str = "127.0.0.1",
                **trunk: object) -> _Real:  # fmt: skip
    first = free_udp_port(size)
    last = first + size - 1
    settings = TrunkSettings("city", f"sip:{host}:{proxy}", ports=(first, last))
    options: dict[str, object] = {"accepts": (), **trunk}
    net = Network(PjsipTelephony(), SystemClock(), [Trunk(1, settings, 1, **options)])  # type: ignore[arg-type]
    return _Real(net, first, folder)


async def _on_pjsip(test: Test, folder: Path) -> None:
    await _conduct(test, real_street(folder))


async def _conduct(test: Test, street: Street) -> None:
    async with street:
        await test(street)


@both
async def test_answered_and_the_caller_hangs_up(street: Street) -> None:
    with street.rings("rings_and_hangs_up", 0.4):
        line = await street.taken()
        (came,) = line.of(IncomingCall)
        assert (came.trunk_id, came.caller, came.called) == (1, CALLER, CALLED)
        street.net.telephony.ring(line.id)
        street.net.telephony.answer(line.id)
        street.net.telephony.answer(line.id)  # the first one counts
        end = await line.ended()
    assert (end.cause, end.by, end.sip_code) == (
        HangupCause.NORMAL_CLEARING, HangupBy.SUBSCRIBER, 200,
    )  # fmt: skip
    assert len(line.of(CallAnswered)) == 1
    assert end.started_at == came.at
    assert end.answered_at is not None
    assert 0.3 < (end.at - end.answered_at).total_seconds() < 1.5


@both
async def test_a_key_and_our_end(street: Street) -> None:
    with street.rings("rings_and_presses"):
        line = await street.taken()
        street.net.telephony.answer(line.id)
        await line.keys_pressed("1")
        line.hang_up()
        end = await line.ended()
    assert (end.cause, end.by) == (HangupCause.NORMAL_CLEARING, HangupBy.SYSTEM)


@pytest.mark.parametrize(("cause", "status"), [
    (HangupCause.USER_BUSY, 486), (HangupCause.UNALLOCATED_NUMBER, 404),
    (HangupCause.NORMAL_TEMPORARY_FAILURE, 503), (HangupCause.NO_USER_RESPONSE, 480),
])  # fmt: skip
async def test_refused_with_the_status_of_the_cause(
    tmp_path: Path, cause: HangupCause, status: int
) -> None:
    street = real_street(tmp_path)
    async with street:
        with street.rings("rings_and_is_refused", status=status) as caller:
            line = await street.taken()
            street.net.telephony.reject(line.id, cause)
            end = await line.ended()
            caller.finish()
            assert ("Retry-After" in caller.messages()) == (status == 503)
    assert (end.sip_code, end.cause, end.by, end.answered_at) == (
        status, cause, HangupBy.SYSTEM, None,
    )  # fmt: skip


@both
async def test_rejected(street: Street) -> None:
    with street.rings("rings_and_is_refused", status=486):
        line = await street.taken()
        street.net.telephony.ring(line.id)
        street.net.telephony.reject(line.id, HangupCause.USER_BUSY)
        street.net.telephony.answer(line.id)  # too late
        end = await line.ended()
    assert (end.sip_code, end.cause, end.by) == (486, HangupCause.USER_BUSY, HangupBy.SYSTEM)


@both
async def test_the_caller_gives_up(street: Street) -> None:
    with street.rings("rings_and_gives_up") as caller:
        line = await street.taken()
        street.net.telephony.ring(line.id)
        end = await line.ended()
        if isinstance(caller, Sipp):
            caller.finish()
    assert (end.sip_code, end.cause, end.by) == (
        487, HangupCause.ORIGINATOR_CANCEL, HangupBy.SUBSCRIBER,
    )  # fmt: skip


@both
async def test_two_at_once_and_the_stop_ends_them(street: Street) -> None:
    """One talks, the other still rings when the engine leaves."""
    with street.rings("rings_and_presses", 0.1):
        one = await street.taken(1)
        with street.rings("rings_and_is_refused", status=503):
            two = await street.taken(2)
            street.net.telephony.answer(one.id)
            street.net.telephony.ring(two.id)
            await one.wait(CallAnswered)
            await street.net.telephony.stop()
    ends = [line.of(CallEnded)[0] for line in (one, two)]
    assert [end.answered_at is not None for end in ends].count(True) == 1


async def test_sound_codec_and_ports_of_the_trunk(tmp_path: Path) -> None:
    """What is played is heard, and comes from a port of the trunk's range."""
    tone = tmp_path / "tone.wav"
    write_tone(tone, 1.0, 700)
    street = real_street(tmp_path / "calls")
    assert street.net.trunks[0].settings.ports is not None
    first, last = street.net.trunks[0].settings.ports
    with Ear() as ear:
        async with street:
            with street.rings("rings_and_hangs_up", 1.4, audio_port=ear.port) as caller:
                line = await street.taken()
                street.net.telephony.answer(line.id)
                await line.wait(CallAnswered)
                line.play(tone)
                await line.ended()
                caller.finish()
        assert seconds_of_tones(ear.samples(), [700], 8000) > 0.7
    offered = [row for row in caller.messages().splitlines() if row.startswith("m=audio")]
    assert first < int(offered[-1].split()[1]) <= last
    (came,) = line.of(IncomingCall)
    assert came.headers["X-Gateway"] == "north"


async def test_strangers_are_refused_unless_they_are_named(tmp_path: Path) -> None:
    """The proxy is another computer than the one that rings."""
    street = real_street(tmp_path, host="127.0.0.2")
    async with street:
        with street.rings("rings_and_is_refused", status=480) as caller:
            await street.net.wait_for(IncomingCallRefused)
            caller.finish()
        trunk = street.net.trunks[0]
        street.net.telephony.set_trunks([replace(trunk, accepts=("localhost",))])
        with street.rings("rings_and_is_refused", status=404) as caller:
            line = await street.taken()
            street.net.telephony.reject(line.id, HangupCause.UNALLOCATED_NUMBER)
            caller.finish()


async def test_trunks_without_routes_refuse(tmp_path: Path) -> None:
    """And the same process takes calls as soon as it may."""
    street = real_street(tmp_path, accepts=None)
    async with street:
        with street.rings("rings_and_is_refused", status=480) as caller:
            refused = await street.net.wait_for(IncomingCallRefused)
            caller.finish()
        assert CALLER in refused.caller
        trunk = street.net.trunks[0]
        street.net.telephony.set_trunks([replace(trunk, accepts=())])
        with street.rings("rings_and_is_refused", status=404) as caller:
            line = await street.taken()
            street.net.telephony.reject(line.id, HangupCause.UNALLOCATED_NUMBER)
            caller.finish()


async def test_a_second_leg_beside_it(tmp_path: Path) -> None:
    """The caller is put through to somebody whom we call for him, and hears him."""
    street = real_street(tmp_path, size=40, proxy=contract_farm().port)
    with Ear() as ear:
        async with street:
            with street.rings("rings_and_hangs_up", 2.0, audio_port=ear.port) as caller:
                line = await street.taken()
                street.net.telephony.answer(line.id)
                await line.wait(CallAnswered)
                other = await street.net.answered(PATIENT.number, near=line.id)
                street.net.telephony.bridge(line.id, other.id)
                await line.ended()
                caller.finish()
                other.hang_up()
                await other.ended()
    assert seconds_of_tones(ear.samples(), [1000], 8000) > 0.5


async def test_when_no_line_is_left_the_trunk_says_so(tmp_path: Path) -> None:
    """Four of this build's library; the fifth caller hears busy, the next one is served."""
    street = real_street(tmp_path, proxy=contract_farm().port)
    async with street, AsyncExitStack() as callers:
        for number in range(1, 5):
            callers.enter_context(street.rings("rings_and_presses", 0.1))
            line = await street.taken(number)
        await street.net.wait_for(TrunkStatusChanged, detail=ALL_LINES_TAKEN)
        with street.rings("rings_and_is_refused", status=486) as fifth:
            fifth.finish()
        line = await street.taken(1)
        street.net.telephony.answer(line.id)
        await line.keys_pressed("1")
        told = len(street.net.events)
        line.hang_up()
        await line.ended()

        def free_again() -> TrunkStatusChanged | None:
            for event in street.net.events[told:]:
                match event:
                    case TrunkStatusChanged(detail="somebody listens there"):
                        return event
            return None

        await street.net.wait(free_again)
        with street.rings("rings_and_is_refused", status=404) as sixth:
            line = await street.taken(5)
            street.net.telephony.reject(line.id, HangupCause.UNALLOCATED_NUMBER)
            sixth.finish()


async def test_a_flood_of_calls_kills_nothing(tmp_path: Path) -> None:
    """Refused as quickly as they come: the library would run out of sockets, and abort."""
    street = real_street(tmp_path)
    async with street:

        async def refuse() -> None:
            refused: set[str] = set()
            while True:
                for call_id in street.net.lines.keys() - refused:
                    refused.add(call_id)
                    street.net.telephony.reject(call_id, HangupCause.USER_BUSY)
                await asyncio.sleep(0.005)

        refusing = asyncio.create_task(refuse())
        with street.rings("rings_and_is_refused", status=486, calls=120, rate=120) as callers:
            await asyncio.to_thread(callers.finish)
        refusing.cancel()
        assert not [e for e in street.net.events if isinstance(e, WorkerLost)]
        for line in street.net.lines.values():
            await line.ended()


async def test_at_a_trunk_that_registers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The provider calls the account, and says in To which number was dialled."""
    monkeypatch.setenv("TRUNK_PASSWORD", "secret")
    with Sipp("challenge_register.xml", tmp_path / "registrar") as registrar:
        settings = TrunkSettings("city", f"sip:127.0.0.1:{registrar.port}", user="trunk",
                                 password_env="TRUNK_PASSWORD", register=True)  # fmt: skip
        net = Network(PjsipTelephony(), SystemClock(), [Trunk(1, settings, 1, accepts=())])
        async with net:
            await net.wait_for(TrunkStatusChanged, status=TrunkStatus.READY)
            contact = next(
                row for row in registrar.received("REGISTER")[-1].splitlines()
                if row.startswith("Contact:")
            )  # fmt: skip
            port = int(contact.partition("@")[2].partition(";")[0].partition(">")[0].split(":")[1])
            street = _Real(net, port, tmp_path)
            with street.rings("rings_and_presses") as caller:
                line = await street.taken()
                net.telephony.answer(line.id)
                await line.keys_pressed("1")
                line.hang_up()
                caller.finish()
                await line.ended()
        registrar.finish()
