"""Detectors of answering machines behind a port.

A detector is a machine without clock, thread or file: frames of sound in, one finding out. It runs
in the process that carries the call, between its other work: a frame may cost it a tenth of a
millisecond, never more than one.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from engine.domain.answering_machine import AnsweredBy, DetectionLimits

#: Entry point group of detectors: each entry is a ``DetectorFactory``.
ENTRY_POINT_GROUP = "rino_desktop.answer_detectors"


@dataclass(frozen=True, slots=True)
class Finding:
    """``reason``: one word for the log, such as "long_greeting". ``sure`` False: a guess, which
    is always a person."""

    answered_by: AnsweredBy
    reason: str
    sure: bool = True


class AnswerDetector(Protocol):
    def feed(self, frame: Sequence[int]) -> Finding | None:
        """The next 20 ms after the answer: 160 samples of 16 bit, 8 kHz. None: not known yet.
        The first finding counts; without one by ``DetectionLimits.longest_s`` it is a person, and
        so it is when this raises."""
        ...


#: Makes a detector for one call.
DetectorFactory = Callable[[DetectionLimits], AnswerDetector]
