"""The worker pool: who carries what, what a death costs, what happens when the engine dies."""

import asyncio
import itertools
import os
import re
import signal
import sys
import textwrap
import time
from datetime import datetime
from pathlib import Path

import psutil
import pytest

from engine.audio.recorded import parts_of
from engine.domain.disposition import HangupBy
from engine.domain.hangup_cause import HangupCause
from engine.ports.telephony import (
    DIRECT,
    CallAnswered,
    CallEnded,
    TrunkStatusChanged,
    WorkerLost,
)
from tests.helpers.ports import free_udp_port
from tests.helpers.processes import RunningProcess, command_line, until, wait_until
from tests.helpers.sipp import Sipp
from tests.helpers.telephony import Line, Network, pjsip_network
from tests.helpers.wav import RATE, goertzel, read, seconds_of_tone, so_far, write_tone

NUMBER = "+79120000000"
LISTENER = "pjsip/listener.xml"


def workers() -> list[psutil.Process]:
    """Our line workers that live."""
    return [
        child
        for child in psutil.Process().children()
        if any("worker" in word for word in command_line(child))
    ]


def worker_of(net: Network, call_id: str) -> int:
    """The process that carries a call, by the pool's own account."""
    pool = net.telephony._pool  # type: ignore[attr-defined]
    return next(line.process.pid for line in pool.lines.values() if call_id in line.calls)


async def test_calls_start_60_ms_apart_in_a_worker_and_at_once_in_several(tmp_path: Path) -> None:
    with Sipp(LISTENER, tmp_path, calls=4, rtp_echo=True) as sipp:
        net = pjsip_network(sipp.port)
        async with net:
            lines = [net.place(NUMBER) for _ in range(4)]
            for line in lines:
                await line.wait(CallAnswered)
            carriers = {line.id: worker_of(net, line.id) for line in lines}
            for line in lines:
                line.hang_up()
            ends = [(carriers[line.id], (await line.ended()).started_at) for line in lines]
    for carrier in set(carriers.values()):
        apart([at for pid, at in ends if pid == carrier])


def apart(starts: list[datetime | None]) -> None:
    times = sorted(at for at in starts if at is not None)
    assert len(times) == len(starts)
    gaps = [(b - a).total_seconds() for a, b in itertools.pairwise(times)]
    assert all(gap >= 0.055 for gap in gaps), gaps


async def test_calls_start_60_ms_apart_though_the_engine_stood_still(tmp_path: Path) -> None:
    with Sipp(LISTENER, tmp_path, calls=3, rtp_echo=True) as sipp:
        net = pjsip_network(sipp.port)
        async with net:
            first = await net.answered(NUMBER)
            second, third, fourth = (net.place(NUMBER, near=first.id) for _ in range(3))
            calls = net.telephony._calls  # type: ignore[attr-defined]
            time.sleep(0.3)
            while not calls[fourth.id].dialled:
                await asyncio.sleep(0)
            # It is the worker that holds this call back, and nobody is rung by it any more.
            fourth.hang_up()
            assert (await fourth.ended()).started_at is None
            for line in (second, third):
                await line.wait(CallAnswered)
            assert {worker_of(net, line.id) for line in (second, third)} == {
                worker_of(net, first.id)
            }
            starts = []
            for line in (first, second, third):
                line.hang_up()
                starts.append((await line.ended()).started_at)
    apart(starts)


async def test_an_engine_that_ends_rings_nobody_who_was_held_back(tmp_path: Path) -> None:
    """Its calls take a while to end."""
    with Sipp("pjsip/slow_to_let_go.xml", tmp_path, calls=4, rtp_echo=True) as sipp:
        net = pjsip_network(sipp.port)
        async with net:
            first = await net.answered(NUMBER)
            lines = [net.place(NUMBER, near=first.id) for _ in range(3)]
            calls = net.telephony._calls  # type: ignore[attr-defined]
            time.sleep(0.3)
            while not calls[lines[-1].id].dialled:
                await asyncio.sleep(0)
        calls_of = {re.search(r"(?im)^Call-ID: *(\S+)", text) for text in sipp.received("INVITE")}
        rung = {found[1] for found in calls_of if found is not None}
    assert first.of(CallAnswered)
    assert 1 <= len(rung) <= 2, "the first, and the one that it was not too early for"


async def test_a_killed_worker_costs_its_own_calls_and_is_replaced(tmp_path: Path) -> None:
    with Sipp(LISTENER, tmp_path, calls=7, rtp_echo=True) as sipp:
        net = pjsip_network(sipp.port)
        async with net:
            net.telephony.prepare(8)
            lines = [await net.answered(NUMBER) for _ in range(6)]
            carriers = {line.id: worker_of(net, line.id) for line in lines}
            victim = carriers[lines[0].id]
            os.kill(victim, signal.SIGKILL)
            lost = await net.wait_for(WorkerLost)
            doomed = [line for line in lines if carriers[line.id] == victim]
            assert lost.calls == len(doomed) <= 4
            assert "signal 9" in lost.detail
            for line in doomed:
                end = await line.ended()
                assert (end.cause, end.by) == (HangupCause.INTERRUPTED, HangupBy.SYSTEM)
                assert end.answered_at is not None
            # Each of them ended before the loss was told.
            assert net.events.index(lost) > max(net.events.index(x.events[-1]) for x in doomed)
            survivors = [line for line in lines if line not in doomed]
            assert survivors
            assert not any(line.of(CallEnded) for line in survivors)
            another = await net.answered(NUMBER)
            assert worker_of(net, another.id) != victim
            for line in [*survivors, another]:
                line.hang_up()
                assert (await line.ended()).cause is HangupCause.NORMAL_CLEARING


async def test_a_hung_worker_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.adapters.pjsip.worker_process.SILENT_WORKER_S", 3.5)
    with Sipp(LISTENER, tmp_path, rtp_echo=True) as sipp:
        net = pjsip_network(sipp.port)
        async with net:
            line = await net.answered(NUMBER)
            os.kill(worker_of(net, line.id), signal.SIGSTOP)
            assert (await line.ended()).cause is HangupCause.INTERRUPTED
            assert "hung" in (await net.wait_for(WorkerLost)).detail


_ENGINE = """
import asyncio, sys
from engine.adapters.pjsip.adapter import PjsipTelephony
from engine.domain.trunk import Trunk, TrunkSettings
from engine.ports.telephony import CallAnswered, PlaceCall

async def main():
    telephony = PjsipTelephony()
    def on_event(event):
        if isinstance(event, CallAnswered):
            print("answered", flush=True)
    await telephony.start(on_event)
    telephony.set_trunks([Trunk(1, TrunkSettings("t", f"sip:127.0.0.1:{sys.argv[1]}"), 1)])
    for n in range(2):
        telephony.place_call(PlaceCall(f"c{n}", 1, "+79120000000"))
    await asyncio.sleep(60)

asyncio.run(main())
"""


async def test_calls_are_hung_up_when_the_engine_is_killed(tmp_path: Path) -> None:
    program = tmp_path / "engine_process.py"
    program.write_text(textwrap.dedent(_ENGINE))
    root = str(Path(__file__).resolve().parents[3])
    with Sipp(LISTENER, tmp_path, calls=2, rtp_echo=True) as sipp:
        command = [sys.executable, program, str(sipp.port)]
        with RunningProcess(
            command, tmp_path / "engine.log", environment={"PYTHONPATH": root}
        ) as engine:
            wait_until(lambda: engine.output().count("answered") == 2)
            orphans = psutil.Process(engine.process.pid).children()
            assert orphans
            scratch = Path(
                command_line(orphans[0])[command_line(orphans[0]).index("--scratch") + 1]
            )
            assert scratch.is_dir()
            os.kill(engine.process.pid, signal.SIGKILL)
            # SIPp wants a BYE for each call, and says so if it gets none.
            sipp.finish()
            _gone, left = psutil.wait_procs(orphans, timeout=30.0)
            assert not left
            assert not scratch.exists()


async def test_a_worker_that_cannot_start_is_told_clearly(tmp_path: Path) -> None:
    from engine.adapters.pjsip.adapter import PjsipTelephony

    with Sipp(LISTENER, tmp_path) as sipp:
        net = pjsip_network(sipp.port)
        broken = [sys.executable, "-c", "import sys; sys.exit('no such library')"]
        net.telephony = PjsipTelephony(worker_command=broken)
        async with net:
            end = await net.place(NUMBER).ended()
            assert end.started_at is None
            assert "no such library" in end.detail
            assert end.cause is HangupCause.NORMAL_CIRCUIT_CONGESTION
            lost = await net.wait_for(WorkerLost)
            assert lost.calls == 0


async def test_room_is_kept_for_a_second_leg(tmp_path: Path) -> None:
    with Sipp(LISTENER, tmp_path, calls=6, rtp_echo=True) as sipp:
        net = pjsip_network(sipp.port)
        async with net:
            one = await net.answered(NUMBER, reserve_leg=True)
            two = await net.answered(NUMBER, reserve_leg=True)
            # Both keep room: a worker of four is full, the third goes elsewhere.
            three = await net.answered(NUMBER)
            assert worker_of(net, one.id) == worker_of(net, two.id) != worker_of(net, three.id)
            leg = await net.answered(NUMBER, near=one.id)
            assert worker_of(net, leg.id) == worker_of(net, one.id)
            net.telephony.bridge(one.id, leg.id)
            # Nearness is a wish: there is room somewhere else.
            beside_nobody = await net.answered(NUMBER, near="nobody")
            beside_the_full = await net.answered(NUMBER, near=one.id)
            assert worker_of(net, beside_the_full.id) != worker_of(net, one.id)
            for line in (one, two, three, leg, beside_nobody, beside_the_full):
                line.hang_up()
                await line.ended()


async def test_lines_are_ready_ahead_where_operators_talk(tmp_path: Path) -> None:
    with Sipp(LISTENER, tmp_path, calls=4, rtp_echo=True) as sipp:
        net = pjsip_network(sipp.port)
        address = f"sip:anna@127.0.0.1:{sipp.port}"
        async with net:
            pool = net.telephony._pool  # type: ignore[attr-defined]

            async def talk() -> Line:
                line = net.place("", trunk_id=DIRECT, address=address)
                await line.wait(CallAnswered)
                return line

            lines = [await talk(), await talk()]
            assert len(pool.lines) == 1
            lines += [await talk(), await talk()]
            assert sum(line.process.capacity or 4 for line in pool.lines.values()) == 8
            for line in lines:
                line.hang_up()
                await line.ended()


async def test_room_kept_for_a_second_leg_goes_before_a_call_is_refused(tmp_path: Path) -> None:
    first = free_udp_port(13)
    with Sipp(LISTENER, tmp_path, calls=4, rtp_echo=True) as sipp:
        net = pjsip_network(sipp.port, ports=(first, first + 12))
        async with net:
            lines = [await net.answered(NUMBER, reserve_leg=True) for _ in range(4)]
            assert "all in use" in (await net.place(NUMBER).ended()).detail
            for line in lines:
                line.hang_up()
                await line.ended()


async def test_calls_keep_to_the_port_range(tmp_path: Path) -> None:
    """13 ports: one for the trunk, a block of nine for one worker, three too few for another."""
    first = free_udp_port(13)
    with Sipp(LISTENER, tmp_path, calls=10, rtp_echo=True) as sipp:
        net = pjsip_network(sipp.port, ports=(first, first + 12))
        async with net:
            lines = [await net.answered(NUMBER) for _ in range(4)]
            fifth = await net.place(NUMBER).ended()
            assert f"ports {first}-{first + 12}" in fifth.detail
            assert "enough for 4 calls" in fifth.detail
            assert fifth.cause is HangupCause.NORMAL_CIRCUIT_CONGESTION
            # The same few ports serve one call after the other.
            for line in lines:
                line.hang_up()
                await line.ended()
            for _ in range(6):
                line = await net.answered(NUMBER, rtp_timeout_s=1.0)
                line.hang_up()
                await line.ended()
        sipp.finish()
        allowed = range(first, first + 13)
        invites = [text for text in sipp.received("INVITE") if "Contact" in text]
        # One may have been sent again.
        assert len({re.search(r"Call-ID: (.*)", text)[1] for text in invites}) == 10  # type: ignore[index]
        for text in invites:
            assert int(re.search(r"Contact: .*?@127\.0\.0\.1:(\d+)", text)[1]) in allowed  # type: ignore[index]
            media = int(re.search(r"m=audio (\d+) ", text)[1])  # type: ignore[index]
            assert media in allowed
            assert media % 2 == 0


async def test_a_taken_port_is_told(tmp_path: Path) -> None:
    import socket

    first = free_udp_port(12)
    with Sipp(LISTENER, tmp_path) as sipp, socket.socket(type=socket.SOCK_DGRAM) as thief:
        thief.bind(("127.0.0.1", first))
        net = pjsip_network(sipp.port, ports=(first, first + 11))
        async with net:
            failed = await net.wait_for(TrunkStatusChanged)
            assert "in use" in failed.detail.lower()


async def test_what_was_recorded_survives_the_worker(tmp_path: Path) -> None:
    prompt = write_tone(tmp_path / "tone.wav", 5.0, 880)
    recording = tmp_path / "records" / "call.wav"
    with Sipp(LISTENER, tmp_path, rtp_echo=True) as sipp:
        net = pjsip_network(sipp.port)
        async with net:
            line = await net.answered(NUMBER)
            net.telephony.start_recording(line.id, recording)
            line.play(prompt)
            echoed, ours = parts_of(recording)
            await until(lambda: len(so_far(ours)) >= RATE and len(so_far(echoed)) >= RATE)
            await until(lambda: seconds_of_tone(so_far(echoed), 880) >= 0.5)
            os.kill(worker_of(net, line.id), signal.SIGKILL)
            await line.ended()
            rate, (left, right) = read(recording)
            assert rate == 8000
            assert len(right) > 0.7 * rate
            assert goertzel(right[2000:6000], 880) > 0.9
            assert seconds_of_tone(left, 880) >= 0.5  # the echo
            assert [path.name for path in recording.parent.iterdir()] == ["call.wav"]


async def test_idle_workers_leave_and_nothing_is_left_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.adapters.pjsip.pool._IDLE_WORKER_S", 0.5)
    monkeypatch.setattr("engine.adapters.pjsip.pool._SHRINK_EVERY_S", 0.3)
    before = len(workers())
    net = pjsip_network(free_udp_port())
    async with net:
        net.telephony.prepare(12)

        async def count(wanted: int) -> None:
            deadline = time.monotonic() + 60
            while len(workers()) - before != wanted:
                assert time.monotonic() < deadline, workers()
                await asyncio.sleep(0.05)

        await count(3)
        net.telephony.prepare(0)
        await count(1)
        assert not net.telephony._calls  # type: ignore[attr-defined]
    assert len(workers()) == before


async def test_a_call_taken_back_before_a_line_was_ready(tmp_path: Path) -> None:
    with Sipp(LISTENER, tmp_path) as sipp:
        net = pjsip_network(sipp.port)
        async with net:
            line = net.place(NUMBER)  # the first worker is still starting
            line.hang_up(HangupCause.ORIGINATOR_CANCEL)
            end = await line.ended()
            assert (end.started_at, end.sip_code) == (None, None)
            assert (end.cause, end.by) == (HangupCause.ORIGINATOR_CANCEL, HangupBy.SYSTEM)
            await asyncio.sleep(0.5)
        assert not sipp.received("INVITE")


async def test_hundreds_of_short_calls_do_not_wear_a_worker_out(tmp_path: Path) -> None:
    """Handles are reusable only after half a second: churn is what kills a careless worker."""
    with Sipp(LISTENER, tmp_path, calls=120, rtp_echo=True, timeout_s=60) as sipp:
        net = pjsip_network(sipp.port)
        async with net:
            for index in range(120):
                net.place(f"+7912{index:07d}", max_call_s=0.15)
            for line in net.lines.values():
                end = await line.ended(timeout_s=30.0)
                assert end.sip_code == 200
            assert not [event for event in net.events if isinstance(event, WorkerLost)]
        sipp.finish()


def test_the_worker_loads_neither_qt_nor_database() -> None:
    import subprocess

    probe = (
        "import sys, engine.adapters.pjsip.worker, engine.adapters.pjsip.line_worker;"
        "print([m for m in sys.modules if m.split('.')[0] in "
        "('PySide6','fdb','pydantic','networkx','phonenumbers','asyncio','dataclasses')])"
    )
    root = Path(__file__).resolve().parents[3]
    done = subprocess.run(
        [sys.executable, "-c", probe], cwd=root, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]", done.stdout
