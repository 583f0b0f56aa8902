"""The example package is installed as its README says, and one of each of its kinds is used."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from engine.audio.wav import wav_format
from rino_desktop.demo.sip.controller import Farm
from tests.helpers.office import Office, numbers

pytestmark = pytest.mark.timeout(180)

PACKAGE = Path(__file__).parents[2] / "docs" / "examples" / "rino-example-plugin"

SCHEME: dict[str, Any] = {
    "format": "rino-scheme", "version": 1, "name": "offer", "languages": ["ru"],
    "currency": "RUB",
    "variables": [
        {"name": "debt", "type": "money", "fields": ["Долг"]},
        {"name": "city", "type": "text", "fields": ["Город"]},
        {"name": "rate", "type": "number"}, {"name": "off", "type": "money"},
    ],
    "nodes": [
        {"id": "start", "type": "start"},
        {"id": "hello", "type": "greeting", "parameters": {"then": {"ru": "да"}}},
        {"id": "rate", "type": "query", "parameters": {
            "source": "tariffs", "statement": "rates", "parameters": {"city": "city"},
            "columns": {"rate": "rate"}}},
        {"id": "script", "type": "script", "parameters": {
            "script": "discount", "arguments": {"amount": "debt", "loyal": "rate > 5"},
            "results": {"discount": "off"}, "timeout_s": 20}},
        {"id": "save", "type": "save_result", "parameters": {
            "results": [{"name": "off", "value": "{off}"}, {"name": "rate", "value": "{rate}"}]}},
        {"id": "end", "type": "hang_up"},
    ],
    "links": [
        {"id": f"l{number}", "source": source, "port": port, "target": target}
        for number, (source, port, target) in enumerate([
            ("start", "next", "hello"), ("hello", "next", "rate"), ("rate", "found", "script"),
            ("rate", "empty", "end"), ("script", "next", "save"), ("save", "next", "end"),
        ])
    ],
}  # fmt: skip

EXTRA = """
scenario = "evening-first"

[answering_machine]
detector = "talker"
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plugins")
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation",
         "--no-index", "--disable-pip-version-check", "--target", str(folder), str(PACKAGE)],
        check=True, timeout=120,
    )  # fmt: skip
    return folder


@pytest.fixture
def office(installed: Path, tmp_path: Path) -> Iterator[Office]:
    office = Office(tmp_path / "office")
    path = office.environment["PYTHONPATH"]
    office.environment["PYTHONPATH"] = os.pathsep.join([path, str(installed)])
    office.environment["RINO_SPEECH"] = "morse"
    yield office
    office.close()


def test_doctor_lists_it(office: Office) -> None:
    findings = {each["name"]: each for each in office.json("doctor")["checks"]}
    assert findings["plugins"]["state"] == "ok"
    for name in ("greeting", "evening-first", "csvfolder", "morse", "best-hours", "discount",
                 "talker"):  # fmt: skip
        assert name in findings["plugins"]["detail"]


def test_one_of_each_in_a_campaign(office: Office, tmp_path: Path) -> None:
    tariffs = tmp_path / "tariffs"
    tariffs.mkdir()
    (tariffs / "rates.csv").write_text("city;rate\nОмск;7\nТверь;3\n", encoding="utf-8")
    (tmp_path / "offer.scheme.json").write_text(json.dumps(SCHEME), encoding="utf-8")
    phones = numbers(3)
    behaviour = {"kind": "answer_and_press", "ring_s": 0.2}
    listeners = {"rules": [{"number": phone, "behaviour": behaviour} for phone in phones]}
    (talker,) = numbers(4)[3:]
    loud = {**behaviour, "voice": "tone:500"}  # which the program's own detector takes for nobody
    listeners["rules"].append({"number": talker, "behaviour": loud})
    with Farm(tmp_path / "farm", behaviours=listeners) as farm:
        office.run("db", "init")
        office.run("source", "add", "tariffs", "--url", f"csvfolder://{tariffs}")
        office.run("scheme", "import", str(tmp_path / "offer.scheme.json"))
        office.run("trunk", "add", "city", "--proxy", f"sip:127.0.0.1:{farm.port}")
        office.campaign("offer", scheme="offer", extra=EXTRA)
        office.contacts("offer", [*phones, talker], {"Долг": "12 345,67", "Город": "Омск"})
        office.run("campaign", "start", "offer")
        assert office.engine().wait(90) == 0, office.log()
    (machine,) = (each for each in office.attempts("offer") if each["phone"] == talker)
    assert (machine["disposition"], machine["results"]) == ("machine", {}), office.log()
    attempts = [each for each in office.attempts("offer") if each["phone"] != talker]
    assert [each["disposition"] for each in attempts] == ["completed"] * 3, office.log()
    assert [each["results"] for each in attempts] == [{"off": "1481.48", "rate": "7"}] * 3
    # It was the Morse engine that spoke: its files are there, a greeting and "да" long.
    spoken = [wav_format(path) for path in (office.folder / "voice").rglob("*.wav")]
    assert spoken
    assert max(each.seconds for each in spoken) > 3
    target = tmp_path / "hours.json"
    office.run("report", "best-hours", "--campaign", "offer", "--format", "json", "--out",
               str(target))  # fmt: skip
    hours = json.loads(target.read_text(encoding="utf-8"))["hours"]
    assert sum(each["answered"] for each in hours) == 4
    office.run("report", "best-hours", "--campaign", "offer", "--format", "pdf", "--out",
               str(tmp_path / "hours.pdf"))  # fmt: skip
    assert (tmp_path / "hours.pdf").read_bytes().startswith(b"%PDF")


def test_a_wrong_option_of_its_scenario(office: Office) -> None:
    office.run("db", "init")
    office.run("trunk", "add", "city", "--proxy", "sip:127.0.0.1:5060")
    with pytest.raises(AssertionError, match="evening-first is '5'"):
        office.campaign(
            "offer", scheme="notice",
            extra='scenario = "evening-first"\n\n[scenario_options]\nhour = "5"',
        )  # fmt: skip
