"""Fetching one item ahead in a thread of its own."""

import threading
from collections.abc import Iterator

import pytest

from engine.adapters.firebird.fetch_ahead import FetchAhead


class _Items:
    """Numbers; knows how many were fetched, by whom, and whether it was closed."""

    def __init__(self, count: int, fault: Exception | None = None) -> None:
        self.count, self.fault = count, fault
        self.fetched = 0
        self.threads: set[int] = set()
        self.closed = False

    def stream(self) -> Iterator[int]:
        try:
            for number in range(self.count):
                self.threads.add(threading.get_ident())
                self.fetched += 1
                yield number
            if self.fault is not None:
                raise self.fault
        finally:
            self.closed = True


def test_all_items_in_order_and_never_more_than_one_ahead() -> None:
    items = _Items(50)
    ahead = FetchAhead(items.stream())
    taken = []
    for number in ahead:
        taken.append(number)
        assert items.fetched <= number + 2
    ahead.close()
    assert taken == list(range(50))
    assert items.closed
    assert threading.get_ident() not in items.threads
    assert len(items.threads) == 1


def test_a_fault_is_raised_where_the_item_is_wanted() -> None:
    ahead = FetchAhead(_Items(2, ConnectionError("gone")).stream())
    assert [next(ahead), next(ahead)] == [0, 1]
    with pytest.raises(ConnectionError, match="gone"):
        next(ahead)
    ahead.close()


def test_left_early_it_ends_its_thread_and_closes_the_items() -> None:
    items = _Items(1_000_000)
    ahead = FetchAhead(items.stream())
    assert next(ahead) == 0
    ahead.close()
    assert items.closed
    assert items.fetched <= 2
    assert "fetch-ahead" not in {thread.name for thread in threading.enumerate()}


def test_whoever_holds_the_lock_is_alone() -> None:
    items = _Items(1000)
    ahead = FetchAhead(items.stream())
    for number in ahead:
        if number % 100 == 0:
            with ahead.idle:
                before = items.fetched
                threading.Event().wait(0.001)
                assert items.fetched == before
    ahead.close()
