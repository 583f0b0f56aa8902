"""Calling hours against an oracle that looks at the wall clock minute by minute."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import holidays
import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from phonenumbers import timezone

from engine.domain.calling_hours import (
    CallingHours,
    HoursSpan,
    allowed,
    check_schedule,
    hours_on,
    next_opening,
    zone_of,
)
from engine.domain.campaign import DayHours, Schedule
from engine.errors import KnownError

RU_2026 = frozenset(holidays.country_holidays("RU", years=2026))
MINUTE = timedelta(minutes=1)

ZONES = [
    "Europe/Moscow",
    "Asia/Kamchatka",
    "Europe/Kaliningrad",
    "Europe/Berlin",
    "America/New_York",
    "America/St_Johns",
    "Australia/Lord_Howe",  # half an hour of summer time
    "Africa/Casablanca",
    "Asia/Kathmandu",
    "Pacific/Chatham",
]
#: Moments around which clocks change, holidays begin, weeks turn.
MOMENTS = [
    datetime(2026, 3, 29, 0, 0, tzinfo=UTC),  # Europe, forward
    datetime(2026, 10, 25, 0, 0, tzinfo=UTC),  # Europe, back
    datetime(2026, 3, 8, 6, 0, tzinfo=UTC),  # America, forward; a Russian holiday
    datetime(2026, 11, 1, 5, 0, tzinfo=UTC),  # America, back
    datetime(2026, 4, 4, 15, 0, tzinfo=UTC),  # Lord Howe, back
    datetime(2026, 2, 22, 20, 0, tzinfo=UTC),  # 23 February is a holiday
    datetime(2026, 6, 13, 0, 0, tzinfo=UTC),
]

day_hours = st.builds(
    lambda a, b: DayHours(min(a, b), max(a, b)), st.integers(0, 1440), st.integers(0, 1440)
)
schedules = st.builds(
    Schedule,
    timezone=st.sampled_from(ZONES),
    weekdays=day_hours,
    weekend=day_hours,
    holidays=st.sampled_from(["", "RU"]),
    all_zones=st.booleans(),
)
zone_sets = st.lists(st.sampled_from(ZONES), max_size=4, unique=True).map(tuple)


def oracle(zones: tuple[str, ...], schedule: Schedule, moment: datetime) -> bool:
    answers = []
    for name in zones or (schedule.timezone,):
        local = moment.astimezone(ZoneInfo(name))
        day_off = local.weekday() >= 5 or (schedule.holidays and local.date() in RU_2026)
        hours = schedule.weekend if day_off else schedule.weekdays
        answers.append(hours.start <= local.hour * 60 + local.minute < hours.end)
    return all(answers) if schedule.all_zones else any(answers)


@settings(max_examples=60, deadline=None)
@given(schedules, zone_sets, st.sampled_from(MOMENTS), st.integers(-600, 600))
def test_every_minute_agrees_with_the_wall_clock(
    schedule: Schedule, zones: tuple[str, ...], around: datetime, shift: int
) -> None:
    hours = CallingHours(schedule)
    start = around + shift * MINUTE
    truth = [oracle(zones, schedule, start + n * MINUTE) for n in range(36 * 60)]
    assert [hours.allowed(zones, start + n * MINUTE) for n in range(36 * 60)] == truth
    for n in range(0, 12 * 60, 97):
        moment = start + n * MINUTE
        opening = next((k for k in range(n, len(truth)) if truth[k]), None)
        if opening is not None:
            assert hours.next_opening(zones, moment) == start + opening * MINUTE
        change = next((k for k in range(n, len(truth)) if truth[k] != truth[n]), None)
        span = hours.span(zones, moment)
        assert span.open == truth[n]
        if change is not None:
            assert span.until == start + change * MINUTE


def test_a_day_that_a_zone_skipped() -> None:
    """Samoa had no 30 December 2011: Thursday the 29th was followed by Saturday the 31st."""
    schedule = Schedule("Pacific/Apia", DayHours(600, 660), DayHours(720, 780))
    thursday_noon = datetime(2011, 12, 29, 22, 0, tzinfo=UTC)
    opening = next_opening((), schedule, thursday_noon)
    assert opening is not None
    saturday_noon = datetime(2011, 12, 31, 12, 0, tzinfo=ZoneInfo("Pacific/Apia"))
    assert opening == saturday_noon


def test_a_russian_mobile_is_called_only_when_all_sixteen_zones_allow_it() -> None:
    zones = timezone.time_zones_for_number(phonenumbers.parse("+79123456789"))
    assert len(zones) == 16
    schedule = Schedule(weekend=DayHours(540, 1200), holidays="RU")
    # Kamchatka closes at 20:00 = 08:00 UTC, Bucharest opens at 09:00 = 07:00 UTC.
    morning = datetime(2026, 11, 10, 6, 59, 59, tzinfo=UTC)
    assert not allowed(zones, schedule, morning)
    assert next_opening(zones, schedule, morning) == datetime(2026, 11, 10, 7, 0, tzinfo=UTC)
    span = CallingHours(schedule).span(zones, datetime(2026, 11, 10, 7, 30, tzinfo=UTC))
    assert span == HoursSpan(True, datetime(2026, 11, 10, 8, 0, tzinfo=UTC))


def test_any_zone_will_do_when_the_campaign_says_so() -> None:
    zones = ("Asia/Kamchatka", "Europe/Kaliningrad")
    evening = datetime(2026, 11, 10, 17, 30, tzinfo=UTC)  # 05:30 and 19:30
    assert allowed(zones, Schedule(all_zones=False), evening)
    assert not allowed(zones, Schedule(), evening)


def test_new_year_holidays_are_waited_out() -> None:
    """31 December 2025 to 11 January 2026 are holidays and weekends without a break."""
    schedule = Schedule(weekend=DayHours(0, 0), holidays="RU")
    eve = datetime(2025, 12, 30, 18, 0, tzinfo=UTC)
    assert next_opening((), schedule, eve) == datetime(2026, 1, 12, 6, 0, tzinfo=UTC)


def test_never_and_round_the_clock() -> None:
    noon = datetime(2026, 11, 10, 9, 0, tzinfo=UTC)
    never = Schedule(weekdays=DayHours(600, 600), weekend=DayHours(0, 0))
    assert next_opening((), never, noon) is None
    assert CallingHours(never).span((), noon) == HoursSpan(False, None)
    always = Schedule(weekdays=DayHours(0, 1440), weekend=DayHours(0, 1440))
    assert CallingHours(always).span(("Europe/Berlin",), noon) == HoursSpan(True, None)


def test_hours_that_never_meet_never_open() -> None:
    zones = ("Europe/London", "Pacific/Honolulu")
    assert next_opening(zones, Schedule(), datetime(2026, 6, 9, tzinfo=UTC)) is None


def test_several_countries_add_their_holidays_up() -> None:
    schedule = Schedule(holidays="KZ,RU")
    assert hours_on(schedule, date(2026, 3, 23)) == schedule.weekend  # Nauryz, a Monday
    assert hours_on(schedule, date(2026, 6, 12)) == schedule.weekend  # Russia Day, a Friday
    assert hours_on(schedule, date(2026, 3, 24)) == schedule.weekend
    assert hours_on(Schedule(holidays="RU"), date(2026, 3, 23)) == schedule.weekdays


@pytest.mark.parametrize("name", ["", "Etc/Unknown", "Mars/Base", "../etc/passwd", "Europe", "a\0"])
def test_a_zone_nobody_knows_counts_as_not_given(name: str) -> None:
    assert zone_of(name) is None
    moment = datetime(2026, 11, 10, 6, 30, tzinfo=UTC)  # 09:30 in Moscow
    assert allowed((name,), Schedule(), moment) == allowed((), Schedule(), moment) is True


@pytest.mark.parametrize(
    "schedule",
    [Schedule(timezone="Europe/Moskow"), Schedule(holidays="XX"), Schedule(holidays="RU,")],
)
def test_a_schedule_that_names_the_unknown_is_refused(schedule: Schedule) -> None:
    with pytest.raises(KnownError, match=r"\[schedule\]"):
        check_schedule(schedule)


def test_a_stored_campaign_with_an_unknown_country_still_has_hours() -> None:
    monday = datetime(2026, 11, 9, 9, 0, tzinfo=UTC)
    assert allowed((), Schedule(holidays="XX"), monday)
    check_schedule(Schedule(holidays="RU"))
    check_schedule(Schedule())
