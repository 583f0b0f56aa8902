"""Numbers in an order that nobody can foresee, none of them twice, without remembering any.

A keyed permutation of 0…size-1: a Feistel network of four rounds over the next power of four,
walked on until the result lies in the range (J. Black, P. Rogaway, "Ciphers with Arbitrary Finite
Domains", 2002).
"""

import hashlib
import hmac

_ROUNDS = 4


def shuffled_number(index: int, size: int, secret: str) -> int:
    """The number at place ``index`` of the order that ``secret`` makes of 0…``size``-1."""
    if not 0 <= index < size:
        raise ValueError(f"{index} is not in 0…{size - 1}")
    half = max(1, ((size - 1).bit_length() + 1) // 2)
    number = index
    while True:
        number = _feistel(number, half, secret.encode())
        if number < size:
            return number


def _feistel(number: int, half: int, key: bytes) -> int:
    mask = (1 << half) - 1
    left, right = number >> half, number & mask
    for turn in range(_ROUNDS):
        digest = hmac.digest(key, b"%d:%d" % (turn, right), hashlib.sha256)
        left, right = right, left ^ (int.from_bytes(digest[:8], "big") & mask)
    return left << half | right
