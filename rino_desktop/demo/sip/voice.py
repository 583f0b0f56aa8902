"""What a subscriber says: 20 ms G.711 frames, made once per voice and codec."""

import math
import random
import wave
from array import array
from functools import lru_cache
from itertools import chain
from pathlib import Path

from rino_desktop.demo.sip import g711

RATE = 8000


def tone(frequency: float, seconds: float, amplitude: int = 8000) -> "array[int]":
    step = 2 * math.pi * frequency / RATE
    return array("h", (int(amplitude * math.sin(step * i)) for i in range(int(seconds * RATE))))


def noise(seconds: float, amplitude: int = 40) -> "array[int]":
    """Comfort noise: a quiet room."""
    rng = random.Random(1)
    return array("h", (rng.randint(-amplitude, amplitude) for _ in range(int(seconds * RATE))))


def babble(seconds: float) -> "array[int]":
    """Something with the rhythm of speech: syllables of 200 ms on varying pitch, short pauses."""
    rng = random.Random(2)
    samples = array("h")
    while len(samples) < seconds * RATE:
        pitch = rng.uniform(110, 240)
        samples += array(
            "h", map(sum, zip(tone(pitch, 0.2, 6000), tone(pitch * 5, 0.2, 2500), strict=True))
        )
        samples += noise(rng.choice((0.04, 0.06, 0.25)))
    return samples[: int(seconds * RATE)]


def wav(path: Path) -> "array[int]":
    """A WAV file, 8 kHz, mono, 16 bit. Raises ValueError for any other kind."""
    with wave.open(str(path), "rb") as source:
        if (source.getframerate(), source.getnchannels(), source.getsampwidth()) != (RATE, 1, 2):
            raise ValueError(f"{path}: want 8 kHz, mono, 16 bit")
        return array("h", source.readframes(source.getnframes()))


@lru_cache(maxsize=64)
def said(voice: str, payload: int) -> tuple[list[bytes], bool]:
    """The frames of a voice and whether they are repeated for ever.

    ``noise`` | ``tone:HZ`` | ``speech`` (something like it, for ever) | ``machine:SECONDS`` (a
    greeting of that length, a 1 kHz beep of half a second, then noise) | the path of a WAV file,
    said once and followed by noise.
    """
    kind, _, argument = voice.partition(":")
    if kind == "noise":
        samples, loop = noise(1.0), True
    elif kind == "tone":
        samples, loop = tone(float(argument), 1.0), True
    elif kind == "speech":
        samples, loop = babble(20.0), True
    elif kind == "machine":
        greeting = babble(float(argument))
        samples, loop = array("h", chain(greeting, noise(0.2), tone(1000, 0.5))), False
    else:
        samples, loop = wav(Path(voice)), False
    return g711.frames(g711.encode(samples, payload), payload), loop
