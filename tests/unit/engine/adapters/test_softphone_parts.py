"""Parts of the telephone that need no SIP: figures, headers, message lines."""

from engine.adapters.pjsip import messages
from engine.adapters.pjsip.softphone import wire
from engine.adapters.pjsip.softphone.quality import QualityCount, StreamCount
from engine.domain.disposition import HangupBy
from engine.domain.hangup_cause import HangupCause
from engine.ports import softphone


def count(received: int, lost: int = 0, sent: int = 0, far_lost: int = 0,
          reports: int = 0, jitter: float = 1.0) -> StreamCount:  # fmt: skip
    return StreamCount(received, lost, jitter, sent, far_lost, 2.0, reports, 3.0)


def test_what_was_lost_before_the_answer_does_not_count() -> None:
    quality = QualityCount()
    quality.answered(count(100, 50, 100, 20, 1))
    quality.feed(count(190, 60, 200, 21, 2))
    assert quality.total.received == 90
    assert quality.loss == 0.1
    assert quality.far_loss == 0.01


def test_a_hold_begins_a_new_stream_and_the_sum_goes_on() -> None:
    quality = QualityCount()
    quality.answered(count(0))
    quality.feed(count(100, 0, 100))
    quality.feed(count(3, 1, 2, 0, 0, 0.0))
    quality.feed(count(99, 1, 100))
    assert (quality.total.received, quality.total.lost) == (199, 1)
    assert quality.loss == 1 / 200
    assert quality.far_loss is None, "nothing has been reported"


def test_a_longer_stream_after_a_short_one_is_not_taken_for_the_same() -> None:
    quality = QualityCount()
    quality.answered(count(0))
    quality.feed(count(20, 2, 20))
    quality.new_stream()
    quality.feed(count(100, 0, 100))
    assert (quality.total.received, quality.total.lost) == (120, 2)


def test_what_the_far_end_lost_is_a_share_of_what_it_reported_on() -> None:
    quality = QualityCount()
    quality.answered(count(0))
    quality.feed(count(100, 0, 100, 10, 1))
    quality.feed(count(400, 0, 400, 10, 1))
    assert quality.far_loss == 0.1, "its next report may tell of many more"
    quality.feed(count(500, 0, 500, 25, 2))
    assert quality.far_loss == 0.05


def test_nothing_came_yet() -> None:
    quality = QualityCount()
    quality.answered(count(0))
    assert quality.loss == 0
    assert quality.far_loss is None


def test_what_the_two_processes_say_survives_the_way() -> None:
    account = softphone.Account("u", "sip:h", codecs=("pcma",), rtp_ports=(4000, 4010))
    for message in (
        softphone.Register(account),
        softphone.Dial("c", "100", {"X": "y"}),
        softphone.Confer(("a", "b")),
        softphone.LeaveConference(),
        softphone.RegistrationChanged(softphone.RegistrationState.FAILED, "", 403, "Нет"),
        softphone.RegistrationChanged(
            softphone.RegistrationState.FAILED, fault=softphone.RegistrationFault.CERTIFICATE
        ),
        softphone.Ended("c", 1.5, None, None, HangupCause.NO_ANSWER, HangupBy.NETWORK, ""),
        wire.UseSound(5, "ab"),
    ):
        back = wire.decode(messages.encode(message))
        assert back == message
        assert type(back) is type(message)
    ended = wire.decode(
        messages.encode(
            softphone.Ended("c", 1.5, None, None, HangupCause.NO_ANSWER, HangupBy.NETWORK, "")
        )
    )
    assert isinstance(ended.cause, HangupCause)
