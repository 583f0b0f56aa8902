"""Attempts per second, each fully journalled, subscribers answering and hanging up at once.

The whole engine, as a service runs it: the program in a process of its own, the embedded
database, line workers, real SIP to SIPp. Yardstick of the same run: how many attempts a second
the database takes when every journal entry of an attempt has a commit of its own.

    python -m benchmarks.bench_attempts [--attempts 3000] [--lines 96]
"""

import argparse
import json
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

import psutil

from tests.helpers.office import Office, numbers, wait_for
from tests.helpers.ports import free_udp_port, udp_port_is_taken

SCENARIO = Path(__file__).parent / "scenarios" / "answer_and_leave.xml"
CAMPAIGN = "bench"


def cpu_seconds(process: psutil.Process) -> dict[str, float]:
    """User and system time of the engine itself and of its line workers."""
    spent = {"engine": 0.0, "workers": 0.0}
    for one in [process, *process.children(recursive=True)]:
        try:
            times = one.cpu_times()
        except psutil.NoSuchProcess:
            continue
        spent["engine" if one.pid == process.pid else "workers"] += times.user + times.system
    return spent


def bare_commits(folder: Path, attempts: int = 300) -> float:
    """Attempts a second when open, answer and end are a transaction each."""
    import fdb

    from engine.adapters.firebird import FirebirdDatabase, create_database, parse_address

    address = parse_address(str(folder / "bare.fdb"))
    create_database(address, "")
    database = FirebirdDatabase(address, "")
    try:
        database.transact(lambda s: s.attempts.allocate_ids(1))
        connection = fdb.connect(dsn=str(folder / "bare.fdb"), user="SYSDBA")
        cursor = connection.cursor()
        cursor.execute(
            "CREATE TABLE bare (id INTEGER PRIMARY KEY, state INTEGER, done_at TIMESTAMP)"
        )
        connection.commit()
        begun = time.perf_counter()
        for one in range(attempts):
            cursor.execute("INSERT INTO bare VALUES (?, 0, LOCALTIMESTAMP)", (one,))
            connection.commit()
            for state in (1, 2):
                cursor.execute("UPDATE bare SET state = ? WHERE id = ?", (state, one))
                connection.commit()
        rate = attempts / (time.perf_counter() - begun)
        connection.close()
    finally:
        database.close()
    return rate


def start_subscribers(port: int, folder: Path) -> "subprocess.Popen[bytes]":
    """SIPp on that port: every call is answered and ended at once."""
    sipp = subprocess.Popen(
        ["sipp", "-sf", str(SCENARIO), "-i", "127.0.0.1", "-p", str(port), "-mi", "127.0.0.1",
         "-nostdin", "-nd", "-deadcall_wait", "0"],
        cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env={"TERM": "dumb", "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    wait_for(lambda: udp_port_is_taken(port), "SIPp")
    return sipp


def measure(attempts: int, lines: int, folder: Path) -> dict[str, Any]:
    port = free_udp_port()
    sipp = start_subscribers(port, folder)
    office = Office(folder / "office")
    try:
        office.open(port, lines=lines, cps=1000, campaign=CAMPAIGN)
        assert office.contacts(CAMPAIGN, numbers(attempts))["contacts"] == attempts
        office.run("campaign", "start", CAMPAIGN)
        engine = office.engine()
        process = psutil.Process(engine.pid)
        spent = {"engine": 0.0, "workers": 0.0}
        begun = time.perf_counter()
        while engine.poll() is None:
            time.sleep(0.5)
            if time.perf_counter() - begun > 300:
                raise SystemExit(f"the campaign does not end: {office.log()[-1000:]}")
            try:
                now = cpu_seconds(process)
                # What workers spent is gone with them.
                spent = {name: max(spent[name], now[name]) for name in spent}
            except psutil.NoSuchProcess:
                break
        assert engine.wait() == 0, office.log()
        rows = office.attempts(CAMPAIGN)
        sipp_cpu = sum(psutil.Process(sipp.pid).cpu_times()[:2])
    finally:
        office.close()
        sipp.kill()
        sipp.wait()
    answered = [row for row in rows if row["answered_at"]]
    # From the first INVITE to the last end: what start and finish take is not the question here.
    first = min(row["started_at"] for row in rows)
    last = max(row["ended_at"] for row in rows)
    seconds = (_moment(last) - _moment(first)).total_seconds()
    return {
        "attempts": len(rows),
        "answered": len(answered),
        "attempts_per_s": round(len(rows) / seconds, 1),
        "cores_engine_and_database": round(spent["engine"] / seconds, 2),
        "cores_workers": round(spent["workers"] / seconds, 2),
        "cores_sipp": round(sipp_cpu / seconds, 2),
    }


def _moment(text: str) -> Any:
    from datetime import datetime

    return datetime.fromisoformat(text)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--attempts", type=int, default=3000)
    parser.add_argument("--lines", type=int, default=64)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        result = measure(options.attempts, options.lines, folder)
        bare = bare_commits(folder)
    result = {
        "benchmark": "attempts",
        **result,
        "reach_attempts_per_s": 100,
        "yardstick_own_commits_attempts_per_s": round(bare, 1),
        "ratio": round(result["attempts_per_s"] / bare, 2),
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main()
