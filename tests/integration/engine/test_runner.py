"""The engine as a whole on virtual time, against both Firebirds."""

import asyncio
import itertools
import json
from collections import Counter
from pathlib import Path

from engine.adapters.simulated import subscribers as behave
from engine.adapters.simulated.subscribers import Subscribers
from engine.domain.campaign import CampaignState
from engine.domain.disposition import Disposition
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.hall import Hall, contacts, settings
from tests.helpers.office import numbers


def everybody(subscriber: behave.Subscriber) -> Subscribers:
    return Subscribers(mix=((1.0, subscriber),))


def test_a_campaign_runs_to_its_end(tested_database: DatabaseUnderTest, tmp_path: Path) -> None:
    confirm, busy, gone, wrong, opt_out, leaves = numbers(6)
    people = Subscribers(
        {
            confirm: behave.presses("1"),
            busy: behave.busy(),
            gone: behave.no_answer(),
            wrong: behave.wrong_number(),
            opt_out: behave.presses("9"),
            leaves: behave.hangs_up(1.0),
        }
    )
    hall = Hall.build(tested_database, tmp_path, people)
    hall.publish("notice")
    hall.trunk()
    campaign = hall.campaign(settings(), contacts(numbers(6)))
    hall.start(campaign)
    hall.run(lambda: hall.runner().run(until_done=True))

    rows = hall.attempts(campaign)
    ends = {number: [r.disposition for r in rows if r.phone == number] for number in numbers(6)}
    assert ends == {
        confirm: [Disposition.COMPLETED],
        busy: [Disposition.USER_BUSY] * 3,
        gone: [Disposition.NO_ANSWER] * 2,
        wrong: [Disposition.INVALID_NUMBER],
        opt_out: [Disposition.OPTED_OUT],
        leaves: [Disposition.PARTIAL],
    }
    assert next(r.results for r in rows if r.phone == confirm) == {"confirmed": "yes"}
    assert hall.transact(lambda s: s.do_not_call.contains(opt_out))
    assert hall.transact(lambda s: s.campaigns.get(campaign)).state is CampaignState.FINISHED
    busy_rows = [r for r in rows if r.phone == busy]
    gaps = [
        (later.started_at - earlier.ended_at).total_seconds()
        for earlier, later in itertools.pairwise(busy_rows)
        if later.started_at
    ]
    assert 20 <= gaps[0] < 25
    assert 60 <= gaps[1] < 65
    assert all(r.attempt == n for n, r in enumerate(busy_rows, 1))


def test_lines_and_pace_are_kept(tested_database: DatabaseUnderTest, tmp_path: Path) -> None:
    hall = Hall.build(tested_database, tmp_path, everybody(behave.hangs_up(5.0)))
    hall.publish("notice")
    hall.trunk(lines=4)
    campaign = hall.campaign(settings(max_lines=3), contacts(numbers(20)))
    hall.start(campaign)
    hall.run(lambda: hall.runner().run(until_done=True))
    assert hall.telephony.most_at_once == 3
    assert Counter(r.disposition for r in hall.attempts(campaign)) == {Disposition.PARTIAL: 20}


def test_stop_ends_ringing_and_talking_calls(
    tested_database: DatabaseUnderTest, tmp_path: Path
) -> None:
    talking, ringing = numbers(2)
    people = Subscribers({talking: behave.listens(60.0), ringing: behave.no_answer()})
    hall = Hall.build(tested_database, tmp_path, people)
    hall.publish("notice")
    hall.trunk()
    campaign = hall.campaign(settings(), contacts([talking, ringing]))
    hall.start(campaign)

    async def main() -> None:
        runner = hall.runner()
        task = asyncio.create_task(runner.run(until_done=True))
        await runner.ready.wait()
        await asyncio.sleep(4)
        hall.transact(lambda s: s.campaigns.set_state(campaign, CampaignState.FINISHED))
        await asyncio.wait_for(task, 5)

    hall.run(main)
    rows = {r.phone: r for r in hall.attempts(campaign)}
    assert rows[ringing].disposition is Disposition.CANCELLED
    assert rows[ringing].answered_at is None
    assert rows[talking].disposition is Disposition.CANCELLED
    assert rows[talking].answered_at is not None
    assert {r.hangup_cause.value for r in rows.values()} == {"originator_cancel"}
    counts = hall.transact(lambda s: s.contacts.counts(campaign))
    assert counts.waiting_retry == 2, "nobody was served: both can be called when it goes on"


def test_do_not_call_is_asked_at_the_moment_of_dialling(
    tested_database: DatabaseUnderTest, tmp_path: Path
) -> None:
    first, alternate = numbers(2)
    hall = Hall.build(tested_database, tmp_path, everybody(behave.listens()))
    hall.publish("notice")
    hall.trunk()
    campaign = hall.campaign(settings(), contacts([(first, alternate), *numbers(1, 100)]))
    now = hall.clock.now()
    hall.transact(lambda s: s.do_not_call.add([first, *numbers(1, 100)], "complaint", now))
    hall.start(campaign)
    hall.run(lambda: hall.runner().run(until_done=True))
    assert [call.number for call in hall.telephony.placed] == [alternate]
    counts = hall.transact(lambda s: s.contacts.counts(campaign))
    assert (counts.done, counts.excluded) == (1, 1)


def test_a_scheme_published_while_calls_run_serves_new_calls_only(
    tested_database: DatabaseUnderTest, tmp_path: Path
) -> None:
    hall = Hall.build(tested_database, tmp_path, everybody(behave.listens()))
    hall.publish("notice")
    hall.trunk(lines=1)
    campaign = hall.campaign(settings(max_lines=1), contacts(numbers(2)))
    hall.start(campaign)

    async def main() -> None:
        runner = hall.runner()
        task = asyncio.create_task(runner.run(until_done=True))
        await runner.ready.wait()
        await asyncio.sleep(4)
        scheme = json.loads(hall.transact(lambda s: s.schemes.current("notice")).document)
        scheme["nodes"][0]["position"] = [0, 777]
        hall.transact(lambda s: s.schemes.publish("notice", json.dumps(scheme)))
        await task

    hall.run(main)
    assert [r.scheme_version for r in hall.attempts(campaign)] == [1, 2]


def test_an_engine_asked_to_stop_lets_live_calls_finish(
    tested_database: DatabaseUnderTest, tmp_path: Path
) -> None:
    hall = Hall.build(tested_database, tmp_path, everybody(behave.presses("1")))
    hall.publish("notice")
    hall.trunk(lines=2)
    campaign = hall.campaign(settings(), contacts(numbers(10)))
    hall.start(campaign)

    async def main() -> None:
        runner = hall.runner()
        task = asyncio.create_task(runner.run())
        await runner.ready.wait()
        await asyncio.sleep(4)
        runner.request_stop()
        await asyncio.wait_for(task, 35)

    hall.run(main)
    rows = hall.attempts(campaign)
    assert {r.disposition for r in rows} == {Disposition.COMPLETED}
    assert 0 < len(rows) < 10
    counts = hall.transact(lambda s: s.contacts.counts(campaign))
    assert counts.new == 10 - len(rows)
    assert counts.in_progress == 0
    assert hall.transact(lambda s: s.nodes.sessions()) == []
