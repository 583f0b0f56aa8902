"""TLS and SRTP, TCP, addresses behind a NAT, an outbound proxy, a failed trunk that comes back."""

import asyncio
import contextlib
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from engine.domain.hangup_cause import HangupCause
from engine.domain.trunk import Srtp, Transport, TrunkStatus
from engine.ports.telephony import TrunkStatusChanged, WorkerLost
from tests.helpers.ports import free_tcp_port, free_udp_port
from tests.helpers.processes import RunningProcess, wait_until
from tests.helpers.sipp import Sipp
from tests.helpers.telephony import pjsip_network
from tests.helpers.wav import read, seconds_of_tone, write_tone

NUMBER = "+79120000000"
LISTENER = "pjsip/listener.xml"


@pytest.fixture
def far_end(tmp_path: Path):
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
         "-subj", "/CN=127.0.0.1", "-keyout", key, "-out", certificate],
        check=True, capture_output=True,
    )  # fmt: skip
    port = free_tcp_port()
    root = Path(__file__).resolve().parents[3]
    command = [sys.executable, "-m", "tests.helpers.secure_far_end", str(port), certificate, key]
    log = tmp_path / "far_end.log"
    with RunningProcess(command, log, environment={"PYTHONPATH": str(root)}) as process:
        process.wait_ready(lambda: "ready" in process.output())
        yield port, process


async def test_tls_and_mandatory_srtp(tmp_path: Path, far_end: tuple[int, RunningProcess]) -> None:
    port, process = far_end
    recording = tmp_path / "call.wav"
    net = pjsip_network(port, transport=Transport.TLS, srtp=Srtp.MANDATORY)
    async with net:
        line = await net.answered(NUMBER)
        net.telephony.start_recording(line.id, recording)
        playback = line.play(write_tone(tmp_path / "tone.wav", 1.0, 1000))
        await line.playback_ended(playback)
        await asyncio.sleep(0.3)
        line.hang_up()
        assert (await line.ended()).sip_code == 200
        wait_until(lambda: "DISCONN" in process.output())
    said = process.output()
    assert f"INVITE sip:{NUMBER}@127.0.0.1:{port};transport=tls SIP/2.0" in said
    assert "via SIP/2.0/TLS" in said
    assert re.search(r"media profile \d+ codec PCMA", said)
    # The far end refuses anything but SRTP; what it echoes has passed both keys.
    _, (echo, _) = read(recording)
    assert seconds_of_tone(echo, 1000) > 0.8


async def test_without_srtp_such_a_far_end_refuses(
    tmp_path: Path, far_end: tuple[int, RunningProcess]
) -> None:
    net = pjsip_network(far_end[0], transport=Transport.TLS, srtp=Srtp.OFF)
    async with net:
        end = await net.place(NUMBER).ended()
        assert end.answered_at is None
        assert end.sip_code in (406, 488, 606)


async def test_a_tls_trunk_nobody_listens_on(tmp_path: Path) -> None:
    net = pjsip_network(free_tcp_port(), transport=Transport.TLS)
    async with net:
        end = await net.place(NUMBER).ended()
        assert (end.sip_code, end.cause) == (None, HangupCause.NETWORK_OUT_OF_ORDER)
        failed = await net.wait_for(TrunkStatusChanged, status=TrunkStatus.FAILED)
        assert failed.retry_at is not None
        # While it is failed nothing is even tried.
        assert (await net.place(NUMBER).ended()).started_at is None


async def test_public_address_stands_in_every_place(tmp_path: Path) -> None:
    with Sipp(LISTENER, tmp_path, rtp_echo=True) as sipp:
        net = pjsip_network(sipp.port, public_address="203.0.113.7")
        async with net:
            # Our Contact is a lie here, so the answer's ACK still works and a BYE of ours too.
            line = await net.answered(NUMBER)
            line.hang_up()
            await line.ended()
        sipp.finish()
        invite = sipp.received("INVITE")[0]
    assert re.search(r"Via: SIP/2\.0/UDP 203\.0\.113\.7:\d+;rport", invite)
    assert re.search(r"Contact: .*@203\.0\.113\.7:\d+", invite)
    assert "c=IN IP4 203.0.113.7" in invite
    assert "127.0.0.1" not in invite.partition("\n\n")[2].replace("o=-", "")


async def test_outbound_proxy_gets_the_call_with_a_route(tmp_path: Path) -> None:
    with Sipp(LISTENER, tmp_path, rtp_echo=True) as proxy:
        nowhere = free_udp_port()
        net = pjsip_network(nowhere, outbound_proxy=f"sip:127.0.0.1:{proxy.port}")
        async with net:
            line = await net.answered(NUMBER)
            line.hang_up()
            await line.ended()
        proxy.finish()
        invite = proxy.received("INVITE")[0]
    assert f"INVITE sip:{NUMBER}@127.0.0.1:{nowhere} SIP/2.0" in invite
    assert re.search(rf"Route: <sip:127\.0\.0\.1:{proxy.port};lr>", invite)


async def test_only_the_trunks_codecs_are_offered_in_its_order(tmp_path: Path) -> None:
    with Sipp(LISTENER, tmp_path, rtp_echo=True) as sipp:
        net = pjsip_network(sipp.port, codecs=("g722", "pcma"))
        async with net:
            line = await net.answered(NUMBER)
            line.hang_up()
            await line.ended()
        invite = sipp.received("INVITE")[0]
    offered = re.search(r"m=audio \d+ RTP/AVP ([\d ]+)", invite)
    assert offered is not None
    assert offered[1].split()[:2] == ["9", "8"]
    assert "PCMU" not in invite
    assert re.search(r"a=rtpmap:\d+ telephone-event/8000", invite)


async def test_two_silent_calls_fail_a_trunk_one_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Sipp("mute.xml", tmp_path, calls=2) as sipp:
        net = pjsip_network(sipp.port)
        async with net:
            first = await net.place(NUMBER, ring_timeout_s=0.8).ended()
            assert first.sip_code is None
            assert first.started_at is not None
            assert not [e for e in net.events if isinstance(e, TrunkStatusChanged)
                        and e.status is TrunkStatus.FAILED]  # fmt: skip
            await net.place(NUMBER, ring_timeout_s=0.8).ended()
            failed = await net.wait_for(TrunkStatusChanged, status=TrunkStatus.FAILED)
            assert failed.retry_at is not None


async def test_a_given_up_call_does_not_ring_when_the_proxy_comes_back() -> None:
    """The INVITE of a call whose end has been told is repeated no more."""
    with socket.socket(type=socket.SOCK_DGRAM) as mute_proxy:
        mute_proxy.bind(("127.0.0.1", 0))
        mute_proxy.setblocking(False)

        def invites() -> int:
            count = 0
            with contextlib.suppress(BlockingIOError):
                while True:
                    count += mute_proxy.recv(8192).startswith(b"INVITE ")
            return count

        net = pjsip_network(mute_proxy.getsockname()[1])
        async with net:
            end = await net.place(NUMBER, ring_timeout_s=0.8).ended()
            assert end.started_at is not None
            assert (end.sip_code, end.cause) == (None, HangupCause.RECOVERY_ON_TIMER_EXPIRE)
            assert invites() == 2  # at once and after 0.5 s; the next ones after 1.5 and 3.5 s
            await asyncio.sleep(3.0)
            assert invites() == 0
            # The worker that had to go for it is no loss, and another one serves the next call.
            assert not [event for event in net.events if isinstance(event, WorkerLost)]
            assert (await net.place(NUMBER, ring_timeout_s=0.3).ended()).started_at is not None


async def test_missing_password_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_SUCH_PASSWORD", raising=False)
    net = pjsip_network(free_udp_port(), user="trunk", password_env="NO_SUCH_PASSWORD")
    async with net:
        failed = await net.wait_for(TrunkStatusChanged)
        assert failed.status is TrunkStatus.FAILED
        assert "NO_SUCH_PASSWORD" in failed.detail
        assert failed.retry_at is None
