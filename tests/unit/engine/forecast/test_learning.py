from datetime import timedelta

import pytest

from engine.domain.campaign import CampaignMode, CampaignSettings, RetryRules, Schedule
from engine.domain.disposition import Disposition
from engine.forecast.learning import Counted, Given, Past, Seen, Source, lengths_about, odds_of
from tests.helpers.forecasts import START

SETTINGS = CampaignSettings(name="c", schedule=Schedule(), retry=RetryRules(max_attempts=2))
A = Disposition


def counted(disposition: Disposition, calls: int, answered: int = 0, hours: float = 0) -> Counted:
    return Counted(START + timedelta(hours=hours), disposition, calls, answered, 0)


PAST = Past(
    Source.CAMPAIGN,
    [counted(A.COMPLETED, 300, 300), counted(A.NO_ANSWER, 500), counted(A.USER_BUSY, 100),
     counted(A.MACHINE, 100, 100), counted(A.CANCELLED, 999)],
)  # fmt: skip


def test_rates_are_those_of_the_past() -> None:
    odds = odds_of(PAST, SETTINGS)
    assert odds.answer_rate == pytest.approx(0.4)
    assert odds.machines == pytest.approx(0.25)
    assert odds.failures == {A.NO_ANSWER: 500, A.USER_BUSY: 100}
    assert odds.results == {A.COMPLETED: 300}
    assert odds.spread == pytest.approx((0.4 * 0.6 / 1000) ** 0.5)


def test_days_that_differ_make_the_band_wide() -> None:
    days = [
        each
        for day, answered in enumerate((100, 400, 250, 100))
        for each in (counted(A.COMPLETED, answered, answered, day * 24),
                     counted(A.NO_ANSWER, 1000 - answered, 0, day * 24))
    ]  # fmt: skip
    assert odds_of(Past(Source.CAMPAIGN, days), SETTINGS).spread > 0.1


def test_hours_differ_by_the_campaigns_clock() -> None:
    past = Past(
        Source.CAMPAIGN,
        [counted(A.COMPLETED, 900, 900), counted(A.NO_ANSWER, 100),
         counted(A.COMPLETED, 100, 100, 5), counted(A.NO_ANSWER, 900, 0, 5)],
    )  # fmt: skip
    by_hour = odds_of(past, SETTINGS).by_hour
    assert by_hour[9] > 1.6, "9:00 in Moscow"
    assert by_hour[14] < 0.4
    assert by_hour[3] == pytest.approx(1.0)


def test_later_tries_differ() -> None:
    seen = [Seen(1, A.COMPLETED, 8.0, 30.0)] * 500 + [Seen(1, A.NO_ANSWER, 30.0, None)] * 500
    seen += [Seen(2, A.COMPLETED, 8.0, 30.0)] * 100 + [Seen(2, A.NO_ANSWER, 30.0, None)] * 900
    odds = odds_of(Past(Source.CAMPAIGN, PAST.counted, seen), SETTINGS)
    first, second = odds.by_try
    assert first == pytest.approx(0.5 / 0.3, rel=0.1)
    assert second == pytest.approx(0.1 / 0.3, rel=0.2)
    assert odds.talk.mean_s == pytest.approx(30)
    assert odds.ring.mean_s == pytest.approx(8)


def test_a_handful_of_calls_is_not_believed() -> None:
    few = odds_of(Past(Source.CAMPAIGN, [counted(A.COMPLETED, 5, 5)]), SETTINGS)
    assert few.answer_rate < 0.7
    nothing = odds_of(Past(), SETTINGS)
    assert 0 < nothing.answer_rate < 1
    assert nothing.spread > 0


def test_what_is_given_goes_before_what_was_learnt() -> None:
    odds = odds_of(PAST, SETTINGS, Given(answer_rate=0.7, talk_s=200.0))
    assert (odds.answer_rate, odds.spread) == (0.7, 0.0)
    assert odds.talk.mean_s == pytest.approx(200.0)
    assert odds.machines == pytest.approx(0.25)


def test_operators_write_for_less_than_their_time() -> None:
    odds = odds_of(Past(), CampaignSettings(name="c", mode=CampaignMode.AUTOMATED))
    assert 0 < odds.wrap_up.mean_s < 30
    assert lengths_about(90.0).mean_s == pytest.approx(90.0)
