"""What a microphone hears, made fit for a call: without the loudspeaker's echo, without noise.

The echo canceller is WebRTC's AEC3 (see docs/adr). It is given, for each 10 ms of the microphone,
10 ms of what was played meanwhile, and finds the delay between the two by itself, as long as the
sound was played before it was heard. Both come in bursts of their own, so what was played waits in
a queue that is kept as short as the bursts allow.
"""

from __future__ import annotations

import logging
import threading
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.audio.live import BLOCK, CALL_RATE
from engine.audio.live.rates import Resampler
from engine.audio.voice_activity import SILENT_DB, VoiceActivity

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Samples = NDArray[np.int16]

log = logging.getLogger(__name__)

#: The queue is looked at for a second: what it never fell below is not needed.
_LOOK_BLOCKS = 100
#: More than that has come while the microphone stood still.
_MOST_BLOCKS = 30
#: Somebody who speaks for so long while muted does not know that he is.
_UNAWARE_FRAMES = 25
#: And is told again after so long.
_AGAIN_FRAMES = 500


@dataclass(frozen=True, slots=True)
class MicrophoneOptions:
    echo_cancellation: bool = True
    noise_suppression: bool = False
    automatic_gain: bool = False


class Reference:
    """What was played, block by block, for the echo canceller. Filled from the thread that plays,
    emptied by the one that listens."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._blocks: deque[Samples] = deque()
        self._least = _MOST_BLOCKS
        self._taken = 0

    def played(self, block: Samples) -> None:
        with self._lock:
            self._blocks.append(block)
            while len(self._blocks) > _MOST_BLOCKS:
                self._blocks.popleft()

    def take(self) -> Samples:
        with self._lock:
            self._taken += 1
            if self._taken >= _LOOK_BLOCKS:
                for _ in range(self._least):
                    self._blocks.popleft()
                self._taken, self._least = 0, _MOST_BLOCKS
            block = self._blocks.popleft() if self._blocks else np.zeros(BLOCK, np.int16)
            self._least = min(self._least, len(self._blocks))
            return block

    def begin(self) -> None:
        """The microphone is only now opened."""
        with self._lock:
            self._blocks.clear()
            self._taken, self._least = 0, _MOST_BLOCKS


class MicrophonePath:
    """``feed`` it what the device gives; it gives blocks of 20 ms at the call's rate."""

    def __init__(self, rate: int, options: MicrophoneOptions, reference: Reference) -> None:
        self._resampler = Resampler(rate, CALL_RATE)
        self._reference = reference
        # Here, and not above: only workstations have it, the engine has no microphone.
        from pywebrtc_audio import AudioProcessor

        self._cancels = options.echo_cancellation
        self._processor = AudioProcessor(
            sample_rate=CALL_RATE, echo_cancellation=options.echo_cancellation,
            noise_suppression=options.noise_suppression, high_pass_filter=True,
            auto_gain_control=options.automatic_gain,
        )  # fmt: skip
        self._rest: Samples = np.zeros(0, np.int16)
        self._done: Samples = np.zeros(0, np.int16)
        self._activity = VoiceActivity()
        self._spoken_muted = 0
        self.muted = False
        #: dBFS of the last 20 ms, after the cleaning; also while muted.
        self.level = SILENT_DB
        #: Set when somebody speaks though muted; whoever has told him takes it back.
        self.unaware = False
        reference.begin()

    @property
    def waiting_ms(self) -> float:
        """What has been fed and has not come out yet."""
        waiting = (len(self._rest) + len(self._done)) * 1000 / CALL_RATE
        return waiting + self._resampler.delay_ms

    @property
    def cleans(self) -> bool:
        """False: the library cannot be loaded, and the sound goes out as it comes in."""
        return self._processor is not None

    def feed(self, samples: Samples) -> list[Samples]:
        self._rest = np.concatenate([self._rest, self._resampler.feed(samples)])
        cleaned = [self._done]
        whole = len(self._rest) // BLOCK
        for index in range(whole):
            near = self._rest[index * BLOCK : (index + 1) * BLOCK]
            far = self._reference.take()
            if self._processor is None:
                cleaned.append(near)
            else:
                cleaned.append(self._processor.process(near, far if self._cancels else None))
        self._rest = self._rest[whole * BLOCK :]
        self._done = np.concatenate(cleaned)
        frames = []
        while len(self._done) >= 2 * BLOCK:
            frames.append(self._judged(self._done[: 2 * BLOCK]))
            self._done = self._done[2 * BLOCK :]
        return frames

    def _judged(self, frame: Samples) -> Samples:
        self.level = level_of(frame)
        speaks = self._activity.feed(self.level)
        if not self.muted:
            self._spoken_muted = 0
            return frame
        self._spoken_muted = self._spoken_muted + 1 if speaks else min(self._spoken_muted, 0)
        if self._spoken_muted >= _UNAWARE_FRAMES:
            self.unaware = True
            self._spoken_muted = -_AGAIN_FRAMES
        return np.zeros(len(frame), np.int16)


def _processor(options: MicrophoneOptions) -> Any:
    # Loaded here, and not above: only workstations have it, the engine has no microphone.
    try:
        from pywebrtc_audio import AudioProcessor
    except ImportError as error:
        # Who has a headset on his ears can do without; a telephone that is silent is worse.
        log.warning("no echo cancellation: %s", error)
        return None
    return AudioProcessor(
        sample_rate=CALL_RATE, echo_cancellation=options.echo_cancellation,
        noise_suppression=options.noise_suppression, high_pass_filter=True,
        auto_gain_control=options.automatic_gain,
    )  # fmt: skip


def level_of(samples: Samples) -> float:
    """dBFS (RMS), -96 … 0."""
    if not len(samples):
        return SILENT_DB
    energy = float(np.mean(samples.astype(np.float64) ** 2))
    return max(10 * float(np.log10(energy / 1073741824.0)), SILENT_DB) if energy else SILENT_DB
