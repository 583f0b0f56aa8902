"""Frames on their way from one clock's thread to another's."""

from collections import deque

#: More than that is late by more than a moment: the oldest go (8 × 20 ms).
_MOST = 8
#: Frames that always lay unused for so long (pulls of 20 ms) only make the voice late.
_WATCHED = 100
_SPARE = 2


class VoiceQueue:
    """As deep as the threads' turns are uneven, by itself: whenever nothing is there in time, a
    silent frame is heard and everything after it comes that much later. What lies there unused for
    two seconds is taken out again."""

    def __init__(self) -> None:
        self._frames: deque[bytes] = deque(maxlen=_MOST)
        self._pulls = 0
        self._least = _MOST

    def clear(self) -> None:
        self._frames.clear()
        self._pulls, self._least = 0, _MOST

    def push(self, frame: bytes) -> None:
        self._frames.append(frame)

    def pull(self) -> bytes | None:
        """The next one; None: nothing is there in time."""
        if not self._frames:
            self._pulls, self._least = 0, _MOST
            return None
        frame = self._frames.popleft()
        self._pulls += 1
        self._least = min(self._least, len(self._frames))
        if self._pulls >= _WATCHED:
            if self._least >= _SPARE:
                self._frames.popleft()
            self._pulls, self._least = 0, _MOST
        return frame
