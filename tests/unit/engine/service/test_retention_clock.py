"""What a wrong clock would delete too early nobody brings back."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest

from engine.ports.storage import Stores
from engine.ports.voice_files import RunClock
from engine.service.retention_clock import ClockAhead, ClockDoubted, doubt

NOW = datetime(2026, 11, 23, 15, tzinfo=UTC)
DAY = timedelta(days=1)


class Files:
    """What the database knows of the time."""

    def __init__(self) -> None:
        self.server: datetime | None = None
        self.known: RunClock | None = None

    def server_time(self) -> datetime | None:
        return self.server

    def clock(self) -> RunClock | None:
        return self.known

    def note_clock(self, clock: RunClock) -> None:
        self.known = clock


@pytest.fixture
def files() -> Files:
    return Files()


def said(files: Files, now: datetime, **more: Any) -> str:
    found = doubt(cast(Stores, SimpleNamespace(voice_files=files)), now, **more)
    return "" if found is None else str(found)


def test_a_clock_ahead_of_the_server_deletes_nothing_whoever_says_that_it_is_right(
    files: Files,
) -> None:
    files.server = NOW
    assert said(files, NOW) == ""
    for hours in (-14, 12, 14, 23):  # whatever the server's zone is
        files.server = NOW - timedelta(hours=hours)
        assert said(files, NOW) == ""
    files.server = NOW
    assert "365 days ahead" in said(files, NOW + 365 * DAY)
    stores = cast(Stores, SimpleNamespace(voice_files=files))
    found = doubt(stores, NOW + 2 * DAY, sure=True)
    assert isinstance(found, ClockAhead)
    assert not found.may_confirm
    # One that is behind deletes later, and nothing too early.
    assert said(files, NOW - 30 * DAY) == ""


def test_after_holidays_it_waits_for_a_day(files: Files) -> None:
    assert said(files, NOW) == ""
    assert said(files, NOW + 3 * DAY) == "", "a long weekend"
    later = NOW + 14 * DAY
    for hours in (0, 1, 12, 23):
        assert "gone on for a day" in said(files, later + timedelta(hours=hours))
    assert said(files, later + DAY) == ""
    assert said(files, later + DAY) == ""


def test_after_a_year_somebody_has_to_say_that_it_is_right(files: Files) -> None:
    assert said(files, NOW) == ""
    ahead = NOW + 365 * DAY
    for days in range(6):
        assert "365 days later" in said(files, ahead + days * DAY)
    assert said(files, ahead + 6 * DAY, sure=True) == ""
    assert said(files, ahead + 7 * DAY) == ""


def test_two_leaps_are_one(files: Files) -> None:
    said(files, NOW)
    for days in (20, 40):
        found = doubt(cast(Stores, SimpleNamespace(voice_files=files)), NOW + days * DAY)
        assert isinstance(found, ClockDoubted)
    assert "40 days later" in said(files, NOW + 42 * DAY)


def test_an_engine_of_once_a_week_applies_the_rules_every_other_week(files: Files) -> None:
    doubts = [said(files, NOW + days * DAY) != "" for days in range(0, 70, 7)]
    assert doubts == [False, True] * 5
    # Nor is it held up for good by holidays.
    doubts = [said(files, NOW + days * DAY) != "" for days in (63 + 21, 63 + 28, 63 + 35)]
    assert doubts == [True, False, True]


def test_who_has_the_right_time_goes_on_and_does_not_help_who_has_not(files: Files) -> None:
    said(files, NOW)
    for hours in range(0, 60, 6):
        wrong = NOW + 20 * DAY + timedelta(hours=hours)
        assert "20 days later" in said(files, wrong)
        assert said(files, NOW + timedelta(hours=hours + 1)) == ""
    # One whose battery is empty begins in 2000, until it has asked somebody: no leap for others.
    assert said(files, datetime(2000, 1, 1, tzinfo=UTC)) == ""
    assert said(files, NOW + timedelta(hours=61)) == ""
