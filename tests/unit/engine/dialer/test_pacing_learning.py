"""What the pacer learns of calls and operators, and the sums that it reckons with."""

from math import exp
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.dialer.pace import SECOND
from engine.dialer.pacing.durations import Durations
from engine.dialer.pacing.handling import Handling
from engine.dialer.pacing.learnt import Hours, lists_of
from engine.dialer.pacing.model import AbandonCounts, Stage
from engine.dialer.pacing.pacer import _first_not
from engine.dialer.pacing.ringing import LONGEST_S, Ringing
from engine.dialer.pacing.risk import ExactSum, LargeSum

# --- abandoned calls ------------------------------------------------------------------------------


def test_some_of_the_dropped_calls_were_machines() -> None:
    counts = AbandonCounts(served=60, dropped=10, machines=40)
    assert counts.estimated_drops == pytest.approx(6.0), "10 × (1 − 40 ÷ 100)"
    assert counts.rate == pytest.approx(6 / 66)


def test_without_detection_all_dropped_calls_count() -> None:
    counts = AbandonCounts(served=97, dropped=3)
    assert counts.rate == pytest.approx(0.03)
    assert counts.budget(0.03) == pytest.approx(0.0)
    assert counts.budget(0.04) == pytest.approx(1.0)


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 10**6))
def test_no_counts_break_the_rate(served: int, dropped: int, machines: int) -> None:
    counts = AbandonCounts(served, dropped, machines)
    assert 0.0 <= counts.rate <= 1.0
    assert counts.estimated_drops <= dropped
    assert (counts.budget(0.03) >= -1e-6) is (counts.rate <= 0.03 + 1e-9)


# --- sums -----------------------------------------------------------------------------------------


def test_the_exact_sum_is_the_binomial_law() -> None:
    total = ExactSum([0.3] * 4)
    expected = [0.7**4, 4 * 0.3 * 0.7**3, 6 * 0.3**2 * 0.7**2, 4 * 0.3**3 * 0.7, 0.3**4]
    for count in range(5):
        assert total.at_least(count) == pytest.approx(sum(expected[count:]))
    assert total.at_least(0) == total.at_least(-3) == 1.0
    assert total.at_least(4) == pytest.approx(0.3**4)
    assert total.at_least(5) == 0.0


@given(st.lists(st.floats(0.02, 0.98), min_size=25, max_size=80), st.integers(0, 80))
def test_the_normal_law_is_close_to_the_exact_sum(chances: list[float], count: int) -> None:
    exact = ExactSum(chances)
    large = LargeSum.of((1, chance) for chance in chances)
    if large.variance >= 2.0:
        assert large.at_least(count) == pytest.approx(exact.at_least(count), abs=0.012)


def test_a_sum_of_certain_things() -> None:
    certain = LargeSum.of([(30, 1.0), (10, 0.0)])
    assert certain.at_least(30) == 1.0
    assert certain.at_least(31) == 0.0
    assert certain.at_least(31, 1, 1.0) == 1.0
    assert ExactSum([1.0, 0.0]).at_least(2, 1, 1.0) == 1.0


@given(
    st.lists(st.floats(0.0, 1.0), max_size=14), st.integers(-1, 20), st.integers(0, 12),
    st.floats(0.0, 1.0),
)  # fmt: skip
def test_a_sum_with_more_events_is_the_sum_of_all(
    chances: list[float], count: int, more: int, chance: float
) -> None:
    """By brute force: each event makes two worlds of every one."""
    shares = [1.0]
    for each in (*chances, *([chance] * more)):
        pairs = zip([*shares, 0.0], [0.0, *shares], strict=True)
        shares = [same * (1.0 - each) + one_less * each for same, one_less in pairs]
    expected = sum(shares[max(0, count) :])
    total = ExactSum(chances)
    assert total.at_least(count, more, chance) == pytest.approx(expected, abs=1e-9)
    assert total.at_least(count, 0) == pytest.approx(ExactSum(chances).at_least(count))


@pytest.mark.parametrize(
    ("count", "more", "chance"), [(300, 511, 0.9), (160, 255, 0.99), (700, 4095, 0.3)]
)
def test_a_great_many_more_events_are_certain_to_be_too_many(
    count: int, more: int, chance: float
) -> None:
    """That none of them happens is less than the smallest number there is."""
    assert ExactSum([0.5] * 3).at_least(count, more, chance) == pytest.approx(1.0)
    law = LargeSum.of([(more, chance)])
    near = round(more * chance) + 5
    assert ExactSum([]).at_least(near, more, chance) == pytest.approx(law.at_least(near), abs=0.01)


@given(st.integers(1, 40), st.integers(0, 50), st.integers(1, 45))
def test_the_most_that_can_be_borne_is_found_from_any_guess(
    most: int, borne: int, guess: int
) -> None:
    assert _first_not(lambda calls: calls <= borne, most, guess) == min(most, borne + 1)


# --- durations ------------------------------------------------------------------------------------


def test_what_has_no_memory_ends_as_likely_at_any_age() -> None:
    random = Random(1)
    talk = Durations(30.0, 5)
    for _ in range(4000):
        talk.learn(random.expovariate(1 / 80), 2000)
    talk.refresh()
    assert talk.mean_s == pytest.approx(80, rel=0.1)
    for age in (2.0, 40.0, 150.0):
        within = 1 - exp(talk.passed(age) - talk.passed(age + 15))
        assert within == pytest.approx(1 - exp(-15 / 80), rel=0.25)


def test_what_lasts_its_time_ends_when_its_time_has_come() -> None:
    talk = Durations(60.0, 5)
    for number in range(500):
        talk.learn(70.0 + number % 10, 2000)
    talk.refresh()
    early = 1 - exp(talk.passed(10.0) - talk.passed(25.0))
    late = 1 - exp(talk.passed(66.0) - talk.passed(81.0))
    assert early < 0.05
    assert late > 0.3
    assert talk.after(talk.passed(90.0)) == pytest.approx(90.0)


def test_those_under_way_count_as_lasting() -> None:
    talk = Durations(60.0, 5)
    talk.refresh()
    alone = talk.passed(200.0)
    talk.refresh([150.0] * 20)
    assert talk.passed(200.0) < alone


@given(st.lists(st.floats(0.0, 1e5), max_size=50), st.floats(0.0, 1e5), st.floats(0.0, 600.0))
def test_the_hazard_never_falls(lengths: list[float], age: float, span: float) -> None:
    durations = Durations(60.0, 5)
    for length in lengths:
        durations.learn(length, 50)
    durations.refresh()
    assert durations.passed(age + span) >= durations.passed(age) >= 0.0


def test_who_is_in_wrap_up_is_free_before_who_talks() -> None:
    random = Random(2)
    handling = Handling(2.0)
    for _ in range(300):
        handling.learn(Stage.TALKING, Stage.WRAP_UP, random.expovariate(1 / 80), 10)
        handling.learn(Stage.WRAP_UP, Stage.FREE, random.uniform(5, 15), 10)
    handling.refresh([5, 10, 15, 20], [])
    now = 100 * SECOND
    stages = [(Stage.TALKING, now - 8 * SECOND), (Stage.WRAP_UP, now - 8 * SECOND),
              (Stage.FREE, 0)]  # fmt: skip
    (_, talking), (_, wrapping) = handling.busy(stages, now)
    assert all(talk > wrap for talk, wrap in zip(talking, wrapping, strict=True))
    assert talking == sorted(talking, reverse=True)
    assert wrapping[-1] < 0.2


def test_who_goes_on_break_after_a_call_is_not_counted_on() -> None:
    handling = Handling(2.0)
    for _ in range(200):
        handling.learn(Stage.TALKING, Stage.AWAY, 30.0, 3)
    handling.refresh([10], [])
    ((_, (stays,)),) = handling.busy([(Stage.TALKING, 0)], 60 * SECOND)
    assert stays > 0.95


# --- ringing --------------------------------------------------------------------------------------


def _taught(rate: float, calls: int = 3000, seed: int = 3) -> Ringing:
    ringing, random = Ringing(25.0), Random(seed)
    for _ in range(calls):
        answered = random.random() < rate
        ringing.learn(random.uniform(5, 20) if answered else 25.0, answered, 10)
    ringing.refresh()
    return ringing


def test_the_answer_rate_and_the_ring_time_are_learnt() -> None:
    ringing = _taught(0.3)
    assert ringing.rate == pytest.approx(0.3, abs=0.06)
    first, *_, last = ringing.moments(4)
    assert first in (7, 8)
    assert last in (18, 19)
    (fresh,) = ringing.chances(0, [25], 0.3)
    assert fresh == pytest.approx(0.3, abs=0.01)
    (old,) = ringing.chances(22, [25], 0.3)
    assert old == pytest.approx(0.0, abs=0.01), "nobody answers after 20 s"
    (middle,) = ringing.chances(12, [25], 0.3)
    assert old < middle < fresh


def test_a_trunk_that_suddenly_answers_everything_is_believed_at_once() -> None:
    ringing = _taught(0.2)
    for _ in range(30):
        ringing.learn(1.0, True, 10)
    assert ringing.rate > 0.35
    for _ in range(100):
        ringing.learn(1.0, True, 10)
    assert ringing.rate > 0.65


def test_a_rate_that_falls_is_believed_slowly() -> None:
    ringing = _taught(0.5)
    for _ in range(40):
        ringing.learn(25.0, False, 10)
    assert ringing.rate > 0.4


@given(
    st.lists(st.tuples(st.floats(0, 500), st.booleans()), max_size=60),
    st.integers(0, 500), st.integers(1, 300), st.floats(0, 1),
)  # fmt: skip
def test_chances_are_chances(
    calls: list[tuple[float, bool]], age: int, span: int, rate: float
) -> None:
    ringing = Ringing(25.0)
    for lasted, answered in calls:
        ringing.learn(lasted, answered, 0)
    ringing.refresh()
    assert 0.0 <= ringing.rate <= 1.0
    (chance,) = ringing.chances(age, [span], rate)
    assert -1e-9 <= chance <= 1.0
    assert all(1 <= moment <= LONGEST_S for moment in ringing.moments(4))


# --- hours ----------------------------------------------------------------------------------------


def test_an_hour_begins_with_what_it_taught_on_other_days() -> None:
    hours = Hours()
    morning, handling = _taught(0.2), Handling(2.0)
    hours.at(9, morning, handling)
    hours.at(10, morning, handling)
    for _ in range(3000):
        morning.learn(10.0, True, 10)  # from ten o'clock on everybody answers
    kept = hours.kept(morning, handling)
    assert set(kept) == {"9", "10"}

    ringing = Ringing(25.0)
    again = Hours(kept)
    again.at(9, ringing, Handling(2.0))
    assert ringing.rate == pytest.approx(0.2, abs=0.06)
    again.at(10, ringing, Handling(2.0))
    assert ringing.rate > 0.5


def test_what_was_kept_by_another_version_is_left() -> None:
    ringing, handling = Ringing(25.0), Handling(2.0)
    before = lists_of(ringing, handling)
    strange = {"calls": [1.0], "answers": [-1.0] * 121, "returns": [0.0, 0.0], "other": [3.0]}
    Hours({"5": strange}).at(5, ringing, handling)
    assert lists_of(ringing, handling) == before
