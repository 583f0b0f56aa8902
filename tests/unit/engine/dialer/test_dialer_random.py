"""Whatever happens, in whatever order: the world (tests.helpers.dialing_world) checks every call,
and when the trouble is over every contact is served and every campaign finished."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.dialer import model
from engine.domain.campaign import CampaignState, DayHours, RetryRules, Schedule
from engine.domain.contact import ContactProgress, ContactState
from engine.domain.disposition import Disposition
from engine.domain.trunk import TrunkStatus
from tests.helpers.dialing_world import (
    START,
    World,
    assert_rate,
    make_campaign,
    make_contact,
    make_trunk,
)

SECOND = timedelta(seconds=1)
RETRY = RetryRules(
    max_attempts=3,
    delays={
        Disposition.USER_BUSY: (5 * SECOND, 20 * SECOND),
        Disposition.NETWORK_FAILURE: (SECOND,),
    },
)
ANSWERS = (
    (Disposition.COMPLETED, 7.0),
    (Disposition.USER_BUSY, 0.5),
    (Disposition.INVALID_NUMBER, 0.1),
    (Disposition.NETWORK_FAILURE, 0.0),
    (Disposition.CANCELLED, 1.0),
)
#: Open from 11:59 to 12:03 in Moscow, where it is noon now: hours close while the story runs and
#: open again the next day.
TIGHT = Schedule(weekdays=DayHours(719, 723), weekend=DayHours(0, 1440))

Step = Callable[[World], None]


def states(campaign_id: int, state: CampaignState) -> Step:
    def step(world: World) -> None:
        if world.campaigns[campaign_id].state is not CampaignState.FINISHED:
            world.set_state(campaign_id, state)

    return step


def trunk_health(trunk_id: int, status: TrunkStatus) -> Step:
    return lambda world: world.feed_all(model.TrunkHealthChanged(trunk_id, status, "x"))


def storage(node: int, available: bool) -> Step:
    event: model.DialerEvent = (
        model.DiallingResumed() if available else model.DiallingStopped("storage", release=True)
    )
    return lambda world: world.feed(world.nodes[node % len(world.nodes)], event)


def legs(node: int, trunk_ids: tuple[int, ...]) -> Step:
    def step(world: World) -> None:
        taker = world.nodes[node % len(world.nodes)]
        trunk_id = taker.dialer.take_leg(trunk_ids, world.now)
        if trunk_id is None:
            return
        taker.legs.append(trunk_id)
        key = f"trunk:{trunk_id}"
        assert world.in_use(taker, key) <= taker.kept[key]
        assert (
            sum(world.in_use(n, key) for n in world.nodes) <= world.trunks[trunk_id].settings.lines
        )

        def over() -> None:
            taker.legs.remove(trunk_id)
            taker.dialer.free_leg(trunk_id)

        world.after(4.0, over)

    return step


def priorities(campaign_id: int, priority: int) -> Step:
    def step(world: World) -> None:
        campaign = world.campaigns[campaign_id]
        world.campaigns[campaign_id] = replace(
            campaign,
            settings=replace(campaign.settings, priority=priority),
            revision=campaign.revision + 1,
        )
        world.feed_all(model.CampaignsChanged(tuple(world.campaigns.values())))

    return step


campaign_ids = st.sampled_from([1, 2])
nodes = st.integers(0, 1)
steps = st.one_of(
    st.builds(states, campaign_ids, st.sampled_from([CampaignState.RUNNING, CampaignState.PAUSED])),
    st.builds(trunk_health, st.sampled_from([1, 2]), st.sampled_from(list(TrunkStatus))),
    st.builds(storage, nodes, st.booleans()),
    st.builds(legs, nodes, st.sampled_from([(1,), (2, 1), (1, 2)])),
    st.builds(priorities, campaign_ids, st.integers(1, 9)),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.data_too_large])
@given(
    story=st.lists(st.tuples(st.floats(0, 20), steps), max_size=25),
    node_count=st.integers(1, 2),
    lines=st.tuples(st.integers(1, 6), st.integers(1, 6)),
    cps=st.sampled_from([0.7, 3.0, 12.0]),
    seed=st.integers(0, 1000),
    latency_s=st.sampled_from([0.0, 0.02, 0.7]),
    calls_keep_quota=st.booleans(),
)
def test_no_story_breaks_a_rule_and_all_end_well(
    story: list[tuple[float, Step]],
    node_count: int,
    lines: tuple[int, int],
    cps: float,
    seed: int,
    latency_s: float,
    calls_keep_quota: bool,
) -> None:
    campaigns = [
        make_campaign(1, trunks=(1, 2), lines=5, cps=cps, retry=RETRY),
        make_campaign(2, trunks=(2,), lines=4, cps=cps, priority=9, retry=RETRY, schedule=TIGHT),
    ]
    people = [
        make_contact(
            n,
            1 + n % 2,
            phones=("+79120000001", "+79120000002", "+79120000003")[: 1 + n % 3],
            zones=((), ("Europe/Moscow",), ("Europe/Moscow", "Europe/Minsk"))[n % 3],
            # Some that nothing can be done with any more.
            progress=ContactProgress(attempts=3 if n % 17 == 0 else 0),
        )
        for n in range(1, 61)
    ]
    world = World(
        campaigns,
        [make_trunk(1, lines=lines[0], cps=cps), make_trunk(2, lines=lines[1], cps=cps)],
        people,
        nodes=node_count,
        seed=seed,
        lateness_s=0.004,
        latency_s=latency_s,
        calls_keep_quota=calls_keep_quota,
    )
    world.answer = lambda dial: world.random.choice(ANSWERS)
    for pause, step in story:
        world.run(pause)
        step(world)

    for trunk_id in (1, 2):
        world.feed_all(model.TrunkHealthChanged(trunk_id, TrunkStatus.READY))
    for node in world.nodes:
        world.feed(node, model.DiallingResumed())
    for campaign_id in (1, 2):
        states(campaign_id, CampaignState.RUNNING)(world)
    world.run(900, world.all_over)
    # What is left waits for the next day to come: a night of quick looks would be most of the work.
    world.poll_s = 60.0
    world.run(7 * 24 * 3600, world.all_over)

    assert world.all_over()
    assert sorted(world.finished) == [1, 2]
    assert not world.claimed
    assert not world.calling
    assert {contact.state for contact in world.contacts.values()} == {ContactState.DONE}
    settled = {settle.contact.id for settle in world.settled}
    assert settled == {n for n in range(1, 61) if n % 17 == 0}
    assert {call.dial.contact.id for call in world.calls} == set(range(1, 61)) - settled
    assert world.finish_asked < 20
    for trunk_id in (1, 2):
        starts = [call.started for call in world.calls if call.dial.trunk_id == trunk_id]
        assert_rate(starts, cps, nodes=node_count)
    assert all(dialer_is_empty(world) for _ in world.nodes)
    assert world.now > START


def dialer_is_empty(world: World) -> bool:
    return all(node.dialer.live(campaign_id) == 0 for node in world.nodes for campaign_id in (1, 2))
