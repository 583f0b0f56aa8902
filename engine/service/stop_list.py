"""Numbers looked up on the do-not-call list while a call lives."""

import asyncio

from engine.ports.storage import Database

#: So long it is waited for: somebody listens to music, or to an operator. Seconds.
PATIENCE_S = 3.0


class StopList:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def has(self, number: str, campaign_id: int | None) -> bool:
        """Whether the campaign (None: who belongs to none) must not call it. Raises
        StorageUnavailable, TimeoutError."""
        async with asyncio.timeout(PATIENCE_S):
            return await self._database.run(
                lambda stores: stores.do_not_call.contains(number, campaign_id)
            )
