"""The signalling of one call as the called side sees it (RFC 3261 sections 12, 13, 15, 17.2).

Only UDP: what has to be repeated until it is acknowledged is repeated here.
"""

import asyncio
import random
from collections.abc import Callable
from typing import Protocol

from rino_desktop.demo.sip import sdp
from rino_desktop.demo.sip.message import (
    SipMessage,
    address,
    host_port,
    parameter,
    response_to,
)

T1, T2, GIVE_UP = 0.5, 4.0, 32.0
Address = tuple[str, int]


class Owner(Protocol):
    """The subscriber whose call it is."""

    def on_cancelled(self) -> bool:
        """The caller gave up; True: answer nevertheless, as if both had crossed."""
        ...

    def on_confirmed(self) -> None: ...
    def on_offer(self, offer: sdp.Media | None) -> bytes: ...
    def on_key(self, key: str) -> None: ...
    def on_bye(self, reason: str) -> None: ...
    def on_lost(self, detail: str) -> None: ...


class Dialog:
    """``state``: ``early`` → ``answered`` → ``over``."""

    def __init__(self, invite: SipMessage, source: Address, contact: str, owner: Owner,
                 send: Callable[[bytes, Address], None]) -> None:  # fmt: skip
        self.invite = invite
        self.source = source
        self.tag = f"{random.getrandbits(48):x}"
        self.state = "early"
        self.acknowledged = False
        self._contact = contact
        self._owner = owner
        self._send = send
        self._loop = asyncio.get_running_loop()
        self._last: bytes = b""  # what a retransmitted INVITE gets
        self._timer: asyncio.TimerHandle | None = None
        self._requests: dict[tuple[int, str], asyncio.TimerHandle] = {}
        self._cseq = random.randint(1, 9999)
        self._remote_cseq = invite.cseq[0]
        self._reinvite: tuple[int, bytes] | None = None
        self._target = address(invite.get("Contact")) or invite.uri
        self._route = [
            part.strip() for value in invite.all("Record-Route") for part in value.split(",")
        ]

    # --- what the subscriber does ---

    def provisional(self, status: int, body: bytes = b"") -> None:
        if self.state == "early":
            self._last = self._response(status, body).render()
            self._send(self._last, self.source)

    def answer(self, body: bytes, headers: dict[str, str]) -> None:
        if self.state != "early":
            return
        self.state = "answered"
        response = self._response(200, body)
        for name, value in headers.items():
            response.add(name, value)
        self._final(response)

    def refuse(self, status: int, headers: dict[str, str] | None = None) -> None:
        if self.state != "early":
            return
        self.state = "over"
        response = self._response(status)
        for name, value in (headers or {}).items():
            response.add(name, value)
        self._final(response)

    def bye(self, reason: str = "") -> None:
        if self.state == "answered":
            self.state = "over"
            self._stop_repeating()
            self._request("BYE", {"Reason": reason} if reason else {}, b"")

    def info(self, key: str, duration_ms: int) -> None:
        """A key by SIP INFO, application/dtmf-relay."""
        body = f"Signal={key}\r\nDuration={duration_ms}\r\n".encode()
        if self.state == "answered":
            self._request("INFO", {"Content-Type": "application/dtmf-relay"}, body)

    def close(self) -> None:
        self._stop_repeating()
        for timer in self._requests.values():
            timer.cancel()
        self._requests.clear()

    # --- what comes from the caller ---

    def receive(self, message: SipMessage, source: Address) -> None:
        if message.status:
            if message.status >= 200 and message.cseq in self._requests:
                self._requests.pop(message.cseq).cancel()
            return
        handler = {
            "INVITE": self._on_invite, "ACK": self._on_ack, "CANCEL": self._on_cancel,
            "BYE": self._on_bye, "INFO": self._on_info,
        }.get(message.method)  # fmt: skip
        if handler:
            handler(message, source)
        else:
            known = message.method in ("OPTIONS", "UPDATE", "PRACK", "MESSAGE")
            self._reply(message, source, 200 if known else 405)

    def _on_invite(self, message: SipMessage, source: Address) -> None:
        number = message.cseq[0]
        if number == self.invite.cseq[0]:
            if self._last:
                self._send(self._last, source)
            return
        if self._reinvite and self._reinvite[0] == number:
            self._send(self._reinvite[1], source)
            return
        if self.state != "answered":
            self._reply(message, source, 481)
            return
        self._target = address(message.get("Contact")) or self._target
        response = response_to(message, 200)
        response.add("Contact", self._contact)
        response.add("Content-Type", "application/sdp")
        response.body = self._owner.on_offer(sdp.parse(message.body))
        self._reinvite = (number, response.render())
        self._send(self._reinvite[1], source)

    def _on_ack(self, message: SipMessage, source: Address) -> None:
        if message.cseq[0] == self.invite.cseq[0] and not self.acknowledged:
            self.acknowledged = True
            self._stop_repeating()
            if self.state == "answered":
                if message.body:
                    self._owner.on_offer(sdp.parse(message.body))
                self._owner.on_confirmed()

    def _on_cancel(self, message: SipMessage, source: Address) -> None:
        self._reply(message, source, 200)
        # After a final response a CANCEL has no effect (section 9.2).
        if self.state == "early" and not self._owner.on_cancelled():
            self.refuse(487)

    def _on_bye(self, message: SipMessage, source: Address) -> None:
        self._reply(message, source, 200 if self.state == "answered" else 481)
        if self.state == "answered":
            self.state = "over"
            self._stop_repeating()
            self._owner.on_bye(message.get("Reason"))

    def _on_info(self, message: SipMessage, source: Address) -> None:
        self._reply(message, source, 200)
        if message.cseq[0] <= self._remote_cseq:
            return  # a repetition
        self._remote_cseq = message.cseq[0]
        text = message.body.decode("ascii", "replace").strip()
        if "dtmf" in message.get("Content-Type").lower() and text:
            signal = next(
                (ln.partition("=")[2] for ln in text.splitlines() if ln.lower().startswith("sig")),
                text,
            )
            self._owner.on_key(signal.strip())

    # --- wire ---

    def _response(self, status: int, body: bytes = b"") -> SipMessage:
        response = response_to(self.invite, status, tag="" if status == 100 else self.tag)
        response.add("Contact", self._contact)
        if body:
            response.add("Content-Type", "application/sdp")
            response.body = body
        return response

    def _reply(self, request: SipMessage, source: Address, status: int) -> None:
        self._send(response_to(request, status, tag=self.tag).render(), source)

    def _final(self, response: SipMessage) -> None:
        """Repeat a final response to the INVITE until its ACK (sections 13.3.1.4 and 17.2.1)."""
        self._last = response.render()
        self._repeat(T1, 0.0)

    def _repeat(self, interval: float, elapsed: float) -> None:
        if elapsed >= GIVE_UP:
            if self.state == "answered":
                self.bye()
                self._owner.on_lost("no ACK")
            return
        self._send(self._last, self.source)
        self._timer = self._loop.call_later(
            interval, self._repeat, min(interval * 2, T2), elapsed + interval
        )

    def _stop_repeating(self) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer = None

    def _request(self, method: str, headers: dict[str, str], body: bytes) -> None:
        """A request of ours within the dialog; loose routing only (section 12.2.1.1)."""
        self._cseq += 1
        message = SipMessage(method=method, uri=self._target, body=body)
        host, port = host_port(address(self._contact))
        message.add("Via", f"SIP/2.0/UDP {host}:{port};branch=z9hG4bK{random.getrandbits(64):x}")
        message.add("Max-Forwards", "70")
        for route in self._route:
            message.add("Route", route)
        to = self.invite.get("To")
        if not parameter(to, "tag"):
            to = f"{to};tag={self.tag}"
        message.add("From", to)
        message.add("To", self.invite.get("From"))
        message.add("Call-ID", self.invite.call_id)
        message.add("CSeq", f"{self._cseq} {method}")
        message.add("Contact", self._contact)
        for name, value in headers.items():
            message.add(name, value)
        target = host_port(address(self._route[0]) if self._route else self._target)
        if not target[0].startswith("127."):
            # The caller wrote a public address into its Contact: the one it sends from works.
            target = self.source
        self._repeat_request((self._cseq, method), message.render(), target, T1, 0.0)

    def _repeat_request(self, key: tuple[int, str], data: bytes, target: Address,
                        interval: float, elapsed: float) -> None:  # fmt: skip
        if elapsed >= GIVE_UP:
            self._requests.pop(key, None)
            return
        self._send(data, target)
        self._requests[key] = self._loop.call_later(
            interval, self._repeat_request, key, data, target, min(interval * 2, T2),
            elapsed + interval,
        )  # fmt: skip
