"""Words of the telephone in the terminal."""

import itertools

import pytest

from engine.domain.disposition import HangupBy
from engine.domain.hangup_cause import HangupCause
from engine.ports import softphone as sp
from rino_desktop.phone_line import PhoneLine, words
from rmt.phone import Phone


@pytest.fixture
def line() -> PhoneLine:
    ids = itertools.count(1)
    return PhoneLine(Phone(lambda: f"c{next(ids)}"), lambda: 1000.0)


def test_a_whole_talk(line: PhoneLine) -> None:
    assert line.obey("dial 200\n") == ([sp.Dial("c1", "200", {})], "")
    assert line.tell(sp.Progress("c1", 1.0, 180, False)) == ([], "200: it rings")
    assert line.tell(sp.Answered("c1", 2.0, {}))[1] == "200: connected"
    assert line.obey("keys 12#")[0] == [sp.SendKeys("c1", "12#")]
    assert line.obey("mute")[0] == [sp.Mute(True)]
    assert line.obey("record /tmp/a b.wav")[0] == [sp.Record("c1", "/tmp/a b.wav")]
    assert line.obey("pause")[0] == [sp.PauseRecording("c1", True)]
    assert line.obey("transfer 300")[0] == [sp.Transfer("c1", "300")]
    failed = line.tell(sp.TransferProgress("c1", 486, True, "busy"))
    assert failed == ([], "the transfer failed: 486 busy")
    assert line.obey("hold")[0] == [sp.Hold("c1", True)]
    assert line.tell(sp.HoldChanged("c1", True, False))[1] == "200 is held"
    assert line.obey("resume")[0] == [sp.Hold("c1", False)]
    assert line.obey("consult 400")[0] == [sp.Hold("c1", True), sp.Dial("c2", "400", {})]
    assert line.obey("hangup")[0] == [sp.HangUp("c2")]
    ended = sp.Ended("c2", 3.0, None, None, HangupCause.ORIGINATOR_CANCEL, HangupBy.OPERATOR)
    orders, said = line.tell(ended)
    assert orders == [sp.Hold("c1", False)]
    assert said.startswith("400: over (originator_cancel)")


def test_what_is_no_order_gets_the_list_and_what_cannot_be_done_is_said(line: PhoneLine) -> None:
    for wrong in ("dance", "dial", "answer now"):
        assert line.obey(wrong) == ([], words())
    assert line.obey("  \n") == ([], "")
    assert line.obey("answer") == ([], "That is not possible now.")


def test_who_calls_is_said(line: PhoneLine) -> None:
    incoming = sp.Incoming("in", 1.0, "sip:7999@pbx", "Anna", "us", {})
    assert line.tell(incoming)[1] == "Anna 7999 calls"
    state = sp.RegistrationState.FAILED
    failed = sp.RegistrationChanged(state, "", 403, "403 Forbidden")
    assert line.tell(failed)[1] == "not registered: 403 Forbidden"
