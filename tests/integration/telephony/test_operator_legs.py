"""Talks between a subscriber and operators, heard at the far ends: in one worker, and at full load,
when each of them is carried by another one."""

import asyncio
import math
import os
import secrets
import signal
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from engine.adapters.pjsip.adapter import PjsipTelephony
from engine.domain.hangup_cause import HangupCause
from engine.domain.hearing import SuperviseMode
from engine.ports import softphone
from engine.ports.telephony import DIRECT, CallAnswered, CallEnded
from tests.helpers import wav
from tests.helpers.operator_legs import phones
from tests.helpers.ports import free_udp_port
from tests.helpers.sipp import Sipp
from tests.helpers.telephony import Line, Network, pjsip_network

NUMBER = "+79120000000"
SUBSCRIBER, ANNA, BORIS, HEAD, MUSIC, STRANGER = 500, 900, 1300, 1700, 2300, 3000


def _worker_of(net: Network, call_id: str) -> int:
    pool = net.telephony._pool  # type: ignore[attr-defined]
    return next(line.process.pid for line in pool.lines.values() if call_id in line.calls)


def _free_lines(net: Network) -> int:
    return sum(line.free for line in net.telephony._pool.lines.values())  # type: ignore[attr-defined]


@contextmanager
def _shouting_into(net: Network, call_id: str) -> Iterator[None]:
    """Someone on this machine sends sound to the worker that carries the call, as workers do."""
    pool = net.telephony._pool  # type: ignore[attr-defined]
    port = next(line.voice_port for line in pool.lines.values() if call_id in line.calls)
    wave = [round(9000 * math.sin(2 * math.pi * STRANGER * n / 8000)) for n in range(160)]
    frame = struct.pack("<160h", *wave)
    over = threading.Event()

    def shout() -> None:
        with socket.socket(type=socket.SOCK_DGRAM) as mouth:
            while not over.wait(0.01):
                for datagram in (secrets.token_bytes(16) + frame, frame, b"", bytes(1500)):
                    mouth.sendto(datagram, ("127.0.0.1", port))

    thread = threading.Thread(target=shout)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


@pytest.mark.parametrize("full", [False, True], ids=["one worker", "full load"])
async def test_consult_conference_and_supervision(tmp_path: Path, full: bool) -> None:
    music = wav.write_tone(tmp_path / "music.wav", 2, MUSIC)
    recording = tmp_path / "talk.wav"
    with Sipp("pjsip/listener.xml", tmp_path, calls=8, rtp_echo=True) as sipp:
        async with (
            phones(subscriber=SUBSCRIBER, anna=ANNA, boris=BORIS, head=HEAD) as people,
            pjsip_network(sipp.port) as net,
        ):
            ears = [phone.telephone for phone in people]
            subscriber, anna, boris, head = people

            async def fill(lines: int, beside: Line) -> None:
                """Calls that have nothing to do with it take the rest of its worker."""
                for _ in range(lines if full else 0):
                    await net.answered(NUMBER, near=beside.id)

            net.telephony.prepare(12 if full else 4)
            call = subscriber.ring(net, near=None)
            await call.wait(CallAnswered)
            net.telephony.start_recording(call.id, recording)
            await fill(3, call)
            leg = anna.ring(net, near=call.id, headers={"X-Rino-Attempt": "77"})
            net.telephony.bridge(call.id, leg.id)  # heeded as soon as she lifts
            await ears[1].hears(SUBSCRIBER)
            await ears[0].hears(ANNA)
            assert anna.headers["X-Rino-Attempt"] == "77"
            await fill(3, leg)

            if full:
                # Nobody without the key gets a word in.
                with _shouting_into(net, call.id):
                    await ears[0].hears_not(STRANGER)

            # She asks a colleague, the subscriber hears music.
            net.telephony.part(call.id)
            call.play(music, loop=True)
            consult = boris.ring(net, near=leg.id)
            net.telephony.bridge(leg.id, consult.id)
            await ears[2].hears(ANNA)
            await ears[1].hears(BORIS)
            await ears[0].hears(MUSIC)
            await asyncio.gather(ears[0].hears_not(BORIS), ears[1].hears_not(SUBSCRIBER),
                                 ears[2].hears_not(MUSIC))  # fmt: skip

            # All three.
            net.telephony.stop_playback(call.id)
            net.telephony.confer([call.id, leg.id, consult.id])
            await asyncio.gather(
                ears[0].hears_both(ANNA, BORIS), ears[1].hears_both(SUBSCRIBER, BORIS),
                ears[2].hears_both(SUBSCRIBER, ANNA),
            )  # fmt: skip

            # The other two go on alone, and are listened to.
            net.telephony.bridge(call.id, leg.id)
            over = head.ring(net, near=leg.id)
            net.telephony.supervise(over.id, leg.id, SuperviseMode.LISTEN)
            await fill(2, over)
            assert not full or _free_lines(net) == 0
            carriers = {_worker_of(net, line.id) for line in (call, leg, consult, over)}
            assert len(carriers) == (3 if full else 1)
            await ears[3].hears_both(SUBSCRIBER, ANNA)
            await asyncio.gather(ears[0].hears_not(HEAD), ears[1].hears_not(HEAD),
                                 ears[2].hears_not(ANNA))  # fmt: skip
            net.telephony.supervise(over.id, leg.id, SuperviseMode.WHISPER)
            await ears[1].hears_both(SUBSCRIBER, HEAD)
            await ears[0].hears_not(HEAD)
            net.telephony.supervise(over.id, leg.id, SuperviseMode.JOIN)
            await ears[0].hears_both(ANNA, HEAD)

            if full:
                # Her worker dies: the subscriber is still there, and goes to the colleague.
                os.kill(_worker_of(net, leg.id), signal.SIGKILL)
                assert (await leg.ended()).cause is HangupCause.INTERRUPTED
                assert not call.of(CallEnded)
                await ears[0].falls_silent(ANNA)
            else:
                leg.hang_up()
                await leg.ended()
            net.telephony.bridge(call.id, consult.id)
            await ears[0].hears(BORIS)
            await ears[2].hears(SUBSCRIBER)
            await ears[3].hears_not(SUBSCRIBER)

            # A call that its scheme leads: who listens hears what is played to the subscriber.
            net.telephony.part(call.id)
            net.telephony.supervise(over.id, call.id, SuperviseMode.LISTEN)
            call.play(music, loop=True)
            await ears[3].hears_both(SUBSCRIBER, MUSIC)
            await ears[0].hears_not(HEAD)
            net.telephony.stop_playback(call.id)
            await ears[3].falls_silent(MUSIC)
            call.hang_up()
            await call.ended()
    rate, (left, right) = wav.read(recording)
    assert wav.seconds_of_tone(left, SUBSCRIBER, rate) > 0.8 * len(left) / rate
    for heard in (ANNA, MUSIC, BORIS):
        assert wav.seconds_of_tone(right, heard, rate) > 0.4, heard


async def test_an_operator_at_a_registrar_is_rung_with_the_trunks_password(tmp_path: Path) -> None:
    from tests.helpers.kamailio import Kamailio
    from tests.helpers.listening_phone import ACCOUNTS, foreign_phone

    with Kamailio(tmp_path / "kamailio", ACCOUNTS) as kamailio:
        settings = {"user": "1001", "password_env": "RINO_TEST_PASSWORD"}
        net = pjsip_network(kamailio.port, **settings)
        net.telephony = PjsipTelephony(passwords=lambda _name: ACCOUNTS["1001"])
        async with foreign_phone(tmp_path, kamailio, "1002", ANNA) as phone, net:
            address = f"sip:1002@127.0.0.1:{kamailio.port}"
            call = net.place("", address=address, headers={"Call-Info": "<sip:x>;answer-after=0"})
            await call.wait(CallAnswered)
            recording = tmp_path / "heard.wav"
            net.telephony.start_recording(call.id, recording)
            await asyncio.sleep(2)
            call.hang_up()
            await call.ended()
            await phone.wait_event("CALL_CLOSED")
            # The password's digest is for the proxy only.
            elsewhere = await net.place("", address="sip:1002@192.0.2.1").ended()
            assert elsewhere.cause is HangupCause.INVALID_NUMBER_FORMAT
            assert "not at the proxy of trunk trunk 1" in elsewhere.detail
    rate, (left, _right) = wav.read(recording)
    assert wav.seconds_of_tone(left, ANNA, rate) > 0.5


async def test_a_telephone_that_is_called_over_tcp() -> None:
    async with phones(transport="tcp", anna=ANNA) as (anna,), pjsip_network() as net:
        assert anna.address.endswith(";transport=tcp")
        call = anna.ring(net, headers={"X-Rino-Attempt": "one\r\nX-Other: two"})
        await call.wait(CallAnswered)
        assert anna.headers["X-Rino-Attempt"] == "oneX-Other: two"
        # Nobody talks with her yet: packets come all the same.
        told = anna.telephone
        await told.wait_for(lambda: any(q.received > 120 for q in told.of(softphone.Quality)))
        call.hang_up()
        await call.ended()


async def test_addresses_that_cannot_be_called(tmp_path: Path) -> None:
    net = pjsip_network(free_udp_port())
    async with net:
        for address in ("anna", "sips:anna@127.0.0.1", "sip:anna@127.0.0.1:99999"):
            end = await net.place("", trunk_id=DIRECT, address=address).ended()
            assert end.cause is HangupCause.INVALID_NUMBER_FORMAT
            assert address in end.detail
            assert end.started_at is None
        # Nobody is there: told much sooner than for a subscriber far away.
        silent = net.place("", trunk_id=DIRECT, address=f"sip:anna@127.0.0.1:{free_udp_port()}")
        end = await silent.ended()
        assert end.cause is HangupCause.RECOVERY_ON_TIMER_EXPIRE
        assert end.started_at is not None
        assert (end.at - end.started_at).total_seconds() < 6
