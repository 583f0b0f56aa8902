from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.domain.calling_hours import CallingHours
from engine.domain.campaign import (
    CampaignMode,
    CampaignSettings,
    DayHours,
    Purpose,
    RetryRules,
    Schedule,
)
from engine.domain.disposition import Disposition
from engine.domain.preset_model import CallLimit, Counted
from engine.domain.presets import Presets, bound, check_campaign, in_force, lawful_schedule
from engine.errors import KnownError
from rino_desktop.presets import shipped

DAY = timedelta(days=1)
CAMPAIGN = CampaignSettings(name="c", purpose=Purpose.NOTICE)


TODAY = date(2026, 11, 10)
PRESETS = shipped()


def ruled(settings_: CampaignSettings) -> CampaignSettings:
    return bound(settings_, PRESETS, TODAY)


def codes(settings_: CampaignSettings) -> list[str]:
    return [violation.code for violation in check_campaign(ruled(settings_))]


def calls_of(name: str) -> tuple[CallLimit, ...]:
    found = PRESETS.find(name, TODAY).limits
    return tuple(limit for limit in found if limit.count is Counted.CALLS)


def under(schedule: Schedule, preset: str) -> Schedule:
    return lawful_schedule(ruled(replace(CAMPAIGN, schedule=schedule, preset=preset)))


def test_russian_debts_are_called_once_a_day_twice_a_week_eight_times_a_month() -> None:
    assert calls_of("ru-debt-230fz") == (
        CallLimit(DAY, 1),
        CallLimit(7 * DAY, 2),
        CallLimit(31 * DAY, 8),
    )
    assert calls_of("us-reg-f") == (CallLimit(7 * DAY, 7),)
    assert calls_of("us-tsr") == ()


def test_robot_advertising_is_refused_under_the_advertising_law() -> None:
    robot = replace(CAMPAIGN, preset="ru-advertising-38fz", purpose=Purpose.ADVERTISING)
    assert codes(robot) == ["advertising_without_operator"]
    violation = check_campaign(ruled(robot))[0]
    assert "38-ФЗ" in violation.text("ru")
    assert "38-FZ" in violation.text("en")
    assert codes(replace(robot, mode=CampaignMode.AUTOMATED)) == []
    assert codes(replace(robot, purpose=Purpose.NOTICE)) == []
    assert codes(replace(robot, preset="")) == []


def test_mass_calls_declare_their_purpose() -> None:
    assert codes(replace(CAMPAIGN, preset="ru-mass-41fz", purpose=Purpose.OTHER)) == [
        "purpose_not_declared"
    ]
    assert codes(replace(CAMPAIGN, preset="ru-mass-41fz")) == []


@pytest.mark.parametrize("preset", ["us-tsr", "us-reg-f", "uk-ofcom"])
def test_it_must_ring_for_fifteen_seconds(preset: str) -> None:
    assert codes(replace(CAMPAIGN, preset=preset, ring_timeout_s=14.9)) == ["ring_too_short"]
    assert codes(replace(CAMPAIGN, preset=preset, ring_timeout_s=15.0)) == []


def test_a_retry_that_comes_too_soon_is_named() -> None:
    def with_delay(preset: str, outcome: Disposition, delay: timedelta) -> CampaignSettings:
        return replace(CAMPAIGN, preset=preset, retry=RetryRules(3, {outcome: (delay,)}))

    assert codes(with_delay("uk-ofcom", Disposition.ABANDONED, 2 * DAY)) == ["retry_too_soon"]
    assert codes(with_delay("uk-ofcom", Disposition.ABANDONED, 3 * DAY)) == []
    assert codes(with_delay("us-reg-f", Disposition.PARTIAL, 6 * DAY)) == ["retry_too_soon"]
    assert codes(with_delay("us-reg-f", Disposition.USER_BUSY, timedelta(hours=1))) == []


def test_a_schedule_without_a_lawful_hour_is_named() -> None:
    night = Schedule(weekdays=DayHours(0, 480), weekend=DayHours(0, 480))
    assert codes(replace(CAMPAIGN, preset="us-tsr", schedule=night)) == ["no_hours_left"]
    any_zone = replace(CAMPAIGN.schedule, all_zones=False)
    assert codes(replace(CAMPAIGN, preset="ru-debt-230fz", schedule=any_zone)) == ["any_zone"]


def test_an_unknown_preset_is_refused_and_never_dialled() -> None:
    with pytest.raises(KnownError, match="ru-debt"):
        ruled(replace(CAMPAIGN, preset="ru-debt"))
    assert ruled(CAMPAIGN).rules == ()
    schedule = lawful_schedule(replace(CAMPAIGN, preset="from-a-newer-version"))
    noon = datetime(2026, 11, 10, 9, 0, tzinfo=UTC)
    assert CallingHours(schedule).next_opening((), noon) is None


def test_holidays_of_the_law_hold_though_the_campaign_knows_none() -> None:
    round_the_clock = Schedule(weekdays=DayHours(0, 1440), weekend=DayHours(0, 1440))
    schedule = under(round_the_clock, "ru-debt-230fz")
    hours = CallingHours(schedule)
    # Russia Day, Friday 12 June 2026: 9 to 20 in Moscow, not 8 to 22.
    assert not hours.allowed((), datetime(2026, 6, 12, 5, 30, tzinfo=UTC))
    assert hours.allowed((), datetime(2026, 6, 12, 6, 0, tzinfo=UTC))
    assert not hours.allowed((), datetime(2026, 6, 12, 17, 0, tzinfo=UTC))
    assert hours.allowed((), datetime(2026, 6, 11, 5, 30, tzinfo=UTC))


day_hours = st.builds(
    lambda a, b: DayHours(min(a, b), max(a, b)), st.integers(0, 1440), st.integers(0, 1440)
)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(PRESETS.names()),
    st.builds(Schedule, weekdays=day_hours, weekend=day_hours,
              holidays=st.sampled_from(["", "RU", "KZ"]), all_zones=st.booleans()),
    st.integers(0, 60 * 24 * 60),
)  # fmt: skip
def test_a_preset_only_ever_narrows(preset: str, schedule: Schedule, minute: int) -> None:
    moment = datetime(2026, 3, 1, tzinfo=UTC) + timedelta(minutes=minute)
    zones = ("Europe/Moscow", "Asia/Omsk")
    lawful = CallingHours(under(schedule, preset))
    if lawful.allowed(zones, moment):
        assert CallingHours(schedule).allowed(zones, moment)
        hours = PRESETS.find(preset, TODAY).hours
        if hours is not None:
            for zone_offset in (3, 6):
                local = moment + timedelta(hours=zone_offset)
                weekend = local.weekday() >= 5
                day = hours.weekend if weekend else hours.weekdays
                assert day.start <= local.hour * 60 + local.minute < day.end


def test_a_newer_version_takes_the_place_of_one_that_was_to_come() -> None:
    """Somebody planned a second version for the new year and has changed his mind since."""
    first = PRESETS.find("us-tsr", TODAY)
    first = replace(first, name="ours", version=1, valid_from=None)
    planned = replace(first, version=2, valid_from=date(2027, 1, 1))
    third = replace(first, version=3)
    for versions in ([first, planned, third], [third, planned]):
        for day in (date(2026, 12, 1), date(2027, 2, 1)):
            assert in_force(versions, day) == (third,)
    assert in_force([first, planned], date(2027, 2, 1)) == (planned,)
    assert Presets([first, planned, third]).resolve("ours", date(2027, 2, 1)) == (third,)
