"""What is recorded of a call, from the parts that are written while it lasts to the finished file.

A recording of a whole call has two mono parts (made one stereo file, the subscriber on the left),
a message that the subscriber leaves has one (cut where he stopped speaking). Parts lie beside the
finished file, under its name and more; their headers are only right when their writer could end
in peace. So nothing here believes a header, and everything here can be done by whoever finds the
parts: the line worker, the engine after a worker's death, the voice store after the engine's.
"""

import contextlib
import os
import sys
import wave
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from engine.audio.voice_activity import FRAME, end_of_speech, is_key_tone, level_db

RATE = 8000
#: Of recordings: by the engine, and by a workstation's telephone.
RATES = (RATE, 16_000)
_CHUNK_FRAMES = 16384
_SUBSCRIBER, _OURS, _MESSAGE = ".subscriber.wav", ".ours.wav", ".message.wav"
#: Endings of the files that become a recording, and of one that is being finished.
PART_ENDINGS = (_SUBSCRIBER, _OURS, _MESSAGE)
UNFINISHED = ".part"
#: What stays of the silence after the last word.
_TAIL_FRAMES = 10
#: By then the echo of the beep has come back, and gone.
_ECHO_FRAMES = 15
#: A key's tone may have begun so long before the key is known: INFO comes when it is released.
_KEY_FRAMES = 40


def parts_of(recording: Path) -> tuple[Path, Path]:
    """Where the subscriber's voice and ours are kept until they are merged."""
    return (
        recording.with_name(recording.name + _SUBSCRIBER),
        recording.with_name(recording.name + _OURS),
    )


def part_of_message(message: Path) -> Path:
    return message.with_name(message.name + _MESSAGE)


def whole_of(part: Path) -> Path | None:
    """The finished file that a part belongs to; None: no part."""
    for ending in PART_ENDINGS:
        if part.name.endswith(ending) and len(part.name) > len(ending):
            return part.with_name(part.name.removesuffix(ending))
    return None


def complete(path: Path) -> bool:
    """Make ``path`` of whatever parts of it were left behind; False when there were none."""
    if part_of_message(path).exists():
        finish_message(path)
        return True
    return merge_recording(path)


def merge_recording(recording: Path) -> bool:
    """Make the stereo file of its two parts (left: subscriber) and delete them.

    Copes with parts whose writer died before it could write the header; False when there was
    nothing to merge. The result appears under its name only when it is complete.
    """
    left_path, right_path = parts_of(recording)
    if not left_path.exists() and not right_path.exists():
        return False
    unfinished = recording.with_name(recording.name + UNFINISHED)
    with contextlib.ExitStack() as stack:
        left = _Samples(stack, left_path)
        right = _Samples(stack, right_path)
        rate = left.rate or right.rate or RATE
        wav = stack.enter_context(telephone_wav(unfinished, channels=2, rate=rate))
        while True:
            one, two = left.read(), right.read()
            count = max(len(one), len(two))
            if not count:
                break
            both = array("h", bytes(4 * count))
            both[0 : 2 * len(one) : 2] = one
            both[1 : 2 * len(two) : 2] = two
            wav.writeframesraw(_little_endian(both))
    unfinished.replace(recording)
    for part in (left_path, right_path):
        part.unlink(missing_ok=True)
    return True


def merged(recording: Path) -> str:
    """``merge_recording``, and what went wrong with it ("": nothing)."""
    try:
        merge_recording(recording)
    except OSError as error:
        return f"{recording}: {error}"
    return ""


def finish_message(
    message: Path, *, until_s: float | None = None, key: bool = False, beep: bool = False
) -> float:
    """Make the message of its part; returns how many seconds it has.

    ``until_s``: where it was stopped; ``key``: by a key, whose tone is cut off; ``beep``: one was
    played before, and its echo alone is no message. The silence at the end is cut off in any
    case, the beginning stays. OSError when that fails; the part stays then.
    """
    part = part_of_message(message)
    with contextlib.ExitStack() as stack:
        samples = _Samples(stack, part).read_all()
    if until_s is not None:
        del samples[max(int(until_s * RATE), 0) :]
    if key:
        del samples[_before_key(samples) :]
    levels = [level_db(samples[at : at + FRAME]) for at in range(0, len(samples), FRAME)]
    end = end_of_speech(levels)
    if beep and end <= _ECHO_FRAMES:
        end = 0
    del samples[(end + _TAIL_FRAMES) * FRAME if end else 0 :]
    unfinished = message.with_name(message.name + UNFINISHED)
    with telephone_wav(unfinished, channels=1) as wav:
        wav.writeframesraw(_little_endian(samples))
    unfinished.replace(message)
    part.unlink(missing_ok=True)
    return len(samples) / RATE


def _before_key(samples: "array[int]") -> int:
    """Where the tone of the key begins that ended the message; the end when there is none."""
    cut = len(samples)
    for back in range(1, _KEY_FRAMES + 1):
        start = len(samples) - back * FRAME
        if start < 0:
            break
        if is_key_tone(samples[start : start + FRAME]):
            cut = max(start - FRAME, 0)  # it began within the frame before
    return cut


@contextlib.contextmanager
def telephone_wav(path: Path, channels: int, rate: int = RATE) -> Iterator[wave.Wave_write]:
    """A new file for little-endian 16-bit samples."""
    with wave.open(str(path), "wb") as wav:
        wav.setnchannels(channels)
        wav.setsampwidth(2)
        wav.setframerate(rate)
        yield wav


def _little_endian(samples: "array[int]") -> bytes:
    if sys.byteorder == "big":
        samples = samples[:]
        samples.byteswap()
    return samples.tobytes()


class _Samples:
    """The 16-bit samples of a mono WAV, whatever its header claims about their number."""

    def __init__(self, stack: contextlib.ExitStack, path: Path) -> None:
        self._file: BinaryIO | None = None
        #: 8 or 16 kHz; 0: the header does not say.
        self.rate = 0
        if path.exists():
            self._file = stack.enter_context(path.open("rb"))
            told = int.from_bytes(self._file.read(28)[24:], "little")
            self.rate = told if told in RATES else 0
            self._file.seek(0)
            self._skip_header(self._file)

    @staticmethod
    def _skip_header(file: BinaryIO) -> None:
        if file.read(12)[8:12] != b"WAVE":
            file.seek(44)
            return
        while len(head := file.read(8)) == 8:
            if head[:4] == b"data":
                return
            size = int.from_bytes(head[4:], "little")
            file.seek(size + (size & 1), os.SEEK_CUR)
        file.seek(44)

    def read(self, frames: int = _CHUNK_FRAMES) -> "array[int]":
        data = self._file.read(2 * frames if frames >= 0 else -1) if self._file else b""
        samples = array("h", data[: len(data) & ~1])
        if sys.byteorder == "big":
            samples.byteswap()
        return samples

    def read_all(self) -> "array[int]":
        return self.read(-1)
