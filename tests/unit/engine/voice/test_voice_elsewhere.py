"""Prompts and messages that lie in a store elsewhere: found, fallen back on, never waited for."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import soundfile

from engine.audio.wav import wav_format, write_telephone_wav
from engine.errors import KnownError
from engine.ivr.model import Prompt, Recorded
from engine.ports.voice_store import StoreUnavailable
from engine.service.voice import VoiceService
from tests.helpers import sound


class Speaker:
    name = "speaker/1"

    def __init__(self) -> None:
        self.said: list[str] = []

    def synthesise(self, text: str, language: str, target: Path) -> None:
        self.said.append(text)
        write_telephone_wav(target, sound.pcm16(sound.tone(500, 0.1)))


class Elsewhere:
    """``VoiceStore.find`` of a store that has ``files``, or is ``away``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.away = False
        self.asked: list[str] = []

    def __call__(self, name: str) -> Path | None:
        self.asked.append(name)
        if self.away:
            raise StoreUnavailable("The voice store {store} cannot be reached: {reason}.",
                                   store="sftp://s", reason="x")  # fmt: skip
        path = self.folder / name
        return path if path.is_file() else None


@pytest.fixture
def elsewhere(tmp_path: Path) -> Elsewhere:
    return Elsewhere(tmp_path / "copies")


@pytest.fixture
def speaker() -> Speaker:
    return Speaker()


@pytest.fixture
def problems() -> list[str]:
    return []


@pytest.fixture
async def voice(tmp_path: Path, speaker: Speaker, elsewhere: Elsewhere,
                problems: list[str]) -> AsyncIterator[VoiceService]:  # fmt: skip
    service = VoiceService(
        tmp_path / "spool", tmp_path / "cache", speaker, shipped=tmp_path / "shipped",
        find_elsewhere=elsewhere, on_problem=problems.append,
    )  # fmt: skip
    yield service
    service.close()


def prompt(file: str) -> Prompt:
    return Prompt(name="p", language="ru", file=file, text="текст")


async def test_own_files_first_then_the_store_then_what_is_shipped(
    voice: VoiceService, elsewhere: Elsewhere, speaker: Speaker, tmp_path: Path
) -> None:
    for folder in ("spool", "copies", "shipped"):
        sound.write(tmp_path / folder / "all.wav", sound.tone(700, 0.2))
    for folder in ("copies", "shipped"):
        sound.write(tmp_path / folder / "two.wav", sound.tone(700, 0.2))
    sound.write(tmp_path / "shipped" / "one.wav", sound.tone(700, 0.2))
    assert await voice.resolve([prompt("all.wav"), prompt("two.wav"), prompt("one.wav")]) == [
        tmp_path / "spool" / "all.wav",
        tmp_path / "copies" / "two.wav",
        tmp_path / "shipped" / "one.wav",
    ]
    assert sorted(elsewhere.asked) == ["one.wav", "two.wav"]
    assert speaker.said == []


async def test_a_store_that_is_away_costs_the_recorded_voice_only(
    voice: VoiceService, elsewhere: Elsewhere, speaker: Speaker, problems: list[str],
    tmp_path: Path,
) -> None:  # fmt: skip
    sound.write(tmp_path / "shipped" / "one.wav", sound.tone(700, 0.2))
    elsewhere.away = True
    paths = await voice.resolve([prompt("one.wav"), prompt("two.wav")])
    assert paths[0] == tmp_path / "shipped" / "one.wav"
    assert speaker.said == ["текст"]
    assert len(problems) == 1
    assert "cannot be reached" in problems[0]
    assert "synthesised instead" in problems[0]


async def test_a_prompt_of_any_format_in_the_store_is_heard(
    voice: VoiceService, speaker: Speaker, tmp_path: Path
) -> None:
    source = sound.write(tmp_path / "a.wav", sound.tone(700, 0.5))
    (tmp_path / "copies").mkdir()
    soundfile.write(tmp_path / "copies" / "a.flac", *soundfile.read(source))
    (path,) = await voice.resolve([prompt("a.flac")])
    assert wav_format(path).telephone
    assert sound.power(sound.read(path), 700) == pytest.approx(0.3, abs=0.02)
    assert speaker.said == []


async def test_a_message_is_reviewed_from_here_or_from_the_store(
    voice: VoiceService, tmp_path: Path, speaker: Speaker, problems: list[str]
) -> None:
    at = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    name = voice.message_name("Сбор показаний", 17, at, 2)
    assert name == "messages/2026/11/23/Сбор_показаний/17-2.wav"
    path = await asyncio.to_thread(voice.message_path, name)
    assert path.parent.is_dir()
    sound.write(path, sound.tone(300, 0.4))
    assert await voice.resolve([Recorded(name)]) == [path]
    moved = tmp_path / "copies" / "messages" / "other.wav"
    sound.write(moved, sound.tone(300, 0.4))
    assert await voice.resolve([Recorded("messages/other.wav")]) == [moved]
    assert await voice.resolve([Recorded("messages/none.wav")]) == []
    assert "messages/none.wav" in problems[0]
    assert len(await voice.resolve([Recorded("messages/gone.wav", "ru", "нет записи")])) == 1
    assert speaker.said == ["нет записи"]


async def test_names_that_lead_out_are_not_even_asked_for(
    voice: VoiceService, elsewhere: Elsewhere
) -> None:
    assert len(await voice.resolve([prompt("../secret.wav"), prompt("/etc/passwd")])) == 2
    assert await voice.resolve([Recorded("../../secret.wav")]) == []
    assert elsewhere.asked == []


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path, speaker: Speaker) -> None:
    (tmp_path / "spool").write_text("a file in the way")
    service = VoiceService(tmp_path / "spool", tmp_path / "cache", speaker)
    with pytest.raises(KnownError, match="cannot be made"):
        service.message_path("messages/2026/11/23/c/1-1.wav")
    service.close()
