"""What is told of an answer: once who it is, and of a machine when its greeting is over."""

from collections.abc import Sequence

import pytest

from engine.audio.answer.watch import AnswerWatch, GreetingOver
from engine.domain.answering_machine import AnswerDetection, AnsweredBy, DetectionLimits
from engine.ports.answer_detection import Finding
from tests.unit.engine.answers.test_cadence import Sound, quiet, speech, tone

WAITING = AnswerDetection(wait_for_beep=True)


def told(watch: AnswerWatch, *parts: Sound) -> list[tuple[float, Finding | GreetingOver]]:
    sound = [sample for part in parts for sample in part]
    found = []
    for start in range(0, len(sound) - 159, 160):
        event = watch.feed(sound[start : start + 160])
        if event is not None:
            found.append((watch.seconds, event))
    return found


def test_the_beep_ends_a_greeting() -> None:
    watch = AnswerWatch(WAITING)
    (_, found), (over_s, over) = told(
        watch, speech(7.0), quiet(0.4), tone(800, 0.4), quiet(1), tone(800, 1)
    )
    assert isinstance(found, Finding)
    assert found.answered_by is AnsweredBy.MACHINE
    assert over == GreetingOver(beep=True)
    assert over_s == pytest.approx(7.8, abs=0.05)
    assert watch.done


def test_a_machine_told_by_its_beep_is_over_at_once() -> None:
    (found_s, _), (over_s, over) = told(
        AnswerWatch(WAITING), speech(1.5), quiet(0.3), tone(1000, 0.3), quiet(1)
    )
    assert over == GreetingOver(beep=True)
    assert over_s - found_s < 0.05


def test_a_machine_without_a_beep_falls_silent() -> None:
    (_, _), (over_s, over) = told(AnswerWatch(WAITING), speech(6.0), quiet(5, 30))
    assert over == GreetingOver(beep=False)
    assert over_s == pytest.approx(8.5, abs=0.2)


def test_nobody_waits_for_ever() -> None:
    order = AnswerDetection(limits=DetectionLimits(beep_wait_s=9.0), wait_for_beep=True)
    (_, _), (over_s, over) = told(AnswerWatch(order), speech(20.0))
    assert (over, over_s) == (GreetingOver(beep=False), 9.0)


def test_without_waiting_the_finding_is_all() -> None:
    watch = AnswerWatch(AnswerDetection())
    assert len(told(watch, speech(7.0), tone(800, 0.4), quiet(5))) == 1


def test_no_sound_at_all() -> None:
    watch = AnswerWatch(WAITING)
    found = watch.give_up()
    assert found == Finding(AnsweredBy.PERSON, "no_sound", sure=False)
    assert watch.done


class Broken:
    def feed(self, frame: Sequence[int]) -> Finding | None:
        raise ZeroDivisionError("a plug-in's")


class Guesses:
    def feed(self, frame: Sequence[int]) -> Finding | None:
        return Finding(AnsweredBy.MACHINE, "perhaps", sure=False)


class Silent:
    def feed(self, frame: Sequence[int]) -> Finding | None:
        return None


def test_whatever_a_detector_does_an_unsure_answer_is_a_person() -> None:
    for detector, reason, after_s in (
        (Broken(), "detector_failed", 0.02),
        (Guesses(), "perhaps", 0.02),
        (Silent(), "undecided", 5.2),
    ):
        watch = AnswerWatch(WAITING, detector)
        ((at, found),) = told(watch, quiet(6))
        assert found == Finding(AnsweredBy.PERSON, reason, sure=False)
        assert at == after_s
        assert bool(watch.fault) == isinstance(detector, Broken)
