"""Automatic calls that are listened to, through a whole engine on simulated lines."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.adapters.simulated import subscribers as behave
from engine.adapters.simulated.subscribers import Subscriber
from engine.domain.call_key import key_of_incoming
from engine.domain.hearing import SuperviseMode
from engine.domain.incoming import RouteKind, RouteSettings
from engine.ports.audit import Actor, AuditFilter
from engine.ports.supervision import Supervision
from engine.scheme.codec import dump_scheme
from rino_desktop import supervision
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.hall import START, Hall, contacts, settings
from tests.helpers.office import numbers
from tests.helpers.scheme_builder import SchemeBuilder

#: What is asked of the database is tested on both kinds elsewhere (tests/integration/storage).
pytestmark = pytest.mark.parametrize("engine_kind", ["embedded"])

LISTEN, WHISPER, JOIN = SuperviseMode
DIALLED, RINGS_US = numbers(2)
NUMBER, HEAD = "+74951234567", "sip:head@127.0.0.1:5999"
IVAN = Actor("ivan")


@pytest.fixture
def hall(tested_database: DatabaseUnderTest, tmp_path: Path) -> Hall:
    hall = Hall.build(tested_database, tmp_path)
    hall.trunk(ports=(20000, 20099))
    words = [{"say": {"ru": "Это длинное сообщение, которое можно слушать."}}]
    scheme = (
        SchemeBuilder()
        .node("start", "start", next="say")
        .node(
            "say",
            "menu",
            {"message": words, "keys": [{"key": "1"}]},
            no_input="end",
            **{"1": "end"},
        )
        .node("end", "hang_up")
    )
    hall.transact(lambda s: s.schemes.publish("menu", dump_scheme(scheme.build())))
    hall.subscribers.numbers = {
        DIALLED: behave.listens(quiet_s=60), HEAD: Subscriber(ring_s=0.1),
    }  # fmt: skip
    return hall


async def until(found: Callable[[], object]) -> None:
    async with asyncio.timeout(120):
        while not found():
            await asyncio.sleep(0.2)


async def heard(hall: Hall, key: int, call_id: str) -> None:
    """From the ring of his telephone to the end of the call: its scheme goes on as ever."""

    def row() -> Supervision:
        found = hall.transact(lambda s: supervision.look(s, number, START))
        assert found is not None
        return found

    number = hall.transact(lambda s: supervision.begin_with_call(s, IVAN, key, LISTEN, HEAD))
    await until(lambda: row().mode)
    head = next(p.call_id for p in hall.telephony.placed if p.address == HEAD)
    assert hall.telephony.heard_by(head) == {call_id}
    assert hall.telephony.heard_by(call_id) == set()
    hall.transact(lambda s: supervision.switch(s, IVAN, number, JOIN))
    await until(lambda: row().answered_wish == 2)
    assert (row().mode, row().why) == (LISTEN, "not_with_operator")
    assert hall.telephony.heard_by(call_id) == set()
    await until(lambda: row().over)
    assert row().why == "call_over"
    entries = hall.transact(lambda s: s.audit.entries(AuditFilter(action="supervision."), 9))
    assert [each.action for each in entries[::-1]] == [
        "supervision.begin", "supervision.refused", "supervision.end",
    ]  # fmt: skip
    assert {each.actor for each in entries} == {IVAN}


def test_a_campaigns_call(hall: Hall) -> None:
    campaign = hall.campaign(settings(scheme="menu"), contacts([DIALLED]))
    hall.start(campaign)

    async def main() -> None:
        async with hall.engine():
            await until(lambda: hall.telephony.placed)
            call_id = hall.telephony.placed[0].call_id
            await until(lambda: call_id in hall.telephony._calls)
            await until(lambda: hall.telephony._calls[call_id].answered)
            await heard(hall, int(call_id[1:]), call_id)

    hall.run(main)
    [attempt] = hall.attempts(campaign)
    assert attempt.disposition == "completed"


def test_a_call_that_came_in(hall: Hall) -> None:
    wanted = RouteSettings("city", NUMBER, RouteKind.SCHEME, "menu")
    hall.transact(lambda s: s.incoming.add_route(wanted))

    async def main() -> None:
        async with hall.engine():
            trunk = next(t.id for t in hall.transact(lambda s: s.trunks.all()))
            person = behave.listens(quiet_s=60)
            call_id = hall.telephony.ring_in(trunk, RINGS_US, NUMBER, person)
            await until(lambda: hall.telephony._calls[call_id].answered)
            [row] = hall.transact(lambda s: s.incoming.calls(9))
            await heard(hall, key_of_incoming(row.id), call_id)

    hall.run(main)
