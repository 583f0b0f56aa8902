"""A trunk that cannot work costs no contact an attempt."""

import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

from tests.helpers.office import wait_for
from tests.helpers.program import Program

CAMPAIGN = """
[campaign]
name = "{name}"
purpose = "notice"
scheme = "notice"
trunk = "{name}"

[schedule]
weekdays = "00:00-24:00"
weekend = "00:00-24:00"
"""


def _campaign(program: Program, name: str) -> None:
    (program.folder / f"{name}.toml").write_text(CAMPAIGN.format(name=name))
    (program.folder / f"{name}.csv").write_text("phone\n+79120000001\n")
    program.ok("campaign", "create", f"{name}.toml")
    program.ok("contacts", "import", f"{name}.csv", "--campaign", name)


def _failed(program: Program, trunk: str) -> Callable[[], bool]:
    def look() -> bool:
        (found,) = [each for each in program.json("trunk", "list") if each["name"] == trunk]
        return any(engine["status"] == "failed" for engine in found["engines"])

    return look


def test_a_missing_password_holds_the_campaign(program: Program) -> None:
    program.ok("trunk", "add", "locked", "--proxy", "sip:127.0.0.1:9", "--user", "u",
               "--password-env", "NOT_SET_ANYWHERE")  # fmt: skip
    _campaign(program, "locked")
    engine = subprocess.Popen(
        [sys.executable, "-m", "rino_desktop", "--engine", "--node", "n1"],
        cwd=program.folder, env=program.variables(), stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        wait_for(_failed(program, "locked"), "the trunk is known to fail", 30)
        program.ok("campaign", "start", "locked")
        wait_for(
            lambda: "NOT_SET_ANYWHERE" in (_status(program)["why_idle"] or ""), "the reason", 20
        )
        time.sleep(1)
        status = _status(program)
        assert (status["contacts"]["new"], status["attempts"]["total"]) == (1, 0)
    finally:
        engine.terminate()
        try:
            engine.wait(20)
        finally:
            engine.kill()


def _status(program: Program) -> Any:
    return program.json("campaign", "status", "locked")
