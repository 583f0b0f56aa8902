"""The same test against every adapter of the telephony port.

``@every_adapter`` turns ``async def test_…(net, folder)`` into a test per adapter: the simulated
one on its virtual clock, pjsip against the subscriber farm over real SIP and RTP on loopback. The
same numbers behave the same way behind both.
"""

import asyncio
import atexit
import contextlib
import functools
import os
import shutil
import signal
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import pytest

from engine.adapters.simulated import subscribers as sim
from engine.adapters.simulated.clock import VirtualClock
from engine.adapters.simulated.telephony import SimulatedTelephony
from engine.adapters.system_clock import SystemClock
from engine.audio.recorded import part_of_message
from engine.domain.answering_machine import AnsweredBy
from engine.domain.trunk import Trunk, TrunkSettings
from engine.ports.telephony import CallId
from rino_desktop.demo.sip.controller import Farm
from rino_desktop.demo.sip.witness import WitnessedCall
from tests.helpers import wav
from tests.helpers.processes import until
from tests.helpers.telephony import Line, Network


@dataclass(frozen=True, eq=False)
class Behind:
    """Who is behind a number: as the farm plays it, and as the simulation does."""

    number: str
    farm: dict[str, Any]
    simulated: sim.Subscriber


def _numbered(*people: tuple[dict[str, Any], sim.Subscriber]) -> list[Behind]:
    return [
        Behind(f"+7999000{index:04d}", farm, simulated)
        for index, (farm, simulated) in enumerate(people, 1)
    ]


def _refusal(status: int) -> tuple[dict[str, Any], sim.Subscriber]:
    return (
        {"kind": "refuse", "refuse": status, "ring_s": 0.2},
        sim.Subscriber(ring_s=0.2, refuse=status),
    )


def _keys(text: str, first_s: float, pause_s: float) -> tuple[dict[str, Any], sim.Subscriber]:
    times = [first_s] + [pause_s] * (len(text) - 1)
    return (
        {
            "kind": "answer_and_press",
            "ring_s": 0.2,
            "keys": [
                {"key": key, "delay_s": delay, "duration_ms": 60}
                for key, delay in zip(text, times, strict=True)
            ],
        },
        sim.Subscriber(
            ring_s=0.2,
            presses=tuple(sim.Press(k, d) for k, d in zip(text, times, strict=True)),
        ),
    )


def _hears(keys: str, **then: Any) -> tuple[dict[str, Any], sim.Subscriber]:
    """Presses the first key when he has heard something: the order to play it, or to record after
    the beep, has come. The simulated clock waits for orders anyway."""
    farm, simulated = _keys(keys, 0.2, 0.25)
    first, *others = farm["keys"]
    first = {**first, "delay_s": 0.1, "after": "heard"}
    return {**farm, "keys": [first, *others], **then}, simulated


(
    PATIENT,
    HANGS_UP,
    BUSY,
    DECLINES,
    WRONG_NUMBER,
    UNAVAILABLE,
    CONGESTED,
    CHANGED,
    NEVER_ANSWERS,
    EARLY_NEVER,
    EARLY_ANSWERS,
    CROSSES,
    SILENT,
    TYPES,
    PRESSES_ONE,
    SPEAKS,
    HEARS_AND_PRESSES,
    HEARS_AND_TYPES,
    HEARS_AND_HANGS_UP,
    HANGS_UP_LATER,
) = PEOPLE = _numbered(
    (
        {"kind": "answer_and_press", "ring_s": 0.2, "voice": "tone:1000"},
        sim.Subscriber(ring_s=0.2, message_s=3600),
    ),
    (
        {"kind": "hang_up_early", "ring_s": 0.2, "hang_up_after_s": 0.4},
        sim.Subscriber(ring_s=0.2, hang_up_after_s=0.4),
    ),
    _refusal(486),
    _refusal(603),
    _refusal(404),
    _refusal(480),
    _refusal(503),
    _refusal(410),
    ({"kind": "no_answer", "ring_s": 0.1}, sim.no_answer()),
    (
        {"kind": "no_answer", "ring_s": 0.1, "early_media_s": 0.4},
        sim.Subscriber(ring_s=0.5, early_media_s=0.4, never_answers=True),
    ),
    (
        {"kind": "early_media", "ring_s": 0.1, "early_media_s": 0.4},
        sim.Subscriber(ring_s=0.5, early_media_s=0.4),
    ),
    ({"kind": "answer_on_cancel", "ring_s": 0.1}, sim.Subscriber(answers_cancel=True)),
    ({"kind": "silent", "ring_s": 0.2}, sim.Subscriber(ring_s=0.2, rtp_stops_after_s=0.0)),
    _keys("159*#0", 0.2, 0.25),
    _keys("1", 0.5, 0.0),
    (  # a machine: speaks for 1.5 s from the answer on, beeps at 1.7 to 2.2 s and is silent then
        {"kind": "answer_and_press", "ring_s": 0.2, "voice": "machine:1.5"},
        sim.Subscriber(
            ring_s=0.2,
            message_s=2.2,
            answered_by=AnsweredBy.MACHINE,
            detected_after_s=2.2,
            greeting_s=2.2,
        ),
    ),
    _hears("1"),
    _hears("159*#0"),
    (
        _hears("1", hang_up_after_quiet_s=0.3)[0],
        sim.Subscriber(ring_s=0.2, hang_up_after_s=0.7),
    ),
    (
        {"kind": "hang_up_early", "ring_s": 0.2, "hang_up_after_s": 1.5},
        sim.Subscriber(ring_s=0.2, hang_up_after_s=1.5),
    ),
)


class Rig:
    """What a test can ask of an adapter beyond the port: what the far end has seen."""

    name: str

    async def digits_heard(self, line: Line) -> str:
        """Until now."""
        raise NotImplementedError

    async def recorded(self, message: Path, seconds: float) -> None:
        """Until so much of a message is in safety, whatever becomes of its worker."""
        raise NotImplementedError

    def address_of(self, number: str) -> str:
        """Where the telephone behind that number is called directly."""
        raise NotImplementedError

    async def measured(self) -> dict[str, Any] | None:
        """What the subscriber of the test's only call, now over, measured (Hearing.summary); None
        where no sound is real."""
        return None

    def kill_workers(self, lines: list[CallId]) -> None:
        """Those of these calls, as kill -9 does."""
        raise NotImplementedError


class ContractNetwork(Network):
    rig: Rig


class _SimulatedRig(Rig):
    name = "simulated"

    def __init__(self, telephony: SimulatedTelephony) -> None:
        self._telephony = telephony

    def address_of(self, number: str) -> str:
        return number

    async def digits_heard(self, line: Line) -> str:
        return self._telephony.digits_sent(line.id)

    async def recorded(self, message: Path, seconds: float) -> None:
        await asyncio.sleep(seconds)

    def kill_workers(self, lines: list[CallId]) -> None:
        self._telephony.lose_worker(lines)


class _PjsipRig(Rig):
    name = "pjsip"

    def __init__(self, farm: Farm, before: set[int], calls_before: int) -> None:
        self._farm = farm
        self._before = before
        self._calls_before = calls_before

    def address_of(self, number: str) -> str:
        return f"sip:{number}@127.0.0.1:{self._farm.port}"

    async def digits_heard(self, line: Line) -> str:
        return self._call.facts.get("keys_heard", "")

    async def recorded(self, message: Path, seconds: float) -> None:
        await until(lambda: len(wav.so_far(part_of_message(message))) >= seconds * wav.RATE)

    @property
    def _call(self) -> WitnessedCall:
        return self._farm.calls()[self._calls_before]

    async def measured(self) -> dict[str, Any]:
        await until(lambda: self._call.ended_at, "the subscriber sees the end of the call")
        return self._call.facts

    def kill_workers(self, lines: list[CallId]) -> None:
        for child in psutil.Process().children():
            if child.pid not in self._before:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(child.pid, signal.SIGKILL)


Test = Callable[[ContractNetwork, Path], Awaitable[None]]


def _on_simulated(test: Test, folder: Path) -> None:
    clock = VirtualClock()
    people = sim.Subscribers({one.number: one.simulated for one in PEOPLE})
    telephony = SimulatedTelephony(clock, people)
    trunk = Trunk(1, TrunkSettings("simulated", "sip:nowhere"), 1)
    clock.run(_conduct(test, ContractNetwork(telephony, clock, [trunk]),
                       _SimulatedRig(telephony), folder))  # fmt: skip


def _on_pjsip(test: Test, folder: Path) -> None:
    from engine.adapters.pjsip.adapter import PjsipTelephony

    farm = contract_farm()
    trunk = Trunk(1, TrunkSettings("farm", f"sip:127.0.0.1:{farm.port}", lines=100,
                                   calls_per_second=100.0), 1)  # fmt: skip
    before = {child.pid for child in psutil.Process().children()}
    rig = _PjsipRig(farm, before, len(farm.calls()))
    asyncio.run(
        _conduct(test, ContractNetwork(PjsipTelephony(), SystemClock(), [trunk]), rig, folder)
    )
    after = {child.pid for child in psutil.Process().children()
             if child.status() != psutil.STATUS_ZOMBIE}  # fmt: skip
    assert after <= before, "stop() left processes behind"


async def _conduct(test: Test, net: ContractNetwork, rig: Rig, folder: Path) -> None:
    net.rig = rig
    async with net:
        await test(net, folder)


@functools.cache
def contract_farm() -> Farm:
    """One farm process serves all tests of this process; it ends with it."""
    folder = Path(tempfile.mkdtemp(prefix="rino-farm-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    rules = [{"number": one.number, "behaviour": one.farm} for one in PEOPLE]
    farm = Farm(folder, behaviours={"rules": rules}).start()
    atexit.register(farm.stop)
    return farm


_ADAPTERS = {"simulated": _on_simulated, "pjsip": _on_pjsip}


def every_adapter(test: Test) -> Callable[..., None]:
    @pytest.mark.parametrize("adapter", _ADAPTERS)
    def run(adapter: str, tmp_path: Path) -> None:
        _ADAPTERS[adapter](test, tmp_path)

    run.__name__ = test.__name__
    run.__doc__ = test.__doc__
    return run
