"""A process full of subscribers: ``python -m rino_desktop.demo.sip.farm --port 0 …``.

Answers on one UDP port on loopback as a trunk's proxy would, and plays every number behind it.
"""

import argparse
import asyncio
import contextlib
import os
import signal
import sys
import threading
from collections import Counter
from pathlib import Path
from typing import Any

from engine.private_stdin import take_stdin
from rino_desktop.demo.sip import behaviour
from rino_desktop.demo.sip.dialog import Address
from rino_desktop.demo.sip.digest import Digest
from rino_desktop.demo.sip.media import MediaClock
from rino_desktop.demo.sip.message import (
    SipMessage,
    address,
    parameter,
    parse,
    response_to,
    user_of,
)
from rino_desktop.demo.sip.subscriber import Subscriber
from rino_desktop.demo.sip.witness import Witness

#: How long an ended call still answers retransmissions (64 × T1, RFC 3261 section 17).
_LINGER_S = 32.0
#: Headers of an INVITE that the witness keeps: who the caller says he is.
_KEPT = ("From", "To", "P-Asserted-Identity", "Remote-Party-ID", "User-Agent")


class SubscriberFarm(asyncio.DatagramProtocol):
    """``digest``: ask for it at INVITE (407) and REGISTER (401)."""

    def __init__(self, population: behaviour.Population, witness: Witness,
                 digest: Digest | None = None) -> None:  # fmt: skip
        self._population = population
        self._witness = witness
        self._digest = digest
        self._clock = MediaClock()
        self._calls: dict[str, Subscriber] = {}
        self._called: Counter[str] = Counter()
        self._transport: asyncio.DatagramTransport | None = None
        self._host, self.port = "", 0

    def connection_made(self, transport: Any) -> None:
        self._transport = transport
        self._host, self.port = transport.get_extra_info("sockname")[:2]

    def datagram_received(self, data: bytes, source: Address) -> None:
        if not data.strip():
            return  # keep-alive (RFC 5626)
        try:
            message = parse(data)
        except ValueError as error:
            print(f"farm: no SIP from {source}: {error}", file=sys.stderr)  # noqa: T201
            return
        call = self._calls.get(message.call_id)
        if call is not None:
            if not call.gone:
                call.dialog.receive(message, source)
        elif message.method == "INVITE" and not parameter(message.get("To"), "tag"):
            self._invited(message, source)
        elif message.method in ("OPTIONS", "REGISTER"):
            self._send(self._service(message).render(), source)
        elif message.method and message.method != "ACK":
            self._send(response_to(message, 481, tag="gone").render(), source)

    def _service(self, message: SipMessage) -> SipMessage:
        if message.method == "REGISTER":
            if self._digest and not self._digest.accepts(message, "Authorization"):
                response = response_to(message, 401, tag="registrar")
                response.add("WWW-Authenticate", self._digest.challenge())
                return response
            response = response_to(message, 200, tag="registrar")
            for contact in message.all("Contact"):
                expires = parameter(contact, "expires") or message.get("Expires", "300")
                response.add("Contact", f"<{address(contact)}>;expires={expires}")
            return response
        response = response_to(message, 200, tag="farm")
        response.add("Allow", "INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE")
        return response

    def _invited(self, invite: SipMessage, source: Address) -> None:
        if self._digest and not self._digest.accepts(invite, "Proxy-Authorization"):
            # Stateless: the ACK to it belongs to no call and is let pass.
            response = response_to(invite, 407, tag="proxy")
            response.add("Proxy-Authenticate", self._digest.challenge())
            self._send(response.render(), source)
            return
        number = user_of(invite.uri)
        chosen = self._population.choose(number, self._called[number])
        self._called[number] += 1
        kept = {name: invite.get(name) for name in _KEPT if invite.get(name)}
        kept |= {name: text for name, text in invite.headers if name.lower().startswith("x-")}
        self._witness.write(
            "invite", invite.call_id, number=number, behaviour=chosen.kind, uri=invite.uri,
            port=self.port, nth=self._called[number], headers=kept,
        )  # fmt: skip
        self._calls[invite.call_id] = Subscriber(
            invite, source, self._host, f"<sip:{number}@{self._host}:{self.port}>", chosen,
            self._clock, self._witness, self._send, self._over,
        )  # fmt: skip

    def _over(self, call: Subscriber) -> None:
        def forget() -> None:
            call.dialog.close()
            self._calls.pop(call.call_id, None)

        asyncio.get_running_loop().call_later(_LINGER_S, forget)

    def _send(self, data: bytes, target: Address) -> None:
        if self._transport is not None and not self._transport.is_closing():
            self._transport.sendto(data, target)

    def error_received(self, exc: Exception) -> None:
        """ICMP from a caller that has died: its calls will end in their own time."""

    def close(self) -> None:
        for call in list(self._calls.values()):
            call.shut_down()
        if self._transport is not None:
            self._transport.close()
        self._witness.close()


async def _serve(options: argparse.Namespace) -> None:
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):  # Windows
            loop.add_signal_handler(number, stop.set)
    if options.until_stdin_closes:
        pipe = take_stdin()
        threading.Thread(
            target=lambda: (pipe.read(), loop.call_soon_threadsafe(stop.set)),
            daemon=True,
        ).start()
    digest = Digest(options.user, options.password) if options.user else None
    population = behaviour.load(options.behaviours, options.seed)
    farm = SubscriberFarm(population, Witness(options.stats), digest)
    transport, _ = await loop.create_datagram_endpoint(
        lambda: farm, local_addr=("127.0.0.1", options.port)
    )
    if options.port_file:
        # Renamed into place: whoever waits for it never reads half a number.
        part = options.port_file.with_suffix(".part")
        part.write_text(str(farm.port))
        os.replace(part, options.port_file)  # noqa: PTH105
    try:
        await stop.wait()
    finally:
        farm.close()
        await asyncio.sleep(0.05)  # the farewells leave
        transport.close()


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="farm", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="UDP port on 127.0.0.1, 0: any")
    parser.add_argument("--port-file", type=Path, help="the port is written there when ready")
    parser.add_argument("--behaviours", type=Path, help="JSON (see behaviour.py)")
    parser.add_argument("--stats", type=Path, help="JSON lines are appended there")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--user", default="", help="ask for digest authentication")
    parser.add_argument("--password", default="")
    parser.add_argument("--until-stdin-closes", action="store_true",
                        help="end with the process that started this one")  # fmt: skip
    # select/epoll loop everywhere: the Proactor loop of Windows has no add_reader.
    with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
        runner.run(_serve(parser.parse_args(arguments)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
