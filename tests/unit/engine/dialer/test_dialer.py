"""The dialer, event by event."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

import pytest

from engine.dialer import model
from engine.dialer.dialer import Dialer
from engine.domain.campaign import (
    Campaign,
    CampaignMode,
    CampaignState,
    DayHours,
    RetryRules,
    Schedule,
)
from engine.domain.contact import Contact, ContactProgress, ContactState
from engine.domain.trunk import Trunk, TrunkStatus
from tests.helpers.dialing_world import START, make_campaign, make_contact, make_trunk

SECOND = timedelta(seconds=1)
NOBODY = model.Outlook((), 0, START)


def outlook(*zones: tuple[int, tuple[str, ...]], at: int = 0, elsewhere: int = 0) -> model.Outlook:
    """Contacts that are due in these zone sets."""
    waiting = tuple(model.ZoneWaiting(number, names, START) for number, names in zones)
    return model.Outlook(waiting, elsewhere, START + at * SECOND)


def kinds(commands: Iterable[model.DialerCommand]) -> list[str]:
    return [type(command).__name__ for command in commands]


def only(commands: Iterable[model.DialerCommand], kind: type) -> list:  # type: ignore[type-arg]
    return [command for command in commands if isinstance(command, kind)]


def running(
    campaign: Campaign | None = None, trunks: tuple[Trunk, ...] = (), quota: int = 10
) -> Dialer:
    """A dialer with one campaign that has lines and has asked for the outlook."""
    dialer = Dialer()
    dialer.handle(model.TrunksChanged(trunks or (make_trunk(),)), START)
    commands = dialer.handle(model.CampaignsChanged((campaign or make_campaign(),)), START)
    assert kinds(commands) == ["Claim", "RequestLines"]
    assert commands[0] == model.Claim(1, (), 0), "the first claim only asks what there is"
    quotas = {"trunk:1": quota, "trunk:2": quota, "campaign:1": quota}
    assert dialer.handle(model.LinesGranted(quotas), START) == []
    return dialer


def claimed(*contacts: Contact, then: model.Outlook = NOBODY) -> model.ContactsClaimed:
    return model.ContactsClaimed(1, contacts, then)


def test_from_the_first_look_to_the_first_call() -> None:
    dialer = running()
    commands = dialer.handle(claimed(then=outlook((7, ()))), START)
    assert commands == [model.Claim(1, (7,), 10)]
    commands = dialer.handle(claimed(make_contact(1), make_contact(2)), START)
    (dial,) = only(commands, model.Dial)
    assert dial == model.Dial(1, 1, make_contact(1), "+79120000001", 0, 1, 1)
    assert dialer.live(1) == 1
    # The second has to wait for its turn, a tenth of a second later.
    assert dialer.next_timer() == START + 0.1 * SECOND
    (dial,) = only(dialer.handle_timer(START + 0.1 * SECOND), model.Dial)
    assert dial.contact.id == 2
    assert dial.dial_id == 2


def test_nothing_is_claimed_while_no_line_is_granted() -> None:
    dialer = Dialer()
    dialer.handle(model.TrunksChanged((make_trunk(),)), START)
    dialer.handle(model.CampaignsChanged((make_campaign(),)), START)
    assert only(dialer.handle(claimed(then=outlook((7, ()))), START), model.Claim) == []
    assert dialer.live(1) == 0


@pytest.mark.parametrize("state", [CampaignState.PAUSED, CampaignState.FINISHED])
def test_what_is_held_goes_back_at_once_when_the_campaign_is_stopped(state: CampaignState) -> None:
    dialer = running()
    dialer.handle(claimed(then=outlook((7, ()))), START)
    dialer.handle(claimed(*map(make_contact, range(1, 6))), START)
    stopped = replace(make_campaign(), state=state)
    commands = dialer.handle(model.CampaignsChanged((stopped,)), START)
    assert only(commands, model.Release) == [model.Release(1, (2, 3, 4, 5))]
    assert only(commands, model.Claim) == []


def test_what_is_claimed_while_the_campaign_is_being_paused_goes_back() -> None:
    dialer = running()
    dialer.handle(claimed(then=outlook((7, ()))), START)
    dialer.handle(model.CampaignsChanged((make_campaign(state=CampaignState.PAUSED),)), START)
    commands = dialer.handle(claimed(make_contact(1), then=outlook((7, ()))), START)
    assert only(commands, model.Release) == [model.Release(1, (1,))]
    assert only(commands, model.Dial) == []


def test_what_is_claimed_for_a_campaign_that_is_gone_goes_back() -> None:
    dialer = running()
    dialer.handle(model.CampaignsChanged(()), START)
    commands = dialer.handle(claimed(make_contact(1)), START)
    assert only(commands, model.Release) == [model.Release(1, (1,))]
    # Gone for good now; an answer that comes even later is handled as well.
    commands = dialer.handle(claimed(make_contact(2)), START)
    assert only(commands, model.Release) == [model.Release(1, (2,))]


def test_a_contact_is_never_held_twice() -> None:
    dialer = running(make_campaign(cps=1))
    dialer.handle(claimed(then=outlook((7, ()))), START)
    dialer.handle(claimed(make_contact(1), make_contact(2)), START)
    commands = dialer.handle(claimed(make_contact(1), make_contact(2)), START)
    commands += dialer.handle_timer(START + 1 * SECOND)
    commands += dialer.handle_timer(START + 2 * SECOND)
    commands += dialer.handle_timer(START + 3 * SECOND)
    assert [dial.contact.id for dial in only(commands, model.Dial)] == [2]


def test_contacts_that_can_never_be_dialled_are_settled() -> None:
    dialer = running(make_campaign(retry=RetryRules(max_attempts=2)))
    tired = make_contact(1, progress=ContactProgress(attempts=2))
    dead = make_contact(2, progress=ContactProgress(attempts=1, dead_phones=frozenset({0})))
    commands = dialer.handle(claimed(tired, dead), START)
    settled = only(commands, model.Settle)
    assert [(s.contact.id, s.reason) for s in settled] == [
        (1, "max_attempts"),
        (2, "no_phone_left"),
    ]
    assert {s.verdict.state for s in settled} == {ContactState.DONE}
    assert settled[0].verdict.progress == tired.progress
    assert only(commands, model.Dial) == []


def test_a_dead_phone_is_passed_over() -> None:
    dialer = running()
    person = make_contact(
        1,
        phones=("+79120000001", "+79120000002"),
        progress=ContactProgress(dead_phones=frozenset({0})),
    )
    (dial,) = only(dialer.handle(claimed(person), START), model.Dial)
    assert (dial.phone, dial.phone_index) == ("+79120000002", 1)


def test_an_empty_claim_is_not_repeated_at_once() -> None:
    """Another node was quicker, or the outlook was wrong: 1 s, 2 s, 4 s, then every 5 s."""
    dialer = running()
    moments = []
    now = START
    commands = dialer.handle(claimed(then=outlook((7, ()))), now)
    while len(moments) < 6:
        if only(commands, model.Claim):
            moments.append((now - START).total_seconds())
            commands = dialer.handle(claimed(then=outlook((7, ()), at=1)), now)
            commands = [c for c in commands if isinstance(c, model.Claim)]
            continue
        when = dialer.next_timer()
        assert when is not None
        now = max(when, now)
        commands = dialer.handle_timer(now)
        if only(commands, model.RequestLines):
            dialer.handle(model.LinesGranted({"trunk:1": 10, "campaign:1": 10}), now)
    assert moments == [0, 1, 3, 7, 12, 17]


def test_stopping_gives_everything_back_and_starts_nothing() -> None:
    dialer = running()
    dialer.handle(claimed(then=outlook((7, ()))), START)
    dialer.handle(claimed(*map(make_contact, range(1, 4))), START)
    commands = dialer.handle(model.DiallingStopped("stopping", release=True), START)
    assert only(commands, model.Release) == [model.Release(1, (2, 3))]
    later = START + 3 * SECOND
    commands = dialer.handle(model.AttemptEnded(1), later)
    assert only(commands, model.Dial) == only(commands, model.Claim) == []
    (request,) = only(commands, model.RequestLines)
    assert set(request.wanted.values()) == {0}, "its lines are the others' now"


def test_without_a_database_nothing_is_asked_of_it() -> None:
    dialer = running()
    dialer.handle(claimed(then=outlook((7, ()))), START)
    dialer.handle(model.DiallingStopped("storage", release=True), START)
    commands = dialer.handle(claimed(make_contact(1), then=outlook((7, ()))), START)
    assert commands == [model.Release(1, (1,))]
    for second in range(1, 60):
        assert dialer.handle_timer(START + second * SECOND) == []
    assert dialer.next_timer() is None
    commands = dialer.handle(model.DiallingResumed(), START + 60 * SECOND)
    assert kinds(commands) == ["Claim", "RequestLines"], "others may have its lines: ask anew"
    reason = dialer.idle_reason(1, START + 60 * SECOND)
    assert reason is None


@pytest.mark.parametrize(
    ("mode", "finishes"), [(CampaignMode.AUTOMATED, True), (CampaignMode.MANUAL, False)]
)
def test_a_manual_campaign_is_not_over_with_its_list(mode: CampaignMode, finishes: bool) -> None:
    campaign = make_campaign()
    campaign = replace(campaign, settings=replace(campaign.settings, mode=mode))
    dialer = Dialer()
    dialer.handle(model.TrunksChanged((make_trunk(),)), START)
    dialer.handle(model.CampaignsChanged((campaign,)), START)
    dialer.handle(claimed(), START)
    at = START + 5 * SECOND
    out = dialer.handle(model.OutlookChanged(1, replace(NOBODY, at=at)), at)
    assert bool(only(out, model.FinishCampaign)) is finishes


def test_a_campaign_is_over_only_when_nothing_is_left_anywhere() -> None:
    dialer = running()
    commands = dialer.handle(claimed(then=outlook((7, ()))), START)
    # Claimed here or elsewhere, waiting, live: not over.
    assert only(dialer.handle(model.OutlookChanged(1, NOBODY), START), model.FinishCampaign) == []
    dialer.handle(claimed(make_contact(1)), START)
    at = START + 1 * SECOND
    empty = replace(NOBODY, at=at)
    assert only(dialer.handle(model.OutlookChanged(1, empty), at), model.FinishCampaign) == []
    at = START + 5 * SECOND
    # Its contact may wait for a retry now: an outlook of before tells nothing.
    commands = dialer.handle(model.AttemptEnded(1), at)
    assert only(commands, model.FinishCampaign) == []
    elsewhere = model.Outlook((), 1, at)
    commands = dialer.handle(model.OutlookChanged(1, elsewhere), at)
    assert only(commands, model.FinishCampaign) == []
    later = outlook((7, ()), at=6)
    commands = dialer.handle(model.OutlookChanged(1, later), later.at)
    assert only(commands, model.FinishCampaign) == []
    assert len(only(commands, model.Claim)) == 1
    fresh = replace(NOBODY, at=START + 7 * SECOND)
    # While a claim is under way its contacts are nobody's yet.
    commands = dialer.handle(model.OutlookChanged(1, fresh), fresh.at)
    assert only(commands, model.FinishCampaign) == []
    fresh = replace(NOBODY, at=START + 8 * SECOND)
    commands = dialer.handle(claimed(then=fresh), fresh.at)
    assert only(commands, model.FinishCampaign) == [model.FinishCampaign(1)]
    # Once per outlook; again with the next one, should the database have known better.
    commands = dialer.handle(model.OutlookChanged(1, fresh), fresh.at)
    assert only(commands, model.FinishCampaign) == []
    fresh = replace(NOBODY, at=START + 9 * SECOND)
    commands = dialer.handle(model.OutlookChanged(1, fresh), fresh.at)
    assert only(commands, model.FinishCampaign) == [model.FinishCampaign(1)]


def test_a_transfer_takes_a_line_and_gives_it_back() -> None:
    dialer = running(quota=2)
    assert dialer.take_leg((1,), START) == 1
    assert dialer.take_leg((1,), START) == 1
    assert dialer.take_leg((1,), START) is None
    dialer.handle(claimed(then=outlook((7, ()))), START)
    assert only(dialer.handle(claimed(make_contact(1)), START + 9 * SECOND), model.Dial) == []
    dialer.free_leg(1)
    when = dialer.next_timer()
    assert when is not None
    assert len(only(dialer.handle_timer(START + 9 * SECOND), model.Dial)) == 1


def test_the_next_free_line_is_kept_for_a_transfer_that_waits() -> None:
    """A subscriber on the line goes before one who is not rung yet; not for ever."""
    dialer = running(quota=2)
    dialer.handle(claimed(then=outlook((7, ()))), START)
    (dial,) = only(dialer.handle(claimed(make_contact(1)), START), model.Dial)
    assert dialer.take_leg((1,), START) == 1
    assert dialer.take_leg((1,), START) is None
    assert only(dialer.handle(claimed(make_contact(2)), START), model.Dial) == []
    freed = START + 0.5 * SECOND
    assert only(dialer.handle(model.AttemptEnded(dial.dial_id), freed), model.Dial) == []
    when = dialer.next_timer()
    assert when is not None
    assert when <= START + SECOND
    assert dialer.take_leg((1,), freed) == 1
    assert dialer.take_leg((1,), freed) is None
    dialer.free_leg(1)
    assert only(dialer.handle_timer(freed + 0.9 * SECOND), model.Dial) == []
    # Nobody has asked again.
    assert len(only(dialer.handle_timer(freed + SECOND), model.Dial)) == 1


def test_a_transfer_to_a_trunk_nobody_dials_on_asks_for_a_line() -> None:
    trunks = (make_trunk(1), make_trunk(2))
    dialer = Dialer()
    dialer.handle(model.TrunksChanged(trunks), START)
    (_, request) = dialer.handle(model.CampaignsChanged((make_campaign(),)), START)
    assert isinstance(request, model.RequestLines)
    assert request.wanted["trunk:2"] == 0
    dialer.handle(model.LinesGranted({"trunk:1": 10, "campaign:1": 10, "trunk:2": 0}), START)
    assert dialer.take_leg((2,), START) is None
    when = dialer.next_timer()
    assert when is not None
    (request,) = only(dialer.handle_timer(START + 0.2 * SECOND), model.RequestLines)
    assert request.wanted["trunk:2"] == 1
    dialer.handle(model.LinesGranted({"trunk:1": 10, "campaign:1": 10, "trunk:2": 1}), START)
    assert dialer.take_leg((2,), START) == 2


def test_while_lines_are_asked_for_no_more_is_used_than_was_reported() -> None:
    """The database may have given the rest to another node before its answer is here."""
    dialer = running(make_campaign(cps=1000), (make_trunk(cps=1000),))
    dialer.handle(claimed(then=outlook((7, ()))), START)
    dialer.handle(claimed(make_contact(1), make_contact(2), then=outlook((7, ()))), START)
    paused = make_campaign(cps=1000, state=CampaignState.PAUSED)
    at = START + 1 * SECOND
    (request,) = only(dialer.handle(model.CampaignsChanged((paused,)), at), model.RequestLines)
    assert request.in_use["trunk:1"] == dialer.live(1) == 1
    resumed = make_campaign(cps=1000)
    dialer.handle(model.CampaignsChanged((resumed,)), at)
    dialer.handle(claimed(make_contact(3), make_contact(4)), at + SECOND)
    dialer.handle_timer(at + SECOND)
    assert dialer.live(1) == 1
    dialer.handle(model.LinesGranted({"trunk:1": 10, "campaign:1": 10}), at + SECOND)
    dialer.handle_timer(at + 2 * SECOND)
    assert dialer.live(1) > 1


def test_a_clock_that_is_set_back_stops_nothing() -> None:
    dialer = running(make_campaign(cps=2))
    dialer.handle(claimed(then=outlook((7, ()))), START)
    dialer.handle(claimed(*map(make_contact, range(1, 5)), then=outlook((7, ()))), START)
    past = START - timedelta(hours=3)
    dials = 0
    commands = dialer.handle(model.AttemptEnded(1), past)
    for _ in range(20):
        dials += len(only(commands, model.Dial))
        for _request in only(commands, model.RequestLines):
            dialer.handle(model.LinesGranted({"trunk:1": 10, "campaign:1": 10}), past)
        when = dialer.next_timer()
        assert when is not None
        assert when - past < timedelta(minutes=2)
        past = max(past, when)
        commands = dialer.handle_timer(past)
    assert dials >= 2


def test_a_changed_trunk_is_tried_again() -> None:
    dialer = running()
    dialer.handle(model.TrunkHealthChanged(1, TrunkStatus.FAILED, "403 Forbidden"), START)
    reason = dialer.idle_reason(1, START)
    assert reason is not None
    assert (reason.code, reason.arguments["detail"]) == ("trunk_failed", "403 Forbidden")
    mended = replace(make_trunk(), settings=replace(make_trunk().settings, user="100"), revision=2)
    dialer.handle(model.TrunksChanged((mended,)), START)
    assert dialer.idle_reason(1, START) is None


def test_a_trunk_that_is_removed_keeps_its_calls_and_gets_no_more() -> None:
    dialer = running()
    dialer.handle(claimed(make_contact(1)), START)
    dialer.handle(model.TrunksChanged(()), START)
    reason = dialer.idle_reason(1, START + 5 * SECOND)
    assert reason is not None
    assert reason.code == "no_trunk"
    assert dialer.live(1) == 1
    dialer.handle(model.AttemptEnded(1), START + 5 * SECOND)
    assert dialer.live(1) == 0
    dialer.handle(model.AttemptEnded(1), START + 5 * SECOND)  # a doubled event changes nothing
    assert dialer.live(1) == 0


# --- why nothing is dialled ---------------------------------------------------------------------


def code(dialer: Dialer, seconds: float = 0.0) -> str | None:
    reason = dialer.idle_reason(1, START + seconds * SECOND)
    return None if reason is None else reason.code


def test_a_campaign_nobody_knows_is_finished_and_states_have_their_reason() -> None:
    assert code(Dialer()) == "finished"
    for state, expected in ((CampaignState.PAUSED, "paused"), (CampaignState.DRAFT, "draft"),
                            (CampaignState.FINISHED, "finished")):  # fmt: skip
        dialer = Dialer()
        dialer.handle(model.CampaignsChanged((make_campaign(state=state),)), START)
        assert code(dialer) == expected


def test_lines_and_rate_as_the_reason() -> None:
    dialer = running(make_campaign(lines=1), quota=10)
    dialer.handle(claimed(then=outlook((7, ()))), START)
    dialer.handle(claimed(make_contact(1), then=outlook((7, ()))), START)
    assert code(dialer) is None, "it has just dialled"
    assert code(dialer, 3) == "campaign_lines"

    dialer = running(trunks=(make_trunk(lines=1),))
    dialer.handle(claimed(then=outlook((7, ()))), START)
    dialer.handle(claimed(make_contact(1), then=outlook((7, ()))), START)
    assert code(dialer, 3) == "trunk_lines"

    dialer = running(quota=1)
    dialer.handle(claimed(then=outlook((7, ()))), START)
    dialer.handle(claimed(make_contact(1), then=outlook((7, ()))), START)
    assert code(dialer, 3) == "lines_elsewhere"

    dialer = running(make_campaign(cps=0.1))
    dialer.handle(claimed(then=outlook((7, ()))), START)
    dialer.handle(claimed(make_contact(1), make_contact(2), then=outlook((7, ()))), START)
    reason = dialer.idle_reason(1, START + 3 * SECOND)
    assert reason is not None
    assert (reason.code, reason.until) == ("rate", START + 10 * SECOND)


def test_waiting_as_the_reason() -> None:
    dialer = running()
    dialer.handle(claimed(then=replace(NOBODY, claimed_elsewhere=4)), START)
    reason = dialer.idle_reason(1, START)
    assert reason is not None
    assert (reason.code, dict(reason.arguments)) == ("claimed_elsewhere", {"count": "4"})

    retry = model.Outlook((model.ZoneWaiting(1, (), START + 90 * SECOND),), 0, START + SECOND)
    dialer.handle(model.OutlookChanged(1, retry), START + SECOND)
    reason = dialer.idle_reason(1, START + SECOND)
    assert reason is not None
    assert (reason.code, reason.until) == ("retry_later", START + 90 * SECOND)

    dialer.handle(
        model.OutlookChanged(1, replace(NOBODY, at=START + 2 * SECOND)), START + 2 * SECOND
    )
    assert code(dialer, 2) == "no_contacts"


def test_closed_hours_as_the_reason() -> None:
    schedule = Schedule(weekdays=DayHours(540, 1200), weekend=DayHours(600, 1080))
    dialer = running(make_campaign(schedule=schedule))
    zones = ("Asia/Kamchatka",)
    dialer.handle(claimed(then=outlook((7, zones))), START)
    reason = dialer.idle_reason(1, START)
    assert reason is not None
    assert reason.code == "outside_hours"
    assert reason.until == START + timedelta(hours=12)
    assert reason.arguments["hours"] == "09:00-20:00"
    assert reason.arguments["zone"] == "Asia/Kamchatka"
    never = make_campaign(
        schedule=replace(schedule, weekdays=DayHours(0, 0), weekend=DayHours(0, 0))
    )
    dialer = running(never)
    dialer.handle(claimed(then=outlook((7, zones))), START)
    reason = dialer.idle_reason(1, START)
    assert reason is not None
    assert (reason.code, reason.until) == ("outside_hours", None)


def test_a_retry_that_falls_into_closed_hours_waits_for_them() -> None:
    schedule = Schedule(weekdays=DayHours(540, 13 * 60), weekend=DayHours(0, 0))
    dialer = running(make_campaign(schedule=schedule))
    due = START + timedelta(hours=2)  # 14:00 in Moscow, closed
    retry = model.Outlook((model.ZoneWaiting(1, (), due),), 0, START)
    dialer.handle(claimed(then=retry), START)
    reason = dialer.idle_reason(1, START)
    assert reason is not None
    assert reason.code == "outside_hours"
    assert reason.until == START + timedelta(hours=21)  # 09:00 tomorrow


def test_a_legal_preset_narrows_the_hours() -> None:
    dialer = running(make_campaign(preset="ru-debt-230fz"))
    zones = ("Asia/Kamchatka",)  # 21:00 on a weekday: 230-FZ allows it until 22:00
    dialer.handle(claimed(then=outlook((7, zones))), START)
    assert code(dialer) is None
    assert code(dialer, 3700) == "outside_hours"
