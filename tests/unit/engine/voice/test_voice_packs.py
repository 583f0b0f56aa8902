"""Values are played from a pack; what it lacks is synthesised, and said once."""

import asyncio
import json
import os
import wave
from collections.abc import AsyncIterator
from pathlib import Path

import numpy as np
import pytest

from engine.audio.wav import wav_format, write_telephone_wav
from engine.errors import KnownError
from engine.ivr.model import Spoken
from engine.ivr.spoken import money
from engine.ivr.spoken.fragments import words_of
from engine.service.voice import VoiceService
from engine.service.voice_packs import VoicePacks
from tests.helpers import sound
from tests.helpers.voice_packs import heard, tone_pack, write_manifest

WORDS = {"двадцать": 400.0, "один": 600.0, "рубль": 900.0, "две": 1300.0, "копейки": 1800.0}
PITCHES = [*WORDS.values(), 2500.0, 3000.0]
SYNTHESIS = 3000.0


class Beeper:
    """Synthesises everything as one tone."""

    name = "beeper/packs"

    def __init__(self) -> None:
        self.said: list[str] = []

    def synthesise(self, text: str, language: str, target: Path) -> None:
        self.said.append(text)
        write_telephone_wav(target, sound.pcm16(sound.tone(SYNTHESIS, 0.1)))


class Hall:
    def __init__(self, folder: Path, chosen: tuple[str, ...] = ("tones",)) -> None:
        self.problems: list[str] = []
        self.beeper = Beeper()
        self.store = folder / "store/packs"
        self.packs = VoicePacks(
            self.store, folder / "cache/packs", chosen, lambda e: self.problems.append(str(e))
        )
        self.voice = VoiceService(folder / "store", folder / "cache", self.beeper, packs=self.packs)

    async def say(self, item: Spoken, *packs: str) -> list[float]:
        [path] = await self.voice.resolve([item], packs)
        assert wav_format(path).telephone
        return heard(path, PITCHES)


def due(value: str, before: str = "", after: str = "") -> Spoken:
    text = " ".join(f"{before}{value}{after}".split())
    return Spoken(text, "ru", (before, value, after) if after else (before, value))


@pytest.fixture
async def hall(tmp_path: Path) -> AsyncIterator[Hall]:
    made = Hall(tmp_path)
    yield made
    made.voice.close()


async def test_a_value_is_a_row_of_fragments(hall: Hall) -> None:
    tone_pack(hall.store / "tones", WORDS)
    value = money("21.02", "RUB", "ru")
    assert await hall.say(due(value)) == [400, 600, 900, 1300, 1800]
    assert hall.beeper.said == []
    assert hall.problems == []


async def test_what_the_author_wrote_is_synthesised_around_it(hall: Hall) -> None:
    tone_pack(hall.store / "tones", WORDS, pause_s=0.1)
    row = await hall.say(due("двадцать один рубль", "Ваш долг: ", ". Оплатите его!"))
    # the text, a pause at the colon, the value, a pause of a sentence, the text
    assert row == [SYNTHESIS, 0, 400, 600, 900, 0, 0, 0, 0, SYNTHESIS]
    assert hall.beeper.said == ["Ваш долг:", "Оплатите его!"]


async def test_commas_are_pauses_of_the_pack(hall: Hall) -> None:
    tone_pack(hall.store / "tones", WORDS, pause_s=0.3)
    assert await hall.say(due("двадцать, один")) == [400, 0, 0, 0, 600]


async def test_the_longest_fragment_goes_first(hall: Hall) -> None:
    tone_pack(hall.store / "tones", {**WORDS, "Двадцать один  рубль": 2500.0})
    assert await hall.say(due("двадцать один рубль две копейки")) == [2500, 1300, 1800]


async def test_a_missing_fragment_is_told_once_and_its_value_synthesised(hall: Hall) -> None:
    tone_pack(hall.store / "tones", WORDS)
    spoken = Spoken("один рубль и сорок рублей", "ru", ("", "один рубль", " и ", "сорок рублей"))
    for _ in range(3):
        assert await hall.say(spoken) == [600, 900, SYNTHESIS, SYNTHESIS]
        hall.voice._known.clear()
    assert hall.beeper.said == ["и", "сорок рублей"]
    assert len(hall.problems) == 2  # two words of that value
    assert "The voice pack tones has no fragment “сорок”" in hall.problems[0]
    assert "pack.json" in hall.problems[0]


async def test_without_any_fragment_the_whole_text_is_synthesised_in_one_go(hall: Hall) -> None:
    tone_pack(hall.store / "tones", WORDS)
    assert await hall.say(due("сорок пять", "Код ", ".")) == [SYNTHESIS]
    assert hall.beeper.said == ["Код сорок пять."]


async def test_a_text_without_values_has_nothing_to_do_with_packs(hall: Hall) -> None:
    assert await hall.say(Spoken("двадцать", "ru")) == [SYNTHESIS]
    assert hall.problems == []


async def test_packs_go_by_language_and_by_campaign(hall: Hall) -> None:
    tone_pack(hall.store / "tones", WORDS)
    tone_pack(hall.store / "english", {"one": 2500.0, "dollar": 400.0}, "en")
    tone_pack(hall.store / "other", {"один": 2500.0})
    english = Spoken("one dollar", "en", ("", "one dollar"))
    assert await hall.say(english) == [SYNTHESIS]
    assert await hall.say(english, "tones", "english") == [2500, 400]
    assert await hall.say(due("один")) == [600]
    assert await hall.say(due("один"), "other") == [2500]
    assert await hall.say(due("один")) == [600]


async def test_a_pack_that_is_mended_is_heard(hall: Hall) -> None:
    pack = tone_pack(hall.store / "tones", WORDS)
    (pack / "1.wav").write_bytes(b"RIFF")
    assert await hall.say(due("один рубль")) == [SYNTHESIS]
    assert ["cannot be played" in problem for problem in hall.problems] == [True]
    sound.write(pack / "1.wav", sound.tone(2500, 0.1))
    hall.voice._known.clear()
    assert await hall.say(due("один рубль")) == [2500, 900]


async def test_a_recording_that_was_replaced_is_played_anew(hall: Hall) -> None:
    pack = tone_pack(hall.store / "tones", WORDS)
    assert await hall.say(due("один рубль")) == [600, 900]
    sound.write(pack / "1.wav", sound.tone(2500, 0.1))
    os.utime(pack / "1.wav", (1_000_000_000, 1_000_000_000))
    hall.voice._known.clear()
    assert await hall.say(due("один рубль")) == [2500, 900]


@pytest.mark.parametrize(
    ("break_it", "words"),
    [
        (lambda pack: (pack / "pack.json").unlink(), "it has no pack.json"),
        (lambda pack: (pack / "pack.json").write_text("{"), "damaged JSON"),
        (lambda pack: write_manifest(pack, language="de"), "language: must be one of ru, en"),
    ],
)
async def test_a_pack_that_cannot_be_used_stops_nobody(
    hall: Hall, break_it: object, words: str
) -> None:
    break_it(tone_pack(hall.store / "tones", WORDS))  # type: ignore[operator]
    for _ in range(2):
        assert await hall.say(due("один рубль")) == [SYNTHESIS]
        hall.voice._known.clear()
        hall.packs._known.clear()
    assert len(hall.problems) == 1
    assert words in hall.problems[0]


@pytest.mark.parametrize("name", ["../tones", "/etc", "", ".", "no such", "a\0b", "x" * 300])
async def test_a_name_that_is_none_stops_nobody(hall: Hall, name: str) -> None:
    tone_pack(hall.store / "tones", WORDS)
    assert await hall.say(due("один рубль"), name) == [SYNTHESIS]
    assert len(hall.problems) == 1


async def test_stereo_at_another_rate_is_converted(hall: Hall) -> None:
    pack = tone_pack(hall.store / "tones", WORDS)
    with wave.open(str(pack / "1.wav"), "wb") as file:
        file.setparams((2, 2, 44_100, 0, "NONE", ""))
        tone = np.array(sound.tone(600, 0.1, 44_100)) * 32767
        file.writeframes(np.repeat(tone.astype("<i2"), 2).tobytes())
    files = hall.packs.files_for(words_of("один рубль"), "ru")
    assert files is not None
    assert [wav_format(path).telephone for path in files] == [True, True]
    assert sound.power(sound.read(files[0]), 600) > 0.1
    assert (await hall.say(due("один рубль")))[0] == 600


def test_files_for_words(hall: Hall) -> None:
    pack = tone_pack(hall.store / "tones", WORDS)
    assert hall.packs.files_for(["двадцать", "один"], "ru") == [pack / "0.wav", pack / "1.wav"]
    assert hall.packs.files_for(["двадцать", "сто"], "ru") is None
    assert hall.packs.files_for(["двадцать"], "en") is None


async def test_a_cache_that_cannot_be_written_loses_no_call(tmp_path: Path) -> None:
    hall = Hall(tmp_path)
    tone_pack(hall.store / "tones", WORDS)
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache/packs").write_text("")
    assert await hall.say(due("двадцать, один рубль")) == [SYNTHESIS]
    hall.voice.close()


async def test_a_hundred_calls_at_once(hall: Hall) -> None:
    tone_pack(hall.store / "tones", WORDS)
    items = [due("двадцать один рубль"), due("две копейки"), due("один рубль")]
    found = await asyncio.gather(*(hall.voice.resolve([items[n % 3]]) for n in range(100)))
    assert len({path for paths in found for path in paths}) == 3
    assert hall.beeper.said == []


def test_the_manifest_may_name_files_alone(hall: Hall) -> None:
    pack = tone_pack(hall.store / "tones", {"один": 600.0})
    document = json.loads((pack / "pack.json").read_text("utf-8"))
    document["fragments"] = {"один": "0.wav"}
    (pack / "pack.json").write_text(json.dumps(document), "utf-8")
    assert hall.packs.files_for(["один"], "ru") == [pack / "0.wav"]


def test_errors_of_the_manifest_are_known_errors(tmp_path: Path) -> None:
    from engine.service.voice_pack import read_pack

    with pytest.raises(KnownError, match=r"is no voice pack: it has no pack\.json"):
        read_pack(tmp_path)
