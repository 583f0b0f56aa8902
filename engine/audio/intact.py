"""Is a file whole? Decoders make the best of what they get and say nothing; a prompt that lacks a
piece must not come into use like that.

OGG: RFC 3533 (pages with checksums). MPEG audio: ISO/IEC 11172-3, 2.4.2.3 (headers of frames).
RIFF and AIFF say at their beginning how long they are.
"""

import mmap
import zlib
from pathlib import Path

from engine.errors import Phrase

#: A header that was never completed says one of these.
_STREAMED = 0x7FFF_0000
_MIRRORED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


def fault_of(file: Path, kind: str) -> Phrase | None:
    """What is wrong with a file of that kind (``OGG``, ``MP3``, ``WAV``, ``AIFF``); None: nothing
    that can be told. OSError when it cannot be read."""
    with file.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
        if kind == "OGG":
            return _ogg_fault(data)
        if kind == "MP3":
            return _mpeg_fault(data)
        if kind in ("WAV", "AIFF"):
            return _container_fault(data)
    return None


def _container_fault(data: mmap.mmap) -> Phrase | None:
    order = "little" if data[:4] == b"RIFF" else "big"
    size = int.from_bytes(data[4:8], order)  # type: ignore[arg-type] # mypy takes it for any str
    if data[:4] in (b"RIFF", b"FORM") and size < _STREAMED and len(data) + 1 < size + 8:
        return _cut(len(data), size + 8)
    return None


def _cut(there: int, whole: int) -> Phrase:
    return Phrase("only {there} of its {whole} bytes are there", there=there, whole=whole)


def _ogg_fault(data: mmap.mmap) -> Phrase | None:
    place, last = 0, 0
    while place < len(data):
        if data[place : place + 4] != b"OggS":
            if last & 4 and not data.find(b"OggS", place) > 0:
                return None  # something behind the end of the sound
            return Phrase("a piece is missing at byte {place}", place=place)
        header = data[place : place + 27]
        table = data[place + 27 : place + 27 + (header[26] if len(header) == 27 else 0)]
        end = place + 27 + len(table) + sum(table)
        if len(header) < 27 or len(table) < header[26] or end > len(data):
            return Phrase("it breaks off in the middle")
        page = bytearray(data[place:end])
        page[22:26] = bytes(4)
        if _ogg_checksum(page) != int.from_bytes(header[22:26], "little"):
            return Phrase("a checksum is wrong at byte {place}", place=place)
        last = header[5]
        place = end
    return None if last & 4 else Phrase("it breaks off before its end")


def _ogg_checksum(page: bytearray) -> int:
    """RFC 3533, section 6: the polynomial of zlib's CRC, its bits in the other direction."""
    crc = zlib.crc32(page.translate(_MIRRORED), 0xFFFF_FFFF) ^ 0xFFFF_FFFF
    return int(f"{crc:032b}"[::-1], 2)


#: Kilobits a second by index, for MPEG-1 layer III and for MPEG-2 and 2.5.
_BITRATES = (
    (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
)
_RATES = (44100, 48000, 32000)
#: So much that is no frame may lie before the first one and behind the last.
_JUNK = 4096


def _mpeg_fault(data: mmap.mmap) -> Phrase | None:
    place, frames = _after_tag(data, 0), 0
    while place + 4 <= len(data):
        size = _frame_size(data[place : place + 4])
        if size:
            frames += 1
            if place + size > len(data):
                return Phrase("it breaks off in the middle")
            place += size
            continue
        behind = _after_tag(data, place)
        if behind > place:
            place = behind
            continue
        rest = bytes(data[place : place + _JUNK])
        if rest[:3] == b"TAG" or rest[:8] in (b"APETAGEX", b"LYRICSBE") or not rest.strip(b"\0"):
            return None
        if frames == 0:
            return None  # not layer III, or an odd beginning: the decoder will see
        if len(data) - place < _JUNK and not _has_frame(rest):
            return None
        return Phrase("a piece is missing at byte {place}", place=place)
    return None


def _has_frame(rest: bytes) -> bool:
    return any(_frame_size(rest[at : at + 4]) for at in range(len(rest) - 3))


def _after_tag(data: mmap.mmap, place: int) -> int:
    """ID3v2: its size in four bytes of seven bits each."""
    head = data[place : place + 10]
    if len(head) < 10 or head[:3] != b"ID3":
        return place
    size = 0
    for byte in head[6:10]:
        size = size << 7 | byte & 0x7F
    return place + 10 + size + (10 if head[5] & 0x10 else 0)


def _frame_size(header: bytes) -> int | None:
    """Bytes of the layer III frame that begins so; None: none does."""
    if len(header) < 4 or header[0] != 0xFF or header[1] & 0xE0 != 0xE0:
        return None
    version, layer = header[1] >> 3 & 3, header[1] >> 1 & 3
    index, rate = header[2] >> 4, header[2] >> 2 & 3
    if version == 1 or layer != 1 or index in (0, 15) or rate == 3:
        return None
    first = version == 3
    hertz = _RATES[rate] // {3: 1, 2: 2, 0: 4}[version]
    bits = _BITRATES[0 if first else 1][index] * 1000
    return (144 if first else 72) * bits // hertz + (header[2] >> 1 & 1)
