"""Recording what the subscriber of a dialogue says."""

from engine.ivr import model as ivr


class VirtualRecorder:
    """Ends a message as the telephone would: after silence, at the longest, by a key."""

    __slots__ = ("_began", "_command", "_kept", "_spoke", "_spoken_until")

    def __init__(self) -> None:
        self._command: ivr.RecordMessage | None = None
        self._began = 0.0
        self._spoken_until = 0.0
        self._spoke = False
        #: Name → seconds, of all messages of the call.
        self._kept: dict[str, float] = {}

    @property
    def running(self) -> bool:
        return self._command is not None

    @property
    def ends(self) -> float | None:
        """When it ends by itself."""
        if self._command is None:
            return None
        longest = self._began + self._command.max_s
        if self._command.silence_s <= 0:
            return longest
        return min(longest, max(self._began, self._spoken_until) + self._command.silence_s)

    def begin(self, command: ivr.RecordMessage, now: float) -> None:
        self._command = command
        self._began = self._spoken_until = now
        self._spoke = False

    def speak(self, now: float, seconds: float) -> None:
        if seconds > 0:
            self._spoken_until = now + seconds
            self._spoke = True

    def stop(self) -> None:
        self._command = None

    def end(self, now: float) -> ivr.MessageRecorded:
        assert self._command is not None
        too_long = now >= self._began + self._command.max_s
        return self._message("too_long" if too_long else "silence", now)

    def pressed(self, key: str, now: float) -> ivr.MessageRecorded | None:
        if self._command is None or key not in self._command.stop_keys:
            return None
        return self._message("key", now)

    def hung_up(self, now: float) -> ivr.MessageRecorded | None:
        return self._message("hung_up", now) if self._command is not None else None

    def seconds_of(self, item: ivr.Utterance) -> float | None:
        return self._kept.get(item.name) if isinstance(item, ivr.Recorded) else None

    def _message(self, reason: str, now: float) -> ivr.MessageRecorded:
        assert self._command is not None
        number, self._command = self._command.recording_id, None
        seconds = round(min(now, self._spoken_until) - self._began, 3) if self._spoke else 0.0
        name = f"message-{number}.wav" if seconds > 0 else ""
        if name:
            self._kept[name] = seconds
        return ivr.MessageRecorded(number, seconds, reason, name)
