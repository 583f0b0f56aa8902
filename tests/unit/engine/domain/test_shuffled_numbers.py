"""Numbers in an order that nobody can foresee."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.domain.shuffled_numbers import shuffled_number


@given(st.integers(1, 600), st.text(max_size=20))
def test_each_number_comes_once(size: int, secret: str) -> None:
    order = [shuffled_number(index, size, secret) for index in range(size)]
    assert sorted(order) == list(range(size))


def test_another_secret_another_order() -> None:
    orders = {tuple(shuffled_number(i, 1000, s) for i in range(1000)) for s in "abcdefgh"}
    assert len(orders) == 8
    # No order gives away the next number by the last one.
    for order in orders:
        steps = [b - a for a, b in pairwise(order)]
        assert max(steps.count(step) for step in set(steps)) < 10


def test_numbers_of_a_large_lottery() -> None:
    size = 10**12
    some = {shuffled_number(index, size, "secret") for index in range(2000)}
    assert len(some) == 2000
    assert max(some) > size // 2


@pytest.mark.parametrize("index", [-1, 5])
def test_a_place_beyond_the_end(index: int) -> None:
    with pytest.raises(ValueError, match="is not in"):
        shuffled_number(index, 5, "s")
