"""The sound of simulated calls: how long files last, and recordings that are real files."""

import wave
from array import array
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

_RATE = 8000


def duration_s(path: Path) -> float:
    """How long a prompt plays. Raises OSError, or ValueError for what is not 8 kHz mono 16 bit."""
    return _duration_s(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=4096)
def _duration_s(path: Path, _changed: int) -> float:
    return len(_samples(path)) / _RATE


def _samples(path: Path) -> "array[int]":
    try:
        with wave.open(str(path), "rb") as source:
            shape = (source.getframerate(), source.getnchannels(), source.getsampwidth())
            if shape != (_RATE, 1, 2):
                raise ValueError(f"{path}: not 8 kHz mono 16 bit")
            return array("h", source.readframes(source.getnframes()))
    except (wave.Error, EOFError) as error:
        raise ValueError(f"{path}: {error}") from error


class Recording:
    """Stereo: the subscriber (who makes no sound here) on the left, what was played on the right.
    Nothing is written before the end."""

    def __init__(self, path: Path, now: float) -> None:
        self._path = path
        self._since = now
        self._right = array("h")
        self._playing: tuple[float, Sequence[Path], bool] | None = None

    def plays(self, now: float, files: Sequence[Path], *, loop: bool) -> None:
        self._playing = (now, files, loop)

    def stops(self, now: float) -> None:
        if self._playing is None:
            return
        started, files, loop = self._playing
        self._playing = None
        self._fill(started)
        played = array("h")
        for path in files:
            played += _samples(path)
        length = int((now - started) * _RATE)
        if loop and played:
            played *= length // len(played) + 1
        self._right += played[:length]

    def finish(self, now: float) -> str:
        """Write the file; the returned text says why that failed, "" when it did not."""
        self.stops(now)
        self._fill(now)
        both = array("h", bytes(4 * len(self._right)))
        both[1::2] = self._right
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with wave.open(str(self._path), "wb") as target:
                target.setnchannels(2)
                target.setsampwidth(2)
                target.setframerate(_RATE)
                target.writeframes(both.tobytes())
        except OSError as error:
            return f"recording failed: {error}"
        return ""

    def _fill(self, now: float) -> None:
        missing = int((now - self._since) * _RATE) - len(self._right)
        if missing > 0:
            self._right.extend(array("h", bytes(2 * missing)))
