"""The detector of energy and cadence, by sounds that are told in one line."""

import math
import random
from collections.abc import Sequence

import pytest

from engine.audio.answer.cadence import CadenceDetector
from engine.audio.answer.tones import tone_hz
from engine.domain.answering_machine import AnsweredBy, DetectionLimits
from engine.ports.answer_detection import Finding

FRAME_S = 0.02
Sound = list[int]


def tone(hertz: float, seconds: float, level: int = 6000) -> Sound:
    step = 2 * math.pi * hertz / 8000
    return [round(level * math.sin(step * n)) for n in range(round(seconds * 8000))]


def quiet(seconds: float, level: int = 0, seed: int = 1) -> Sound:
    chance = random.Random(seed)
    return [chance.randint(-level, level) for _ in range(round(seconds * 8000))]


def speech(seconds: float, level: int = 4000) -> Sound:
    """Noise in syllables of 160 ms, with 40 ms between them."""
    sound: Sound = []
    while len(sound) < seconds * 8000:
        sound += quiet(0.16, level, len(sound)) + quiet(0.04, level // 40)
    return sound[: round(seconds * 8000)]


def heard(*parts: Sound, limits: DetectionLimits | None = None) -> tuple[Finding, float]:
    """What is found in the sound, with endless silence after it, and when."""
    detector = CadenceDetector(limits or DetectionLimits())
    sound: Sequence[int] = [sample for part in parts for sample in part] + [0] * 80_000
    for frame in range(len(sound) // 160):
        found = detector.feed(sound[frame * 160 : frame * 160 + 160])
        if found is not None:
            return found, (frame + 1) * FRAME_S
    raise AssertionError("nothing found")


def test_a_word_and_silence_is_a_person() -> None:
    found, after_s = heard(quiet(0.3), speech(0.5))
    assert found == Finding(AnsweredBy.PERSON, "short_greeting")
    assert after_s == pytest.approx(0.3 + 0.5 + 0.7, abs=0.08)


def test_who_goes_on_speaking_is_a_machine() -> None:
    found, after_s = heard(quiet(0.3), speech(6.0))
    assert found == Finding(AnsweredBy.MACHINE, "long_greeting")
    assert after_s == pytest.approx(0.3 + 3.2, abs=0.1)


def test_pauses_between_sentences_do_not_hide_a_machine() -> None:
    found, _ = heard(speech(1.4), quiet(0.5), speech(1.0), quiet(0.5), speech(3))
    assert found.answered_by is AnsweredBy.MACHINE


def test_a_beep_after_words_is_a_machine() -> None:
    found, after_s = heard(speech(1.2), quiet(0.4), tone(1000, 0.5))
    assert found == Finding(AnsweredBy.MACHINE, "beep")
    assert after_s == pytest.approx(2.1, abs=0.06)


@pytest.mark.parametrize("hertz", [425.0, 440.0])
def test_a_ringing_tone_after_the_answer_is_nobody(hertz: float) -> None:
    found, _ = heard(tone(hertz, 1.0), quiet(0.3), speech(0.5))
    assert found == Finding(AnsweredBy.PERSON, "short_greeting")


def test_silence_is_a_person_who_waits() -> None:
    found, after_s = heard(quiet(0.1))
    assert found == Finding(AnsweredBy.PERSON, "silence", sure=False)
    assert after_s == pytest.approx(2.0, abs=0.03)


def test_clicks_and_breaths_are_silence() -> None:
    found, _ = heard(quiet(0.5), quiet(0.04, 9000), quiet(0.6), quiet(0.06, 5000))
    assert found.reason == "silence"


@pytest.mark.parametrize("level", [100, 500, 1500])
def test_noise_of_any_level_is_no_greeting(level: int) -> None:
    found, _ = heard(quiet(8.0, level))
    assert found == Finding(AnsweredBy.PERSON, "silence", sure=False)


def test_a_word_in_a_noisy_street() -> None:
    found, after_s = heard(quiet(0.4, 700), speech(0.6, 9000), quiet(5, 700, 7))
    assert found == Finding(AnsweredBy.PERSON, "short_greeting")
    assert after_s < 2.0


def test_steady_sound_is_undecided_and_so_a_person() -> None:
    """Music, for example: as long as a machine's greeting, and unlike speech."""
    music = [
        round(sum(2500 * math.sin(n * hertz / 1273) for hertz in (220, 277, 330)))
        for n in range(56_000)
    ]
    found, _ = heard(music, limits=DetectionLimits())
    assert (found.answered_by, found.sure) == (AnsweredBy.PERSON, False)


def test_a_fax_machine() -> None:
    found, after_s = heard(quiet(1.8), tone(2100, 3.0))
    assert found == Finding(AnsweredBy.FAX, "fax_tone")
    assert after_s < 2.4


def test_a_fax_machine_that_calls() -> None:
    found, _ = heard(quiet(0.5), tone(1100, 0.5), quiet(0.4))
    assert found == Finding(AnsweredBy.FAX, "calling_tone")


@pytest.mark.parametrize(("first", "second"), [(950, 1400), (913.8, 1370.6), (985.2, 1428.5)])
def test_special_information_tones(first: float, second: float) -> None:
    found, _ = heard(quiet(0.2), tone(first, 0.33), tone(second, 0.33), tone(1776.7, 0.33))
    assert found == Finding(AnsweredBy.ANNOUNCEMENT, "information_tone")


def test_limits_are_the_campaigns_own() -> None:
    patient = DetectionLimits(greeting_s=2.0, silence_s=1.2, longest_s=3.0)
    assert heard(speech(6.0), limits=patient)[1] == pytest.approx(2.0, abs=0.1)
    assert heard(speech(0.5), limits=patient)[1] == pytest.approx(1.7, abs=0.1)


def test_tones_are_measured() -> None:
    for hertz in (425.0, 1000.0, 1400.0, 2100.0):
        assert tone_hz(tone(hertz, 0.02)) == pytest.approx(hertz, abs=6)
    assert tone_hz(quiet(0.02, 4000)) == 0
    assert tone_hz([0] * 160) == 0
    assert tone_hz([5000] * 160) == 0, "a direct voltage"
