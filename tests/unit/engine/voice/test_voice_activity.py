"""When a message is over: by its sound, on lines as they are."""

import math
import random
from array import array
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.adapters.speech.espeak import EspeakSpeech
from engine.audio import recorded
from engine.audio.voice_activity import (
    FRAME,
    FRAME_S,
    VoiceActivity,
    end_of_speech,
    is_key_tone,
    level_db,
)
from tests.helpers import wav

RATE = 8000


def noise(seconds: float, db: float, seed: int = 1) -> "array[int]":
    rng = random.Random(seed)
    sigma = 32768 * 10 ** (db / 20)
    return array(
        "h",
        (max(-32768, min(32767, round(rng.gauss(0, sigma)))) for _ in range(int(seconds * RATE))),
    )


def hum(seconds: float, db: float) -> "array[int]":
    size = 32768 * math.sqrt(2) * 10 ** (db / 20)
    return array("h", (round(size * math.sin(2 * math.pi * 50 * n / RATE))
                       for n in range(int(seconds * RATE))))  # fmt: skip


def mixed(one: Sequence[int], other: Sequence[int], at: int = 0) -> "array[int]":
    result = array("h", one)
    for n, value in enumerate(other):
        if at + n < len(result):
            result[at + n] = max(-32768, min(32767, result[at + n] + value))
    return result


def levels(samples: Sequence[int]) -> list[float]:
    return [level_db(samples[at : at + FRAME]) for at in range(0, len(samples), FRAME)]


def pressed(row: float, column: float, seconds: float, size: int = 6000) -> "array[int]":
    return array("h", (round(size * (math.sin(2 * math.pi * row * n / RATE)
                                     + math.sin(2 * math.pi * column * n / RATE)) / 2)
                       for n in range(int(seconds * RATE))))  # fmt: skip


@pytest.fixture(scope="module")
def speech(tmp_path_factory: pytest.TempPathFactory) -> "array[int]":
    """About three seconds of a voice at -20 dBFS."""
    path = tmp_path_factory.mktemp("voice") / "speech.wav"
    EspeakSpeech().synthesise("Здравствуйте, это Иванов. Перезвоните мне завтра утром.", "ru", path)
    return wav.read(path)[1][0]


def quieter(samples: Sequence[int], db: float) -> "array[int]":
    factor = 10 ** (db / 20)
    return array("h", (round(value * factor) for value in samples))


@pytest.mark.parametrize("floor", [-90, -70, -60, -55, -50, -45, -42])
@pytest.mark.parametrize("voice_db", [0, -6, -12])
def test_speech_is_told_from_the_noise_of_its_line(
    floor: float, voice_db: float, speech: "array[int]"
) -> None:
    """Speech at -20, -26 and -32 dBFS, beginning after a second."""
    line = noise(1.0 + len(speech) / RATE + 2.0, floor)
    end = end_of_speech(levels(mixed(line, quieter(speech, voice_db), RATE)))
    assert end * FRAME_S == pytest.approx(1.0 + len(speech) / RATE - 0.12, abs=0.25)


@pytest.mark.parametrize("floor", [-96, -80, -65, -55, -48, -42, -39])
def test_noise_alone_is_silence(floor: float) -> None:
    for seed in range(5):
        assert end_of_speech(levels(noise(4.0, floor, seed))) == 0


@pytest.mark.parametrize("db", [-60, -50, -40])
def test_hum_is_silence(db: float) -> None:
    assert end_of_speech(levels(hum(4.0, db))) == 0


def test_clicks_are_silence() -> None:
    line = noise(4.0, -60)
    for at in range(3000, len(line), 4100):
        line[at : at + 40] = array("h", [12000, -12000] * 20)
    assert end_of_speech(levels(line)) == 0


def test_pauses_between_words_are_bridged_live(speech: "array[int]") -> None:
    """While it is being said nobody waits for two seconds; afterwards somebody does."""
    line = mixed(noise(len(speech) / RATE + 3, -50), speech)
    activity, longest, since = VoiceActivity(), 0.0, 0
    for number, level in enumerate(levels(line)):
        since = 0 if activity.feed(level) else since + 1
        if number < len(speech) / FRAME:
            longest = max(longest, since * FRAME_S)
    assert longest < 0.8
    assert since * FRAME_S > 2.7


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(min_value=-120, max_value=6), max_size=300))
def test_any_levels_give_an_end_within_them(line: list[float]) -> None:
    assert 0 <= end_of_speech(line) <= len(line)


# --- keys ---


def test_every_key_is_a_key_and_speech_is_none(speech: "array[int]") -> None:
    for row in (697, 770, 852, 941):
        for column in (1209, 1336, 1477, 1633):
            assert is_key_tone(pressed(row, column, 0.02))
    frames = [speech[at : at + FRAME] for at in range(0, len(speech), FRAME)]
    assert sum(map(is_key_tone, frames)) <= len(frames) * 0.02
    assert not is_key_tone(noise(0.02, -20))
    assert not is_key_tone(array("h"))


# --- files ---


def message(folder: Path, samples: Sequence[int]) -> Path:
    path = folder / "1.wav"
    wav.write(recorded.part_of_message(path), samples)
    return path


def test_a_message_keeps_its_beginning_and_loses_its_silence(
    tmp_path: Path, speech: "array[int]"
) -> None:
    line = mixed(noise(1.0 + len(speech) / RATE + 3.0, -55), speech, RATE)
    path = message(tmp_path, line)
    seconds = recorded.finish_message(path)
    assert seconds == pytest.approx(1.0 + len(speech) / RATE + 0.1, abs=0.3)
    kept = wav.read(path)[1][0]
    assert kept == line[: len(kept)]
    assert [file.name for file in tmp_path.iterdir()] == ["1.wav"]


def test_the_tone_of_the_key_is_cut_off(tmp_path: Path, speech: "array[int]") -> None:
    """A gateway that leaves the tone in the sound, and tells of the key when it is released."""
    line = array("h", [*speech, *noise(0.3, -60), *pressed(941, 1477, 0.18), *noise(0.02, -60)])
    path = message(tmp_path, line)
    recorded.finish_message(path, key=True)
    kept = wav.read(path)[1][0]
    assert wav.seconds_of_tone(kept, 941) + wav.seconds_of_tone(kept, 1477) == 0
    assert not any(is_key_tone(kept[at : at + FRAME]) for at in range(0, len(kept), FRAME))
    assert len(kept) > len(speech) * 0.9


def test_the_echo_of_the_beep_is_no_message(tmp_path: Path, speech: "array[int]") -> None:
    echo = pressed(1000, 1000, 0.2, size=900)
    alone = message(tmp_path, [*noise(0.04, -65), *echo, *noise(3, -65)])
    assert recorded.finish_message(alone, beep=True) == 0
    line = [*noise(0.04, -65), *echo, *noise(0.5, -65), *speech, *noise(2, -65)]
    assert recorded.finish_message(message(tmp_path, line), beep=True) > len(speech) / RATE


def test_what_comes_after_the_stop_is_not_in_the_message(
    tmp_path: Path, speech: "array[int]"
) -> None:
    path = message(tmp_path, [*speech, *speech])
    seconds = recorded.finish_message(path, until_s=len(speech) / RATE / 2)
    assert seconds <= len(speech) / RATE / 2 + 0.001


@pytest.mark.parametrize("size", [0, 1, 159, 160, 161])
def test_the_shortest_messages(tmp_path: Path, size: int) -> None:
    path = message(tmp_path, [0] * size)
    assert recorded.finish_message(path) == 0
    assert recorded.finish_message(message(tmp_path, [0] * size), until_s=-1.0, key=True) == 0
    assert wav.read(path)[0] == RATE


def test_a_part_without_a_header_or_with_a_wrong_one(tmp_path: Path, speech: "array[int]") -> None:
    path = tmp_path / "1.wav"
    part = recorded.part_of_message(path)
    wav.write(part, speech)
    broken = bytearray(part.read_bytes())
    broken[40:44] = bytes(4)  # the writer died: its size was never written
    part.write_bytes(broken[:-1])
    assert recorded.complete(path)
    assert len(wav.read(path)[1][0]) > len(speech) * 0.9
    assert not recorded.complete(path)


def test_parts_know_their_whole() -> None:
    whole = Path("recordings/2026/11/23/c/7.wav")
    for part in (*recorded.parts_of(whole), recorded.part_of_message(whole)):
        assert recorded.whole_of(part) == whole
    assert recorded.whole_of(whole) is None
    assert recorded.whole_of(Path(".message.wav")) is None
