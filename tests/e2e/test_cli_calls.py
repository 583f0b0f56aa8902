"""The command line against real SIP subscribers: a trunk tested, a whole small campaign."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.program import Program

BEHAVIOURS = {
    "rules": [
        {"ends": "01", "behaviour": {"kind": "answer_and_press", "keys": "1"}},
        {"ends": "02", "behaviour": {"kind": "busy"}},
        {"ends": "03", "behaviour": {"kind": "wrong_number"}},
    ]
}
CAMPAIGN = """
[campaign]
name = "rates"
purpose = "notice"
scheme = "notice"
trunk = "farm"
ring_timeout_s = 10

[schedule]
weekdays = "00:00-24:00"
weekend = "00:00-24:00"
"""


@pytest.fixture
def farm(tmp_path: Path) -> Iterator[int]:
    """Built-in subscribers on a port of their own; ends with the test."""
    behaviours, port_file = tmp_path / "behaviours.json", tmp_path / "port"
    behaviours.write_text(json.dumps(BEHAVIOURS))
    process = subprocess.Popen(
        [sys.executable, "-m", "rino_desktop.demo.sip.farm", "--behaviours", str(behaviours),
         "--port-file", str(port_file), "--until-stdin-closes"],
        stdin=subprocess.PIPE,
    )  # fmt: skip
    try:
        deadline = time.monotonic() + 20
        while not port_file.exists():
            assert process.poll() is None, "the farm died"
            assert time.monotonic() < deadline
            time.sleep(0.05)
        yield int(port_file.read_text())
    finally:
        process.kill()
        process.communicate()


@pytest.fixture
def office(program: Program, farm: int) -> Program:
    program.ok("trunk", "add", "farm", "--proxy", f"sip:127.0.0.1:{farm}", "--lines", "3")
    return program


def test_a_trunk_that_answers(office: Program) -> None:
    tested = office.json("trunk", "test", "farm")
    assert (tested["ok"], tested["status"], tested["call"]) == (True, "ready", None)


def test_a_trunk_where_nobody_is(program: Program) -> None:
    outcome = program.run("trunk", "test", "city", "--json")
    assert (outcome.status, json.loads(outcome.out)["ok"]) == (1, False)
    assert outcome.err == "rino-desktop: The trunk city does not work.\n"


def test_a_real_call_over_the_trunk(office: Program) -> None:
    call = office.json("trunk", "test", "farm", "--call", "+79160000001")["call"]
    assert call["answered"]
    assert (call["number"], call["sip_code"]) == ("+79160000001", 200)
    busy = office.json("trunk", "test", "farm", "--call", "+79160000002")["call"]
    assert (busy["answered"], busy["sip_code"], busy["hangup_cause"]) == (False, 486, "user_busy")


def test_a_campaign_from_its_file_to_its_report(office: Program) -> None:
    """The five minutes of the README, with three subscribers."""
    (office.folder / "rates.toml").write_text(CAMPAIGN)
    (office.folder / "list.csv").write_text(
        "ФИО;Телефон\nИванов;89160000001\nПетров;89160000002\nСидоров;89160000003\n"
    )
    office.ok("campaign", "create", "rates.toml")
    office.ok("contacts", "import", "list.csv", "--campaign", "rates")
    office.ok("campaign", "start", "rates")
    engine = office.run("--engine", "--until-done")
    assert engine.status == 0, engine.err
    status = office.json("campaign", "status", "rates")
    assert status["state"] == "finished"
    assert status["dispositions"] == {"completed": 1, "user_busy": 1, "invalid_number": 1}
    assert status["contacts"]["done"] == 3
    assert (status["attempts"]["total"], status["attempts"]["live"]) == (3, 0)
    office.ok("report", "attempts", "--campaign", "rates", "--format", "json", "--out", "a.json")
    rows = {row["phone"]: row for row in json.loads((office.folder / "a.json").read_text())}
    answered = rows["+79160000001"]
    assert answered["results"] == {"confirmed": "yes"}
    assert answered["contact"]["ФИО"] == "Иванов"
    assert answered["answered_at"].endswith("Z")
    assert rows["+79160000003"]["hangup_cause"] == "unallocated_number"

    trace = office.json("campaign", "trace", str(answered["id"]))
    assert (trace["scheme"], trace["scheme_version"], trace["cut"]) == ("notice", 1, False)
    events = trace["events"]
    assert [e["key"] for e in events if e["event"] == "pressed"] == ["1"]
    assert {e["name"]: e["value"] for e in events if e["event"] == "saved"} == {"confirmed": "yes"}
    assert events[-1]["disposition"] == "completed"
    assert "pressed 1" in office.ok("campaign", "trace", str(answered["id"]))
    office.error("campaign", "trace", str(rows["+79160000003"]["id"]))
    office.ok("report", "flow", "--campaign", "rates", "--format", "json", "--out", "f.json",
              "--from", "-1")  # fmt: skip
    (flow,) = json.loads((office.folder / "f.json").read_text())["versions"]
    assert (flow["scheme"], flow["scheme_version"], flow["calls"]) == ("notice", 1, 1)
    visited = [e["node"] for e in events if e["event"] == "entered"]
    assert sorted(node["node"] for node in flow["nodes"]) == sorted(visited)
    assert [node["node"] for node in flow["nodes"] if node["ended"]] == [answered["node"]]
    office.ok("report", "flow", "--campaign", "rates", "--format", "html", "--out", "f.html")
    office.ok("voice", "retention", "set", "--kind", "traces", "--days", "30")
    ran = office.json("voice", "retention", "run", "--kind", "traces", "--dry-run")
    assert ran == {"dry_run": True, "traces": 0}


def test_a_test_call_by_the_running_engine(office: Program) -> None:
    (office.folder / "rates.toml").write_text(CAMPAIGN)
    office.ok("campaign", "create", "rates.toml")
    engine = subprocess.Popen(
        [sys.executable, "-m", "rino_desktop", "--engine", "--log-level", "info"],
        cwd=office.folder, env=office.variables(), stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert engine.stderr is not None
        while "ready to dial" not in (line := engine.stderr.readline()):
            assert line, "the engine ended"
        result = office.json("campaign", "test", "rates", "--to", "89160000001")
        engine.terminate()
        engine.communicate(timeout=40)
    finally:
        engine.kill()
        engine.communicate()
    assert (result["disposition"], result["results"]) == ("completed", {"confirmed": "yes"})
    assert engine.returncode == 0
    status = office.json("campaign", "status", "rates")
    assert status["attempts"]["total"] == 0, "a test call is no attempt"
