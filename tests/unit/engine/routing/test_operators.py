"""Operators: sessions, states, breaks, wrap-up, and what the database does to them."""

from dataclasses import replace
from datetime import timedelta, timezone

import pytest

from engine.domain.operator import (
    Hold,
    OfferKind,
    Operator,
    OperatorState,
    PauseReason,
    Queue,
    WrapUp,
    WrapUpKind,
    on_break,
)
from engine.routing import actions as do
from engine.routing import commands, events
from engine.routing.rules import OwnResult, Refusal
from engine.routing.transitions import TABLE
from tests.helpers.routing_world import START, Office, Table, seconds, with_row

SALES = Queue("sales", 1, overflow_when_empty=False)
ANNA = Operator(1, "Anna")
BORIS = Operator(2, "Boris")
NONE = WrapUp()
LUNCH = PauseReason("lunch", at_once=1)
TEA = PauseReason("tea", minutes_per_day=10)


def office(wrap_up: WrapUp = NONE, **more: object) -> Office:
    queue = replace(SALES, wrap_up=wrap_up)
    return Office((ANNA, BORIS), (queue,), (LUNCH, TEA), **more)  # type: ignore[arg-type]


def talking(wrap_up: WrapUp = NONE) -> Office:
    here = office(wrap_up)
    here.sign_in(1)
    here.wait("s7")
    here.answer("s7")
    assert here.state(1) == "talking"
    return here


def test_the_table_has_every_action_in_every_state() -> None:
    assert set(TABLE) == set(do.Action.__args__)
    assert all(set(row) == set(OperatorState) for row in TABLE.values())


# --- sessions ----------------------------------------------------------------------------------


def test_the_newest_session_wins_and_the_older_is_told() -> None:
    here = talking()
    assert here.wish(1, do.SignIn("new", "pc9"), token="new") == ""
    assert here.told[-1] == commands.EndSession(1, "t1", "pc9")
    row = here.table.row(1)
    assert (row.token, row.workstation, row.state) == ("new", "pc9", OperatorState.TALKING)
    assert here.wish(1, do.GoOnBreak("tea"), token="t1") == "session_replaced"
    here.tell(events.PresenceChanged(1, "t1", False))
    assert here.table.row(1).present, "the old session's end says nothing of the new one"
    told = here.tell(events.WishMade("again", 1, do.SignIn("new", "pc9"), "new"))
    assert told == [commands.AnswerWish("again", 1)], "the same session once more: nothing to do"


def test_who_is_not_signed_in_can_only_sign_in() -> None:
    here = office()
    for wish in (do.GoAvailable(), do.GoOnBreak("tea"), do.FinishWrapUp(), do.AskWrapUp()):
        assert here.wish(1, wish, token="x") == "not_signed_in"
    assert here.wish(1, do.SignOut()) == ""
    assert here.wish(1, do.SignIn("t", "pc", on_break("nap"))) == "unknown_reason"
    assert here.wish(1, do.SignIn("t", "pc", on_break("tea"))) == ""
    assert here.state(1) == "on_break"
    assert here.wish(1, do.SignOut()) == ""
    row = here.table.row(1)
    assert (here.state(1), row.token, row.present) == ("logged_out", "", False)


def test_a_lost_connection_keeps_intent_and_call() -> None:
    here = talking()
    here.wish(1, do.GoOnBreak("tea"))
    here.tell(events.PresenceChanged(1, "t1", False))
    assert here.state(1) == "talking"
    here.end("s7")
    assert here.state(1) == "on_break"
    here.wish(1, do.GoAvailable(), token="")
    assert here.wait("s8") == [], "available, but not there"
    here.tell(events.PresenceChanged(1, "t1", True))
    assert here.offers(here.told)[-1] == ("s8", 1)


# --- states and breaks -------------------------------------------------------------------------


def test_break_after_this_call_can_be_cancelled() -> None:
    here = talking()
    since = here.table.row(1).since
    here.until(5)
    assert here.wish(1, do.GoOnBreak("tea")) == ""
    assert here.wish(1, do.GoOnBreak("tea")) == ""
    assert (here.state(1), here.table.row(1).since) == ("talking", since)
    assert here.wish(1, do.GoAvailable()) == ""
    assert here.wish(1, do.GoAvailable()) == ""
    here.end("s7")
    assert here.state(1) == "available"


def test_break_while_it_rings_begins_after_the_offer() -> None:
    here = office()
    here.sign_in(1)
    here.wait("s1")
    assert here.wish(1, do.GoOnBreak("tea")) == ""
    assert here.state(1) == "ringing"
    here.gone("s1")
    assert here.state(1) == "on_break"


def test_a_missed_call_keeps_the_intent_of_who_is_leaving() -> None:
    here = Office((ANNA,), (replace(SALES, most_misses=1),), (TEA,))
    here.sign_in(1)
    here.wait("s1")
    here.wish(1, do.GoOnBreak("tea"))
    here.fail("s1")
    assert here.table.row(1).break_reason == "tea"


def test_misses_without_limit() -> None:
    here = Office((ANNA,), (replace(SALES, most_misses=0),))
    here.sign_in(1)
    here.wait("s1")
    for _ in range(5):
        here.fail("s1")
    assert (here.state(1), here.table.row(1).misses) == ("ringing", 5)


def test_a_full_break_is_refused_with_its_rule() -> None:
    here = office()
    here.sign_in(1, 2)
    assert here.wish(1, do.GoOnBreak("lunch")) == ""
    told = here.tell(events.WishMade("x", 2, do.GoOnBreak("lunch"), "t2"))
    refusal = Refusal("break_full", {"reason": "lunch", "at_once": "1"})
    assert told == [commands.AnswerWish("x", 2, refusal)]
    assert here.state(2) == "available"
    forced = do.GoOnBreak("lunch", forced=True)
    assert here.wish(2, forced) == "break_full", "an operator cannot force it"
    assert here.wish(2, forced, token="") == "", "a supervisor can"
    assert here.wish(2, do.GoOnBreak("tea")) == "", "from one break to another"
    assert here.wish(2, do.GoOnBreak("tea")) == ""


def test_who_has_asked_for_a_break_has_his_place() -> None:
    here = talking()
    here.sign_in(2)
    assert here.wish(1, do.GoOnBreak("lunch")) == ""
    assert here.wish(2, do.GoOnBreak("lunch")) == "break_full"
    here.wish(1, do.GoAvailable())
    assert here.wish(2, do.GoOnBreak("lunch")) == ""
    assert here.wish(1, do.GoOnBreak("lunch")) == "break_full"


def test_minutes_of_a_day_are_counted_warned_of_and_come_back() -> None:
    here = office()
    here.tell(
        events.RoutingChanged((ANNA, BORIS), (SALES,), (LUNCH, TEA), timezone(timedelta(hours=5)))
    )
    here.sign_in(1)
    here.wish(1, do.GoOnBreak("tea"))
    here.until(400)
    here.wish(1, do.GoAvailable())
    assert here.table.row(1).used_s("tea", START.date()) == 400
    here.until(500)
    here.wish(1, do.GoOnBreak("tea"))
    assert here.until(699) == []
    assert here.until(700) == [commands.WarnBreakOver(1, "tea")]
    assert here.state(1) == "on_break", "nobody is called back by force"
    here.wish(1, do.GoAvailable())
    assert here.wish(1, do.GoOnBreak("tea")) == "break_minutes"
    here.wait("s1")
    assert here.wish(1, do.GoOnBreak("tea")) == "break_minutes"
    here.gone("s1")
    assert here.wish(1, do.GoOnBreak("lunch")) == ""
    here.until(15 * 3600 + 1)  # midnight by the office's clock was two seconds before eight hours
    here.wish(1, do.GoAvailable())
    assert here.wish(1, do.GoOnBreak("tea")) == ""
    assert len(here.table.row(1).breaks) == 3, "the day that began the last break, and today"


def test_sign_out_waits_for_the_call() -> None:
    here = talking(WrapUp(WrapUpKind.TIMED))
    here.wish(1, do.SignOut())
    here.end("s7")
    assert here.state(1) == "wrap_up"
    here.wish(1, do.SignOut())
    here.wish(1, do.FinishWrapUp())
    assert here.state(1) == "logged_out"


# --- wrap-up -----------------------------------------------------------------------------------


def test_optional_wrap_up_only_for_who_asks() -> None:
    here = talking(WrapUp(WrapUpKind.OPTIONAL, 30))
    assert here.wish(1, do.AskWrapUp()) == ""
    assert here.wish(1, do.AskWrapUp()) == ""
    here.end("s7")
    assert here.state(1) == "wrap_up"
    assert here.wish(1, do.AskWrapUp()) == ""
    assert here.wish(1, do.SaveResult(7)) == ""
    here.until(29)
    assert here.state(1) == "wrap_up"
    here.until(30)
    assert here.state(1) == "available"
    assert here.table.results == []
    assert here.wish(1, do.AskWrapUp()) == "no_wrap_up"
    assert here.wish(1, do.FinishWrapUp()) == "", "it is over already"


def test_timed_wrap_up_ends_early_or_writes_a_result_of_its_own() -> None:
    here = talking(WrapUp(WrapUpKind.TIMED, 20, "not_noted"))
    here.end("s7")
    here.wait("s8")
    here.until(20)
    assert here.table.results == [OwnResult(7, "not_noted")]
    assert here.offers(here.told)[-1] == ("s8", 1)
    assert here.wish(1, do.FinishWrapUp()) == "no_wrap_up"
    here.answer("s8")
    here.end("s8")
    assert here.wish(1, do.SaveResult(99, finish=True)) == "", "of another attempt: noted, no end"
    assert here.state(1) == "wrap_up"
    assert here.wish(1, do.SaveResult(8, finish=True)) == ""
    assert here.state(1) == "available"
    assert len(here.table.results) == 1


def test_forced_wrap_up_wants_a_result() -> None:
    here = talking(WrapUp(WrapUpKind.FORCED))
    here.end("s7")
    assert here.wish(1, do.FinishWrapUp()) == "result_required"
    assert here.wish(1, do.FinishWrapUp(forced=True)) == "result_required"
    here.until(3600)
    assert here.state(1) == "wrap_up"
    assert here.wish(1, do.SaveResult(7)) == ""
    assert here.wish(1, do.FinishWrapUp()) == ""
    assert here.state(1) == "available"
    here.wait("s8")
    here.answer("s8")
    here.end("s8")
    assert here.wish(1, do.FinishWrapUp(forced=True), token="") == "", "a supervisor may end it"
    assert here.table.results == [OwnResult(8, "no_result")]


def test_a_result_saved_during_the_talk_counts() -> None:
    here = talking(WrapUp(WrapUpKind.FORCED, 5))
    assert here.wish(1, do.SaveResult(7, finish=True)) == ""
    assert here.state(1) == "talking"
    here.end("s7")
    assert here.wish(1, do.FinishWrapUp()) == ""
    assert here.table.results == []


def test_another_nodes_clock_does_not_stretch_the_wrap_up() -> None:
    here = talking(WrapUp(WrapUpKind.TIMED, 20))
    here.end("s7")
    ahead = with_row(here.table.row(1), since=START + seconds(900))
    here.table.rows[1] = ahead
    here.tell(events.StatusChanged(ahead))
    here.until(20)
    assert here.state(1) == "available"


# --- the database ------------------------------------------------------------------------------


def test_a_wish_without_an_answer_is_said_to_be_unconfirmed() -> None:
    here = office()
    here.sign_in(1)
    here.answering = False
    before = len(here.told)
    here.tell(events.WishMade("first", 1, do.GoOnBreak("tea"), "t1"))
    here.tell(events.WishMade("second", 1, do.GoAvailable(), "t1"))
    assert len(here.told) == before
    not_confirmed = Refusal("not_confirmed")
    assert here.until(5) == [
        commands.AnswerWish("first", 1, not_confirmed),
        commands.AnswerWish("second", 1, not_confirmed),
    ]
    here.answering = True
    assert here.until(6) == [], "it is answered once"
    assert here.router.status(1) == here.table.row(1), "what came true shows in the row"
    assert here.state(1) == "on_break"


def test_a_wish_is_granted_on_the_row_that_another_node_has_written() -> None:
    here = office()
    here.sign_in(1, 2)
    here.answering = False
    here.tell(events.WishMade("x", 1, do.GoOnBreak("tea"), "t1"))
    mine = here.table.rows[1]
    there = replace(mine, revision=mine.revision, write_id="B:1", state=OperatorState.AVAILABLE,
                    intent=here.table.row(2).intent, break_reason="")  # fmt: skip
    here.table.rows[1] = there
    here.answering = True
    assert here.tell(events.StatusChanged(there)) == [commands.AnswerWish("x", 1)]
    assert here.state(1) == "on_break"


def test_a_lost_wish_that_nobody_waits_for_is_dropped() -> None:
    here = office()
    here.sign_in(1)
    here.answering = False
    here.tell(events.WishMade("x", 1, do.GoOnBreak("tea"), "t1"))
    here.until(5)
    mine = here.table.rows[1]
    there = replace(mine, write_id="B:1", state=OperatorState.AVAILABLE, break_reason="")
    here.table.rows[1] = there
    here.answering = True
    assert here.tell(events.StatusChanged(there)) == []
    assert here.state(1) == "available"


def test_an_old_row_says_nothing_new() -> None:
    here = office()
    here.sign_in(1)
    old = here.table.row(1)
    here.wish(1, do.GoOnBreak("tea"))
    assert here.tell(events.StatusChanged(old)) == []
    assert here.tell(events.StatusSaved("A:999", old)) == []
    status = here.router.status(1)
    assert status is not None
    assert status.state is OperatorState.ON_BREAK
    here.answering = False
    here.tell(events.WishMade("x", 1, do.GoAvailable(), "t1"))
    assert here.tell(events.StatusSaved("A:999", old)) == [], "an answer to something else"


def test_a_database_restored_from_a_backup_is_right() -> None:
    table = Table()
    here = office(table=table)
    here.sign_in(1)
    backup = dict(table.rows)
    here.wish(1, do.GoOnBreak("tea"))
    table.rows = dict(backup)
    here.until(11)
    assert here.router.status(1) == backup[1], "read again"
    here.wish(1, do.GoOnBreak("tea"))
    table.rows = dict(backup)
    assert here.wish(1, do.GoAvailable()) == "", "found out by writing"
    assert here.state(1) == "available"
    here.answering = False
    here.wait("s1")
    here.answering = True
    table.rows = {1: replace(backup[1], revision=0)}
    here.until(20)
    assert here.offers(here.told)[-1] == ("s1", 1)


def test_a_dead_node_is_made_up_for() -> None:
    here = office(WrapUp(WrapUpKind.TIMED, 9))
    here.sign_in(1, 2)
    for number, state in ((1, OperatorState.RINGING), (2, OperatorState.TALKING)):
        hold = Hold("B", f"B/{number}", OfferKind.SUBSCRIBER, "b1", 5, "sales")
        row = with_row(here.table.row(number), state=state, hold=hold, queue="sales",
                       idle_since=START - seconds(60), since=START)  # fmt: skip
        here.table.rows[number] = row
        here.tell(events.StatusChanged(row))
    here.tell(events.NodeGone("C"))
    here.tell(events.NodeGone("A"))
    assert (here.state(1), here.state(2)) == ("ringing", "talking")
    here.tell(events.NodeGone("B"))
    assert (here.state(1), here.state(2)) == ("available", "wrap_up")
    assert here.table.row(1).since == START - seconds(60)
    here.until(9)
    assert here.state(2) == "available"


@pytest.mark.parametrize("state", [OperatorState.RINGING, OperatorState.TALKING])
def test_a_forsaken_operator_who_is_another_nodes_by_now_is_left_alone(
    state: OperatorState,
) -> None:
    here = office()
    here.sign_in(1)
    hold = Hold("C", "C/1", OfferKind.SUBSCRIBER, "c1", 5, "sales")
    here.table.rows[1] = with_row(here.table.row(1), state=state, hold=hold)
    stale = replace(here.table.rows[1], revision=2, hold=replace(hold, node="B"))
    here.table.rows[1] = replace(here.table.rows[1], revision=3)
    here.tell(events.StatusChanged(stale))
    here.tell(events.NodeGone("B"))
    assert here.table.rows[1].hold == hold


@pytest.mark.parametrize("phase", ["ringing", "talking"])
def test_a_node_that_was_wrongly_thought_dead_keeps_its_talk(phase: str) -> None:
    here = office(WrapUp(WrapUpKind.TIMED, 60))
    here.sign_in(1)
    here.wait("s1")
    first = here.offer("s1").offer_id
    if phase == "talking":
        here.answer("s1")
    there = Office((ANNA,), (SALES,), table=here.table, node="B")
    there.tell(events.NodeGone("A"))
    assert here.state(1) != phase
    told = here.until(6)
    if phase == "talking":
        assert here.state(1) == "talking", "it is taken back"
        here.end("s1")
        assert here.state(1) == "wrap_up"
    else:
        assert commands.StopOffer(1, first, "taken") in told
        assert here.offers(told) == [("s1", 1)], "rung anew"


def test_what_was_wrongly_freed_and_is_another_nodes_now_is_left_to_it() -> None:
    here = office()
    here.sign_in(1)
    here.wait("s1")
    here.answer("s1")
    hold = Hold("B", "B/1", OfferKind.SUBSCRIBER, "b1", 5, "sales")
    taken = with_row(here.table.row(1), state=OperatorState.RINGING, hold=hold)
    here.table.rows[1] = taken
    here.tell(events.StatusChanged(taken))
    assert here.table.row(1) == taken
    here.end("s1")
    assert here.table.row(1) == taken
    back = with_row(taken, state=OperatorState.AVAILABLE, hold=None)
    here.table.rows[1] = back
    here.tell(events.StatusChanged(back))
    assert here.offers(here.wait("s2")) == [("s2", 1)]


def test_who_is_taken_back_on_a_break() -> None:
    here = talking()
    there = with_row(here.table.row(1), state=OperatorState.ON_BREAK, hold=None,
                     break_reason="tea", intent=on_break("tea"))  # fmt: skip
    here.table.rows[1] = there
    here.tell(events.StatusChanged(there))
    row = here.table.row(1)
    assert (row.state, row.intent.reason) == (OperatorState.TALKING, "tea")


@pytest.mark.parametrize("state", [OperatorState.RINGING, OperatorState.TALKING])
def test_a_restored_row_of_a_call_that_is_over_is_let_go(state: OperatorState) -> None:
    here = office()
    here.sign_in(1)
    here.wait("s1")
    if state is OperatorState.TALKING:
        here.answer("s1")
    backup = dict(here.table.rows)
    here.gone("s1")
    here.wish(1, do.GoOnBreak("tea"))
    here.wish(1, do.GoAvailable())
    here.table.rows = dict(backup)
    assert here.state(1) == state
    here.until(11)
    assert here.state(1) == "available"
    assert here.table.row(1).hold is None


def test_a_write_that_the_database_could_not_carry_out_comes_again() -> None:
    here = office()
    here.sign_in(1)
    row = here.table.row(1)
    [save] = here.router.handle(events.WishMade("x", 1, do.GoOnBreak("tea"), "t1"), here.now)
    assert isinstance(save, commands.SaveStatus)
    assert here.tell(events.StatusSaved(save.status.write_id, row)) == []
    assert here.until(2) == [commands.AnswerWish("x", 1)]
    assert here.state(1) == "on_break"


def test_a_write_is_sent_again_until_it_is_answered() -> None:
    here = office()
    here.sign_in(1)
    here.answering = False
    here.tell(events.PresenceChanged(1, "t1", False))
    lost = here.table.rows[1]
    here.table.rows[1] = lost.changed(revision=lost.revision - 1, write_id="x", present=True)
    here.until(3)
    assert here.table.row(1) == lost, "the first was lost, the second not, its answer was"
    here.until(5)
    here.answering = True
    here.until(6)
    assert here.router.status(1) == lost
    assert here.wish(1, do.GoOnBreak("tea")) == "", "the next has its turn"


def test_the_end_of_a_wrap_up_that_another_write_has_crossed() -> None:
    here = talking(WrapUp(WrapUpKind.TIMED, 5))
    here.end("s7")
    here.until(4)
    here.answering = False
    here.until(5)
    wrapping = here.table.row(1).changed(
        write_id="B:1", state=OperatorState.WRAP_UP, since=START, present=False, wrap_up_s=5.0,
        queue="sales",
    )  # fmt: skip
    here.table.rows[1] = wrapping
    here.answering = True
    here.tell(events.StatusChanged(wrapping))
    assert here.state(1) == "available"
    assert not here.table.row(1).present


def test_nothing_is_refused_or_taken_for_done_on_an_old_row() -> None:
    """The operator's wishes go to any node, and this one has not heard of the last one."""
    here = office()
    there = office(table=here.table, node="B")
    there.sign_in(1)
    assert here.router.status(1) != there.router.status(1)
    assert here.wish(1, do.GoOnBreak("tea")) == "", "though he is not signed in as far as we know"
    assert there.wish(1, do.GoAvailable()) == "", "though he is available as far as it knows"
    assert here.state(1) == "available"
    there.tell(events.PresenceChanged(1, "t1", False))
    here.tell(events.PresenceChanged(1, "t1", True))
    assert here.table.row(1).present


def test_a_refusal_without_an_answer_of_the_database_is_none() -> None:
    here = office()
    here.sign_in(1)
    here.answering = False
    here.tell(events.WishMade("x", 1, do.GoAvailable(), "t1"))
    here.tell(events.WishMade("y", 1, do.GoOnBreak("nap"), "t1"))
    assert here.until(4) == []
    not_confirmed = Refusal("not_confirmed")
    assert here.until(5) == [
        commands.AnswerWish("x", 1, not_confirmed), commands.AnswerWish("y", 1, not_confirmed),
    ]  # fmt: skip
    here.answering = True
    here.tell(events.WishMade("z", 1, do.GoOnBreak("nap"), "t1"))
    assert here.told[-1].refusal.code == "unknown_reason"  # type: ignore[union-attr]


def test_an_answer_to_an_older_question_makes_nothing_sure() -> None:
    here = office()
    here.sign_in(1)
    here.answering = False
    here.tell(events.WishMade("x", 1, do.GoAvailable(), "t1"))
    assert here.tell(events.StatusRead(999, here.table.row(1))) == []
    here.answering = True
    assert here.until(2) == [commands.AnswerWish("x", 1)]


def test_a_workstation_that_dies_while_it_rings_is_not_waited_for() -> None:
    here = office()
    here.sign_in(1)
    here.wait("s1")
    first = here.offer("s1")
    told = here.tell(events.PresenceChanged(1, "t1", False))
    assert told == [commands.StopOffer(1, first.offer_id, "absent")]
    row = here.table.row(1)
    assert (row.state, row.misses, row.since) == (OperatorState.AVAILABLE, 0, START)
    here.sign_in(2)
    assert here.offers(here.told)[-1] == ("s1", 2)


def test_a_newer_session_is_rung_in_place_of_the_older() -> None:
    here = office()
    here.sign_in(1)
    here.wait("s1")
    first = here.offer("s1")
    here.wish(1, do.SignIn("new", "pc9"), token="new")
    assert commands.StopOffer(1, first.offer_id, "absent") in here.told
    again = here.offer("s1")
    assert (again.token, again.operator_id) == ("new", 1)
    assert again.offer_id != first.offer_id


def test_who_has_changed_his_state_is_told_until_he_or_a_call_does() -> None:
    here = office()
    here.sign_in(1)
    by_ivan = do.GoOnBreak("lunch", forced=True, by="Ivan")
    assert here.wish(1, by_ivan, token="") == ""
    assert here.table.row(1).by == "Ivan"
    here.wish(1, do.GoAvailable(by="Olga"))
    assert here.table.row(1).by == "", "his own workstation speaks for nobody else"
    here.wish(1, do.GoAvailable(by="Ivan"), token="")
    here.wish(1, by_ivan, token="")
    here.wish(1, do.GoAvailable(by="Ivan"), token="")
    assert here.table.row(1).by == "Ivan"
    here.wait("s7")
    assert here.table.row(1).by == ""
