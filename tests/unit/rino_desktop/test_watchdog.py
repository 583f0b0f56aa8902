"""A watched process that is really stuck, stopped, or only slow; what it says, and to whom."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from rino_desktop.service_manager import ServiceManager
from rino_desktop.sharers import users_of
from rino_desktop.watchdog import STUCK_STATUS
from tests.helpers.processes import wait_until

#: ``what`` goes wrong, in a process that ends after three seconds when nothing does.
PROGRAM = """
import asyncio, sys, threading, time
from pathlib import Path
from engine.service.liveness import LifeSigns
from rino_desktop.service_manager import ServiceManager
from rino_desktop.watchdog import LastWords, Watchdog

what, signs, manager = sys.argv[1], LifeSigns(), ServiceManager()
words = LastWords(None, manager, 3.0)

def hang():
    with signs.calls.vital():
        threading.Event().wait(60)

async def main():
    words.loop = asyncio.get_running_loop()
    watchdog.beat_with(words.loop)
    print("runs", flush=True)
    if what == "loop":
        time.sleep(60)
    if what == "thread":
        threading.Thread(target=hang, daemon=True).start()
    if what == "mute":
        threading.Thread(target=lambda: sys.stderr.write("x" * 1_000_000), daemon=True).start()
        time.sleep(60)
    await asyncio.sleep(3 if what == "nothing" else 60)

with Watchdog(signs, 1.0, manager, words.end) as watchdog:
    asyncio.run(main())
"""


class Running:
    def __init__(self, what: str, folder: Path, **environment: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, what], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env={**os.environ, "RINO_DATA": str(folder), **environment}, text=True,
        )  # fmt: skip
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == "runs\n"

    def end(self) -> tuple[int, str]:
        """Exit status and what it said."""
        _, said = self.process.communicate(timeout=60)
        return self.process.returncode, said


def in_whole_seconds(words: str) -> str:
    """As if it had been looked at as soon as it was a second: others have the processor, too."""
    return re.sub(r"for [1-9]\d* s\b", "for 1 s", words)


@pytest.mark.parametrize(
    ("what", "reason", "where"),
    [
        ("loop", "its event loop has stood still for 1 s", "time.sleep(60)"),
        ("thread", "a call to the database has not come back for 1 s", "in hang"),
    ],
)
def test_it_says_why_and_where_and_ends(tmp_path: Path, what: str, reason: str, where: str) -> None:
    status, said = Running(what, tmp_path, LC_ALL="C.UTF-8").end()
    assert status == STUCK_STATUS
    (file,) = (tmp_path / "log").glob("stuck-*.log")
    last = said.splitlines()[-1]
    assert in_whole_seconds(last) == (
        f"rino-desktop: The engine is stuck: {reason}. It ends with status 4; what its threads "
        f"wait for is in {file}."
    )
    report = file.read_text("utf-8")
    assert report in said
    assert "MainThread" in report
    assert "task main at" in report
    if what == "thread":
        assert where in report


def test_nobody_who_reads_its_words_keeps_it(tmp_path: Path) -> None:
    """Its log goes into a pipe that nobody empties."""
    running = Running("mute", tmp_path)
    assert running.process.wait(60) == STUCK_STATUS
    running.end()
    assert list((tmp_path / "log").glob("stuck-*.log"))


def test_one_that_is_stopped_for_long_goes_on(tmp_path: Path) -> None:
    running = Running("nothing", tmp_path)
    running.process.send_signal(signal.SIGSTOP)
    time.sleep(1.5)
    running.process.send_signal(signal.SIGCONT)
    assert running.end() == (0, "")


def test_systemd_hears_of_it(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as door:
        door.bind(str(tmp_path / "door"))
        door.settimeout(10)
        running = Running(
            "thread", tmp_path, NOTIFY_SOCKET=str(tmp_path / "door"), WATCHDOG_USEC="1000000",
            LC_ALL="C.UTF-8",
        )  # fmt: skip
        heard = [door.recv(1000).decode()]
        while not heard[-1].startswith("STATUS="):
            heard.append(door.recv(1000).decode())
    assert running.end()[0] == STUCK_STATUS
    assert heard[0] == "WATCHDOG=1"
    assert in_whole_seconds(heard[-1]) == (
        "STATUS=The engine is stuck: a call to the database has not come back for 1 s."
    )


def test_what_systemd_is_told_otherwise(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as door:
        name = f"rino-test-{os.getpid()}"
        door.bind("\0" + name)
        door.settimeout(10)
        manager = ServiceManager({"NOTIFY_SOCKET": "@" + name})
        manager.ready()
        manager.alive()  # nobody asked for it
        manager.stopping()
        assert [door.recv(1000) for _ in range(2)] == [b"READY=1", b"STOPPING=1"]
    manager.ready()  # it has gone: nothing happens
    ServiceManager({}).ready()
    ServiceManager({"NOTIFY_SOCKET": "vsock:2:1234"}).ready()


def test_who_else_has_the_file_open(tmp_path: Path) -> None:
    file = tmp_path / "office.fdb"
    file.touch()
    assert list(users_of(file)) == []
    command = [sys.executable, "-c", f"f = open({str(file)!r}); input()"]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as other:
        try:
            wait_until(lambda: list(users_of(file)))
            (told,) = users_of(file)
            assert told.pid == other.pid
        finally:
            other.kill()
