"""Seconds until the program answers and until the engine is ready to dial.

Yardstick of the same run: a bare interpreter's start.

    python -m benchmarks.bench_start
"""

import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.helpers.office import PROGRAM, Office, wait_for

_ROUNDS = 5


def seconds_of(command: list[str], rounds: int = _ROUNDS) -> float:
    """Median wall-clock time of a command."""
    taken = []
    for _ in range(rounds):
        begun = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


def engine_ready(office: Office) -> float:
    """From the command to "ready to dial" in the engine's log."""
    log = office.folder / "engine-node.log"
    log.unlink(missing_ok=True)
    begun = time.perf_counter()
    engine = office.engine(until_done=False)
    while "is ready to dial" not in (log.read_text("utf-8") if log.exists() else ""):
        if engine.poll() is not None or time.perf_counter() - begun > 30:
            raise SystemExit(f"the engine does not start: {office.log()}")
        time.sleep(0.005)
    taken = time.perf_counter() - begun
    engine.send_signal(signal.SIGTERM)
    wait_for(lambda: engine.poll() is not None, "the engine's end")
    return taken


def main() -> None:
    program = Path(sys.executable).parent / "rino-desktop"
    command = [str(program)] if os.access(program, os.X_OK) else list(PROGRAM)
    with tempfile.TemporaryDirectory() as name:
        office = Office(Path(name))
        try:
            office.open(9)
            office.run("campaign", "start", "city-notice")
            engine = statistics.median(engine_ready(office) for _ in range(3))
        finally:
            office.close()
    print(
        json.dumps(
            {
                "benchmark": "start",
                "version_s": round(seconds_of([*command, "--version"]), 3),
                "reach_version_s": 0.4,
                "engine_ready_s": round(engine, 3),
                "reach_engine_ready_s": 2,
                "yardstick_python_s": round(seconds_of([sys.executable, "-c", "pass"]), 3),
            }
        )
    )


if __name__ == "__main__":
    main()
