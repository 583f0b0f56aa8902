"""``scheme call``: a scheme tried on a real telephone from the command line."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from engine.scheme.codec import dump_scheme
from rino_desktop.demo.sip.controller import Farm
from tests.e2e.test_call_me import BUSY, PATIENT, PEOPLE, YES, scheme
from tests.helpers.office import Office, wait_for

pytestmark = pytest.mark.timeout(120)


@pytest.fixture
def farm(tmp_path: Path) -> Iterator[Farm]:
    with Farm(tmp_path / "farm", behaviours={"rules": PEOPLE}) as farm:
        yield farm


@pytest.fixture
def office(tmp_path: Path, farm: Farm) -> Iterator[Office]:
    office = Office(tmp_path / "office")
    try:
        office.run("db", "init")
        office.run("trunk", "add", "city", "--proxy", f"sip:127.0.0.1:{farm.port}")
        file = tmp_path / "drawn.scheme.json"
        file.write_text(dump_scheme(scheme()), encoding="utf-8")
        office.run("scheme", "import", str(file), "--draft")
        yield office
    finally:
        office.close()


def call(office: Office, *arguments: str) -> str:
    return office.run("scheme", "call", "drawn", "--draft", "--at-night", *arguments)


def refusal(office: Office, *arguments: str) -> str:
    command = [sys.executable, "-m", "rino_desktop", "--lang", "en", "scheme", "call", "drawn",
               *arguments]  # fmt: skip
    done = subprocess.run(command, env=office.environment, capture_output=True, timeout=60)
    assert done.returncode == 1, done.stdout.decode()
    return done.stderr.decode()


def test_steps_as_they_happen(office: Office, farm: Farm) -> None:
    assert "No engine answers" in refusal(office, "--draft", "--at-night", "--number", YES)
    office.engine("north", until_done=False)
    wait_for(lambda: "is ready to dial" in office.log("north"), "the engine")
    said = call(office, "--number", YES, "--field", "name=Anna")
    for line in ("it rings", "answered", "heard: Hello Anna. Press one.", "pressed 1",
                 "mood = good", "Result answer: yes", "Heard to the end: Normal"):  # fmt: skip
        assert line in said, said
    # A telephone by its address, as JSON.
    found: dict[str, Any] = json.loads(
        call(office, "--address", f"sip:{YES}@127.0.0.1:{farm.port}", "--json")
    )
    assert (found["results"], found["disposition"]) == ({"answer": "yes"}, "completed")
    assert {"event": "pressed", "key": "1"}.items() <= next(
        event for event in found["events"] if event["event"] == "pressed"
    ).items()
    assert "User busy (SIP 486 Busy Here)" in office.run(
        "scheme", "call", "drawn", "--draft", "--at-night", "--number", BUSY, check=False
    )
    assert "not published yet" in refusal(office, "--number", YES)
    assert [row.number for row in farm.calls()] == [YES, YES, BUSY]


def test_breaking_it_off_hangs_up(office: Office, farm: Farm) -> None:
    office.engine("north", until_done=False)
    wait_for(lambda: "is ready to dial" in office.log("north"), "the engine")
    command = [sys.executable, "-m", "rino_desktop", "--lang", "en", "scheme", "call", "drawn",
               "--draft", "--at-night", "--number", PATIENT]  # fmt: skip
    with subprocess.Popen(command, env=office.environment, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if b"heard" in line:
                break
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 3
    wait_for(lambda: "is over" in office.log("north"), "the end")
    wait_for(lambda: farm.calls()[0].ended_at, "our BYE")  # the engine knows of the end before
    (only,) = farm.calls()
    assert only.hung_up_by == "caller"
