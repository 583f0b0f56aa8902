"""Talks: transfers, consultations, callbacks, and operators lost in mid-call."""

from dataclasses import replace

import pytest

from engine.domain.operator import Hold, OfferKind, Operator, Queue, WrapUp, WrapUpKind
from engine.routing import actions as do
from engine.routing import commands, events
from engine.routing.rules import OwnResult
from tests.helpers.routing_world import Office

SALES = Queue("sales", 1, wrap_up=WrapUp(WrapUpKind.TIMED, 5), rescue_s=20, direct_s=10)
FORCED = Queue("sales", 1, wrap_up=WrapUp(WrapUpKind.FORCED, None))
HELP = Queue("help", 1, skill="help", direct_s=10)
ANNA = Operator(1, "Anna")
BORIS = Operator(2, "Boris")
CLARA = Operator(3, "Clara", {"help": 1})
SUBSCRIBER, CONSULT, CALLBACK = OfferKind.SUBSCRIBER, OfferKind.CONSULT, OfferKind.CALLBACK


def office(*operators: int, queue: Queue = SALES) -> Office:
    """Anna talks with s1; the operators of these numbers are available, after her."""
    here = Office((ANNA, BORIS, CLARA), (queue, HELP))
    here.sign_in(1)
    here.wait("s1")
    here.answer("s1")
    here.until(1)
    here.sign_in(*operators)
    return here


def consult(here: Office, party: str = "k1", **target: object) -> list[commands.RoutingCommand]:
    offer_id = here.offer("s1").offer_id
    return here.tell(events.ConsultAsked(offer_id, party, **target))  # type: ignore[arg-type]


def transfer(here: Office, **target: object) -> list[commands.RoutingCommand]:
    return here.tell(events.TransferAsked(here.offer("s1").offer_id, **target))  # type: ignore[arg-type]


# --- lost operators ----------------------------------------------------------------------------


def test_who_loses_his_operator_gets_another_at_the_head_of_the_queue() -> None:
    here = office()
    here.sign_in(2)
    here.wish(2, do.GoOnBreak("x", forced=True), token="")
    here.wait("s2", priority=9)
    told = here.end("s1", lost=True)
    assert told == [commands.NoteOperatorLost(1, 1)]
    assert here.state(1) == "wrap_up"
    here.wish(2, do.GoAvailable())
    assert here.offers(here.told)[-1] == ("s1", 2)
    here.answer("s1")
    here.end("s1")
    here.until(6)
    assert here.table.results == [OwnResult(1, "no_result")], "one for the attempt, not one each"
    counts = here.router.counts("sales", here.now)
    assert counts is not None
    assert (counts.operators_lost, counts.entered, counts.answered) == (1, 2, 1)


def test_he_leaves_by_the_overflow_port_where_nobody_else_is() -> None:
    here = office()
    lost = commands.LeaveQueue("s1", "operator_lost")
    assert here.end("s1", lost=True) == [commands.NoteOperatorLost(1, 1), lost]
    here = office(2)
    here.wait("s2")
    here.answer("s2")
    here.end("s1", lost=True)
    here.until(20.9)
    assert lost not in here.told
    assert here.until(21) == [lost], "nobody came free in the time for that"


def test_the_lost_operator_is_not_offered_his_subscriber_again() -> None:
    here = office(queue=replace(SALES, wrap_up=WrapUp(), overflow_when_empty=False))
    here.end("s1", lost=True)
    assert here.state(1) == "available"
    assert here.offers(here.wait("s2")) == [("s2", 1)]
    here.answer("s2")
    here.sign_in(3)
    assert here.offers(here.told)[-1] == ("s1", 3)


def test_a_leg_that_never_came_to_a_talk_is_a_missed_offer() -> None:
    here = office(2)
    here.wait("s2")
    here.end("s2", lost=True)
    assert here.offers(here.told)[-1] == ("s2", 2)
    assert here.table.row(2).misses == 1
    assert here.tell(events.TalkEnded("A/999")) == []
    assert here.tell(events.OfferFailed("A/999")) == []


def test_subscriber_hangs_up_in_the_talk() -> None:
    here = office()
    assert here.gone("s1") == [commands.HangUpOperator(1, here.offer("s1").offer_id)]
    assert here.state(1) == "wrap_up"
    counts = here.router.counts("sales", here.now)
    assert counts is not None
    assert counts.abandoned == 0


def test_a_talk_whose_answer_is_not_written_yet() -> None:
    here = Office((ANNA,), (SALES,))
    here.sign_in(1)
    here.wait("s1")
    here.answering = False
    here.answer("s1")
    here.end("s1")
    here.answering = True
    assert here.state(1) == "talking"
    here.until(5)
    assert here.state(1) == "wrap_up", "first that he talked, then that it is over"


# --- transfer ----------------------------------------------------------------------------------


def test_transfer_to_another_operator() -> None:
    here = office(2, 3)
    told = transfer(here, operator_id=3)
    assert told[0] == commands.HangUpOperator(1, told[0].offer_id)  # type: ignore[union-attr]
    assert here.offers(told) == [("s1", 3)], "though Boris is longer idle"
    assert here.table.row(1).owes_result is None, "the result is Clara's to give"
    assert here.state(1) == "wrap_up"
    here.answer("s1")
    assert here.table.row(3).owes_result == 1


def test_transfer_to_who_does_not_come_falls_to_the_queue() -> None:
    here = office(2, 3)
    here.wish(3, do.GoOnBreak("x", forced=True), token="")
    assert here.offers(transfer(here, operator_id=3)) == [], "he is waited for, whatever he does"
    assert here.offers(here.until(11)) == [("s1", 2)]
    here = office(2, 3)
    transfer(here, operator_id=3)
    assert here.offers(here.fail("s1")) == [("s1", 2)]


def test_transfer_to_another_queue() -> None:
    here = office(2)
    assert transfer(here, queue="help")[1:] == [commands.LeaveQueue("s1", "nobody_signed_in")]
    here = office(2, 3)
    assert here.offers(transfer(here, queue="help")) == [("s1", 3)]
    assert here.table.row(3).hold.queue == "help"  # type: ignore[union-attr]
    assert here.tell(events.TransferAsked("A/999")) == []
    assert here.tell(events.TransferAsked(here.offer("s1").offer_id)) == [], "he only rings yet"


def test_transfer_to_an_operator_of_another_queue_who_is_the_only_one_there() -> None:
    here = office()
    here.tell(events.RoutingChanged((ANNA, CLARA), (replace(SALES, skill="sales"), HELP)))
    here.sign_in(3)
    assert here.offers(transfer(here, operator_id=3)) == [("s1", 3)]


def test_a_transfer_into_a_queue_that_was_removed_meanwhile() -> None:
    here = office(2)
    here.tell(events.RoutingChanged((ANNA, BORIS, CLARA), (HELP,)))
    assert transfer(here)[1:] == [commands.LeaveQueue("s1", "unknown_queue")]


# --- consult -----------------------------------------------------------------------------------


def test_consult_and_back_to_the_subscriber() -> None:
    here = office(2)
    assert here.offers(consult(here, operator_id=2)) == [("k1", 2)]
    assert here.answer("k1") == [commands.Connect(2, here.offer("k1").offer_id, CONSULT, "k1")]
    assert (here.state(1), here.state(2)) == ("talking", "talking")
    told = here.tell(events.ConsultCancelled("k1"))
    assert told == [commands.HangUpOperator(2, here.offer("k1").offer_id)]
    assert here.state(2) == "available", "no wrap-up for advice"
    assert here.state(1) == "talking"
    assert here.tell(events.ConsultCancelled("k1")) == []
    assert here.tell(events.ConsultCompleted("k1")) == []
    assert here.tell(events.ConsultCompleted("s1")) == []


def test_who_was_asked_hangs_up() -> None:
    here = office(2)
    consult(here)
    here.answer("k1")
    assert here.end("k1") == [commands.TalkOver("k1")]
    assert here.offers(consult(here, "k2", queue="sales")) == [("k2", 2)], "and again"


def test_consult_completed_hands_the_subscriber_over() -> None:
    here = office(2)
    consult(here, operator_id=2)
    here.answer("k1")
    told = here.tell(events.ConsultCompleted("k1"))
    offer_id = here.offer("k1").offer_id
    assert told == [
        commands.HangUpOperator(1, here.offer("s1").offer_id),
        commands.Connect(2, offer_id, SUBSCRIBER, "s1"),
    ]
    row = here.table.row(2)
    assert (row.owes_result, row.hold.kind) == (1, SUBSCRIBER)  # type: ignore[union-attr]
    assert here.state(1) == "wrap_up"
    assert here.end("k1") == [commands.TalkOver("s1")]
    assert here.state(2) == "wrap_up"


def test_consult_completed_while_the_colleague_still_rings() -> None:
    here = office(2, 3)
    consult(here, operator_id=3)
    ringing = here.offer("k1").offer_id
    told = here.tell(events.ConsultCompleted("k1"))
    assert commands.StopOffer(3, ringing, "cancelled") in told
    assert here.offers(told) == [("s1", 3)], "to the same one"


def test_the_asker_leaves_a_conference_and_the_others_talk_on() -> None:
    here = office(2)
    consult(here)
    here.answer("k1")
    told = here.end("s1")
    assert told == [commands.Connect(2, here.offer("k1").offer_id, SUBSCRIBER, "s1")]
    assert (here.state(1), here.state(2)) == ("wrap_up", "talking")


def test_the_asker_is_lost_in_a_conference() -> None:
    here = office(2)
    consult(here)
    here.answer("k1")
    told = here.end("s1", lost=True)
    assert told[0] == commands.NoteOperatorLost(1, 1)
    assert told[1] == commands.Connect(2, here.offer("k1").offer_id, SUBSCRIBER, "s1")


@pytest.mark.parametrize("first", ["s1", "k1", "cancel", "complete"])
def test_the_subscriber_leaves_a_conference(first: str) -> None:
    here = office(2)
    consult(here)
    here.answer("k1")
    assert here.gone("s1") == [], "they talk on"
    assert here.gone("s1") == []
    assert transfer(here, operator_id=2) == []
    one, other = here.offer("s1").offer_id, here.offer("k1").offer_id
    if first == "s1":
        assert here.end("s1") == [commands.HangUpOperator(2, other)]
    elif first == "k1":
        assert here.end("k1") == [commands.HangUpOperator(1, one)]
    else:
        kind = events.ConsultCancelled if first == "cancel" else events.ConsultCompleted
        told = here.tell(kind("k1"))
        assert told == [commands.HangUpOperator(2, other), commands.HangUpOperator(1, one)]
    assert (here.state(1), here.state(2)) == ("wrap_up", "available")


def test_the_subscriber_leaves_while_the_colleague_rings() -> None:
    here = office(2)
    consult(here)
    assert here.gone("s1") == [
        commands.StopOffer(2, here.offer("k1").offer_id, "cancelled"),
        commands.HangUpOperator(1, here.offer("s1").offer_id),
    ]
    assert (here.state(1), here.state(2)) == ("wrap_up", "available")


def test_a_colleague_who_cannot_be_reached() -> None:
    not_reached = commands.LeaveQueue("k1", "not_reached")
    here = office(2)
    here.wish(2, do.GoOnBreak("x", forced=True), token="")
    assert consult(here, operator_id=2) == []
    assert here.until(11)[-1] == not_reached
    here.wish(2, do.GoAvailable())
    consult(here, operator_id=2)
    assert consult(here, operator_id=2) == [], "told twice"
    assert here.fail("k1") == [not_reached]
    consult(here)
    assert here.until(21)[-2:] == [
        commands.StopOffer(2, here.offer("k1").offer_id, "not_reached"), not_reached,
    ]  # fmt: skip
    assert here.state(1) == "talking"
    counts = here.router.counts("sales", here.now)
    assert counts is not None
    assert counts.overflowed == 0


def test_only_who_talks_with_a_subscriber_can_ask() -> None:
    here = office(2, 3)
    not_reached = commands.LeaveQueue("k2", "not_reached")
    assert here.tell(events.ConsultAsked("A/999", "k2")) == [not_reached]
    consult(here, operator_id=2)
    assert consult(here, "k2") == [not_reached], "one at a time"
    here.answer("k1")
    asked = here.tell(events.ConsultAsked(here.offer("k1").offer_id, "k2"))
    assert asked == [not_reached]
    transferred = here.tell(events.TransferAsked(here.offer("k1").offer_id))
    assert transferred == []
    assert here.offers(transfer(here)) == [("s1", 3)], "the consultation ends with it"
    assert here.state(2) == "available"


# --- callbacks ---------------------------------------------------------------------------------


def test_a_callback_waits_for_its_operator_then_goes_to_the_team() -> None:
    here = office(2)
    assert here.tell(events.CallbackDue("c5", "sales", operator_id=1, patience_s=60)) == []
    assert here.tell(events.CallbackDue("c5", "sales")) == [], "told twice"
    told = here.until(61)
    assert told[0] == commands.PassCallback("c5", "sales")
    assert here.offers(told) == [("c5", 2)]
    told = here.answer("c5")
    assert told == [commands.Connect(2, here.offer("c5").offer_id, CALLBACK, "c5")]
    assert here.gone("c5") == [commands.HangUpOperator(2, here.offer("c5").offer_id)]


def test_a_callback_that_its_operator_does_not_take() -> None:
    here = office(2, 3)
    told = here.tell(events.CallbackDue("c5", "sales", operator_id=3, attempt_id=8))
    assert here.offers(told) == [("c5", 3)]
    told = here.fail("c5")
    assert told[0] == commands.PassCallback("c5", "sales")
    assert here.offers(told) == [("c5", 2)]
    told = here.tell(events.CallbackDue("c6", "sales", operator_id=3, patience_s=5))
    assert here.offers(told) == [("c6", 3)]
    assert here.until(7) == [], "while it rings it stays his"
    assert here.offers(here.answer("c6")) == []
    assert here.tell(events.CallbackDue("c7", "nowhere")) == [
        commands.LeaveQueue("c7", "unknown_queue")
    ]


def test_a_callback_taken_back_and_one_that_becomes_a_transfer() -> None:
    here = office(2)
    here.wish(2, do.GoOnBreak("x", forced=True), token="")
    here.tell(events.CallbackDue("c5", "sales"))
    assert here.gone("c5") == []
    here.wish(2, do.GoAvailable())
    assert here.state(2) == "available"
    here.tell(events.CallbackDue("c6", "sales", attempt_id=9))
    here.answer("c6")
    here.sign_in(3)
    told = here.tell(events.TransferAsked(here.offer("c6").offer_id))
    assert here.offers(told) == [("c6", 3)]
    assert here.offer("c6").kind is SUBSCRIBER


# --- calls that an operator has ordered --------------------------------------------------------


def ordered(queue: Queue = FORCED) -> Office:
    """Anna's softphone is answered, and attempt 7 is dialled for her."""
    here = Office((ANNA, BORIS), (queue, HELP))
    here.sign_in(1)
    here.tell(events.CallbackDue("m1", "sales", operator_id=1, attempt_id=7, stage="dialling"))
    here.answer("m1")
    return here


def hold(here: Office) -> Hold:
    found = here.table.row(1).hold
    assert found is not None
    return found


def test_the_row_says_how_far_an_ordered_call_is() -> None:
    here = ordered()
    assert hold(here).stage == "dialling"
    assert hold(here).attempt_id == 7
    here.tell(events.CallProgressed("m1", "ringing"))
    here.tell(events.CallProgressed("m1", "ringing"))
    assert (hold(here).stage, here.state(1)) == ("ringing", "talking")
    here.tell(events.CallProgressed("m9", "ringing"))
    here.tell(events.CallProgressed("m1", ""))
    assert hold(here).stage == ""


def test_an_ordered_call_that_was_talked_owes_a_result() -> None:
    here = ordered()
    here.tell(events.CallProgressed("m1", ""))
    here.gone("m1")
    here.end("m1")
    assert (here.state(1), here.table.row(1).owes_result) == ("wrap_up", 7)
    assert here.wish(1, do.FinishWrapUp()) == "result_required"


def test_a_result_that_was_saved_early_is_not_owed_again() -> None:
    here = ordered()
    here.wish(1, do.SaveResult(7))
    here.tell(events.CallProgressed("m1", ""))
    assert here.table.row(1).owes_result is None


@pytest.mark.parametrize("stage", ["dialling", "ringing", "user_busy"])
def test_who_reached_nobody_is_free_at_once(stage: str) -> None:
    here = ordered()
    here.tell(events.CallProgressed("m1", stage))
    assert here.offers(here.end("m1")) == []
    assert (here.state(1), here.table.row(1).owes_result) == ("available", None)
    assert here.table.results == []


def test_who_reached_nobody_may_have_asked_for_time() -> None:
    here = ordered()
    here.wish(1, do.AskWrapUp())
    here.tell(events.CallProgressed("m1", "no_answer"))
    here.end("m1")
    assert (here.state(1), here.table.row(1).owes_result) == ("wrap_up", None)


def test_an_operator_lost_while_it_rings_leaves_nobody_to_colleagues() -> None:
    here = ordered()
    here.sign_in(2)
    told = here.end("m1", lost=True)
    assert commands.TalkOver("m1") in told
    assert here.offers(told) == []


def test_nobody_can_be_passed_on_before_he_is_there() -> None:
    here = ordered()
    here.sign_in(2)
    assert here.tell(events.TransferAsked(here.offer("m1").offer_id)) == []
    told = here.tell(events.ConsultAsked(here.offer("m1").offer_id, "k1"))
    assert told == [commands.LeaveQueue("k1", "not_reached")]
