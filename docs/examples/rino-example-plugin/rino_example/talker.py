"""A detector of answering machines: whoever is loud for most of the first two seconds is one."""

from collections.abc import Sequence

from engine.domain.answering_machine import AnsweredBy, DetectionLimits
from engine.ports.answer_detection import Finding

FRAMES = 100  # of 20 ms
LOUD = 500  # mean magnitude of a sample


class Talker:
    def __init__(self, limits: DetectionLimits) -> None:
        self._limits = limits
        self._frames = self._loud = 0

    def feed(self, frame: Sequence[int]) -> Finding | None:
        self._frames += 1
        self._loud += sum(map(abs, frame)) / len(frame) > LOUD
        if self._frames < FRAMES:
            return None
        if self._loud > 0.8 * FRAMES:
            return Finding(AnsweredBy.MACHINE, "talks")
        return Finding(AnsweredBy.PERSON, "listens")
