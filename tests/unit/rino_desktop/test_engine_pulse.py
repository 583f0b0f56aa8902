"""Whether an engine lives, for computers whose clocks are wrong."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from engine.ports.storage import NodeSession
from rino_desktop.engine_pulse import EnginePulse

NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)


def leases(*until_s: float) -> Sequence[NodeSession]:
    return [
        NodeSession(number, f"node-{number}", "pc", 1, 0.0, NOW + timedelta(seconds=seconds))
        for number, seconds in enumerate(until_s)
    ]


@pytest.mark.parametrize("ahead_s", [-7200, -20, 0, 20, 7200])
def test_an_engine_that_renews_its_lease_lives(ahead_s: int) -> None:
    pulse = EnginePulse()
    own = NOW + timedelta(seconds=ahead_s)
    for at in range(0, 40, 4):
        lives = pulse.lives(leases(at + 18), own + timedelta(seconds=at), at)
        assert lives or (at == 0 and ahead_s >= 18), "only the first look goes by a clock"


@pytest.mark.parametrize("ahead_s", [-7200, 0])
def test_an_engine_that_stops_does_not(ahead_s: int) -> None:
    pulse = EnginePulse()
    own = NOW + timedelta(seconds=ahead_s)
    assert pulse.lives(leases(18), own, 100.0)
    assert pulse.lives(leases(18), own + timedelta(seconds=17), 117.0)
    assert not pulse.lives(leases(18), own + timedelta(seconds=18), 118.0)
    assert pulse.lives(leases(18, 40), own + timedelta(seconds=20), 120.0), "another one begins"
    assert not pulse.lives([], own, 121.0)


def test_what_an_engine_left_long_ago_counts_for_nothing() -> None:
    assert not EnginePulse().lives(leases(-3600), NOW, 5.0)
