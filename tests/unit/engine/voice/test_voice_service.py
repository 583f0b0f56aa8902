"""What a scheme says becomes files that a line can play."""

import asyncio
import os
import threading
import time
from collections.abc import AsyncIterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from engine.adapters.speech.espeak import EspeakSpeech
from engine.audio.wav import wav_format, write_telephone_wav
from engine.errors import KnownError
from engine.ivr.model import Prompt, Spoken
from engine.service.recordings import recording_name
from engine.service.voice import VoiceService
from engine.service.voice_cache import SpeechCache
from tests.helpers import sound


class Beeper:
    """A synthesiser that beeps: what it was asked, in which order; ``gate`` holds it back."""

    name = "beeper/1"

    def __init__(self) -> None:
        self.said: list[str] = []
        self.gate = threading.Event()
        self.gate.set()
        self.fail = ""

    def synthesise(self, text: str, language: str, target: Path) -> None:
        self.said.append(text)
        assert self.gate.wait(10)
        if self.fail:
            raise KnownError(self.fail)
        write_telephone_wav(target, sound.pcm16(sound.tone(500, 0.1)))


@pytest.fixture
def beeper() -> Beeper:
    return Beeper()


@pytest.fixture
def problems() -> list[str]:
    return []


@pytest.fixture
async def voice(tmp_path: Path, beeper: Beeper, problems: list[str]) -> AsyncIterator[VoiceService]:
    service = VoiceService(
        tmp_path / "store",
        tmp_path / "cache",
        beeper,
        shipped=tmp_path / "shipped",
        on_problem=problems.append,
    )
    yield service
    beeper.gate.set()
    service.close()


def prompt(file: str, text: str = "текст") -> Prompt:
    return Prompt(name="p", language="ru", file=file, text=text)


async def test_a_sequence_keeps_its_order(
    voice: VoiceService, beeper: Beeper, tmp_path: Path
) -> None:
    recorded = sound.write(tmp_path / "store" / "notice" / "hello.wav", sound.tone(700, 0.2))
    paths = await voice.resolve(
        [Spoken("сто рублей", "ru"), prompt("notice/hello.wav"), prompt("", "до свидания")]
    )
    assert [wav_format(path).telephone for path in paths] == [True, True, True]
    assert paths[1] == recorded
    assert sorted(beeper.said) == ["до свидания", "сто рублей"]


async def test_the_store_wins_over_what_is_shipped(voice: VoiceService, tmp_path: Path) -> None:
    shipped = sound.write(tmp_path / "shipped" / "a.wav", sound.tone(700, 0.2))
    sound.write(tmp_path / "shipped" / "b.wav", sound.tone(700, 0.2))
    own = sound.write(tmp_path / "store" / "b.wav", sound.tone(900, 0.2))
    assert await voice.resolve([prompt("a.wav"), prompt("b.wav")]) == [shipped, own]


async def test_equal_phrases_are_synthesised_once(
    voice: VoiceService, beeper: Beeper, tmp_path: Path
) -> None:
    phrase = Spoken("сто рублей", "ru")
    found = await asyncio.gather(*(voice.resolve([phrase, phrase]) for _ in range(20)))
    assert len({path for paths in found for path in paths}) == 1
    again = VoiceService(tmp_path / "store", tmp_path / "cache", beeper)
    assert await again.resolve([phrase]) == found[0][:1]
    again.close()
    assert beeper.said == ["сто рублей"]


async def test_language_and_engine_are_part_of_the_key(tmp_path: Path, beeper: Beeper) -> None:
    cache = SpeechCache(tmp_path, beeper, 1 << 20)
    russian, english = cache.path("1", "ru"), cache.path("1", "en")
    beeper.name = "beeper/2"  # type: ignore[misc]
    assert len({russian, english, cache.path("1", "ru")}) == 3


async def test_a_missing_file_falls_back_to_its_text_and_is_told_once(
    voice: VoiceService, beeper: Beeper, problems: list[str], tmp_path: Path
) -> None:
    for text in ("раз", "два"):
        assert len(await voice.resolve([prompt("gone.wav", text)])) == 1
    assert sorted(beeper.said) == ["два", "раз"]
    assert len(problems) == 1
    assert "gone.wav" in problems[0]
    assert "synthesised instead" in problems[0]


async def test_a_broken_file_falls_back_too(
    voice: VoiceService, beeper: Beeper, problems: list[str], tmp_path: Path
) -> None:
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "a.wav").write_bytes(b"ID3" + bytes(2000))
    assert len(await voice.resolve([prompt("a.wav", "раз")])) == 1
    assert beeper.said == ["раз"]
    assert "is no WAV file" in problems[0]


async def test_what_cannot_be_voiced_is_left_out(
    voice: VoiceService, beeper: Beeper, problems: list[str], tmp_path: Path
) -> None:
    good = sound.write(tmp_path / "store" / "a.wav", sound.tone(700, 0.2))
    beeper.fail = "The synthesiser is gone."
    items = [prompt("", ""), Spoken("раз", "ru"), prompt("a.wav"), prompt("none.wav", "")]
    assert await voice.resolve(items) == [good]
    assert await voice.resolve(items) == [good]
    assert len(problems) == 3


async def test_another_format_is_converted_once(
    voice: VoiceService, beeper: Beeper, tmp_path: Path
) -> None:
    source = sound.write(tmp_path / "store" / "studio.wav", sound.tone(700, 0.5, 44100), 44100)
    (path,) = await voice.resolve([prompt("studio.wav")])
    assert path != source
    assert sound.power(sound.read(path), 700) == pytest.approx(0.3, abs=0.02)
    assert beeper.said == []
    made = path.stat().st_mtime_ns
    other = VoiceService(tmp_path / "store", tmp_path / "cache", beeper)
    assert await other.resolve([prompt("studio.wav")]) == [path]
    assert path.stat().st_mtime_ns == made
    # Recorded anew: the new one is heard.
    sound.write(source, sound.tone(900, 0.7, 44100), 44100)
    third = VoiceService(tmp_path / "store", tmp_path / "cache", beeper)
    (newer,) = await third.resolve([prompt("studio.wav")])
    assert sound.seconds(newer) == pytest.approx(0.7, abs=0.01)
    other.close()
    third.close()


@pytest.mark.parametrize(
    "name", ["../secret.wav", "/etc/x.wav", "a/../../secret.wav", "C:x.wav", "."]
)
async def test_a_scheme_cannot_name_files_beside_the_store(
    voice: VoiceService, problems: list[str], tmp_path: Path, name: str
) -> None:
    (tmp_path / "store" / "a").mkdir(parents=True)
    sound.write(tmp_path / "secret.wav", sound.tone(700, 0.2))
    assert await voice.resolve([prompt(name, "")]) == []
    assert "not in the voice store" in problems[0]


async def test_the_loop_goes_on_while_a_phrase_is_synthesised(
    voice: VoiceService, beeper: Beeper
) -> None:
    beeper.gate.clear()
    waiting = asyncio.create_task(voice.resolve([Spoken("долго", "ru")]))
    ticks = 0
    while not beeper.said:
        await asyncio.sleep(0.005)
    for _ in range(10):
        await asyncio.sleep(0.001)
        ticks += 1
    assert not waiting.done()
    beeper.gate.set()
    assert len(await waiting) == 1
    assert ticks == 10


async def test_urgent_phrases_overtake_prepared_ones(tmp_path: Path, beeper: Beeper) -> None:
    voice = VoiceService(tmp_path / "s", tmp_path / "c", beeper, threads=1)
    beeper.gate.clear()
    preparing = asyncio.create_task(
        voice.prepare([Spoken(f"потом {number}", "ru") for number in range(5)])
    )
    while not beeper.said:
        await asyncio.sleep(0.005)
    # Both a new phrase and one that already waits for its preparation go to the front.
    urgent = asyncio.create_task(voice.resolve([Spoken("сейчас", "ru"), Spoken("потом 4", "ru")]))
    await asyncio.sleep(0.01)
    beeper.gate.set()
    assert len(await urgent) == 2
    await preparing
    assert beeper.said[:3] == ["потом 0", "сейчас", "потом 4"]
    assert len(beeper.said) == 6
    voice.close()


async def test_a_call_that_is_cut_off_does_not_spoil_the_phrase_for_others(
    voice: VoiceService, beeper: Beeper
) -> None:
    beeper.gate.clear()
    first = asyncio.create_task(voice.resolve([Spoken("раз", "ru")]))
    second = asyncio.create_task(voice.resolve([Spoken("раз", "ru")]))
    while not beeper.said:
        await asyncio.sleep(0.005)
    first.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first
    beeper.gate.set()
    assert len(await second) == 1
    assert beeper.said == ["раз"]


async def test_closing_lets_nobody_wait_for_ever(tmp_path: Path, beeper: Beeper) -> None:
    voice = VoiceService(tmp_path / "s", tmp_path / "c", beeper, threads=1)
    beeper.gate.clear()
    waiting = asyncio.create_task(voice.resolve([Spoken("раз", "ru"), Spoken("два", "ru")]))
    while not beeper.said:
        await asyncio.sleep(0.005)
    closing = asyncio.create_task(asyncio.to_thread(voice.close))
    while not voice._pool._closed:
        await asyncio.sleep(0.005)
    beeper.gate.set()
    await closing
    assert len(await waiting) == 1
    assert await voice.resolve([Spoken("три", "ru")]) == []
    assert beeper.said == ["раз"]


def test_a_file_without_its_contents_is_made_again(tmp_path: Path, beeper: Beeper) -> None:
    """What a power failure leaves: the name is there, the sound is not."""
    cache = SpeechCache(tmp_path, beeper, 1 << 20)
    path = cache.fetch("раз", "ru")
    path.write_bytes(path.read_bytes()[:100])
    assert wav_format(cache.fetch("раз", "ru")).telephone
    path.write_bytes(b"")
    assert wav_format(cache.fetch("раз", "ru")).telephone
    assert beeper.said == ["раз"] * 3


def test_the_cache_stays_bounded_and_keeps_what_is_in_use(tmp_path: Path, beeper: Beeper) -> None:
    one = 1644  # bytes of a beep
    cache = SpeechCache(tmp_path, beeper, 10 * one)
    long_ago = time.time() - 10 * 3600
    paths = []
    for number in range(10):
        path = cache.fetch(str(number), "ru")
        os.utime(path, (long_ago + number, long_ago + number))
        paths.append(path)
    cache.fetch("0", "ru")  # used again: young now
    newest = cache.fetch("новая", "ru")
    assert [path.exists() for path in paths[:4]] == [True, False, False, True]
    assert newest.exists()
    total = sum(path.stat().st_size for path in tmp_path.glob("??/*"))
    assert total <= 9.1 * one


def test_a_cache_that_cannot_be_written_is_a_known_error(tmp_path: Path, beeper: Beeper) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(KnownError, match="cannot be kept"):
        SpeechCache(tmp_path / "file", beeper, 1 << 20).fetch("раз", "ru")


async def test_a_hundred_calls_with_the_real_synthesiser(tmp_path: Path) -> None:
    voice = VoiceService(tmp_path / "s", tmp_path / "c", EspeakSpeech())
    calls = [[Spoken("Здравствуйте", "ru"), Spoken(f"{n % 7} рублей", "ru")] for n in range(100)]
    found = await asyncio.gather(*(voice.resolve(call) for call in calls))
    assert all(len(paths) == 2 for paths in found)
    assert len({path for paths in found for path in paths}) == 8
    assert all(sound.seconds(path) > 0.2 for path in found[0])
    voice.close()


def test_recordings_have_their_place(tmp_path: Path, beeper: Beeper) -> None:
    voice = VoiceService(tmp_path / "store", tmp_path / "cache", beeper)
    at = datetime(2026, 11, 24, 1, 30, tzinfo=timezone(timedelta(hours=3)))
    name = voice.recording_name("debtors-november", 1042, at)
    assert name == "recordings/2026/11/23/debtors-november/1042.wav"
    path = voice.recording_path(name)
    assert path == tmp_path / "store/recordings/2026/11/23/debtors-november/1042.wav"
    assert path.parent.is_dir()


@pytest.mark.parametrize(
    ("campaign", "folder"),
    [
        ("Должники, ноябрь", "Должники_ноябрь"),
        ("../../etc", "etc"),
        ("a/b\\c:d", "a_b_c_d"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("???", "campaign"),
        ("x" * 200, "x" * 60),
    ],
)
def test_campaign_names_become_folders_on_every_system(campaign: str, folder: str) -> None:
    at = datetime.fromisoformat("2026-11-23T10:00:00+00:00")
    assert recording_name(campaign, 1, at) == f"recordings/2026/11/23/{folder}/1.wav"
