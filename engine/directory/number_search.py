"""Entries by a part of one of their numbers, as it was typed or almost.

A number's tokens are three of its digits and their place from the end. Each is the token of a
thousandth of all entries, but for those of the country and the city, which many have: they tell
little and take long to be read. So the last digits are asked for first, and those before them only
where they have left somebody.
"""

from collections.abc import Iterator

import numpy as np

from engine.directory.likeness import Array
from engine.directory.postings import Postings
from engine.directory.tokens import LONGEST_NUMBER, digit_tokens
from engine.directory.vocabulary import Vocabulary

#: Numbers of so many digits are also found with typing errors; of candidates the likeliest.
ERRORS_FROM_DIGITS, _NUMBERS_NEAR = 7, 300
_NOTHING = np.zeros(0, np.int64)


class NumberSearch:
    """Of one search; ``size``: more than the greatest number of an entry."""

    def __init__(self, vocabulary: Vocabulary, postings: Postings, size: int) -> None:
        self._vocabulary = vocabulary
        self._postings = postings
        self._size = size
        self._found: dict[str, Array] = {}

    def holding(self, digits: str) -> Array:
        """Entries with ``digits`` in one of their numbers."""
        found = self._found.get(digits)
        if found is None:
            found = self._found[digits] = self._holding(digits)
        return found

    def _holding(self, digits: str) -> Array:
        places = [
            known
            for tokens in self._at_every_place(digits)
            if len(known := [token for token in tokens if token is not None]) == len(tokens)
        ]
        first, *further = _rounds(len(digits) - 2)
        self._postings.fetch({tokens[at] for tokens in places for at in first})
        found: list[Array] = []
        for tokens in places:
            who = self._postings.of(tokens[first[0]])
            for these in (first[1:], *further):
                who = self._postings.narrowed(who, [tokens[at] for at in these])
            found.append(who)
        return np.unique(np.concatenate(found)) if found else _NOTHING

    def almost(self, digits: str) -> tuple[Array, Array]:
        """(entries, how many tokens of the digits each has at least) where ``digits`` may have
        errors."""
        # A missing or superfluous digit moves those before it by one place.
        near = [tokens for place in (-1, 0, 1) for tokens in self._tokens(digits, place)]
        known = [token for token in near if token is not None]
        if not known:
            return _NOTHING, np.zeros(0, np.uint8)
        self._postings.fetch(known)
        lists = [self._postings.of(token) for token in known]
        counts = np.bincount(np.concatenate(lists), minlength=self._size)
        likely = np.flatnonzero(counts > 1)
        likely = likely[np.argsort(-counts[likely], kind="stable")[:_NUMBERS_NEAR]]
        return likely, counts[likely].astype(np.uint8)

    def _at_every_place(self, digits: str) -> Iterator[list[int | None]]:
        for place in range(LONGEST_NUMBER - len(digits) + 1):
            yield self._tokens(digits, place)

    def _tokens(self, digits: str, place: int) -> list[int | None]:
        if place < 0:  # the last digit is one too many
            digits, place = digits[:-1], 0
        return [self._vocabulary.exact(token) for token in digit_tokens(digits, place)]


def _rounds(count: int) -> Iterator[list[int]]:
    """In which order to read the tokens of a number: the last six digits, which leave hardly
    anybody; those before them; then all that overlap, so that no two numbers of an entry are taken
    for one."""
    apart = list(range(count - 1, -1, -3))
    for these in (apart[:2], apart[2:], [at for at in range(count) if at not in apart]):
        if these:
            yield these
