"""Answering machines told from persons: how many are found, how many persons are mistaken, how long
a person waits, and what it costs.

The recordings are those of the tests, synthesised; the detector was tuned with others. The
yardstick hears the same ones and is the plain rule that telephone exchanges ship: sound louder than
a fixed level is a word; a greeting of more than 1.5 s or more than three words is a machine, and so
are 2.5 s of silence before it; 0.8 s of silence after it are a person; nobody waits beyond 5 s.
"""

import json
import time
from collections.abc import Sequence
from statistics import median

from engine.audio.answer.cadence import CadenceDetector
from engine.domain.answering_machine import AnsweredBy, DetectionLimits
from engine.ports.answer_detection import AnswerDetector, Finding
from tests.helpers import greetings

_COUNT = 250
_FRAME_S = 0.02


class PlainRule:
    """Seconds and a level (mean magnitude of a sample), by themselves."""

    def __init__(self) -> None:
        self._frames = self._words = 0
        self._voice_s = self._silence_s = self._word_s = 0.0
        self._greets = self._in_word = False

    def feed(self, frame: Sequence[int]) -> Finding | None:
        self._frames += 1
        if sum(map(abs, frame)) / len(frame) < 256:
            self._silence_s += _FRAME_S
            if self._silence_s >= 0.05:
                self._in_word, self._word_s = False, 0.0
            if not self._greets and self._silence_s >= 2.5:
                return Finding(AnsweredBy.MACHINE, "initial silence")
            if self._greets and self._silence_s >= 0.8:
                return Finding(AnsweredBy.PERSON, "silence after the greeting")
        else:
            self._silence_s = 0.0
            self._voice_s += _FRAME_S
            self._word_s += _FRAME_S
            if self._word_s >= 0.1 and not self._in_word:
                self._in_word = self._greets = True
                self._words += 1
            if self._words > 3:
                return Finding(AnsweredBy.MACHINE, "words")
            if self._greets and self._voice_s >= 1.5:
                return Finding(AnsweredBy.MACHINE, "long greeting")
        if self._frames * _FRAME_S >= 5.0:
            return Finding(AnsweredBy.PERSON, "too long")
        return None


def measured(answers: list[tuple[greetings.Answer, list[Sequence[int]]]], kind: str) -> dict:
    found = mistaken = fed = 0
    waits, decided = [], []
    spent = 0.0
    for answer, frames in answers:
        detector: AnswerDetector = PlainRule() if kind else CadenceDetector(DetectionLimits())
        finding, number, began = None, 0, time.process_time()
        for frame in frames:
            number += 1
            finding = detector.feed(frame)
            if finding is not None:
                break
        spent += time.process_time() - began
        fed += number
        assert finding is not None
        machine = finding.answered_by is AnsweredBy.MACHINE
        found += machine and answer.machine
        mistaken += machine and not answer.machine
        if answer.machine and machine:
            decided.append(number * _FRAME_S)
        elif not answer.machine and not machine and answer.greeted_s:
            waits.append(max(0.0, number * _FRAME_S - answer.greeted_s))
    return {
        kind + "machines_found": round(found / _COUNT, 3),
        kind + "persons_mistaken": round(mistaken / _COUNT, 3),
        kind + "person_waits_s": round(median(waits), 2),
        kind + "person_waits_p90_s": round(sorted(waits)[int(0.9 * len(waits))], 2),
        kind + "machine_found_after_s": round(median(decided), 2),
        kind + "cpu_us_a_frame": round(spent / fed * 1e6, 1),
        kind + "cpu_ms_a_call": round(spent / len(answers) * 1e3, 2),
    }


def main() -> None:
    answers = [
        (answer, greetings.frames(answer.sound))
        for answer in greetings.answers(held_out=True, persons=_COUNT, machines=_COUNT)
    ]
    print(json.dumps({
        "benchmark": "amd", "persons": _COUNT, "machines": _COUNT,
        **measured(answers, ""), **measured(answers, "yardstick_"),
        "reach_machines_found": 0.9, "reach_persons_mistaken": 0.02,
    }))  # fmt: skip


if __name__ == "__main__":
    main()
