from datetime import timedelta
from itertools import pairwise
from math import ceil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.dialer.pace import SECOND, SLACK, Pace, Turnover

NOON = 1_794_300_000 * SECOND


def run(pace: Pace, lateness: list[int], start: int = NOON) -> list[int]:
    """Calls started as soon as allowed, each by ``lateness`` late."""
    starts, now = [], start
    for late in lateness:
        ready = pace.ready_at()
        assert ready is not None
        now = max(now, ready) + late
        pace.take(now)
        starts.append(now)
    return starts


def test_calls_are_spread_evenly() -> None:
    pace = Pace()
    pace.set_rate(10)
    starts = run(pace, [0] * 50)
    assert {b - a for a, b in pairwise(starts)} == {SECOND // 10}


def test_a_late_timer_does_not_slow_the_rate() -> None:
    pace = Pace()
    pace.set_rate(10)
    starts = run(pace, [0, 2000, 1000, 3000] * 100)
    assert starts[-1] - starts[0] <= 40 * SECOND + SLACK


def test_after_a_lull_there_is_no_burst() -> None:
    pace = Pace()
    pace.set_rate(10)
    run(pace, [0] * 5)
    starts = run(pace, [0] * 12, start=NOON + 3600 * SECOND)
    assert all(b - a >= SECOND // 10 for a, b in pairwise(starts))


def test_fast_rates_start_several_at_a_tick() -> None:
    pace = Pace()
    pace.set_rate(200)
    pace.take(NOON)
    tick = NOON + SECOND // 50  # 20 ms later
    count = 0
    while (pace.ready_at() or 0) <= tick:
        pace.take(tick)
        count += 1
    assert count == 4


def test_no_rate_no_calls() -> None:
    pace = Pace()
    assert pace.ready_at() is None
    pace.set_rate(5)
    assert pace.ready_at() is not None
    pace.set_rate(0)
    assert pace.ready_at() is None


def test_slow_rates_keep_their_distance() -> None:
    pace = Pace()
    pace.set_rate(0.1)
    assert {b - a for a, b in pairwise(run(pace, [0] * 5))} == {10 * SECOND}


def test_a_rate_that_changes_looks_back_on_what_was_started() -> None:
    pace = Pace()
    pace.set_rate(10)
    starts = run(pace, [0] * 10)
    pace.set_rate(2)
    assert pace.ready_at() == max(starts[-1] + SECOND // 2, starts[-2] + SECOND)
    pace.set_rate(10)
    assert pace.ready_at() == max(starts[-1] + SECOND // 10, starts[0] + SECOND)


def test_a_leg_that_cannot_wait_is_paid_for_by_those_after_it() -> None:
    pace = Pace()
    pace.set_rate(10)
    pace.take(NOON)
    pace.take(NOON + 1)  # a transfer, out of turn
    assert pace.ready_at() == NOON + 2 * SECOND // 10


def test_a_clock_that_was_set_back_does_not_stop_the_calls() -> None:
    pace = Pace()
    pace.set_rate(10)
    run(pace, [0] * 20)
    earlier = NOON - 3600 * SECOND
    pace.restart(earlier)
    assert pace.ready_at() == earlier + SECOND // 10


@settings(max_examples=200, deadline=None)
@given(
    st.floats(0.05, 150),
    st.lists(st.one_of(st.just(0), st.integers(0, SLACK), st.integers(0, 5 * SECOND)),
             min_size=2, max_size=400),
)  # fmt: skip
def test_no_second_holds_more_calls_than_the_rate(rate: float, lateness: list[int]) -> None:
    pace = Pace()
    pace.set_rate(rate)
    starts = run(pace, lateness)
    count = ceil(rate)
    for first, last in zip(starts, starts[count:], strict=False):
        assert last - first >= count * SECOND / rate
    for a, b in pairwise(starts):
        assert b - a >= SECOND / rate - SLACK


@pytest.mark.parametrize("rate", [3, 7, 33.3, 100])
def test_the_rate_is_reached(rate: float) -> None:
    pace = Pace()
    pace.set_rate(rate)
    starts = run(pace, [0] * 1000)
    assert (starts[-1] - starts[0]) / SECOND == pytest.approx(999 / rate, rel=1e-4)


def test_turnover_follows_the_last_seconds() -> None:
    turnover = Turnover()
    assert turnover.expected(NOON) == 0.0
    for n in range(1000):
        turnover.count(NOON + n * SECOND // 50)  # 50 a second
    now = NOON + 1000 * SECOND // 50
    assert turnover.expected(now) == pytest.approx(100, rel=0.05)
    assert turnover.expected(now + 20 * SECOND) < 0.1
    assert turnover.expected(now - 3600 * SECOND) <= 101, "a clock set back explodes nothing"
    assert timedelta(microseconds=Turnover.WINDOW) == timedelta(seconds=2)
