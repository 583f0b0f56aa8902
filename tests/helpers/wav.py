"""WAV files for tests: tones, and finding them again in what was recorded."""

import math
import wave
from array import array
from collections.abc import Sequence
from pathlib import Path

RATE = 8000
_HEAD = 44


def write_tone(path: Path, seconds: float, hertz: float = 440.0, amplitude: int = 10000) -> Path:
    """8 kHz mono 16 bit; hertz 0 is silence."""
    step = 2 * math.pi * hertz / RATE
    samples = array(
        "h", (round(amplitude * math.sin(step * i)) for i in range(int(seconds * RATE)))
    )
    return write(path, samples)


def write(path: Path, samples: Sequence[int]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as target:
        target.setnchannels(1)
        target.setsampwidth(2)
        target.setframerate(RATE)
        target.writeframes(array("h", samples).tobytes())
    return path


def read(path: Path) -> tuple[int, list["array[int]"]]:
    """Rate and the samples of each channel."""
    with wave.open(str(path), "rb") as source:
        assert source.getsampwidth() == 2
        channels = source.getnchannels()
        samples = array("h", source.readframes(source.getnframes()))
        return source.getframerate(), [samples[n::channels] for n in range(channels)]


def so_far(part: Path) -> "array[int]":
    """What is written yet of a mono file whose header is not right before its end."""
    data = part.read_bytes()[_HEAD:] if part.exists() else b""
    return array("h", data[: len(data) // 2 * 2])


def rms(samples: Sequence[int]) -> float:
    return math.sqrt(sum(s * s for s in samples) / len(samples)) if samples else 0.0


def goertzel(samples: Sequence[int], hertz: float, rate: int = RATE) -> float:
    """Share of the energy (0…1) that lies at one frequency."""
    energy = sum(s * s for s in samples)
    if not energy:
        return 0.0
    coefficient = 2 * math.cos(2 * math.pi * hertz / rate)
    one = two = 0.0
    for sample in samples:
        one, two = sample + coefficient * one - two, one
    power = one * one + two * two - coefficient * one * two
    return 2 * power / (len(samples) * energy)


def seconds_of_tone(samples: Sequence[int], hertz: float, rate: int = RATE) -> float:
    """How long a tone is heard: windows of 20 ms whose energy is mostly at that frequency."""
    window = rate // 50
    found = 0
    for start in range(0, len(samples) - window + 1, window):
        part = samples[start : start + window]
        if rms(part) > 200 and goertzel(part, hertz, rate) > 0.7:
            found += 1
    return found * window / rate
