"""An engine whose database never answers again ends itself and is started anew; one that only has
to wait goes on."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from rino_desktop.demo.sip.controller import Farm
from tests.helpers.firebird_server import FirebirdServer
from tests.helpers.office import PROGRAM, Office, numbers, wait_for
from tests.helpers.processes import RunningProcess
from tests.helpers.program import Program

#: Two hang up soon, the others let it ring, and take it when they are called again.
SHORT = {"kind": "hang_up_early", "ring_s": 0.2, "hang_up_after_s": 1.0}
BEHAVIOURS = {
    "rules": [{"ends": ends, "behaviours": [{"kind": "no_answer"}, SHORT]} for ends in ("3", "4")],
    "mix": [{"weight": 1, "behaviour": SHORT}],
}
CAMPAIGN = "city-notice"
PHONES = numbers(4)
LIMIT_S = 10
STUCK = 4

pytestmark = pytest.mark.timeout(240)


@pytest.fixture
def farm(tmp_path: Path) -> Iterator[Farm]:
    with Farm(tmp_path / "farm", behaviours=BEHAVIOURS) as farm:
        yield farm


@contextlib.contextmanager
def office_with_calls(folder: Path, farm: Farm, server: FirebirdServer) -> Iterator[Office]:
    office = Office(folder, str(server.address("office")), server.password)
    office.environment["RINO_STUCK_AFTER"] = str(LIMIT_S)
    try:
        office.open(farm.port, lines=4, ring_timeout_s=90)
        office.contacts(CAMPAIGN, PHONES)
        office.run("campaign", "start", CAMPAIGN)
        yield office
    finally:
        office.close()


def live(farm: Farm) -> int:
    return sum(call.ended_at is None for call in farm.calls())


def engine_with_calls(office: Office, farm: Farm) -> subprocess.Popen[bytes]:
    engine = office.engine("node", until_done=False)
    ended = lambda: sum(call.ended_at is not None for call in farm.calls())  # noqa: E731
    wait_for(lambda: ended() == 2 and live(farm) == 2, "two calls that go on")
    wait_for(lambda: office.status(CAMPAIGN)["attempts"]["live"] == 2, "the others' rows")
    return engine


def ended_stuck(office: Office, farm: Farm, engine: subprocess.Popen[bytes]) -> None:
    """Nobody is left with a dead line, and no process of its own is left behind."""
    children = psutil.Process(engine.pid).children(recursive=True)
    assert children
    assert engine.wait(LIMIT_S + 30) == STUCK, office.log()
    wait_for(lambda: live(farm) == 0, "the calls to end", 15)
    _, alive = psutil.wait_procs(children, 10)
    assert not alive


def settled_by_the_next(office: Office) -> None:
    """What was live is interrupted and called again; what was over is not."""
    again = office.engine("node")
    assert again.wait(60) == 0, office.log()
    ends: dict[str, list[str]] = {phone: [] for phone in PHONES}
    for row in office.attempts(CAMPAIGN):
        ends[row["phone"]].append(row["disposition"])
    assert [len(ends[phone]) for phone in PHONES] == [1, 1, 2, 2]
    assert [ends[phone][0] for phone in PHONES[2:]] == ["interrupted"] * 2
    assert office.status(CAMPAIGN)["state"] == "finished"


def test_a_server_that_takes_its_time_and_one_that_hangs(tmp_path: Path, farm: Farm) -> None:
    with (
        FirebirdServer(tmp_path / "firebird") as server,
        office_with_calls(tmp_path / "office", farm, server) as office,
    ):
        engine = engine_with_calls(office, farm)
        # A query that takes its time, and a debugger or the lid of a laptop on top of it.
        server.hang()
        os.kill(engine.pid, signal.SIGSTOP)
        time.sleep(LIMIT_S + 1)
        os.kill(engine.pid, signal.SIGCONT)
        time.sleep(LIMIT_S * 0.4)
        server.go_on()
        time.sleep(1)
        assert engine.poll() is None, office.log()
        assert live(farm) == 2
        server.hang()
        ended_stuck(office, farm, engine)
        server.go_on()
        settled_by_the_next(office)


def stop_with_locks(program: Program, other: subprocess.Popen[bytes]) -> None:
    """Stopped while it waits for somebody else it would have nothing that others wait for."""
    for _ in range(50):
        other.send_signal(signal.SIGSTOP)
        asking = subprocess.Popen([*PROGRAM, "trunk", "list"], env=program.variables(),
                                  stdout=subprocess.DEVNULL)  # fmt: skip
        try:
            asking.wait(15)  # a new interpreter takes its time
        except subprocess.TimeoutExpired:
            return
        finally:
            asking.kill()
            asking.wait()
        other.send_signal(signal.SIGCONT)
        time.sleep(0.1)
    raise AssertionError("it never has a lock")


def test_a_process_that_shares_the_file_stands_still(program: Program) -> None:
    """Firebird waits for its locks for ever then, whatever time-out was asked for."""
    program.environment["RINO_STUCK_AFTER"] = str(LIMIT_S)
    log = program.folder / "engine.log"
    with (
        RunningProcess([*PROGRAM, "--engine", "--log-level", "info"], log,
                       environment=program.variables()) as engine,
        RunningProcess([sys.executable, "-m", "tests.helpers.writing_process",
                        program.folder / "rino.fdb"], program.folder / "other.log") as other,
    ):  # fmt: skip
        engine.wait_ready(lambda: "ready to dial" in engine.output(), 30)
        other.wait_ready(other.output, 30)
        for _ in range(5):
            stop_with_locks(program, other.process)
            # Who looks what is the matter does not wait with the others.
            told = {each["name"]: each for each in json.loads(
                program.run("doctor", "--json").out)["checks"]}  # fmt: skip
            assert told["database"]["state"] == "bad"
            assert f"{other.process.pid} (" in told["database"]["detail"]
            with contextlib.suppress(subprocess.TimeoutExpired):
                engine.wait(LIMIT_S + 8)
                break
            # What it has is needed by those that come new and by reports, not by dialling: that
            # is no reason to end calls.
            assert "a call to the database beside dialling takes long" in engine.output()
            other.process.send_signal(signal.SIGCONT)
        assert engine.process.poll() == STUCK, engine.output()
        last = engine.output().splitlines()[-1]
        assert last.startswith("rino-desktop: The engine is stuck: "), last
        assert f"{other.process.pid} (" in last
        assert "stopped" in last, "which of the others stands still"
        assert "_transact" in engine.output(), "what its threads wait for"
