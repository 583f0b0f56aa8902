"""The subscriber farm against a caller that is nothing but a UDP socket."""

import asyncio
import itertools
import json
import os
import random
import signal
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from rino_desktop.demo.sip import g711, voice
from rino_desktop.demo.sip.behaviour import behaviour, load
from rino_desktop.demo.sip.controller import Farm
from rino_desktop.demo.sip.hearing import QUIET_S
from rino_desktop.demo.sip.media import MediaClock, MediaStream
from rino_desktop.demo.sip.message import SipMessage, address, parse
from rino_desktop.demo.sip.sdp import parse as parse_sdp
from rino_desktop.demo.sip.witness import WitnessedCall
from tests.helpers.ports import free_udp_port
from tests.helpers.processes import wait_until

BEHAVIOURS = {
    "rules": [
        {"number": "+71", "behaviour": {"kind": "busy", "ring_s": 0.1}},
        {
            "ends": "72",
            "behaviours": [
                {"kind": "congestion", "reason": "Q.850;cause=34"},
                {"kind": "hang_up_early", "ring_s": 0.0, "hang_up_after_s": 0.3},
            ],
        },
        {"pattern": "^\\+73", "behaviour": {"kind": "no_answer"}},
        {
            "number": "+74",
            "behaviour": {
                "kind": "answer_and_press",
                "ring_s": 0.0,
                "keys": [{"key": "7", "delay_s": 0.4, "after": "heard"}],
                "hang_up_after_quiet_s": 0.5,
            },
        },
    ]
}


class Caller:
    """A caller by hand: every message is a decision of the test."""

    def __init__(self, port: int) -> None:
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 0))
        self.socket.settimeout(30)
        self.rtp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.rtp.bind(("127.0.0.1", 0))
        self.rtp.setblocking(False)
        self.farm = ("127.0.0.1", port)
        self.port = self.socket.getsockname()[1]
        self.call_id = f"{random.getrandbits(60):x}"
        self.sdp = (
            "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
            f"m=audio {self.rtp.getsockname()[1]} RTP/AVP 9 8 120 121\r\n"
            "a=rtpmap:9 G722/8000\r\na=rtpmap:8 PCMA/8000\r\n"
            "a=rtpmap:120 telephone-event/16000\r\na=rtpmap:121 telephone-event/8000\r\n"
        ).encode()

    def request(self, method: str, number: str = "", *, to: str = "", cseq: int = 1,
                branch: str = "b1", uri: str = "", body: bytes = b"") -> SipMessage:  # fmt: skip
        uri = uri or f"sip:{number}@127.0.0.1"
        message = SipMessage(method=method, uri=uri, body=body)
        message.add("v", f"SIP/2.0/UDP 127.0.0.1:{self.port};branch=z9hG4bK{branch}")
        message.add("f", "<sip:me@127.0.0.1>;tag=mine")
        message.add("t", to or f"<{uri}>")
        message.add("i", self.call_id)
        message.add("CSeq", f"{cseq} {method}")
        message.add("m", f"<sip:me@127.0.0.1:{self.port}>")
        return message

    def invite(self, number: str) -> None:
        self.send(self.request("INVITE", number, body=self.sdp))

    def send(self, message: SipMessage) -> None:
        self.socket.sendto(message.render(), self.farm)

    def receive(self, *statuses: int, method: str = "") -> SipMessage:
        """The next message that is one of these; others before it are dropped."""
        while True:
            message = parse(self.socket.recvfrom(4096)[0])
            if message.status in statuses or (method and message.method == method):
                return message

    def ack(self, response: SipMessage, number: str) -> None:
        self.send(self.request("ACK", number, to=response.get("To")))

    def close(self) -> None:
        self.socket.close()
        self.rtp.close()


@pytest.fixture
def farm(tmp_path: Path) -> Iterator[Farm]:
    # A port that nobody gets by chance while the farm is away.
    with Farm(tmp_path, behaviours=BEHAVIOURS, ports=[free_udp_port()]) as running:
        yield running


@pytest.fixture
def caller(farm: Farm) -> Iterator[Caller]:
    one = Caller(farm.port)
    yield one
    one.close()


def assert_gaps(sent: list[tuple[float, float]], gaps: int, longest_ms: float) -> None:
    """What was heard is what was said. ``sent``: before and after each packet left."""
    pairs = list(itertools.pairwise(sent))
    least = [1000 * (second[0] - first[1]) for first, second in pairs]
    most = [1000 * (second[1] - first[0]) for first, second in pairs]
    assert max(least) - 1 <= longest_ms <= max(most) + 1
    assert sum(ms > 61 for ms in least) <= gaps <= sum(ms > 59 for ms in most)


def the_call(farm: Farm) -> WitnessedCall:
    wait_until(lambda: farm.calls() and farm.calls()[-1].ended_at, what="the call is witnessed")
    return farm.calls()[-1]


def test_refusal_is_repeated_until_its_ack(farm: Farm, caller: Caller) -> None:
    caller.invite("+71")
    caller.invite("+71")  # a retransmission, not a second call
    first, second = caller.receive(486), caller.receive(486)
    assert first.render() == second.render()
    caller.ack(first, "+71")
    # When this is answered the ACK has been read, and nothing of before is on its way.
    caller.call_id = "another"
    caller.send(caller.request("OPTIONS", uri="sip:127.0.0.1"))
    caller.receive(200)
    caller.socket.settimeout(1.3)
    with pytest.raises(TimeoutError):
        caller.receive(486)
    call = the_call(farm)
    assert (len(farm.calls()), call.number, call.status) == (1, "+71", 486)
    assert (call.behaviour, call.hung_up_by) == ("busy", "subscriber")


def test_answer_is_repeated_until_its_ack_and_bye_too(farm: Farm, caller: Caller) -> None:
    for number_of_call in (1, 2):
        caller.call_id = f"call-{number_of_call}"
        caller.invite("8900072")
        if number_of_call == 1:
            refusal = caller.receive(503)
            assert refusal.get("Reason") == "Q.850;cause=34"
            caller.ack(refusal, "8900072")
    answer, again = caller.receive(200), caller.receive(200)
    assert answer.render() == again.render()
    assert farm.calls()[-1].ended_at is None
    caller.ack(answer, "8900072")
    bye, bye_again = caller.receive(method="BYE"), caller.receive(method="BYE")
    assert bye.render() == bye_again.render()
    assert bye.get("To") == "<sip:me@127.0.0.1>;tag=mine"
    call = the_call(farm)
    assert (call.hung_up_by, call.answered_at is not None) == ("subscriber", True)


def test_cancel(farm: Farm, caller: Caller) -> None:
    caller.invite("+7312")
    caller.receive(180)
    caller.send(caller.request("CANCEL", "+7312"))
    caller.receive(200)
    caller.ack(caller.receive(487), "+7312")
    assert the_call(farm).hung_up_by == "caller"
    caller.send(caller.request("BYE", "+7312", cseq=2))
    caller.receive(481)


def test_it_hears_presses_and_measures(farm: Farm, caller: Caller) -> None:
    caller.invite("+74")
    answer = caller.receive(200)
    caller.ack(answer, "+74")
    media = parse_sdp(answer.body)
    assert media is not None
    assert (media.payload, media.events) == (8, 121)  # of its codec's clock rate
    assert media.port % 2 == 0
    tone = g711.frames(g711.encode(voice.tone(440, 2), 8), 8)
    sent, digits, stopped_at = 0, set(), 0.0
    times: list[tuple[float, float]] = []
    began = time.monotonic()
    while not stopped_at:
        header = struct.pack("!BBHII", 0x80, 8, sent, sent * 160, 1)
        before = time.monotonic()
        caller.rtp.sendto(header + tone[sent % 100], ("127.0.0.1", media.port))
        times.append((before, time.monotonic()))
        sent += 1
        # 100 ms of nothing in the middle of the speech: a gap and five lost packets.
        if sent == 10:
            began += 0.1
            sent += 5
        time.sleep(max(0.0, began + sent * 0.02 - time.monotonic()))
        try:
            while True:
                packet = caller.rtp.recv(2048)
                if packet[1] & 0x7F == 121:
                    digits.add((packet[4:8], packet[12]))
                    stopped_at = time.monotonic()
        except BlockingIOError:
            pass
        assert sent < 200
    assert [digit for _, digit in digits] == [7]
    bye = caller.receive(method="BYE")
    assert address(bye.get("Contact")) == "sip:+74@127.0.0.1:" + str(farm.port)
    call = the_call(farm)
    assert call.keys == ["7"]
    assert 400 <= call.heard_ms == 20 * len(times)
    assert call.facts["lost"] == 5
    assert call.facts["longest_gap_ms"] > 90
    assert_gaps(times, call.facts["gaps"], call.facts["longest_gap_ms"])
    assert 4500 < call.facts["loudness"] < 5500  # mean of |8000·sin|
    assert call.facts["barge_in_ms"][0] < 80


async def test_who_stood_still_hears_no_gaps() -> None:
    stream = MediaStream("127.0.0.1", MediaClock())
    stream.start("none")
    quiet = asyncio.create_task(stream.hearing.quiet(QUIET_S))
    await asyncio.sleep(0.05)
    assert not quiet.done(), "nobody has said anything yet"
    tone = g711.frames(g711.encode(voice.tone(440, 2), 8), 8)
    sent: list[tuple[float, float]] = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as speaker:
        for number in range(25):
            header = struct.pack("!BBHII", 0x80, 8, number, number * 160, 1)
            before = time.monotonic()
            speaker.sendto(header + tone[number], ("127.0.0.1", stream.port))
            sent.append((before, time.monotonic()))
            time.sleep(0.02)  # the loop stands
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    hearing = stream.hearing
    assert (hearing.packets, hearing.lost) == (25, 0)
    assert_gaps(sent, hearing.gaps, hearing.longest_gap_s * 1000)
    await quiet
    assert hearing.last_speech_at is not None
    assert asyncio.get_running_loop().time() - hearing.last_speech_at >= QUIET_S
    stream.close()


def test_a_killed_farm_loses_nothing_and_its_account_goes_on(farm: Farm, caller: Caller) -> None:
    caller.invite("+7312")
    caller.receive(180)
    farm.kill()
    with farm.stats_files[0].open("ab") as account:
        account.write(b'{"event": "ended", "call_')  # torn
    assert [call.number for call in farm.calls()] == ["+7312"]
    assert farm.calls()[0].ended_at is None
    farm.restart()
    caller.call_id = "after"
    caller.invite("+71")
    caller.receive(486)
    assert [call.number for call in farm.calls()] == ["+7312", "+71"]


def test_it_ends_with_the_process_that_started_it(tmp_path: Path) -> None:
    program = (
        "import os, sys, pathlib, signal\n"
        "from rino_desktop.demo.sip.controller import Farm\n"
        "farm = Farm(pathlib.Path(sys.argv[1])).start()\n"
        "print(farm._processes[0].pid, flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], stdout=subprocess.PIPE, timeout=60,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}, check=False,
    )  # fmt: skip
    assert done.returncode == -signal.SIGKILL
    pid = int(done.stdout)

    def gone() -> bool:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return True
        return state == "Z"

    wait_until(gone, what="the farm ends")


def test_digest(tmp_path: Path) -> None:
    with Farm(tmp_path, user="trunk", password="secret") as farm:
        caller = Caller(farm.port)
        caller.send(caller.request("REGISTER", uri="sip:127.0.0.1"))
        challenge = caller.receive(401).get("WWW-Authenticate")
        assert 'realm="rino"' in challenge
        caller.invite("+71")
        assert caller.receive(407).get("Proxy-Authenticate")
        caller.send(caller.request("OPTIONS", uri="sip:127.0.0.1"))
        caller.receive(200)
        caller.close()
        assert farm.calls() == []


def test_what_is_wrong_with_it_is_said(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="unknown behaviour kind 'asleep'"):
        Farm(tmp_path, behaviours={"mix": [{"weight": 1, "behaviour": {"kind": "asleep"}}]}).start()
    with pytest.raises(ValueError, match=r"no\.wav"):
        behaviour("machine", voice=str(tmp_path / "no.wav"))
    with pytest.raises(ValueError, match="busy"):
        behaviour("busy", rings=3)


def test_the_mix_depends_on_seed_and_number_only(tmp_path: Path) -> None:
    path = tmp_path / "mix.json"
    path.write_text(
        json.dumps(
            {
                "mix": [
                    {"weight": 3, "behaviour": {"kind": "busy"}},
                    {"weight": 1, "behaviour": {"kind": "no_answer"}},
                ]
            }
        )
    )
    numbers = [f"+7900{index:07d}" for index in range(2000)]
    kinds = [load(path, 5).choose(number, 0).kind for number in numbers]
    assert kinds == [load(path, 5).choose(number.removeprefix("+"), 0).kind for number in numbers]
    assert kinds != [load(path, 6).choose(number, 0).kind for number in numbers]
    assert 1400 < kinds.count("busy") < 1600


@pytest.mark.parametrize("payload", [0, 8])
def test_g711_is_within_its_error(payload: int) -> None:
    samples = voice.tone(440, 0.1)
    back = g711.decode(g711.encode(samples, payload), payload)
    assert max(abs(a - b) for a, b in zip(samples, back, strict=True)) < 300
    # Every code survives a round trip.
    codes = bytes(range(256))
    again = g711.encode(g711.decode(codes, payload), payload)
    assert g711.decode(again, payload) == g711.decode(codes, payload)
