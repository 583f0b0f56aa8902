"""G.711 (ITU-T G.711, A-law and µ-law): 8000 samples/s, one byte each."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

FRAME = 160  # samples in 20 ms


def _decode_alaw(code: int) -> int:
    code ^= 0x55
    segment, value = (code & 0x70) >> 4, ((code & 0x0F) << 4) + 8
    if segment:
        value = (value + 0x100) << (segment - 1)
    return value if code & 0x80 else -value


def _decode_ulaw(code: int) -> int:
    code = ~code & 0xFF
    value = ((((code & 0x0F) << 3) + 0x84) << ((code & 0x70) >> 4)) - 0x84
    return -value if code & 0x80 else value


#: Payload type → linear value (16 bit) of each code.
DECODE = {
    8: array("h", (_decode_alaw(code) for code in range(256))),
    0: array("h", (_decode_ulaw(code) for code in range(256))),
}

#: Payload type → table for bytes.translate: code → magnitude in units of 128, 0…250. A frame's
#: loudness is then the sum of 160 bytes, which costs about a microsecond.
MAGNITUDE = {
    payload: bytes(min(255, abs(value) >> 7) for value in table)
    for payload, table in DECODE.items()
}


@lru_cache(maxsize=2)
def _encode_table(payload: int) -> bytes:
    """13-bit linear (value >> 3, offset 4096) → nearest code."""
    codes = sorted(range(256), key=lambda code: DECODE[payload][code])
    values = [DECODE[payload][code] for code in codes]
    middles = [(a + b) / 2 for a, b in pairwise(values)]
    return bytes(codes[bisect_left(middles, (step - 4096) * 8 + 4)] for step in range(8192))


def encode(samples: Iterable[int], payload: int) -> bytes:
    """16-bit linear samples as G.711 of that payload type (8: A-law, 0: µ-law)."""
    table = _encode_table(payload)
    return bytes(table[(sample >> 3) + 4096] for sample in samples)


def decode(data: bytes, payload: int) -> "array[int]":
    table = DECODE[payload]
    return array("h", (table[code] for code in data))


def frames(data: bytes, payload: int) -> list[bytes]:
    """Cut into 20 ms frames, the last one filled up with silence."""
    silence = encode([0], payload)
    short = -len(data) % FRAME
    data += silence * short
    return [data[at : at + FRAME] for at in range(0, len(data), FRAME)]
