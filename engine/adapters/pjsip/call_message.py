"""One message that the subscriber leaves: beep, recorder, and when it is over.

The recorder writes a part beside the file, which is cut and written when the message is over (see
``engine.audio.recorded``). Whether somebody speaks is told by the level of the call's port, looked
at every 20 ms: the recorder's file lags half a second behind.
"""

import math
import struct
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pjsua2 as pj

from engine.adapters.pjsip import messages
from engine.adapters.pjsip.media import Playback, join, part
from engine.adapters.pjsip.wav_files import UnplayableError
from engine.audio.recorded import finish_message, part_of_message, telephone_wav
from engine.audio.voice_activity import FRAME_S, SILENT_DB, VoiceActivity

if TYPE_CHECKING:
    from engine.adapters.pjsip.line_worker import LineWorker

BEEP_HZ, BEEP_S, _BEEP_LEVEL = 1000, 0.3, 6000
#: Of a sine; for noise it is 2 dB, for speech 3.
_RMS_OVER_MEAN_DB = 1.0


class CallMessage:
    """``begin`` it; ``over`` is called in the worker's loop when nothing of it is left to do."""

    def __init__(self, order: messages.RecordMessage, worker: "LineWorker",
                 over: Callable[["CallMessage"], None]) -> None:  # fmt: skip
        self._order = order
        self._worker = worker
        self._over = over
        self._path = Path(order.path)
        self._port: Any = None
        self._ours: Any = None
        self._beep: Playback | None = None
        self._recorder: Any = None
        self._began = 0.0
        self._activity = VoiceActivity()
        self._speech_at = 0.0
        self._ended = False
        self._abandoned = False
        self._complete = threading.Event()

    def begin(self) -> None:
        if self._order.beep:
            try:
                self._beep = Playback(
                    0,
                    (str(beep_file(self._worker.scratch)),),
                    barge_in=False,
                    loop=False,
                    scratch=self._worker.scratch,
                    finished=lambda _: self.skip_beep(),
                    happened=self._worker.endpoint.happened,
                )
                return
            except (OSError, UnplayableError) as error:
                self._worker.log(f"call {self._order.call_id}: no beep: {error}")
        self._record()

    def wire(self, port: Any, ours: Any) -> None:
        """(Re-)join to the call's port and to our side of its recording."""
        self._port, self._ours = port, ours
        join(self._beep, port)
        join(self._beep, ours)
        join(port, self._recorder)

    def skip_beep(self) -> None:
        """The beep is over, or something else is played."""
        if self._end_beep() and not self._ended:
            self._record()

    def _end_beep(self) -> bool:
        beep, self._beep = self._beep, None
        if beep is None:
            return False
        part(beep, self._port)
        part(beep, self._ours)
        beep.orphan()
        self._worker.bury(beep)
        return True

    def _record(self) -> None:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            recorder = pj.AudioMediaRecorder()
            recorder.createRecorder(str(part_of_message(self._path)))
            self._worker.silence().startTransmit(recorder)
        except (pj.Error, OSError) as error:
            self._fail(f"{self._path}: {getattr(error, 'reason', error)}")
            return
        self._recorder = recorder
        join(self._port, recorder)
        self._began = self._speech_at = time.monotonic()
        self._worker.after(FRAME_S, self._look)

    def _look(self) -> None:
        if self._ended:
            return
        now, order = time.monotonic(), self._order
        if self._activity.feed(self._level()):
            self._speech_at = now
        if now - self._began >= order.max_s:
            self._end("too_long", order.max_s)
        elif order.silence_s > 0 and now - self._speech_at >= order.silence_s:
            self._end("silence")
        else:
            self._worker.after(FRAME_S, self._look)

    def _level(self) -> float:
        """Of the last 20 ms that the recorder has got, dBFS."""
        try:
            return level_of_percent(self._recorder.getRxLevel())
        except pj.Error:
            return SILENT_DB

    def key_pressed(self, key: str) -> None:
        if key in self._order.stop_keys:
            self._end("key", time.monotonic() - self._began)

    def stop(self) -> None:
        self._end("stopped", time.monotonic() - self._began)

    def abandon(self) -> Callable[[], None]:
        """The call is over: nothing will be told of it. Returns what completes the file, to be
        called away from the loop."""
        self._abandoned = True
        self._end_beep()
        self._port = self._ours = None
        if self._ended:
            # Already being completed; the call's end waits for that.
            return self._await_complete
        self._ended = True
        recorded, self._recorder = self._recorder is not None, None
        return (lambda: self._log(self._finish("", None))) if recorded else lambda: None

    def _await_complete(self) -> None:
        self._complete.wait(30)

    def _fail(self, error: str) -> None:
        self._ended = True
        self._complete.set()
        self._worker.log(f"call {self._order.call_id}: cannot record: {error}")
        # Not at once: the events of an order come after it.
        self._worker.after(0, lambda: self._tell(self._done(0.0, "failed", error)))

    def _end(self, reason: str, until_s: float | None = None) -> None:
        if self._ended:
            return
        if self._end_beep():
            # Ended before anything was recorded: a file all the same, with nothing in it.
            self._record()
            until_s = 0.0
            if self._ended:
                return
        self._ended = True
        part(self._port, self._recorder)
        self._recorder = None
        self._worker.completion.begin(lambda: self._finish(reason, until_s), self._tell)

    def _finish(self, reason: str, until_s: float | None) -> messages.MessageDone:
        """In a thread."""
        try:
            seconds = finish_message(
                self._path, until_s=until_s, key=reason == "key", beep=self._order.beep
            )
            return self._done(seconds, reason)
        except (OSError, ValueError) as error:
            return self._done(0.0, "failed", f"{self._path}: {error}")
        finally:
            self._complete.set()

    def _done(self, seconds: float, reason: str, error: str = "") -> messages.MessageDone:
        order = self._order
        return messages.MessageDone(order.call_id, order.recording_id, seconds, reason, error)

    def _log(self, done: messages.MessageDone) -> None:
        if done.error:
            self._worker.log(f"call {done.call_id}: message: {done.error}")

    def _tell(self, done: messages.MessageDone) -> None:
        self._over(self)
        if not self._abandoned:
            self._worker.report(done)


def level_of_percent(percent: int) -> float:
    """dBFS (RMS) of a level as the library gives it: the mean magnitude of a frame, as the size
    of its mu-law code (ITU-T G.711), in whole percent of 255."""
    if percent <= 0:
        return SILENT_DB
    segment, step = divmod((percent + 0.5) * 2.55, 16)
    magnitude = ((2 * step + 33) * 2**segment - 33) * 4
    return 20 * math.log10(magnitude / 32768) + _RMS_OVER_MEAN_DB


def beep_file(folder: str) -> Path:
    """The beep that says "speak now"; made once in a folder for temporary sound."""
    path = Path(folder, "beep.wav")
    if not path.exists():
        step, count, ramp = 2 * math.pi * BEEP_HZ / 8000, round(BEEP_S * 8000), 80
        samples = [
            round(_BEEP_LEVEL * min(1, n / ramp, (count - n) / ramp) * math.sin(step * n))
            for n in range(count)
        ]
        unfinished = path.with_name(f"beep-{threading.get_native_id()}.wav")
        with telephone_wav(unfinished, channels=1) as wav:
            wav.writeframesraw(struct.pack(f"<{count}h", *samples))
        unfinished.replace(path)
    return path
