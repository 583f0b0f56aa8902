"""WAV headers, read forgivingly, and the one kind of WAV that lines play.

The standard ``wave`` module knows neither A-law nor WAVE_FORMAT_EXTENSIBLE and trusts the sizes in
the header; files from studios, telephone exchanges and half-finished copies need more than that.
Layout: RIFF, "Multiple Channel Audio Data and WAVE Files" (Microsoft); G.711 tags 6 and 7.
"""

import os
import struct
from dataclasses import dataclass
from pathlib import Path

from engine.errors import KnownError, Phrase

#: Samples a second on a telephone line (G.711).
RATE = 8000

PCM, FLOAT, A_LAW, MU_LAW = 1, 3, 6, 7
_EXTENSIBLE = 0xFFFE
#: Sound mostly begins within the first bytes; some editors put a picture before it.
_HEADER_SIZES = (1024, 1 << 20)


@dataclass(frozen=True, slots=True)
class WavFormat:
    """``offset`` and ``size`` are the sound's place in the file, in bytes; ``declared`` is what
    the header says the size is (streamed files say nonsense, truncated ones too much)."""

    tag: int
    channels: int
    rate: int
    bits: int
    offset: int
    size: int
    declared: int

    @property
    def frame_bytes(self) -> int:
        return self.channels * self.bits // 8

    @property
    def seconds(self) -> float:
        return self.size / self.frame_bytes / self.rate

    @property
    def telephone(self) -> bool:
        """Lines can play it as it is: 8 kHz mono 16 bit PCM, whole, not empty."""
        kind = (self.tag, self.channels, self.rate, self.bits)
        return kind == (PCM, 1, RATE, 16) and self.size == self.declared and self.size >= 2


def wav_format(path: Path) -> WavFormat:
    """The format of a file, from its first bytes. KnownError: no WAV file, damaged, or gone."""
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            head = file.read(_HEADER_SIZES[0])
            if b"data" not in head:
                head += file.read(_HEADER_SIZES[1] - len(head))
            return parse_header(head, size, str(path))
    except OSError as error:
        raise KnownError("{path} cannot be read: {reason}.", path=path, reason=error) from error


def is_telephone(path: Path) -> bool:
    """Whether lines can play the file as it is."""
    try:
        return wav_format(path).telephone
    except KnownError:
        return False


def parse_header(head: bytes, file_size: int, where: str) -> WavFormat:
    """Find ``fmt `` and ``data`` in the first bytes of a file of ``file_size`` bytes."""
    if len(head) < 12 or head[:4] != b"RIFF" or head[8:12] != b"WAVE":
        raise _unusable(where, "is not a WAV file")
    described: tuple[int, int, int, int] | None = None
    position = 12
    while position + 8 <= len(head):
        name, size = struct.unpack_from("<4sI", head, position)
        body = position + 8
        if name == b"fmt ":
            described = _description(head[body : body + size], where)
        elif name == b"data":
            if described is None:
                raise _unusable(where, "is damaged (sound before its description)")
            tag, channels, rate, bits = described
            frame = channels * bits // 8
            there = min(size, file_size - body)
            return WavFormat(tag, channels, rate, bits, body, there - there % frame, size)
        position = body + size + size % 2
    raise _unusable(where, "is damaged (there is no sound in it)")


def _description(chunk: bytes, where: str) -> tuple[int, int, int, int]:
    if len(chunk) < 16:
        raise _unusable(where, "is damaged (its format is cut short)")
    tag, channels, rate, _, _, bits = struct.unpack_from("<HHIIHH", chunk)
    if tag == _EXTENSIBLE and len(chunk) >= 26:
        (tag,) = struct.unpack_from("<H", chunk, 24)
    known = {PCM: (8, 16, 24, 32), FLOAT: (32, 64), A_LAW: (8,), MU_LAW: (8,)}.get(tag)
    if known is None or bits not in known:
        raise _unusable(
            where,
            "has a sound format we do not read (tag {tag}, {bits} bits)",
            tag=tag,
            bits=bits,
        )
    if not 1 <= channels <= 8 or not 4000 <= rate <= 384_000:
        raise _unusable(
            where, "is damaged ({channels} channels at {rate} Hz)", channels=channels, rate=rate
        )
    return tag, channels, rate, bits


def _unusable(where: str, what: str, /, **values: object) -> KnownError:
    return KnownError(
        "{where} {what}.",
        mend="Save it as WAV, PCM 16 bit.",
        where=where,
        what=Phrase(what, **values),
    )


def write_telephone_wav(path: Path, samples: bytes) -> None:
    """Little-endian 16-bit samples at 8 kHz → a WAV file that lines can play."""
    header = struct.pack(
        "<4sI4s4sIHHIIHH4sI",
        *(b"RIFF", 36 + len(samples), b"WAVE"),
        *(b"fmt ", 16, PCM, 1, RATE, RATE * 2, 2, 16),
        *(b"data", len(samples)),
    )
    path.write_bytes(header + samples)


def repair_header(path: Path, kind: WavFormat) -> None:
    """Set the sizes in the header right (a writer that died could not). OSError when it cannot be
    written."""
    with path.open("r+b") as file:
        file.truncate(kind.offset + kind.size)
        file.seek(4)
        file.write(struct.pack("<I", kind.offset + kind.size - 8))
        file.seek(kind.offset - 4)
        file.write(struct.pack("<I", kind.size))
