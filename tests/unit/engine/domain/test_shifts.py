"""Shifts: which stretches of time a plan makes."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.domain.shifts import Shift, common_s, length_s, merged, planned, require_possible
from engine.errors import KnownError

MONDAY = datetime(2026, 11, 23, tzinfo=UTC)


def _shift(begins: str, ends: str, weekdays: str = "12345", zone: str = "Europe/Moscow") -> Shift:
    return Shift(1, 7, weekdays, date(2026, 11, 1), None, time.fromisoformat(begins),
                 time.fromisoformat(ends), zone)  # fmt: skip


def _off(day: date) -> Shift:
    return Shift(2, 7, "", day, day, None, None, "Europe/Moscow")


def test_a_week_by_the_offices_clock() -> None:
    found = planned([_shift("09:00", "18:00")], MONDAY, MONDAY + timedelta(days=7))
    assert len(found) == 5
    assert found[0] == (MONDAY.replace(hour=6), MONDAY.replace(hour=15))


def test_a_single_day_takes_the_place_of_the_rule() -> None:
    rule = _shift("09:00", "18:00")
    short = Shift(3, 7, "", date(2026, 11, 24), date(2026, 11, 24), time(10), time(12),
                  "Europe/Moscow")  # fmt: skip
    found = planned([rule, _off(date(2026, 11, 23)), short], MONDAY, MONDAY + timedelta(days=2))
    assert found == [(MONDAY + timedelta(days=1, hours=7), MONDAY + timedelta(days=1, hours=9))]


def test_a_night_shift_goes_over_midnight_and_into_the_period() -> None:
    night = _shift("22:00", "06:00", "7", "UTC")
    assert planned([night], MONDAY, MONDAY + timedelta(days=1)) == [
        (MONDAY, MONDAY + timedelta(hours=6))
    ]


def test_the_night_of_summer_time_is_an_hour_shorter() -> None:
    night = _shift("00:00", "06:00", "7", "Europe/Berlin")
    spring = datetime(2027, 3, 28, tzinfo=UTC) - timedelta(hours=6)
    assert length_s(planned([night], spring, spring + timedelta(days=1))) == 5 * 3600


def test_impossible_shifts_are_refused() -> None:
    good = _shift("09:00", "18:00")
    require_possible(good)
    for bad in (
        Shift(0, 1, "8", date(2026, 1, 1), None, time(9), time(10), "UTC"),
        Shift(0, 1, "1", date(2026, 1, 1), None, None, None, "UTC"),
        Shift(0, 1, "1", date(2026, 1, 2), date(2026, 1, 1), time(9), time(10), "UTC"),
    ):
        with pytest.raises(KnownError):
            require_possible(bad)


_spans = st.lists(
    st.tuples(st.integers(0, 200), st.integers(1, 40)).map(
        lambda pair: (MONDAY + timedelta(seconds=pair[0]),
                      MONDAY + timedelta(seconds=pair[0] + pair[1]))
    ),
    max_size=12,
)  # fmt: skip


@given(_spans, _spans)
def test_what_is_common_is_counted_second_by_second(some: list, others: list) -> None:  # type: ignore[type-arg]
    def seconds(spans: list) -> set[int]:  # type: ignore[type-arg]
        return {
            second
            for begin, end in spans
            for second in range(int((begin - MONDAY).total_seconds()),
                                int((end - MONDAY).total_seconds()))
        }  # fmt: skip

    assert common_s(merged(some), merged(others)) == len(seconds(some) & seconds(others))
    assert length_s(merged(some)) == len(seconds(some))
