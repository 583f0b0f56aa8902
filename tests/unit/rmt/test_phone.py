"""The telephone's state at the workstation, without any telephone."""

import itertools
import random

import pytest

from engine.domain.disposition import HangupBy
from engine.domain.hangup_cause import HangupCause
from engine.ports import softphone as sp
from rmt.phone import PAUSE_S, Consultation, Notice, Phone
from rmt.phone_actions import Action, allowed
from rmt.phone_call import Stage, number_of

NOW = 1000.0


def ready() -> Phone:
    ids = itertools.count(1)
    phone = Phone(lambda: f"c{next(ids)}")
    phone.feed(sp.RegistrationChanged(sp.RegistrationState.REGISTERED))
    return phone


def ring(phone: Phone, call_id: str, number: str = "100") -> None:
    phone.feed(sp.Incoming(call_id, NOW, f"sip:{number}@pbx", "", "us", {"X-RINO-Attempt": "7"}))


def talk(phone: Phone, number: str = "200") -> str:
    order = phone.dial(number, NOW)[-1]
    assert isinstance(order, sp.Dial)
    phone.feed(sp.Answered(order.call_id, NOW, {}))
    return order.call_id


def end(phone: Phone, call_id: str, cause: HangupCause = HangupCause.NORMAL_CLEARING) -> list:
    return phone.feed(sp.Ended(call_id, NOW, NOW, 200, cause, HangupBy.SUBSCRIBER))


def test_dialled_rings_and_is_talked_to() -> None:
    phone = ready()
    assert phone.state == "idle"
    assert phone.dial("200", NOW, {"X": "1"}) == [sp.Dial("c1", "200", {"X": "1"})]
    assert phone.state == "dialling"
    phone.feed(sp.Progress("c1", NOW, 180, False))
    assert phone.calls["c1"].stage is Stage.RINGING
    phone.feed(sp.Answered("c1", NOW + 3, {}))
    assert (phone.state, phone.calls["c1"].answered_at) == ("talking", NOW + 3)
    end(phone, "c1")
    assert (phone.state, phone.calls) == ("idle", {})


def test_an_offered_call_shows_who_calls_and_is_answered() -> None:
    phone = ready()
    ring(phone, "in", "79991112233")
    call = phone.offered
    assert call is not None
    assert (call.number, call.headers["X-RINO-Attempt"]) == ("79991112233", "7")
    assert phone.answer() == [sp.Answer("in")]
    phone.feed(sp.Answered("in", NOW, {}))
    assert phone.state == "talking"
    assert phone.answer() == []


def test_the_one_who_waits_is_taken_and_the_first_is_held() -> None:
    phone = ready()
    first = talk(phone)
    ring(phone, "in")
    assert phone.state == "talking"
    assert Action.ANSWER in allowed(phone)
    assert phone.answer() == [sp.Hold(first, True), sp.Answer("in")]
    phone.feed(sp.Answered("in", NOW, {}))
    phone.feed(sp.HoldChanged(first, True, False))
    assert phone.resume() == [sp.Hold("in", True), sp.Hold(first, False)]
    phone.feed(sp.HoldChanged("in", True, False))
    phone.feed(sp.HoldChanged(first, False, False))
    assert [c.id for c in phone.of(Stage.TALKING)] == [first]


def test_hang_up_and_reject() -> None:
    phone = ready()
    assert phone.hang_up() == []
    ring(phone, "in")
    assert phone.reject(busy=False) == [sp.Reject("in", False)]
    call = talk(phone)
    assert phone.hang_up() == [sp.HangUp(call)]
    phone.hold()
    assert phone.hang_up("in") == [sp.HangUp("in")]


def test_consult_cancel_goes_back() -> None:
    phone = ready()
    subject = talk(phone)
    assert phone.consult("300", NOW) == [sp.Hold(subject, True), sp.Dial("c2", "300", {})]
    assert phone.state == "consulting"
    assert {Action.CANCEL_CONSULT, Action.COMPLETE} <= allowed(phone)
    assert Action.CONFER not in allowed(phone)
    assert phone.cancel_consult() == [sp.HangUp("c2"), sp.Hold(subject, False)]
    assert end(phone, "c2") == []
    assert phone.state == "talking"


def test_who_is_asked_does_not_answer_and_we_are_back() -> None:
    phone = ready()
    subject = talk(phone)
    phone.consult("300", NOW)
    assert end(phone, "c2", HangupCause.USER_BUSY) == [sp.Hold(subject, False)]
    assert (phone.state, phone.consultation) == ("talking", None)


def test_consult_complete_joins_both() -> None:
    phone = ready()
    subject = talk(phone)
    phone.consult("300", NOW)
    phone.feed(sp.Answered("c2", NOW, {}))
    assert phone.complete() == [sp.AttendedTransfer(subject, "c2")]
    phone.feed(sp.TransferProgress(subject, 200, True, ""))
    assert end(phone, subject) == []
    assert end(phone, "c2") == []
    assert phone.state == "idle"


def test_complete_while_it_rings_is_a_blind_transfer() -> None:
    phone = ready()
    subject = talk(phone)
    phone.consult("300", NOW)
    assert phone.complete() == [sp.HangUp("c2"), sp.Transfer(subject, "300")]
    assert end(phone, "c2") == []
    failed = sp.TransferProgress(subject, 486, True, "busy")
    assert phone.feed(failed) == [sp.Hold(subject, False)]
    assert phone.notices == [Notice("transfer_failed", subject, "486 busy")]
    assert phone.state == "talking"


def test_conference_and_leaving_it() -> None:
    phone = ready()
    subject = talk(phone)
    phone.consult("300", NOW)
    phone.feed(sp.Answered("c2", NOW, {}))
    orders = phone.confer()
    assert orders == [sp.Hold(subject, False), sp.Confer((subject, "c2"))]
    phone.feed(sp.ConferenceChanged((subject, "c2"), True))
    assert phone.state == "conference"
    assert Action.LEAVE in allowed(phone)
    assert phone.leave() == [sp.LeaveConference()]
    phone.feed(sp.ConferenceChanged((subject, "c2"), False))
    assert phone.feed(sp.TransferProgress(subject, 603, True, "")) == []
    assert phone.state == "idle"
    assert phone.notices == []
    assert {c.stage for c in phone.calls.values()} == {Stage.LEFT}
    assert Action.DIAL in allowed(phone), "the next call may come"


def test_a_conference_of_the_held_and_the_present_one() -> None:
    phone = ready()
    first = talk(phone)
    ring(phone, "in")
    phone.answer()
    phone.feed(sp.Answered("in", NOW, {}))
    assert phone.confer() == [sp.Hold(first, False), sp.Confer((first, "in"))]
    assert phone.hold() == [sp.Hold(first, True), sp.Hold("in", True)]
    assert phone.resume() == [sp.Hold(first, False), sp.Hold("in", False)]
    assert phone.hang_up() == [sp.HangUp(first), sp.HangUp("in")]
    end(phone, first)
    assert (phone.conference, phone.state) == ((), "talking")


def test_a_blind_transfer_that_fails_is_told() -> None:
    phone = ready()
    call = talk(phone)
    assert phone.transfer("300") == [sp.Transfer(call, "300")]
    assert phone.transfer("300") == [], "one at a time"
    assert phone.feed(sp.TransferProgress(call, 404, True, "nobody")) == []
    assert phone.notices[-1].kind == "transfer_failed"
    assert phone.transfer("301") == [sp.Transfer(call, "301")]


def test_the_pause_of_a_recording_ends_by_itself() -> None:
    phone = ready()
    call = talk(phone)
    assert phone.pause_recording(NOW) == []
    assert phone.record("/r.wav") == [sp.Record(call, "/r.wav")]
    assert phone.pause_recording(NOW) == [sp.PauseRecording(call, True)]
    assert phone.next_tick == NOW + PAUSE_S
    assert phone.tick(NOW + PAUSE_S - 1) == []
    assert phone.tick(NOW + PAUSE_S) == [sp.PauseRecording(call, False)]
    assert phone.next_tick is None


def test_what_fails_is_told_and_undone() -> None:
    phone = ready()
    call = talk(phone)
    phone.hold()
    phone.feed(sp.Failed(call, "Hold", "488"))
    assert phone.state == "talking"
    phone.feed(sp.Recorded(call, "/r.wav", "disk full"))
    phone.feed(sp.ProcessLost(1, "signal 11"))
    assert [n.kind for n in phone.notices] == ["order_failed", "record_failed", "process_lost"]


def test_a_lost_process_leaves_no_call_behind() -> None:
    phone = ready()
    subject = talk(phone)
    phone.consult("300", NOW)
    assert end(phone, "c2", HangupCause.INTERRUPTED) == []
    end(phone, subject, HangupCause.INTERRUPTED)
    assert (phone.state, phone.calls, phone.consultation) == ("idle", {}, None)


def test_who_takes_the_place_of_a_call_takes_its_part() -> None:
    phone = ready()
    subject = talk(phone)
    phone.consult("300", NOW)
    phone.feed(sp.Answered("c2", NOW, {}))
    phone.feed(sp.Incoming("new", NOW, "sip:301@pbx", "", "us", {}, "c2"))
    assert phone.consultation == Consultation(subject, "new")
    assert end(phone, "c2") == []


@pytest.mark.parametrize(
    ("address", "number"),
    [("sip:+7999@h:5060", "+7999"), ("sips:a@h", "a"), ("sip:10.0.0.1;x=1", "10.0.0.1")],
)
def test_number_of(address: str, number: str) -> None:
    assert number_of(address) == number


@pytest.mark.parametrize("seed", range(60))
def test_whatever_comes_at_most_one_is_talked_to(seed: int) -> None:
    """A day of clumsy hands and a nervous network, held against what must always be true."""
    chance = random.Random(seed)
    phone = ready()
    ringing = itertools.count(1)
    live: dict[str, str] = {}

    def carry_out(orders: list) -> None:
        for order in orders:
            match order:
                case sp.Dial():
                    live[order.call_id] = "dialling"
                case sp.HangUp() | sp.Reject() if order.call_id in live:
                    del live[order.call_id]
                    carry_out(end(phone, order.call_id))
                case sp.Answer():
                    live[order.call_id] = "talking"
                    phone.feed(sp.Answered(order.call_id, NOW, {}))
                case sp.Hold() if order.call_id in live:
                    phone.feed(sp.HoldChanged(order.call_id, order.on, False))
                case sp.Confer():
                    phone.feed(sp.ConferenceChanged(order.call_ids, True))
                case sp.AttendedTransfer() | sp.Transfer() if order.call_id in live:
                    code = chance.choice([200, 486])
                    carry_out(phone.feed(sp.TransferProgress(order.call_id, code, True, "")))
                    if code == 200:
                        both = [order.call_id, getattr(order, "other", "")]
                        for each in both:
                            if live.pop(each, None):
                                carry_out(end(phone, each))
                case sp.LeaveConference():
                    phone.feed(sp.ConferenceChanged(phone.conference, False))

    def far_answers() -> list:
        for call_id in [c for c, state in live.items() if state == "dialling"][:1]:
            live[call_id] = "talking"
            return phone.feed(sp.Answered(call_id, NOW, {}))
        return []

    def far_ends() -> list:
        if not live:
            return []
        call_id = chance.choice(list(live))
        del live[call_id]
        return end(phone, call_id)

    def rings() -> list:
        if len(live) < 4:
            call_id = f"in{next(ringing)}"
            live[call_id] = "offered"
            ring(phone, call_id)
        return []

    for _ in range(120):
        can = allowed(phone)
        steps = [far_answers, far_ends, rings, phone.resume, phone.hold, phone.hang_up,
                 phone.reject, phone.cancel_consult, phone.complete, phone.confer, phone.leave,
                 lambda: phone.transfer("9"), lambda: phone.answer()]  # fmt: skip
        if len(live) < 4:
            if Action.CONSULT in can:
                steps.append(lambda: phone.consult("9", NOW))
            if Action.DIAL in can:
                steps.append(lambda: phone.dial("9", NOW))
        carry_out(chance.choice(steps)())
        talking = {call.id for call in phone.of(Stage.TALKING)}
        assert len(talking) <= 1 or talking <= set(phone.conference)
        assert set(phone.calls) == set(live)
        assert set(phone.conference) <= set(phone.calls)
        pair = phone.consultation
        assert pair is None or {pair.subject, pair.asked} <= set(phone.calls)
        assert phone.state in (
            "idle", "ringing", "dialling", "talking", "held", "consulting", "conference"
        )  # fmt: skip
