"""A campaign with operators: workstations in processes of their own (``shift_process``), an engine,
a Firebird server, and baresip as the subscriber. One line: one call at a time."""

import itertools
import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import numpy as np
import psutil

from engine.adapters.firebird import FirebirdDatabase
from engine.ports.storage import ReportedAttempt, StorageUnavailable, Stores
from tests.helpers import wav
from tests.helpers.baresip import Baresip
from tests.helpers.firebird_server import FirebirdServer
from tests.helpers.office import Office, numbers, wait_for
from tests.helpers.processes import command_line
from tests.helpers.telephone import seconds_of_tones

CAMPAIGN = "interviews"
SUBSCRIBER_HZ = 500
OPERATORS = {"Anna": 900, "Boris": 1300}
PATIENCE_S = 40.0
#: Numbers in the list, all of them the subscriber's.
CALLS = 30
_FILE = """
[campaign]
name = "interviews"
mode = "automated"
purpose = "survey"
scheme = "interview"
trunk = "city"
max_lines = 1
calls_per_second = 5
ring_timeout_s = 5
max_call_s = 600
pacing = "progressive"
form = "feedback"

[operators]
wrap_up = "timed"
wrap_up_s = 300
sticky_s = 0.5
rescue_s = 20

[variables]
organisation = "Office"
our_phone = "+74951234567"

[schedule]
timezone = "Europe/Moscow"
weekdays = "00:00-24:00"
weekend = "00:00-24:00"
"""


class Seat:
    """An operator at his workstation. ``seen``: what the window shows now."""

    def __init__(self, office: Office, name: str, hertz: int) -> None:
        self.name, self.hertz = name, hertz
        self._office = office
        self.seen: dict[str, Any] = {}
        #: Everything that was shown, with the moment (monotonic).
        self.shown: list[tuple[float, dict[str, Any]]] = []
        self.bugs: list[str] = []
        self._answers: dict[int, queue.Queue[dict[str, Any]]] = {}
        self._keys = itertools.count(1)
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def open(self, devices: Mapping[str, str] | None = None) -> "Seat":
        """The program is started and he signs in as soon as he can be rung. ``devices``: the
        environment of a sound server; else the headset is played."""
        data = self._office.folder / f"data-{self.name}"
        environment = {**(devices or {}), **self._office.environment, "RINO_DATA": str(data),
                       "QT_QPA_PLATFORM": "offscreen"}  # fmt: skip
        says = 0 if devices else self.hertz
        with (self._office.folder / f"{self.name}.log").open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.helpers.shift_process", self.name, str(says)],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, env=environment,
                cwd=Path(__file__).parents[2], start_new_session=True,
            )  # fmt: skip
        self.seen = {}
        self._reader = threading.Thread(target=self._read, args=(self._process,), daemon=True)
        self._reader.start()
        self.wait(lambda s: s.get("database") and s["address"], "the workstation")
        self.do("sign_in")
        return self

    def _read(self, process: "subprocess.Popen[bytes]") -> None:
        assert process.stdout is not None
        for line in process.stdout:
            if not line.startswith(b"{"):
                continue
            told = json.loads(line)
            if "bug" in told:
                self.bugs.append(told["bug"])
            elif "key" in told:
                self._answers[told["key"]].put(told)
            else:
                self.seen = told
                self.shown.append((time.monotonic(), told))

    def do(self, what: str, **more: object) -> None:
        assert self._process is not None
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"do": what, **more}).encode() + b"\n")
        self._process.stdin.flush()

    def _ask(self, what: str, **more: object) -> dict[str, Any]:
        key = next(self._keys)
        self._answers[key] = queue.Queue()
        self.do(what, key=key, **more)
        return self._answers[key].get(timeout=PATIENCE_S)

    def wait(self, condition: Callable[[dict[str, Any]], object], what: str) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while not condition(self.seen):
            if time.monotonic() > deadline or self.bugs:
                raise AssertionError(f"{self.name}: {what}: {self.bugs or self.seen}")
            time.sleep(0.02)

    def card(self, attempt_id: int) -> dict[str, Any]:
        found: dict[str, Any] = self.seen["cards"][str(attempt_id)]
        return found

    @property
    def attempt(self) -> int:
        """Of the card that is looked at."""
        return int(self.seen["front"])

    def mark(self) -> int:
        return int(self._ask("mark")["mark"])

    def hears(self, mark: int = 0) -> float:
        """Seconds of the subscriber since then."""
        return float(self._ask("heard", mark=mark, hertz=SUBSCRIBER_HZ)["seconds"])

    @property
    def telephone(self) -> psutil.Process:
        """The process of his softphone."""
        return next(
            child for child in psutil.Process(self.pid).children(recursive=True)
            if any("softphone" in word for word in command_line(child))
        )  # fmt: skip

    def kill(self) -> None:
        """The program alone; its telephone ends by itself."""
        assert self._process is not None
        self._process.kill()
        self._end()

    def close(self) -> None:
        if self._process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._end()

    def _end(self) -> None:
        assert self._process is not None
        self._process.wait()
        self._reader.join(10)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()


class OperatorsOffice:
    """``seats``: by name. ``begin_call`` for each test."""

    def __init__(self, folder: Path, server: FirebirdServer) -> None:
        self.server = server
        self.office = Office(folder, str(server.address("office")), server.password)
        first, *others = numbers(CALLS)
        says = wav.write_tone(folder / "subscriber.wav", 600, SUBSCRIBER_HZ)
        self.subscriber = Baresip(
            folder / "baresip", user=first, password="x", registrar_port=9, says=says,
            answers="auto", registers=False, others=others,
        )  # fmt: skip
        self.seats = {name: Seat(self.office, name, hertz) for name, hertz in OPERATORS.items()}
        self._database: FirebirdDatabase | None = None
        self._engines = 0

    def open(self) -> None:
        office = self.office
        office.environment["RINO_TEST_PASSWORD"] = "correct horse battery"
        office.run("db", "init")
        office.run("trunk", "add", "city", "--proxy", f"sip:127.0.0.1:{self.subscriber.sip_port}",
                   "--lines", "1", "--codecs", "pcma")  # fmt: skip
        for name in self.seats:
            office.run("user", "add", name, "--role", "operator", "--password-env",
                       "RINO_TEST_PASSWORD")  # fmt: skip
        (office.folder / "interviews.toml").write_text(_FILE, encoding="utf-8")
        office.run("campaign", "create", "interviews.toml")
        office.contacts(CAMPAIGN, numbers(CALLS))
        self.start_engine()
        for seat in self.seats.values():
            seat.open()
        office.run("campaign", "start", CAMPAIGN)

    def start_engine(self) -> None:
        self._engines += 1
        self.engine = self.office.engine(f"node{self._engines}", until_done=False)

    @property
    def line_worker(self) -> psutil.Process:
        """That which carries calls (there are never more than four)."""
        workers = [
            child for child in psutil.Process(self.engine.pid).children(recursive=True)
            if "--scratch" in command_line(child)
        ]  # fmt: skip
        busy = [w for w in workers if len(w.net_connections("udp")) > 2]
        return (busy or workers)[0]

    @property
    def database(self) -> FirebirdDatabase:
        if self._database is None:
            self._database = FirebirdDatabase(self.server.address("office"), self.server.password)
        return self._database

    def attempts(self) -> dict[int, ReportedAttempt]:
        """Those that are over, by number."""

        def read(stores: Stores) -> list[ReportedAttempt]:
            return list(stores.reports.attempts(stores.campaigns.by_name(CAMPAIGN).id))

        try:
            rows = self.database.transact(read)
        except StorageUnavailable:  # it was restarted meanwhile
            rows = self.database.transact(read)
        return {row.id: row for row in rows}

    def ended(self, attempt_id: int) -> ReportedAttempt:
        """Its row, as soon as the attempt is over."""
        wait_for(lambda: attempt_id in self.attempts(), "the attempt's end", PATIENCE_S)
        return self.attempts()[attempt_id]

    # --- calls ---------------------------------------------------------------------------------

    def in_call(self) -> tuple[Seat, Seat]:
        """Who talks with the subscriber, when both hear each other and the card is there; and the
        other one, ready."""
        found: list[Seat] = []

        def talks() -> bool:
            for seat in self.seats.values():
                if seat.seen.get("call") == "talking" and seat.seen["state"] == "talking":
                    found[:] = [seat]
                    return True
            return False

        wait_for(talks, "a call", PATIENCE_S)
        seat = found[0]
        other = next(each for each in self.seats.values() if each is not seat)
        seat.wait(lambda s: s["cards"][str(s["front"])]["answer"] is not None, "the form")
        other.wait(lambda s: s["state"] == "available", "the other one")
        mark, so_far = seat.mark(), self.so_far()
        wait_for(lambda: seat.hears(mark) > 0.4, "the subscriber's voice")
        wait_for(lambda: self.subscriber_hears(seat, so_far) > 0.4, "the operator's voice")
        return seat, other

    def so_far(self) -> int:
        """Bytes that the subscriber has heard."""
        return len(self.subscriber.sound_so_far())

    def subscriber_hears(self, seat: Seat, since: int = 0) -> float:
        """Seconds of that operator's voice from so many bytes on."""
        sound = self.subscriber.sound_so_far()[since:]
        samples = np.frombuffer(sound[: len(sound) // 2 * 2], "<i2")
        return seconds_of_tones(samples, [seat.hertz], wav.RATE)

    def finish(self, seat: Seat) -> None:
        """He hangs up (if he has not), writes the result down, and is free again."""
        attempt_id = seat.attempt
        if seat.seen["call"] == "talking":
            seat.do("hang_up")
            seat.wait(lambda s: s["state"] == "wrap_up", "the wrap-up")
        seat.do("save", card=attempt_id)
        seat.wait(lambda s: str(attempt_id) not in s["cards"], "the card to close")
        if seat.seen["state"] == "wrap_up":  # who owes no result ends it himself
            seat.do("ready")
        seat.wait(lambda s: s["state"] != "wrap_up", "the end of the wrap-up")

    def close(self) -> None:
        if self._database is not None:
            self._database.close()
        for seat in self.seats.values():
            seat.close()
        self.office.close()
        self.subscriber.stop()


@contextmanager
def operators_office(folder: Path) -> Iterator[OperatorsOffice]:
    with FirebirdServer(folder / "firebird") as server:
        office = OperatorsOffice(folder / "office", server)
        try:
            office.open()
            yield office
        finally:
            office.close()
