"""All tokens of the directory in a few bytes each: found whole, by beginning, by part, by likeness.

Half a million tokens take about 25 MB, and each question a few milliseconds. Tokens are only ever
added; their numbers count from 0 in the order in which they came.
"""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from engine.directory.likeness import Array, distances
from engine.directory.tokens import FIELDS

#: Tokens that came later lie in a part of their own until they are so many.
_TAIL = 20_000
_NO_IDS = np.zeros(0, np.int64)


@dataclass(frozen=True, slots=True)
class Within:
    """``numbers`` of words in their order, whether they begin with what was asked for, their
    ``marks`` as numbers, and how long they are."""

    numbers: Array
    begins: Array
    marks: Array
    lengths: Array

    def beginning(self, mark: str, limit: int) -> Array:
        """Numbers of the words of a field that begin so, the shortest ``limit`` of them."""
        chosen = self.begins & (self.marks == ord(mark))
        return shortest(self.numbers[chosen], self.lengths[chosen], limit)

    def all(self, limit: int) -> Array:
        return shortest(self.numbers, self.lengths, limit)


def shortest(numbers: Array, lengths: Array, limit: int) -> Array:
    if len(numbers) <= limit:
        return numbers
    order: Array = np.argsort(lengths, kind="stable")[:limit]
    return numbers[order]


class Vocabulary:
    def __init__(self, tokens: Sequence[str] = ()) -> None:
        self._base = _Part(tokens, 0)
        self._tail: list[str] = []
        self._parts = [self._base]

    def __len__(self) -> int:
        return len(self._base) + len(self._tail)

    def add(self, tokens: Sequence[str]) -> None:
        """Tokens that are not here yet."""
        if not tokens:
            return
        self._tail += tokens
        if len(self._tail) > _TAIL or not len(self._base):
            self._base = _Part([*self._base.tokens(), *self._tail], 0)
            self._tail = []
            self._parts = [self._base]
        else:
            self._parts = [self._base, _Part(self._tail, len(self._base))]

    @property
    def size_bytes(self) -> int:
        """Memory it takes."""
        return sum(part.size_bytes for part in self._parts)

    def exact(self, token: str) -> int | None:
        for part in self._parts:
            found = part.exact(token)
            if found is not None:
                return found
        return None

    def beginning(self, start: str, limit: int) -> Array:
        """Numbers of tokens that begin so, mark included; the shortest ``limit`` of them."""
        return self._shortest([part.beginning(start) for part in self._parts], limit)

    def within(self, piece: str) -> "Within":
        """The words with ``piece`` in them, of whatever field."""
        found = [part.within(piece) for part in self._parts]
        return Within(*(np.concatenate(arrays) for arrays in zip(*found, strict=True)))

    def near(self, word: str, errors: int) -> tuple[Array, Array]:
        """(numbers, distances) of words with 1 to ``errors`` typing errors."""
        found = [part.near(word, errors) for part in self._parts]
        return (
            np.concatenate([ids for ids, _ in found]),
            np.concatenate([far for _, far in found]),
        )

    def token(self, number: int) -> str:
        base = len(self._base)
        return self._tail[number - base] if number >= base else self._base.token(number)

    def _shortest(self, found: list[tuple[Array, Array]], limit: int) -> Array:
        ids = np.concatenate([ids for ids, _ in found])
        if len(ids) <= limit:
            return ids
        return shortest(ids, np.concatenate([lengths for _, lengths in found]), limit)


class _Part:
    """Tokens whose numbers begin with ``first``."""

    def __init__(self, tokens: Sequence[str], first: int) -> None:
        self._first = first
        # A line break before and behind every token.
        self._text = "\n" + "".join(f"{token}\n" for token in tokens)
        lengths = np.fromiter(map(len, tokens), np.int32, len(tokens))
        #: Where each token begins: with its mark.
        self._starts = np.cumsum(lengths + 1, dtype=np.int32) - lengths
        self._lengths = np.minimum(lengths - 1, 255).astype(np.uint8)
        codes = np.frombuffer(self._text.encode("utf-16-le"), np.uint16)
        self._codes = np.concatenate([codes, np.zeros(64, np.uint16)])
        hashes = np.fromiter(map(hash, tokens), np.int64, len(tokens))
        self._order = np.argsort(hashes, kind="stable").astype(np.int32)
        self._hashes = hashes[self._order]
        #: One bit for each letter that the word has; 0 for tokens that are no words.
        self._letters = self._signatures(codes)

    def _signatures(self, codes: Array) -> Array:
        if not len(self._starts):
            return np.zeros(0, np.uint64)
        bits = np.left_shift(np.uint64(1), (codes & 63).astype(np.uint64))
        bits[codes < 32] = 0
        letters = np.bitwise_or.reduceat(bits, self._starts)
        marks = self._codes[self._starts]
        letters[~np.isin(marks, [ord(field) for field in FIELDS])] = 0
        return np.asarray(letters)

    def __len__(self) -> int:
        return len(self._starts)

    @property
    def size_bytes(self) -> int:
        arrays = (self._starts, self._lengths, self._codes, self._order, self._hashes,
                  self._letters)  # fmt: skip
        return 2 * len(self._text) + sum(array.nbytes for array in arrays)

    def tokens(self) -> Iterable[str]:
        return self._text[1:-1].split("\n") if len(self) else []

    def token(self, number: int) -> str:
        start = int(self._starts[number - self._first])
        return self._text[start : self._text.index("\n", start)]

    def exact(self, token: str) -> int | None:
        wanted = hash(token)
        at = int(np.searchsorted(self._hashes, wanted))
        while at < len(self._hashes) and self._hashes[at] == wanted:
            number = self._first + int(self._order[at])
            if self.token(number) == token:
                return number
            at += 1
        return None

    def beginning(self, start: str) -> tuple[Array, Array]:
        """(numbers, lengths) of the tokens that begin so, mark included."""
        places = self._places(f"\n{start}") + 1
        found = np.searchsorted(self._starts, places)
        return found + self._first, self._lengths[found]

    def within(self, piece: str) -> tuple[Array, Array, Array, Array]:
        """What ``Within`` is made of."""
        places = self._places(piece)
        found = np.searchsorted(self._starts, places, side="right") - 1
        found, first = np.unique(found, return_index=True)
        word = self._letters[found] != 0
        found, places = found[word], places[first[word]]
        starts = self._starts[found]
        begins = places == starts + 1
        return found + self._first, begins, self._codes[starts], self._lengths[found]

    def _places(self, piece: str) -> Array:
        text, places, at = self._text, array("q"), self._text.find(piece)
        while at >= 0:
            places.append(at)
            at = text.find(piece, at + 1)
        return np.array(places, np.int64)

    def near(self, word: str, errors: int) -> tuple[Array, Array]:
        # A wrong letter takes one bit away and brings another one.
        own = np.uint64(0)
        for letter in word:
            own |= np.uint64(1 << (ord(letter) & 63))
        length = len(word)
        close = (self._lengths >= max(1, length - errors)) & (self._lengths <= length + errors)
        close &= self._letters != 0
        maybe = np.flatnonzero(close)
        different = np.bitwise_count(self._letters[maybe] ^ own)
        maybe = maybe[different <= 2 * errors]
        if not len(maybe):
            return _NO_IDS, _NO_IDS
        lengths = self._lengths[maybe]
        places = self._starts[maybe, None] + 1 + np.arange(length + errors)
        far = distances(word, self._codes[places], lengths, errors)
        near = (far > 0) & (far <= errors)
        return maybe[near].astype(np.int64) + self._first, far[near].astype(np.int64)
