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
