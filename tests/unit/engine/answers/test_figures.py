"""What the detector is worth: on recordings that nothing was tuned with."""

from statistics import median

from engine.audio.answer.cadence import CadenceDetector
from engine.domain.answering_machine import AnsweredBy, DetectionLimits
from tests.helpers import greetings

#: Of each kind.
COUNT = 120


def test_machines_are_found_and_persons_are_not_mistaken() -> None:
    machines_missed, persons_mistaken, waits = [], [], []
    for answer in greetings.answers(held_out=True, persons=COUNT, machines=COUNT):
        detector, found, number = CadenceDetector(DetectionLimits()), None, 0
        for frame in greetings.frames(answer.sound):
            number += 1
            found = detector.feed(frame)
            if found is not None:
                break
        assert found is not None, answer.kind
        is_machine = found.answered_by is AnsweredBy.MACHINE
        if answer.machine and not is_machine:
            machines_missed.append((answer.kind, found.reason))
        if not answer.machine and is_machine:
            persons_mistaken.append((answer.kind, found.reason))
        if not answer.machine and answer.greeted_s and found.reason == "short_greeting":
            waits.append(number * 0.02 - answer.greeted_s)
    assert len(machines_missed) <= 0.10 * COUNT, machines_missed
    assert len(persons_mistaken) <= 0.02 * COUNT, persons_mistaken
    # What it costs a person, from his last sound on.
    assert median(waits) < 0.75
    assert max(waits) < 1.1
