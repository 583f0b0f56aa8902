"""The yardstick of bench_lines: the telephony adapter alone, without campaign or database.

SIPp is the subscribers: it answers and sends back the RTP it gets. A call whose own sound does not
come back within 3 s ends by the RTP time-out, so every call that lives at the end of the window
has carried sound both ways all the time.
"""

import asyncio
import contextlib
import math
import struct
import subprocess
import time
import wave
from collections.abc import Iterator
from pathlib import Path

import psutil

from engine.adapters.pjsip.adapter import PjsipTelephony
from engine.domain.trunk import Trunk, TrunkSettings
from engine.ports.telephony import CallAnswered, CallEnded, PlaceCall, TelephonyEvent
from tests.helpers.ports import free_tcp_port, free_udp_port

_SCENARIO = Path(__file__).with_name("lines_subscriber.xml")
_RTP_TIMEOUT_S = 3.0


def make_prompt(path: Path, seconds: float = 5.0) -> None:
    with wave.open(str(path), "wb") as wav:
        wav.setnchannels(1)
        wav.setsampwidth(2)
        wav.setframerate(8000)
        tone = [int(6000 * math.sin(2 * math.pi * 440 * n / 8000)) for n in range(8000)]
        second = struct.pack("<8000h", *tone)
        wav.writeframes(second * int(seconds))


class Meter:
    """CPU seconds and memory of the engine's process and of its line workers."""

    def __init__(self, pid: int | None = None) -> None:
        """``pid``: the engine's process; None: this one."""
        self.engine = psutil.Process(pid)
        # Those that start a worker's interpreter; SIPp is a child of ours too.
        self.workers = [p for p in self.engine.children() if p.name() != "sipp"]

    def cpu(self) -> tuple[float, float]:
        def spent(process: psutil.Process) -> float:
            times = process.cpu_times()
            return float(times.user + times.system)

        return spent(self.engine), sum(spent(worker) for worker in self.workers)

    def memory_mb(self) -> tuple[float, float]:
        """(RSS, PSS) of all together."""
        everyone = [self.engine, *self.workers]
        rss = sum(process.memory_info().rss for process in everyone)
        pss = sum(process.memory_full_info().pss for process in everyone)
        return rss / 1e6, pss / 1e6


async def measure(calls: int, window_s: float, port: int, prompt: Path) -> dict[str, object]:
    answered: set[str] = set()
    lost: list[str] = []
    telephony = PjsipTelephony()

    def on_event(event: TelephonyEvent) -> None:
        match event:
            case CallAnswered(call_id=call_id):
                answered.add(call_id)
                telephony.play(call_id, 1, [prompt], barge_in=True, loop=True)
            case CallEnded(call_id=call_id):
                answered.discard(call_id)
                lost.append(f"{event.cause}: {event.detail}")
            case _:
                pass

    await telephony.start(on_event)
    telephony.set_trunks([Trunk(1, TrunkSettings("bench", f"sip:127.0.0.1:{port}"), 1)])
    began = time.monotonic()
    telephony.prepare(calls)
    for number in range(calls):
        telephony.place_call(
            PlaceCall(
                f"call-{number}",
                1,
                f"+7999{number:07d}",
                max_call_s=600,
                rtp_timeout_s=_RTP_TIMEOUT_S,
            )
        )
        await asyncio.sleep(0.005)
    while len(answered) < calls and not lost and time.monotonic() - began < 60:
        await asyncio.sleep(0.1)
    set_up_s = time.monotonic() - began
    await asyncio.sleep(2.0)
    meter = Meter()
    start, clock = meter.cpu(), time.monotonic()
    await asyncio.sleep(window_s)
    end, passed = meter.cpu(), time.monotonic() - clock
    rss, pss = meter.memory_mb()
    sounding = len(answered)
    result: dict[str, object] = {
        "calls": calls,
        "sounding_both_ways": sounding,
        "window_s": round(passed, 1),
        "cores": round((end[0] - start[0] + end[1] - start[1]) / passed, 3),
        "cores_engine": round((end[0] - start[0]) / passed, 3),
        "yardstick_cores_workers_alone": round((end[1] - start[1]) / passed, 3),
        "workers": len(meter.workers),
        "rss_mb": round(rss),
        "pss_mb": round(pss),
        "set_up_s": round(set_up_s, 1),
    }
    if lost:
        result["lost"] = sorted(set(lost))
    await telephony.stop()
    return result


@contextlib.contextmanager
def listeners(folder: Path) -> Iterator[int]:
    """SIPp as subscribers who listen until we hang up; gives its port."""
    port = free_udp_port()
    sipp = subprocess.Popen(
        [
            "sipp", "-sf", _SCENARIO, "-i", "127.0.0.1", "-p", str(port), "-mi", "127.0.0.1",
            "-mp", str(free_udp_port(4)), "-cp", str(free_tcp_port()), "-rtp_echo",
            "-nostdin", "-nd", "-buff_size", "1048576",
        ],
        cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        time.sleep(0.5)
        if sipp.poll() is not None:
            raise SystemExit("SIPp did not start")
        yield port
    finally:
        sipp.kill()
        sipp.wait()
