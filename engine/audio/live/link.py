"""The way of live sound between two processes of this machine: TCP on loopback, one frame at a
time, each with the moment at which it set out (``time.perf_counter`` is one clock for the whole
machine, in Linux and in Windows).

Who calls must know the secret, which he is told over another way: nobody else on the machine can
listen or speak. Nothing here ever waits for the other side: what cannot be sent now is dropped,
for late sound is worth nothing.
"""

from __future__ import annotations

import contextlib
import hmac
import secrets
import select
import socket
import struct
import threading
import time
from collections.abc import Callable
from typing import Any, NamedTuple

#: Bytes of sound, and when it set out (``time.perf_counter``).
_HEAD = struct.Struct("<Hd")
_MOST_BYTES = 8192
_SECRET_BYTES = 32
_PATIENCE_S = 2.0


class Frame(NamedTuple):
    sound: bytes
    sent_at: float


class SoundLink:
    """One end. Of a link that has broken ``open`` is False, and sending does nothing."""

    def __init__(self, connection: socket.socket) -> None:
        connection.setblocking(False)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._connection = connection
        self._came = bytearray()
        #: What is left of a frame that went out in part.
        self._rest = b""
        self.open = True
        self.dropped = 0

    @classmethod
    def to(cls, port: int, secret: str) -> SoundLink:
        """OSError when nobody is there."""
        connection = socket.create_connection(("127.0.0.1", port), timeout=_PATIENCE_S)
        connection.sendall(bytes.fromhex(secret))
        return cls(connection)

    def send(self, sound: bytes, at: float | None = None) -> None:
        if not self.open:
            return
        try:
            if self._rest:
                self._rest = self._rest[self._connection.send(self._rest) :]
            if self._rest:
                self.dropped += 1
                return
            data = _HEAD.pack(len(sound), time.perf_counter() if at is None else at) + sound
            self._rest = data[self._connection.send(data) :]
        except BlockingIOError:
            self.dropped += 1
        except OSError:
            self.close()

    def receive(self) -> list[Frame]:
        """Whatever has come."""
        with contextlib.suppress(BlockingIOError):
            while self.open:
                try:
                    data = self._connection.recv(65536)
                except BlockingIOError:
                    raise
                except OSError:
                    data = b""
                if not data:
                    self.close()
                self._came += data
        return self._frames()

    def _frames(self) -> list[Frame]:
        frames = []
        while len(self._came) >= _HEAD.size:
            size, at = _HEAD.unpack_from(self._came)
            if size > _MOST_BYTES:
                self.close()
                break
            end = _HEAD.size + size
            if len(self._came) < end:
                break
            frames.append(Frame(bytes(self._came[_HEAD.size : end]), at))
            del self._came[:end]
        return frames

    def fileno(self) -> int:
        return self._connection.fileno()

    def close(self) -> None:
        self.open = False
        with contextlib.suppress(OSError):
            self._connection.close()


class _Guest(NamedTuple):
    said: bytearray
    until: float


class SoundServer:
    """The end that waits to be called, again and again: each caller takes the place of the one
    before. ``on_frame`` is called in a thread of its own."""

    def __init__(self, on_frame: Callable[[Frame], None]) -> None:
        self._on_frame = on_frame
        self.secret = secrets.token_hex(_SECRET_BYTES)
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._door.getsockname()[1])
        self._link: SoundLink | None = None
        #: Those who have come and not said the secret yet.
        self._guests: dict[socket.socket, _Guest] = {}
        self._wake, self._woken = socket.socketpair()
        self._closed = False
        self._thread = threading.Thread(target=self._serve, name="sound", daemon=True)
        self._thread.start()

    @property
    def linked(self) -> bool:
        return self._link is not None and self._link.open

    def send(self, sound: bytes, at: float | None = None) -> None:
        """From one thread at a time; dropped while nobody has called."""
        link = self._link
        if link is not None:
            link.send(sound, at)

    def close(self) -> None:
        self._closed = True
        with contextlib.suppress(OSError):
            self._wake.send(b"x")
        self._thread.join(5)
        if self._link is not None:
            self._link.close()
        for each in (self._door, self._wake, self._woken, *self._guests):
            each.close()

    def _serve(self) -> None:
        while not self._closed:
            link = self._link if self.linked else None
            wanted: list[Any] = [self._door, self._woken, *self._guests, *([link] if link else [])]
            try:
                ready, _, _ = select.select(wanted, [], [], _PATIENCE_S if self._guests else None)
            except (OSError, ValueError):
                continue  # the link was closed by a send meanwhile
            if link is not None and link in ready:
                for frame in link.receive():
                    self._on_frame(frame)
            if self._door in ready:
                with contextlib.suppress(OSError):
                    guest, _ = self._door.accept()
                    guest.setblocking(False)
                    self._guests[guest] = _Guest(bytearray(), time.perf_counter() + _PATIENCE_S)
            for guest in list(self._guests):
                self._hear(guest, guest in ready)

    def _hear(self, guest: socket.socket, speaks: bool) -> None:
        """Let him in as soon as he has said the secret; he is not waited for, and not for long."""
        said, until = self._guests[guest]
        lost = time.perf_counter() > until
        if speaks:
            try:
                part = guest.recv(_SECRET_BYTES - len(said))
                said += part
                lost = lost or not part
            except BlockingIOError:
                pass
            except OSError:
                lost = True
        whole = len(said) == _SECRET_BYTES
        if whole and hmac.compare_digest(bytes(said), bytes.fromhex(self.secret)):
            del self._guests[guest]
            before, self._link = self._link, SoundLink(guest)
            if before is not None:
                before.close()
        elif whole or lost:
            del self._guests[guest]
            guest.close()
