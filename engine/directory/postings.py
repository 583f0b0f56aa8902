"""Which entries have a token: sets of entry numbers as octets.

Most tokens have one list. A frequent one has a set for each part of the numbers (65 536 of
them): a list of the two low octets, or a map of bits where that is shorter.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

import numpy as np

from engine.directory.likeness import Array

PART_BITS = 16
#: A token with more entries than this has sets by part.
FEW = 2000
_MAP_BYTES = (1 << PART_BITS) // 8
#: A list this long is no shorter than the map.
_MOST_LISTED = _MAP_BYTES // 2
#: Room that a list and a set need at most.
LONGEST_FEW, LONGEST_PART = FEW * 4, _MAP_BYTES


class ReadPostings(Protocol):
    def __call__(self, tokens: Sequence[int], among: Array | None = None) -> Mapping[int, Array]:
        """Tokens → the entries of each, sorted; tokens without any are left out. ``among``: only
        these entries matter, others of the same parts may be there or not."""


class Postings:
    """The sets of one search; each is read once."""

    def __init__(self, read: ReadPostings) -> None:
        self._read = read
        self._known: dict[int, Array] = {}

    def fetch(self, tokens: Iterable[int]) -> None:
        missing = sorted(set(tokens) - self._known.keys())
        if missing:
            found = self._read(missing)
            nothing = np.zeros(0, np.int64)
            self._known.update({token: found.get(token, nothing) for token in missing})

    def of(self, token: int) -> Array:
        """Of a token that has been fetched."""
        return self._known[token]

    def narrowed(self, entries: Array, tokens: Iterable[int]) -> Array:
        """Those of the entries that have all the tokens. Of a set that is not known yet only as
        much is read as that takes: a frequent token has more than a few entries ask for."""
        left, unknown = entries, []
        for token in tokens:
            if token in self._known:
                left = both(left, self._known[token])
            else:
                unknown.append(token)
        if len(left) and unknown:
            found = self._read(unknown, left)
            for token in unknown:
                left = both(left, found.get(token, left[:0]))
        return left


def pack_few(ids: Array) -> bytes:
    return np.sort(ids).astype("<u4").tobytes()


def unpack_few(octets: bytes) -> Array:
    return np.frombuffer(octets, "<u4").astype(np.int64)


def pack_part(ids: Array) -> bytes:
    """Of sorted numbers that all belong to one part."""
    low = (ids & ((1 << PART_BITS) - 1)).astype("<u2")
    if len(low) < _MOST_LISTED:
        return low.tobytes()
    bits = np.zeros(1 << PART_BITS, bool)
    bits[low] = True
    return np.packbits(bits, bitorder="little").tobytes()


def unpack_part(part: int, octets: bytes) -> Array:
    if len(octets) == _MAP_BYTES:
        bits = np.unpackbits(np.frombuffer(octets, np.uint8), bitorder="little")
        low = np.flatnonzero(bits)
    else:
        low = np.frombuffer(octets, "<u2").astype(np.int64)
    return low + (part << PART_BITS)


def both(one: Array, other: Array) -> Array:
    """What two sets have in common; the more they differ in size the quicker."""
    if len(one) > len(other):
        one, other = other, one
    if not len(one):
        return one
    places = np.minimum(np.searchsorted(other, one), len(other) - 1)
    common: Array = one[other[places] == one]
    return common


def grouped(tokens: Array, ids: Array) -> Iterable[tuple[int, Array]]:
    """(token, its numbers without repetition, sorted) for pairs in any order."""
    if not len(tokens):
        return
    pairs = np.unique(tokens.astype(np.int64) << 40 | ids.astype(np.int64))
    found = pairs >> 40
    numbers = pairs & ((1 << 40) - 1)
    starts = np.flatnonzero(np.diff(found, prepend=-1))
    for start, end in zip(starts, np.append(starts[1:], len(pairs)), strict=True):
        yield int(found[start]), numbers[start:end]


def changed(before: Array, added: Array, removed: Array) -> Array:
    """``before`` with and without others; all of them sorted and without repetition."""
    if not len(before):
        after = added
    elif not len(added):
        after = before
    elif added[0] > before[-1]:  # new entries: the quick way
        after = np.concatenate([before, added])
    else:
        after = np.union1d(before, added)
    return np.setdiff1d(after, removed, assume_unique=True) if len(removed) else after
