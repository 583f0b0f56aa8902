"""Subscribers in the queue: who gets whom, and who leaves how."""

from dataclasses import replace

from engine.domain.operator import Assignment, OfferKind, Operator, OperatorState, Queue
from engine.routing import actions as do
from engine.routing import commands, events
from engine.routing.commands import SaveStatus
from engine.routing.router import Router
from tests.helpers.routing_world import START, Office, seconds

SALES = Queue("sales", 1, ring_timeout_s=15, most_misses=2)
HELP = Queue("help", 1, skill="help", minimum_level=3, assignment=Assignment.BEST_SKILL)
ANNA = Operator(1, "Anna", {"help": 5})
BORIS = Operator(2, "Boris", {"help": 3})
CLARA = Operator(3, "Clara", {"help": 2})


def office(*operators: Operator, queue: Queue = SALES) -> Office:
    return Office(operators or (ANNA, BORIS, CLARA), (queue, HELP))


def test_from_waiting_to_the_end_of_the_talk() -> None:
    here = office(ANNA)
    here.sign_in(1)
    assert here.wait("s7") == [
        commands.Offer(
            1, here.offer("s7").offer_id, OfferKind.SUBSCRIBER, "s7", 7, "t1", 15, "sales"
        )
    ]
    assert here.state(1) == "ringing"
    offer_id = here.offer("s7").offer_id
    assert here.answer("s7") == [commands.Connect(1, offer_id, OfferKind.SUBSCRIBER, "s7")]
    assert here.state(1) == "talking"
    assert here.table.row(1).owes_result == 7
    assert here.end("s7") == [commands.TalkOver("s7")]
    assert here.state(1) == "available"


def test_the_longest_idle_first() -> None:
    here = office()
    here.sign_in(2)
    here.until(1)
    here.sign_in(1)
    here.until(2)
    here.sign_in(3)
    told = here.wait("s1") + here.wait("s2") + here.wait("s3")
    assert here.offers(told) == [("s1", 2), ("s2", 1), ("s3", 3)]


def test_the_best_skill_first_then_the_longest_idle() -> None:
    here = Office((ANNA, BORIS, CLARA, replace(BORIS, id=4)), (SALES, HELP))
    here.sign_in(4)
    here.until(1)
    here.sign_in(2, 3, 1)
    told = [*here.wait("s1", "help"), *here.wait("s2", "help"), *here.wait("s3", "help")]
    assert here.offers(told) == [("s1", 1), ("s2", 4), ("s3", 2)]
    assert here.wait("s4", "help") == [], "Clara's level is below the queue's"
    assert here.state(3) == "available"


def test_a_subscriber_may_ask_for_a_higher_level() -> None:
    here = office(BORIS, CLARA)
    here.sign_in(2)
    assert here.wait("s1", "help", level=4) == []
    assert here.offers(here.wait("s2", "help")) == [("s2", 2)], "he is not held up by the first"


def test_priority_then_the_longest_waiting_over_all_queues() -> None:
    here = office(ANNA, BORIS)
    here.sign_in(1, 2)
    assert here.wish(1, do.GoOnBreak("x"), token="") == "unknown_reason"
    here.wish(1, do.GoOnBreak("x", forced=True), token="")
    here.wish(2, do.GoOnBreak("x", forced=True), token="")
    here.wait("s1", since=START - seconds(5))
    here.wait("s2", "help", since=START - seconds(9))
    here.wait("s3", since=START - seconds(7))
    here.wait("s4", since=START, priority=1)
    before = len(here.told)
    here.wish(1, do.GoAvailable())
    for party in ("s4", "s2", "s3", "s1"):
        here.answer(party)
        here.end(party)
    assert here.offers(here.told[before:]) == [("s4", 1), ("s2", 1), ("s3", 1), ("s1", 1)]


def test_several_who_come_free_at_once_are_given_out_by_their_rank() -> None:
    here = office(CLARA, BORIS, ANNA)
    here.sign_in(1, 2, 3)
    router = Router("B", START)
    router.handle(events.RoutingChanged((CLARA, BORIS, ANNA), (SALES, HELP)), START)
    router.handle(events.SubscriberWaiting("s1", 1, "help", START), START)
    router.handle(events.SubscriberWaiting("s2", 2, "help", START, priority=1), START)
    saves = router.handle(events.StatusesRead(0, tuple(here.table.rows.values())), START)
    pairs = [(c.status.operator_id, c.status.hold) for c in saves if isinstance(c, SaveStatus)]
    assert [(number, hold.party) for number, hold in pairs if hold] == [(1, "s2"), (2, "s1")]


def test_an_unanswered_offer_goes_back_to_the_head_and_misses_lead_to_a_break() -> None:
    here = office(ANNA, BORIS)
    here.sign_in(1)
    here.until(1)
    here.sign_in(2)
    here.wait("s1")
    here.wait("s2")
    here.wait("s3")
    first = here.offer("s1")
    told = here.until(16)
    assert commands.StopOffer(1, first.offer_id, "no_answer") in told
    assert {party for party, _ in here.offers(told)} == {"s1", "s2"}, "nobody overtakes them"
    told = here.until(31)
    assert [c for c in told if isinstance(c, commands.Offer)] == []
    assert (here.state(1), here.state(2)) == ("on_break", "on_break")
    assert here.table.row(1).break_reason == "no_answer"
    here.wish(1, do.GoAvailable())
    assert here.offers(here.told)[-1] == ("s1", 1)
    here.answer("s1")
    assert here.table.row(1).misses == 0


def test_who_is_free_takes_what_another_has_missed() -> None:
    here = office(ANNA, BORIS)
    here.sign_in(1)
    here.until(1)
    here.sign_in(2)
    here.wait("s1")
    assert here.offers(here.fail("s1")) == [("s1", 2)]
    assert here.state(1) == "available"


def test_alerting_stops_at_once_when_the_subscriber_hangs_up() -> None:
    here = office(ANNA, BORIS)
    here.sign_in(1)
    here.until(4)
    here.sign_in(2)
    here.wait("s1")
    here.until(6)
    assert here.gone("s1") == [commands.StopOffer(1, here.offer("s1").offer_id, "subscriber_gone")]
    assert here.table.row(1).since == START, "as if nothing had been offered"
    assert here.offers(here.wait("s2")) == [("s2", 1)]
    assert here.gone("s1") == []
    counts = here.router.counts("sales", here.now)
    assert counts is not None
    assert (counts.abandoned, counts.entered, counts.offered) == (1, 2, 1)


def test_an_answer_that_crosses_the_end_of_the_offer_is_hung_up() -> None:
    here = office(ANNA)
    here.sign_in(1)
    here.wait("s1")
    here.answering = False
    here.gone("s1")
    assert here.answer("s1") == [commands.HangUpOperator(1, here.offer("s1").offer_id)]
    here.answering = True
    here.until(3)
    assert here.state(1) == "available"
    assert here.answer("s1") == [], "it is forgotten"


def test_who_hangs_up_while_an_operator_is_being_reserved() -> None:
    here = office(ANNA)
    here.sign_in(1)
    here.answering = False
    here.wait("s1")
    assert here.gone("s1") == []
    here.answering = True
    assert here.until(5) == [], "nobody is rung"
    assert here.state(1) == "available"


def test_the_time_limit_leads_to_the_overflow_port() -> None:
    here = office(ANNA, queue=replace(SALES, time_limit_s=20, ring_timeout_s=30))
    here.sign_in(1)
    here.wish(1, do.GoOnBreak("x", forced=True), token="")
    here.wait("s1")
    assert here.until(19.9)[0] == commands.TellPosition("s1", 1, None)
    assert here.until(20) == [commands.LeaveQueue("s1", "time_limit")]
    here.wish(1, do.GoAvailable())
    here.wait("s2", since=START)
    assert here.state(1) == "ringing"
    assert here.until(45) == [], "what rings may be answered"
    assert here.until(51)[-1] == commands.LeaveQueue("s2", "time_limit")
    counts = here.router.counts("sales", here.now)
    assert counts is not None
    assert counts.overflowed == 2


def test_the_limit_while_an_operator_is_being_reserved() -> None:
    here = office(ANNA, queue=replace(SALES, time_limit_s=1))
    here.sign_in(1)
    here.answering = False
    here.wait("s1")
    assert here.until(1) == [commands.LeaveQueue("s1", "time_limit")]
    here.answering = True
    assert here.until(5) == []
    assert here.state(1) == "available"


def test_the_two_second_rule_cuts_even_what_rings() -> None:
    here = office(ANNA, queue=replace(SALES, automated=True))
    here.sign_in(1)
    here.until(1)
    here.wait("s1", since=START)
    assert here.until(2) == [
        commands.StopOffer(1, here.offer("s1").offer_id, "no_operator_in_time"),
        commands.LeaveQueue("s1", "no_operator_in_time"),
    ]
    assert here.state(1) == "available"
    here.wait("s2")
    here.answer("s2")
    assert here.until(9) == [], "who talks is not measured any more"


def test_nobody_waits_where_nobody_is_signed_in() -> None:
    here = office(ANNA)
    assert here.wait("s1") == [commands.LeaveQueue("s1", "nobody_signed_in")]
    here.sign_in(1)
    here.wish(1, do.GoOnBreak("x", forced=True), token="")
    assert here.wait("s2") == []
    here.wish(1, do.SignOut())
    assert commands.LeaveQueue("s2", "nobody_signed_in") in here.told
    patient = office(ANNA, queue=replace(SALES, overflow_when_empty=False))
    assert patient.wait("s1") == []
    patient.sign_in(1)
    assert patient.offers(patient.told) == [("s1", 1)]


def test_before_the_rows_are_read_nobody_is_sent_away() -> None:
    router = Router("B", START)
    router.handle(events.RoutingChanged((ANNA,), (SALES,)), START)
    assert router.handle(events.SubscriberWaiting("s1", 1, "sales", START), START) == []
    out = router.handle(events.StatusesRead(1, ()), START)
    assert out == [commands.LeaveQueue("s1", "nobody_signed_in")]


def test_the_last_operator_signs_out_while_he_is_rung() -> None:
    here = office(ANNA)
    here.sign_in(1)
    here.wait("s1")
    assert here.wish(1, do.SignOut()) == ""
    assert here.state(1) == "ringing", "the call may still be answered"
    here.fail("s1")
    assert here.told[-1] == commands.LeaveQueue("s1", "nobody_signed_in")
    assert here.state(1) == "logged_out"


def test_the_operator_known_to_the_contact_is_preferred_for_a_short_time() -> None:
    here = office(ANNA, BORIS, queue=replace(SALES, sticky_s=5))
    here.sign_in(1)
    here.until(1)
    here.sign_in(2)
    assert here.offers(here.wait("s1", sticky=2)) == [("s1", 2)], "though Anna is longer idle"
    here.answer("s1")
    assert here.wait("s2", sticky=2) == []
    assert here.offers(here.wait("s3")) == [("s3", 1)], "who waits for Boris holds up nobody"
    here.answer("s3")
    here.end("s1")
    assert here.offers(here.told[-2:]) == [("s2", 2)], "he was waited for"
    here.answer("s2")
    here.end("s3")
    assert here.wait("s4", sticky=2) == []
    assert here.offers(here.until(6)) == [("s4", 1)], "no longer than that"


def test_whoever_is_known_from_before_must_serve_the_queue_still() -> None:
    here = office(ANNA, BORIS)
    here.sign_in(1, 2)
    here.tell(events.RoutingChanged((ANNA, replace(BORIS, skills={})), (SALES, HELP)))
    assert here.offers(here.wait("s1", "help", sticky=2)) == [("s1", 1)]
    assert here.wait("s2", "help", sticky=2) == []
    here.answer("s1")
    here.end("s1")
    assert here.offers(here.told)[-1] == ("s2", 1), "nobody waits for Boris"
    here.answer("s2")
    assert here.wait("s3", "help", sticky=2) == []
    here.tell(events.RoutingChanged((ANNA, BORIS), (SALES, HELP)))
    assert here.offers(here.told)[-1] == ("s3", 2), "he serves it again"


def test_who_is_not_there_is_not_waited_for() -> None:
    here = office(ANNA, BORIS)
    here.sign_in(1, 2)
    here.wish(2, do.GoOnBreak("x", forced=True), token="")
    assert here.offers(here.wait("s1", sticky=2)) == [("s1", 1)]
    assert here.offers(here.wait("s2", sticky=77)) == []
    here.answer("s1")
    here.end("s1")
    here.answer("s2")
    here.wish(2, do.GoAvailable())
    here.wait("s3", sticky=1)
    assert here.state(2) == "available", "Anna is waited for"
    here.wish(1, do.GoOnBreak("x", forced=True), token="")
    assert here.offers(here.told)[-1] == ("s3", 2), "she is not worth waiting for any more"


def test_position_and_wait_are_told() -> None:
    here = office(ANNA, queue=replace(SALES, announce_s=10))
    here.sign_in(1)
    here.wait("s1")
    here.answer("s1")
    here.until(60)
    here.end("s1")
    here.wish(1, do.GoOnBreak("x", forced=True), token="")
    here.wait("s2")
    here.wait("s3")
    assert here.until(62) == [
        commands.TellPosition("s2", 1, 60.0), commands.TellPosition("s3", 2, 120.0),
    ]  # fmt: skip
    here.gone("s2")
    assert here.until(71) == [commands.TellPosition("s3", 1, 60.0)]
    here.wish(1, do.GoAvailable())
    assert here.until(82) == [], "it rings"


def test_unknown_and_removed_queues() -> None:
    here = office(ANNA, queue=replace(SALES, overflow_when_empty=False))
    assert here.wait("s1", "nowhere") == [commands.LeaveQueue("s1", "unknown_queue")]
    here.wait("s2")
    assert here.wait("s2") == [], "told twice"
    here.sign_in(1)
    here.wait("s3")
    told = here.tell(events.RoutingChanged((ANNA,), (HELP,)))
    assert told == [commands.LeaveQueue("s3", "unknown_queue")]
    assert here.fail("s2") == [commands.LeaveQueue("s2", "unknown_queue")]
    assert here.router.counts("sales", here.now) is None


def test_an_operator_who_was_removed_gets_no_calls() -> None:
    here = office(ANNA, queue=replace(SALES, overflow_when_empty=False))
    here.sign_in(1)
    here.tell(events.RoutingChanged((), (replace(SALES, overflow_when_empty=False),)))
    assert here.wait("s1") == []
    here.tell(events.RoutingChanged((ANNA,), (SALES,)))
    assert here.offers(here.told) == [("s1", 1)]


def test_a_clock_that_is_set_back_changes_no_waiting() -> None:
    here = office(
        ANNA,
        BORIS,
        queue=replace(SALES, time_limit_s=20, announce_s=600, sticky_s=600, ring_timeout_s=60),
    )
    here.sign_in(1, 2)
    here.wish(1, do.GoOnBreak("x", forced=True), token="")
    here.wait("s0")
    here.wait("s1")
    here.tell(events.CallbackDue("c1", "sales", priority=-1))
    here.wait("s2", sticky=2)
    here.until(10)
    here.now -= seconds(3600)
    assert here.wait("s3", since=here.now) == []
    counts = here.router.counts("sales", here.now)
    assert counts is not None
    assert counts.longest_wait_s == 10
    assert here.until(-3590 + 9.5) == [commands.TellPosition("s3", 3, None)]
    assert here.until(-3590 + 10) == [
        commands.LeaveQueue("s1", "time_limit"), commands.LeaveQueue("s2", "time_limit"),
    ]  # fmt: skip


def test_counts_for_pacing_and_the_wallboard() -> None:
    here = Office((ANNA, BORIS, CLARA, replace(ANNA, id=4), replace(ANNA, id=5)), (SALES, HELP))
    here.sign_in(1, 2, 3, 4)
    here.wish(3, do.GoOnBreak("tea", forced=True), token="")
    here.tell(events.PresenceChanged(4, "t4", False))
    here.wait("s1")
    here.answer("s1")
    here.until(3)
    here.wait("s2", since=START)
    here.wait("s3", since=START + seconds(1))
    here.tell(events.CallbackDue("c1", "sales"))
    here.wait("h1", "help")
    counts = here.router.counts("sales", here.now)
    assert counts is not None
    assert (counts.available, counts.ringing, counts.absent) == (0, 1, 1)
    assert counts.talking_since == (START,)
    assert counts.on_break == {"tea": 1}
    assert (counts.waiting, counts.offered, counts.callbacks_waiting) == (1, 1, 1)
    assert counts.longest_wait_s == 2
    assert counts.service_level == 1.0
    assert here.router.counts("help", here.now).service_level is None  # type: ignore[union-attr]
    status = here.router.status(1)
    assert status is not None
    assert status.state is OperatorState.TALKING
    assert here.router.status(99) is None


def test_the_queue_is_removed_while_an_operator_rings() -> None:
    here = office(ANNA)
    here.sign_in(1)
    here.wait("s1")
    here.tell(events.RoutingChanged((ANNA,), (HELP,)))
    assert here.state(1) == "ringing", "the call may be answered"
    assert here.fail("s1") == [commands.LeaveQueue("s1", "unknown_queue")]
    assert here.state(1) == "available"


def test_the_only_operator_signs_out_at_another_node_while_he_is_reserved() -> None:
    here = office(ANNA)
    here.sign_in(1)
    before = here.table.row(1)
    here.answering = False
    here.wait("s1")
    here.answering = True
    out = before.changed(revision=3, write_id="B:1", state=OperatorState.LOGGED_OUT)
    here.table.rows[1] = out
    assert here.tell(events.StatusChanged(out)) == [commands.LeaveQueue("s1", "nobody_signed_in")]


def test_a_preference_whose_timer_is_late_is_over_all_the_same() -> None:
    here = office(ANNA, BORIS, queue=replace(SALES, sticky_s=5))
    here.sign_in(1)
    here.wait("s1")
    here.answer("s1")
    here.wait("s2", sticky=1)
    here.now += seconds(5)
    here.sign_in(2)
    assert here.offers(here.told)[-1] == ("s2", 2)


def test_two_wait_for_the_same_operator_and_one_hangs_up() -> None:
    here = office(ANNA, BORIS)
    here.sign_in(1)
    here.wait("s1")
    here.answer("s1")
    assert here.answer("s1") == [], "told twice"
    here.wait("s2", sticky=1)
    here.wait("s3", sticky=1)
    here.gone("s2")
    here.end("s1")
    assert here.offers(here.told)[-1] == ("s3", 1)


def test_who_wants_one_operator_gets_him_or_nobody() -> None:
    """Anna is free all the time; Boris signs in, is taken first for who wants him, and goes."""
    here = office(ANNA, BORIS)
    here.sign_in(1)
    assert here.wait("s1", operator_id=2) == [commands.LeaveQueue("s1", "nobody_signed_in")]
    here.sign_in(2)
    assert here.offers(here.wait("s2", operator_id=2)) == [("s2", 2)]
    here.answer("s2")
    assert here.wait("s3", operator_id=2) == []
    assert here.wait("s4", operator_id=2) == []
    assert here.state(1) == "available"
    here.end("s2")
    assert here.state(2) == "ringing"
    before = len(here.told)
    here.until(SALES.direct_s + 1)
    assert commands.LeaveQueue("s4", "time_limit") in here.told[before:]


def test_who_waits_for_one_operator_leaves_when_he_signs_out() -> None:
    here = office(ANNA, BORIS)
    here.sign_in(1, 2)
    here.wish(2, do.GoOnBreak("x", forced=True), token="")
    assert here.wait("s1", operator_id=2) == []
    before = len(here.told)
    here.wish(2, do.SignOut())
    assert here.told[before:].count(commands.LeaveQueue("s1", "nobody_signed_in")) == 1
