"""Sound for tests: tones written, tones and levels found."""

import math
import struct
import wave
from pathlib import Path


def tone(hertz: float, seconds: float, rate: int = 8000, level: float = 0.3) -> list[float]:
    return [level * math.sin(2 * math.pi * hertz * n / rate) for n in range(round(seconds * rate))]


def silence(seconds: float, rate: int = 8000) -> list[float]:
    return [0.0] * round(seconds * rate)


def riff(fmt: bytes, data: bytes, *, declared: int | None = None, before: bytes = b"") -> bytes:
    """A WAV file from its ``fmt `` chunk and sound; ``declared`` lies about the sound's size."""
    body = b"WAVEfmt " + struct.pack("<I", len(fmt)) + fmt + before
    size = len(data) if declared is None else declared
    body += b"data" + struct.pack("<I", size) + data + b"\0" * (len(data) % 2)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def pcm_format(channels: int = 1, rate: int = 8000, bits: int = 16, tag: int = 1) -> bytes:
    frame = channels * bits // 8
    return struct.pack("<HHIIHH", tag, channels, rate, rate * frame, frame, bits)


def pcm16(samples: list[float]) -> bytes:
    return struct.pack(f"<{len(samples)}h", *(round(32767 * s) for s in samples))


def write(path: Path, samples: list[float], rate: int = 8000) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(riff(pcm_format(rate=rate), pcm16(samples)))
    return path


def read(path: Path) -> list[float]:
    """With the standard module, which is strict: 8 kHz mono 16 bit or the test fails."""
    with wave.open(str(path), "rb") as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (8000, 1, 2)
        data = file.readframes(file.getnframes())
        assert len(data) == 2 * file.getnframes()
    return [value / 32768 for value in struct.unpack(f"<{len(data) // 2}h", data)]


def seconds(path: Path) -> float:
    return len(read(path)) / 8000


def power(samples: list[float], hertz: float, rate: int = 8000) -> float:
    """Goertzel: the level (0…1) of one frequency in ``samples``."""
    turn = 2 * math.cos(2 * math.pi * hertz / rate)
    last = before = 0.0
    for sample in samples:
        last, before = sample + turn * last - before, last
    return math.sqrt(max(0.0, last**2 + before**2 - turn * last * before)) * 2 / len(samples)


def rms(samples: list[float]) -> float:
    return math.sqrt(sum(s * s for s in samples) / len(samples))


def longest_silence_s(samples: list[float], below: float = 0.005) -> float:
    """Longest run of 20-ms frames whose level stays under ``below``."""
    run = longest = 0
    for start in range(0, len(samples) - 159, 160):
        run = run + 1 if rms(samples[start : start + 160]) < below else 0
        longest = max(longest, run)
    return longest * 0.02
