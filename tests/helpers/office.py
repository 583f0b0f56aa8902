"""An office for end-to-end tests: a database, a trunk to a farm of subscribers, a campaign, a
contact list, and engines in processes of their own, all through the command line."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.helpers import program_server

PROGRAM = (sys.executable, "-m", "rino_desktop")

CAMPAIGN = """
[campaign]
name = "{name}"
mode = "automatic"
purpose = "notice"
scheme = "{scheme}"
trunk = "city"
max_lines = {lines}
calls_per_second = {cps}
ring_timeout_s = {ring_timeout_s}
rtp_timeout_s = {rtp_timeout_s}
{extra}

[schedule]
timezone = "Europe/Moscow"
weekdays = "00:00-24:00"
weekend = "00:00-24:00"

[retry]
max_attempts = 3
user_busy = {user_busy}
no_answer = ["2s"]
network_failure = ["1s", "1s"]
interrupted = ["2s", "2s"]
"""


class Office:
    def __init__(self, folder: Path, database: str | None = None, password: str = "") -> None:
        """``database``: what ``--db`` gets; None: an embedded one in ``folder``."""
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.database = database or str(folder / "office.fdb")
        config = folder / "office.toml"
        config.write_text(f'voice_store = "{folder / "voice"}"\n', encoding="utf-8")
        self.environment = {
            **os.environ,
            "RINO_DB": self.database,
            "RINO_DB_PASSWORD": password,
            "XDG_DATA_HOME": str(folder / "data"),
            "XDG_STATE_HOME": str(folder / "state"),
            "XDG_CACHE_HOME": str(folder / "cache"),
            "PYTHONPATH": str(Path(__file__).parents[2]),
        }
        self._config = config
        self.engines: list[subprocess.Popen[bytes]] = []

    # --- the command line ----------------------------------------------------------------------

    def run(self, *arguments: str, check: bool = True, timeout: float = 60) -> str:
        words = ["--config", str(self._config), "--lang", "en", *arguments]
        if program_server.fits(self.environment):
            status, out, err = program_server.run(
                words, cwd=self.folder, env=self.environment, stdin="", timeout_s=timeout
            )
        else:
            done = subprocess.run(
                [*PROGRAM, *words], env=self.environment, capture_output=True, timeout=timeout,
                cwd=self.folder,
            )  # fmt: skip
            status, out, err = done.returncode, done.stdout.decode(), done.stderr.decode()
        if check and status != 0:
            raise AssertionError(f"{' '.join(arguments)}: exit {status}\n{err}{out}")
        return out

    def json(self, *arguments: str) -> Any:
        return json.loads(self.run(*arguments, "--json"))

    def open(self, farm_port: int, *, lines: int = 20, cps: float = 50, scheme: str = "notice",
             ring_timeout_s: float = 3, campaign: str = "city-notice", extra: str = "",
             trunk_options: Sequence[str] = ()) -> None:  # fmt: skip
        """Database, trunk ``city`` to the farm, and one campaign."""
        self.run("db", "init")
        self.run("trunk", "add", "city", "--proxy", f"sip:127.0.0.1:{farm_port}",
                 "--lines", str(lines), "--cps", str(cps), *trunk_options)  # fmt: skip
        self.campaign(campaign, lines=lines, cps=cps, scheme=scheme,
                      ring_timeout_s=ring_timeout_s, extra=extra)  # fmt: skip

    def campaign(self, name: str, **values: object) -> None:
        path = self.folder / f"{name}.toml"
        defaults: dict[str, object] = {
            "lines": 20, "cps": 50, "scheme": "notice", "ring_timeout_s": 3,
            "rtp_timeout_s": 5, "extra": "", "user_busy": '["2s", "2s"]',
        }  # fmt: skip
        text = CAMPAIGN.format(**{**defaults, **values, "name": name})
        path.write_text(text, encoding="utf-8")
        self.run("campaign", "create", str(path))

    def contacts(self, campaign: str, phones: Sequence[str],
                 fields: Mapping[str, str] | None = None) -> Any:  # fmt: skip
        columns = fields or {}
        rows = [";".join(["phone", *columns])]
        rows += [";".join([phone, *columns.values()]) for phone in phones]
        path = self.folder / f"{campaign}.csv"
        path.write_text("\r\n".join(rows), encoding="utf-8")
        return self.json("contacts", "import", str(path), "--campaign", campaign)

    def status(self, campaign: str) -> Any:
        return self.json("campaign", "status", campaign)

    def attempts(self, campaign: str) -> list[dict[str, Any]]:
        target = self.folder / "attempts.json"
        self.run("report", "attempts", "--campaign", campaign, "--format", "json",
                 "--out", str(target))  # fmt: skip
        report: list[dict[str, Any]] = json.loads(target.read_text(encoding="utf-8"))
        return report

    # --- engines -------------------------------------------------------------------------------

    def engine(self, node: str = "node", *, until_done: bool = True) -> subprocess.Popen[bytes]:
        command = [*PROGRAM, "--config", str(self._config), "--lang", "en", "--log-level", "info",
                   "--engine", "--node", node]  # fmt: skip
        if until_done:
            command.append("--until-done")
        with (self.folder / f"engine-{node}.log").open("ab") as log:
            process = subprocess.Popen(
                command, env=self.environment, stdout=log, stderr=log, cwd=self.folder
            )
        self.engines.append(process)
        return process

    def log(self, node: str = "node") -> str:
        return (self.folder / f"engine-{node}.log").read_text(encoding="utf-8", errors="replace")

    def close(self) -> None:
        for process in self.engines:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        for process in self.engines:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(3)
            if process.poll() is None:
                process.kill()
                process.wait()


def wait_for(condition: Callable[[], object], what: str, timeout_s: float = 60) -> None:
    deadline = time.monotonic() + timeout_s
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError(f"{what}: not within {timeout_s} s")
        time.sleep(0.1)


def numbers(count: int, start: int = 0) -> list[str]:
    """Valid Russian mobile numbers."""
    return [f"+7912{start + i:07d}" for i in range(1, count + 1)]


def at_once(calls: Sequence[Any]) -> int:
    """The most calls that were up at the same time, as the subscribers saw it."""
    edges = []
    for call in calls:
        edges.append((call.invited_at, 1))
        edges.append((call.ended_at or time.time(), -1))
    most = now = 0
    for _, step in sorted(edges):
        now += step
        most = max(most, now)
    return most


def dialled_too_often(calls: Sequence[Any], allowed: Callable[[str], int]) -> dict[str, int]:
    """Numbers that got more INVITEs than they may have."""
    counts = Counter(call.number for call in calls)
    return {number: n for number, n in counts.items() if n > allowed(number)}
