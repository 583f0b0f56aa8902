"""The voices of several speech engines in one menu."""

from pathlib import Path

import pytest

from engine.errors import KnownError
from rino_desktop.all_voices import AllVoices


class One:
    """An engine with one voice."""

    def __init__(self, name: str) -> None:
        self.name = name

    def synthesise(self, text: str, language: str, target: Path) -> None:
        target.write_text(f"{self.name} {text}")


class Several(One):
    def voices(self, language: str) -> tuple[str, ...]:
        return ("low", "high")

    def with_voice(self, language: str, voice: str) -> One:
        return One(f"{self.name}/{voice}")


class Failing(Several):
    def voices(self, language: str) -> tuple[str, ...]:
        raise RuntimeError("its server is gone")


def said(voices: AllVoices, voice: str, tmp_path: Path) -> str:
    voices.with_voice("ru", voice).synthesise("да", "ru", tmp_path / "said")
    return (tmp_path / "said").read_text()


def test_the_usual_engine_comes_first_and_each_voice_is_its_own(tmp_path: Path) -> None:
    voices = AllVoices("usual", Several("usual"), {"morse": One("morse"), "tall": Several("tall")})
    names = voices.voices("ru")
    assert names == ("low", "high", "morse", "tall: low", "tall: high")
    assert [said(voices, name, tmp_path) for name in names] == [
        "usual/low да", "usual/high да", "morse да", "tall/low да", "tall/high да",
    ]  # fmt: skip
    voices.synthesise("да", "ru", tmp_path / "usual")
    assert (tmp_path / "usual").read_text() == "usual да"
    assert voices.name == "usual"


def test_an_engine_with_one_voice_is_called_by_its_name(tmp_path: Path) -> None:
    voices = AllVoices("morse", One("morse"), {})
    assert voices.voices("ru") == ("morse",)
    assert said(voices, "morse", tmp_path) == "morse да"


def test_one_that_fails_does_not_hide_the_others() -> None:
    assert AllVoices("usual", Several("usual"), {"far": Failing("far")}).voices("ru") == (
        "low", "high",
    )  # fmt: skip


def test_a_voice_that_is_gone() -> None:
    with pytest.raises(KnownError, match="There is no voice far: low here any more"):
        AllVoices("usual", One("usual"), {}).with_voice("ru", "far: low")
