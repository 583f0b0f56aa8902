"""How late sound is at the workstation, and how much of an echo is left.

A real call over SIP (baresip at Kamailio), a real sound server (PulseAudio), the headset at 48 kHz.
Counted is our own part: from the call's port to the moment at which a sample is given to
Qt's sink, and from the moment at which it is read from Qt's source to the call's port. What stands
in the sink's buffer after that is told beside; the sound server's own buffers are nobody's who
programs. Yardstick of the same run: a frame's way over a bare TCP connection of this machine.

    python -m benchmarks.bench_softphone
"""

import asyncio
import json
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

import numpy as np
import psutil
from numpy.typing import NDArray

from engine.audio.live.link import Frame, SoundLink, SoundServer
from tests.helpers.far_and_near import cleaned, echo, far_end, level
from tests.helpers.headset import RATE, headset
from tests.helpers.kamailio import Kamailio
from tests.helpers.listening_phone import ACCOUNTS, foreign_phone, phone_account
from tests.helpers.spoken import speaking, tone_file
from tests.helpers.workstation import choose_device, workstation

_TALK_S, _BUSY_S = 20.0, 2.0
_REACH_MS, _REACH_DB = 100, 20


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(asyncio.run(_talk(Path(folder)))), flush=True)
    print(json.dumps(_echo()), flush=True)


async def _talk(folder: Path) -> dict[str, object]:
    tone = tone_file(folder / "tone.raw", 440)
    with Kamailio(folder / "kamailio", ACCOUNTS) as kamailio, headset(folder) as server:
        server.plug_in("mouth")
        account = phone_account(kamailio, "1001")
        async with (
            foreign_phone(folder, kamailio, "1002", 1000),
            workstation(folder / "ours", account, server.environment) as here,
        ):
            await here.ask("open", wanted="opened")
            await choose_device(here, "microphone", "mouth-mic")
            await choose_device(here, "speech", "headset")
            await here.wait(event="RegistrationChanged", state="registered")
            with speaking(server, "mouth", tone, RATE):
                here.say("Dial", "one", "1002")
                await here.wait(event="Answered")
                mine = [psutil.Process(here.pid), *psutil.Process(here.pid).children()]
                for each in mine:
                    each.cpu_percent()
                samples = []
                for _ in range(int(_TALK_S)):
                    await asyncio.sleep(1)
                    told = await here.ask("delays", wanted="delays")
                    if told:
                        samples.append(told)
                before = len(server.heard())
                await here.ask("busy", _BUSY_S, wanted="busy")
                gaps = _gaps_ms(server.heard()[before:])
                cores = [round(each.cpu_percent() / 100, 3) for each in mine]
                here.say("HangUp", "one")
                await here.wait(event="Ended")
            mouth = [
                one["microphone_late_ms"]
                for one in here.told
                if one.get("event") == "Quality" and one["microphone_late_ms"] is not None
            ]
    ear = [one[0] for one in samples]
    return {
        "benchmark": "softphone",
        "call_to_sink_ms": round(median(ear), 1),
        "call_to_sink_worst_ms": round(max(ear), 1),
        "source_to_call_ms": round(median(mouth), 1),
        "source_to_call_worst_ms": round(max(mouth), 1),
        "reach_ms": _REACH_MS,
        "gaps_while_the_window_hangs_for_2_s_ms": gaps,
        "in_the_sinks_buffer_ms": round(median(one[1] for one in samples), 1),
        "cores_window": cores[0],
        "cores_phone_process": cores[1] if len(cores) > 1 else None,
        "yardstick_bare_link_ms": _bare_link(),
    }


def _gaps_ms(heard: NDArray[np.float64]) -> int:
    """Silence within a tone that never stops, in pieces of 10 ms."""
    piece = RATE // 100
    frames = heard[: len(heard) // piece * piece].reshape(-1, piece)
    return int(np.count_nonzero(np.sqrt(np.mean(frames**2, axis=1)) < 0.01)) * 10


def _bare_link() -> float:
    """A frame of 20 ms every 20 ms, one way: 95 % come within so many milliseconds."""
    late: list[float] = []

    def came(frame: Frame) -> None:
        late.append((time.perf_counter() - frame.sent_at) * 1000)

    server = SoundServer(came)
    link = SoundLink.to(server.port, server.secret)
    for _ in range(100):
        link.send(bytes(640))
        time.sleep(0.02)
    link.close()
    server.close()
    return round(quantiles(late, n=20)[-1], 2)


def _echo() -> dict[str, object]:
    """A delayed far end mixed into the microphone at 48 kHz, after six seconds of learning."""
    far, begin = far_end(), 6 * 16_000
    less, taken = {}, []
    for delay_ms in (20, 60, 120, 250, 400):
        microphone = echo(far, delay_ms)
        begun = time.process_time()
        out = cleaned(microphone, far, rate=48_000)
        taken.append((time.process_time() - begun) / (len(far) / 16_000))
        less[delay_ms] = round(level(microphone[begin:]) - level(out[begin:]), 1)
    return {
        "benchmark": "softphone_echo",
        "less_db_by_delay_ms": less,
        "reach_db": _REACH_DB,
        "cores": round(median(taken), 3),
    }


if __name__ == "__main__":
    main()
