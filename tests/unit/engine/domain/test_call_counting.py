"""Limits against a slow and simple reading of them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.domain.call_counting import PastCall, Planned, limit_reached
from engine.domain.campaign import CampaignMode, CampaignSettings, Purpose
from engine.domain.disposition import Disposition
from engine.domain.preset_model import Calendar, CallLimit, Counted, Per, Preset, Scope

NOW = datetime(2026, 3, 18, 9, 30, tzinfo=UTC)  # a Wednesday
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


def call(ago: timedelta, **changes: object) -> PastCall:
    at = NOW - ago
    whole = PastCall(
        int(ago / MINUTE) + 10, 2, "debt", False, "+71", at, at, at + MINUTE, Disposition.COMPLETED
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


def planned(*limits: CallLimit, zones: tuple[str, ...] = (), **changes: object) -> Planned:
    law = Preset("law", "з", "l", limits=limits)
    campaign = CampaignSettings("c", purpose=Purpose.DEBT, rules=(law,))
    return Planned(1, 1, replace(campaign, **changes), "+71", zones)  # type: ignore[arg-type]


minutes = st.lists(st.integers(0, 60 * 24 * 9), max_size=14)


@settings(max_examples=300, deadline=None)
@given(minutes, st.integers(1, 5), st.sampled_from([1, 60, 24 * 60, 7 * 24 * 60]))
def test_a_window_that_slides(ages: list[int], maximum: int, window: int) -> None:
    limit = CallLimit(window * MINUTE, maximum)
    past = [call(age * MINUTE) for age in ages]
    inside = [age for age in ages if age < window]
    found = limit_reached(planned(limit), past, NOW)
    assert (found is not None) == (len(inside) + 1 > maximum)
    if found is not None:
        assert found.counted == len(inside)

        def lawful(at: datetime) -> bool:
            since = at - limit.window
            return sum(c.reserved_at > since for c in past) < maximum

        assert lawful(found.lifts_at), "from then on it is allowed"
        assert not lawful(found.lifts_at - 2 * MINUTE), "and not much earlier"


@settings(max_examples=200, deadline=None)
@given(minutes, st.integers(1, 4), st.sampled_from(list(Calendar)),
       st.sampled_from(["Europe/Moscow", "Asia/Kamchatka", "America/New_York"]))  # fmt: skip
def test_windows_of_the_calendar(ages: list[int], maximum: int, unit: Calendar, zone: str) -> None:
    limit = CallLimit(31 * DAY, maximum, calendar=unit)
    past = [call(age * MINUTE) for age in ages]
    here = ZoneInfo(zone)

    def period(moment: datetime) -> tuple[int, ...]:
        local = moment.astimezone(here)
        if unit is Calendar.DAY:
            return local.timetuple()[:3]
        return local.isocalendar()[:2] if unit is Calendar.WEEK else (local.year, local.month)

    counted = sum(period(c.reserved_at) == period(NOW) for c in past)
    found = limit_reached(planned(limit, zones=(zone,)), past, NOW)
    assert (found is not None) == (counted >= maximum)
    if found is not None:
        assert period(found.lifts_at) != period(NOW)
        assert period(found.lifts_at - 2 * MINUTE) == period(NOW)


def test_of_several_zones_the_longest_window() -> None:
    """23:00 on the day before in Moscow is the same day in Kaliningrad (22:00)? No: both are
    yesterday; but 00:30 in Moscow is still yesterday in Kaliningrad."""
    limit = CallLimit(DAY, 1, calendar=Calendar.DAY)
    midnight = datetime(2026, 3, 18, 21, 30, tzinfo=UTC)  # 00:30 in Moscow, 23:30 in Kaliningrad
    evening = replace(call(DAY), reserved_at=midnight - timedelta(hours=3))
    moscow = planned(limit, zones=("Europe/Moscow",))
    both = planned(limit, zones=("Europe/Moscow", "Europe/Kaliningrad"))
    assert limit_reached(moscow, [evening], midnight) is None
    assert limit_reached(both, [evening], midnight) is not None


def test_what_counts_as_what() -> None:
    talk = CallLimit(7 * DAY, 1, Counted.CONVERSATIONS, talk_s=20)
    assert limit_reached(planned(talk), [call(DAY)], NOW) is not None
    short = call(DAY, ended_at=NOW - DAY + timedelta(seconds=19))
    assert limit_reached(planned(talk), [short], NOW) is None
    assert limit_reached(planned(talk), [call(DAY, answered_at=None)], NOW) is None
    assert limit_reached(planned(talk), [call(DAY, disposition=Disposition.MACHINE)], NOW) is None
    lives = call(MINUTE, ended_at=None, answered_at=None, disposition=None)
    found = limit_reached(planned(talk), [lives], NOW)
    assert found is not None
    assert found.lifts_at - NOW <= timedelta(minutes=3)
    dropped = CallLimit(3 * DAY, 1, Counted.ABANDONED, modes=frozenset({CampaignMode.AUTOMATIC}))
    abandoned = call(DAY, disposition=Disposition.ABANDONED)
    assert limit_reached(planned(dropped), [call(DAY)], NOW) is None
    assert limit_reached(planned(dropped), [abandoned], NOW) is not None
    assert limit_reached(planned(dropped, mode=CampaignMode.MANUAL), [abandoned], NOW) is None


def test_messages_and_calls_are_counted_apart() -> None:
    calls, messages = CallLimit(DAY, 1), CallLimit(DAY, 2, Counted.MESSAGES)
    said = [call(MINUTE, message=True), call(2 * MINUTE, message=True)]
    assert limit_reached(planned(calls, messages), said, NOW) is None
    robot = planned(calls, messages, voice_message=True)
    found = limit_reached(robot, said, NOW)
    assert found is not None
    assert found.limit is messages
    assert limit_reached(robot, [call(MINUTE)], NOW) is None


def test_whose_calls_count() -> None:
    other = call(MINUTE, campaign_id=5, purpose="notice", phone="+72")
    for limit, counts in (
        (CallLimit(DAY, 1), True),
        (CallLimit(DAY, 1, per=Per.NUMBER), False),
        (CallLimit(DAY, 1, scope=Scope.PURPOSE), False),
        (CallLimit(DAY, 1, scope=Scope.CAMPAIGN), False),
    ):
        assert (limit_reached(planned(limit), [other], NOW) is not None) is counts
    assert limit_reached(planned(CallLimit(DAY, 1)), [call(MINUTE, attempt_id=1)], NOW) is None
    never = limit_reached(planned(CallLimit(DAY, 0)), [], NOW)
    assert never is not None
    assert never.lifts_at > NOW
