"""200 workstations, one engine, a Firebird 3.0 server: an automated campaign for ten minutes.

The workstations are real ones (presenter, desk, their own database connections) without window and
sound; the subscribers are the demo's SIP farm. Counted is, for each call at a workstation, the time
from its INVITE until its card is loaded; afterwards the spans and rows of the database, the talks
that the engine has written down and what the workstations have seen are compared with each other.
Yardstick of the same run: the same card, read on a connection that does nothing else.

    python -m benchmarks.bench_workstations [--minutes 10] [--operators 200] [--lines 60]
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import psutil

from engine.adapters.firebird import FirebirdDatabase
from engine.ports.operators import StateSpan, Talk, TalkOutcome
from engine.ports.storage import Stores
from rino_desktop import workstation_reads
from rino_desktop.demo.sip.controller import Farm
from tests.helpers.firebird_server import FirebirdServer
from tests.helpers.office import Office, at_once, numbers

_PROCESSES = 4
_TALK_S, _WRAP_UP_S = 8.0, 4.0
_REACH_MS = 300
_SIGN_IN_S = 120.0
_CAMPAIGN = """
[campaign]
name = "bench"
mode = "automated"
purpose = "survey"
scheme = "interview"
trunk = "city"
max_lines = {lines}
calls_per_second = 8
ring_timeout_s = 5
rtp_timeout_s = 600
max_call_s = 600
pacing = "progressive"

[operators]
wrap_up = "timed"
wrap_up_s = 60
sticky_s = 0.1

[variables]
organisation = "Office"
our_phone = "+74951234567"

[schedule]
timezone = "Europe/Moscow"
weekdays = "00:00-24:00"
weekend = "00:00-24:00"
"""
#: An offer may be taken back in the moment in which it is answered: that is no talk.
_TALKED = (TalkOutcome.TALKING, TalkOutcome.ENDED, TalkOutcome.LOST)
_BEHAVIOURS = {
    "mix": [
        {"weight": 8, "behaviour": {"kind": "silent", "ring_s": 0.8, "hang_up_after_s": 14}},
        {"weight": 1, "behaviour": {"kind": "busy", "ring_s": 0.3}},
        {"weight": 1, "behaviour": {"kind": "no_answer"}},
    ]
}


class _Bench:
    def __init__(self, folder: Path, server: FirebirdServer, options: argparse.Namespace) -> None:
        self._folder, self._server, self._options = folder, server, options
        self._office = Office(folder / "office", str(server.address("office")), server.password)
        self._crowd: list[subprocess.Popen[bytes]] = []
        self._pauses: list[float] = []

    def prepare(self, farm_port: int) -> None:
        office, options = self._office, self._options
        office.run("db", "init")
        self._database = FirebirdDatabase(self._server.address("office"), self._server.password)
        office.run("trunk", "add", "city", "--proxy", f"sip:127.0.0.1:{farm_port}",
                   "--lines", str(options.lines), "--codecs", "pcma", "--cps", "20")  # fmt: skip
        now = datetime.now(UTC)

        def people(stores: Stores) -> None:
            for number in range(options.operators):
                stores.users.add(f"operator {number:03}", "operator", "-", now)

        self._database.transact(people)
        (office.folder / "bench.toml").write_text(_CAMPAIGN.format(lines=options.lines))
        office.run("campaign", "create", "bench.toml")
        office.contacts("bench", numbers(int(options.minutes * 60 * 10) + 500))

    def measure(self) -> dict[str, Any]:
        options, office = self._options, self._office
        engine = office.engine("bench", until_done=False)
        each = -(-options.operators // _PROCESSES)
        for first in range(0, options.operators, each):
            count = min(each, options.operators - first)
            self._start_crowd(first, count)
        self._wait_signed_in()
        office.run("campaign", "start", "bench")
        began, clock = self._cpu(engine.pid), time.monotonic()
        yardstick = self._read_cards(clock + options.minutes * 60)
        passed, ended = time.monotonic() - clock, self._cpu(engine.pid)
        office.run("campaign", "pause", "bench")
        # The last calls come to their end.
        time.sleep(30)
        seen = self._end_crowd()
        cpu = {key: round((ended[key] - began[key]) / passed, 2) for key in began}
        return {
            "benchmark": "workstations", "operators": options.operators,
            "minutes": options.minutes, "load_average": round(os.getloadavg()[0], 1),
            **_pops(seen), "reach_p95_ms": _REACH_MS, **self._compare(seen),
            **{f"cores_{key}": value for key, value in cpu.items()},
            "yardstick_card_p50_ms": _ms(median(yardstick)),
            "yardstick_card_p95_ms": _ms(quantiles(yardstick, n=20)[-1]),
        }  # fmt: skip

    def close(self) -> None:
        self._database.close()
        for process in self._crowd:
            process.kill()
            process.wait()
        self._office.close()

    # --- the crowd -----------------------------------------------------------------------------

    def _start_crowd(self, first: int, count: int) -> None:
        command = [sys.executable, "-m", "benchmarks.workstation_crowd", first, count, self._folder,
                   _TALK_S, _WRAP_UP_S]  # fmt: skip
        with (self._folder / f"crowd-{first}.log").open("wb") as log:
            process = subprocess.Popen(
                list(map(str, command)), env=self._office.environment, stdin=subprocess.PIPE,
                stdout=log, stderr=log, cwd=Path(__file__).parents[1],
            )  # fmt: skip
        self._crowd.append(process)

    def _wait_signed_in(self) -> None:
        deadline = time.monotonic() + _SIGN_IN_S
        while time.monotonic() < deadline:
            statuses = self._database.transact(lambda s: s.operators.statuses())
            if sum(s.signed_in and s.present for s in statuses) == self._options.operators:
                return
            time.sleep(0.5)
        said = [path.read_text()[-2000:] for path in self._folder.glob("crowd-*.log")]
        raise RuntimeError(f"only {len(statuses)} operators are signed in: {said}")

    def _end_crowd(self) -> list[dict[str, Any]]:
        for process in self._crowd:
            assert process.stdin is not None
            process.stdin.close()
        places: list[dict[str, Any]] = []
        self._rows = {s.operator_id: s for s in
                      self._database.transact(lambda s: s.operators.statuses())}  # fmt: skip
        for process in self._crowd:
            process.wait(60)
        for path in sorted(self._folder.glob("crowd-*.json")):
            document = json.loads(path.read_text())
            if document["bugs"]:
                raise RuntimeError(document["bugs"])
            places += document["places"]
        return places

    # --- what it takes -------------------------------------------------------------------------

    def _read_cards(self, until: float) -> list[float]:
        took = []
        while time.monotonic() < until:
            time.sleep(0.5)
            newest = self._database.transact(_newest_attempt)
            if newest:
                begun = time.perf_counter()
                self._database.transact(lambda s, n=newest: workstation_reads.card(s, n))
                took.append(time.perf_counter() - begun)
        return took

    def _cpu(self, engine_pid: int) -> dict[str, float]:
        engine = psutil.Process(engine_pid)
        assert self._server._process is not None
        server = psutil.Process(self._server._process.process.pid)
        servers = [server, *server.children(recursive=True)]
        return {
            "engine": _spent([engine]),
            "line_workers": _spent(engine.children(recursive=True)),
            "database": _spent(servers),
            "workstations": _spent([psutil.Process(p.pid) for p in self._crowd]),
        }

    # --- what was lost -------------------------------------------------------------------------

    def _compare(self, seen: list[dict[str, Any]]) -> dict[str, Any]:
        since = datetime(2000, 1, 1, tzinfo=UTC)
        now = datetime.now(UTC)
        lost: Counter[str] = Counter()
        outcomes: Counter[str] = Counter()
        changes = double = talks_in_all = 0
        for place in seen:
            operator = place["operator"]
            spans, talks = self._database.transact(
                lambda s, operator=operator: (
                    s.operators.spans(operator, since, now),
                    s.operators.talks(operator, since, 100_000),
                )
            )
            changes += len(spans)
            talks_in_all += sum(talk.outcome in _TALKED for talk in talks)
            outcomes.update(talk.outcome.value for talk in talks)
            lost.update(_lost(place, spans, talks, self._rows[operator].revision))
            double += _double(talks) + (place["at_once"] > 1)
        return {
            "calls_served": talks_in_all, "offers": dict(outcomes),
            "state_changes": changes, "lost": sum(lost.values()),
            **({"lost_what": dict(lost)} if lost else {}), "double_bookings": double,
            "invites_turned_away": sum(place["busy"] for place in seen),
            "cards_unsaved": sum(place["unsaved"] for place in seen),
        }  # fmt: skip


def _newest_attempt(stores: Stores) -> int:
    since = datetime(2000, 1, 1, tzinfo=UTC)
    some = [o.id for o in stores.operators.operators()[:3]]
    talks = [talk for each in some for talk in stores.operators.talks(each, since, 1)]
    return max((talk.attempt_id or 0 for talk in talks), default=0)


def _pops(seen: list[dict[str, Any]]) -> dict[str, float]:
    pops = sorted(ms for place in seen for ms in place["pops"])
    if len(pops) < 2:
        return {"pops": len(pops)}
    cuts = quantiles(pops, n=100)
    return {
        "pops": len(pops), "pop_p50_ms": round(cuts[49], 1), "pop_p95_ms": round(cuts[94], 1),
        "pop_p99_ms": round(cuts[98], 1), "pop_worst_ms": pops[-1],
    }  # fmt: skip


def _lost(place: dict[str, Any], spans: list[StateSpan], talks: list[Talk],
          revision: int) -> Counter[str]:  # fmt: skip
    """Each change must be in all three accounts."""
    found: Counter[str] = Counter()
    talked = [talk for talk in talks if talk.outcome in _TALKED]
    numbers_of = Counter(str(talk.attempt_id) for talk in talks if talk.answered_at is not None)
    found["talk without its span"] += abs(sum(s.state == "talking" for s in spans) - len(talked))
    found["offer without its span"] += max(0, len(talks) - sum(s.state == "ringing" for s in spans))
    found["talk that the workstation had not"] += sum(
        (numbers_of - Counter(place["answered"])).values()
    )
    found["call that the engine had not"] += sum((Counter(place["answered"]) - numbers_of).values())
    shown = {attempt for _, state, attempt in place["rows"] if state == "talking"}
    found["talk that was not shown"] += sum(talk.attempt_id not in shown for talk in talked)
    found["gap between spans"] += sum(one.until != other.since for one, other in pairwise(spans))
    found["row that was not shown"] += place["rows"][-1][0] != revision
    return +found


def _double(talks: list[Talk]) -> int:
    """Offers that an operator had while he had another one."""
    held = sorted((t.offered_at, t.ended_at) for t in talks if t.ended_at is not None)
    return sum(one[1] > other[0] for one, other in pairwise(held))


def _spent(processes: list[psutil.Process]) -> float:
    spent = 0.0
    for process in processes:
        try:
            spent += sum(process.cpu_times()[:2])
        except psutil.NoSuchProcess:
            continue
    return spent


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--operators", type=int, default=200)
    parser.add_argument("--lines", type=int, default=60)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with (
            FirebirdServer(folder / "firebird") as server,
            Farm(folder / "farm", seed=3, behaviours=_BEHAVIOURS) as farm,
        ):
            bench = _Bench(folder, server, options)
            try:
                bench.prepare(farm.port)
                result = bench.measure()
                calls = farm.calls()
                result |= {"dialled": len(calls), "dialled_at_once": at_once(calls)}
                print(json.dumps(result), flush=True)
            finally:
                bench.close()


if __name__ == "__main__":
    main()
