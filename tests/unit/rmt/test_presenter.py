"""The workstation's logic: what follows from what, without window, clock or network."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.domain.operator import (
    AVAILABLE,
    LOGGED_OUT,
    Hold,
    OfferKind,
    OperatorState,
    WrapUp,
    WrapUpKind,
    on_break,
)
from engine.ports import softphone as sp
from engine.ports.operators import OrderKind
from engine.routing.actions import FinishWrapUp, GoAvailable, GoOnBreak, SignIn, SignOut
from engine.routing.call_orders import CallDo, DialDo, TargetKind
from rmt.call_desk import PAUSE_S, Control
from rmt.call_taking import BEEP_S, CARD_S
from rmt.cards import FormWork
from rmt.commands import GiveOrder, KeepResult, LoadCard, MakeWish, Ring, Telephone, Tone
from rmt.facts import CardFacts, Rules
from rmt.pending import PATIENCE_S
from rmt.surroundings import Target
from rmt.view_state import view_of
from rmt.wrap_up_end import NOTICE_S
from tests.helpers.operator_desk import TOKEN, Desk, card_of, moment, row

S = OperatorState


def refusals(desk: Desk) -> list[str]:
    return [n.refusal.code for n in desk.p.take_notices() if n.refusal is not None]


# --- taking a call ------------------------------------------------------------------------------


def test_the_card_is_there_before_the_subscriber_is_heard() -> None:
    desk = Desk()
    desk.be(S.AVAILABLE)
    desk.ring()
    assert desk.out() == [LoadCard(5), Tone("answer")]
    desk.wait(BEEP_S)
    assert desk.of(Telephone) == [], "the tone is over, the card is not there"
    desk.read()
    assert desk.of(Telephone) == [Telephone(sp.Answer("c1"))]


def quality(silent_s: float, call_id: str = "c1") -> sp.Quality:
    return sp.Quality(
        call_id, 0.0, 10, 0.0, 0.0, None, None, None, "PCMA/8000", silent_s=silent_s
    )  # fmt: skip


@pytest.mark.parametrize(("over", "silent_s"), [(False, 12.0), (True, 2.0)])
def test_a_line_from_which_nothing_comes_any_more(over: bool, silent_s: float) -> None:
    """Whoever carried the subscriber is gone, and will not hang up."""
    desk = Desk()
    desk.talk()
    desk.p.note(5, "asks for a leaflet")
    if over:
        desk.be(OperatorState.WRAP_UP, queue="sales")
    desk.p.told(quality(silent_s - 0.1), desk.now)
    assert desk.of(Telephone) == []
    desk.p.told(quality(silent_s), desk.now)
    assert [command.order for command in desk.of(Telephone)] == [sp.HangUp("c1")]
    assert [notice.kind for notice in desk.p.take_notices()] == ["line_lost"]
    desk.end()
    assert desk.p.cards.open[5].note == "asks for a leaflet"


def test_a_silent_call_of_a_colleague_goes_on() -> None:
    desk = Desk()
    desk.be(OperatorState.AVAILABLE)
    desk.ring_foreign()
    desk.p.told(sp.Answered("f1", desk.now, {}), desk.now)
    desk.out()
    desk.p.told(quality(60.0, "f1"), desk.now)
    assert desk.of(Telephone) == []


def test_a_card_that_does_not_come_holds_nobody_up() -> None:
    desk = Desk()
    desk.be(S.AVAILABLE)
    desk.ring()
    desk.wait(CARD_S)
    assert Telephone(sp.Answer("c1")) in desk.out()


def test_a_card_at_once_waits_for_the_tone() -> None:
    desk = Desk()
    desk.be(S.AVAILABLE)
    desk.ring()
    desk.read()
    assert desk.of(Telephone) == []
    desk.wait(BEEP_S)
    assert desk.of(Telephone) == [Telephone(sp.Answer("c1"))]


@pytest.mark.parametrize("options", [{"auto_answer": False}, {"sound_ready": False}])
def test_rings_where_it_may_not_answer(options: dict[str, bool]) -> None:
    desk = Desk(**options)
    desk.be(S.AVAILABLE)
    desk.ring()
    assert Ring(True) in desk.out()
    desk.wait(10)
    assert desk.of(Telephone) == []
    desk.p.control(Control.ANSWER, desk.now)
    assert Telephone(sp.Answer("c1")) in desk.out()


def test_alerting_stops_when_the_subscriber_is_gone() -> None:
    desk = Desk(auto_answer=False)
    desk.be(S.AVAILABLE)
    desk.ring()
    desk.out()
    desk.end(answered=False)
    assert desk.out() == [Ring(False)]
    assert desk.p.cards.open == {}, "nothing was said: nothing is to be written"
    assert [n.kind for n in desk.p.take_notices()] == ["gone"]


def test_gone_while_it_beeps() -> None:
    desk = Desk()
    desk.be(S.AVAILABLE)
    desk.ring()
    desk.end(answered=False)
    desk.wait(5)
    assert desk.of(Telephone) == []


@pytest.mark.parametrize("token", ["", "another", TOKEN + "x"])
def test_only_this_session_s_calls_are_answered_by_themselves(token: str) -> None:
    desk = Desk()
    desk.be(S.AVAILABLE)
    desk.ring(token=token)
    desk.wait(5)
    assert desk.of(Telephone) == [Telephone(sp.Reject("c1", True))]
    assert desk.p.cards.open == {}


def test_a_foreign_call_rings_and_is_busy_during_a_call() -> None:
    desk = Desk()
    desk.be(S.AVAILABLE)
    desk.ring_foreign("f1")
    assert desk.out() == [Ring(True)]
    desk.wait(20)
    assert desk.of(Telephone) == []
    desk.end("f1", answered=False)
    desk.talk()
    desk.ring_foreign("f2")
    assert Telephone(sp.Reject("f2", True)) in desk.out()


def test_an_engine_s_call_waits_behind_a_foreign_one() -> None:
    desk = Desk()
    desk.be(S.AVAILABLE)
    desk.ring_foreign("f1")
    desk.p.control(Control.ANSWER, desk.now)
    desk.p.told(sp.Answered("f1", desk.now, {}), desk.now)
    desk.out()
    desk.ring("c1")
    assert Tone("waiting") in desk.out()
    desk.wait(5)
    assert desk.of(Telephone) == []
    desk.p.control(Control.ANSWER, desk.now)
    assert desk.of(Telephone) == [Telephone(sp.Hold("f1", True)), Telephone(sp.Answer("c1"))]


# --- cards --------------------------------------------------------------------------------------


def test_hanging_up_closes_no_card() -> None:
    desk = Desk()
    desk.talk()
    desk.p.note(5, "придёт зарплата")
    desk.end()
    desk.be(S.WRAP_UP, owes_result=5, queue="sales")
    card = desk.p.cards.shown
    assert card is not None
    assert (card.live, card.note, card.saved) == (False, "придёт зарплата", False)
    desk.p.save(5, "agreed", desk.now)
    assert desk.of(KeepResult) == [KeepResult(5, "agreed", "придёт зарплата", True)]
    assert desk.p.cards.shown is None


def test_an_unsaved_card_is_put_aside() -> None:
    desk = Desk()
    desk.talk("c1", 5)
    desk.end("c1")
    desk.talk("c2", 6)
    assert list(desk.p.cards.open) == [5, 6]
    assert desk.p.cards.front == 6
    desk.p.save(5, "agreed", desk.now)
    assert desk.of(KeepResult)[0].finish is False, "the call goes on"
    assert list(desk.p.cards.open) == [6]


def test_a_card_saved_in_the_call_stays_until_its_end() -> None:
    desk = Desk()
    desk.talk()
    desk.p.save(5, "agreed", desk.now)
    assert desk.p.cards.shown is not None
    desk.end()
    assert desk.p.cards.shown is None


def test_a_missed_ring_keeps_what_was_written_before() -> None:
    desk = Desk(auto_answer=False)
    desk.be(S.AVAILABLE)
    desk.ring("c1")
    desk.p.note(5, "из прошлого раза")
    desk.end("c1", answered=False)
    assert desk.p.cards.open[5].note == "из прошлого раза"
    desk.p.form_stands(5, FormWork.OPEN)
    assert desk.p.cards.open[5].form is FormWork.OPEN


# --- wishes -------------------------------------------------------------------------------------


def test_a_wish_is_pending_until_the_row_shows_it() -> None:
    desk = Desk()
    desk.p.sign_in(desk.now)
    (made,) = desk.of(MakeWish)
    assert made.wish == SignIn(TOKEN, "pc-1", AVAILABLE)
    assert desk.p.pending.of("SignIn") is not None
    desk.be(S.AVAILABLE)
    assert desk.p.pending.of("SignIn") is None


def test_what_nobody_confirms_is_taken_back_visibly() -> None:
    desk = Desk()
    desk.be(S.AVAILABLE)
    desk.p.wish(GoOnBreak("lunch"), desk.now)
    assert desk.p.standing.intended == on_break("lunch")
    desk.wait(PATIENCE_S - 0.1)
    assert refusals(desk) == []
    desk.wait(0.2)
    assert refusals(desk) == ["not_confirmed"]
    assert desk.p.pending.of("GoOnBreak") is None
    assert desk.p.standing.intended == AVAILABLE


def test_a_refusal_is_told_with_its_rule() -> None:
    desk = Desk()
    desk.be(S.AVAILABLE)
    desk.p.wish(GoOnBreak("lunch"), desk.now)
    (made,) = desk.of(MakeWish)
    answer = {"code": "break_full", "reason": "lunch", "at_once": 2}
    desk.p.answered(made.key, answer, desk.now)
    (notice,) = desk.p.take_notices()
    assert notice.refusal is not None
    assert notice.refusal.arguments == {"reason": "lunch", "at_once": "2"}
    desk.p.answered(made.key, answer, desk.now)
    assert desk.p.take_notices() == [], "twice is once"


def test_a_break_after_this_call_can_be_cancelled() -> None:
    desk = Desk()
    desk.talk()
    hold = desk.p.status.hold  # type: ignore[union-attr]
    desk.p.wish(GoOnBreak("lunch"), desk.now)
    desk.be(S.TALKING, intent=on_break("lunch"), hold=hold)
    assert desk.p.pending.of("GoOnBreak") is None
    desk.p.wish(GoAvailable(), desk.now)
    desk.be(S.TALKING, hold=hold)
    assert desk.p.pending.of("GoAvailable") is None
    assert desk.p.standing.intended == AVAILABLE


def test_intents_outlive_the_database() -> None:
    desk = Desk()
    desk.be(S.AVAILABLE)
    desk.p.linked(database=False, engine=True, unsent=0, now=desk.now)
    desk.p.wish(GoOnBreak("lunch"), desk.now)
    desk.p.wish(SignOut(), desk.now)
    assert desk.of(MakeWish) == []
    assert desk.p.standing.intended == LOGGED_OUT
    desk.wait(60)
    assert refusals(desk) == []
    desk.p.linked(database=True, engine=True, unsent=0, now=desk.now)
    assert [made.wish for made in desk.of(MakeWish)] == [SignOut()]


def test_a_newer_session_is_told_and_can_be_taken_back() -> None:
    desk = Desk()
    desk.be(S.AVAILABLE)
    desk.be(S.AVAILABLE, token="somebody-else")
    assert desk.p.standing.replaced
    desk.p.sign_in(desk.now)
    assert not desk.p.standing.replaced
    desk.be(S.AVAILABLE)
    assert not desk.p.standing.replaced


@pytest.mark.parametrize(
    ("workstation", "present", "takes_up"),
    [("pc-1", True, True), ("pc-2", False, True), ("pc-2", True, False)],
)
def test_a_killed_workstation_takes_its_work_up(
    workstation: str, present: bool, takes_up: bool
) -> None:
    desk = Desk()
    left = {"token": "of-the-dead", "workstation": workstation, "present": present}
    desk.be(S.ON_BREAK, intent=on_break("lunch"), **left)
    assert [type(made.wish) for made in desk.of(MakeWish)] == [SignIn] * takes_up
    assert desk.p.standing.replaced is not takes_up
    desk.wait(PATIENCE_S + 1)
    desk.be(S.ON_BREAK, intent=on_break("lunch"), **left)
    assert desk.of(MakeWish) == [], "once, not for ever"
    assert desk.p.standing.replaced


def test_a_callback_rings_without_a_call() -> None:
    desk = Desk()
    desk.be(S.AVAILABLE)
    hold = Hold("node-1", "n/9", OfferKind.CALLBACK, "p", 5, "sales")
    desk.be(S.RINGING, hold=hold)
    assert desk.out() == [LoadCard(5), Ring(True)]
    desk.p.accept_callback(desk.now)
    (made,) = desk.of(GiveOrder)
    assert made.node == "node-1"
    assert (made.kind, made.arguments) == (OrderKind.DIAL, {"do": "callback", "offer": "n/9"})
    desk.ring("c1", offer="n/9")
    assert Ring(False) in desk.out()
    desk.p.accept_callback(desk.now)
    assert desk.of(GiveOrder) == [], "there is nothing to accept any more"


def test_a_callback_that_nobody_takes_leaves_no_card() -> None:
    desk = Desk()
    desk.be(S.AVAILABLE)
    desk.be(S.RINGING, hold=Hold("node-1", "n/9", OfferKind.CALLBACK, "p", 5, "sales"))
    assert desk.p.cards.shown is not None
    desk.be(S.AVAILABLE)
    assert desk.p.cards.open == {}
    assert desk.out()[-1] == Ring(False)


def test_an_old_row_changes_nothing() -> None:
    desk = Desk()
    desk.revision = 5
    desk.be(S.TALKING)
    desk.revision = 2
    desk.be(S.AVAILABLE)
    assert desk.p.state is S.TALKING


# --- wrap-up ------------------------------------------------------------------------------------


def forced(desk: Desk) -> None:
    desk.p.ruled(Rules(wrap_ups={"sales": WrapUp(WrapUpKind.FORCED, 30, "no_result")}))
    desk.talk()
    desk.end()
    desk.be(S.WRAP_UP, owes_result=5, queue="sales", wrap_up_s=30.0)


def test_the_end_of_a_wrap_up_is_told() -> None:
    desk = Desk()
    forced(desk)
    desk.wait(30)
    desk.be(S.AVAILABLE)
    assert [(n.kind, n.text) for n in desk.p.take_notices()] == [("wrap_up_expired", "no_result")]
    assert desk.p.cards.shown is not None, "and the card is still there"


def test_who_saves_in_time_is_told_nothing() -> None:
    desk = Desk()
    forced(desk)
    desk.wait(29)
    desk.p.save(5, "agreed", desk.now)
    desk.be(S.AVAILABLE)
    assert desk.p.take_notices() == []


def test_a_result_that_is_owed_has_a_card_to_give_it_on() -> None:
    """The talk was at another computer."""
    desk = Desk()
    desk.be(S.WRAP_UP, owes_result=5, queue="sales")
    assert desk.of(LoadCard) == [LoadCard(5)]
    desk.read(5)
    desk.p.save(5, "agreed", desk.now)
    assert desk.of(KeepResult) == [KeepResult(5, "agreed", "", True)]
    desk.be(S.WRAP_UP, owes_result=5, queue="sales")
    assert desk.p.cards.open == {}, "it is given; the row has not heard of it yet"


def test_an_owed_card_goes_when_the_result_came_otherwise() -> None:
    desk = Desk()
    desk.be(S.WRAP_UP, owes_result=5, queue="sales")
    desk.be(S.AVAILABLE)
    assert desk.p.cards.open == {}


@pytest.mark.parametrize("written", [True, False])
def test_an_owed_card_stays_for_what_is_saved_later(written: bool) -> None:
    desk = Desk()
    desk.be(S.WRAP_UP, owes_result=5, queue="sales", wrap_up_s=None if written else 30.0)
    if written:
        desk.p.note(5, "перезвонить")
    desk.be(S.AVAILABLE)
    assert list(desk.p.cards.open) == [5]


def test_a_card_of_another_workstation_s_row_is_left_to_it() -> None:
    desk = Desk()
    desk.be(S.WRAP_UP, owes_result=5, queue="sales", token="somebody-else", workstation="pc-2")
    assert desk.p.cards.open == {}


def test_a_refused_end_of_the_wrap_up_does_not_hide_its_expiry() -> None:
    desk = Desk()
    forced(desk)
    desk.p.wish(FinishWrapUp(), desk.now)
    (made,) = desk.of(MakeWish)
    desk.p.answered(made.key, {"code": "result_required"}, desk.now)
    desk.wait(30)
    desk.be(S.AVAILABLE)
    assert [n.kind for n in desk.p.take_notices()] == ["refused", "wrap_up_expired"]


def all_saved(desk: Desk, **wrap_up: object) -> None:
    """Everything was written down during the talk."""
    rule = WrapUp(WrapUpKind.TIMED, 30, ends_when_saved=True)
    desk.p.ruled(Rules(wrap_ups={"sales": rule}))
    desk.talk()
    desk.p.save(5, "agreed", desk.now)
    desk.end()
    desk.out()
    desk.be(S.WRAP_UP, **{"queue": "sales", "wrap_up_s": 30.0, **wrap_up})


def test_a_wrap_up_in_which_all_is_saved_ends_by_itself_and_is_announced() -> None:
    desk = Desk()
    all_saved(desk)
    view = view_of(desk.p, desk.now).wrap_up
    assert view is not None
    assert (view.done, view.ends_in_s) == (True, NOTICE_S)
    desk.wait(NOTICE_S - 0.1)
    assert desk.of(MakeWish) == []
    desk.wait(0.2)
    assert [made.wish for made in desk.of(MakeWish)] == [FinishWrapUp()]
    desk.wait(20)
    assert desk.of(MakeWish) == [], "once; what is refused is hers"


@pytest.mark.parametrize(
    "hinders", ["types", "stays", "owed", "note", "form", "engine", "rings", "asked", "elsewhere"]
)
def test_nothing_that_is_being_done_is_cut_off(hinders: str) -> None:
    desk = Desk()
    if hinders == "asked":
        rule = WrapUp(WrapUpKind.TIMED, 30, ends_when_saved=True)
        desk.p.ruled(Rules(wrap_ups={"sales": rule}))
        desk.talk()
        desk.be(S.TALKING, hold=desk.p.status.hold, queue="sales", wrap_up_asked=True)  # type: ignore[union-attr]
        desk.p.save(5, "agreed", desk.now)
        desk.end()
        desk.be(S.WRAP_UP, queue="sales", wrap_up_s=30.0)
    elif hinders in ("note", "form"):
        desk.p.ruled(Rules(wrap_ups={"sales": WrapUp(WrapUpKind.TIMED, 30, ends_when_saved=True)}))
        desk.talk()
        desk.p.save(5, "agreed", desk.now)
        if hinders == "note":
            desk.p.note(5, "и ещё")
        else:
            desk.p.form_stands(5, FormWork.BEGUN)
        desk.end()
        desk.be(S.WRAP_UP, queue="sales", wrap_up_s=30.0)
    else:
        all_saved(desk, **({"owes_result": 5} if hinders == "owed" else {}))
    match hinders:
        case "types":
            desk.p.types(True, desk.now)
        case "stays":
            desk.p.stay_in_wrap_up()
        case "engine":
            desk.p.linked(database=True, engine=False, unsent=0, now=desk.now)
            desk.p.tick(desk.now)
        case "rings":
            desk.ring_foreign()
        case "elsewhere":
            desk.be(S.WRAP_UP, queue="sales", wrap_up_s=30.0, token="another", workstation="pc-9")
    desk.out()
    desk.wait(20)
    assert desk.of(MakeWish) == []
    if hinders == "types":
        desk.p.types(False, desk.now)
        desk.wait(NOTICE_S)
        assert len(desk.of(MakeWish)) == 1, "as soon as she has done"
    if hinders == "form":
        desk.p.form_stands(5, FormWork.COMPLETE)
        assert desk.p.cards.open == {}, "the last thing that stood on the card is saved"
        desk.p.tick(desk.now)
        desk.wait(NOTICE_S)
        assert len(desk.of(MakeWish)) == 1


# --- during a call ------------------------------------------------------------------------------


def order(desk: Desk) -> GiveOrder:
    (given_order,) = desk.of(GiveOrder)
    return given_order


def test_the_engine_holds_its_subscriber() -> None:
    desk = Desk()
    desk.talk()
    desk.p.control(Control.HOLD, desk.now)
    made = order(desk)
    assert (made.kind, made.node) == (OrderKind.CALL, "node-1")
    assert made.arguments == {"do": "hold", "offer": "node-1/1"}
    assert desk.p.desk.state == "talking", "not yet"
    desk.p.answered(made.key, {}, desk.now)
    assert desk.p.desk.state == "held"
    assert Control.RESUME in desk.p.controls


def test_a_hold_that_nobody_confirms() -> None:
    desk = Desk()
    desk.talk()
    desk.p.control(Control.HOLD, desk.now)
    made = order(desk)
    desk.wait(PATIENCE_S)
    assert refusals(desk) == ["not_confirmed"]
    desk.p.answered(made.key, {}, desk.now)
    assert desk.p.desk.state == "talking"


def test_the_telephone_holds_while_the_database_is_away() -> None:
    desk = Desk()
    desk.talk()
    desk.p.linked(database=False, engine=False, unsent=0, now=desk.now)
    assert Control.TRANSFER not in desk.p.controls
    desk.p.control(Control.HOLD, desk.now)
    assert desk.out() == [Telephone(sp.Hold("c1", True))]
    desk.p.linked(database=True, engine=True, unsent=0, now=desk.now)
    desk.p.control(Control.RESUME, desk.now)
    assert desk.out() == [Telephone(sp.Hold("c1", False))]


def test_consult_and_confer() -> None:
    desk = Desk()
    desk.talk()
    desk.p.control(Control.CONSULT, desk.now, Target(TargetKind.OPERATOR, "9", "Ольга"))
    made = order(desk)
    assert made.arguments["to"] == {"kind": "operator", "value": "9"}
    desk.p.answered(made.key, {}, desk.now)
    assert desk.p.desk.state == "consulting"
    assert {Control.CONSULT_CANCEL, Control.CONSULT_COMPLETE, Control.CONFER} <= desk.p.controls
    desk.p.control(Control.CONFER, desk.now)
    desk.p.answered(order(desk).key, {}, desk.now)
    assert desk.p.desk.state == "conference"
    assert Control.LEAVE in desk.p.controls


def consulting(desk: Desk) -> GiveOrder:
    desk.talk()
    desk.p.control(Control.CONSULT, desk.now, Target(TargetKind.OPERATOR, "9", "Ольга"))
    return order(desk)


def test_the_end_of_a_call_that_may_last_no_longer() -> None:
    """By this computer's clock, which is a minute slow."""
    desk = Desk()
    desk.be(S.LOGGED_OUT)
    desk.revision += 1
    desk.p.row(row(S.AVAILABLE, desk.now + 60, revision=desk.revision), desk.now)
    desk.talk()
    answered = moment(desk.now + 60)
    data = card_of(answered_at=answered, longest_s=600.0)
    desk.p.card_read(5, CardFacts(data), desk.now)
    assert view_of(desk.p, desk.now + 540).call.ends_in_s == 60
    desk.end()
    assert view_of(desk.p, desk.now).call.ends_in_s is None


def test_a_card_that_was_read_before_the_answer_is_read_again() -> None:
    desk = Desk()
    desk.talk()
    desk.p.card_read(5, CardFacts(card_of(longest_s=600.0)), desk.now)
    hold = desk.p.status.hold  # type: ignore[union-attr]
    for _ in range(5):
        desk.be(S.TALKING, hold=hold, queue="sales")
    assert desk.of(LoadCard) == [LoadCard(5)] * 3, "and not for ever"
    assert view_of(desk.p, desk.now).call.ends_in_s is None


def test_a_colleague_who_takes_his_time() -> None:
    desk = Desk()
    made = consulting(desk)
    desk.wait(30)
    assert refusals(desk) == []
    shown = view_of(desk.p, desk.now).call
    assert (shown.state, shown.consulted, shown.asked_answered) == ("consulting", "Ольга", False)
    assert shown.pending is None, "who is rung is shown, and no engine waited for"
    assert {Control.CONSULT_CANCEL, Control.CONSULT_COMPLETE} <= desk.p.controls
    assert Control.CONFER not in desk.p.controls, "nobody is there yet"
    desk.p.answered(made.key, {}, desk.now)
    assert view_of(desk.p, desk.now).call.asked_answered
    assert Control.CONFER in desk.p.controls


def test_a_consult_is_cancelled_while_it_rings() -> None:
    desk = Desk()
    made = consulting(desk)
    desk.wait(8)
    desk.p.control(Control.CONSULT_CANCEL, desk.now)
    cancel = order(desk)
    desk.p.answered(made.key, {"code": "cancelled"}, desk.now)
    desk.p.answered(cancel.key, {}, desk.now)
    assert desk.p.desk.state == "talking"
    assert refusals(desk) == [], "he knows"
    assert {Control.HOLD, Control.TRANSFER} <= desk.p.controls


@pytest.mark.parametrize(
    ("code", "state"), [("not_reached", "talking"), ("himself", "held"), ("left", "talking")]
)
def test_a_consult_that_comes_to_nothing(code: str, state: str) -> None:
    """One that never began leaves the subscriber where he was: on hold."""
    desk = Desk()
    desk.talk()
    desk.p.control(Control.HOLD, desk.now)
    desk.p.answered(order(desk).key, {}, desk.now)
    desk.p.control(Control.CONSULT, desk.now, Target(TargetKind.OPERATOR, "9", "Ольга"))
    desk.p.answered(order(desk).key, {"code": code}, desk.now)
    assert desk.p.desk.state == state
    assert Control.CONSULT in desk.p.controls


def test_a_consult_that_the_engine_still_has_can_be_ended() -> None:
    desk = Desk()
    made = consulting(desk)
    desk.p.answered(made.key, {"code": "not_confirmed"}, desk.now)
    assert desk.p.desk.state == "talking"
    desk.p.control(Control.HOLD, desk.now)
    desk.p.answered(order(desk).key, {"code": "consulting"}, desk.now)
    assert Control.CONSULT_CANCEL in desk.p.controls


@pytest.mark.parametrize("control", [Control.LEAVE, Control.CONSULT_COMPLETE])
def test_the_colleague_has_left_first(control: Control) -> None:
    desk = Desk()
    desk.p.answered(consulting(desk).key, {}, desk.now)
    if control is Control.LEAVE:
        desk.p.control(Control.CONFER, desk.now)
        desk.p.answered(order(desk).key, {}, desk.now)
    desk.p.control(control, desk.now)
    desk.p.answered(order(desk).key, {"code": "no_consult"}, desk.now)
    assert desk.p.desk.state == "talking"
    assert {Control.HOLD, Control.TRANSFER} <= desk.p.controls


def test_the_recording_goes_on_by_itself() -> None:
    desk = Desk()
    desk.talk()
    desk.p.control(Control.PAUSE_RECORDING, desk.now)
    made = order(desk)
    assert made.arguments["seconds"] == PAUSE_S
    desk.p.answered(made.key, {}, desk.now)
    assert Control.RESUME_RECORDING in desk.p.controls
    desk.wait(PAUSE_S)
    assert order(desk).arguments["do"] == CallDo.RESUME_RECORDING
    assert Control.PAUSE_RECORDING in desk.p.controls


def test_an_order_needs_the_node_of_its_call() -> None:
    desk = Desk()
    desk.talk()
    desk.be(S.TALKING)  # the row tells of no call
    desk.p.control(Control.HOLD, desk.now)
    assert desk.of(GiveOrder) == []
    assert [n.kind for n in desk.p.take_notices()] == ["not_now"]


def test_the_timer_does_not_depend_on_two_clocks() -> None:
    desk = Desk()
    desk.be(S.AVAILABLE)
    desk.wait(100)
    ahead = desk.now + 3600
    desk.revision += 1
    desk.p.row(row(S.TALKING, ahead, revision=desk.revision), desk.now)
    assert desk.p.standing.since == desk.now


# --- whatever happens ---------------------------------------------------------------------------

STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["ring", "foreign", "answered", "end", "read", "row", "control", "save", "wait",
             "wish", "away", "back", "note", "answer"]
        ),
        st.integers(0, 5),
    ),
    max_size=40,
)  # fmt: skip


@given(STEPS)
@settings(max_examples=150, deadline=None)
def test_promises_hold_whatever_happens(steps: list[tuple[str, int]]) -> None:
    """No card with work in it goes unsaved; nobody is talked to whom nobody answered; only calls of
    this session are answered without a hand; alerting ends with the calls."""
    desk = Desk()
    noted: dict[int, str] = {}
    kept: set[int] = set()
    states = list(OperatorState)
    asked: list[str] = []
    for what, n in steps:
        calls = list(desk.p.desk.phone.calls.values())
        match what:
            case "ring" if f"c{n}" not in desk.p.desk.phone.calls:
                desk.ring(f"c{n}", attempt=n, token=TOKEN if n % 3 else "other")
            case "foreign" if f"f{n}" not in desk.p.desk.phone.calls:
                desk.ring_foreign(f"f{n}")
            case "answered" if calls:
                desk.p.told(sp.Answered(calls[n % len(calls)].id, desk.now, {}), desk.now)
            case "end" if calls:
                call = calls[n % len(calls)]
                desk.end(call.id, answered=call.answered)
            case "read":
                desk.read(n)
            case "row":
                desk.be(states[n], token=TOKEN)
            case "control":
                control = list(Control)[(n * 3) % len(Control)]
                target = Target(TargetKind.NUMBER, "100")
                desk.p.control(control, desk.now, target)
            case "note" if n in desk.p.cards.open and not desk.p.cards.open[n].saved:
                desk.p.note(n, f"note {n}")
                noted[n] = f"note {n}"
                kept.discard(n)
            case "save" if n in desk.p.cards.open:
                desk.p.save(n, "agreed", desk.now)
                kept.add(n)
            case "wait":
                desk.wait(n * 0.7)
            case "wish":
                wishes = [GoAvailable(), GoOnBreak("x"), SignOut(), FinishWrapUp()]
                desk.p.wish(wishes[n % len(wishes)], desk.now)
            case "away" | "back":
                desk.p.linked(database=what == "back", engine=True, unsent=0, now=desk.now)
            case "answer" if asked:
                desk.p.answered(asked[n % len(asked)], {"code": "no"} if n % 2 else {}, desk.now)
        before = desk.out()
        asked += [c.key for c in before if isinstance(c, MakeWish | GiveOrder)]
        by_hand = what == "control"
        for command in desk.of(Telephone, before):
            if isinstance(command.order, sp.Answer) and not by_hand:
                assert command.order.call_id.startswith("c")
                assert int(command.order.call_id[1:]) % 3, "a foreign token"
        for number, note in noted.items():
            if number not in kept:
                assert desk.p.cards.open[number].note == note
        if not desk.p.desk.phone.calls:
            rings = [c for c in desk.told if isinstance(c, Ring)]
            assert not rings or not rings[-1].on
    desk.wait(PATIENCE_S + 1)
    assert desk.p.pending.of("GoAvailable", "GoOnBreak", "SignOut", "FinishWrapUp") is None


# --- calls that were ordered here ----------------------------------------------------------------


def test_a_late_answer_puts_no_card_onto_the_next_subscribers_call() -> None:
    """The database was away for the length of a short call; its answer comes in the next one."""
    desk = Desk()
    desk.be(S.AVAILABLE)
    key = desk.p.order(DialDo.CONTACT, {"contact_id": 11}, desk.now)
    desk.talk("c1", attempt=5)
    desk.end("c1")
    desk.p.save(5, "agreed", desk.now)
    assert desk.p.cards.open == {}
    desk.talk("c2", attempt=6)
    desk.p.answered(key, {"attempt_id": 5}, desk.now)
    assert list(desk.p.cards.open) == [6], "no card of the one before"
    assert desk.p.cards.of_call("c2") is desk.p.cards.open[6]


def test_why_nobody_is_called_is_said_although_the_operators_telephone_has_rung() -> None:
    desk = Desk()
    desk.be(S.AVAILABLE)
    key = desk.p.order(DialDo.CONTACT, {"contact_id": 11}, desk.now)
    desk.ring("c1")
    desk.wait(20.0)
    assert refusals(desk) == [], "that it takes long is seen: the telephone rings"
    desk.p.answered(key, {"code": "outside_hours", "number": "+7"}, desk.now)
    assert refusals(desk) == ["outside_hours"]
    key = desk.p.order(DialDo.CONTACT, {"contact_id": 11}, desk.now)
    desk.ring("c2")
    desk.wait(200.0)
    assert refusals(desk) == []
