"""What holds dialling back: legal limits, faulty schemes, trunks; and that it is told."""

import asyncio
import json
import logging
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from engine.adapters.simulated import subscribers as behave
from engine.adapters.simulated.subscribers import Subscribers
from engine.domain.campaign import CampaignState, RetryRules
from engine.domain.disposition import Disposition
from engine.domain.preset_model import CallLimit, Per, Preset
from engine.ports.storage import Stores
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.hall import START, Hall, contacts, settings
from tests.helpers.office import numbers
from tests.helpers.shaky_database import Weather

QUICK = RetryRules(5, {Disposition.USER_BUSY: (timedelta(seconds=5),) * 4})


@pytest.fixture
def hall(tested_database: DatabaseUnderTest, tmp_path: Path) -> Hall:
    hall = Hall.build(tested_database, tmp_path, Subscribers(mix=((1.0, behave.busy()),)))
    hall.publish("notice")
    hall.trunk()
    return hall


#: A law whose window passes while a test runs.
TWO_CALLS = Preset(
    "two-calls",
    "Два звонка",
    "Two calls",
    limits=(
        CallLimit(timedelta(minutes=2), 2, per=Per.NUMBER),
        CallLimit(timedelta(minutes=1), 2, per=Per.NUMBER),
    ),
)
LAW: dict[str, Any] = {"preset": "two-calls", "rules": (TWO_CALLS,)}


def test_one_debtor_is_not_called_twice_a_day(hall: Hall) -> None:
    """ru-debt-230fz: one call a day, whatever the retry rules and whatever other campaigns did."""
    fresh, called = numbers(2)
    other = hall.campaign(settings("other"), contacts([called]))
    hall.start(other)
    hall.run_until_done()
    before = len(hall.dialled)
    campaign = hall.campaign(
        settings("debts", preset="ru-debt-230fz", retry=QUICK), contacts([fresh, called])
    )
    hall.start(campaign)

    async def main() -> None:
        async with hall.engine():
            await asyncio.sleep(30)
            (reason,) = hall.why_idle(campaign)
            assert reason is not None
            assert (reason.code, reason.arguments["preset"]) == ("preset_limit", "ru-debt-230fz")
            assert reason.until is not None
            assert timedelta(hours=23.9) < reason.until - START < timedelta(hours=24.1)

    hall.run(main)
    assert hall.dialled[before:] == [fresh]
    assert hall.counts(campaign).in_progress == 0


def test_limited_contacts_are_called_when_the_window_has_passed(hall: Hall) -> None:
    (number,) = numbers(1)
    campaign = hall.campaign(
        settings(retry=replace(QUICK, max_attempts=3), **LAW), contacts([number])
    )
    hall.start(campaign)
    hall.run_until_done()
    rows = hall.attempts(campaign)
    begun = [row.started_at for row in rows if row.started_at is not None]
    assert len(begun) == 3
    for first, third in zip(begun, begun[2:], strict=False):
        assert third - first >= timedelta(minutes=2)
        assert third - first < timedelta(minutes=3, seconds=10), "as soon as it is lawful"


def test_limits_hold_between_contacts_of_one_batch(hall: Hall) -> None:
    """Four contacts that share a number come to be dialled in the same moment."""
    shared, *others = numbers(5)
    dead = dict.fromkeys(others, behave.wrong_number())
    hall.subscribers.numbers = {**dead, shared: behave.busy()}
    campaign = hall.campaign(
        settings(retry=RetryRules(2), **LAW), contacts([(other, shared) for other in others])
    )
    hall.start(campaign)

    async def main() -> None:
        async with hall.engine():
            await asyncio.sleep(400)

    hall.run(main)
    rows = [row for row in hall.attempts(campaign) if row.phone == shared]
    begun = [row.started_at for row in rows if row.started_at is not None]
    assert len(begun) == 4
    for first, third in zip(begun, begun[2:], strict=False):
        assert third - first >= timedelta(minutes=2)
    for row, next_begun in zip(rows, begun[1:], strict=False):
        assert row.ended_at is not None
        assert row.ended_at <= next_begun, "one at a time"


def test_limits_when_answers_to_commits_get_lost(hall: Hall) -> None:
    people = numbers(10)
    campaign = hall.campaign(settings(retry=QUICK, **LAW), contacts(people))
    hall.start(campaign)
    weather = Weather(3)
    weather.lost_answers = 0.05

    async def main() -> None:
        opener = weather.opener(hall.tested.open)
        async with hall.engine(open_database=opener):
            await asyncio.sleep(100)
            weather.lost_answers = 0.0

    hall.run(main)
    assert sorted(hall.dialled) == sorted(2 * people)
    assert len(hall.attempts(campaign)) == 20
    assert hall.counts(campaign).in_progress == 0


def break_scheme(hall: Hall) -> None:
    """A document that the validator would have refused."""
    document = json.loads(hall.transact(lambda s: s.schemes.current("notice")).document)
    document["nodes"] = document["nodes"][:3]
    document["links"] = []
    hall.transact(lambda s: s.schemes.publish("notice", json.dumps(document)))


def test_a_scheme_that_cannot_be_used(hall: Hall, caplog: pytest.LogCaptureFixture) -> None:
    """The campaign says so and waits; the other one goes on; mended, it is dialled at once."""
    good = hall.transact(lambda s: s.schemes.current("notice"))
    hall.publish("debtor-reminder")
    break_scheme(hall)
    one, other = numbers(2)
    broken = hall.campaign(settings(), contacts([one]))
    working = hall.campaign(settings("debtors", scheme="debtor-reminder"), contacts([other]))
    missing = hall.campaign(settings("nothing", scheme="no-such"), contacts([one]))
    for campaign in (broken, working, missing):
        hall.start(campaign)

    async def main() -> None:
        with caplog.at_level(logging.WARNING, "engine.service.activity"):
            async with hall.engine(until_done=True) as engine:
                await asyncio.sleep(90)
                assert set(hall.dialled) == {other}
                (reason,) = hall.why_idle(broken)
                assert reason is not None
                assert reason.code == "scheme"
                (reason,) = hall.why_idle(missing)
                assert reason is not None
                assert "'no-such'" in reason.arguments["detail"]
                assert not engine.done(), "somebody may mend it"
                hall.transact(lambda s: s.schemes.rollback("notice", good.version))
                hall.set_state(missing, CampaignState.FINISHED)
                await asyncio.wait_for(engine, 200)

    hall.run(main)
    assert one in hall.dialled
    told = [r.getMessage() for r in caplog.records if "campaign notice" in r.getMessage()]
    assert len(told) >= 2, "not only once: a log is read from its end"


def test_a_trunk_that_fails_and_comes_back(hall: Hall) -> None:
    hall.subscribers.mix = ((1.0, behave.hangs_up(3.0)),)
    campaign = hall.campaign(settings(max_lines=1), contacts(numbers(4)))
    hall.start(campaign)
    (trunk,) = hall.transact(lambda s: s.trunks.all())

    async def main() -> None:
        async with hall.engine(until_done=True) as engine:
            await asyncio.sleep(3)
            hall.telephony.fail_trunk(trunk.id, "503 from the proxy")
            await asyncio.sleep(20)
            assert len(hall.dialled) == 1
            (reason,) = hall.why_idle(campaign)
            assert reason is not None
            assert (reason.code, reason.arguments["detail"]) == (
                "trunk_failed", "503 from the proxy"
            )  # fmt: skip
            (seen,) = hall.transact(lambda s: s.nodes.trunk_status(hall.clock.now()))
            assert (seen[2].value, seen[3]) == ("failed", "503 from the proxy")
            hall.telephony.restore_trunk(trunk.id)
            await engine

    hall.run(main)
    assert len(hall.attempts(campaign)) == 4


def test_what_is_told_of_a_campaign_ends_with_it(hall: Hall) -> None:
    """Live calls while they live, then the state and nothing else."""
    hall.subscribers.mix = ((1.0, behave.hangs_up(3.0)),)
    campaign = hall.campaign(settings(max_lines=2), contacts(numbers(2)))
    hall.start(campaign)

    def activity(stores: Stores) -> list[tuple[str, str, int]]:
        return stores.nodes.activity(campaign, hall.clock.now())

    async def main() -> None:
        async with hall.engine():
            await asyncio.sleep(3)
            ((node, _, live),) = hall.transact(activity)
            assert (node, live) == ("node", 2)
            await asyncio.sleep(10)
            ((_, idle, live),) = hall.transact(activity)
            assert (json.loads(idle)["code"], live) == ("finished", 0)
        assert hall.transact(activity) == []

    hall.run(main)


def test_incoming_calls_are_journalled(hall: Hall) -> None:
    (trunk,) = hall.transact(lambda s: s.trunks.all())

    async def main() -> None:
        async with hall.engine():
            hall.telephony.ring_in(trunk.id, "+79160000009", "+74950000000")

    hall.run(main)
    (row,) = hall.transact(lambda s: s.incoming.calls(9))
    assert (row.trunk, row.caller, row.called) == ("city", "+79160000009", "+74950000000")
    assert (row.disposition, row.sip_code, row.detail) == (
        "no_answer",
        480,
        "the trunk has no routes",
    )
