"""An operator at a workstation in the hall: signs in, beats, orders; his telephone is simulated."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from engine.adapters.simulated.subscribers import Subscriber
from engine.domain.operator import OperatorStatus
from engine.ports.operators import OrderKind, Talk
from engine.ports.storage import Database
from engine.ports.telephony import PlaceCall
from engine.routing import actions as do
from engine.routing.wish_codec import wish_to_json
from rino_desktop import accounts
from rino_desktop import workstation_reads as reads
from rino_desktop.unsent_results import UnsentResult
from rmt import call_headers
from rmt.facts import CardFacts
from tests.helpers.hall import START, Hall

_BEAT_S = 3.0


class HallOperator:
    """``phone``: how his telephone behaves when it is rung."""

    def __init__(self, hall: Hall, name: str, phone: Subscriber | None = None) -> None:
        self.hall = hall
        self.name = name
        self.id: int = hall.transact(lambda s: accounts.add(s, name, "operator", "hash", START)).id
        self.token = f"token-{self.id}"
        self.address = f"sip:operator{self.id}@127.0.0.1:{5100 + self.id}"
        self._database: Database
        numbers = dict(hall.subscribers.numbers)
        numbers[self.address] = phone or Subscriber(ring_s=0.05, hang_up_after_s=8.0)
        hall.subscribers.numbers = numbers

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Signed in, and beating."""
        self._database = self.hall.tested.open()
        beating = asyncio.ensure_future(self._beat())
        try:
            self.sign_in()
            yield
        finally:
            beating.cancel()
            self._database.close()

    def sign_in(self) -> None:
        now = self.hall.clock.now()
        self._database.transact(
            lambda s: s.operators.begin_session(self.id, self.token, "pc", self.address, now)
        )
        self.order(OrderKind.WISH, wish_to_json(do.SignIn(self.token, "pc")))

    def sign_out(self) -> None:
        self.order(OrderKind.WISH, wish_to_json(do.SignOut()))

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(_BEAT_S)
            self._database.transact(lambda s: s.operators.beat(self.id, self.token, self.address))

    def order(self, kind: OrderKind, arguments: dict[str, Any], node: str = "") -> int:
        now = self.hall.clock.now()
        return self._database.transact(
            lambda s: s.operators.order(self.id, self.token, kind, arguments, now, node)
        )

    async def answered(self, order_id: int, within_s: float = 10.0) -> dict[str, Any]:
        async with asyncio.timeout(within_s):
            while True:
                found = self._database.transact(lambda s: s.operators.order_answer(order_id))
                if found is not None:
                    return dict(found.answer)
                await asyncio.sleep(0.1)

    @property
    def status(self) -> OperatorStatus:
        return self._database.transact(lambda s: s.operators.status(self.id))

    async def until(self, state: str, within_s: float = 20.0) -> OperatorStatus:
        async with asyncio.timeout(within_s):
            while self.status.state != state:
                await asyncio.sleep(0.05)
        return self.status

    @property
    def talks(self) -> list[Talk]:
        """The oldest first."""
        since = START - timedelta(days=1)
        return self.hall.transact(lambda s: s.operators.talks(self.id, since))[::-1]

    @property
    def rung(self) -> list[PlaceCall]:
        """The calls with which engines have rung his telephone."""
        return [call for lines in self.hall.lines.values() for call in lines.placed
                if call.address == self.address]  # fmt: skip

    def card(self, call: PlaceCall) -> CardFacts | None:
        """As his workstation finds it by what the INVITE says."""
        offered = call_headers.offered(call.headers, self.token)
        assert offered is not None
        assert offered.attempt_id is not None
        key = offered.attempt_id
        return self._database.transact(lambda s: reads.card(s, key))

    def save(self, key: int, result: str, note: str = "") -> None:
        kept = UnsentResult(key, result, note, True, self.hall.clock.now())
        self._database.transact(
            lambda s: reads.keep(s, self.id, self.token, kept, self.hall.clock.now())
        )
