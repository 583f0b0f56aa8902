"""A supervisor on a live call, for real: an engine process, its line workers, and who hears whom at
the telephones of the subscriber, the operator and the supervisor."""

import asyncio
import os
import re
import signal
import subprocess
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from engine.adapters.firebird import FirebirdDatabase, create_database
from engine.adapters.firebird.address import Address
from engine.adapters.firebird.bulk_load import FirebirdBulkLoader
from engine.domain.campaign import CampaignState
from engine.domain.hearing import SuperviseMode
from engine.domain.operator import OperatorState, PauseReason, on_break
from engine.domain.phone_address import PhoneAddress
from engine.domain.supervision import SupervisionState
from engine.domain.trunk import TrunkSettings
from engine.ports import softphone
from engine.ports.audit import Actor, AuditFilter, Via
from engine.ports.operators import TalkOutcome
from engine.ports.storage import Stores
from engine.ports.supervision import Supervision
from engine.scheme.codec import dump_scheme
from rino_desktop import accounts, supervision
from tests.e2e.test_operators_for_real import SALES
from tests.helpers.hall import contacts
from tests.helpers.office import PROGRAM, Office, numbers
from tests.helpers.operator_legs import Phone, phones
from tests.helpers.real_workstation import Workstation, now
from tests.helpers.scheme_builder import SchemeBuilder

pytestmark = pytest.mark.timeout(150)

SUBSCRIBER, ANNA, HEAD, CHIEF = 500, 900, 1700, 2300


@dataclass
class Scene:
    office: Office
    database: FirebirdDatabase
    anna: Workstation
    people: list[Phone]

    def listening(self, *words: str) -> "subprocess.Popen[bytes]":
        """``operator listen`` of the command line, until it is told to stop."""
        line = (*PROGRAM, "--config", str(self.office._config), "--lang", "en", "operator")
        return subprocess.Popen(
            (*line, "listen", *words), env=self.office.environment, stderr=subprocess.PIPE,
            stdout=subprocess.PIPE, cwd=self.office.folder,
        )  # fmt: skip

    def state(self, number: int) -> Supervision:
        found = self.database.transact(lambda s: supervision.look(s, number, now()))
        assert found is not None
        return found

    async def over(self, number: int) -> str:
        """Why it has ended."""
        await self.anna.until(lambda: self.state(number).over)
        return self.state(number).why


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    office = Office(tmp_path / "office")
    scheme = (
        SchemeBuilder()
        .node("start", "start", next="go")
        .node("go", "operator", {}, done="end", overflow="end")
        .node("end", "hang_up")
    )
    address = Address(office.database)
    create_database(address)
    database = FirebirdDatabase(address)
    async with phones(subscriber=SUBSCRIBER, anna=ANNA, head=HEAD, chief=CHIEF) as people:
        proxy = f"sip:{PhoneAddress.parse(people[0].address).host}"

        def prepare(stores: Stores) -> tuple[int, int]:
            stores.schemes.publish("to operator", dump_scheme(scheme.build()))
            stores.trunks.add(TrunkSettings("city", proxy))
            stores.operators.save_pause_reason(PauseReason("Lunch"))
            anna = accounts.add(stores, "Anna", "operator", "hash", now())
            return stores.campaigns.create(SALES).id, anna.id

        campaign_id, anna = database.transact(prepare)
        loader = FirebirdBulkLoader(address, "")
        loader.load(campaign_id, "list.csv", iter([contacts(numbers(1))]))
        database.transact(lambda s: s.campaigns.set_state(campaign_id, CampaignState.RUNNING))
        here = Workstation(database, anna, people[1].telephone)
        beating = asyncio.create_task(here.beat())
        try:
            yield Scene(office, database, here, people)
        finally:
            beating.cancel()
            await asyncio.to_thread(office.close)
            database.close()


async def test_listen_whisper_join_leave_and_what_may_go_wrong(scene: Scene) -> None:
    subscriber, anna, head, chief = (each.telephone for each in scene.people)
    office, database, desk = scene.office, scene.database, scene.anna
    office.engine(until_done=False)
    desk.sign_in()
    await anna.hears(SUBSCRIBER, 0.5)
    await subscriber.hears(ANNA)
    key = desk.status.hold.attempt_id  # type: ignore[union-attr]

    # Nobody hears who listens.
    command = scene.listening("Anna", "--phone", scene.people[2].address)
    await head.wait_for(lambda: head.of(softphone.Answered), 30)
    await head.hears_both(SUBSCRIBER, ANNA)
    await asyncio.gather(subscriber.hears_not(HEAD), anna.hears_not(HEAD))
    (row,) = database.transact(supervision.live)
    assert (row.mode, row.operator_id, row.call_key) == ("listen", desk.operator_id, key)
    seen = lambda: database.transact(lambda s: supervision.of_operator(s, desk.operator_id))  # noqa: E731
    assert seen() == []

    # The operator alone.
    assert "alone" in await asyncio.to_thread(
        office.run, "operator", "switch", str(row.id), "--mode", "whisper"
    )
    await anna.hears_both(SUBSCRIBER, HEAD)
    await subscriber.hears_not(HEAD)
    assert [each.id for each in seen()] == [row.id]

    # All three; then he leaves, and the two talk on.
    await asyncio.to_thread(office.run, "operator", "switch", str(row.id), "--mode", "join")
    await subscriber.hears_both(ANNA, HEAD)
    command.send_signal(signal.SIGINT)
    out, _err = await asyncio.to_thread(command.communicate, None, 20)
    assert command.returncode == 0
    assert re.fullmatch(rb"You have left\. Listened for \d+ s\.\n", out), out
    await subscriber.hears(ANNA)
    await asyncio.gather(subscriber.hears_not(HEAD), head.hears_not(SUBSCRIBER))

    # Who lacks the right is refused by the engine, whatever he writes into the database.
    forged = Actor("Anna", Via.DESKTOP, "pc", desk.operator_id)
    asked = supervision.SupervisionAsked(
        forged, desk.operator_id, None, scene.people[3].address, "t", SuperviseMode.LISTEN
    )
    refused = database.transact(lambda s: s.supervisions.ask(asked))
    assert await scene.over(refused) == "no_right"
    assert not chief.of(softphone.Incoming)

    # One whose telephone is killed costs the others nothing.
    boss = Actor("root", Via.COMMAND, "pc")
    by_call = database.transact(
        lambda s: supervision.begin_with_call(
            s, boss, key, SuperviseMode.JOIN, scene.people[2].address
        )
    )
    await subscriber.hears_both(ANNA, HEAD)
    os.kill(head.adapter._process.pid, signal.SIGKILL)  # type: ignore[attr-defined]
    await subscriber.falls_silent(HEAD)
    await subscriber.hears(ANNA)
    assert await scene.over(by_call) == "phone_lost"

    # "Break after this call", from afar; then the call ends, and with it who listens.
    said = await asyncio.to_thread(
        office.run, "operator", "state", "anna", "break", "--reason", "lunch"
    )
    assert "from its end on" in said
    await desk.until(lambda: desk.status.intent == on_break("Lunch"))
    last = database.transact(
        lambda s: supervision.begin_with_operator(
            s, boss, desk.operator_id, SuperviseMode.LISTEN, scene.people[3].address
        )
    )
    await chief.hears_both(SUBSCRIBER, ANNA)
    anna.order(softphone.HangUp(anna.of(softphone.Incoming)[0].call_id))
    assert await scene.over(last) == "call_over"
    await chief.wait(softphone.Ended)
    await desk.until(lambda: desk.status.state is OperatorState.ON_BREAK)
    assert desk.status.by
    # The row of the talk is written on its own, perhaps after the operator's.
    await desk.until(lambda: desk.talks()[-1].outcome is not TalkOutcome.TALKING)
    assert [talk.outcome for talk in desk.talks()] == [TalkOutcome.ENDED]
    with pytest.raises(supervision.KnownError, match="talks with nobody"):
        database.transact(
            lambda s: supervision.begin_with_operator(
                s, boss, desk.operator_id, SuperviseMode.LISTEN, "sip:a@b"
            )
        )
    gone = database.transact(
        lambda s: supervision.begin_with_call(s, boss, key, SuperviseMode.LISTEN, "sip:a@b")
    )
    assert await scene.over(gone) == "no_such_call"
    assert scene.state(gone).state is SupervisionState.ENDED

    entries = database.transact(lambda s: s.audit.entries(AuditFilter(action="supervision."), 50))
    told = [(each.action.partition(".")[2], each.details.get("mode")) for each in entries[::-1]]
    assert told == [
        ("begin", "listen"), ("mode", "whisper"), ("mode", "join"), ("end", "join"),
        ("refused", "listen"), ("begin", "join"), ("end", "join"),
        ("begin", "listen"), ("end", "listen"),
    ]  # fmt: skip
    assert {each.subject for each in entries} == {"Anna"}
    assert {each.details["call"] for each in entries} == {f"attempt:{key}"}
    assert entries[-4].details["modes"].keys() == {"listen", "whisper", "join"}  # type: ignore[attr-defined]
    assert entries[-1].actor.via is Via.COMMAND
    (state,) = database.transact(lambda s: s.audit.entries(AuditFilter(action="operator."), 5))
    assert (state.subject, state.details) == ("Anna", {"state": "break", "reason": "Lunch"})
