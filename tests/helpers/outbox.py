"""Attempts with an outbox behind them, and the delivery of what waits, without an engine."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from engine.adapters.firebird import FirebirdDatabase
from engine.adapters.stores import StoreAccess, open_store
from engine.adapters.system_clock import SystemClock
from engine.domain.attempt import OpenAttempt
from engine.domain.campaign import Campaign, CampaignSettings, CampaignState
from engine.domain.outbox import OutboxContent, OutboxSettings
from engine.ports.outbox import ExternalStore, OutboxBacklog, OutboxRow
from engine.ports.storage import Database
from engine.service.outbox.deliveries import Deliveries
from engine.service.outbox.writing import OutboxWriter
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.stored_campaign import NOW, Dialling, add_contacts, completed, dialling, done

Opener = Callable[[OutboxSettings], ExternalStore]


def outbox(name: str = "promises", **values: Any) -> OutboxSettings:
    what = values.pop("what", (OutboxContent.ATTEMPTS, OutboxContent.RESULTS))
    return OutboxSettings(name=name, what=tuple(map(OutboxContent, what)), **values)


@dataclass
class Bureau:
    """A campaign with stores, and one node that dials it and delivers."""

    case: DatabaseUnderTest
    database: FirebirdDatabase
    node: Dialling
    recordings: Path

    @classmethod
    def build(cls, case: DatabaseUnderTest, database: FirebirdDatabase, folder: Path,
              *outboxes: OutboxSettings, contacts: int = 10, name: str = "debtors",
              ) -> "Bureau":  # fmt: skip
        settings = CampaignSettings(name, outbox=outboxes)
        campaign = database.transact(lambda s: s.campaigns.create(settings))
        add_contacts(case, campaign, contacts)
        campaign = database.transact(
            lambda s: s.campaigns.set_state(campaign.id, CampaignState.RUNNING)
        )
        node = dialling(case, database, campaign=campaign)
        return cls(case, database, node, folder / "recordings")

    @property
    def campaign(self) -> Campaign:
        return self.node.campaign

    def change(self, *outboxes: OutboxSettings) -> None:
        settings = replace(self.campaign.settings, outbox=outboxes)
        self.node.campaign = self.database.transact(lambda s: s.campaigns.update(settings))

    def serve(self, attempt: OpenAttempt, results: Sequence[tuple[str, str]] = (),
              recording: bytes = b"") -> None:  # fmt: skip
        """What the engine writes when a call has gone well."""
        writer = OutboxWriter(self.campaign.settings.outbox, attempt)
        outcome = completed(attempt)
        if recording:
            outcome = replace(outcome, recording=f"recordings/2026/{attempt.id}.wav")
            path = self.recordings / outcome.recording
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(recording)

        def work(stores: Any) -> None:
            for number, (name, value) in enumerate(results):
                at = outcome.ended_at + timedelta(seconds=number)
                stores.attempts.save_result(attempt.id, name, value, at)
                stores.outbox.add(writer.result(name, value, at))
            if stores.attempts.close(self.node.session_id, outcome, done(attempt)):
                stores.outbox.add(writer.ended(outcome.recording, outcome.ended_at))

        self.database.transact(work)

    def write(self, attempt: OpenAttempt, store: str, **values: str) -> None:
        writer = OutboxWriter(self.campaign.settings.outbox, attempt)
        rows = writer.write(store, values, NOW)
        self.database.transact(lambda s: s.outbox.add(rows))

    # --- delivery ------------------------------------------------------------------------------

    def deliveries(self, node: str = "north", opener: Opener | None = None,
                   open_database: Callable[[], Database] | None = None) -> Deliveries:  # fmt: skip
        def from_url(settings: OutboxSettings) -> ExternalStore:
            return open_store(settings, StoreAccess(settings.store))

        return Deliveries(
            open_database or self.case.open, opener or from_url,
            lambda name: self.recordings / name, SystemClock(), node, lambda: [self.campaign],
        )  # fmt: skip

    @asynccontextmanager
    async def delivering(self, node: str = "north", opener: Opener | None = None,
                         ) -> AsyncIterator[Deliveries]:  # fmt: skip
        deliveries = self.deliveries(node, opener)
        task = asyncio.create_task(deliveries.run())
        try:
            yield deliveries
        finally:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
            await deliveries.stop()

    async def until_empty(self, timeout_s: float = 15.0) -> None:
        """Nothing waits any more; what is set aside does not count."""
        await self.until(lambda: all(b.waiting == 0 for b in self.backlogs()), timeout_s)

    async def until(self, condition: Callable[[], object], timeout_s: float = 15.0) -> None:
        async with asyncio.timeout(timeout_s):
            while not await asyncio.to_thread(condition):
                await asyncio.sleep(0.05)

    def deliver_all(self, opener: Opener | None = None, timeout_s: float = 15.0) -> None:
        async def main() -> None:
            async with self.delivering(opener=opener):
                await self.until_empty(timeout_s)

        asyncio.run(main())

    # --- looking -------------------------------------------------------------------------------

    def backlogs(self) -> list[OutboxBacklog]:
        return self.database.transact(lambda s: s.outbox.backlogs(self.campaign.id))

    def backlog(self, name: str = "promises") -> OutboxBacklog:
        return next(b for b in self.backlogs() if b.store == name)

    def waiting(self, name: str = "promises") -> list[OutboxRow]:
        return self.database.transact(lambda s: s.outbox.waiting(self.campaign.id, name, 0, 10_000))

    def aside(self) -> list[OutboxRow]:
        return self.database.transact(lambda s: s.outbox.set_aside(self.campaign.id))
