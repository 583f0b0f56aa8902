"""A message that a simulated subscriber leaves: it takes its time and is a real file."""

import asyncio
import math
from array import array
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from engine.audio.wav import write_telephone_wav
from engine.ports.clock import Clock

BEEP_S = 0.3
_RATE = 8000
#: What stays of the silence after the last word.
_TAIL_S = 0.2


@dataclass(frozen=True, slots=True)
class MessageOrder:
    recording_id: int
    path: Path
    max_s: float
    silence_s: float
    stop_keys: str
    beep: bool


class SimulatedMessage:
    """``run`` it as a task; ``end`` ends it earlier. ``over(seconds, reason, error)`` comes once,
    but not after ``drop``. ``says_s``: so much the subscriber says when he has heard the beep;
    ``changed`` is called when he begins and stops."""

    def __init__(self, order: MessageOrder, says_s: float, clock: Clock,
                 changed: Callable[[], None],
                 over: Callable[[MessageOrder, float, str, str], None]) -> None:  # fmt: skip
        self.order = order
        #: Set when the subscriber has said what he had to say.
        self.said = asyncio.Event()
        self._says_s = says_s
        self._clock = clock
        self._changed = changed
        self._over = over
        self._began: float | None = None
        self._ended = False

    @property
    def busy(self) -> bool:
        """The subscriber hears the beep or speaks."""
        beeping = self.order.beep and self._began is None
        return not self._ended and (beeping or (self._says_s > 0 and not self.said.is_set()))

    async def run(self) -> None:
        order, says_s = self.order, self._says_s
        if order.beep:
            await self._clock.sleep(BEEP_S)
        self._began = self._clock.monotonic()
        self._changed()
        if says_s > 0:
            await self._clock.sleep(min(says_s, order.max_s))
            if says_s >= order.max_s:
                self.end("too_long")
                return
            self.said.set()
            self._changed()
        quiet_s = order.silence_s if order.silence_s > 0 else math.inf
        await self._clock.sleep(min(quiet_s, order.max_s - says_s))
        self.end("silence" if says_s + quiet_s <= order.max_s else "too_long")

    def end(self, reason: str) -> None:
        if not self._ended:
            seconds, error = self.drop()
            self._over(self.order, seconds, "failed" if error else reason, error)

    def drop(self) -> tuple[float, str]:
        """Write the file; its seconds, and why that failed."""
        if self._ended:
            return 0.0, ""
        self._ended = True
        passed_s = 0.0 if self._began is None else self._clock.monotonic() - self._began
        spoken_s = min(self._says_s, passed_s)
        seconds = min(spoken_s + _TAIL_S, passed_s) if spoken_s > 0 else 0.0
        step = 2 * math.pi * 300 / _RATE
        samples = array("h", bytes(2 * round(seconds * _RATE)))
        for n in range(min(round(spoken_s * _RATE), len(samples))):
            samples[n] = round(6000 * math.sin(step * n))
        try:
            self.order.path.parent.mkdir(parents=True, exist_ok=True)
            write_telephone_wav(self.order.path, samples.tobytes())
        except OSError as error:
            return 0.0, f"{self.order.path}: {error}"
        return len(samples) / _RATE, ""
