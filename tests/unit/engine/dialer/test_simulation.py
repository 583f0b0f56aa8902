"""Whole campaigns on a virtual clock. The world (tests.helpers.dialing_world) checks at every
call that it is claimed, within its lines, quotas, hours and attempts, and not made twice."""

import random
import time
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from engine.dialer import model
from engine.domain.campaign import CampaignState, DayHours, RetryRules, Schedule
from engine.domain.contact import ContactState
from engine.domain.disposition import Disposition
from tests.helpers.dialing_world import (
    START,
    World,
    assert_rate,
    by_campaign,
    make_campaign,
    make_contact,
    make_trunk,
)

SECOND = timedelta(seconds=1)


def starts(world: World, campaign_id: int | None = None) -> list[datetime]:
    return [
        call.started
        for call in world.calls
        if campaign_id is None or call.dial.campaign_id == campaign_id
    ]


def test_a_thousand_contacts_with_everything_that_happens_to_them() -> None:
    luck = random.Random(7)
    outcomes = [
        (Disposition.COMPLETED, 20.0),
        (Disposition.USER_BUSY, 1.0),
        (Disposition.NO_ANSWER, 30.0),
        (Disposition.INVALID_NUMBER, 0.5),
        (Disposition.NETWORK_FAILURE, 0.2),
        (Disposition.PARTIAL, 6.0),
        (Disposition.REJECTED, 2.0),
    ]
    rules = RetryRules(
        max_attempts=3,
        delays={
            Disposition.USER_BUSY: (30 * SECOND, 120 * SECOND),
            Disposition.NO_ANSWER: (60 * SECOND,),
            Disposition.NETWORK_FAILURE: (10 * SECOND, 10 * SECOND),
        },
    )
    campaign = make_campaign(lines=16, cps=20, retry=rules)
    people = [
        make_contact(n, phones=(f"+7912{n:07d}", f"+7913{n:07d}")[: 1 + n % 2])
        for n in range(1, 1001)
    ]
    world = World(
        [campaign],
        [make_trunk(lines=16, cps=20)],
        people,
        answer=lambda dial: luck.choice(outcomes),
        lateness_s=0.01,
    )
    world.run(6 * 3600, world.all_over)

    assert world.all_over()
    assert {contact.state for contact in world.contacts.values()} == {ContactState.DONE}
    assert {call.dial.contact.id for call in world.calls} == set(world.contacts)
    assert_rate(starts(world), 20)
    last: dict[int, tuple[datetime, int]] = {}
    for call in world.calls:
        contact_id = call.dial.contact.id
        assert call.dial.number <= 3
        if contact_id in last:
            ended, number = last[contact_id]
            assert call.dial.number == number + 1
            assert call.started >= call.dial.contact.next_at >= ended
        assert call.ended is not None
        last[contact_id] = (call.ended, call.dial.number)
    # The lines were busy: all calls took the 16 lines for at least 85 % of the time that the
    # first attempts needed.
    busy = sum(((call.ended or START) - call.started).total_seconds() for call in world.calls)
    assert busy / 16 > 0.85 * (world.calls[999].started - START).total_seconds()


def test_the_rate_of_a_trunk_is_reached_and_kept() -> None:
    world = World(
        [make_campaign(lines=500, cps=100)],
        [make_trunk(lines=500, cps=100)],
        [make_contact(n) for n in range(1, 2001)],
        answer=lambda dial: (Disposition.COMPLETED, 0.3),
        lateness_s=0.005,
    )
    world.run(600, world.all_over)
    assert_rate(starts(world), 100)
    took = (world.calls[-1].started - world.calls[0].started).total_seconds()
    assert took < 2000 / 100 * 1.05


def test_a_campaign_is_spread_evenly_at_ten_a_second() -> None:
    world = World(
        [make_campaign(lines=50, cps=10)],
        [make_trunk(lines=50, cps=100)],
        [make_contact(n) for n in range(1, 101)],
    )
    world.run(600, world.all_over)
    moments = starts(world)
    gaps = {round((b - a) / SECOND, 3) for a, b in pairwise(moments)}
    assert gaps == {0.1}


@pytest.mark.parametrize("lengths", [(5.0, 5.0), (20.0, 2.0)])
def test_lines_are_shared_by_priority_however_long_the_calls_are(
    lengths: tuple[float, float],
) -> None:
    world = World(
        [make_campaign(n, priority=priority, lines=20, cps=50) for n, priority in ((1, 2), (2, 8))],
        [make_trunk(lines=10, cps=50)],
        [make_contact(n, 1 + (n % 5 > 0)) for n in range(1, 3001)],
        answer=lambda dial: (Disposition.COMPLETED, lengths[dial.campaign_id - 1]),
    )  # fmt: skip
    world.run(600)
    taken = {
        number: sum((c.ended - c.started).total_seconds() for c in calls if c.ended is not None)
        for number, calls in by_campaign(world.calls).items()
    }
    assert taken[2] / taken[1] == pytest.approx(4.0, rel=0.15)
    assert taken[1] + taken[2] > 0.95 * 10 * 600, "no line is left idle for the sake of fairness"


def test_turns_are_shared_by_priority_where_they_are_what_is_scarce() -> None:
    world = World(
        [make_campaign(n, priority=n * 3, lines=500, cps=50) for n in (1, 2, 3)],
        [make_trunk(lines=500, cps=12)],
        [make_contact(n, 1 + n % 3) for n in range(1, 6001)],
        answer=lambda dial: (Disposition.COMPLETED, 3.0),
    )
    world.run(150)
    counts = {number: len(calls) for number, calls in by_campaign(world.calls).items()}
    assert counts[2] / counts[1] == pytest.approx(2.0, rel=0.1)
    assert counts[3] / counts[1] == pytest.approx(3.0, rel=0.1)
    assert_rate(starts(world), 12)


def test_nobody_starves_on_two_lines() -> None:
    world = World(
        [make_campaign(1, priority=1), make_campaign(2, priority=9)],
        [make_trunk(lines=2)],
        [make_contact(n, 1 + n % 2) for n in range(1, 2001)],
    )
    world.run(600)
    calls = by_campaign(world.calls)
    assert len(calls[2]) / len(calls[1]) == pytest.approx(9.0, rel=0.2)
    waits = [b - a for a, b in pairwise(starts(world, 1))]
    assert max(waits) < timedelta(seconds=60)


def test_a_campaign_that_comes_later_earns_no_claim_on_the_past() -> None:
    world = World(
        [make_campaign(1), make_campaign(2, state=CampaignState.PAUSED)],
        [make_trunk(lines=4)],
        [make_contact(n, 1 + n % 2) for n in range(1, 2001)],
    )
    world.run(600)
    world.set_state(2, CampaignState.RUNNING)
    before = len(world.calls)
    world.run(200)
    calls = by_campaign(world.calls[before:])
    assert len(calls[2]) / len(calls[1]) == pytest.approx(1.0, rel=0.2)


def test_two_nodes_share_a_campaign_and_finish_it() -> None:
    world = World(
        [make_campaign(lines=20, cps=20)],
        [make_trunk(lines=20, cps=20)],
        [make_contact(n) for n in range(1, 1001)],
        nodes=2,
        lateness_s=0.01,
    )
    world.run(3600, world.all_over)
    assert world.finished == [1]
    counts = [sum(call.node is node for call in world.calls) for node in world.nodes]
    assert sum(counts) == 1000
    assert min(counts) > 400
    assert_rate(starts(world), 20, nodes=2)
    assert world.now - START < 1.15 * 1000 * 5 / 20 * SECOND


@pytest.mark.parametrize("length", [5.0, 60.0])
def test_a_node_that_joins_later_gets_its_share_as_lines_become_free(length: float) -> None:
    luck = random.Random(1)
    world = World(
        [make_campaign(lines=20, cps=10)],
        [make_trunk(lines=20, cps=10)],
        [make_contact(n) for n in range(1, 2001)],
        nodes=2,
        lateness_s=0.01,
        answer=lambda dial: (Disposition.COMPLETED, length * luck.uniform(0.5, 1.5)),
    )
    first, second = world.nodes
    world.feed(second, model.DiallingStopped("stopping", release=True))
    world.run(60)
    assert world.in_use(first, "trunk:1") == 20
    world.feed(second, model.DiallingResumed())
    world.run(10 + 1.5 * length)
    assert world.in_use(first, "trunk:1") <= 11
    assert world.in_use(second, "trunk:1") >= 9


def test_hours_open_zone_by_zone() -> None:
    """09:00 to 20:00 by the contact's own clock; it is noon in Moscow."""
    zones = [("Asia/Kamchatka",), ("Europe/Moscow",), ("Europe/Moscow", "Asia/Kamchatka")]
    schedule = Schedule(weekdays=DayHours(540, 1200), weekend=DayHours(540, 1200))
    world = World(
        [make_campaign(schedule=schedule)],
        [make_trunk()],
        [make_contact(n, zones=zones[n % 3]) for n in range(1, 31)],
    )
    world.run(3600)
    # In Kamchatka it is 21:00.
    assert {call.dial.contact.zones for call in world.calls} == {("Europe/Moscow",)}
    reason = world.nodes[0].dialer.idle_reason(1, world.now)
    assert reason is not None
    assert reason.code == "outside_hours"
    # Kamchatka opens at 09:00 = 21:00 UTC; both together at 06:00 UTC, 09:00 in Moscow.
    assert reason.until == START.replace(hour=21)
    world.run(24 * 3600, world.all_over)
    assert world.all_over()
    first = {call.dial.contact.zones: call.started for call in reversed(world.calls)}
    assert first[zones[0]] - START.replace(hour=21) < 2 * SECOND
    assert first[zones[2]] - (START.replace(hour=6) + timedelta(days=1)) < 2 * SECOND


def test_hours_that_close_give_claimed_contacts_back() -> None:
    schedule = Schedule(weekdays=DayHours(540, 12 * 60 + 1), weekend=DayHours(0, 0))
    world = World(
        [make_campaign(lines=20, cps=1, schedule=schedule)],
        [make_trunk(lines=20)],
        [make_contact(n) for n in range(1, 201)],
    )
    world.run(600)
    assert max(starts(world)) < START + 60 * SECOND
    assert len(world.calls) > 50
    assert not world.claimed


def test_a_trunk_that_fails_is_passed_over_until_it_recovers() -> None:
    world = World(
        [make_campaign(lines=10, trunks=(1, 2))],
        [make_trunk(1, lines=10), make_trunk(2, lines=10)],
        [make_contact(n) for n in range(1, 1001)],
    )
    world.run(30)
    assert {call.dial.trunk_id for call in world.calls} == {1}
    world.feed_all(model.TrunkHealthChanged(1, model.TrunkStatus.FAILED, "no answer", None))
    before = len(world.calls)
    world.run(30)
    assert {call.dial.trunk_id for call in world.calls[before:]} == {2}
    world.feed_all(model.TrunkHealthChanged(2, model.TrunkStatus.FAILED, "no answer", None))
    before = len(world.calls)
    world.run(30)
    assert len(world.calls) == before
    assert not world.claimed, "another node may dial them"
    world.feed_all(model.TrunkHealthChanged(1, model.TrunkStatus.READY))
    world.run(600, world.all_over)
    assert world.all_over()


def test_contacts_imported_while_it_waits_are_found() -> None:
    late = RetryRules(2, {Disposition.USER_BUSY: (3600 * SECOND,)})
    world = World(
        [make_campaign(retry=late)],
        [make_trunk()],
        [make_contact(1)],
        answer=lambda dial: (Disposition.USER_BUSY, 1.0),
    )
    world.run(60)
    assert len(world.calls) == 1
    world.add(make_contact(n) for n in range(2, 12))
    world.run(5)
    assert len(world.calls) == 11


def test_short_retries_do_not_wait_for_the_next_poll() -> None:
    rules = RetryRules(3, {Disposition.USER_BUSY: (2 * SECOND, 2 * SECOND)})
    world = World(
        [make_campaign(retry=rules)],
        [make_trunk()],
        [make_contact(1)],
        answer=lambda dial: (Disposition.USER_BUSY, 1.0),
        poll_s=3600,
    )
    world.run(60, world.all_over)
    assert len(world.calls) == 3
    assert world.now - START < 12 * SECOND


def test_waiting_is_cheap() -> None:
    """All lines busy for minutes, then an hour of nothing due: no spinning, few questions."""
    rules = RetryRules(2, {Disposition.NO_ANSWER: (7200 * SECOND,)})
    world = World(
        [make_campaign(lines=4, retry=rules)],
        [make_trunk(lines=4)],
        [make_contact(n) for n in range(1, 9)],
        answer=lambda dial: (Disposition.NO_ANSWER, 300.0),
        poll_s=2,
    )
    world.run(3600)
    assert len(world.calls) == 8
    assert len(world.claims) < 80
    assert world.requests < 10 + 3600 / 5
    assert world.steps < 4 * 3600


def test_what_an_attempt_costs() -> None:
    """100 attempts a second are to cost the dialer little: less than 200 µs each."""
    spent = 0.0

    class Timed(World):
        def feed(self, node, event):  # type: ignore[no-untyped-def]
            nonlocal spent
            begin = time.process_time()
            commands = node.dialer.handle(event, self.now)
            node.dialer.next_timer()
            spent += time.process_time() - begin
            self._obey(node, commands)

    world = Timed(
        [make_campaign(lines=300, cps=120)],
        [make_trunk(lines=300, cps=120)],
        [make_contact(n) for n in range(1, 3001)],
        answer=lambda dial: (Disposition.COMPLETED, 1.0),
    )
    world.run(600, world.all_over)
    assert len(world.calls) == 3000
    assert spent / 3000 < 400e-6, "twice the limit: other work shares the machine"
