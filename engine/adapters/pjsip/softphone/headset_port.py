"""The headset on the conference bridge: its sound comes from and goes to another process."""

import contextlib
import time
from typing import Any

import numpy as np
import pjsua2 as pj

from engine.adapters.pjsip.frame_bytes import bytes_of, vector_of
from engine.audio.live import CALL_FRAME, CALL_RATE
from engine.audio.live.jitter_buffer import JitterBuffer
from engine.audio.live.link import SoundLink

_SILENCE = bytes(2 * CALL_FRAME)


class HeadsetPort(pj.AudioMediaPort):  # type: ignore[misc]
    """Called back by the media clock's thread every 20 ms, both ways; everything of the link is
    done there, so that no thread waits for another."""

    def __init__(self) -> None:
        super().__init__()
        form = pj.MediaFormatAudio()
        form.init(pj.PJMEDIA_FORMAT_PCM, CALL_RATE, 1, 20_000, 16)
        self._link: SoundLink | None = None
        self.buffer = JitterBuffer()
        self._silence = pj.ByteVector(_SILENCE)
        self.createPort("headset", form)

    def use(self, link: SoundLink | None) -> None:
        before, self._link = self._link, link
        self.buffer.clear()
        if before is not None:
            before.close()

    def onFrameRequested(self, frame: Any) -> None:  # noqa: N802
        frame.type, frame.size = pj.PJMEDIA_FRAME_TYPE_AUDIO, len(_SILENCE)
        link = self._link
        if link is None or not link.open:
            frame.buf = self._silence
            return
        # Nothing may be raised into the media clock.
        with contextlib.suppress(Exception):
            for came in link.receive():
                self.buffer.push(np.frombuffer(came.sound, np.int16), came.sent_at)
        frame.buf = vector_of(self.buffer.pull(CALL_FRAME).tobytes())

    def onFrameReceived(self, frame: Any) -> None:  # noqa: N802
        link = self._link
        if link is not None and link.open and frame.size:
            link.send(bytes_of(frame.buf), time.perf_counter())
