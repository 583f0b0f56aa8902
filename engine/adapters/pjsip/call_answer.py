"""Listening to who has answered: frames from the media clock to the detector.

The media clock's thread only puts frames aside; the worker's loop feeds them to the detector, some
50 µs each, so that neither waits for the other.
"""

import contextlib
import time
from array import array
from collections import deque
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pjsua2 as pj

from engine.adapters.pjsip import messages
from engine.adapters.pjsip.frame_bytes import bytes_of
from engine.adapters.pjsip.media import join, part
from engine.audio.answer.watch import AnswerWatch, GreetingOver
from engine.audio.voice_activity import FRAME, FRAME_S
from engine.domain.answering_machine import (
    AnswerDetection,
    AnsweredBy,
    DetectionLimits,
)
from engine.ports.answer_detection import Finding

if TYPE_CHECKING:
    from engine.adapters.pjsip.line_worker import LineWorker

#: So much later than the sound itself would have decided, the clock does.
_GRACE_S = 0.5
#: Frames that wait; more than this are the sound of a loop that stood still, and are passed over.
_MOST_WAITING = 250
_MOST_AT_ONCE = 25


class _Ear(pj.AudioMediaPort):  # type: ignore[misc]
    def __init__(self, rate: int) -> None:
        super().__init__()
        self.frames: deque[bytes] = deque(maxlen=_MOST_WAITING)
        form = pj.MediaFormatAudio()
        form.init(pj.PJMEDIA_FORMAT_PCM, rate, 1, 20_000, 16)
        self.createPort("answer", form)

    def onFrameReceived(self, frame: Any) -> None:  # noqa: N802
        # Nothing may be raised into the media clock.
        with contextlib.suppress(Exception):
            if frame.size:
                self.frames.append(bytes_of(frame.buf))

    def tidy(self) -> None:
        """Buried: the media clock cannot be inside it any more."""


class CallAnswer:
    """``begin`` it at the answer; over when ``over`` is set."""

    def __init__(self, call_id: str, order: Mapping[str, Any], worker: "LineWorker") -> None:
        self._call_id = call_id
        self._worker = worker
        limits = DetectionLimits(**order["limits"])
        self._order = AnswerDetection(order["detector"], limits, order["wait_for_beep"])
        self._watch: AnswerWatch | None = None
        self._ear: _Ear | None = None
        self._port: Any = None
        self._found = False
        self._began = time.monotonic()
        self.over = False

    def begin(self) -> None:
        try:
            self._watch = AnswerWatch(self._order)
            self._ear = _Ear(self._worker.endpoint.clock_rate)
            # It counts time by frames, so there must be some even when no sound comes.
            self._worker.silence().startTransmit(self._ear)
        except Exception as error:  # of pjsua2, or of a plug-in's detector
            self._worker.log(f"call {self._call_id}: answers cannot be told apart: {error}")
            # Not at once: the answer itself is told first.
            self._worker.after(0, lambda: self._fail("detector_failed"))
            return
        self._worker.after(FRAME_S, self._listen)

    def wire(self, port: Any) -> None:
        """(Re-)join to the call's port."""
        if not self.over:
            self._port = port
            join(port, self._ear)

    def close(self) -> None:
        """Nothing will be told any more."""
        self.over = True
        ear, self._ear = self._ear, None
        if ear is not None:
            part(self._port, ear)
            self._worker.bury(ear)
        self._port = self._watch = None

    def _listen(self) -> None:
        watch, ear = self._watch, self._ear
        if self.over or watch is None or ear is None:
            return
        for _ in range(min(len(ear.frames), _MOST_AT_ONCE)):
            told = watch.feed(array("h", ear.frames.popleft()[: 2 * FRAME]))
            self._tell(told, watch)
            if self.over:
                return
        limits = self._order.limits
        longest = limits.beep_wait_s if self._found else limits.longest_s
        if time.monotonic() - self._began > longest + _GRACE_S:
            self._tell(watch.give_up(), watch)
        if not self.over:
            self._worker.after(FRAME_S, self._listen)

    def _tell(self, told: Finding | GreetingOver | None, watch: AnswerWatch) -> None:
        if isinstance(told, Finding):
            self._found = True
            if watch.fault:
                self._worker.log(f"call {self._call_id}: the detector failed: {watch.fault}")
            who = told.answered_by.value
            found = messages.AnswerFound(self._call_id, who, told.reason, watch.seconds)
            self._worker.report(found)
        elif told is not None:
            self._worker.report(messages.GreetingOver(self._call_id, told.beep, watch.seconds))
        if watch.done:
            self.close()

    def _fail(self, reason: str) -> None:
        if not self.over:
            who = AnsweredBy.PERSON.value
            self._worker.report(messages.AnswerFound(self._call_id, who, reason, 0.0))
            self.close()
