"""Shares of lost calls, and times, as the wallboard tells them."""

import pytest

from engine.dialer.pacing.model import AbandonCounts
from rino_desktop.console.monitor.tables import clock
from rino_desktop.wallboard import abandoned


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
