"""Typing errors: the quick distance is the plain one, and the vocabulary finds what it should."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from engine.directory.likeness import FAR, distance, distances
from engine.directory.postings import (
    FEW,
    changed,
    grouped,
    pack_few,
    pack_part,
    unpack_few,
    unpack_part,
)
from engine.directory.tokens import ADDRESS, BEGINNING, NAME
from engine.directory.vocabulary import Vocabulary

WORDS = st.text("абвг", min_size=1, max_size=8)


def _whole_table(one: str, other: str) -> int:
    """The definition, without any short cut."""
    table = {(i, 0): i for i in range(len(one) + 1)} | {(0, j): j for j in range(len(other) + 1)}
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            table[i, j] = min(
                table[i - 1, j] + 1,
                table[i, j - 1] + 1,
                table[i - 1, j - 1] + (one[i - 1] != other[j - 1]),
            )
            if i > 1 and j > 1 and one[i - 2 : i] == other[j - 2 : j][::-1]:
                table[i, j] = min(table[i, j], table[i - 2, j - 2] + 1)
    return table[len(one), len(other)]


@given(WORDS, WORDS, st.integers(0, 3))
def test_the_distance(one: str, other: str, most: int) -> None:
    true = _whole_table(one, other)
    assert distance(one, other, most) == (true if true <= most else FAR)


@given(WORDS, st.lists(WORDS, min_size=1, max_size=20), st.integers(1, 2))
def test_many_at_once(word: str, others: list[str], most: int) -> None:
    width = max(map(len, others))
    codes = np.zeros((len(others), width), np.uint16)
    for row, other in zip(codes, others, strict=True):
        row[: len(other)] = [ord(letter) for letter in other]
    found = distances(word, codes, np.array([len(other) for other in others]), most)
    for far, other in zip(found.tolist(), others, strict=True):
        true = _whole_table(word, other)
        assert (far if far <= most else FAR) == (true if true <= most else FAR)


@given(st.lists(WORDS, unique=True, max_size=40), WORDS, st.integers(0, 40))
def test_the_vocabulary(words: list[str], asked: str, split: int) -> None:
    tokens = [NAME + word for word in words]
    vocabulary = Vocabulary(tokens[:split])
    vocabulary.add(tokens[split:])
    assert len(vocabulary) == len(tokens)
    assert [vocabulary.exact(token) for token in tokens] == list(range(len(tokens)))
    assert [vocabulary.token(number) for number in range(len(tokens))] == tokens
    begins = vocabulary.beginning(NAME + asked, 99).tolist()
    assert begins == [i for i, word in enumerate(words) if word.startswith(asked)]
    within = vocabulary.within(asked)
    assert within.beginning(NAME, 99).tolist() == begins
    assert within.beginning(ADDRESS, 99).tolist() == []
    assert len(within.all(1)) <= 1
    assert within.all(99).tolist() == [i for i, word in enumerate(words) if asked in word]
    ids, far = vocabulary.near(asked, 2)
    near = dict(zip(ids.tolist(), far.tolist(), strict=True))
    true = {i: _whole_table(asked, word) for i, word in enumerate(words)}
    assert near == {i: errors for i, errors in true.items() if 1 <= errors <= 2}


def test_only_words_are_like_others() -> None:
    vocabulary = Vocabulary([BEGINNING + "ива", ADDRESS + "ивата"])
    assert vocabulary.within("ива").all(9).tolist() == [1]
    assert vocabulary.near("ивата", 1)[0].tolist() == []
    assert vocabulary.near("ивот", 2)[0].tolist() == [1]
    assert vocabulary.exact(NAME + "ивата") is None


IDS = st.sets(st.integers(0, 65_535), max_size=200)


@given(IDS, IDS, IDS)
def test_sets_of_entries(before: set[int], added: set[int], removed: set[int]) -> None:
    def array(ids: set[int]) -> np.ndarray:  # type: ignore[type-arg]
        return np.array(sorted(ids), np.int64)

    after = changed(array(before), array(added), array(removed))
    assert after.tolist() == sorted((before | added) - removed)
    assert unpack_part(3, pack_part(after + (3 << 16))).tolist() == (after + (3 << 16)).tolist()
    assert unpack_few(pack_few(after[:FEW])).tolist() == after[:FEW].tolist()


def test_a_full_set_is_a_map_of_bits() -> None:
    many = np.arange(0, 65_536, 3, dtype=np.int64)
    packed = pack_part(many)
    assert len(packed) == 8192
    assert unpack_part(0, packed).tolist() == many.tolist()


def test_pairs_by_token() -> None:
    pairs = dict(grouped(np.array([5, 2, 5, 5]), np.array([9, 1, 3, 9])))
    assert {token: ids.tolist() for token, ids in pairs.items()} == {2: [1], 5: [3, 9]}
    assert list(grouped(np.array([], np.int64), np.array([], np.int64))) == []
