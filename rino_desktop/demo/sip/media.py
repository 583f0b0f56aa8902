"""The RTP side of a call (RFC 3550, RFC 3551, RFC 4733) and the one clock that drives all calls."""

import asyncio
import contextlib
import random
import socket
import struct
import sys
import time
from collections import deque

from rino_desktop.demo.sip import g711, sdp, voice
from rino_desktop.demo.sip.hearing import Hearing

_HEADER = struct.Struct("!BBHII")
_EVENT = struct.Struct("!BBH")
_KEYS = "0123456789*#ABCD"
FRAME_S = 0.02
#: Linux tells when a packet came, and the socket module does not know how to ask (socket(7),
#: asm-generic/socket.h): seconds and nanoseconds of the wall clock.
_SO_TIMESTAMPNS = 35
_STAMP = struct.Struct("@ll")
_STAMPED = sys.platform == "linux"


class MediaStream:
    """One RTP socket on an even port. Nothing is sent before ``start``."""

    def __init__(self, host: str, clock: "MediaClock") -> None:
        self.hearing = Hearing()
        self.sent = 0
        self._loop = asyncio.get_running_loop()
        self._clock = clock
        self._socket = _even_port(host)
        self.port: int = self._socket.getsockname()[1]
        self._target: tuple[str, int] | None = None
        self._payload = sdp.PCMA
        self._events: int | None = None
        self._said = "none"
        self._frames: list[bytes] = []
        self._loops = True
        self._next = 0
        self._silent = True
        self._sequence = random.getrandbits(16)
        self._timestamp = random.getrandbits(32)
        self._ssrc = random.getrandbits(32)
        #: Packets of keys still to be sent: (the key with its first one, payload bytes, timestamp).
        self._pending: deque[tuple[str, bytes, int]] = deque()
        self._loop.add_reader(self._socket.fileno(), self.read)

    def direct(self, media: sdp.Media) -> None:
        """Send to where the far end's description says, in its codec; hold stops us (RFC 3264)."""
        self._target = None if media.host == "0.0.0.0" else (media.host, media.port)
        self._events = media.events
        if media.payload != self._payload:
            self._payload = media.payload
            if not self._silent:
                self._frames, self._loops = voice.said(self._said, self._payload)
                self._next %= len(self._frames)
        if media.direction in ("sendonly", "inactive"):
            self._target = None

    def start(self, said: str) -> None:
        """Speak (see ``voice.said``); "none" sends nothing at all."""
        if said != "none":
            self._said = said
            self._frames, self._loops = voice.said(said, self._payload)
            self._next = 0
            self._silent = False
        self._clock.add(self)

    def press(self, key: str, duration_ms: int = 100) -> bool:
        """Queue one key press; False when the far end takes no RFC 4733 keys."""
        if self._events is None:
            return False
        steps = max(2, duration_ms // 20)
        code = _KEYS.index(key.upper())
        start = (self._timestamp + len(self._pending) * g711.FRAME) & 0xFFFFFFFF
        for step in range(steps):
            payload = _EVENT.pack(code, 10, (step + 1) * g711.FRAME)
            self._pending.append(("" if step else key, payload, start))
        # The end is sent three times, since a lost one would leave the key down (section 2.5.1.4).
        payload = _EVENT.pack(code, 0x80 | 10, steps * g711.FRAME)
        self._pending.extend([("", payload, start)] * 3)
        return True

    def tick(self, now: float) -> None:
        self.hearing.tick(now)
        self._timestamp = (self._timestamp + g711.FRAME) & 0xFFFFFFFF
        if self._target is None:
            return
        if self._pending:
            begun, payload, timestamp = self._pending.popleft()
            kind = (self._events or 101) | (0x80 if begun else 0)
            self._send(kind, timestamp, payload)
            if begun:
                self.hearing.pressed(begun, self._loop.time())
        elif not self._silent:
            if self._next >= len(self._frames):
                if not self._loops:
                    self._said = "noise"
                    self._frames, self._loops = voice.said("noise", self._payload)
                self._next = 0
            self._send(self._payload, self._timestamp, self._frames[self._next])
            self._next += 1

    def close(self) -> None:
        self._clock.remove(self)
        if self._socket.fileno() >= 0:
            self._loop.remove_reader(self._socket.fileno())
            self._socket.close()

    def _send(self, kind: int, timestamp: int, payload: bytes) -> None:
        self._sequence = (self._sequence + 1) & 0xFFFF
        header = _HEADER.pack(0x80, kind, self._sequence, timestamp, self._ssrc)
        # A far end that has closed its port answers with ICMP; a full buffer loses the packet, as
        # the network would.
        with contextlib.suppress(OSError):
            self._socket.sendto(header + payload, self._target or ("", 0))
            self.sent += 1

    def read(self) -> None:
        """All that has come."""
        while self._socket.fileno() >= 0:
            try:
                data, source, came = self._receive()
            except OSError:
                return
            self._take(data, source, came)

    def _receive(self) -> tuple[bytes, tuple[str, int], float]:
        """A packet, where it is from, and when it came by the loop's clock: where the system tells,
        a stall of ours is no gap in what is heard."""
        if not _STAMPED:
            data, source = self._socket.recvfrom(2048)
            return data, source, self._loop.time()
        data, told, _, source = self._socket.recvmsg(2048, 64)
        now = self._loop.time()
        for level, kind, stamp in told:
            if (level, kind) == (socket.SOL_SOCKET, _SO_TIMESTAMPNS):
                seconds, nanoseconds = _STAMP.unpack(stamp)
                return data, source, now - max(0.0, time.time() - seconds - nanoseconds * 1e-9)
        return data, source, now

    def _take(self, data: bytes, source: tuple[str, int], came: float) -> None:
        # RTCP comes to the same port (payload types 72…76 with the marker bit, RFC 5761).
        if len(data) < 12 or data[0] >> 6 != 2 or 200 <= data[1] <= 204:
            return
        _, kind, sequence, timestamp, _ = _HEADER.unpack_from(data)
        kind &= 0x7F
        if self._target is not None and source != self._target and source[0].startswith("127."):
            # The far end's address as seen from here is the one that works (RFC 4961).
            self._target = source
        if kind in g711.MAGNITUDE:
            self.hearing.packet(kind, sequence, data[12 + 4 * (data[0] & 0x0F) :], came)
        elif kind == self._events:
            self.hearing.event(timestamp, data[12:])


class MediaClock:
    """One timer for all calls: a timer per call would cost more than the packets."""

    def __init__(self) -> None:
        self._streams: dict[MediaStream, None] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._next = 0.0

    def add(self, stream: MediaStream) -> None:
        self._streams[stream] = None
        if self._timer is None:
            loop = asyncio.get_running_loop()
            self._next = loop.time()
            self._timer = loop.call_at(self._next, self._tick, loop)

    def remove(self, stream: MediaStream) -> None:
        self._streams.pop(stream, None)

    def _tick(self, loop: asyncio.AbstractEventLoop) -> None:
        now = loop.time()
        stood_still = now - self._next > FRAME_S
        for stream in list(self._streams):
            if stood_still:  # what has come meanwhile is no silence
                stream.read()
            stream.tick(now)
        # After a stall the lost time is skipped, not sent as a burst.
        self._next = max(self._next + FRAME_S, now - 0.1)
        self._timer = loop.call_at(self._next, self._tick, loop) if self._streams else None


def _even_port(host: str) -> socket.socket:
    """RTP lives on even ports; the odd one above might receive the far end's RTCP."""
    while True:
        sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        sock.setblocking(False)
        if _STAMPED:
            sock.setsockopt(socket.SOL_SOCKET, _SO_TIMESTAMPNS, 1)
        sock.bind((host, 0))
        if sock.getsockname()[1] % 2 == 0:
            return sock
        sock.close()
