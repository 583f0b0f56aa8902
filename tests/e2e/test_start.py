"""The program started as a user starts it: a process of its own, which has loaded nothing before.

Everything else in these tests has loaded half of the program by the time a window is made, and so
does not see that in the real order something cannot be loaded any more.
"""

import json
import signal
import subprocess
import sys
from pathlib import Path

from tests.helpers.processes import RunningProcess
from tests.helpers.program import Program

LOOKS_ROUND = Path(__file__).with_name("looked_round.py")
ROOT = Path(__file__).parents[2]
_OPEN = "the window is open"
#: What the window does by itself after it has opened: reads the database, shows a page.
_SETTLED_S = 2.0


def started(program: Program, *command: object, **more: str | None) -> RunningProcess:
    """``more``: environment, None for what is not to be there."""
    variables = {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    environment = {**program.variables(variables), **more}
    return RunningProcess(
        [sys.executable, *map(str, command)], program.folder / "log",
        environment={name: value for name, value in environment.items() if value is not None},
    )  # fmt: skip


def looks_well(program: Program, process: RunningProcess) -> None:
    said = process.output()
    assert _OPEN in said
    assert "Traceback" not in said
    assert not list((program.folder / "data").rglob("crash-*")), said


def test_on_an_empty_folder(tmp_path: Path) -> None:
    program = Program(tmp_path)
    with started(program, "-m", "rino_desktop", "--log-level", "info") as process:
        process.wait_ready(lambda: _OPEN in process.output(), 60)
        try:
            process.process.wait(_SETTLED_S)
        except subprocess.TimeoutExpired:
            process.process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0, process.output()
    looks_well(program, process)


def test_a_database_was_chosen(tmp_path: Path) -> None:
    """In the window, the last time: nothing on the command line or in the environment names it."""
    program = Program(tmp_path)
    data = tmp_path / "data"
    data.mkdir()
    kept = {"database": str(tmp_path / "chosen.fdb")}
    (data / "desktop.json").write_text(json.dumps(kept), encoding="utf-8")
    with started(program, "-m", "rino_desktop", "--log-level", "info", RINO_DB=None) as process:
        process.wait_ready(lambda: _OPEN in process.output(), 60)
        process.process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0, process.output()
    looks_well(program, process)


def test_somebody_signs_in_and_looks_at_every_page(tmp_path: Path) -> None:
    program = Program(tmp_path, environment={"PASSWORD": "eight or more"})
    program.ok("db", "init")
    program.ok("user", "add", "anna", "--role", "administrator", "--password-env", "PASSWORD")
    with started(program, LOOKS_ROUND, "anna", "eight or more") as process:
        assert process.wait(120) == 0, process.output()
    looks_well(program, process)
