"""Finding the encoding of a text file, and proving it over the whole file before it is used."""

import codecs
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from charset_normalizer import from_bytes

from engine.adapters.lists.letters import plausibility
from engine.errors import KnownError

#: How common each is: decides where a list has a few letters only, counts for less and less the
#: more there are.
CYRILLIC = {"cp1251": 4.0, "cp866": 2.5, "koi8-r": 0.0, "iso8859-5": -4.0, "mac-cyrillic": -4.0}

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CHUNK = 1 << 20
#: Enough letters to tell the code pages apart.
_SAMPLE = 64 * 1024
#: All bytes but the control characters that no text holds.
_NO_CONTROLS = bytes(b for b in range(256) if b > 31 or b in b"\t\n\v\f\r\x1a\x1b")
#: How bytes that are no UTF-8 come out of a "surrogateescape" decoding.
_UNDECODED = re.compile(r"[\udc80-\udcff]")
#: Below this the letters are no Russian in any code page, and the library is asked.
_SURE = 0.5


@dataclass(frozen=True, slots=True)
class Encoding:
    """``skip``: bytes of the byte order mark. ``dirty``: some bytes do not decode; the rows they
    stand in are rejected, never guessed at."""

    name: str
    skip: int = 0
    dirty: bool = False


def find_encoding(path: Path, asked: str | None = None) -> Encoding:
    """The encoding of a text file; ``asked`` (a Python codec name) overrides the guess and must
    decode every byte. Raises KnownError for a file that no text encoding explains."""
    if asked:
        return _as_asked(path, asked)
    with path.open("rb") as file:
        head = file.read(_CHUNK)
    for bom, name in _BOMS:
        if head.startswith(bom):
            return _checked(path, name, len(bom))
    utf16 = _utf16_without_bom(head)
    if utf16:
        return _checked(path, utf16, 0)
    if b"\0" in head or len(head.translate(None, _NO_CONTROLS)) > max(2, len(head) // 500):
        raise KnownError(
            "{file} holds binary data, not a list.",
            mend="Save the list as CSV or XLSX.",
            file=path.name,
        )
    good, bad = _utf8_census(path)
    # A few broken bytes in a file full of UTF-8 are damage, not another encoding.
    if bad == 0 or good >= 20 * bad:
        return Encoding("utf-8", dirty=bad > 0)
    return _eight_bit(path)


def candidates(path: Path, most: int = 5) -> list[str]:
    """Encodings that decode the beginning of the file, the likeliest first: what ``find_encoding``
    takes, then the others by how Russian they read. KnownError as there."""
    best = find_encoding(path).name
    with path.open("rb") as file:
        head = file.read(_SAMPLE)
    head = head[: len(head) - _unfinished(head)]
    scored: list[tuple[float, str]] = []
    for name in ("utf-8", *CYRILLIC):
        try:
            text = head.decode(name)
        except UnicodeDecodeError:
            continue
        scored.append((plausibility(text) + CYRILLIC.get(name, 4.0) / 10, name))
    ordered = [name for _, name in sorted(scored, reverse=True)]
    return list(dict.fromkeys([best, *ordered]))[:most]


def _as_asked(path: Path, asked: str) -> Encoding:
    try:
        name = codecs.lookup(asked).name
        "я".encode(name, errors="ignore").decode(name, errors="ignore")
    except LookupError:
        raise KnownError(
            "encoding {asked!r} is unknown.",
            mend="Known are utf-8, cp1251, cp866, utf-16 …",
            asked=asked,
        ) from None
    with path.open("rb") as file:
        head = file.read(4)
    skip = 0
    for bom, bom_name in _BOMS:
        if not head.startswith(bom):
            continue
        if name in {"utf-8-sig", bom_name} or bom_name.startswith(f"{name}-"):
            name, skip = bom_name, len(bom)
            break
    name = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}.get(name, name)
    offset = first_bad_byte(path, name, skip)
    if offset is not None:
        with path.open("rb") as file:
            file.seek(offset)
            byte = file.read(1).hex()
        raise KnownError(
            "{file} is not {asked}: byte 0x{byte} at offset {offset} does not decode.",
            mend="Leave --encoding out to have it found, or name another.",
            file=path.name,
            asked=asked,
            byte=byte,
            offset=offset,
        )
    return Encoding(name, skip)


def _checked(path: Path, name: str, skip: int) -> Encoding:
    return Encoding(name, skip, dirty=first_bad_byte(path, name, skip) is not None)


def first_bad_byte(path: Path, name: str, skip: int = 0) -> int | None:
    """Offset of the first byte that does not decode, None when all of the file does."""
    decoder = codecs.getincrementaldecoder(name)("strict")
    offset = skip
    with path.open("rb") as file:
        file.seek(skip)
        while True:
            chunk = file.read(_CHUNK)
            held = len(decoder.getstate()[0])
            try:
                decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                return offset - held + error.start
            if not chunk:
                return None
            offset += len(chunk)


def _utf8_census(path: Path) -> tuple[int, int]:
    """(characters beyond ASCII that are good UTF-8, bytes that are none). Stops at the first
    thousand bad bytes: such a file is something else."""
    good = bad = 0
    held = b""
    with path.open("rb") as file:
        while True:
            read = file.read(_CHUNK)
            chunk = held + read
            keep = _unfinished(chunk) if read else 0
            held = chunk[len(chunk) - keep :] if keep else b""
            text = chunk[: len(chunk) - keep].decode("utf-8", "surrogateescape")
            if not text.isascii():
                wrong = len(_UNDECODED.findall(text))
                bad += wrong
                good += len(text) - len(text.encode("ascii", "ignore")) - wrong
            if not read or bad > 1000:
                return good, bad


def _unfinished(chunk: bytes) -> int:
    """How many bytes at the end begin a UTF-8 character whose rest is not there."""
    for back in range(1, min(3, len(chunk)) + 1):
        byte = chunk[-back]
        if byte >= 0xC0:
            return back if back < (2 if byte < 0xE0 else 3 if byte < 0xF0 else 4) else 0
        if byte < 0x80:
            return 0
    return 0


def _utf16_without_bom(head: bytes) -> str | None:
    """Spreadsheets write UTF-16 with a BOM, databases often without."""
    head = head[: len(head) & ~1][:_SAMPLE]
    if len(head) < 4:
        return None
    plausible = b"\x00\x04"  # high bytes of ASCII and of Cyrillic
    odd = sum(head[1::2].count(b) for b in plausible) / (len(head) // 2)
    even = sum(head[0::2].count(b) for b in plausible) / (len(head) // 2)
    if odd > 0.9 > 0.5 > even:
        return "utf-16-le"
    if even > 0.9 > 0.5 > odd:
        return "utf-16-be"
    return None


def _beyond_ascii(path: Path) -> Iterator[bytes]:
    """The lines of the file that hold bytes beyond ASCII."""
    with path.open("rb") as file:
        for line in file:
            if not line.isascii():
                yield line


def _eight_bit(path: Path) -> Encoding:
    sample = bytearray()
    for line in _beyond_ascii(path):
        sample += line[:4096]
        if len(sample) > _SAMPLE:
            break
    return _checked(path, guess_eight_bit(bytes(sample)), 0)


def guess_eight_bit(raw: bytes) -> str:
    """The likeliest 8-bit encoding of a sample."""
    scores = {name: plausibility(raw.decode(name, "replace")) for name in CYRILLIC}
    letters = math.sqrt(sum(1 for byte in raw if byte > 0x7F) or 1)
    best = max(scores, key=lambda name: scores[name] + CYRILLIC[name] / letters)
    if scores[best] < _SURE:
        # The library is asked only when the letters speak no Russian: it is slow, and on short
        # Russian lists it often answers with mac-cyrillic or a Western page.
        match = from_bytes(raw[: _SAMPLE // 4]).best()
        if match is not None and not match.encoding.startswith("utf"):
            return match.encoding.replace("_", "-")
    return best
