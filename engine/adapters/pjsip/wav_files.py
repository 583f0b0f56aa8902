"""WAV files without the SIP stack: prompts joined into one, two mono recordings made stereo."""

import array
import contextlib
import itertools
import os
import sys
import wave
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

RATE = 8000
#: The library refuses files shorter than a frame, so the shortest are padded (milliseconds).
_SHORTEST_MS = 100
_CHUNK_FRAMES = 16384
_serial = itertools.count()


class UnplayableError(Exception):
    """A prompt that cannot be played; the text names the file and what is wrong with it."""


def _frames_of(file: str) -> int:
    try:
        with wave.open(file, "rb") as wav:
            shape = (wav.getframerate(), wav.getnchannels(), wav.getsampwidth())
            if shape != (RATE, 1, 2):
                rate, channels, width = shape
                raise UnplayableError(
                    f"{file}: {rate} Hz, {channels} channel(s), {width * 8} bit; "
                    "prompts are 8000 Hz, mono, 16 bit"
                )
            return wav.getnframes()
    except FileNotFoundError:
        raise UnplayableError(f"{file}: no such file") from None
    except (OSError, EOFError, wave.Error) as error:
        raise UnplayableError(f"{file}: {error}") from None


def one_file(files: Sequence[str], scratch: str) -> tuple[str, bool]:
    """One WAV that sounds like ``files`` in a row, and whether it is a temporary one.

    The library has playlists, but they lose up to 100 ms of the last file (measured).
    """
    if not files:
        raise UnplayableError("nothing to play")
    lengths = [_frames_of(file) for file in files]
    shortest = RATE * _SHORTEST_MS // 1000
    if len(files) == 1 and lengths[0] >= shortest:
        return files[0], False
    name = str(Path(scratch, f"prompt-{os.getpid()}-{next(_serial)}.wav"))
    try:
        with wave.open(name, "wb") as joined:
            joined.setnchannels(1)
            joined.setsampwidth(2)
            joined.setframerate(RATE)
            for file in files:
                with wave.open(file, "rb") as wav:
                    while chunk := wav.readframes(_CHUNK_FRAMES):
                        joined.writeframesraw(chunk)
            missing = shortest - sum(lengths)
            if missing > 0:
                joined.writeframesraw(bytes(2 * missing))
    except (OSError, EOFError, wave.Error) as error:
        forget(name)
        raise UnplayableError(f"{', '.join(files)}: {error}") from None
    return name, True


def forget(name: str) -> None:
    """Delete a temporary file; one that is still open (Windows) goes with its folder."""
    with contextlib.suppress(OSError):
        Path(name).unlink()


def parts_of(recording: Path) -> tuple[Path, Path]:
    """Where the subscriber's voice and ours are kept until they are merged."""
    return (
        recording.with_name(recording.name + ".subscriber.wav"),
        recording.with_name(recording.name + ".ours.wav"),
    )


def merge_recording(recording: Path) -> bool:
    """Make the stereo file of its two parts (left: subscriber) and delete them.

    Copes with parts whose writer died before it could write the header; False when there was
    nothing to merge. The result appears under its name only when it is complete.
    """
    left_path, right_path = parts_of(recording)
    if not left_path.exists() and not right_path.exists():
        return False
    unfinished = recording.with_name(recording.name + ".part")
    with contextlib.ExitStack() as stack:
        left = _Samples(stack, left_path)
        right = _Samples(stack, right_path)
        wav = stack.enter_context(wave.open(str(unfinished), "wb"))
        wav.setnchannels(2)
        wav.setsampwidth(2)
        wav.setframerate(RATE)
        while True:
            one, two = left.read(), right.read()
            count = max(len(one), len(two))
            if not count:
                break
            both = array.array("h", bytes(4 * count))
            both[0 : 2 * len(one) : 2] = one
            both[1 : 2 * len(two) : 2] = two
            wav.writeframesraw(both.tobytes())
    unfinished.replace(recording)
    for part in (left_path, right_path):
        part.unlink(missing_ok=True)
    return True


class _Samples:
    """The 16-bit samples of a mono WAV, whatever its header claims about their number."""

    def __init__(self, stack: contextlib.ExitStack, path: Path) -> None:
        self._file: BinaryIO | None = None
        if path.exists():
            self._file = stack.enter_context(path.open("rb"))
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

    def read(self) -> "array.array[int]":
        data = self._file.read(2 * _CHUNK_FRAMES) if self._file else b""
        samples = array.array("h", data[: len(data) & ~1])
        if sys.byteorder == "big":
            samples.byteswap()
        return samples
