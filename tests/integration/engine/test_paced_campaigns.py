"""A campaign with operators in a running engine: its queue, its pacing, and what is kept of it."""

import asyncio
from pathlib import Path

import pytest

from engine.adapters.firebird.inside import look_inside
from engine.adapters.simulated import subscribers as behave
from engine.adapters.simulated.subscribers import Subscribers
from engine.domain.campaign import CampaignMode
from engine.domain.campaign_operators import CampaignPacing, OperatorRules
from engine.domain.operator import Queue, WrapUp, WrapUpKind
from engine.ports.operators import OrderKind
from engine.routing import actions as do
from engine.routing.wish_codec import wish_to_json
from engine.service.call_tally import CallKind, CallStage
from rino_desktop import accounts, office_figures
from rino_desktop.wallboard import Counting
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.hall import START, Hall, contacts, settings
from tests.helpers.office import numbers


@pytest.fixture
def hall(tested_database: DatabaseUnderTest, tmp_path: Path) -> Hall:
    hall = Hall.build(tested_database, tmp_path, Subscribers(mix=((1.0, behave.hangs_up(20.0)),)))
    hall.publish("notice")
    hall.trunk(lines=20)
    return hall


def test_nobody_is_called_before_there_is_an_operator(hall: Hall) -> None:
    rules = OperatorRules(skill="sales", wrap_up_s=5, answer_within_s=1.5)
    campaign = hall.campaign(
        settings(mode=CampaignMode.AUTOMATED, pacing=CampaignPacing.PROGRESSIVE, operators=rules),
        contacts(numbers(30)),
    )
    hall.start(campaign)
    ids = hall.transact(
        lambda s: [accounts.add(s, name, "operator", "hash", START).id for name in ("Анна", "Пётр")]
    )
    hall.transact(lambda s: [s.operators.set_skills(each, {"sales": 1}) for each in ids])

    def sign_in(operator_id: int) -> int:
        token = f"t{operator_id}"
        wish = wish_to_json(do.SignIn(token, "pc"))

        def work(stores: object) -> int:
            store = stores.operators  # type: ignore[attr-defined]
            store.begin_session(operator_id, token, "pc", "sip:op@127.0.0.1:5100", hall.clock.now())
            order: int = store.order(operator_id, token, OrderKind.WISH, wish, hall.clock.now())
            return order

        return int(hall.transact(work))

    async def main() -> None:
        async with hall.engine():
            await hall.clock.sleep(10)
            assert hall.dialled == []
            (queue,) = hall.transact(lambda s: s.operators.queues())
            assert queue == Queue(
                "notice", campaign, "sales", automated=True, answer_within_s=1.5,
                wrap_up=WrapUp(WrapUpKind.TIMED, 5),
            )  # fmt: skip
            order = sign_in(ids[0])
            await hall.clock.sleep(2)
            assert hall.transact(lambda s: s.operators.order_answer(order)).answer == {}
            assert len(hall.dialled) == 1, "one call for the one who is free"
            sign_in(ids[1])
            await hall.clock.sleep(2)
            assert len(hall.dialled) == 2
            await hall.clock.sleep(6)
            lines = hall.transact(lambda s: s.monitor.lines_in_use(hall.clock.now()))
            assert [each.in_use for each in lines] == [2], "what may be dialled is no call yet"
            sight = hall.figures["node"].sight
            assert sight is not None
            (paced,) = (each.pacing for each in sight.campaigns)
            assert paced is not None
            assert (paced.operators, paced.predictive, paced.limit) == (2, False, 0.03)
            assert sight.calls.live[CallKind.CAMPAIGN, CallStage.ANSWERED] == 2
            assert [(trunk.name, trunk.in_use) for trunk in sight.trunks] == [("city", 2)]
            assert sight.available
            office = hall.transact(lambda s: office_figures.read(s, hall.clock.now(), Counting()))
            assert sum(office.operators.values()) == 2
            assert office.engines_alive == 1
            assert office.contacts_left == {campaign: 30}
            await hall.clock.sleep(64)
            assert 2 < len(hall.dialled) <= 8
            assert hall.telephony.most_at_once == 2
            await asyncio.sleep(0)

    hall.run(main)
    inside = look_inside(hall.tested.address, hall.tested.password)
    assert inside["rows"]["contacts"] == 30
    assert all("PLAN" in each["plan"] for each in inside["plans"])
    assert len(inside["plans"]) > 10
    kept = hall.transact(lambda s: s.user_state.get("*", f"pacing of campaign {campaign}"))
    assert isinstance(kept, dict)
    assert kept, "what was learnt outlives the engine"
