"""The desktop killed with unsaved work, also in the middle of writing it: nothing is lost."""

import json
import os
import re
import signal
import sys
from pathlib import Path

import pytest

from tests.e2e.desktop_played import PASSWORD, SCHEME, USER
from tests.helpers.processes import RunningProcess
from tests.helpers.program import Program

PLAYER = Path(__file__).with_name("desktop_played.py")
ROOT = Path(__file__).parents[2]
_WITHIN_S = 60.0


def played(program: Program, what: str, out: Path) -> RunningProcess:
    environment = program.variables({
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": str(ROOT),
    })  # fmt: skip
    return RunningProcess(
        [sys.executable, PLAYER, what, out], program.folder / f"{what}.log",
        environment=environment,
    )  # fmt: skip


@pytest.mark.parametrize("what", ["draw", "draw-and-hang"])
def test_unsaved_work_is_recovered(program: Program, what: str) -> None:
    program.environment["PASSWORD"] = PASSWORD
    program.ok("user", "add", USER, "--role", "supervisor", "--password-env", "PASSWORD")
    saved = program.ok("scheme", "export", SCHEME)
    drawn, told = program.folder / "drawn.json", program.folder / "told.json"
    with played(program, what, drawn) as process:
        process.wait_ready(drawn.exists, _WITHIN_S)
        os.kill(process.process.pid, signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
    halves = list((program.folder / "data" / "unsaved").rglob("*.new"))
    assert bool(halves) == (what == "draw-and-hang")
    assert program.ok("scheme", "export", SCHEME) == saved, "nothing was saved"

    with played(program, "recover", told) as process:
        process.wait_ready(lambda: told.exists() or process.process.poll() is not None, _WITHIN_S)
        assert process.wait(_WITHIN_S) == 0, process.output()
    seen = json.loads(told.read_text(encoding="utf-8"))
    assert seen["buttons"] == ["Recover", "Discard"]
    # Both times, each with hours and minutes.
    assert len(re.findall(r"\d{1,2}:\d{2}", seen["text"])) == 2
    assert not seen["damaged"]
    expected = drawn.read_text(encoding="utf-8")
    assert seen["before"] != expected
    assert seen["after"] == expected, "all that was drawn is there"
    assert not list((program.folder / "data" / "unsaved").rglob("*.json"))
    draft = program.json("scheme", "compare", drawn, f"{SCHEME}@draft")
    assert draft["equal"], "and it can be saved"
