"""Single runs, against what can be worked out by hand."""

from dataclasses import replace
from datetime import timedelta

import pytest

from engine.domain.campaign import CampaignMode, DayHours, RetryRules, Schedule
from engine.domain.campaign_operators import CampaignPacing
from engine.domain.contact import ContactProgress
from engine.domain.disposition import Disposition
from engine.forecast.model import Group, Lengths, Odds
from engine.forecast.run import run
from tests.helpers.forecasts import ANSWERS, START, a_plan

NOBODY = replace(ANSWERS, answer_rate=0.0)


def test_one_line_that_is_always_answered() -> None:
    """Ten calls of thirty seconds one after the other."""
    outcome = run(a_plan(10, lines=1), 1)
    assert outcome.finished_at is not None
    lasted = (outcome.finished_at - START).total_seconds()
    assert lasted == pytest.approx(300, abs=10)
    assert (outcome.calls, outcome.answered, outcome.reached, outcome.left) == (10, 10, 10, 0)
    assert outcome.calls_per_hour == pytest.approx(120, rel=0.05)
    assert outcome.utilisation is None
    assert outcome.abandon_rate is None


def test_lines_share_the_work() -> None:
    outcome = run(a_plan(100, lines=10), 1)
    assert outcome.finished_at is not None
    assert (outcome.finished_at - START).total_seconds() == pytest.approx(300, abs=12)
    assert outcome.hours[0].line_s == pytest.approx(3000)


def test_the_same_seed_is_the_same_run_and_another_is_not() -> None:
    odds = Odds(0.4, Lengths((3.0, 20.0)), Lengths((2.0, 9.0)), Lengths((5.0, 100.0)))
    plan = a_plan(60, lines=5, odds=odds)
    assert run(plan, 3) == run(plan, 3)
    assert run(plan, 3) != run(plan, 4)


def test_retries_come_when_the_rules_say_so() -> None:
    rules = RetryRules(3, {Disposition.NO_ANSWER: (timedelta(hours=1), timedelta(hours=2))})
    outcome = run(a_plan(4, lines=4, odds=NOBODY, retry=rules), 1)
    assert outcome.calls == 12
    assert [hour.calls for hour in outcome.hours] == [4, 4, 0, 4]
    assert outcome.finished_at is not None
    assert outcome.finished_at - START == pytest.approx(
        timedelta(hours=3, seconds=90), abs=timedelta(seconds=15)
    )
    assert outcome.hours[-1].settled == 4


def test_nobody_is_called_outside_his_own_hours() -> None:
    """In Vladivostok it is 16:00 already and soon too late, in Moscow 9:00."""
    schedule = Schedule("Europe/Moscow", DayHours(10 * 60, 17 * 60), DayHours(0, 0))
    groups = (Group(3, ("Asia/Vladivostok",)), Group(3, ("Europe/Moscow",)))
    outcome = run(a_plan(groups=groups, lines=1, schedule=schedule), 1)
    assert [hour.calls for hour in outcome.hours] == [3, 3]
    late = replace(a_plan(groups=groups, lines=1, schedule=schedule), start=START.replace(hour=8))
    outcome = run(late, 1)
    assert outcome.finished_at is not None
    opens = START.replace(day=11, hour=0)  # Wednesday, 10:00 in Vladivostok
    assert opens < outcome.finished_at < opens + timedelta(minutes=3)


def test_the_weekend_is_waited_for() -> None:
    schedule = Schedule("Europe/Moscow", DayHours(9 * 60, 9 * 60 + 10), DayHours(0, 0))
    friday = START + timedelta(days=3)
    plan = replace(a_plan(30, lines=1, schedule=schedule), start=friday,
                   until=friday + timedelta(days=7))  # fmt: skip
    outcome = run(plan, 1)
    assert outcome.finished_at is not None
    assert outcome.finished_at.date() == (friday + timedelta(days=3)).date(), "Monday"


def test_what_is_not_done_in_time_is_left_with_its_reason() -> None:
    schedule = Schedule("Europe/Moscow", DayHours(9 * 60, 10 * 60), DayHours(0, 0))
    plan = a_plan(1000, lines=1, schedule=schedule, days=0.5)
    outcome = run(plan, 1)
    assert outcome.finished_at is None
    assert outcome.left == pytest.approx(880, abs=5)
    assert outcome.left_why == "outside_hours"
    assert max(outcome.limits, key=lambda code: outcome.limits[code]) in ("", "campaign_lines")


def test_waiting_retries_keep_their_progress_and_their_time() -> None:
    rules = RetryRules(2, {Disposition.NO_ANSWER: (timedelta(hours=1),)})
    group = Group(5, progress=ContactProgress(1), next_at=START + timedelta(hours=2))
    outcome = run(a_plan(groups=(group,), lines=5, odds=NOBODY, retry=rules), 1)
    assert [hour.calls for hour in outcome.hours] == [0, 0, 5]
    assert outcome.left == 0


def test_a_dead_number_gives_way_to_the_alternate() -> None:
    odds = replace(NOBODY, failures={Disposition.INVALID_NUMBER: 1.0})
    outcome = run(a_plan(groups=(Group(4, phones=2),), retry=RetryRules(5), odds=odds), 1)
    assert outcome.calls == 8


# --- operators --------------------------------------------------------------------------------

WORK = replace(ANSWERS, talk=Lengths((50.0,)), wrap_up=Lengths((10.0,)))


def test_progressive_dialling_loses_nobody_and_keeps_each_operator_at_one_call() -> None:
    """5 s of ringing, 50 of talk, 10 of wrap-up: 60 of 65 seconds busy."""
    plan = a_plan(100, mode=CampaignMode.AUTOMATED, lines=20, operators=10, odds=WORK,
                  pacing=CampaignPacing.PROGRESSIVE)  # fmt: skip
    outcome = run(plan, 1)
    assert outcome.finished_at is not None
    assert (outcome.finished_at - START).total_seconds() == pytest.approx(650, rel=0.05)
    assert (outcome.served, outcome.abandoned, outcome.abandon_rate) == (100, 0, 0.0)
    busy = sum(hour.busy_s for hour in outcome.hours)
    assert busy == pytest.approx(100 * 60, rel=0.02)
    assert outcome.utilisation == pytest.approx(60 / 65, rel=0.05)


def test_predictive_dialling_is_quicker_and_keeps_to_its_limit() -> None:
    odds = Odds(0.3, Lengths((4.0, 20.0)), Lengths((5.0,)), Lengths((20.0, 60.0, 200.0)),
                wrap_up=Lengths((5.0, 15.0)))  # fmt: skip

    def of(pacing: CampaignPacing) -> float:
        outcome = run(
            a_plan(900, mode=CampaignMode.AUTOMATED, lines=100, operators=15, odds=odds,
                   pacing=pacing), 1,
        )  # fmt: skip
        assert outcome.finished_at is not None
        assert outcome.abandon_rate is not None
        assert outcome.abandon_rate < 0.04
        return (outcome.finished_at - START).total_seconds()

    assert of(CampaignPacing.PREDICTIVE) < 0.9 * of(CampaignPacing.PROGRESSIVE)


def test_operators_go_home() -> None:
    shift = Schedule("Europe/Moscow", DayHours(9 * 60, 10 * 60), DayHours(0, 0))
    plan = a_plan(200, mode=CampaignMode.AUTOMATED, lines=20, operators=2, odds=WORK, shift=shift,
                  pacing=CampaignPacing.PROGRESSIVE)  # fmt: skip
    outcome = run(plan, 1)
    assert outcome.hours[0].calls > 100
    assert sum(hour.calls for hour in outcome.hours[1:23]) == 0
    assert outcome.hours[0].present_s == pytest.approx(7200, abs=120)
    assert outcome.finished_at is not None
    assert outcome.finished_at.date() == START.date() + timedelta(days=1)


def test_a_manual_campaign_is_dialled_by_its_operators() -> None:
    """20 s of looking, 5 of ringing, 50 of talk, 10 of wrap-up."""
    odds = replace(WORK, preview=Lengths((20.0,)))
    outcome = run(a_plan(40, mode=CampaignMode.MANUAL, operators=2, odds=odds, lines=5), 1)
    assert outcome.finished_at is not None
    assert (outcome.finished_at - START).total_seconds() == pytest.approx(20 * 85, abs=1)
    assert outcome.served == 40


def test_a_manual_campaign_waits_for_its_retries() -> None:
    rules = RetryRules(2, {Disposition.NO_ANSWER: (timedelta(hours=1),)})
    plan = a_plan(3, mode=CampaignMode.MANUAL, operators=1, odds=NOBODY, retry=rules)
    outcome = run(plan, 1)
    assert outcome.calls == 6
    assert outcome.left == 0


def test_without_operators_nobody_is_called() -> None:
    plan = a_plan(3, mode=CampaignMode.AUTOMATED, pacing=CampaignPacing.PROGRESSIVE, days=1)
    outcome = run(plan, 1)
    assert (outcome.calls, outcome.left, outcome.left_why) == (0, 3, "operators")
