"""Calls that an operator orders, through the whole engine and a database, on virtual time: their
attempts are journalled first, and leave no row when nobody is rung."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any, ClassVar

import pytest

from engine.adapters.simulated.subscribers import Subscriber
from engine.domain.campaign import CampaignMode, CampaignState, DayHours, Schedule
from engine.domain.campaign_operators import CampaignPacing, OperatorRules
from engine.ports.operators import OrderKind
from engine.ports.storage import StorageUnavailable, Stores
from engine.routing import actions as do
from engine.routing.wish_codec import wish_to_json
from engine.scheme.codec import dump_scheme
from engine.service.recovery import recover
from engine.service.routing.manual_contacts import Found
from rino_desktop import accounts
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.hall import Hall, contacts, settings
from tests.helpers.office import numbers
from tests.helpers.scheme_builder import SchemeBuilder
from tests.helpers.shaky_database import ShakyDatabase, Weather

ADDRESS, TOKEN = "sip:anna@127.0.0.1:5999", "t1"
[PHONE] = numbers(1)
ALL_DAY = DayHours(0, 1440)
ALWAYS = Schedule(weekdays=ALL_DAY, weekend=ALL_DAY)
BY_HAND = settings(
    "calls", scheme="connect", mode=CampaignMode.MANUAL, pacing=CampaignPacing.PREVIEW,
    operators=OperatorRules(ring_timeout_s=20), schedule=ALWAYS,
)  # fmt: skip


@dataclass
class Office:
    hall: Hall
    campaign: int
    anna: int

    def order(self, kind: OrderKind, arguments: dict[str, Any]) -> int:
        now = self.hall.clock.now()
        found: int = self.hall.transact(
            lambda s: s.operators.order(self.anna, TOKEN, kind, arguments, now)
        )
        return found

    def answer(self, order_id: int) -> Any:
        found = self.hall.transact(lambda s: s.operators.order_answer(order_id))
        return None if found is None else found.answer

    @property
    def status(self) -> Any:
        return self.hall.transact(lambda s: s.operators.status(self.anna))

    async def until(self, found: Callable[[], object], seconds: float = 20) -> None:
        end = self.hall.clock.monotonic() + seconds
        while not found():
            assert self.hall.clock.monotonic() < end, self.status
            await self.hall.clock.sleep(0.2)

    async def dials(self) -> int:
        now = self.hall.clock.now()
        begin = (self.anna, TOKEN, "pc", ADDRESS, now)
        self.hall.transact(lambda s: s.operators.begin_session(*begin))
        self.order(OrderKind.WISH, wish_to_json(do.SignIn(TOKEN, "pc")))
        await self.until(lambda: self.status.free)
        return self.order(
            OrderKind.DIAL, {"do": "number", "number": PHONE, "campaign_id": self.campaign}
        )

    async def beats(self) -> None:
        while True:
            self.hall.transact(lambda s: s.operators.beat(self.anna, TOKEN, ADDRESS))
            await self.hall.clock.sleep(2)

    def run(self, test: Callable[[], Awaitable[None]]) -> None:
        async def main() -> None:
            async with self.hall.engine():
                beats = asyncio.create_task(self.beats())
                await test()
                beats.cancel()

        self.hall.run(main)


@pytest.fixture
def office(tested_database: DatabaseUnderTest, tmp_path: Path) -> Office:
    hall = Hall.build(tested_database, tmp_path)
    hall.trunk()
    scheme = (
        SchemeBuilder()
        .node("start", "start", next="go")
        .node("go", "operator", {}, done="end", overflow="end")
        .node("end", "hang_up")
    )
    hall.transact(lambda s: s.schemes.publish("connect", dump_scheme(scheme.build())))
    now = hall.clock.now()
    anna = hall.transact(lambda s: accounts.add(s, "Анна", "operator", "hash", now))
    campaign = hall.campaign(BY_HAND, contacts([PHONE]))
    hall.start(campaign)
    return Office(hall, campaign, anna.id)


def test_the_operators_own_telephone_is_busy(office: Office) -> None:
    async def test() -> None:
        order = await office.dials()
        await office.until(lambda: office.answer(order) is not None)
        assert office.answer(order)["code"] == "no_phone"
        await office.until(lambda: office.hall.counts(office.campaign).new == 1)

    office.hall.subscribers.numbers = {ADDRESS: Subscriber(refuse=486)}
    office.run(test)
    assert office.hall.attempts(office.campaign) == []
    assert office.hall.counts(office.campaign).in_progress == 0


def test_the_campaign_is_stopped_while_the_operators_telephone_rings(office: Office) -> None:
    async def test() -> None:
        order = await office.dials()
        await office.until(lambda: office.hall.counts(office.campaign).in_progress == 1)
        assert office.answer(order) is None
        office.hall.set_state(office.campaign, CampaignState.FINISHED)
        await office.until(lambda: office.answer(order) is not None)
        assert office.answer(order)["code"] == "unknown_campaign"
        await office.until(lambda: office.status.free)

    office.hall.subscribers.numbers = {ADDRESS: Subscriber(ring_s=15)}
    office.run(test)
    assert office.hall.attempts(office.campaign) == []
    assert PHONE not in office.hall.dialled


def test_they_talk_and_the_result_is_owed(office: Office) -> None:
    async def test() -> None:
        order = await office.dials()
        await office.until(lambda: office.status.hold is not None and not office.status.hold.stage)
        attempt_id = office.answer(order)["attempt_id"]
        await office.until(lambda: office.status.owes_result == attempt_id, 60)
        await office.until(lambda: office.status.hold is None, 60)
        [talk] = office.hall.transact(
            lambda s: s.operators.talks(office.anna, office.hall.clock.now() - timedelta(hours=1))
        )
        assert (talk.kind, talk.attempt_id) == ("manual", attempt_id)

    office.hall.subscribers.numbers = {
        ADDRESS: Subscriber(ring_s=0.5), PHONE: Subscriber(ring_s=4, hang_up_after_s=20),
    }  # fmt: skip
    office.run(test)
    [attempt] = office.hall.attempts(office.campaign)
    assert (attempt.disposition.value, attempt.operator) == ("transferred", "Анна")


@pytest.mark.parametrize("engine_kind", ["embedded"])
@pytest.mark.parametrize("what", ["hours", "do_not_call", "session_lost"])
def test_what_has_changed_while_the_operators_telephone_rang(office: Office, what: str) -> None:
    """At 21:00:05 nobody is rung who was ordered at 20:59:50, nor who has asked not to be called
    meanwhile, nor whom another engine has by now."""
    hall = office.hall
    closes = hall.clock.now() + timedelta(seconds=70)
    minute = (closes.hour + 3) * 60 + closes.minute
    until_then = replace(BY_HAND, schedule=Schedule(
        weekdays=DayHours(0, minute), weekend=ALL_DAY, timezone="Europe/Moscow"
    ))  # fmt: skip
    if what == "hours":
        hall.transact(lambda s: s.campaigns.update(until_then))

    async def test() -> None:
        if what == "hours":
            await hall.clock.sleep(50)
        order = await office.dials()
        await office.until(lambda: hall.counts(office.campaign).in_progress == 1)
        if what == "do_not_call":
            hall.transact(lambda s: s.do_not_call.add([PHONE], "asked", hall.clock.now()))
        if what == "session_lost":
            for session in hall.transact(lambda s: s.nodes.sessions()):
                hall.transact(lambda s, lost=session.id: s.nodes.give_up(lost))
            hall.transact(lambda s: recover(s, hall.clock.now()))
        await office.until(lambda: office.answer(order) is not None)
        answer = office.answer(order)
        assert answer["code"] == ("outside_hours" if what == "hours" else what)
        if what == "hours":
            assert answer["nearest"].endswith("00:00")
        await office.until(lambda: office.status.free)

    hall.subscribers.numbers = {ADDRESS: Subscriber(ring_s=15), PHONE: Subscriber()}
    office.run(test)
    assert PHONE not in hall.dialled
    if what != "session_lost":
        assert hall.attempts(office.campaign) == []
        assert hall.counts(office.campaign).in_progress == 0


class _LosesOneClaim(ShakyDatabase):
    """The contact is claimed, and nobody hears of it."""

    lost: ClassVar[list[object]] = []

    async def run(self, work: Callable[[Stores], Any]) -> Any:
        result = await super().run(work)
        if isinstance(result, Found) and not self.lost:
            self.lost.append(result)
            raise StorageUnavailable("the answer to the commit was lost")
        return result


@pytest.mark.parametrize("engine_kind", ["embedded"])
def test_a_claim_whose_answer_was_lost_keeps_nobody(office: Office) -> None:
    """Else the contact would be this engine's, and called by nobody, until it ends."""
    hall = office.hall
    hall.subscribers.numbers = {ADDRESS: Subscriber(), PHONE: Subscriber()}
    _LosesOneClaim.lost.clear()

    async def main() -> None:
        opened = hall.tested.open
        async with hall.engine(open_database=lambda: _LosesOneClaim(opened(), Weather())):
            beats = asyncio.create_task(office.beats())
            order = await office.dials()
            await office.until(lambda: office.answer(order) is not None)
            assert office.answer(order)["code"] == "not_confirmed"
            await hall.clock.sleep(3)
            again = office.order(
                OrderKind.DIAL, {"do": "number", "number": PHONE, "campaign_id": office.campaign}
            )
            await office.until(lambda: office.answer(again) is not None)
            assert "attempt_id" in office.answer(again)
            beats.cancel()

    hall.run(main)
    assert _LosesOneClaim.lost
    assert PHONE in hall.dialled
