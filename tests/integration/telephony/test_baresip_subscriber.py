"""A human with a softphone (baresip) at a provider (Kamailio) where our trunk is an account."""

from pathlib import Path

import pytest

from engine.domain.disposition import HangupBy
from engine.domain.hangup_cause import HangupCause
from engine.domain.trunk import TrunkStatus
from engine.ports.telephony import CallProgress, TrunkStatusChanged
from tests.helpers import wav
from tests.helpers.baresip import Baresip
from tests.helpers.kamailio import Kamailio
from tests.helpers.telephony import Network, pjsip_network


def account_at(kamailio: Kamailio, **settings: object) -> Network:
    options = {
        "user": "trunk", "password_env": "TRUNK_PASSWORD", "register": True,
        "dial_format": "digits", **settings,
    }  # fmt: skip
    return pjsip_network(kamailio.port, **options)


async def test_prompt_is_heard_keys_arrive_and_the_subscriber_hangs_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRUNK_PASSWORD", "secret")
    prompt = wav.write_tone(tmp_path / "prompt.wav", 1.2, 440)
    says = wav.write_tone(tmp_path / "says.wav", 20, 1000)
    with (
        Kamailio(tmp_path / "kamailio", {"trunk": "secret", "79121234567": "own"}) as kamailio,
        Baresip(tmp_path / "baresip", user="79121234567", password="own",
                registrar_port=kamailio.port, says=says) as phone,
    ):  # fmt: skip
        await phone.connect()
        async with account_at(kamailio) as net:
            await net.wait_for(TrunkStatusChanged, status=TrunkStatus.READY)
            kamailio.wait_registered("79121234567")

            line = net.place("+79121234567", caller_id="+74951234567")
            incoming = await phone.wait_event("CALL_INCOMING")
            assert "trunk@" in incoming["peeruri"]
            await line.wait(CallProgress, sip_code=180)
            await phone.answer()
            await phone.wait_event("CALL_ESTABLISHED")
            recording = tmp_path / "call.wav"
            net.telephony.start_recording(line.id, recording)
            playback = await line.playback_ended(line.play(prompt))
            assert not playback.interrupted
            await phone.press("15")
            await line.keys_pressed("15")
            await phone.hang_up()
            end = await line.ended()
            assert (end.cause, end.by) == (HangupCause.NORMAL_CLEARING, HangupBy.SUBSCRIBER)
        await phone.disconnect()
    assert 1.0 < wav.seconds_of_tone(phone.heard(), 440) < 1.4
    _, (subscriber, _) = wav.read(recording)
    assert wav.seconds_of_tone(subscriber, 1000) > 1.0
    # Removed on leaving: one binding, expires 0 at the end.
    registrations = kamailio.registrations("trunk")
    assert "expires=0" in registrations[-1].replace("<null>", "")


async def test_the_subscriber_rejects(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRUNK_PASSWORD", "secret")
    says = wav.write_tone(tmp_path / "says.wav", 1, 1000)
    with (
        Kamailio(tmp_path / "kamailio", {"trunk": "secret", "79121234567": "own"}) as kamailio,
        Baresip(tmp_path / "baresip", user="79121234567", password="own",
                registrar_port=kamailio.port, says=says) as phone,
    ):  # fmt: skip
        await phone.connect()
        kamailio.wait_registered("79121234567")
        async with account_at(kamailio, register=False) as net:
            line = net.place("+79121234567")
            await phone.wait_event("CALL_INCOMING")
            await phone.hang_up()
            end = await line.ended()
            assert (end.sip_code, end.cause) == (486, HangupCause.USER_BUSY)
            nobody = await net.place("+79990000000").ended()
            assert (nobody.sip_code, nobody.cause) == (404, HangupCause.UNALLOCATED_NUMBER)
        await phone.disconnect()


async def test_wrong_password_at_the_registrar(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRUNK_PASSWORD", "guessed")
    with Kamailio(tmp_path / "kamailio", {"trunk": "secret"}) as kamailio:
        async with account_at(kamailio) as net:
            failed = await net.wait_for(TrunkStatusChanged, status=TrunkStatus.FAILED)
            assert failed.detail
            assert failed.retry_at is not None
            assert failed.retry_at > failed.at
    assert not kamailio.registrations("trunk")
