"""WAV files without the SIP stack: prompts joined into one."""

import contextlib
import itertools
import os
import wave
from collections.abc import Sequence
from pathlib import Path

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
