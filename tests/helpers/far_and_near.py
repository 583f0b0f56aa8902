"""Speech of a far end, the echo that a room makes of it, and a voice before the microphone."""

import subprocess
import wave
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import soxr
from numpy.typing import NDArray

from engine.audio.live import BLOCK, CALL_RATE
from engine.audio.live.microphone_path import MicrophoneOptions, MicrophonePath, Reference

Sound = NDArray[np.float64]
_FAR = (
    "The quick brown fox jumps over the lazy dog while seven wizards quietly box. Please hold the "
    "line, I am looking for the number of your contract in our database."
)
_NEAR = "Yes of course, my number is four five six seven, thank you very much for waiting."


@cache
def spoken(text: str, voice: str) -> Sound:
    """espeak-ng, 16 kHz, in 16-bit steps."""
    with TemporaryDirectory() as folder:
        file = Path(folder, "spoken.wav")
        subprocess.run(["espeak-ng", "-v", voice, "-w", file, text], check=True)
        with wave.open(str(file)) as source:
            samples = np.frombuffer(source.readframes(source.getnframes()), np.int16)
            rate = source.getframerate()
    resampled: Sound = soxr.resample(samples.astype(np.float64), rate, CALL_RATE)
    return resampled


def far_end() -> Sound:
    return np.tile(spoken(_FAR, "en"), 3)


def near_end() -> Sound:
    return 0.7 * spoken(_NEAR, "en+f3")


def echo(sound: Sound, delay_ms: int, strength: float = 0.3) -> Sound:
    """Through a loudspeaker, a room with 100 ms of reverberation, and so much of buffers."""
    chance = np.random.default_rng(1)
    taps = CALL_RATE // 10
    response = chance.standard_normal(taps) * np.exp(-np.arange(taps) / 300)
    response /= np.sqrt(np.sum(response**2))
    heard = np.convolve(sound, response)[: len(sound)] * strength
    return np.concatenate([np.zeros(delay_ms * CALL_RATE // 1000), heard])[: len(sound)]


def cleaned(microphone: Sound, far: Sound, *, rate: int = CALL_RATE, burst: int = 1,
            options: MicrophoneOptions | None = None) -> Sound:  # fmt: skip
    """Played and heard as devices do it: the loudspeaker takes 10 ms at a time, the microphone
    gives ``burst`` times as much at once, at ``rate``."""
    reference = Reference()
    path = MicrophonePath(rate, options or MicrophoneOptions(), reference)
    heard = microphone if rate == CALL_RATE else soxr.resample(microphone, CALL_RATE, rate)
    piece = rate // 100
    out = []
    for number in range(len(far) // BLOCK):
        reference.played(_pcm(far[number * BLOCK : (number + 1) * BLOCK]))
        if (number + 1) % burst == 0:
            first = (number + 1 - burst) * piece
            out += path.feed(_pcm(heard[first : first + burst * piece]))
    return np.concatenate(out).astype(np.float64)


def _pcm(sound: Sound) -> NDArray[np.int16]:
    return np.clip(sound, -32767, 32767).astype(np.int16)


def level(sound: Sound) -> float:
    """dB, of one step."""
    return float(10 * np.log10(np.mean(sound**2) + 1e-9))


def likeness(sound: Sound, wanted: Sound) -> float:
    """Of the loudness over time (10 ms, above -50 dBFS), at the best shift up to 100 ms: 1 is
    alike."""

    def loudness(one: Sound) -> Sound:
        frames = one[: len(one) // BLOCK * BLOCK].reshape(-1, BLOCK)
        return np.log10(np.mean(frames**2, axis=1) + 1e4)

    best = 0.0
    for shift in range(10):
        one = loudness(sound)[shift:]
        other = loudness(wanted)[: len(one)]
        best = max(best, float(np.corrcoef(one[: len(other)], other)[0, 1]))
    return best
