from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.domain.campaign import DayHours
from engine.domain.durations import format_duration, format_hours, parse_duration, parse_hours
from engine.errors import KnownError


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("30s", 30), ("5m", 300), ("4h", 14400), ("1d", 86400), ("1h30m", 5400), ("0s", 0),
     ("1.5h", 5400), ("0.2s", 0.2), (" 2 h 5 m ", 7500), ("5M", 300)],
)  # fmt: skip
def test_durations_are_read(text: str, seconds: float) -> None:
    assert parse_duration(text) == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    "text", ["", "5", "m", "-5m", "5 minutes", "5m3", "1,5h", "5µs", "٥m", "9999999d", "inf s"]
)
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(KnownError) as refused:
        parse_duration(text)
    assert refused.value.mend


@given(st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=3000)))
def test_a_duration_survives_being_written(duration: timedelta) -> None:
    assert parse_duration(format_duration(duration)) == duration


def test_durations_are_written_as_people_do() -> None:
    assert format_duration(timedelta(minutes=90)) == "1h30m"
    assert format_duration(timedelta(days=7)) == "7d"
    assert format_duration(timedelta(milliseconds=250)) == "0.25s"
    with pytest.raises(ValueError, match="negative"):
        format_duration(timedelta(seconds=-1))


@pytest.mark.parametrize(
    ("text", "hours"),
    [("09:00-20:00", DayHours(540, 1200)), ("00:00-24:00", DayHours(0, 1440)),
     ("9:30 – 18:05", DayHours(570, 1085)), ("never", DayHours(0, 0)),
     ("10:00-10:00", DayHours(600, 600))],
)  # fmt: skip
def test_hours_are_read(text: str, hours: DayHours) -> None:
    assert parse_hours(text) == hours


@pytest.mark.parametrize(
    "text", ["", "9-20", "09:00", "20:00-09:00", "09:60-20:00", "09:00-24:01", "25:00-26:00", "a-b"]
)
def test_what_are_no_hours_is_refused(text: str) -> None:
    with pytest.raises(KnownError) as refused:
        parse_hours(text)
    assert refused.value.mend


@given(st.integers(0, 1440), st.integers(0, 1440))
def test_hours_survive_being_written(start: int, end: int) -> None:
    again = parse_hours(format_hours(DayHours(start, end)))
    if start < end:
        assert again == DayHours(start, end)
    else:
        assert again.start == again.end  # never
