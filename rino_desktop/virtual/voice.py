"""What a virtual operator says: a WAV into the softphone, again and again while it talks."""

import itertools
import threading
import wave
from pathlib import Path

from engine.audio.live import CALL_FRAME, CALL_RATE
from engine.audio.live.link import Frame, SoundServer

_FRAME_S = CALL_FRAME / CALL_RATE
_SILENCE = bytes(2 * CALL_FRAME)


class SpokenVoice:
    """``sound``: port and secret, for the softphone. It speaks while ``speak(True)`` was said last;
    what is heard of the other side goes nowhere. ValueError for a file of another form."""

    def __init__(self, path: Path) -> None:
        with wave.open(str(path), "rb") as file:
            form = (file.getframerate(), file.getnchannels(), file.getsampwidth())
            if form != (CALL_RATE, 1, 2):
                raise ValueError(f"{path}: {form} is not 16 kHz, mono, 16 bit")
            data = file.readframes(file.getnframes())
        size = 2 * CALL_FRAME
        self._frames = [data[i : i + size].ljust(size, b"\0") for i in range(0, len(data), size)]
        self._server = SoundServer(_unheard)
        self._talking = threading.Event()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="virtual voice", daemon=True)
        self._thread.start()

    @property
    def sound(self) -> tuple[int, str]:
        return self._server.port, self._server.secret

    def speak(self, on: bool) -> None:
        if on:
            self._talking.set()
        else:
            self._talking.clear()

    def _run(self) -> None:
        while not self._over.is_set():
            if not self._talking.wait(0.5):
                continue
            for frame in itertools.chain(self._frames, itertools.repeat(_SILENCE, 50)):
                if not self._talking.is_set() or self._over.wait(_FRAME_S):
                    break
                self._server.send(frame)

    def close(self) -> None:
        self._over.set()
        self._talking.set()
        self._thread.join(2)
        self._server.close()


def _unheard(_frame: Frame) -> None:
    pass
