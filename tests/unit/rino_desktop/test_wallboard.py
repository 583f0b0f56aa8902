"""Shares of lost calls, and times, as the wallboard tells them."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import cast

import pytest
from PySide6.QtCore import QLocale, Qt
from pytestqt.qtbot import QtBot

from engine.dialer.pacing.model import AbandonCounts
from engine.domain.campaign import CampaignState
from engine.ports.storage import Stores
from rino_desktop import wallboard
from rino_desktop.console.monitor.campaign_table import CampaignNowTable
from rino_desktop.console.monitor.tables import clock
from rino_desktop.wallboard import CampaignNow, abandoned
from tests.helpers.report_data import NOW, campaign


@pytest.mark.parametrize(
    ("dropped", "state"), [(0, "good"), (20, "good"), (28, "near"), (40, "over")]
)
def test_the_share_against_its_limit(dropped: int, state: str) -> None:
    found = abandoned(AbandonCounts(served=1000 - dropped, dropped=dropped), 0.03)
    assert found.rate == pytest.approx(dropped / 1000)
    assert found.low <= found.rate <= found.high
    assert found.state == state


def test_nobody_has_answered_yet() -> None:
    found = abandoned(AbandonCounts(), 0.03)
    assert (found.rate, found.low, found.high, found.state) == (0.0, 0.0, 1.0, "good")


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "0:00"), (-5, "0:00"), (309, "5:09"), (3909.9, "1:05:09")]
)
def test_times(seconds: float, text: str) -> None:
    assert clock(seconds) == text


def test_a_campaign_that_has_called_nobody_today_has_no_share(qtbot: QtBot) -> None:
    table = CampaignNowTable()
    row = CampaignNow(1, "debtors", CampaignState.RUNNING, 0, 0, 0, 0, 0, 145, "operators", None)
    called = replace(row, calls=8, answered=2)
    assert table.cell(row, 5, Qt.ItemDataRole.DisplayRole) == "0"
    assert table.cell(called, 5, Qt.ItemDataRole.DisplayRole) == f"2  {QLocale().toString(25)} %"


def test_counting_lost_calls_takes_a_twentieth_of_the_time_at_most(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    counted: list[datetime] = []
    ticks = iter(range(100))
    monkeypatch.setattr(wallboard, "abandoned_of", lambda _s, _c, now: counted.append(now))
    debtors, stores = campaign(), cast("Stores", None)
    slow = wallboard.Counting(lambda: float(next(ticks)))  # a second each
    for second in range(45):
        slow.lost(stores, debtors, NOW + timedelta(seconds=second))
    assert counted == [NOW, NOW + timedelta(seconds=20), NOW + timedelta(seconds=40)]
    slow.lost(stores, replace(debtors, revision=9), NOW + timedelta(seconds=46))
    assert len(counted) == 4  # its limit may be another
    fast = wallboard.Counting(lambda: 0.0)
    for second in range(3):
        fast.lost(stores, debtors, NOW + timedelta(seconds=second))
    assert len(counted) == 7
