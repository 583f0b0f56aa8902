"""The workstation's telephone at a real registrar (Kamailio, digest), with real telephones."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import numpy as np
import pytest

from engine.domain.disposition import HangupBy
from engine.domain.hangup_cause import HangupCause
from engine.ports import softphone
from engine.ports.softphone import Account, RegistrationState
from tests.helpers import wav
from tests.helpers.baresip import Baresip
from tests.helpers.kamailio import Kamailio
from tests.helpers.listening_phone import ACCOUNTS, foreign_phone, phone_account
from tests.helpers.telephone import Telephone


@pytest.fixture
def kamailio(tmp_path: Path) -> Iterator[Kamailio]:
    with Kamailio(tmp_path / "kamailio", ACCOUNTS) as registrar:
        yield registrar


@pytest.fixture
async def ours(kamailio: Kamailio) -> AsyncIterator[Telephone]:
    async with Telephone(phone_account(kamailio, "1001")) as telephone:
        yield telephone


@pytest.fixture
async def anna(tmp_path: Path, kamailio: Kamailio) -> AsyncIterator[Baresip]:
    """She takes every call and says 1000 Hz."""
    async with foreign_phone(tmp_path, kamailio, "1002", 1000) as phone:
        yield phone


async def _rung_by(phone: Baresip, kamailio: Kamailio, ours: Telephone) -> softphone.Incoming:
    before = len(ours.of(softphone.Incoming))
    await phone.command("dial", f"sip:1001@127.0.0.1:{kamailio.port}")
    incoming = await ours.wait_for(lambda: ours.of(softphone.Incoming)[before:])
    return incoming[0]


async def test_dials_and_both_hear_each_other(ours: Telephone, anna: Baresip) -> None:
    ours.ears.say(440)
    call = await ours.answered("1002")
    await ours.hears(1000, 1.5)
    answer = ours.of(softphone.Answered)[0]
    assert "1002" in answer.headers["To"]
    ours.order(softphone.HangUp(call))
    end = await ours.wait(softphone.Ended, call_id=call)
    assert (end.cause, end.by) == (HangupCause.NORMAL_CLEARING, HangupBy.OPERATOR)
    await anna.wait_event("CALL_CLOSED")
    assert wav.seconds_of_tone(anna.heard(), 440) > 1.0


async def test_quality_is_counted_from_the_answer_and_by_the_far_end(
    ours: Telephone, anna: Baresip
) -> None:
    call = await ours.answered("1002")
    answered_at = ours.of(softphone.Answered)[0].at

    def usual(quality: softphone.Quality) -> bool:
        """One report may tell of a moment in which this machine had no time for sound."""
        complete = quality.received == pytest.approx((quality.at - answered_at) * 50, abs=25)
        return complete and 0 <= quality.jitter_ms < 50 and quality.far_loss is not None

    (quality, *_) = await ours.wait_for(lambda: [q for q in ours.of(softphone.Quality) if usual(q)])
    assert quality.codec.upper() == "PCMA"
    assert quality.loss == 0
    assert quality.far_loss == 0
    assert quality.far_jitter_ms is not None
    ours.order(softphone.HangUp(call))
    await ours.wait(softphone.Ended)


async def test_is_rung_answers_and_the_caller_hangs_up(
    ours: Telephone, anna: Baresip, kamailio: Kamailio
) -> None:
    incoming = await _rung_by(anna, kamailio, ours)
    assert incoming.caller.startswith("sip:1002@")
    assert "1001" in incoming.called
    assert "baresip" in incoming.headers["User-Agent"]
    ours.order(softphone.Answer(incoming.call_id))
    await ours.wait(softphone.Answered, call_id=incoming.call_id)
    await ours.hears(1000)
    await anna.hang_up()
    end = await ours.wait(softphone.Ended, call_id=incoming.call_id)
    assert (end.cause, end.by) == (HangupCause.NORMAL_CLEARING, HangupBy.SUBSCRIBER)


@pytest.mark.parametrize(("busy", "code"), [(True, "486"), (False, "603")])
async def test_rejects(
    ours: Telephone, anna: Baresip, kamailio: Kamailio, busy: bool, code: str
) -> None:
    incoming = await _rung_by(anna, kamailio, ours)
    ours.order(softphone.Reject(incoming.call_id, busy))
    end = await ours.wait(softphone.Ended)
    assert (end.by, end.answered_at, str(end.sip_code)) == (HangupBy.OPERATOR, None, code)
    closed = await anna.wait_event("CALL_CLOSED")
    assert code in closed["param"]


async def test_the_caller_gives_up(ours: Telephone, anna: Baresip, kamailio: Kamailio) -> None:
    incoming = await _rung_by(anna, kamailio, ours)
    await asyncio.sleep(0.2)
    await anna.hang_up()
    end = await ours.wait(softphone.Ended, call_id=incoming.call_id)
    assert (end.cause, end.by) == (HangupCause.ORIGINATOR_CANCEL, HangupBy.SUBSCRIBER)
    assert end.answered_at is None


async def test_we_give_up_and_nobody_is_there(ours: Telephone, tmp_path: Path,
                                              kamailio: Kamailio) -> None:  # fmt: skip
    async with foreign_phone(tmp_path, kamailio, "1003", 1000, answers="manual"):
        call = ours.dial("1003")
        await ours.wait(softphone.Progress, call_id=call, sip_code=180)
        ours.order(softphone.HangUp(call))
        end = await ours.wait(softphone.Ended, call_id=call)
        assert (end.cause, end.by) == (HangupCause.ORIGINATOR_CANCEL, HangupBy.OPERATOR)
    nobody = ours.dial("1999")
    end = await ours.wait(softphone.Ended, call_id=nobody)
    assert (end.sip_code, end.cause) == (404, HangupCause.UNALLOCATED_NUMBER)


async def test_hold_is_silence_both_ways(ours: Telephone, kamailio: Kamailio) -> None:
    async with Telephone(phone_account(kamailio, "1003")) as other:
        ours.ears.say(440)
        other.ears.say(1000)
        call = ours.dial("1003")
        incoming = await other.wait(softphone.Incoming)
        other.order(softphone.Answer(incoming.call_id))
        await ours.hears(1000)
        await other.hears(440)
        ours.order(softphone.Hold(call, True))
        await ours.wait(softphone.HoldChanged, call_id=call, ours=True)
        await other.wait(softphone.HoldChanged, theirs=True)
        await asyncio.gather(ours.falls_silent(1000, 1.5), other.falls_silent(440, 1.5))
        ours.order(softphone.Hold(call, False))
        await ours.wait(softphone.HoldChanged, call_id=call, ours=False)
        await asyncio.gather(ours.hears(1000), other.hears(440))
        quality = ours.of(softphone.Quality)[-1]
        ours.order(softphone.HangUp(call))
        await ours.wait(softphone.Ended)
        assert ours.of(softphone.Quality)[-1].received >= quality.received
        await other.wait(softphone.Ended)


async def test_the_far_end_holds_us(ours: Telephone, anna: Baresip) -> None:
    call = await ours.answered("1002")
    await ours.hears(1000)
    await anna.command("hold")
    await ours.wait(softphone.HoldChanged, call_id=call, theirs=True)
    await ours.falls_silent(1000)
    await anna.command("resume")
    await ours.wait(softphone.HoldChanged, call_id=call, theirs=False)
    await ours.hears(1000)
    ours.order(softphone.HangUp(call))
    await ours.wait(softphone.Ended)


async def test_muted_we_are_not_heard_and_hear(ours: Telephone, anna: Baresip) -> None:
    ours.ears.say(440)
    call = await ours.answered("1002")
    await ours.hears(1000)
    ours.order(softphone.Mute(True))
    await ours.hears(1000, 2.5)
    ours.order(softphone.Mute(False))
    await ours.hears(1000, 1.5)
    ours.order(softphone.HangUp(call))
    await anna.wait_event("CALL_CLOSED")
    heard = anna.heard()
    said = wav.seconds_of_tone(heard, 440)
    assert 1.0 < said < len(heard) / wav.RATE - 1.0


async def test_keys_both_ways(ours: Telephone, anna: Baresip) -> None:
    call = await ours.answered("1002")
    ours.order(softphone.SendKeys(call, "4*2"))
    sent = await ours.wait(softphone.KeysSent, call_id=call)
    assert sent.method == "rfc4733"

    def pressed() -> str:
        starts = [e for e in anna.events if e.get("type") == "CALL_DTMF_START"]
        return "".join(e["param"] for e in starts)

    await ours.wait_for(lambda: len(pressed()) >= 3)
    assert pressed() == "4*2"
    await anna.press("7#")
    await ours.wait_for(lambda: len(ours.of(softphone.KeyPressed)) >= 2)
    assert "".join(e.key for e in ours.of(softphone.KeyPressed)) == "7#"
    ours.order(softphone.HangUp(call))
    await ours.wait(softphone.Ended)


async def test_a_second_call_waits_and_is_taken(
    ours: Telephone, anna: Baresip, kamailio: Kamailio, tmp_path: Path
) -> None:
    first = await ours.answered("1002")
    async with foreign_phone(tmp_path, kamailio, "1003", 1500) as boris:
        waiting = await _rung_by(boris, kamailio, ours)
        await ours.hears(1000)
        ours.order(softphone.Hold(first, True))
        ours.order(softphone.Answer(waiting.call_id))
        await ours.wait(softphone.Answered, call_id=waiting.call_id)
        await ours.hears(1500)
        await ours.hears_not(1000)
        ours.order(softphone.Hold(waiting.call_id, True))
        ours.order(softphone.Hold(first, False))
        await ours.hears(1000)
        await ours.hears_not(1500)
        for call in (first, waiting.call_id):
            ours.order(softphone.HangUp(call))
        await ours.wait_for(lambda: len(ours.of(softphone.Ended)) == 2)


async def test_is_recorded_and_the_pause_is_silence(
    ours: Telephone, anna: Baresip, tmp_path: Path
) -> None:
    ours.ears.say(440)
    call = await ours.answered("1002")
    await ours.hears(1000, 0.3)
    file = tmp_path / "records" / "call.wav"
    ours.order(softphone.Record(call, str(file)))
    await ours.hears(1000, 1.0)
    ours.order(softphone.PauseRecording(call, True))
    await ours.hears(1000, 1.0)
    ours.order(softphone.PauseRecording(call, False))
    await ours.hears(1000, 1.0)
    ours.order(softphone.HangUp(call))
    await ours.wait(softphone.Ended)
    assert ours.of(softphone.Recorded) == [softphone.Recorded(call, str(file))]
    rate, (theirs, we) = wav.read(file)
    assert len(theirs) / rate > 2.8
    for side, hertz in ((theirs, 1000), (we, 440)):
        heard = wav.seconds_of_tone(side, hertz, rate)
        assert 1.5 < heard < len(side) / rate - 0.7


async def test_wideband_between_two_of_us(ours: Telephone, kamailio: Kamailio) -> None:
    """G.722: a tone that no narrow-band call carries."""
    async with Telephone(phone_account(kamailio, "1003")) as other:
        other.ears.say(6000)
        call = ours.dial("1003", X_RINO_Attempt="4711", X_RINO_Token="s3")
        incoming = await other.wait(softphone.Incoming)
        assert incoming.headers["X-RINO-Attempt"] == "4711"
        other.order(softphone.Answer(incoming.call_id, {"X-RINO-Operator": "anna"}))
        answer = await ours.wait(softphone.Answered, call_id=call)
        assert answer.headers["X-RINO-Operator"] == "anna"
        await ours.hears(6000, 1.0)
        quality = await ours.wait(softphone.Quality)
        assert quality.codec.upper() == "G722"
        other.order(softphone.HangUp(incoming.call_id))
        await ours.wait(softphone.Ended)


async def test_a_killed_process_ends_its_calls_and_comes_back(
    ours: Telephone, anna: Baresip
) -> None:
    call = await ours.answered("1002")
    ringing = ours.dial("1002")
    assert ours.adapter.pid is not None
    os.kill(ours.adapter.pid, signal.SIGKILL)
    lost = await ours.wait(softphone.ProcessLost)
    assert lost.calls == 2
    for each in (call, ringing):
        end = await ours.wait(softphone.Ended, call_id=each)
        assert (end.cause, end.by) == (HangupCause.INTERRUPTED, HangupBy.SYSTEM)
    registered = RegistrationState.REGISTERED
    await ours.wait_for(lambda: len(ours.of(softphone.RegistrationChanged, state=registered)) == 2)
    again = await ours.answered("1002")
    await ours.hears(1000)
    ours.order(softphone.HangUp(again))
    await ours.wait(softphone.Ended, call_id=again)


async def test_a_wrong_password_is_told(kamailio: Kamailio) -> None:
    async with Telephone() as stranger:
        wrong = Account("1001", f"sip:127.0.0.1:{kamailio.port}", "wrong")
        stranger.order(softphone.Register(wrong))
        failed = await stranger.wait(softphone.RegistrationChanged, state=RegistrationState.FAILED)
        assert failed.sip_code in (401, 403)
        stranger.order(softphone.Register(phone_account(kamailio, "1001")))
        await stranger.wait(softphone.RegistrationChanged, state=RegistrationState.REGISTERED)


async def test_what_was_recorded_until_the_process_died_is_kept(
    ours: Telephone, anna: Baresip, tmp_path: Path
) -> None:
    call = await ours.answered("1002")
    file = tmp_path / "call.wav"
    ours.order(softphone.Record(call, str(file)))
    await ours.hears(1000, 4.0)
    assert ours.adapter.pid is not None
    os.kill(ours.adapter.pid, signal.SIGKILL)
    await ours.wait(softphone.Ended, call_id=call)
    assert ours.of(softphone.Recorded) == [softphone.Recorded(call, str(file))]
    rate, (theirs, _) = wav.read(file)
    assert wav.seconds_of_tone(theirs, 1000, rate) > 1.0


async def test_a_registrar_that_comes_later_is_found(tmp_path: Path) -> None:
    with Kamailio(tmp_path / "before", ACCOUNTS) as gone:
        port = gone.port
    async with Telephone() as ours:
        account = Account("1001", f"sip:127.0.0.1:{port}", "one")
        ours.order(softphone.Register(account))
        failed = await ours.wait(
            softphone.RegistrationChanged, state=RegistrationState.FAILED, timeout_s=40
        )
        assert failed.sip_code == 0, "nothing came back"
        with Kamailio(tmp_path / "later", ACCOUNTS, port):
            registered = RegistrationState.REGISTERED
            await ours.wait(softphone.RegistrationChanged, state=registered, timeout_s=60)


async def test_another_account_is_taken_when_the_call_is_over(
    ours: Telephone, anna: Baresip, kamailio: Kamailio
) -> None:
    call = await ours.answered("1002")
    ours.order(softphone.Register(phone_account(kamailio, "1003")))
    await ours.hears(1000)
    assert kamailio.registrations("1003") == []
    ours.order(softphone.HangUp(call))
    await ours.wait_for(lambda: kamailio.registrations("1003"))


async def test_unregistered_nobody_rings_us(ours: Telephone, kamailio: Kamailio) -> None:
    ours.order(softphone.Unregister())
    await ours.wait(softphone.RegistrationChanged, state=RegistrationState.NONE)
    await ours.wait_for(lambda: len(kamailio.registrations("1001")) >= 2)
    assert "expires=0" in kamailio.registrations("1001")[-1].replace("<null>", "")


async def test_without_a_registrar_it_is_rung_at_its_own_address() -> None:
    async with (
        Telephone(Account("operator", bind="127.0.0.1")) as ours,
        Telephone(Account("engine", bind="127.0.0.1")) as engine,
    ):
        contact = ours.of(softphone.RegistrationChanged)[-1].contact
        assert contact.startswith("sip:operator@127.0.0.1:")
        engine.ears.say(700)
        call = engine.dial(contact, X_RINO_Attempt="1")
        incoming = await ours.wait(softphone.Incoming)
        assert incoming.headers["X-RINO-Attempt"] == "1"
        ours.order(softphone.Answer(incoming.call_id))
        await engine.wait(softphone.Answered, call_id=call)
        await ours.hears(700)
        ours.order(softphone.HangUp(incoming.call_id))
        await engine.wait(softphone.Ended, call_id=call)
        assert np.max(ours.ears.late_s) < 5
