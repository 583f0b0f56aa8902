"""Campaigns to be forecast, small enough for tests."""

from datetime import UTC, datetime, timedelta
from typing import Any

from engine.domain.campaign import (
    Campaign,
    CampaignMode,
    CampaignSettings,
    CampaignState,
    DayHours,
    RetryRules,
    Schedule,
)
from engine.domain.trunk import Trunk, TrunkSettings
from engine.forecast.model import Group, Lengths, Odds, Plan

#: A Tuesday, 9:00 in Moscow.
START = datetime(2026, 11, 10, 6, tzinfo=UTC)
ALWAYS = Schedule("Europe/Moscow", DayHours(0, 1440), DayHours(0, 1440))
ANSWERS = Odds(1.0, ring=Lengths((5.0,)), refused=Lengths((5.0,)), talk=Lengths((25.0,)))
ONE_TRY = RetryRules(max_attempts=1)


def a_plan(
    contacts: int = 10, *, mode: CampaignMode = CampaignMode.AUTOMATIC, lines: int = 1,
    operators: int = 0, odds: Odds = ANSWERS, schedule: Schedule = ALWAYS,
    retry: RetryRules = ONE_TRY, groups: tuple[Group, ...] | None = None,
    days: float = 5.0, shift: Schedule | None = None, **settings: Any,
) -> Plan:  # fmt: skip
    campaign = Campaign(
        1,
        CampaignSettings(
            name="notice", mode=mode, trunks=("city",), max_lines=lines, calls_per_second=50.0,
            schedule=schedule, retry=retry, **settings,
        ),
        CampaignState.RUNNING,
        1,
    )  # fmt: skip
    trunk = TrunkSettings("city", "sip:127.0.0.1", lines=lines, calls_per_second=50.0)
    return Plan(
        campaign, (Trunk(1, trunk, 1),), groups or (Group(contacts),), odds, START,
        START + timedelta(days=days), operators, shift,
    )  # fmt: skip
