"""How many lines are kept ready for the campaigns that run."""

from types import SimpleNamespace
from typing import Any

import pytest

from engine.domain.campaign import Campaign, CampaignSettings, CampaignState
from engine.domain.trunk import Trunk, TrunkSettings
from engine.service.campaign_keeper import lines_to_prepare
from engine.service.campaign_watch import DialContext, Snapshot

TRUNKS = {
    1: Trunk(1, TrunkSettings("city", "sip:127.0.0.1", lines=10), 1),
    2: Trunk(2, TrunkSettings("country", "sip:127.0.0.1", lines=4), 1),
}


def snapshot(*campaigns: tuple[int, tuple[int, ...], bool]) -> Snapshot:
    """(max_lines, trunk ids, whether its scheme transfers) of running campaigns 1, 2, …"""
    contexts: dict[int, DialContext] = {}
    for number, (lines, trunk_ids, transfers) in enumerate(campaigns, 1):
        settings = CampaignSettings(f"c{number}", max_lines=lines)
        campaign = Campaign(number, settings, CampaignState.RUNNING, 1)
        nodes = {"n": SimpleNamespace(dials=transfers)}
        compiled = SimpleNamespace(schemes={"s": SimpleNamespace(nodes=nodes)})
        scheme: Any = SimpleNamespace(compiled=compiled)
        contexts[number] = DialContext(campaign, trunk_ids, scheme)
    return Snapshot(
        tuple(c.campaign for c in contexts.values()), TRUNKS, contexts, {}, frozenset(contexts)
    )


@pytest.mark.parametrize(
    ("campaigns", "resting", "lines"),
    [
        ((), (), 0),
        (((6, (1,), False),), (), 6),
        (((60, (1,), False),), (), 10),
        (((60, (1, 2), False),), (), 14),
        (((6, (1,), False), (3, (1,), False)), (), 9),
        (((6, (1,), False), (8, (1,), False)), (), 10),
        (((6, (1,), False), (8, (1,), False)), (1,), 8),
        (((6, (1,), False), (8, (2,), False)), (), 10),
        (((6, (1,), True),), (), 12),
        (((60, (1,), True),), (), 20),
        (((6, (), False),), (), 0),
    ],
)
def test_lines_to_prepare(campaigns: Any, resting: Any, lines: int) -> None:
    assert lines_to_prepare(snapshot(*campaigns), resting) == lines
