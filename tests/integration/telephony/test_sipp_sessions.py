"""Calls that are answered: authentication, keys, hold, silence. SIPp plays the subscriber."""

import re
from hashlib import md5
from pathlib import Path

import pytest

from engine.domain.hangup_cause import HangupCause
from engine.domain.trunk import TrunkStatus
from engine.ports.telephony import (
    CallAnswered,
    CallEnded,
    IncomingCallRefused,
    TrunkStatusChanged,
)
from rino_desktop.demo.sip.controller import Farm
from tests.helpers.sipp import Sipp
from tests.helpers.telephony import pjsip_network
from tests.integration.telephony.test_sipp_outcomes import facing


async def test_digest_at_the_invite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRUNK_PASSWORD", "secret")
    with Sipp("challenge_invite.xml", tmp_path, rtp_echo=True) as sipp:
        settings = {"user": "trunk", "password_env": "TRUNK_PASSWORD"}
        async with pjsip_network(sipp.port, **settings) as net:
            line = await net.answered("+79120000000")
            line.hang_up()
            await line.ended()
        sipp.finish()
    first, second = sipp.received("INVITE")[0], sipp.received("INVITE")[-1]
    assert "Proxy-Authorization" not in first
    header = re.search(r"Proxy-Authorization: Digest (.*)", second)
    assert header
    said = dict(re.findall(r'(\w+)="?([^",\s]+)"?', header[1]))
    assert (said["username"], said["realm"]) == ("trunk", "rino")
    # RFC 2617 3.2.2.
    secret = md5(b"trunk:rino:secret").hexdigest()
    what = md5(f"INVITE:{said['uri']}".encode()).hexdigest()
    text = f"{secret}:{said['nonce']}:{said['nc']}:{said['cnonce']}:{said['qop']}:{what}"
    assert said["response"] == md5(text.encode()).hexdigest()


async def test_wrong_password(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRUNK_PASSWORD", "guessed")
    with Farm(tmp_path, user="trunk", password="secret") as farm:
        settings = {"user": "trunk", "password_env": "TRUNK_PASSWORD"}
        async with pjsip_network(farm.port, **settings) as net:
            end = await net.place("+79120000000").ended()
            assert (end.sip_code, end.cause) == (407, HangupCause.CALL_REJECTED)
            failed = await net.wait_for(TrunkStatusChanged, status=TrunkStatus.FAILED)
            assert "407" in failed.detail
        assert farm.calls() == []


async def test_register_and_incoming_call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """401, the digest, 200; a call that comes in is refused and told; then unregistered."""
    monkeypatch.setenv("TRUNK_PASSWORD", "secret")
    with Sipp("challenge_register.xml", tmp_path) as registrar:
        async with pjsip_network(
            registrar.port, user="trunk", password_env="TRUNK_PASSWORD", register=True
        ) as net:
            await net.wait_for(TrunkStatusChanged, status=TrunkStatus.READY)
            registration = registrar.received("REGISTER")[-1]
            contact = next(
                line for line in registration.splitlines() if line.startswith("Contact:")
            )
            target = contact.partition("@")[2].partition(";")[0].partition(">")[0]
            with Sipp("calls_in.xml", tmp_path / "caller", target=target) as caller:
                incoming = await net.wait_for(IncomingCallRefused)
                caller.finish()
            assert incoming.trunk_id == net.trunks[0].id
            assert "+79991112233" in incoming.caller
            assert "+74951234567" in incoming.called
        registrar.finish()
    # However many workers: the same binding every time.
    bindings = {
        line for message in registrar.received("REGISTER")
        for line in message.splitlines() if line.startswith("Call-ID:")
    }  # fmt: skip
    assert len(bindings) == 1


async def test_keys_by_sip_info(tmp_path: Path) -> None:
    async with facing("keys_by_info.xml", tmp_path, rtp_echo=True) as net:
        line = await net.answered("+79120000000")
        await line.keys_pressed("5#")
        line.hang_up()
        await line.ended()


async def test_digits_to_a_far_end_without_rfc_4733(tmp_path: Path) -> None:
    async with facing("no_telephone_event.xml", tmp_path, rtp_echo=True) as net:
        line = await net.answered("+79120000000")
        await net.clock.sleep(0.2)
        net.telephony.send_digits(line.id, "42")
        await net.clock.sleep(1.0)
        line.hang_up()
        await line.ended()


async def test_hold_is_not_silence(tmp_path: Path) -> None:
    """No RTP for two seconds while on hold is fine; once taken back it is not."""
    async with facing("hold.xml", tmp_path) as net:
        line = await net.answered("+79120000000", rtp_timeout_s=1.0)
        answered = line.of(CallAnswered)[0].at
        end = await line.ended()
        assert end.cause is HangupCause.RECOVERY_ON_TIMER_EXPIRE
        assert (end.at - answered).total_seconds() > 2.9


async def test_far_end_without_rtp(tmp_path: Path) -> None:
    async with facing("forked_ringing.xml", tmp_path) as net:
        line = await net.answered("+79120000000", rtp_timeout_s=0.8)
        end = await line.ended()
        assert isinstance(end, CallEnded)
        assert end.cause is HangupCause.RECOVERY_ON_TIMER_EXPIRE
