"""What is listened for from the answer on: who it is; of a machine, when its greeting is over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.audio.answer.cadence import BEEP, CadenceDetector
from engine.audio.answer.tones import ToneTracker
from engine.audio.voice_activity import FRAME, FRAME_S, VoiceActivity, level_db
from engine.domain.answering_machine import CADENCE, AnswerDetection, AnsweredBy
from engine.ports.answer_detection import ENTRY_POINT_GROUP, AnswerDetector, Finding

#: After so long a silence a machine without a beep records.
_SILENCE_S = 2.5
#: A beep lasts no longer: what does is the tone of an exchange.
_LONGEST_BEEP_S = 1.6


@dataclass(frozen=True, slots=True)
class GreetingOver:
    """The machine records from now on. ``beep`` False: it has only fallen silent, or has gone on
    for longer than anybody waits."""

    beep: bool


class AnswerWatch:
    """Feed it every 20 ms from the answer on, until ``done``. ``seconds`` counts what was fed.
    ``fault``: what a detector has raised, "" for nothing."""

    def __init__(self, order: AnswerDetection, detector: AnswerDetector | None = None) -> None:
        """KnownError or whatever a plug-in raises when there is no such detector."""
        self._order = order
        self._detector = detector or detector_of(order)
        self._found: Finding | None = None
        self._frames = 0
        self._activity = VoiceActivity()
        self._tones = ToneTracker()
        #: The beep itself has told the machine.
        self._beeped = False
        self.fault = ""
        self.done = False

    @property
    def seconds(self) -> float:
        return round(self._frames * FRAME_S, 2)

    def feed(self, frame: Sequence[int]) -> Finding | GreetingOver | None:
        if self.done:
            return None
        self._frames += 1
        if self._found is None:
            return self._listen(frame)
        level = level_db(frame)
        self._activity.feed(level)
        tone = self._tones.feed(frame, level)
        beep = tone is not None and tone.over and tone.seconds <= _LONGEST_BEEP_S
        if beep or self._beeped:
            return self._over(beep=True)
        quiet_s = (self._activity.frames - self._activity.last_speech) * FRAME_S
        if quiet_s >= _SILENCE_S or self.seconds >= self._order.limits.beep_wait_s:
            return self._over(beep=False)
        return None

    def give_up(self) -> Finding | GreetingOver:
        """No sound has come for too long to tell anything."""
        if self._found is None:
            return self._settle(Finding(AnsweredBy.PERSON, "no_sound", sure=False))
        return self._over(beep=False)

    def _listen(self, frame: Sequence[int]) -> Finding | GreetingOver | None:
        try:
            found = self._detector.feed(frame)
        except Exception as error:  # a plug-in's; the subscriber must not suffer for it
            self.fault = f"{type(error).__name__}: {error}"
            found = Finding(AnsweredBy.PERSON, "detector_failed", sure=False)
        if found is None and self.seconds >= self._order.limits.longest_s:
            found = Finding(AnsweredBy.PERSON, "undecided", sure=False)
        if found is None:
            return None
        return self._settle(found)

    def _settle(self, found: Finding) -> Finding:
        if not found.sure:
            found = Finding(AnsweredBy.PERSON, found.reason, sure=False)
        self._found = found
        if found.answered_by is not AnsweredBy.MACHINE or not self._order.wait_for_beep:
            self.done = True
        self._beeped = found.reason == BEEP
        return found

    def _over(self, *, beep: bool) -> GreetingOver:
        self.done = True
        return GreetingOver(beep)


def detector_of(order: AnswerDetection) -> AnswerDetector:
    """Ours, or a plug-in's by its name."""
    if order.detector == CADENCE:
        return CadenceDetector(order.limits)
    from importlib.metadata import entry_points

    (entry,) = entry_points(group=ENTRY_POINT_GROUP, name=order.detector)
    made: AnswerDetector = entry.load()(order.limits)
    return made


def frames_of(samples: Sequence[int]) -> list[Sequence[int]]:
    """Whole frames of 20 ms."""
    return [samples[at : at + FRAME] for at in range(0, len(samples) - FRAME + 1, FRAME)]
