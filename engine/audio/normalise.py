"""Make any WAV file one that lines can play."""

import os
import tempfile
from pathlib import Path

from engine.audio import process
from engine.audio.wav import WavFormat, wav_format, write_telephone_wav
from engine.errors import KnownError

#: Longer prompts are a mistake, and would fill the memory.
LONGEST_S = 1800.0


def normalise_wav(source: Path, target: Path, *, trim: bool = True, even: bool = True) -> float:
    """Convert ``source`` (any PCM, float, A-law or mu-law WAV, any rate, 1-8 channels) to 8 kHz
    mono 16 bit; returns its length in seconds.

    ``trim`` cuts silence at both ends, ``even`` brings speech to the level of all other prompts.
    ``target`` appears whole or not at all, and may be ``source``. KnownError: no usable WAV.
    """
    kind = wav_format(source)
    if not kind.size:
        raise KnownError("{source} holds no sound.", mend="Record it again.", source=source)
    if kind.seconds > LONGEST_S:
        raise KnownError(
            "{source} is longer than {minutes:g} minutes.",
            mend="Cut it.",
            source=source,
            minutes=LONGEST_S / 60,
        )
    samples = process.to_telephone_rate(process.decode(_sound(source, kind), kind), kind.rate)
    samples = samples - samples.mean()  # a cheap recorder's direct current
    if trim:
        samples = process.trim_silence(samples)
        if not len(samples):
            raise KnownError(
                "{source} holds nothing but silence.", mend="Record it again.", source=source
            )
    if even:
        samples = process.even_loudness(samples)
    save_whole(target, process.to_bytes(samples))
    return len(samples) / 8000


def save_whole(target: Path, samples: bytes) -> None:
    """Write a telephone WAV beside ``target`` and move it there: nobody ever plays half a file."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(".part", f".{target.name[:60]}.", target.parent)
    os.close(handle)
    part = Path(name)
    try:
        write_telephone_wav(part, samples)
        part.chmod(0o644)
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _sound(source: Path, kind: WavFormat) -> bytes:
    with source.open("rb") as file:
        file.seek(kind.offset)
        sound = file.read(kind.size)
    return sound[: len(sound) - len(sound) % kind.frame_bytes]
