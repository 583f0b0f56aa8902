"""A telephone of bare sockets, without any buffer: when exactly it hears its first sound.

It lifts at once, says a tone on all its calls, and can ring another telephone itself.
"""

import math
import re
import secrets
import select
import socket
import threading
import time
from typing import Self

from rino_desktop.demo.sip import g711, sdp
from rino_desktop.demo.sip.message import SipMessage, parse, response_to

_FRAME_S = 0.02
_LOUD = 4  # of g711.MAGNITUDE: 512 of 32767


class _Leg:
    def __init__(self, call_id: str) -> None:
        self.call_id = call_id
        self.rtp = _bound()
        self.far: tuple[str, int] | None = None
        self.heard_at: float | None = None
        self.loud_frames = self.frames = 0
        self._sequence = 0

    def say(self, frame: bytes) -> None:
        if self.far is None:
            return
        self._sequence += 1
        number, stamp = self._sequence & 0xFFFF, self._sequence * 160
        head = bytes([0x80, 8]) + number.to_bytes(2, "big") + stamp.to_bytes(4, "big") + b"bare"
        self.rtp.sendto(head + frame, self.far)

    def listen(self) -> None:
        packet = self.rtp.recv(2048)
        if len(packet) < 172 or packet[1] & 0x7F != 8:
            return
        self.frames += 1
        if max(packet[12:].translate(g711.MAGNITUDE[8])) >= _LOUD:
            self.loud_frames += 1
            if self.heard_at is None:
                self.heard_at = time.perf_counter()


class BarePhone:
    """``newest``: the leg that has begun last."""

    def __init__(self, hertz: int = 500) -> None:
        self._sip = _bound()
        self.address = f"sip:bare@127.0.0.1:{self._sip.getsockname()[1]}"
        samples = [int(6000 * math.sin(2 * math.pi * hertz * n / 8000)) for n in range(8000)]
        self._tone = g711.frames(g711.encode(samples, 8), 8)
        self._legs: dict[str, _Leg] = {}
        self.newest: _Leg | None = None
        self._answers: dict[str, float] = {}
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._live, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join(5)

    def _live(self) -> None:
        begun, turn = time.perf_counter(), 0
        while not self._stop.is_set():
            legs = list(self._legs.values())
            wait = max(begun + turn * _FRAME_S - time.perf_counter(), 0.0)
            ready, _, _ = select.select([self._sip, *(leg.rtp for leg in legs)], [], [], wait)
            if self._sip in ready:
                self._signal(*self._sip.recvfrom(8192))
            for leg in legs:
                if leg.rtp in ready:
                    leg.listen()
            if time.perf_counter() >= begun + turn * _FRAME_S:
                for leg in legs:
                    leg.say(self._tone[turn % len(self._tone)])
                turn += 1

    def _signal(self, datagram: bytes, sender: tuple[str, int]) -> None:
        if datagram.startswith(b"SIP/2.0"):
            message = parse(datagram)
            if message.status >= 200:
                self._answers.setdefault(message.call_id, time.perf_counter())
                self._finish_own(message, sender)
            return
        message = parse(datagram)
        if message.method == "ACK":
            return
        answer = response_to(message, 200, tag="bare")
        if message.method == "INVITE":
            leg = self._legs.get(message.call_id)
            if leg is None:
                leg = self._legs[message.call_id] = self.newest = _Leg(message.call_id)
            offer = sdp.parse(message.body)
            leg.far = (offer.host, offer.port) if offer else None
            answer.add("Contact", f"<{self.address}>")
            answer.add("Content-Type", "application/sdp")
            answer.body = sdp.answer("127.0.0.1", leg.rtp.getsockname()[1], offer, 1)
        elif message.method == "BYE":
            self._legs.pop(message.call_id, None)
        self._sip.sendto(answer.render(), sender)

    # -- the yardstick -------------------------------------------------------------------------

    def ring(self, address: str) -> float:
        """Seconds from our INVITE to the answer of whoever lifts at that address."""
        found = re.fullmatch(r"sip:[^@]+@([\d.]+):(\d+)", address)
        assert found, address
        target = (found[1], int(found[2]))
        call_id = secrets.token_hex(8)
        body = sdp.answer("127.0.0.1", 9, None, 1)
        invite = self._request("INVITE", address, call_id, "", 1)
        head = f"{invite}Content-Type: application/sdp\r\nContent-Length: {len(body)}\r\n\r\n"
        begun = time.perf_counter()
        self._sip.sendto(head.encode() + body, target)
        while call_id not in self._answers:
            time.sleep(0.0005)
            assert time.perf_counter() - begun < 5, "no answer"
        return self._answers.pop(call_id) - begun

    def _finish_own(self, answer: SipMessage, sender: tuple[str, int]) -> None:
        """ACK and BYE: it was about the answer only."""
        if answer.cseq[1] != "INVITE":
            return
        uri = re.sub(r"[<>]|;.*", "", answer.get("Contact"))
        for number, method in ((1, "ACK"), (2, "BYE")):
            text = self._request(method, uri, answer.call_id, answer.get("To"), number)
            self._sip.sendto(f"{text}Content-Length: 0\r\n\r\n".encode(), sender)

    def _request(self, method: str, uri: str, call_id: str, to: str, number: int) -> str:
        port, to = self._sip.getsockname()[1], to or f"<{uri}>"
        return (
            f"{method} {uri} SIP/2.0\r\n"
            f"Via: SIP/2.0/UDP 127.0.0.1:{port};branch=z9hG4bK{method}{call_id}\r\n"
            f"Max-Forwards: 70\r\nFrom: <{self.address}>;tag={call_id}\r\nTo: {to}\r\n"
            f"Call-ID: {call_id}\r\nCSeq: {number} {method}\r\nContact: <{self.address}>\r\n"
        )


def _bound() -> socket.socket:
    bound = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    bound.bind(("127.0.0.1", 0))
    return bound
