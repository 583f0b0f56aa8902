"""How many calls a campaign with operators may have in flight."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from math import comb
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.pacing_office import Office, Outcome, World
from engine.dialer.pace import SECOND
from engine.dialer.pacing import pacer as pacing
from engine.dialer.pacing.model import AbandonCounts, Pacing, PacingRules, Stage
from engine.dialer.pacing.pacer import Pacer
from engine.dialer.pacing.rules import pacing_rules
from engine.domain.preset_model import AbandonRule, Preset
from tests.helpers.dialing_world import make_campaign

RULES = PacingRules(fewest_operators=1)
RICH = AbandonCounts(served=1000)  # 30 calls may be dropped


def a_pacer(
    free: int = 0, busy: int = 0, rules: PacingRules = RULES, counts: AbandonCounts = RICH
) -> Pacer:
    """At 60 s; the busy ones have talked for a minute."""
    pacer = Pacer(rules, counts)
    for number in range(free + busy):
        pacer.operator(number, Stage.FREE if number < free else Stage.TALKING, 0)
    return pacer


NOW = 60 * SECOND

# --- progressive ----------------------------------------------------------------------------------


def test_progressive_is_one_call_for_each_free_operator() -> None:
    pacer = a_pacer(4, 6, replace(RULES, pacing=Pacing.PROGRESSIVE))
    assert pacer.allowed(NOW, 100) == 4
    for call in range(3):
        pacer.dialled(call, NOW)
    assert pacer.allowed(NOW, 100) == 1
    pacer.answered(0, NOW)
    assert pacer.allowed(NOW, 100) == 1, "he who has answered takes an operator too"
    pacer.served(0, 1, NOW)
    assert pacer.allowed(NOW, 100) == 1
    pacer.ended(1, NOW)
    assert pacer.allowed(NOW, 100) == 2


def test_few_operators_are_dialled_for_progressively_unless_told_otherwise() -> None:
    assert not a_pacer(4, rules=PacingRules()).predictive
    assert a_pacer(5, rules=PacingRules()).predictive
    assert a_pacer(2, rules=replace(PacingRules(), fewest_operators=1)).predictive


def test_where_no_call_may_be_abandoned_it_stays_progressive() -> None:
    pacer = a_pacer(10, 10, replace(RULES, limit=0.0))
    assert pacer.allowed(NOW, 100) == 10


def test_nobody_there_nobody_dialled() -> None:
    pacer = Pacer(RULES)
    assert pacer.allowed(NOW, 100) == 0
    pacer.operator(1, Stage.FREE, NOW)
    pacer.operator(1, Stage.AWAY, NOW)
    assert pacer.allowed(NOW, 100) == 0


# --- predictive -----------------------------------------------------------------------------------


def test_predictive_dials_ahead_of_operators_who_will_be_free() -> None:
    assert a_pacer(0, 40).allowed(NOW, 100) > 0
    assert a_pacer(10, 30).allowed(NOW, 100) > 10


def test_lines_are_the_last_word() -> None:
    assert a_pacer(10, 30).allowed(NOW, 7) == 7
    assert a_pacer(10, 30).allowed(NOW, 0) == 0


def test_where_hardly_anybody_answers_the_list_is_not_rung_through() -> None:
    pacer = a_pacer(4, 6)
    for call in range(1000):
        pacer.dialled(call, NOW)
        pacer.ended(call, NOW + 25 * SECOND)
    assert pacer.allowed(NOW + 25 * SECOND, 10_000) == 100, "ten for each operator"


def test_a_budget_that_is_overdrawn_leaves_only_certain_calls() -> None:
    poor = AbandonCounts(served=960, dropped=40)
    assert a_pacer(3, 7, counts=poor).allowed(NOW, 100) == 3
    assert a_pacer(3, 7).allowed(NOW, 100) > 3


def test_a_good_past_does_not_excuse_a_bad_hour() -> None:
    month = a_pacer(10, 30, counts=AbandonCounts(served=1_000_000))
    assert month.risk <= 8.0 * RULES.limit


@given(
    st.integers(0, 12), st.integers(0, 12), st.integers(1, 60), st.integers(0, 40),
    st.integers(0, 300),
)  # fmt: skip
def test_expected_losses_stay_within_the_risk(
    free: int, busy: int, lines: int, served: int, ages_s: int
) -> None:
    """E[(A − F)⁺] ÷ (m·p) ≤ α for the calls that are added, worked out by brute force from fresh
    calls alone: nobody else is in flight."""
    pacer = a_pacer(free, busy, counts=AbandonCounts(served=1000 + served))
    now = NOW + ages_s * SECOND
    added = pacer.allowed(now, lines)
    assert 0 <= added <= lines
    if added <= free:
        return
    rate = pacer.ringing.rate
    losses = 0.0
    for moment in range(pacing.MOMENTS):
        chance = pacer.ringing.chances(0, pacer._moments, rate)[moment]
        stays = [
            chances[moment]
            for count, chances in pacer.handling.busy(pacer._stages.values(), now)
            for _ in range(count)
        ]
        share = stays[0] if stays else 1.0  # all have talked for as long
        for answers in range(added + 1):
            p_answers = comb(added, answers) * chance**answers * (1 - chance) ** (added - answers)
            for still in range(busy + 1):
                p_still = comb(busy, still) * share**still * (1 - share) ** (busy - still)
                lost = max(0, answers + still - free - busy)
                losses += p_answers * p_still * lost / (added * chance) / pacing.MOMENTS
    assert losses <= pacer.risk + 1e-9


def test_rivals_for_the_same_operators_count_each_others_calls() -> None:
    one, other = a_pacer(6), a_pacer(6)
    for call in range(4):
        other.dialled(call, NOW)
    progressive = replace(RULES, pacing=Pacing.PROGRESSIVE)
    one.rules = progressive
    assert one.allowed(NOW, 100, [(other, 1.0)]) == 2
    assert one.allowed(NOW, 100, [(other, 0.5)]) == 4
    one.rules = RULES
    assert one.allowed(NOW, 100, [(other, 1.0)]) < one.allowed(NOW, 100)


def test_machines_are_no_answers() -> None:
    pacer = a_pacer(5)
    for call in range(300):
        pacer.dialled(call, NOW)
        pacer.machine(call, NOW + SECOND)
    assert pacer.counts.machines == 300
    assert pacer.ringing.rate < 0.1
    assert pacer.in_flight == pacer.unserved == 0


def test_what_comes_twice_or_of_unknown_calls_does_no_harm() -> None:
    pacer = a_pacer(2)
    for what in (pacer.answered, pacer.dropped, pacer.ended, pacer.machine, pacer.ended):
        what(77, NOW)
    pacer.operator(5, Stage.AWAY, NOW)
    pacer.operator(0, Stage.FREE, NOW)
    assert pacer.unserved == 0
    assert pacer.operators == 2


def test_the_clock_is_set_back() -> None:
    pacer = a_pacer(10, 30)
    pacer.dialled(1, NOW)
    pacer.allowed(NOW, 10)
    pacer.clock_set_back(0)
    assert pacer.allowed(SECOND, 100) > 0


# --- whole days -----------------------------------------------------------------------------------


def office(world: World, rules: PacingRules = RULES) -> Outcome:
    return Office(world, Pacer(rules), rules.limit).run()


@settings(max_examples=8, deadline=None, derandomize=True)  # a claim about chance
@given(
    st.integers(1, 14), st.integers(0, 10**6), st.sampled_from(["exponential", "lognormal"]),
    st.floats(0.1, 0.8), st.booleans(),
)  # fmt: skip
def test_the_limit_holds_however_operators_behave(
    operators: int, seed: int, handling: str, rate: float, breaks: bool
) -> None:
    world = World(operators, seed, 0.75, handling, lambda second: rate, breaks=breaks, tick_s=1.0)
    outcome = office(world)
    # An operator who leaves while a call for him rings loses it, whoever dials: each such break
    # of a small office may cost one.
    progressive = office(world, replace(RULES, pacing=Pacing.PROGRESSIVE))
    assert outcome.worst_excess <= 1.0 + progressive.dropped


def test_predictive_keeps_operators_busier_than_progressive() -> None:
    world = World(12, 5, 1.0, tick_s=1.0)
    predictive = office(world)
    progressive = office(world, replace(RULES, pacing=Pacing.PROGRESSIVE))
    assert progressive.dropped == 0
    assert predictive.utilisation > progressive.utilisation + 0.1
    assert predictive.worst_excess <= 1.0


def test_the_same_seed_gives_the_same_day() -> None:
    world = World(8, 11, 0.5, "lognormal", breaks=True)
    assert office(world) == office(world)


@pytest.mark.parametrize(
    "answer_rate", [lambda second: 0.0, lambda second: 1.0], ids=["nobody", "everybody"]
)
def test_nobody_answers_and_everybody_does(answer_rate: Callable[[float], float]) -> None:
    outcome = office(World(6, 2, 0.6, answer_rate=answer_rate, tick_s=1.0))
    assert outcome.abandoned <= 0.03 + 1.0 / max(1, outcome.live)
    assert outcome.dials > 0


def test_a_trunk_that_suddenly_answers_everything_costs_what_rings_and_is_made_good() -> None:
    """At half past, every call is answered; what rings then may be lost, nothing after it, and
    the limit is kept again an hour later."""
    sudden = World(20, 4, 1.6, answer_rate=lambda s: 1.0 if s > 1800 else 0.3, tick_s=1.0)
    outcome = office(sudden)
    assert outcome.worst_excess < 12, "in flight are some forty calls"
    assert outcome.abandoned <= 0.03


def test_random_events_in_any_order() -> None:
    random = Random(9)
    pacer = Pacer(RULES)
    at = 0
    for _ in range(3000):
        at += random.randrange(3 * SECOND)
        call, operator = random.randrange(30), random.randrange(8)
        match random.randrange(7):
            case 0:
                pacer.dialled(call, at)
            case 1:
                pacer.answered(call, at)
            case 2:
                pacer.served(call, operator, at)
            case 3:
                pacer.dropped(call, at)
            case 4:
                pacer.ended(call, at)
            case 5:
                pacer.machine(call, at)
            case _:
                pacer.operator(operator, random.choice(list(Stage)), at)
        lines = random.randrange(20)
        assert 0 <= pacer.allowed(at, lines) <= lines
        pacer.hour(at // (3600 * SECOND) % 24)


# --- rules ----------------------------------------------------------------------------------------


def test_the_strictest_law_rules() -> None:
    day = timedelta(days=30)
    laws = (
        Preset("us", "", "", abandon=AbandonRule(0.03, day), min_ring_s=18.0),
        Preset("uk", "", "", abandon=AbandonRule(0.0, day, 1.5)),
        Preset("ru", "", ""),
    )
    campaign = replace(make_campaign().settings, rules=laws, ring_timeout_s=5.0)
    rules = pacing_rules(campaign, PacingRules(limit=0.01, fewest_operators=3))
    assert rules == PacingRules(
        limit=0.0, answer_within_s=1.5, fewest_operators=3, ring_s=18.0
    )  # fmt: skip
    assert pacing_rules(replace(campaign, rules=())) == PacingRules(ring_s=15.0)
