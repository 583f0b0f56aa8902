"""Memory of the engine while few and while very many contacts wait.

The engine dials for a while from a list of each size; what counts is its own resident memory, the
embedded database in it included (line workers are the same for any list). Yardstick: the same
engine with the small list.

    python -m benchmarks.bench_memory [--small 10000] [--large 1000000]
"""

import argparse
import json
import tempfile
import time
from pathlib import Path

import psutil

from benchmarks.bench_attempts import start_subscribers
from tests.helpers.office import Office, numbers
from tests.helpers.ports import free_udp_port

CAMPAIGN = "bench"
_DIAL_S = 15.0


def memory_mb(contacts: int, folder: Path) -> tuple[float, int]:
    """(highest RSS of the engine's process, attempts made meanwhile)."""
    folder.mkdir()
    port = free_udp_port()
    sipp = start_subscribers(port, folder)
    office = Office(folder / "office")
    try:
        office.open(port, lines=8, cps=20, campaign=CAMPAIGN)
        path = folder / "list.csv"
        with path.open("w", encoding="utf-8") as file:
            file.write("phone;name;debt\n")
            for start in range(0, contacts, 10_000):
                for phone in numbers(min(10_000, contacts - start), start):
                    file.write(f"{phone};Иванов Иван Иванович;1 250,30\n")
        office.run("contacts", "import", str(path), "--campaign", CAMPAIGN, timeout=600)
        office.run("campaign", "start", CAMPAIGN)
        engine = office.engine(until_done=False)
        process = psutil.Process(engine.pid)
        most = 0
        begun = time.monotonic()
        while time.monotonic() - begun < _DIAL_S:
            time.sleep(0.25)
            if engine.poll() is not None:
                raise SystemExit(f"the engine died: {office.log()[-1000:]}")
            most = max(most, process.memory_info().rss)
        attempts = office.status(CAMPAIGN)["attempts"]["total"]
    finally:
        office.close()
        sipp.kill()
        sipp.wait()
    return most / 1e6, attempts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--small", type=int, default=10_000)
    parser.add_argument("--large", type=int, default=1_000_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        small, small_attempts = memory_mb(options.small, Path(name) / "small")
        large, large_attempts = memory_mb(options.large, Path(name) / "large")
    print(
        json.dumps(
            {
                "benchmark": "memory",
                "contacts": [options.small, options.large],
                "engine_rss_mb": [round(small, 1), round(large, 1)],
                "attempts": [small_attempts, large_attempts],
                "difference_mb": round(large - small, 1),
                "reach_difference_mb": 50,
            }
        )
    )


if __name__ == "__main__":
    main()
