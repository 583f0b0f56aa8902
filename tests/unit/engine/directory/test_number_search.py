"""A part of a telephone number: who has it, and what has to be read to find that out."""

from collections.abc import Mapping, Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from engine.directory.likeness import Array
from engine.directory.number_search import NumberSearch
from engine.directory.postings import Postings
from engine.directory.tokens import digit_tokens
from engine.directory.vocabulary import Vocabulary

#: Few digits, so that triples meet by chance all the time.
DIGITS = st.text("012", min_size=3, max_size=12)
ENTRIES = st.lists(st.lists(DIGITS, min_size=1, max_size=2), min_size=1, max_size=12)


class _Index:
    """Entries by their numbers in the list; remembers which tokens were read."""

    def __init__(self, entries: Sequence[Sequence[str]]) -> None:
        self._sets: dict[str, set[int]] = {}
        for entry, numbers in enumerate(entries):
            for number in numbers:
                for token in digit_tokens(number):
                    self._sets.setdefault(token, set()).add(entry)
        self._tokens = list(self._sets)
        self.read: list[int] = []
        self.search = NumberSearch(
            Vocabulary(self._tokens), Postings(self._read_sets), len(entries)
        )

    def _read_sets(self, tokens: Sequence[int], among: Array | None = None) -> Mapping[int, Array]:
        found = {}
        for token in tokens:
            entries = self._sets[self._tokens[token]]
            if among is not None:
                entries = entries & set(range(int(among.min()), int(among.max()) + 1))
            self.read.append(len(entries))
            found[token] = np.array(sorted(entries), np.int64)
        return found


@given(ENTRIES, DIGITS)
def test_whoever_has_the_digits_is_found(entries: list[list[str]], digits: str) -> None:
    found = set(_Index(entries).search.holding(digits).tolist())
    having = {i for i, numbers in enumerate(entries) if any(digits in each for each in numbers)}
    one_number = {i for i, numbers in enumerate(entries) if len(set(numbers)) == 1}
    assert having <= found
    # Of two numbers that overlap the tokens of both may fit: the order of what was found tells.
    assert found & one_number == having & one_number


def test_a_mistyped_number_reads_nothing_of_the_city() -> None:
    entries = [[f"7347{200_0000 + 1237 * i:07d}"] for i in range(2000)]
    city = _Index(entries)
    mistyped = entries[77][0][1:6] + entries[77][0][7:]
    assert len(city.search.holding(mistyped)) == 0
    # Three tokens out of four would be those that everybody has.
    assert max(city.read) < len(entries) / 10
    assert sum(city.read) < len(entries) / 4
    likely, fitting = city.search.almost(mistyped)
    assert 77 in likely.tolist()
    assert fitting[0] == max(fitting)
