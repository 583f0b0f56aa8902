"""Any sound file → a prompt: 8 kHz, mono, 16 bit, as loud as all others.

What it becomes: the telephone's band (200-3900 Hz; what lies outside only takes up level), silence
at the ends cut to 0.03 and 0.12 s, speech at -20 dBFS (RMS of its sounding parts, in the sense of
ITU-T P.56), peaks at most -2 dBFS. That is 6 dB above the -26 dBov that networks are planned for:
prompts compete with a street, and the other end is a small loudspeaker.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from engine.audio import process
from engine.audio.decode import Sound, damaged, opened
from engine.audio.intact import fault_of
from engine.audio.normalise import LONGEST_S, save_whole
from engine.audio.wav import RATE
from engine.errors import KnownError

if TYPE_CHECKING:
    from engine.audio.process import Samples


@dataclass(frozen=True, slots=True)
class Imported:
    """``kind``: what the source is (WAV, MP3 …); ``misnamed``: its name says something else."""

    seconds: float
    kind: str
    misnamed: bool


def import_sound(source: Path, target: Path) -> Imported:
    """``target`` appears whole or not at all, and may be ``source``. KnownError: the file is
    empty, damaged, cut off, too long, or no sound."""
    samples, sound = _telephone_samples(source, strict=True)
    samples = process.trim_silence(process.limit_band(samples))
    if not len(samples):
        raise KnownError(
            "{source} holds nothing but silence.", mend="Record it again.", source=source
        )
    _save(target, process.to_bytes(process.even_loudness(samples)))
    return Imported(len(samples) / RATE, sound.kind, sound.misnamed)


def convert_sound(source: Path, target: Path) -> float:
    """Only what a line needs, and whatever is there of a damaged file; returns seconds."""
    samples, _ = _telephone_samples(source, strict=False)
    _save(target, process.to_bytes(samples))
    return len(samples) / RATE


def _telephone_samples(source: Path, *, strict: bool) -> tuple[Samples, Sound]:
    with opened(source) as sound:
        fault = fault_of(source, sound.kind) if strict and not sound.plain else None
        if fault is not None:
            raise damaged(source, fault)
        if sound.declared / sound.rate > LONGEST_S:
            raise _too_long(source)
        samples = process.resampled(sound.blocks, sound.rate, LONGEST_S)
        if samples is None:
            raise _too_long(source)
        if not len(samples):
            raise KnownError("{source} holds no sound.", mend="Record it again.", source=source)
        if strict and sound.missing_s:
            raise KnownError(
                "{source} is cut off: the sound breaks off after {seconds:.1f} s.",
                mend="Copy it again.", source=source, seconds=sound.read / sound.rate,
            )  # fmt: skip
        return samples - samples.mean(), sound


def _too_long(source: Path) -> KnownError:
    return KnownError(
        "{source} is longer than {minutes:g} minutes.",
        mend="Cut it.", source=source, minutes=LONGEST_S / 60,
    )  # fmt: skip


def _save(target: Path, samples: bytes) -> None:
    try:
        save_whole(target, samples)
    except OSError as error:
        raise KnownError(
            "{path} cannot be written: {reason}.",
            mend="Check the folder's permissions and the space on its disk.",
            path=target, reason=error,
        ) from error  # fmt: skip
