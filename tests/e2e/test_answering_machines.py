"""A campaign meets an answering machine and a person, both played by a real softphone."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.adapters.speech.espeak import EspeakSpeech
from engine.audio.wav import write_telephone_wav
from tests.helpers import wav
from tests.helpers.baresip import Baresip
from tests.helpers.office import Office, numbers

pytestmark = pytest.mark.timeout(120)

MACHINE, PERSON = numbers(2)
GREETING = "Вы позвонили Ивановым, оставьте сообщение после сигнала"
CAMPAIGN = """
[campaign]
name = "{name}"
mode = "automatic"
purpose = "notice"
scheme = "notice"
trunk = "{name}"

[answering_machine]
action = "message"
message = "Перезвоните нам, пожалуйста, завтра"

[schedule]
weekdays = "00:00-24:00"
weekend = "00:00-24:00"
"""


def says(folder: Path, text: str, beep_s: float = 0.0) -> tuple[Path, float]:
    """A telephone's microphone: words, perhaps a beep, and a quiet room. And when they are over."""
    folder.mkdir(parents=True, exist_ok=True)
    EspeakSpeech().synthesise(text, "ru", folder / "words.wav")
    _, (words, *_) = wav.read(folder / "words.wav")
    beep = 6000 * np.sin(2 * np.pi * 1000 * np.arange(int(beep_s * 8000)) / 8000)
    parts = [np.zeros(2400), np.asarray(words), np.zeros(2400), beep]
    room = np.random.default_rng(1).normal(0, 20, 60 * 8000)
    sound = np.concatenate([*parts, room]).astype(np.int16)
    write_telephone_wav(folder / "says.wav", sound.tobytes())
    return folder / "says.wav", sum(map(len, parts)) / 8000


def phone(folder: Path, number: str, microphone: Path) -> Baresip:
    return Baresip(folder, user=number.removeprefix("+"), password="-", registrar_port=9,
                   says=microphone, answers="auto", registers=False)  # fmt: skip


def first_sound_s(heard: Sequence[int]) -> float:
    """When the telephone has heard anything for the first time, from its answer on."""
    loud = np.abs(np.asarray(heard, float)) > 500
    assert loud.any(), "nothing was heard"
    return int(loud.argmax()) / wav.RATE


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = Office(tmp_path / "office")
    office.run("db", "init")
    yield office
    office.close()


def test_a_machine_gets_the_message_and_a_person_the_scheme(office: Office, tmp_path: Path) -> None:
    greeting, beeped_s = says(tmp_path / "greeting", GREETING, beep_s=0.5)
    hello, greeted_s = says(tmp_path / "hello", "Алло")
    with (
        phone(tmp_path / "machine", MACHINE, greeting) as machine,
        phone(tmp_path / "person", PERSON, hello) as person,
    ):
        for name, number, who in (("machine", MACHINE, machine), ("person", PERSON, person)):
            office.run("trunk", "add", name, "--proxy", f"sip:127.0.0.1:{who.sip_port}",
                       "--dial-format", "digits")  # fmt: skip
            file = tmp_path / f"{name}.toml"
            file.write_text(CAMPAIGN.format(name=name), encoding="utf-8")
            office.run("campaign", "create", str(file))
            office.contacts(name, [number])
            office.run("campaign", "start", name)
        assert office.engine().wait(90) == 0, office.log()

    rows: dict[str, dict[str, Any]] = {}
    for name in ("machine", "person"):
        (rows[name],) = office.attempts(name)
    assert rows["machine"]["disposition"] == "machine", office.log()
    assert rows["machine"]["results"] == {"machine_message": "after_beep"}
    assert rows["machine"]["hangup_by"] == "system"
    assert rows["person"]["disposition"] == "completed", office.log()
    # The message begins after the beep, the scheme as soon as the greeting is over.
    assert beeped_s - 0.3 < first_sound_s(machine.heard()) < beeped_s + 1.5
    assert greeted_s + 0.2 < first_sound_s(person.heard()) < greeted_s + 1.6
