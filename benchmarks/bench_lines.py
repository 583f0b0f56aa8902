"""Simultaneous answered calls, each playing a prompt: what engine, line workers and database cost.

The whole engine as a service runs it: a campaign of as many contacts as lines, dialled over real
SIP to SIPp, each subscriber listening to the same minute of sound; SIPp sends the sound back, and
a call that does not hear it for 3 s is ended, so every call that lives at the end of the window
has carried sound both ways. Yardstick of the same run: the telephony adapter alone.

    python -m benchmarks.bench_lines [--calls 160 --calls 500] [--window 10]
"""

import argparse
import asyncio
import json
import tempfile
import time
from pathlib import Path

from benchmarks.bare_lines import Meter, listeners, make_prompt
from benchmarks.bare_lines import measure as measure_adapter
from tests.helpers.office import Office, numbers, wait_for

CAMPAIGN = "bench"
#: What is to be reached (cores, memory in MB) at so many calls.
REACH = {160: (0.45, None), 500: (1.3, 4000)}
SCHEME = {
    "format": "rino-scheme",
    "version": 1,
    "name": "long",
    "languages": ["en"],
    "prompts": {"long": {"en": {"file": "long.wav", "text": ""}}},
    "nodes": [
        {"id": "start", "type": "start"},
        {"id": "play", "type": "play", "parameters": {"prompts": ["long"]}},
        {"id": "end", "type": "hang_up"},
    ],
    "links": [
        {"id": "a", "source": "start", "port": "next", "target": "play"},
        {"id": "b", "source": "play", "port": "next", "target": "end"},
    ],
}


def measure_engine(calls: int, window_s: float, port: int, folder: Path) -> dict[str, object]:
    office = Office(folder)
    try:
        (folder / "voice").mkdir()
        make_prompt(folder / "voice" / "long.wav", 120)
        scheme = folder / "long.scheme.json"
        scheme.write_text(json.dumps(SCHEME), encoding="utf-8")
        office.run("db", "init")
        office.run("scheme", "import", str(scheme))
        office.run("trunk", "add", "city", "--proxy", f"sip:127.0.0.1:{port}",
                   "--lines", str(calls), "--cps", "200")  # fmt: skip
        office.campaign(CAMPAIGN, lines=calls, cps=200, scheme="long", ring_timeout_s=10,
                        rtp_timeout_s=3)  # fmt: skip
        office.contacts(CAMPAIGN, numbers(calls))
        office.run("campaign", "start", CAMPAIGN)
        began = time.monotonic()
        engine = office.engine(until_done=False)
        wait_for(
            lambda: office.status(CAMPAIGN)["attempts"]["answered"] >= calls, "all answers", 60
        )
        set_up_s = time.monotonic() - began
        time.sleep(1.0)
        meter = Meter(engine.pid)
        start, clock = meter.cpu(), time.monotonic()
        time.sleep(window_s)
        end, passed = meter.cpu(), time.monotonic() - clock
        rss, pss = meter.memory_mb()
        live = office.status(CAMPAIGN)["attempts"]["live"]
    finally:
        office.close()
    return {
        "calls": calls,
        "sounding_both_ways": live,
        "cores": round((sum(end) - sum(start)) / passed, 3),
        "cores_engine_and_database": round((end[0] - start[0]) / passed, 3),
        "cores_workers": round((end[1] - start[1]) / passed, 3),
        "workers": len(meter.workers),
        "rss_mb": round(rss),
        "pss_mb": round(pss),
        "set_up_s": round(set_up_s, 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--calls", type=int, action="append")
    parser.add_argument("--window", type=float, default=10.0, help="seconds")
    options = parser.parse_args()
    for calls in options.calls or REACH:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            with listeners(folder) as port:
                result = measure_engine(calls, options.window, port, folder / "office")
            prompt = folder / "prompt.wav"
            make_prompt(prompt)
            with listeners(folder) as port:
                bare = asyncio.run(measure_adapter(calls, options.window, port, prompt))
        cores, memory = REACH.get(calls, (None, None))
        print(
            json.dumps(
                {
                    "benchmark": "lines",
                    **result,
                    "reach_cores": cores,
                    "reach_memory_mb": memory,
                    "yardstick_adapter_alone_cores": bare["cores"],
                    "yardstick_workers_cores": bare["yardstick_cores_workers_alone"],
                }
            ),
            flush=True,
        )


if __name__ == "__main__":
    main()
