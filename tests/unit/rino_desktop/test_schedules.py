"""When scheduled reports are due."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.ports.storage import ReportSchedule
from rino_desktop.schedule_times import is_due, next_run


def schedule(at: str = "08:30", weekdays: str = "1234567", zone: str = "Europe/Moscow",
             last_run: datetime | None = None) -> ReportSchedule:  # fmt: skip
    return ReportSchedule(1, "night", "summary", "c", "xlsx", "/x", at, weekdays, zone, last_run,
                          "" if last_run is None else "x")  # fmt: skip


MONDAY_NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def test_the_next_morning_in_its_own_zone() -> None:
    assert next_run(schedule(), MONDAY_NOON) == datetime(2026, 11, 24, 5, 30, tzinfo=UTC)


def test_only_on_its_weekdays() -> None:
    friday = schedule(weekdays="5")
    assert next_run(friday, MONDAY_NOON) == datetime(2026, 11, 27, 5, 30, tzinfo=UTC)


def test_never_at_the_very_moment() -> None:
    due = next_run(schedule(), MONDAY_NOON)
    assert next_run(schedule(), due) == due + timedelta(days=1)


def test_due_once() -> None:
    due = datetime(2026, 11, 24, 5, 30, tzinfo=UTC)
    yesterday = schedule(last_run=due - timedelta(days=1))
    assert not is_due(yesterday, due - timedelta(seconds=1))
    assert is_due(yesterday, due)
    assert is_due(yesterday, due + timedelta(hours=5)), "late is better than never"
    assert not is_due(schedule(last_run=due), due + timedelta(hours=5))


def test_long_missed_ones_come_once_not_many_times() -> None:
    stale = schedule(last_run=MONDAY_NOON - timedelta(days=30))
    assert is_due(stale, MONDAY_NOON)
    assert not is_due(schedule(last_run=MONDAY_NOON), MONDAY_NOON + timedelta(seconds=1))


@given(
    # hypothesis wants the bounds without a zone
    st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    st.integers(0, 23),
    st.integers(0, 59),
    st.sets(st.sampled_from("1234567"), min_size=1),
    st.sampled_from(["Europe/Moscow", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"]),
)
def test_the_next_run_is_after_now_and_within_a_week(
    now: datetime, hour: int, minute: int, days: set[str], zone: str
) -> None:
    it = schedule(f"{hour:02d}:{minute:02d}", "".join(sorted(days)), zone)
    due = next_run(it, now)
    assert now < due <= now + timedelta(days=8)
    assert str(due.astimezone(ZoneInfo(zone)).isoweekday()) in days


@pytest.mark.parametrize("zone", ["Europe/Moscow", "America/New_York"])
def test_a_day_has_one_run(zone: str) -> None:
    it, moment, runs = schedule(zone=zone), MONDAY_NOON, []
    for _ in range(400):
        moment = next_run(it, moment)
        runs.append(moment.astimezone(ZoneInfo(zone)).date())
    assert len(set(runs)) == 400
    assert (runs[-1] - runs[0]).days == 399
