"""A number that leads to a queue, for real: SIPp rings, an engine in its own process plays music,
rings the operator's telephone and joins the two; each hears the other. Card and result are those of
the call."""

import asyncio
from contextlib import closing
from pathlib import Path

import pytest

from engine.adapters.firebird import FirebirdDatabase
from engine.adapters.firebird.address import Address
from engine.domain.disposition import Disposition
from engine.domain.operator import OperatorState
from engine.ports import softphone
from engine.ports.softphone import Account
from rino_desktop import accounts
from rino_desktop import workstation_reads as reads
from rino_desktop.unsent_results import UnsentResult
from rmt import call_headers
from tests.helpers.callers import CALLED, Ear, ringing
from tests.helpers.office import Office, numbers, wait_for
from tests.helpers.ports import free_udp_port, udp_port_is_taken
from tests.helpers.real_workstation import Workstation, now
from tests.helpers.telephone import Telephone, seconds_of_tones

pytestmark = pytest.mark.timeout(120)

(CLIENT,) = numbers(1)
#: What the operator says, and the caller echoes.
TONE = 900


async def test_a_caller_and_an_operator_hear_each_other(tmp_path: Path) -> None:
    first = free_udp_port(60)
    office = Office(tmp_path / "office")
    office.run("db", "init")
    office.run("trunk", "add", "city", "--proxy", "sip:127.0.0.1:9", "--ports",
               f"{first}-{first + 59}")  # fmt: skip
    office.run("operator", "queue", "add", "Support", "--wrap-up", "forced")
    office.run("incoming", "route", "add", "city", CALLED, "--queue", "support")
    with closing(FirebirdDatabase(Address(office.database))) as database:
        anna = database.transact(lambda s: accounts.add(s, "Анна", "operator", "hash", now()))
        async with Telephone(Account("anna", bind="127.0.0.1")) as telephone:
            telephone.ears.say(TONE)
            here = Workstation(database, anna.id, telephone)
            beating = asyncio.create_task(here.beat())
            try:
                office.engine(until_done=False)
                await asyncio.to_thread(wait_for, lambda: udp_port_is_taken(first), "the engine")
                here.sign_in()
                await here.until(lambda: here.status.free)
                await _talk(here, first, tmp_path)
            finally:
                beating.cancel()
                await asyncio.to_thread(office.close)
        (past,) = database.transact(lambda s: s.history.of_phones([CLIENT], 9))
    assert (past.came_in, past.called, past.target) == (True, CALLED, "support")
    assert (past.disposition, past.operator) == (Disposition.SERVED, "Анна")
    assert past.results["operator_result"] == "agreed"
    (row,) = office.json("incoming", "calls")
    assert (row["kind"], row["target"], row["disposition"]) == ("queue", "support", "served")
    results = office.json("incoming", "show", str(row["id"]))["results"]
    assert (results["operator"], results["operator_result"]) == ("Анна", "agreed")


async def _talk(here: Workstation, port: int, folder: Path) -> None:
    with (
        Ear(echo=True) as ear,
        ringing("rings_and_presses", folder / "caller", port, caller=CLIENT, key="5",
                audio_port=ear.port) as caller,
    ):  # fmt: skip
        incoming = await here.rung()
        # He hears music while he waits.
        await here.telephone.wait_for(
            lambda: len(music := ear.samples()) > 4000 and abs(music).max() > 500
        )
        here.telephone.order(softphone.Answer(incoming.call_id))
        await here.telephone.hears(TONE)  # there and back: both ways are open
        assert seconds_of_tones(ear.samples(), [TONE], 8000) > 0.3
        offered = call_headers.offered(incoming.headers, here.token)
        assert offered is not None
        key = offered.attempt_id
        assert key is not None
        facts = here.database.transact(lambda s: reads.card(s, key))
        assert (facts.card.phone, facts.card.called) == (CLIENT, CALLED)
        here.telephone.order(softphone.HangUp(incoming.call_id))
        await asyncio.to_thread(caller.finish)  # his call is over with the talk
    await here.until(lambda: here.status.state is OperatorState.WRAP_UP)
    result = UnsentResult(key, "agreed", "", True, now())
    here.database.transact(lambda s: reads.keep(s, here.operator_id, here.token, result, now()))
    await here.until(lambda: here.status.free)
