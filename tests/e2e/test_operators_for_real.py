"""A campaign with operators for real: an engine process, line workers, a subscriber over SIP, and a
workstation's telephone that is rung at its own address; then the faults in mid-talk."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from engine.adapters.firebird import FirebirdDatabase, create_database
from engine.adapters.firebird.address import Address
from engine.adapters.firebird.bulk_load import FirebirdBulkLoader
from engine.audio.live import CALL_RATE
from engine.domain.campaign import (
    Campaign,
    CampaignMode,
    CampaignSettings,
    CampaignState,
    DayHours,
    Schedule,
)
from engine.domain.campaign_operators import CampaignPacing, OperatorRules
from engine.domain.disposition import Disposition
from engine.domain.operator import OperatorState, WrapUpKind
from engine.domain.trunk import TrunkSettings, TrunkStatus
from engine.ports import softphone
from engine.ports.operators import OrderKind, TalkOutcome
from engine.ports.softphone import Account
from engine.ports.storage import ReportedAttempt, Stores
from engine.routing import actions as do
from engine.routing.wish_codec import wish_to_json
from engine.scheme.codec import dump_scheme
from rino_desktop import accounts
from tests.helpers.hall import contacts
from tests.helpers.office import Office, numbers
from tests.helpers.real_workstation import Workstation, now
from tests.helpers.scheme_builder import SchemeBuilder
from tests.helpers.sipp import Sipp
from tests.helpers.telephone import Telephone, strokes

pytestmark = pytest.mark.timeout(150)

#: What the operator says, and the subscriber echoes.
TONE = 900
ALWAYS = Schedule(weekdays=DayHours(0, 1440), weekend=DayHours(0, 1440))
SALES = CampaignSettings(
    "sales",
    mode=CampaignMode.AUTOMATED,
    scheme="to operator",
    trunks=("city",),
    max_lines=4,
    pacing=CampaignPacing.PROGRESSIVE,
    operators=OperatorRules(wrap_up_s=1, answer_within_s=10, rescue_s=20),
    schedule=ALWAYS,
)


@dataclass
class Sales:
    office: Office
    campaign: Campaign
    anna: Workstation

    @property
    def database(self) -> FirebirdDatabase:
        return self.anna.database

    def attempts(self) -> list[ReportedAttempt]:
        return self.database.transact(lambda s: list(s.reports.attempts(self.campaign.id)))

    async def ordered(self, **arguments: object) -> dict[str, Any]:
        """What an order to dial is answered."""
        anna, wanted = self.anna, {"campaign_id": self.campaign.id, **arguments}
        order = self.database.transact(
            lambda s: s.operators.order(anna.operator_id, anna.token, OrderKind.DIAL, wanted, now())
        )
        answers: list[Any] = []

        def answered() -> bool:
            found = self.database.transact(lambda s: s.operators.order_answer(order))
            answers.append(found)
            return found is not None

        await anna.until(answered)
        return dict(answers[-1].answer)


@pytest.fixture
async def sales(tmp_path: Path) -> AsyncIterator[Sales]:
    """An office that dials two subscribers, who echo what they hear; Anna is the operator."""
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
    with Sipp("pjsip/listener.xml", tmp_path, calls=8, rtp_echo=True, timeout_s=140) as sipp:

        def prepare(stores: Stores) -> tuple[Campaign, int]:
            stores.schemes.publish("to operator", dump_scheme(scheme.build()))
            stores.trunks.add(TrunkSettings("city", f"sip:127.0.0.1:{sipp.port}"))
            anna = accounts.add(stores, "Анна", "operator", "hash", now())
            return stores.campaigns.create(SALES), anna.id

        campaign, anna = database.transact(prepare)
        loader = FirebirdBulkLoader(address, "")
        loader.load(campaign.id, "list.csv", iter([contacts(numbers(2))]))
        database.transact(lambda s: s.campaigns.set_state(campaign.id, CampaignState.RUNNING))
        async with Telephone(Account("anna", bind="127.0.0.1")) as telephone:
            telephone.ears.say(TONE)
            here = Workstation(database, anna, telephone)
            beating = asyncio.create_task(here.beat())
            try:
                yield Sales(office, campaign, here)
            finally:
                beating.cancel()
                await asyncio.to_thread(office.close)
                database.close()


async def test_rung_joined_wrapped_up_and_the_next_one(sales: Sales) -> None:
    office, anna = sales.office, sales.anna
    office.engine(until_done=False)
    anna.sign_in()
    first = await anna.answers()
    await anna.telephone.hears(TONE)  # there and back: both ways are open
    status = anna.status
    assert status.hold is not None
    assert first.headers["X-RINO-Token"] == anna.token
    assert first.headers["X-RINO-Offer"] == status.hold.offer_id
    assert first.headers["X-RINO-Attempt"] == str(status.hold.attempt_id)
    await anna.until(lambda: anna.status.state is OperatorState.TALKING)
    anna.telephone.order(softphone.HangUp(first.call_id))
    await anna.until(lambda: anna.status.state is OperatorState.WRAP_UP)
    second = await anna.answers(1)
    await anna.telephone.hears(TONE)
    anna.telephone.order(softphone.HangUp(second.call_id))
    await anna.until(lambda: [t.outcome for t in anna.talks()] == [TalkOutcome.ENDED] * 2)
    await anna.until(lambda: anna.status.free)
    await anna.until(lambda: len(sales.attempts()) == 2)
    assert [(a.disposition, a.operator) for a in sales.attempts()] == [
        (Disposition.TRANSFERRED, "Анна")
    ] * 2


async def test_a_contact_is_looked_at_and_dialled_by_hand(sales: Sales, tmp_path: Path) -> None:
    anna = sales.anna
    forced = OperatorRules(wrap_up=WrapUpKind.FORCED, wrap_up_s=None)
    by_hand = replace(
        SALES, mode=CampaignMode.MANUAL, pacing=CampaignPacing.PREVIEW, operators=forced
    )  # fmt: skip
    sales.database.transact(lambda s: s.campaigns.update(by_hand))
    sales.office.engine(until_done=False)
    anna.sign_in()
    await anna.until(lambda: anna.status.free)
    seen = await sales.ordered(do="next")
    assert seen["phones"] == [numbers(2)[0]]
    sales.database.transact(lambda s: s.do_not_call.add(seen["phones"], "test", now()))
    refused = await sales.ordered(do="contact")
    assert (refused["code"], refused["number"]) == ("do_not_call", seen["phones"][0])
    assert anna.telephone.of(softphone.Incoming) == [], "told before anything rings"
    seen = await sales.ordered(do="next")
    ordered = asyncio.create_task(sales.ordered(do="contact"))
    call = await anna.answers()
    attempt_id = (await ordered)["attempt_id"]
    assert call.headers["X-RINO-Attempt"] == str(attempt_id)
    await anna.telephone.hears(TONE)
    anna.telephone.order(softphone.HangUp(call.call_id))
    await anna.until(sales.attempts)
    [attempt] = sales.attempts()
    assert (attempt.id, attempt.disposition) == (attempt_id, Disposition.TRANSFERRED)
    await anna.until(lambda: anna.status.owes_result == attempt_id)
    wish = wish_to_json(do.SaveResult(attempt_id, finish=True))
    sales.database.transact(
        lambda s: s.operators.order(anna.operator_id, anna.token, OrderKind.WISH, wish, now())
    )
    await anna.until(lambda: anna.status.free)
    await _a_number_that_is_busy(sales, by_hand, tmp_path)


async def _a_number_that_is_busy(sales: Sales, by_hand: CampaignSettings, folder: Path) -> None:
    """It is on no list. The operator hears it ring, then that it is busy; he owes nothing."""
    anna, hertz = sales.anna, 425
    with Sipp("rings_and_is_busy.xml", folder) as busy:

        def other_trunk(stores: Stores) -> int:
            trunk = stores.trunks.add(TrunkSettings("office", f"sip:127.0.0.1:{busy.port}"))
            stores.campaigns.update(replace(by_hand, trunks=("office",)))
            return trunk.id

        def ready(trunk_id: int) -> bool:
            rows = sales.database.transact(lambda s: s.nodes.trunk_status(now()))
            return (trunk_id, TrunkStatus.READY) in [(row[1], row[2]) for row in rows]

        trunk_id = sales.database.transact(other_trunk)
        await anna.until(lambda: ready(trunk_id))
        ordered = asyncio.create_task(sales.ordered(do="number", number="8 (495) 123-45-67"))
        call = await anna.answers(1)
        mark = anna.telephone.ears.mark
        attempt_id = (await ordered)["attempt_id"]

        def stage() -> str:
            hold = anna.status.hold
            return "" if hold is None else hold.stage

        await anna.until(lambda: stage() == "ringing")
        await anna.until(lambda: stage() == "user_busy")
        await anna.telephone.wait(softphone.Ended, call_id=call.call_id)
        # 1 s of each 5 s, then 0.35 s of each 0.7 s.
        heard = strokes(anna.telephone.ears.heard(mark), hertz, CALL_RATE)
        assert sum(each for each in heard if each > 0.5) >= 0.6, f"ringback: {heard}"
        assert sum(each for each in heard if each < 0.5) >= 0.6, f"busy: {heard}"
        await anna.until(lambda: anna.status.free)
        attempt = next(a for a in sales.attempts() if a.id == attempt_id)
        assert (attempt.disposition, attempt.phone) == (Disposition.USER_BUSY, "+74951234567")
        talk = anna.talks()[-1]
        assert (talk.kind, talk.attempt_id) == ("manual", attempt_id)
        by = sales.database.transact(lambda s: s.contacts.added_by(talk.contact_id or 0))
        assert by == "Анна"
        busy.finish()


async def test_the_engine_is_killed_in_mid_talk(sales: Sales) -> None:
    """What its row says is put right by the next engine: another node, or a new run of this one."""
    office, anna = sales.office, sales.anna
    engine = office.engine(until_done=False)
    anna.sign_in()
    await anna.answers()
    await anna.telephone.hears(TONE)
    await anna.until(lambda: anna.status.state is OperatorState.TALKING)
    os.kill(engine.pid, signal.SIGKILL)
    engine.wait()
    office.engine("other", until_done=False)
    # Read once: what the workstation hears changes it meanwhile.
    await anna.until(lambda: (hold := anna.status.hold) is None or hold.node[:5] == "other", 60)
    # The row of the talk is written on its own, a moment after the operator's.
    await anna.until(lambda: anna.talks()[0].outcome is not TalkOutcome.TALKING)
    assert anna.talks()[0].outcome is TalkOutcome.LOST
    for incoming in anna.telephone.of(softphone.Incoming):
        anna.telephone.order(softphone.HangUp(incoming.call_id))
