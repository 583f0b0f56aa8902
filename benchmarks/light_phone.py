"""A workstation's telephone of bare sockets: real SIP, no sound but a packet now and then, which
tells the other end that it lives. Hundreds of them fit into one process."""

import asyncio
import itertools
import socket
import struct
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from engine.domain.disposition import HangupBy
from engine.domain.hangup_cause import HangupCause
from engine.ports import softphone
from rino_desktop.demo.sip import sdp
from rino_desktop.demo.sip.dialog import Address, Dialog
from rino_desktop.demo.sip.message import SipMessage, address, parameter, parse, response_to

_ALIVE_S = 1.0
_LINGER_S = 32.0
_SILENCE = b"\xd5" * 160


@dataclass
class Observed:
    """``answered``: attempts; ``at_once``: the most calls that were up at the same time."""

    invites: int = 0
    answered: list[str] = field(default_factory=list)
    busy: int = 0
    at_once: int = 0


class LightPhone(asyncio.DatagramProtocol):
    """Fulfils engine.ports.softphone.Softphone, as far as an operator of a campaign needs it."""

    def __init__(self) -> None:
        self.observed = Observed()
        self._transport: asyncio.DatagramTransport | None = None
        self._calls: dict[str, _Call] = {}
        self._tell: Callable[[softphone.Event], None] = lambda _event: None
        #: Never read: what comes is dropped by the kernel.
        self.sound = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.sound.setblocking(False)
        self.sound.bind(("127.0.0.1", 0))
        self._alive: asyncio.Task[None] | None = None
        self.contact = ""

    async def start(self, on_event: Callable[[softphone.Event], None]) -> None:
        self._tell = on_event
        loop = asyncio.get_running_loop()
        self._transport, _ = await loop.create_datagram_endpoint(
            lambda: self, local_addr=("127.0.0.1", 0)
        )
        host, port = self._transport.get_extra_info("sockname")[:2]
        self.contact = f"sip:operator@{host}:{port}"
        self._alive = asyncio.create_task(self._be_alive())

    async def stop(self) -> None:
        for call in list(self._calls.values()):
            call.hang_up()
            call.dialog.close()
        await asyncio.sleep(0.05)
        if self._alive is not None:
            self._alive.cancel()
        if self._transport is not None:
            self._transport.close()
        self.sound.close()

    async def _be_alive(self) -> None:
        for number in itertools.count():
            await asyncio.sleep(_ALIVE_S)
            for call in self._calls.values():
                call.send_sound(number)

    def order(self, order: softphone.Order) -> None:
        call = self._calls.get(getattr(order, "call_id", ""))
        match order:
            case softphone.Register():
                listening = softphone.RegistrationState.LISTENING
                self._tell(softphone.RegistrationChanged(listening, self.contact))
            case softphone.Answer() if call is not None:
                call.answer()
            case softphone.Reject() if call is not None:
                self.observed.busy += 1
                call.refuse(486)
            case softphone.HangUp() if call is not None:
                call.hang_up()

    # --- the network ---------------------------------------------------------------------------

    def datagram_received(self, data: bytes, source: Address) -> None:
        message = parse(data)
        call = self._calls.get(message.call_id)
        if call is not None:
            call.dialog.receive(message, source)
        elif message.method == "INVITE" and not parameter(message.get("To"), "tag"):
            self._invited(message, source)
        elif message.method and message.method != "ACK":
            self.send(response_to(message, 481, tag="gone").render(), source)

    def _invited(self, invite: SipMessage, source: Address) -> None:
        self.observed.invites += 1
        call = self._calls[invite.call_id] = _Call(self, invite, source)
        up = sum(not each.over for each in self._calls.values())
        self.observed.at_once = max(self.observed.at_once, up)
        call.dialog.provisional(180)
        caller = address(invite.get("From"))
        self.tell(
            softphone.Incoming(
                invite.call_id, time.time(), caller, "", invite.uri, dict(invite.headers)
            )
        )

    def send(self, data: bytes, target: Address) -> None:
        if self._transport is not None and not self._transport.is_closing():
            self._transport.sendto(data, target)

    def tell(self, event: softphone.Event) -> None:
        self._tell(event)

    def forget(self, call: "_Call") -> None:
        asyncio.get_running_loop().call_later(_LINGER_S, self._calls.pop, call.call_id, None)


class _Call:
    """The owner of its dialog (rino_desktop.demo.sip.dialog.Owner)."""

    def __init__(self, phone: LightPhone, invite: SipMessage, source: Address) -> None:
        self.call_id = invite.call_id
        self.over = False
        self._phone = phone
        self._offer = sdp.parse(invite.body)
        self._attempt = invite.get("X-RINO-Attempt")
        self._answered_at: float | None = None
        self.dialog = Dialog(invite, source, f"<{phone.contact}>", self, phone.send)

    def answer(self) -> None:
        self.dialog.answer(self.on_offer(self._offer), {})

    def refuse(self, code: int) -> None:
        self.dialog.refuse(code)
        self._end(code, HangupBy.OPERATOR)

    def hang_up(self) -> None:
        if self.dialog.state == "answered":
            self.dialog.bye()
            self._end(200, HangupBy.OPERATOR)
        elif self.dialog.state == "early":
            self.refuse(486)

    def send_sound(self, number: int) -> None:
        if self._offer is None or self.over or self._answered_at is None:
            return
        head = struct.pack("!BBHII", 0x80, self._offer.payload, number & 0xFFFF, number * 8000,
                           id(self) & 0xFFFFFFFF)  # fmt: skip
        with suppress(OSError):
            self._phone.sound.sendto(head + _SILENCE, (self._offer.host, self._offer.port))

    def _end(self, code: int, by: HangupBy) -> None:
        if self.over:
            return
        self.over = True
        now = time.time()
        self._phone.tell(
            softphone.Ended(
                self.call_id, now, self._answered_at, code, HangupCause.NORMAL_CLEARING, by
            )
        )
        self._phone.forget(self)

    # --- Owner ---

    def on_confirmed(self) -> None:
        self._answered_at = time.time()
        self._phone.observed.answered.append(self._attempt)
        self._phone.tell(softphone.Answered(self.call_id, self._answered_at, {}))

    def on_offer(self, offer: Any) -> bytes:
        port = self._phone.sound.getsockname()[1]
        return sdp.answer("127.0.0.1", port, offer or self._offer, port)

    def on_cancelled(self) -> bool:
        self._end(487, HangupBy.SUBSCRIBER)
        return False

    def on_bye(self, reason: str) -> None:
        self._end(200, HangupBy.SUBSCRIBER)

    def on_key(self, key: str) -> None: ...

    def on_lost(self, detail: str) -> None:
        self._end(200, HangupBy.NETWORK)
