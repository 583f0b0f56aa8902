"""Sound as numbers: read, measured, cut, evened. Everything blocks; nothing here changes a file
that is there."""

import hashlib
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.audio import process
from engine.audio.import_sound import convert_sound
from engine.audio.normalise import save_whole
from engine.audio.wav import RATE, is_telephone, wav_format
from engine.errors import KnownError

#: 16 bit, mono, ``RATE``.
Samples = NDArray[np.int16]

#: A cut must not click: it fades over so many samples (5 ms).
_FADE = 40
#: A selection that is shorter is a slip of the mouse.
SHORTEST_S = 0.02
_NOT_IN_NAMES = re.compile(r"[^\w\-]+")
_LONGEST_PART = 60


def read(path: Path) -> Samples:
    """A sound file of any kind as a call would play it. KnownError: it is none."""
    if is_telephone(path):
        return _telephone(path)
    with tempfile.TemporaryDirectory(prefix="rino-prompt-") as folder:
        converted = Path(folder, "prompt.wav")
        convert_sound(path, converted)
        return _telephone(converted)


def _telephone(path: Path) -> Samples:
    form = wav_format(path)
    try:
        with path.open("rb") as file:
            file.seek(form.offset)
            sound = file.read(form.size)
    except OSError as error:
        raise KnownError("{path} cannot be read: {reason}.", path=path, reason=error) from error
    return np.frombuffer(sound, "<i2").astype(np.int16)


def write(path: Path, samples: Samples) -> None:
    """The file appears whole or not at all. KnownError: it cannot be written."""
    try:
        save_whole(path, samples.astype("<i2").tobytes())
    except OSError as error:
        raise KnownError(
            "{path} cannot be written: {reason}.",
            mend="Check the folder's permissions and the space on its disk.",
            path=path, reason=error,
        ) from error  # fmt: skip


def seconds(samples: Samples) -> float:
    return len(samples) / RATE


@dataclass(frozen=True, slots=True)
class Envelope:
    """Of each column its lowest and highest sample, as a share of full scale, and where it is,
    in seconds."""

    at: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]


def envelope(samples: Samples, start_s: float, end_s: float, columns: int) -> Envelope:
    """What is heard between two moments, in ``columns`` at most: no peak is left out, however
    many samples a column has."""
    first = max(0, int(start_s * RATE))
    last = min(len(samples), int(np.ceil(end_s * RATE)) + 1)
    part = samples[first:last]
    if not len(part) or columns < 1:
        nothing = np.zeros(0)
        return Envelope(nothing, nothing, nothing)
    count = min(columns, len(part))
    begins = (np.arange(count) * len(part) // count).astype(np.int64)
    low = np.minimum.reduceat(part, begins) / 32768
    high = np.maximum.reduceat(part, begins) / 32768
    return Envelope((first + begins) / RATE, low, high)


def trimmed(samples: Samples, start_s: float, end_s: float) -> Samples:
    """What lies between two moments; nothing when that is hardly anything."""
    start = max(0, round(start_s * RATE))
    end = min(len(samples), round(end_s * RATE))
    if end - start < SHORTEST_S * RATE:
        return samples[:0]
    return _faded(samples[start:end].astype(np.float64))


def without_silence(samples: Samples) -> Samples:
    """Nothing when it is all silence."""
    cut = process.trim_silence(samples / 32768)
    return _whole(cut * 32768)


def evened(samples: Samples) -> Samples:
    """As loud as all other prompts."""
    loud = process.to_bytes(process.even_loudness(samples / 32768))
    return np.frombuffer(loud, "<i2").astype(np.int16)


def joined(parts: list[Samples]) -> Samples:
    return np.concatenate(parts) if parts else np.zeros(0, np.int16)


def _faded(part: NDArray[np.float64]) -> Samples:
    ramp = np.linspace(0, 1, min(_FADE, len(part) // 2))
    part[: len(ramp)] *= ramp
    part[len(part) - len(ramp) :] *= ramp[::-1]
    return _whole(part)


def _whole(values: NDArray[np.float64]) -> Samples:
    found: Samples = np.clip(np.round(values), -32768, 32767).astype(np.int16)
    return found


def take_name(scheme: str, prompt: str, language: str, samples: Samples) -> str:
    """The same sound has the same name, and no other sound has it: what lies under a name never
    changes."""
    digest = hashlib.sha256(samples.tobytes()).hexdigest()[:12]
    return f"prompts/{_part(scheme, 'scheme')}/{_part(prompt, 'prompt')}.{language}.{digest}.wav"


def _part(name: Any, otherwise: str) -> str:
    return _NOT_IN_NAMES.sub("_", str(name)).strip("_")[:_LONGEST_PART] or otherwise
