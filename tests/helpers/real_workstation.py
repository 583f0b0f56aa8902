"""A workstation for real: its telephone is rung at its own address, its row is in the database."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from engine.adapters.firebird import FirebirdDatabase
from engine.domain.operator import OperatorStatus
from engine.ports import softphone
from engine.ports.operators import OrderKind, Talk
from engine.routing import actions as do
from engine.routing.wish_codec import wish_to_json
from tests.helpers.telephone import Telephone


def now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Workstation:
    """What rmt does, in short: a session that beats, wishes, and a telephone that answers."""

    database: FirebirdDatabase
    operator_id: int
    telephone: Telephone
    token: str = "one"
    beating: bool = True

    @property
    def address(self) -> str:
        return self.telephone.of(softphone.RegistrationChanged)[-1].contact

    @property
    def status(self) -> OperatorStatus:
        return self.database.transact(lambda s: s.operators.status(self.operator_id))

    def talks(self) -> list[Talk]:
        """The oldest first."""
        since = datetime(2026, 1, 1, tzinfo=UTC)
        return self.database.transact(lambda s: s.operators.talks(self.operator_id, since))[::-1]

    def sign_in(self) -> None:
        wish = wish_to_json(do.SignIn(self.token, "pc"))

        def work(stores: Any) -> None:
            store = stores.operators
            store.begin_session(self.operator_id, self.token, "pc", self.address, now())
            store.order(self.operator_id, self.token, OrderKind.WISH, wish, now())

        self.database.transact(work)

    async def beat(self) -> None:
        while True:
            await asyncio.sleep(2)
            if self.beating:
                await self.database.run(
                    lambda s: s.operators.beat(self.operator_id, self.token, self.address)
                )

    async def rung(self, since: int = 0) -> softphone.Incoming:
        incoming = await self.telephone.wait_for(
            lambda: self.telephone.of(softphone.Incoming)[since:], 40
        )
        first: softphone.Incoming = incoming[0]
        return first

    async def answers(self, since: int = 0) -> softphone.Incoming:
        incoming = await self.rung(since)
        self.telephone.order(softphone.Answer(incoming.call_id))
        await self.telephone.wait(softphone.Answered, call_id=incoming.call_id)
        return incoming

    async def until(self, found: Callable[[], object], seconds: float = 30) -> None:
        end = time.monotonic() + seconds
        while not found():
            assert time.monotonic() < end, (self.status, self.talks())
            await asyncio.sleep(0.1)
