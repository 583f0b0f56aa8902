"""The dialer with operators: whom it dials for, and for how many."""

from dataclasses import replace
from datetime import timedelta

import pytest

from benchmarks.pacing_dialer import DialerPolicy
from benchmarks.pacing_office import Office, World
from engine.dialer import model
from engine.dialer.dialer import Dialer
from engine.dialer.pacing.model import AbandonCounts, Pacing, PacingRules, Stage
from engine.domain.campaign import CampaignMode, CampaignState
from tests.helpers.dialing_world import START, make_campaign, make_contact, make_trunk

SECOND = timedelta(seconds=1)
PROGRESSIVE = PacingRules(pacing=Pacing.PROGRESSIVE)


class Desk:
    """A dialer with plenty of contacts, lines and turns; keeps what it dials."""

    def __init__(self, campaigns: int = 1) -> None:
        self.dialer = Dialer()
        self.at = START
        self.dials: list[model.Dial] = []
        self._last = 0
        self.nobody = False
        self.woken = 0
        self.asked = model.RequestLines({}, {}, {})
        self.feed(model.TrunksChanged((make_trunk(lines=100, cps=1000.0),)))
        self.campaigns = tuple(
            make_campaign(number + 1, lines=50, cps=1000.0) for number in range(campaigns)
        )
        self.feed(model.CampaignsChanged(self.campaigns))

    def feed(self, event: model.DialerEvent) -> list[model.Dial]:
        return self._do(self.dialer.handle(event, self.at))

    def wait(self, seconds: float) -> list[model.Dial]:
        end = self.at + seconds * SECOND
        dials: list[model.Dial] = []
        while (due := self.dialer.next_timer()) is not None and due <= end:
            self.at = max(self.at, due)
            self.woken += 1
            dials += self._do(self.dialer.handle_timer(self.at))
        self.at = end
        return dials

    def _do(self, commands: list[model.DialerCommand]) -> list[model.Dial]:
        dials: list[model.Dial] = []
        for command in commands:
            match command:
                case model.RequestLines(wanted=wanted):
                    self.asked = command
                    dials += self.feed(model.LinesGranted(wanted))
                case model.Claim(campaign_id=campaign_id, limit=limit):
                    limit = 0 if self.nobody else limit
                    first, self._last = self._last + 1, self._last + limit
                    contacts = tuple(
                        make_contact(number, campaign_id) for number in range(first, self._last + 1)
                    )
                    waiting = model.ZoneWaiting(1, (), None if self.nobody else START)
                    outlook = model.Outlook((waiting,), 0, self.at)
                    dials += self.feed(model.ContactsClaimed(campaign_id, contacts, outlook))
                case model.Dial():
                    dials.append(command)
        self.dials += [dial for dial in dials if dial not in self.dials]
        return dials

    def operators(self, stage: Stage, *numbers: int, campaigns: tuple[int, ...] = (1,)) -> None:
        for number in numbers:
            self.feed(model.OperatorChanged(number, stage, campaigns))


def test_a_campaign_that_is_not_paced_dials_by_its_lines() -> None:
    desk = Desk()
    desk.wait(3)
    assert len(desk.dials) == 50
    assert desk.dialer.learnt(1) == {}
    assert desk.dialer.abandoned(1) is None


def paced(rules: PacingRules = PROGRESSIVE, campaigns: int = 1) -> Desk:
    """Pacing is set before the campaigns run."""
    desk = Desk(0)
    started = tuple(make_campaign(n + 1, lines=50, cps=1000.0) for n in range(campaigns))
    draft = tuple(replace(c, state=CampaignState.PAUSED) for c in started)
    desk.feed(model.CampaignsChanged(draft))
    for campaign in started:
        desk.feed(model.PacingSet(campaign.id, rules))
    desk.feed(model.CampaignsChanged(started))
    return desk


def test_a_talk_with_an_operator_takes_one_line_of_the_trunk() -> None:
    """So a campaign dials up to its lines; what may be dialled soon is told apart from calls."""
    desk = paced()
    desk.operators(Stage.FREE, *range(1, 81))
    desk.wait(10)
    assert len(desk.dials) == 50, "all lines of the campaign, one for each operator"
    for number, dial in enumerate(desk.dials[:50], 1):
        desk.feed(model.PersonAnswered(dial.dial_id))
        desk.operators(Stage.TALKING, number)
        desk.feed(model.PersonServed(dial.dial_id, number))
    desk.wait(6)
    assert len(desk.dials) == 50
    assert (desk.asked.calls["trunk:1"], desk.asked.calls["campaign:1"]) == (50, 50)

    desk = paced()
    desk.operators(Stage.FREE, 1, 2)
    desk.wait(6)
    assert len(desk.dials) == 2
    assert desk.asked.calls["trunk:1"] == 2 < desk.asked.in_use["trunk:1"]


@pytest.mark.parametrize("mode", [CampaignMode.AUTOMATED, CampaignMode.MANUAL])
def test_a_campaign_with_operators_is_never_dialled_unpaced(mode: CampaignMode) -> None:
    desk = Desk(0)
    campaign = make_campaign(lines=50, cps=1000.0)
    campaign = replace(campaign, settings=replace(campaign.settings, mode=mode))
    desk.feed(model.CampaignsChanged((campaign,)))
    desk.wait(5)
    assert desk.dials == []
    assert not any(desk.asked.wanted.values())
    reason = desk.dialer.idle_reason(1, desk.at)
    assert reason == model.IdleReason("operators", {"operators": "0"})


def test_pacing_may_be_set_before_the_campaign_is_known() -> None:
    desk = Desk(0)
    desk.feed(model.PacingSet(1, PROGRESSIVE))
    desk.operators(Stage.FREE, 1, 2)
    desk.feed(model.CampaignsChanged((make_campaign(lines=50, cps=1000.0),)))
    desk.wait(2)
    assert len(desk.dials) == 2


def test_no_more_lines_are_asked_for_than_operators_can_use() -> None:
    desk = paced()
    desk.wait(6)
    assert not any(desk.asked.wanted.values())
    desk.operators(Stage.FREE, 1, 2, 3)
    desk.wait(6)
    assert desk.asked.wanted == {"campaign:1": 5, "trunk:1": 5}
    assert len(desk.dials) == 3


def test_nothing_is_dialled_before_an_operator_is_there() -> None:
    desk = paced()
    desk.wait(5)
    assert desk.dials == []
    reason = desk.dialer.idle_reason(1, desk.at)
    assert reason == model.IdleReason("operators", {"operators": "0"})
    desk.operators(Stage.FREE, 1, 2)
    desk.wait(2)
    assert len(desk.dials) == 2


def test_a_call_for_each_operator_who_becomes_free() -> None:
    desk = paced()
    desk.operators(Stage.FREE, 1, 2, 3)
    desk.wait(2)
    first = desk.dials[0].dial_id
    desk.feed(model.PersonAnswered(first))
    desk.feed(model.PersonServed(first, 2))
    desk.wait(2)
    assert len(desk.dials) == 3
    assert desk.dialer.abandoned(1) == AbandonCounts(served=1)
    desk.feed(model.AttemptEnded(first))
    desk.operators(Stage.WRAP_UP, 2)
    desk.wait(2)
    assert len(desk.dials) == 3, "he is still writing"
    assert desk.dialer.idle_reason(1, desk.at) == model.IdleReason("operators", {"operators": "3"})
    desk.operators(Stage.FREE, 2)
    desk.wait(2)
    assert len(desk.dials) == 4
    desk.feed(model.AttemptEnded(desk.dials[1].dial_id))
    desk.wait(2)
    assert len(desk.dials) == 5, "the second did not answer"


def test_dropped_persons_and_machines_are_counted() -> None:
    desk = paced()
    desk.operators(Stage.FREE, 1, 2)
    desk.wait(2)
    one, other = (dial.dial_id for dial in desk.dials)
    desk.feed(model.PersonAnswered(one))
    desk.feed(model.PersonDropped(one))
    desk.feed(model.MachineAnswered(other))
    assert desk.dialer.abandoned(1) == AbandonCounts(dropped=1, machines=1)


def test_campaigns_that_share_operators_do_not_dial_twice_for_one() -> None:
    desk = paced(campaigns=2)
    desk.operators(Stage.FREE, 1, 2, 3, 4, campaigns=(1, 2))
    desk.wait(3)
    assert len(desk.dials) == 4
    assert {dial.campaign_id for dial in desk.dials} == {1, 2}, "both have their share"
    desk.operators(Stage.FREE, 5, campaigns=(2,))
    desk.wait(3)
    assert [dial.campaign_id for dial in desk.dials[4:]] == [2]


def test_an_operator_may_change_campaigns() -> None:
    desk = paced(campaigns=2)
    desk.operators(Stage.FREE, 1, campaigns=(1,))
    desk.wait(2)
    assert [dial.campaign_id for dial in desk.dials] == [1]
    desk.feed(model.AttemptEnded(desk.dials[0].dial_id))
    desk.operators(Stage.AWAY, 1)
    desk.wait(2)
    before = len(desk.dials)
    desk.operators(Stage.FREE, 1, campaigns=(2,))
    desk.wait(2)
    assert [dial.campaign_id for dial in desk.dials[before:]] == [2]


def test_who_talks_for_one_campaign_is_busy_for_the_other() -> None:
    desk = paced(campaigns=2)
    desk.operators(Stage.FREE, 1, campaigns=(1, 2))
    desk.wait(2)
    (dial,) = desk.dials
    desk.feed(model.PersonServed(dial.dial_id, 1))
    desk.feed(model.AttemptEnded(dial.dial_id))
    desk.wait(3)
    assert len(desk.dials) == 1


def test_operators_known_before_the_pacing_count() -> None:
    desk = Desk(0)
    desk.operators(Stage.FREE, 1, 2)
    paused = replace(make_campaign(lines=50, cps=1000.0), state=CampaignState.PAUSED)
    desk.feed(model.CampaignsChanged((paused,)))
    desk.feed(model.PacingSet(1, PROGRESSIVE))
    desk.feed(model.CampaignsChanged((make_campaign(lines=50, cps=1000.0),)))
    desk.wait(2)
    assert len(desk.dials) == 2


def test_what_was_learnt_is_taken_over_and_pacing_can_be_taken_away() -> None:
    desk = paced()
    desk.operators(Stage.FREE, 1)
    desk.wait(1)
    learnt = desk.dialer.learnt(1)
    assert list(learnt) == ["12"], "noon in Moscow"
    desk.feed(model.PacingSet(1, None))
    desk.wait(3)
    assert len(desk.dials) == 50
    desk.feed(model.PacingSet(1, PROGRESSIVE, AbandonCounts(served=5), learnt))
    assert desk.dialer.abandoned(1) == AbandonCounts(served=5)
    assert desk.dialer.learnt(1) == learnt


def test_the_whole_dialer_dials_predictively_within_lines_and_limit() -> None:
    world = World(12, 5, 0.4, "lognormal", lines=45, breaks=True, tick_s=1.0)
    outcome = Office(world, DialerPolicy(PacingRules(fewest_operators=1), 45)).run()
    progressive = Office(world, DialerPolicy(PROGRESSIVE, 45)).run()
    assert progressive.utilisation + 0.1 < outcome.utilisation
    assert outcome.worst_excess <= 1.0 + progressive.dropped


def test_rules_change_while_calls_live() -> None:
    desk = paced()
    desk.operators(Stage.FREE, 1, 2, 3)
    desk.wait(2)
    desk.feed(model.PacingSet(1, PacingRules(fewest_operators=1), AbandonCounts(served=1000)))
    desk.wait(2)
    assert len(desk.dials) > 3, "predictive from now on"
    assert desk.dialer.abandoned(1) == AbandonCounts(served=1000)


def test_nothing_is_predicted_for_a_campaign_that_has_nobody_to_call() -> None:
    desk = paced(PacingRules())
    desk.feed(model.PacingSet(1, PacingRules(), AbandonCounts(served=2000)))
    desk.nobody = True
    desk.operators(Stage.FREE, *range(1, 11))
    desk.wait(20)
    assert desk.dials == []
    assert desk.woken < 12, "time alone changes nothing"
    desk.nobody = False
    waiting = model.ZoneWaiting(1, (), START)
    desk.feed(model.OutlookChanged(1, model.Outlook((waiting,), 0, desk.at)))
    desk.wait(3)
    assert len(desk.dials) > 10
