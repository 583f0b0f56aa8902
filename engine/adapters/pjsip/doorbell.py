"""Wakes a process that waits for whoever rings at its SIP port, when an order has come for it.

The library waits in one place only, for its own sockets. An empty keep-alive (RFC 5626 4.4.1), sent
to the process's own SIP port, is something that happens there and means nothing: so the wait can be
long, and neither a caller nor an order has to wait for its end.
"""

import contextlib
import socket

_KEEP_ALIVE = b"\r\n\r\n"
_EVERY_ADDRESS = "0.0.0.0"  # what is told of a port that is open on all addresses


class Doorbell:
    """``ring`` is called by the thread that reads orders, everything else by the worker's."""

    def __init__(self) -> None:
        self._socket: socket.socket | None = None
        self._port: tuple[str, int] | None = None

    @property
    def hangs(self) -> bool:
        return self._port is not None

    def hang(self, address: str) -> None:
        """At our SIP port ``HOST:PORT`` (UDP)."""
        host, _, port = address.rpartition(":")
        if self._socket is None:
            self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            self._socket.setblocking(False)
        self._port = ("127.0.0.1" if host == _EVERY_ADDRESS else host, int(port))

    def take_down(self) -> None:
        self._port = None

    def ring(self) -> None:
        """Never blocks, never fails: what is not heard waits until the wait is over by itself."""
        at, port = self._socket, self._port
        if at is not None and port is not None:
            with contextlib.suppress(OSError):
                at.sendto(_KEEP_ALIVE, port)
