"""Shares of lost calls, and times, as the wallboard tells them."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QLocale, Qt
from pytestqt.qtbot import QtBot

from engine.dialer.pacing.model import AbandonCounts
from engine.domain.campaign import CampaignState
from rino_desktop.console.monitor.campaign_table import CampaignNowTable
from rino_desktop.console.monitor.tables import clock
from rino_desktop.wallboard import CampaignNow, abandoned


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
