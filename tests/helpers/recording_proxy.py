"""A wire that keeps what goes over it, both ways."""

import contextlib
import socket
import threading
from collections.abc import Iterator


class RecordingProxy:
    """Use it as a context manager. ``heard``: all bytes so far, of all connections."""

    def __init__(self, listen: tuple[str, int], to: tuple[str, int]) -> None:
        self._to = to
        self._lock = threading.Lock()
        self._heard = bytearray()
        self._sockets: list[socket.socket] = []
        self._listener = socket.create_server(listen)
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    @property
    def heard(self) -> bytes:
        with self._lock:
            return bytes(self._heard)

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
                far = socket.create_connection(self._to, timeout=5)
            except OSError:
                return
            far.settimeout(None)
            with self._lock:
                self._sockets += [near, far]
            for one, other in ((near, far), (far, near)):
                threading.Thread(target=self._carry, args=(one, other), daemon=True).start()

    def _carry(self, one: socket.socket, other: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while part := one.recv(65536):
                with self._lock:
                    self._heard += part
                other.sendall(part)
        for each in (one, other):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(5)
        with self._lock:
            sockets = list(self._sockets)
        for each in sockets:
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()


@contextlib.contextmanager
def recorded(listen: tuple[str, int], to: tuple[str, int]) -> Iterator[RecordingProxy]:
    proxy = RecordingProxy(listen, to)
    try:
        yield proxy
    finally:
        proxy.close()
