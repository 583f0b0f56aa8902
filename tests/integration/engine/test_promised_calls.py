"""A promised call over one database: two engines, one of which calls; the card is that of the call
in which it was promised."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from engine.adapters.simulated.subscribers import Subscriber
from engine.domain.callbacks import Callback, CallbackState
from engine.domain.operator import OfferKind, Queue
from engine.ports.operators import OrderKind
from engine.scheme.codec import dump_scheme
from engine.service import callback_desk
from rino_desktop import workstation_reads as reads
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.hall import Hall, contacts, settings
from tests.helpers.hall_operator import HallOperator
from tests.helpers.office import numbers
from tests.helpers.scheme_builder import SchemeBuilder

pytestmark = pytest.mark.parametrize("engine_kind", ["embedded"])

(CLIENT,) = numbers(1)


def hall_of(tested_database: DatabaseUnderTest, folder: Path) -> Hall:
    hall = Hall.build(tested_database, folder)
    hall.trunk()
    scheme = (
        SchemeBuilder()
        .node("start", "start", next="go")
        .node("go", "operator", {"queue": "Support"}, done="end", overflow="end")
        .node("end", "hang_up")
    )
    hall.transact(lambda s: s.schemes.publish("to people", dump_scheme(scheme.build())))
    hall.transact(lambda s: s.operators.save_queue(Queue("Support", 0)))
    return hall


def test_his_campaign_does_not_call_him_meanwhile(
    tested_database: DatabaseUnderTest, tmp_path: Path
) -> None:
    hall = hall_of(tested_database, tmp_path)
    hall.subscribers.numbers = {CLIENT: Subscriber(ring_s=0.2, hang_up_after_s=60.0)}
    anna = HallOperator(hall, "Анна")
    campaign = hall.campaign(settings(scheme="to people"), contacts([CLIENT]))
    (contact,) = hall.transact(lambda s: s.contacts.some(campaign, "", 9))

    async def main() -> None:
        async with hall.engine():
            with anna.at_work():
                await anna.until("available")
                now = hall.clock.now()
                wanted = Callback(
                    0, CLIENT, now + timedelta(hours=1), "Анна", now, contact_id=contact.id,
                    campaign_id=campaign, owner="Анна",
                )  # fmt: skip
                chosen = hall.transact(
                    lambda s: callback_desk.promise(s, wanted, now, callback_desk.new_write_id())
                )
                anna.order(OrderKind.DIAL, {"do": "callback", "callback_id": chosen.id})
                await anna.until("talking")
                hall.start(campaign)
                await asyncio.sleep(5.0)
                assert anna.status.state == "talking"
                assert [n for n in hall.dialled if n] == [CLIENT]
                async with asyncio.timeout(90):
                    while len([n for n in hall.dialled if n]) < 2:
                        await asyncio.sleep(0.5)
                assert not hall.transact(lambda s: s.callbacks.get(chosen.id)).is_open

    hall.run(main)


def test_one_of_two_engines_calls(tested_database: DatabaseUnderTest, tmp_path: Path) -> None:
    hall = hall_of(tested_database, tmp_path)
    hall.subscribers.numbers = {CLIENT: Subscriber(ring_s=0.2, hang_up_after_s=60.0)}
    anna = HallOperator(hall, "Анна")
    campaign = hall.campaign(settings(scheme="to people"), contacts([CLIENT], name="Мария"))

    async def over(callback_id: int) -> None:
        async with asyncio.timeout(90):
            while hall.transact(lambda s: s.callbacks.get(callback_id)).is_open:
                await asyncio.sleep(0.2)

    async def main() -> None:
        async with hall.engine("north"), hall.engine("south", pid=2):
            with anna.at_work():
                await anna.until("available")
                hall.start(campaign)
                await anna.until("talking")
                first = anna.status.owes_result or 0
                contact_id = anna.talks[-1].contact_id
                now = hall.clock.now()
                wanted = Callback(0, CLIENT, now, "Анна", now, contact_id=contact_id,
                                  campaign_id=campaign, owner="Анна")  # fmt: skip
                promised = hall.transact(
                    lambda s: callback_desk.promise(s, wanted, now, callback_desk.new_write_id())
                )
                anna.save(first, "call_later")
                status = await anna.until("ringing", 40.0)
                assert status.hold is not None
                assert (status.hold.kind, status.hold.attempt_id) == (OfferKind.CALLBACK, first)
                card = hall.transact(lambda s: reads.card(s, first))
                assert card.card.fields == {"name": "Мария"}
                placed = len(hall.dialled)
                order = {"do": "callback", "offer": status.hold.offer_id}
                accepted = anna.order(OrderKind.DIAL, order, status.hold.node)
                answer = await anna.answered(accepted)
                assert answer == {"attempt_id": first}
                await anna.until("talking")
                await asyncio.sleep(1.0)
                assert [n for n in hall.dialled[placed:] if n] == [CLIENT]
                anna.save(first, "agreed")
                await over(promised.id)
                # Another one is called before its time: the campaign is long done with him.
                await anna.until("available")
                later = replace(wanted, due_at=hall.clock.now() + timedelta(hours=1))
                chosen = hall.transact(
                    lambda s: callback_desk.promise(
                        s, later, hall.clock.now(), callback_desk.new_write_id()
                    )
                )
                by_hand = anna.order(OrderKind.DIAL, {"do": "callback", "callback_id": chosen.id})
                assert await anna.answered(by_hand) == {"attempt_id": first}
                await anna.until("talking")
                anna.save(first, "agreed")
                await over(chosen.id)

    hall.run(main)
    for callback in hall.transact(lambda s: s.callbacks.of_phone(CLIENT, 9)):
        assert (callback.state, callback.taken_by) == (CallbackState.DONE, "Анна")
    (attempt,) = hall.attempts(campaign)
    assert dict(attempt.results)["operator_result"] == "agreed"
    assert [(t.kind, t.outcome, t.result) for t in anna.talks] == [
        ("subscriber", "ended", "call_later"), ("callback", "ended", "agreed"),
        ("callback", "ended", "agreed"),
    ]  # fmt: skip
