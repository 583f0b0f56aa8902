"""Transfer by dialling, as debtor-reminder does it when key 3 is pressed."""

import asyncio
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from engine.adapters.simulated import subscribers as behave
from engine.domain.campaign import CampaignState
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.hall import Hall, contacts, settings
from tests.helpers.office import numbers

OPERATOR = "+74957000001"
DEBTOR = numbers(1)[0]
#: It is he; key 3 when everything up to the menu has been said.
ASKS = behave.Subscriber(presses=(behave.Press("1", 6.0, "heard"), behave.Press("3", 7.0)))


@pytest.fixture
def hall(tested_database: DatabaseUnderTest, tmp_path: Path) -> Hall:
    hall = Hall.build(tested_database, tmp_path)
    hall.publish("debtor-reminder")
    return hall


def run(hall: Hall, operator: behave.Subscriber, debtor: behave.Subscriber = ASKS,
        **changes: Any) -> Any:  # fmt: skip
    """The row of the debtor's call."""
    hall.subscribers.numbers = {DEBTOR: debtor, OPERATOR: operator}
    campaign = hall.campaign(
        settings("debtors", scheme="debtor-reminder", variables={"operator_phone": OPERATOR},
                 **changes),
        contacts([DEBTOR], Долг="1500"),
    )  # fmt: skip
    hall.start(campaign)
    hall.run_until_done()
    (row,) = hall.attempts(campaign)
    assert hall.state(campaign) is CampaignState.FINISHED
    return row


def test_they_talk_and_the_operator_hangs_up(hall: Hall) -> None:
    hall.trunk()
    row = run(hall, behave.hangs_up(20.0))
    assert row.disposition.value == "transferred"
    assert row.hangup_by.value == "system", "the scheme ends it after the talk"
    first, leg = hall.telephony.placed
    assert (first.number, first.reserve_leg) == (DEBTOR, True)
    assert (leg.number, leg.near, leg.ring_timeout_s) == (OPERATOR, first.call_id, 25.0)
    assert row.answered_at is not None
    assert row.ended_at is not None
    assert (row.ended_at - row.answered_at).total_seconds() > 30


def test_they_talk_and_the_subscriber_hangs_up(hall: Hall) -> None:
    hall.trunk()
    asks_and_leaves = replace(ASKS, hang_up_after_s=25.0)
    row = run(hall, behave.Subscriber(), asks_and_leaves)
    assert (row.disposition.value, row.hangup_by.value) == ("transferred", "subscriber")
    # The operator has nobody to talk to and is released: otherwise the engine could not end.
    assert hall.telephony.most_at_once == 2


@pytest.mark.parametrize(
    "operator", [behave.busy(), behave.no_answer(), behave.network_failure()],
    ids=["busy", "no answer", "network failure"],
)  # fmt: skip
def test_no_operator_and_back_to_the_menu(hall: Hall, operator: behave.Subscriber) -> None:
    hall.trunk()
    row = run(hall, operator)
    assert row.disposition.value == "completed", "he has heard the scheme to its end"
    assert row.hangup_by.value == "system"
    assert len(hall.telephony.placed) == 2


def test_the_subscriber_leaves_while_the_operator_is_rung(hall: Hall) -> None:
    hall.trunk()
    leaves = replace(ASKS, hang_up_after_s=22.0)
    row = run(hall, behave.no_answer(), leaves)
    assert (row.disposition.value, row.hangup_by.value) == ("partial", "subscriber")


def test_no_line_is_free(hall: Hall) -> None:
    """The trunk has one line, and the subscriber is on it."""
    hall.trunk(lines=1)
    row = run(hall, behave.hangs_up(20.0))
    assert row.disposition.value == "completed"
    assert len(hall.telephony.placed) == 1


def test_a_transfer_goes_before_new_calls_and_counts_as_one(hall: Hall) -> None:
    """Three lines, all taken as long as there is somebody to call: the line that becomes free
    next is the operator's, and there are never more than three calls."""
    hall.trunk(lines=3)
    others = numbers(40, 1000)
    hall.subscribers.numbers = {
        **dict.fromkeys(others, behave.hangs_up(3.0)), DEBTOR: ASKS, OPERATOR: behave.hangs_up(10.0)
    }  # fmt: skip
    campaign = hall.campaign(
        settings("debtors", scheme="debtor-reminder", variables={"operator_phone": OPERATOR}),
        contacts([DEBTOR, *others], Долг="1500"),
    )
    hall.start(campaign)
    hall.run_until_done()
    assert hall.telephony.most_at_once == 3
    assert hall.ends(campaign)[DEBTOR] == ["transferred"]
    assert hall.dialled.index(OPERATOR) < len(hall.dialled) - 5
    assert set(hall.ends(campaign)) == {DEBTOR, *others}


def test_stop_ends_both_legs(hall: Hall) -> None:
    hall.trunk()
    hall.subscribers.numbers = {DEBTOR: ASKS, OPERATOR: behave.Subscriber()}
    campaign = hall.campaign(
        settings("debtors", scheme="debtor-reminder", variables={"operator_phone": OPERATOR}),
        contacts([DEBTOR], Долг="1500"),
    )
    hall.start(campaign)

    async def main() -> None:
        async with hall.engine(until_done=True) as engine:
            while len(hall.telephony.placed) < 2:
                await asyncio.sleep(1)
            await asyncio.sleep(5)
            hall.set_state(campaign, CampaignState.FINISHED)
            await asyncio.wait_for(engine, 10)

    hall.run(main)
    (row,) = hall.attempts(campaign)
    assert row.disposition.value == "transferred", "what was reached stands"
    assert row.hangup_cause.value == "originator_cancel"


@pytest.mark.parametrize("listed", [True, False], ids=["on the list", "not on it"])
def test_a_number_out_of_the_list_is_looked_up(hall: Hall, listed: bool) -> None:
    """Each contact brings whom he is connected with."""
    scheme = json.loads(hall.transact(lambda s: s.schemes.current("debtor-reminder")).document)
    (whom,) = (each for each in scheme["variables"] if each["name"] == "operator_phone")
    whom["fields"] = ["Куратор"]
    hall.transact(lambda s: s.schemes.publish("debtor-reminder", json.dumps(scheme)))
    hall.trunk()
    hall.subscribers.numbers = {DEBTOR: ASKS, OPERATOR: behave.hangs_up(20.0)}
    if listed:
        hall.transact(lambda s: s.do_not_call.add([OPERATOR], "asked", hall.clock.now()))
    campaign = hall.campaign(
        settings("debtors", scheme="debtor-reminder"),
        contacts([DEBTOR], Долг="1500", Куратор=OPERATOR),
    )
    hall.start(campaign)
    hall.run_until_done()
    assert hall.dialled == ([DEBTOR] if listed else [DEBTOR, OPERATOR])
    assert hall.ends(campaign)[DEBTOR] == ["completed" if listed else "transferred"]
