"""A campaign that runs is changed: at once, without a restart, and the log says what."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from engine.adapters.simulated import subscribers as behave
from engine.adapters.simulated.subscribers import Subscribers
from engine.domain.campaign import DayHours, Schedule
from engine.ports.audit import AuditFilter
from engine.ports.storage import Stores
from rino_desktop import campaign_changes
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.hall import Hall, contacts, settings
from tests.helpers.office import numbers

NEVER = DayHours(0, 0)


def test_lines_and_hours_hold_at_once_and_are_logged(
    tested_database: DatabaseUnderTest, tmp_path: Path
) -> None:
    everybody = Subscribers(mix=((1.0, behave.hangs_up(4.0)),))
    hall = Hall.build(tested_database, tmp_path, everybody)
    hall.publish("notice")
    hall.trunk(lines=6)
    campaign = hall.campaign(settings(max_lines=1), contacts(numbers(30)))
    hall.start(campaign)

    def change(**changes: Any) -> None:
        def work(stores: Stores) -> None:
            now = stores.campaigns.all()[0].settings
            campaign_changes.change(stores, replace(now, **changes), datetime.now(UTC), now)

        hall.transact(work)

    async def main() -> None:
        async with hall.engine():
            await asyncio.sleep(2)
            assert hall.counts(campaign).in_progress == 1
            change(max_lines=5)
            await asyncio.sleep(2)
            assert hall.counts(campaign).in_progress == 5
            change(schedule=Schedule(weekdays=NEVER, weekend=NEVER))
            await asyncio.sleep(1)
            before = len(hall.dialled)
            await asyncio.sleep(15)
            assert len(hall.dialled) == before

    hall.run(main)
    entries = hall.transact(lambda s: s.audit.entries(AuditFilter(action="campaign.change"), 10))
    assert entries[1].details == {"campaign.max_lines": [1, 5]}
    assert entries[0].details["schedule.weekdays"] == ["00:00-24:00", "never"]
