"""``rino-desktop voice pack``: a complete English pack by one command, checked and installed."""

import json
from pathlib import Path

import pytest

from tests.helpers.program import Program
from tests.helpers.voice_packs import tone_pack, write_manifest


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path)


def test_a_complete_pack_by_one_command(program: Program, tmp_path: Path) -> None:
    made = program.run("voice", "pack", "make", "jane", "--language", "en", "--voice", "en-gb+f3",
                       "--json")  # fmt: skip
    assert (made.status, made.err) == (0, "")
    facts = json.loads(made.out)
    assert facts["fragments"] > 350
    assert "en-gb+f3" in facts["voice"]
    assert 120 < facts["seconds"] < 600

    checked = program.run("voice", "pack", "check", "jane")
    assert (checked.status, checked.out) == (0, f"No problems: {facts['fragments']} fragments.\n")

    (tmp_path / "jane/0005.wav").write_bytes(b"RIFF")
    checked = program.run("voice", "pack", "check", "jane", "--json")
    assert checked.status == 1
    [problem] = json.loads(checked.out)["problems"]
    assert (problem["severity"], problem["file"], problem["fragment"]) == (
        "error", "0005.wav", "four",
    )  # fmt: skip

    assert program.run("voice", "pack", "install", "jane", "--name", "english").status == 0
    listed = json.loads(program.run("voice", "pack", "list", "--json").out)
    assert [(pack["pack"], pack["language"]) for pack in listed] == [("english", "en")]
    assert program.run("voice", "pack", "check", "english").status == 1


def test_mistakes_are_one_line(program: Program, tmp_path: Path) -> None:
    tone_pack(tmp_path / "tones", {"один": 400.0})
    write_manifest(tmp_path / "bad", pause_s="x")
    for arguments, words in (
        (("make", "p", "--language", "en", "--voice", "nobody"), "has no voice 'nobody'"),
        (("make", "tones", "--language", "ru"), "is a voice pack already"),
        (("make", "p", "--language", "ru", "--name", "a/b"), "cannot be the name"),
        (("check", "nowhere"), "is no voice pack"),
        (("check", "bad"), "bad/pack.json: pause_s: must be a number of seconds"),
        (("install", "bad"), "pause_s"),
    ):
        outcome = program.run("voice", "pack", *arguments)
        assert outcome.status == 1, arguments
        assert words in outcome.err
        assert outcome.err.count("\n") == 1
    assert program.run("voice", "pack", "make", "p", "--language", "de").status == 2
    unknown = program.run(
        "voice", "pack", "make", "p", "--language", "ru", env={"RINO_SPEECH": "nobody"}
    )
    assert unknown.status == 1
    assert "There is no speech engine nobody. Possible: espeak" in unknown.err
    russian = program.run("voice", "pack", "check", "bad", "--lang", "ru")
    assert "pause_s: должно быть число секунд от 0 до 3." in russian.err


_ENGINE = """
import wave
class Speech:
    name = "hum/1"
    def synthesise(self, text, language, target):
        with wave.open(str(target), "wb") as file:
            file.setparams((1, 2, 8000, 0, "NONE", ""))
            file.writeframes(bytes(100) + bytes([0, 32, 0, 224] * 1000))
def broken():
    raise RuntimeError("no licence")
"""


def test_an_engine_of_a_plug_in_speaks(program: Program, tmp_path: Path) -> None:
    """A distribution as pip leaves it: a module, and an entry point in its metadata."""
    (tmp_path / "hum_speech.py").write_text(_ENGINE)
    info = tmp_path / "hum_speech-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: hum-speech\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(
        "[rino_desktop.speech]\nhum = hum_speech:Speech\nbroken = hum_speech:broken\n"
        "gone = hum_speech:nothing\n"
    )
    make = ("voice", "pack", "make", "p", "--language", "en")
    plugin = {"PYTHONPATH": str(tmp_path)}
    made = program.run(*make, "--json", env={**plugin, "RINO_SPEECH": "hum"})
    assert (made.status, made.err) == (0, "")
    assert json.loads(made.out)["voice"] == "hum/1"
    for name, words in (
        ("broken", "The speech engine broken cannot be started: no licence."),
        ("gone", "The plug-in hum_speech:nothing cannot be loaded"),
        ("nobody", "There is no speech engine nobody. Possible: broken, espeak, gone, hum."),
    ):
        failed = program.run(*make, env={**plugin, "RINO_SPEECH": name})
        assert failed.status == 1
        assert words in failed.err
    one_voice = program.run(*make, "--voice", "x", env={**plugin, "RINO_SPEECH": "hum"})
    assert "The speech engine hum/1 has one voice only." in one_voice.err
