"""Calls that come in and lead to a queue or to an operator, through a whole engine on simulated
lines: who talks with whom, what the card shows, what is kept of the call."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from engine.adapters.simulated import subscribers as behave
from engine.adapters.simulated.subscribers import Subscriber
from engine.domain.campaign import CampaignState
from engine.domain.contact import ContactState
from engine.domain.incoming import RouteKind, RouteSettings
from engine.domain.operator import Queue
from engine.ports.forms import FilledForm, call_of_incoming
from engine.ports.incoming import ReportedIncoming
from engine.scheme.codec import dump_scheme
from engine.service.incoming_desk import IncomingDesk
from engine.service.routing.roster import Roster
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.hall import START, Hall, contacts, settings
from tests.helpers.hall_operator import HallOperator
from tests.helpers.office import numbers
from tests.helpers.scheme_builder import SchemeBuilder

#: What is asked of the database is tested on both kinds elsewhere (tests/integration/storage).
pytestmark = pytest.mark.parametrize("engine_kind", ["embedded"])

CLIENT, STRANGER = numbers(2)
NUMBER = "+74951234567"
PATIENT = Subscriber(hang_up_after_s=600.0)


def closing(name: str) -> str:
    """Says something and hangs up."""
    return dump_scheme(
        SchemeBuilder()
        .node("start", "start", next="say")
        .node("say", "say", {"text": {"ru": "Мы закрыты."}}, next="saved")
        .node("saved", "save_result", {"results": [{"name": "by", "value": name}]}, next="end")
        .node("end", "hang_up")
        .build()
    )


@pytest.fixture
def hall(tested_database: DatabaseUnderTest, tmp_path: Path) -> Hall:
    hall = Hall.build(tested_database, tmp_path)
    hall.trunk(ports=(20000, 20099))
    hall.transact(lambda s: s.schemes.publish("closed", closing("closed")))
    hall.transact(lambda s: s.operators.save_queue(Queue("Support", 0, direct_s=15.0)))
    return hall


def route(hall: Hall, kind: RouteKind = RouteKind.QUEUE, target: str = "support",
          **changes: Any) -> None:  # fmt: skip
    wanted = RouteSettings("city", NUMBER, kind, target, **changes)
    hall.transact(lambda s: s.incoming.add_route(wanted))


def rows(hall: Hall) -> list[ReportedIncoming]:
    """Oldest first, with their results."""
    found = hall.transact(lambda s: [s.incoming.call(r.id) for r in s.incoming.calls(50)])
    return sorted(found, key=lambda row: row.received_at)


async def over(hall: Hall, count: int = 1, within_s: float = 300.0) -> list[ReportedIncoming]:
    async with asyncio.timeout(within_s):
        while len([r for r in rows(hall) if r.ended_at is not None]) < count:
            await asyncio.sleep(0.5)
    return rows(hall)


def ring(hall: Hall, caller: str = STRANGER, person: Subscriber = PATIENT) -> str:
    trunk_id = next(t.id for t in hall.transact(lambda s: s.trunks.all()) if t.name == "city")
    return hall.telephony.ring_in(trunk_id, caller, NUMBER, person)


def test_a_stranger_talks_with_an_operator_of_the_queue(hall: Hall) -> None:
    """The card shows who rings and what number he has dialled; the form of the queue and the
    operator's result are kept with the call, and the call is served."""
    hall.transact(lambda s: s.forms.publish("complaint", "{}"))
    hall.transact(lambda s: s.operators.save_queue(Queue("Support", 0, form="complaint")))
    route(hall, record=True)
    anna = HallOperator(hall, "Анна")

    async def main() -> None:
        async with hall.engine():
            with anna.at_work():
                await anna.until("available")
                call = ring(hall)
                status = await anna.until("talking")
                assert status.queue == "Support"
                (leg,) = anna.rung
                await asyncio.sleep(1.0)
                assert hall.telephony.heard_by(call) == {leg.call_id}
                assert hall.telephony.heard_by(leg.call_id) == {call}
                facts = anna.card(leg)
                assert facts is not None
                card = facts.card
                key = card.attempt_id
                assert (card.phone, card.called, card.campaign, card.fields) == (
                    STRANGER, NUMBER, "", {},
                )  # fmt: skip
                assert (card.form, facts.recorded, card.results) == (
                    "complaint", True, {"operator": "Анна"},
                )  # fmt: skip
                version = hall.transact(lambda s: s.forms.current("complaint"))
                filled = FilledForm(
                    call_of_incoming(-key), version.id, STRANGER, "Анна", START, START, True,
                    {"what": "Не работает"},
                )  # fmt: skip
                hall.transact(lambda s: s.form_answers.save(filled))
                anna.save(key, "agreed", "перезвонит сам")
                await over(hall)
                assert anna.status.owes_result is None

    hall.run(main)
    (row,) = rows(hall)
    assert (row.kind, row.target, row.after_hours, row.disposition) == (
        "queue", "support", False, "served",
    )  # fmt: skip
    assert row.results == {
        "operator": "Анна", "operator_result": "agreed", "operator_note": "перезвонит сам",
        "what": "Не работает", "form:complaint": "complete",
    }  # fmt: skip
    (talk,) = anna.talks
    assert (talk.outcome, talk.result, talk.attempt_id) == ("ended", "agreed", -row.id)
    trace = hall.transact(lambda s: s.incoming.trace(row.id))
    assert trace is not None
    assert trace.events


def test_who_rings_back_gets_the_operator_he_knows_and_is_done(hall: Hall) -> None:
    """We called, Boris talked with him; he rings back: Boris again, though Anna is free longer.
    His first attempt keeps its own result."""
    scheme = (
        SchemeBuilder()
        .node("start", "start", next="go")
        .node("go", "operator", {"queue": "Support"}, done="end", overflow="end")
        .node("end", "hang_up")
    )
    hall.transact(lambda s: s.schemes.publish("to people", dump_scheme(scheme.build())))
    anna, boris = HallOperator(hall, "Анна"), HallOperator(hall, "Борис")
    hall.subscribers.numbers = {**hall.subscribers.numbers, CLIENT: PATIENT}
    campaign = hall.campaign(settings(scheme="to people"), contacts([CLIENT], name="Мария"))
    route(hall)

    async def main() -> None:
        async with hall.engine():
            with boris.at_work():
                await boris.until("available")
                hall.start(campaign)
                await boris.until("talking")
                boris.save(boris.status.owes_result or 0, "thinking")
                await boris.until("available")
                with anna.at_work():
                    await anna.until("available")
                    await asyncio.sleep(1.0)
                    ring(hall, CLIENT)
                    await boris.until("talking")
                    facts = boris.card(boris.rung[-1])
                    assert facts is not None
                    assert facts.card.fields == {"name": "Мария"}
                    assert facts.card.campaign == "notice"
                    assert facts.card.attempt_id < 0
                    boris.save(facts.card.attempt_id, "agreed")
                    await over(hall)

    hall.run(main)
    assert anna.talks == []
    (row,) = rows(hall)
    (attempt,) = hall.attempts(campaign)
    assert dict(attempt.results)["operator_result"] == "thinking"
    assert row.results["operator_result"] == "agreed"
    contact = hall.transact(lambda s: s.contacts.get(row.contact_id))
    assert contact.state is ContactState.DONE


@pytest.mark.parametrize("after_hours", ["closed", ""])
def test_nobody_signed_in(hall: Hall, after_hours: str) -> None:
    """The after-hours scheme goes on, or a polite word is said; a contact is not settled so."""
    hall.transact(lambda s: s.schemes.publish("notice", closing("notice")))
    route(hall, after_hours=after_hours)
    hall.subscribers.numbers = {CLIENT: behave.busy()}
    campaign = hall.campaign(settings(), contacts([CLIENT]))
    hall.start(campaign)

    async def main() -> None:
        async with hall.engine():
            async with asyncio.timeout(90):
                while not hall.attempts(campaign):
                    await asyncio.sleep(0.2)
            hall.transact(lambda s: s.campaigns.set_state(campaign, CampaignState.PAUSED))
            ring(hall, CLIENT)
            await over(hall)

    hall.run(main)
    (row,) = rows(hall)
    assert (row.disposition, row.hangup_by) == ("completed", "system")
    assert row.results == ({"by": "closed"} if after_hours else {})
    assert hall.counts(campaign).done == 0


def test_one_operator_and_nobody_else(hall: Hall) -> None:
    """His route waits for him while he talks, and goes on by the after-hours scheme when he does
    not come; Anna, who is free, is left alone."""
    route(hall, RouteKind.OPERATOR, "борис", after_hours="closed")
    anna = HallOperator(hall, "Анна")
    boris = HallOperator(hall, "Борис", Subscriber(ring_s=0.05, hang_up_after_s=20.0))

    async def main() -> None:
        async with hall.engine():
            with anna.at_work(), boris.at_work():
                await boris.until("available")
                await anna.until("available")
                ring(hall)
                await boris.until("talking")
                await asyncio.sleep(5.0)
                ring(hall, CLIENT)  # waits, and has him 15 s later
                await over(hall, 1)
                await boris.until("talking")
                assert boris.talks[-1].phone == CLIENT
                await over(hall, 2)
                boris.sign_out()
                await boris.until("logged_out")
                ring(hall)
                await over(hall, 3)

    hall.run(main)
    assert anna.talks == []
    first, second, third = rows(hall)
    assert {first.disposition, second.disposition} <= {"transferred", "served"}
    assert third.disposition == "completed"
    assert third.results == {"by": "closed"}


def test_an_operator_who_is_removed_just_now_is_replaced_by_nobody(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the call is journalled: it was for him, and is not put through to whoever is free."""
    route(hall, RouteKind.OPERATOR, "борис")
    anna = HallOperator(hall, "Анна")
    boris = HallOperator(hall, "Борис")
    journalling = IncomingDesk._opened

    async def removed_meanwhile(desk: IncomingDesk, *call: Any) -> Any:
        monkeypatch.setattr(Roster, "operator_named", lambda roster, name: None)
        return await journalling(desk, *call)

    async def main() -> None:
        async with hall.engine():
            with anna.at_work(), boris.at_work():
                await anna.until("available")
                await boris.until("available")
                monkeypatch.setattr(IncomingDesk, "_opened", removed_meanwhile)
                ring(hall)
                await over(hall)

    hall.run(main)
    assert anna.talks == []


def test_after_hours_nobody_is_rung(tested_database: DatabaseUnderTest, tmp_path: Path) -> None:
    night = datetime(2026, 6, 1, 20, tzinfo=UTC)
    hall = Hall.build(tested_database, tmp_path, start=night)
    hall.trunk(ports=(20000, 20099))
    hall.transact(lambda s: s.schemes.publish("closed", closing("closed")))
    hall.transact(lambda s: s.operators.save_queue(Queue("Support", 0)))
    route(hall, hours="mon-fri 09:00-18:00", after_hours="closed")
    anna = HallOperator(hall, "Анна")

    async def main() -> None:
        async with hall.engine():
            with anna.at_work():
                await anna.until("available")
                ring(hall)
                await over(hall)

    hall.run(main)
    (row,) = rows(hall)
    assert (row.target, row.after_hours, row.results) == ("closed", True, {"by": "closed"})
    assert anna.rung == []
