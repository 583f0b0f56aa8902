"""What is kept running is started again, until it ends well or whoever keeps it is gone."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from rino_desktop.keep_running import Pauses
from tests.helpers.processes import wait_until

#: Keeps a little program running as it would the engine.
KEEPER = """
import signal, sys
from rino_desktop import keep_running
keep_running._PAUSES_S = (0.1,)
keeper = keep_running.Keeper([sys.executable, "-c", sys.argv[1], sys.argv[2]],
                             {**__import__("os").environ, "RINO_KEPT": "1"})
signal.signal(signal.SIGTERM, lambda *_: keeper.stop())
signal.signal(signal.SIGUSR1, lambda *_: keeper.drain())
sys.exit(keeper.run())
"""
#: As on Windows: no signal handler runs before a wait is over.
DEAF = """
import signal, subprocess, threading
def deaf(wait):
    def waited(self, timeout=None):
        heard = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])
        try:
            return wait(self, timeout)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, heard)
    return waited
subprocess.Popen.wait = deaf(subprocess.Popen.wait)
threading.Event.wait = deaf(threading.Event.wait)
from rino_desktop import keep_running
keep_running._STEP_S = 0.1
"""
#: Fails twice: at first by a status, then by a signal.
FAILS_TWICE = """
import os, sys
starts = open(sys.argv[1], "a+"); starts.write("x"); starts.flush(); starts.seek(0)
number = len(starts.read())
if number == 1: os._exit(4)
if number == 2: os.kill(os.getpid(), 9)
"""
#: As headless.py: lives until it hears of the keeper's end, which takes its time.
LIVES = """
import asyncio, sys, pathlib
from rino_desktop.keep_running import when_keeper_goes
async def main():
    over = asyncio.Event()
    when_keeper_goes(over.set)
    pathlib.Path(sys.argv[1]).write_text("lives")
    await over.wait()
    pathlib.Path(sys.argv[1]).write_text("polite")
asyncio.run(main())
"""
#: Ends after its last call, as it is asked to.
DRAINS = """
import pathlib, signal, sys
def drained(*_):
    pathlib.Path(sys.argv[1]).write_text("drained")
    sys.exit(0)
signal.signal(signal.SIGUSR1, drained)
pathlib.Path(sys.argv[1]).write_text("lives")
signal.pause()
"""


def keeper(program: str, file: Path, code: str = KEEPER) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", code, program, str(file)], stderr=subprocess.DEVNULL
    )


def test_pauses_grow_and_begin_anew_after_a_good_time() -> None:
    pauses = Pauses()
    assert [pauses.after(1) for _ in range(8)] == [2, 4, 8, 16, 32, 60, 60, 60]
    assert [pauses.after(3600), pauses.after(1)] == [2, 4]


def test_it_is_started_again_until_it_ends_well(tmp_path: Path) -> None:
    assert keeper(FAILS_TWICE, tmp_path / "starts").wait(30) == 0
    assert (tmp_path / "starts").read_text() == "xxx"


def test_wrong_usage_is_not_tried_again(tmp_path: Path) -> None:
    wrong = "import sys; open(sys.argv[1], 'a').write('x'); sys.exit(2)"
    assert keeper(wrong, tmp_path / "starts").wait(30) == 2
    assert (tmp_path / "starts").read_text() == "x"


def test_who_stops_the_keeper_stops_it_politely(tmp_path: Path) -> None:
    file = tmp_path / "life"
    process = keeper(LIVES, file)
    wait_until(file.exists)
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0
    assert file.read_text() == "polite"


def test_who_stops_it_is_heard_where_signals_break_off_no_wait(tmp_path: Path) -> None:
    file = tmp_path / "life"
    process = keeper(LIVES, file, DEAF + KEEPER)
    wait_until(file.exists)
    try:
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
        assert file.read_text() == "polite"
    finally:
        process.kill()
        process.wait()


def test_who_stops_it_between_two_starts_is_heard_there_as_well(tmp_path: Path) -> None:
    file = tmp_path / "starts"
    pauses = "keep_running._PAUSES_S = (0.1,)"
    assert pauses in KEEPER
    code = DEAF + KEEPER.replace(pauses, "keep_running._PAUSES_S = (600.0,)")
    log = tmp_path / "log"
    with log.open("wb") as said:
        process = subprocess.Popen(
            [sys.executable, "-c", code, FAILS_TWICE, str(file)], stderr=said
        )
    try:
        wait_until(lambda: "started again in 600 s" in log.read_text(), 30)
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
        assert file.read_text() == "x"
    finally:
        process.kill()
        process.wait()


def test_who_asks_it_to_end_after_the_last_call_is_heard(tmp_path: Path) -> None:
    file = tmp_path / "life"
    process = keeper(DRAINS, file)
    wait_until(file.exists)
    process.send_signal(signal.SIGUSR1)
    assert process.wait(30) == 0
    assert file.read_text() == "drained"


def test_nothing_outlives_a_killed_keeper(tmp_path: Path) -> None:
    file = tmp_path / "life"
    process = keeper(LIVES, file)
    wait_until(file.exists)
    process.kill()
    process.wait()
    wait_until(lambda: file.read_text() == "polite")


def test_the_command_line_leads_there(tmp_path: Path) -> None:
    """The real engine: no database, so it fails, and is tried again until the keeper is stopped."""
    log = tmp_path / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "rino_desktop", "--lang", "en", "--engine", "--keep-running"],
            stderr=output, env={**os.environ, "RINO_DATA": str(tmp_path / "data")},
        )  # fmt: skip
    wait_until(lambda: "started again in 2 s" in log.read_text(), 30)
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) in (0, 1)
    assert "does not exist" in log.read_text()
