"""Intervals and weights, against published figures."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.reports import statistics
from engine.reports.statistics import independence, upper_gamma


@pytest.mark.parametrize(
    ("good", "base", "low", "high"),
    # Newcombe, Statistics in Medicine 17 (1998), 857-872, table I, method 3
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611),
     (1, 29, 0.0061, 0.1718)],
)  # fmt: skip
def test_wilson(good: int, base: int, low: float, high: float) -> None:
    assert statistics.wilson(good / base, base) == pytest.approx((low, high), abs=6e-5)


@pytest.mark.parametrize(
    ("a", "m", "b", "n", "low", "high"),
    # Newcombe, Statistics in Medicine 17 (1998), 873-890, table II, method 10
    [(56, 70, 48, 80, 0.0524, 0.3339), (9, 10, 3, 10, 0.1705, 0.8090),
     (10, 10, 0, 20, 0.6791, 1.0), (10, 10, 0, 10, 0.6075, 1.0)],
)  # fmt: skip
def test_difference(a: int, m: int, b: int, n: int, low: float, high: float) -> None:
    assert statistics.difference(a / m, m, b / n, n) == pytest.approx((low, high), abs=6e-5)


@given(st.integers(1, 10**7), st.floats(0, 1))
def test_the_interval_holds_the_share_and_stays_a_share(base: int, share: float) -> None:
    low, high = statistics.wilson(share, base)
    assert 0 <= low <= share + 1e-12
    assert share - 1e-12 <= high <= 1


def test_nobody_asked_says_nothing() -> None:
    assert statistics.wilson(0.0, 0) == (0.0, 1.0)
    assert statistics.difference(0.5, 0, 0.5, 10) == (-1.0, 1.0)
    assert statistics.mean({}, 0) is None


@pytest.mark.parametrize(
    ("freedom", "quantile"), [(1, 12.706), (9, 2.262), (30, 2.042), (60, 2.0003), (1000, 1.9623)]
)
def test_student(freedom: int, quantile: float) -> None:
    assert statistics.student(freedom) == pytest.approx(quantile, abs=2e-4)


def test_a_mean_with_its_interval() -> None:
    found = statistics.mean({1: 2.0, 2: 3.0, 3: 5.0}, 10)
    assert found is not None
    assert found.value == pytest.approx(2.3)
    assert found.deviation == pytest.approx(0.8233, abs=1e-4)  # n - 1, as spreadsheets' STDEV.S
    assert found.median == 2.5
    half = 2.262 * 0.8233 / math.sqrt(10)
    assert (found.low, found.high) == pytest.approx((2.3 - half, 2.3 + half), abs=1e-3)


def test_one_answer_has_a_mean_but_no_interval() -> None:
    found = statistics.mean({4: 1.0}, 1)
    assert found is not None
    assert (found.value, found.low, found.high) == (4.0, None, None)


def test_post_stratification() -> None:
    cells = {("m",): 30.0, ("f",): 70.0}
    weights = statistics.rake(cells, [{"m": 0.5, "f": 0.5}])
    assert weights == pytest.approx({("m",): 50 / 30, ("f",): 50 / 70})


def test_raking_meets_both_margins() -> None:
    cells = {("m", "young"): 10.0, ("m", "old"): 30.0, ("f", "young"): 25.0, ("f", "old"): 35.0}
    targets = [{"m": 0.45, "f": 0.55}, {"young": 0.4, "old": 0.6}]
    weights = statistics.rake(cells, targets)
    for place, target in enumerate(targets):
        for value, share in target.items():
            weighted = sum(n * weights[c] for c, n in cells.items() if c[place] == value)
            assert weighted == pytest.approx(100 * share, rel=1e-6)


def test_values_without_a_target_keep_their_share() -> None:
    cells = {("m",): 30.0, ("f",): 50.0, ("",): 20.0}
    weights = statistics.rake(cells, [{"m": 0.5, "f": 0.5}])
    assert weights[("",)] == 1.0
    assert 30 * weights[("m",)] == pytest.approx(40)
    assert 50 * weights[("f",)] == pytest.approx(40)


def test_effective_size() -> None:
    assert statistics.effective_size(10, 10) == 10
    assert statistics.effective_size(4 + 1, 16 + 1) == pytest.approx(25 / 17)


def test_chi_square_as_tables_have_it() -> None:
    """Critical values of any book: 3.841 (1), 9.488 (4), 18.307 (10) leave five of a hundred."""
    for statistic, freedom in ((3.841459, 1), (9.487729, 4), (18.307038, 10), (43.772972, 30)):
        assert upper_gamma(freedom / 2, statistic / 2) == pytest.approx(0.05, abs=1e-6)
    assert upper_gamma(0.5, 0) == 1


def test_independence_of_two_questions() -> None:
    # Agresti, Categorical Data Analysis: aspirin and heart attacks.
    found = independence([[189, 10845], [104, 10933]])
    assert found is not None
    assert found.statistic == pytest.approx(25.0139, abs=1e-3)
    assert found.probability < 1e-6
    assert not found.doubtful
    same = independence([[10, 20], [30, 60]])
    assert same is not None
    assert (same.statistic, same.strength) == (pytest.approx(0), pytest.approx(0))
    few = independence([[1, 2], [2, 1]])
    assert few is not None
    assert few.doubtful
    assert few.small == 1
    assert independence([[5, 5], [0, 0]]) is None
    assert independence([]) is None
