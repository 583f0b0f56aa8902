"""A network between two telephones that loses, delays and disorders what they say.

A far end is dialled at ``port`` instead of its own; INVITE and answer pass here, and the addresses
for the sound in them are replaced by ours. What follows goes directly: only the sound is harmed.
"""

import asyncio
import random
import re
from dataclasses import dataclass, field
from typing import Any, Self

_AUDIO = re.compile(rb"(m=audio )(\d+)")
_LENGTH = re.compile(rb"(\r\nContent-Length:\s*)\d+", re.IGNORECASE)


@dataclass
class Harm:
    """``loss``: share of packets; ``delay_s``: the most by which one is late."""

    loss: float = 0.0
    delay_s: float = 0.0


@dataclass
class _Way(asyncio.DatagramProtocol):
    """What comes in here goes out at ``out`` to ``target``. ``came`` and ``lost`` count packets."""

    network: "BadNetwork"
    is_sound: bool
    out: "_Way | None" = None
    target: tuple[str, int] | None = None
    came: int = 0
    lost: int = 0
    transport: asyncio.DatagramTransport | None = field(default=None, repr=False)

    def connection_made(self, transport: Any) -> None:
        self.transport = transport

    @property
    def port(self) -> int:
        assert self.transport is not None
        return int(self.transport.get_extra_info("sockname")[1])

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        if not self.is_sound:
            self._on(data)
            return
        harm, dice = self.network.harm, self.network.dice
        self.came += 1
        if dice.random() < harm.loss:
            self.lost += 1
            return
        asyncio.get_running_loop().call_later(dice.uniform(0, harm.delay_s), self._on, data)

    def _on(self, data: bytes) -> None:
        out = self.out.transport if self.out is not None else None
        if out is not None and self.target is not None and not out.is_closing():
            out.sendto(data, self.target)


class _Signalling(asyncio.DatagramProtocol):
    def __init__(self, network: "BadNetwork") -> None:
        self._network = network
        self._near: tuple[str, int] | None = None
        self.transport: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: Any) -> None:
        self.transport = transport

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        assert self.transport is not None
        network = self._network
        from_far = addr == network.far
        if not from_far:
            self._near = addr
        target = self._near if from_far else network.far
        if target is not None:
            self.transport.sendto(network.instead(data, from_far=from_far), target)


class BadNetwork:
    """``far``: host and SIP port of the far end. ``harm`` may be changed at any time."""

    def __init__(self, far: tuple[str, int], harm: Harm, seed: int) -> None:
        self.far = far
        self.harm = harm
        self.dice = random.Random(seed)
        self._signalling = _Signalling(self)
        #: Sound, reports; each once where the near end sends, once where the far end does.
        self._near = [_Way(self, True), _Way(self, False)]
        self._far = [_Way(self, True), _Way(self, False)]

    async def __aenter__(self) -> Self:
        loop = asyncio.get_running_loop()
        here = ("127.0.0.1", 0)
        await loop.create_datagram_endpoint(lambda: self._signalling, local_addr=here)
        for near, far in zip(self._near, self._far, strict=True):
            near.out, far.out = far, near
        for sound, reports in (self._near, self._far):
            await loop.create_datagram_endpoint(lambda way=sound: way, local_addr=here)
            await loop.create_datagram_endpoint(lambda way=reports: way, local_addr=here)
        return self

    async def __aexit__(self, *_: object) -> None:
        for each in (self._signalling, *self._near, *self._far):
            if each.transport is not None:
                each.transport.close()

    @property
    def port(self) -> int:
        assert self._signalling.transport is not None
        return int(self._signalling.transport.get_extra_info("sockname")[1])

    @property
    def lost_to_near(self) -> float:
        """The share that was really lost so far of what the far end said."""
        return self._far[0].lost / self._far[0].came

    @property
    def lost_to_far(self) -> float:
        return self._near[0].lost / self._near[0].came

    def instead(self, message: bytes, *, from_far: bool) -> bytes:
        """``message`` with our addresses for its sound."""
        head, blank, body = message.partition(b"\r\n\r\n")
        offered = _AUDIO.search(body)
        if offered is None:
            return message
        ours = self._near if from_far else self._far
        port = int(offered[2])
        # What comes in where the others send goes on to whose message this is.
        ours[0].target, ours[1].target = ("127.0.0.1", port), ("127.0.0.1", port + 1)
        body = _AUDIO.sub(rb"\g<1>%d" % ours[0].port, body)
        reports = b"a=rtcp:%d IN IP4 127.0.0.1" % ours[1].port
        body = re.sub(rb"a=rtcp:\d+[^\r\n]*", reports, body)
        head = _LENGTH.sub(rb"\g<1>%d" % len(body), head)
        return head + blank + body
