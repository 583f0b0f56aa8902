"""Calls that come in, through a whole engine on simulated lines."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from engine.adapters.simulated import subscribers as behave
from engine.adapters.simulated.subscribers import Press, Subscriber
from engine.domain.campaign import CampaignState
from engine.domain.contact import ContactState
from engine.domain.incoming import IncomingTrunk, RouteKind, RouteSettings
from engine.ports.incoming import ReportedIncoming
from engine.scheme.codec import dump_scheme
from engine.scheme.model import Link, Node, Scheme, Variable
from engine.service import incoming_desk
from engine.service.turned_away import MOST, WITHIN_S
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.hall import START, Hall, contacts, settings
from tests.helpers.office import numbers
from tests.helpers.shaky_database import Weather

#: What is asked of the database is tested on both kinds elsewhere (tests/integration/storage).
pytestmark = pytest.mark.parametrize("engine_kind", ["embedded"])

CLIENT, OTHER, STRANGER = numbers(3)
NUMBER = "+74951234567"
PRESSES_ONE = Subscriber(presses=(Press("1", 1.0, "heard"),), hang_up_after_quiet_s=3.0)


def menu(name: str, words: str) -> str:
    """Says who he is and asks for a key."""
    said = {"say": {"ru": words + ". Нажмите один."}}
    scheme = Scheme(
        name,
        variables=(
            Variable("name", fields=("name",), default="-"),
            Variable("called_back", default="no"),
        ),
        nodes=(
            Node("start", "start"),
            Node("menu", "menu", parameters={"message": [said], "keys": [{"key": "1"}]}),
            Node("yes", "save_result", parameters={"results": [
                {"name": "back", "value": "{called_back}"}, {"name": "name", "value": "{name}"},
                {"name": "campaign", "value": "{call.campaign}"},
            ]}),
            Node("end", "hang_up"),
        ),
        links=(
            Link("a", "start", "next", "menu"),
            Link("b", "menu", "1", "yes"),
            Link("c", "yes", "next", "end"),
            Link("d", "menu", "no_input", "end"),
        ),
    )  # fmt: skip
    return dump_scheme(scheme)


@pytest.fixture
def hall(tested_database: DatabaseUnderTest, tmp_path: Path) -> Hall:
    hall = Hall.build(tested_database, tmp_path)
    hall.trunk(ports=(20000, 20099))
    for name in ("menu", "closed"):
        text = menu(name, name)
        hall.transact(lambda s, name=name, text=text: s.schemes.publish(name, text))
    return hall


def route(hall: Hall, kind: RouteKind = RouteKind.SCHEME, target: str = "menu",
          number: str = NUMBER, **changes: Any) -> None:  # fmt: skip
    wanted = RouteSettings("city", number, kind, target, **changes)
    hall.transact(lambda s: s.incoming.add_route(wanted))


def rows(hall: Hall) -> list[ReportedIncoming]:
    """Oldest first, with their results."""
    found = hall.transact(lambda s: [s.incoming.call(r.id) for r in s.incoming.calls(200)])
    return sorted(found, key=lambda row: row.received_at)


async def over(hall: Hall, count: int = 1, within_s: float = 120.0) -> list[ReportedIncoming]:
    async with asyncio.timeout(within_s):
        while len([r for r in rows(hall) if r.ended_at is not None]) < count:
            await asyncio.sleep(0.2)
    return rows(hall)


def ring(hall: Hall, caller: str = CLIENT, called: str = NUMBER,
         person: Subscriber = PRESSES_ONE) -> str:  # fmt: skip
    trunk_id = next(t.id for t in hall.transact(lambda s: s.trunks.all()) if t.name == "city")
    return hall.telephony.ring_in(trunk_id, caller, called, person)


def one_call(hall: Hall, **call: Any) -> ReportedIncoming:
    async def main() -> ReportedIncoming:
        async with hall.engine():
            ring(hall, **call)
            return (await over(hall))[0]

    return hall.run(main)


def test_a_number_leads_to_a_scheme(hall: Hall) -> None:
    """By the number as gateways write it; results and trace are kept, and no attempt is made."""
    route(hall, record=True)
    campaign = hall.campaign(settings(scheme="menu"), contacts([OTHER]))
    row = one_call(hall, caller="8" + CLIENT[2:], called="84951234567")
    assert (row.phone, row.kind, row.target, row.after_hours) == (CLIENT, "scheme", "menu", False)
    assert (row.disposition, row.sip_code, row.hangup_by) == ("completed", 200, "system")
    assert row.results == {"back": "no", "name": "", "campaign": ""} or row.results["back"] in (
        "no", "false",
    )  # fmt: skip
    assert row.received_at < (row.answered_at or START) < (row.ended_at or START)
    assert (row.scheme_version, row.campaign, row.detail) == (1, "", "")
    assert row.recording.startswith("recordings/")
    trace = hall.transact(lambda s: s.incoming.trace(row.id))
    assert trace is not None
    assert trace.events
    assert hall.attempts(campaign) == []
    assert hall.transact(lambda s: s.attempts.calls_since(CLIENT, START - timedelta(days=9))) == 0


@pytest.mark.parametrize(("hours", "target"), [
    ("mon-fri 09:00-18:00", "menu"), ("mon-fri 13:00-18:00", "closed"),
])  # fmt: skip
def test_hours_decide(hall: Hall, hours: str, target: str) -> None:
    route(hall, hours=hours, after_hours="closed")
    row = one_call(hall)
    assert (row.target, row.after_hours, row.disposition) == (
        target, target == "closed", "completed",
    )  # fmt: skip


def test_who_rings_back_is_matched_and_settled(hall: Hall) -> None:
    """He did not answer us; he rings back, is not dialled while he talks, and is done."""
    hall.transact(lambda s: s.schemes.publish("notice", menu("notice", "notice")))
    route(hall)
    hall.subscribers.numbers = {CLIENT: behave.no_answer()}
    campaign = hall.campaign(settings(), contacts([CLIENT], name="Анна"))
    hall.start(campaign)
    talks = Subscriber(presses=(Press("1", 1.0, "heard"),), hang_up_after_s=90.0)

    async def main() -> ReportedIncoming:
        async with hall.engine():
            async with asyncio.timeout(90):
                while not hall.attempts(campaign):
                    await asyncio.sleep(0.2)
            ring(hall, person=talks)
            return (await over(hall))[0]

    row = hall.run(main)
    assert (row.campaign, row.contact_id is not None) == ("notice", True)
    assert row.attempt_id == hall.attempts(campaign)[0].id
    assert row.results == {"back": "true", "name": "Анна", "campaign": "notice"}
    assert hall.dialled == [CLIENT], "not once more"
    contact = hall.transact(lambda s: s.contacts.get(row.contact_id))
    assert (contact.state, contact.progress.attempts) == (ContactState.DONE, 1)


def test_the_latest_attempt_decides_between_campaigns(hall: Hall) -> None:
    hall.transact(lambda s: s.schemes.publish("notice", menu("notice", "notice")))
    route(hall, settles=False)
    hall.subscribers.numbers = {CLIENT: behave.busy()}
    ids = [
        hall.campaign(settings(name), contacts([CLIENT], name=name)) for name in ("first", "second")
    ]

    async def main() -> ReportedIncoming:
        async with hall.engine():
            for campaign in ids:
                hall.start(campaign)
                async with asyncio.timeout(90):
                    while not hall.attempts(campaign):
                        await asyncio.sleep(0.2)
                hall.transact(lambda s, c=campaign: s.campaigns.set_state(c, CampaignState.PAUSED))
            ring(hall)
            return (await over(hall))[0]

    row = hall.run(main)
    assert (row.campaign, row.results["name"]) == ("second", "second")
    assert hall.counts(ids[1]).waiting_retry == 1, "the route settles nobody"


@pytest.mark.parametrize(("made", "status", "words"), [
    ({"number": "100"}, 404, "no route"),
    ({"kind": RouteKind.REJECT, "target": ""}, 403, ""),
    ({"kind": RouteKind.QUEUE, "target": "sales"}, 480, "no queue"),
    ({"hours": "sun 09:00-10:00"}, 480, ""),
])  # fmt: skip
def test_what_leads_nowhere_is_refused(
    hall: Hall, made: dict[str, Any], status: int, words: str
) -> None:
    route(hall, **made)
    row = one_call(hall)
    assert (row.sip_code, row.answered_at) == (status, None)
    assert words in row.detail


def test_whom_nobody_knows_the_after_hours_scheme_answers_for(hall: Hall) -> None:
    route(hall, RouteKind.OPERATOR, "anna", after_hours="closed")
    row = one_call(hall)
    assert (row.target, row.after_hours, row.disposition) == ("closed", True, "completed")
    assert "anna is no operator" in row.detail


def test_routes_take_effect_at_once(hall: Hall) -> None:
    async def main() -> list[ReportedIncoming]:
        async with hall.engine():
            assert ring(hall) == "", "the trunk carries none yet"
            await over(hall, 1)
            route(hall)
            await asyncio.sleep(1.0)
            assert ring(hall)
            await over(hall, 2)
            hall.transact(lambda s: s.incoming.remove_route(s.incoming.routes()[0].id))
            await asyncio.sleep(1.0)
            ring(hall)
            return await over(hall, 3)

    assert [row.sip_code for row in hall.run(main)] == [480, 200, 480]


def test_who_rings_at_every_door_fills_no_table(hall: Hall) -> None:
    """And takes no numbers from those who ring in earnest."""

    async def main() -> list[ReportedIncoming]:
        async with hall.engine():
            for _ in range(5 * MOST):
                ring(hall, caller="100", called="00442012345678")
            await asyncio.sleep(1.0)
            route(hall)
            await asyncio.sleep(1.0)
            ring(hall)
            await over(hall, MOST + 1)
            hall.transact(lambda s: s.incoming.remove_route(s.incoming.routes()[0].id))
            await asyncio.sleep(WITHIN_S)
            ring(hall, caller="100")
            return await over(hall, MOST + 2)

    found = hall.run(main)
    assert [row.sip_code for row in found] == [*[480] * MOST, 200, 480]


def test_lines_are_limited_and_the_rest_hears_busy(hall: Hall) -> None:
    route(hall)
    trunk_id = hall.transact(lambda s: s.trunks.all())[0].id
    hall.transact(lambda s: s.incoming.set_trunk(IncomingTrunk(trunk_id, 2)))

    async def main() -> list[ReportedIncoming]:
        async with hall.engine():
            for caller in (CLIENT, OTHER, STRANGER):
                ring(hall, caller=caller)
            await over(hall, 3)
            ring(hall, caller=STRANGER)
            return await over(hall, 4)

    ends = [(row.phone, row.sip_code) for row in hall.run(main)]
    assert sorted(ends) == sorted(
        [(CLIENT, 200), (OTHER, 200), (STRANGER, 486), (STRANGER, 200)]
    )  # fmt: skip


def test_the_caller_gives_up_or_hides_his_number(hall: Hall) -> None:
    route(hall)

    async def main() -> list[ReportedIncoming]:
        async with hall.engine():
            ring(hall, person=Subscriber(gives_up_s=0.0))
            await over(hall, 1)
            ring(hall, caller="")
            return await over(hall, 2)

    gone, hidden = hall.run(main)
    assert (gone.sip_code, gone.disposition, gone.hangup_by) == (487, "cancelled", "subscriber")
    assert (hidden.phone, hidden.disposition) == ("", "completed")


@pytest.mark.parametrize(("after_hours", "status"), [("closed", 200), ("", 480)])
def test_the_database_is_away(hall: Hall, after_hours: str, status: int) -> None:
    """The caller hears the after-hours scheme or is refused; the row is there afterwards."""
    hours = {"hours": "mon-fri 09:00-18:00"} if after_hours else {}
    route(hall, after_hours=after_hours, **hours)
    weather = Weather()

    async def main() -> list[ReportedIncoming]:
        async with hall.engine(open_database=weather.opener(hall.tested.open)):
            await asyncio.sleep(3)
            weather.down = True
            await asyncio.sleep(6)
            ring(hall)
            await asyncio.sleep(20)
            weather.down = False
            return await over(hall, 1)

    (row,) = hall.run(main)
    assert (row.sip_code, row.phone) == (status, CLIENT)
    assert "the database is away" in row.detail
    assert row.target == after_hours


def test_a_database_that_is_back_in_a_moment_turns_nobody_away(hall: Hall) -> None:
    """Its server is started again: who rings just then waits for it."""
    route(hall)
    weather = Weather()

    async def main() -> list[ReportedIncoming]:
        async with hall.engine(open_database=weather.opener(hall.tested.open)):
            await asyncio.sleep(3.0)
            weather.down = True
            await asyncio.sleep(1.5)
            ring(hall)
            await asyncio.sleep(1.0)
            weather.down = False
            return await over(hall, 1)

    (row,) = hall.run(main)
    assert (row.sip_code, row.target, row.detail) == (200, "menu", "")


def test_nobody_waits_long_for_a_number_in_the_database(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(incoming_desk, "FEW_IDS", 0)  # none is fetched ahead
    route(hall)
    weather = Weather()

    async def main() -> list[ReportedIncoming]:
        async with hall.engine(open_database=weather.opener(hall.tested.open)):
            await asyncio.sleep(3.37)  # nobody else finds out at that moment
            weather.down = True
            ring(hall)
            await asyncio.sleep(20)
            weather.down = False
            return await over(hall, 1)

    (row,) = hall.run(main)
    assert (row.sip_code, row.phone, row.answered_at) == (480, CLIENT, None)
    assert row.ended_at is not None
    assert (row.ended_at - row.received_at).total_seconds() < 2 * incoming_desk.PATIENCE_S
    assert "the database is away" in row.detail


def test_the_engine_stops(hall: Hall) -> None:
    """One talks on until the grace is over, who rings now is told to try again."""
    route(hall)
    listens = Subscriber(presses=(Press("5", 1.0, "heard"),), hang_up_after_s=500.0)

    async def main() -> None:
        runner = hall.runner(grace_s=2.0)
        task = asyncio.create_task(runner.run())
        await runner.ready.wait()
        ring(hall, person=listens)
        await asyncio.sleep(3)
        assert runner.live_calls == 1
        runner.request_stop()
        await asyncio.sleep(0.5)
        ring(hall, caller=OTHER)
        await task

    hall.run(main)
    talked, late = rows(hall)
    assert (talked.disposition, talked.sip_code) == ("interrupted", 200)
    assert (late.sip_code, late.phone) == (503, OTHER)


def test_the_night_of_a_holiday(tested_database: DatabaseUnderTest, tmp_path: Path) -> None:
    hall = Hall.build(tested_database, tmp_path, start=datetime(2026, 6, 12, 9, tzinfo=UTC))
    hall.trunk(ports=(20000, 20099))
    hall.transact(lambda s: s.schemes.publish("menu", menu("menu", "menu")))
    hall.transact(lambda s: s.schemes.publish("closed", menu("closed", "closed")))
    route(hall, holidays="RU", after_hours="closed")
    assert one_call(hall).target == "closed"
