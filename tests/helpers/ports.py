"""Free ports for servers that cannot be told to take any."""

import os
import random
import socket
from collections.abc import Iterator
from pathlib import Path

#: Handed out and perhaps not bound yet.
_given: set[int] = set()
#: Outside of the range from which the kernel serves ``bind(0)``: nobody gets one of them by chance
#: between our look and the server's start.
_FIRST, _BEHIND = 12000, 32000
#: As the kernel writes them: 127.0.0.1, every address, and the same two of a socket for both IPs.
_HERE = {"0100007F", "0" * 8, "0000000000000000FFFF00000100007F", "0" * 32}
_LISTENS = "0A"


def free_udp_port(together: int = 1) -> int:
    """A UDP port on loopback that is free now, and so are the next ones: ``together`` in all, the
    first one even where there are several (RTP, RTCP …)."""
    return _free(socket.SOCK_DGRAM, together)


def free_tcp_port() -> int:
    return _free(socket.SOCK_STREAM, 1)


def _free(kind: socket.SocketKind, together: int) -> int:
    ours = share_of(os.environ.get("PYTEST_XDIST_WORKER"),
                    os.environ.get("PYTEST_XDIST_WORKER_COUNT"))  # fmt: skip
    for _ in range(2000):
        first = random.SystemRandom().randrange(ours.start, ours.stop - together + 1, 2)
        ports = range(first, first + together)
        if _given.isdisjoint(ports) and all(_is_free(port, kind) for port in ports):
            _given.update(ports)
            return first
    raise RuntimeError("no free port on loopback")


def share_of(worker: str | None, workers: str | None) -> range:
    """The ports of one process of tests ("gw2" of "4"): what was given and is not bound yet, none
    of the others can see."""
    if not worker or not workers:
        return range(_FIRST, _BEHIND)
    # One that stands in for a crashed worker is numbered on.
    number, count = int(worker.removeprefix("gw")), int(workers)
    size = (_BEHIND - _FIRST) // count // 2 * 2
    first = _FIRST + number % count * size
    return range(first, first + size)


def udp_port_is_taken(port: int) -> bool:
    return any(taken == port for taken, _ in _sockets("udp"))


def tcp_port_is_taken(port: int) -> bool:
    """Somebody listens there."""
    return any(taken == port and state == _LISTENS for taken, state in _sockets("tcp"))


def _sockets(kind: str) -> Iterator[tuple[int, str]]:
    """Port and state. Looked up, not tried: whoever binds in order to see is in the way of the
    server that binds at that moment."""
    for table in (kind, f"{kind}6"):
        path = Path("/proc/net") / table
        if not path.exists():  # a kernel without IPv6
            continue
        for line in path.read_text().splitlines()[1:]:
            _, local, _, state, *_ = line.split()
            address, port = local.split(":")
            if address in _HERE:
                yield int(port, 16), state


def _is_free(port: int, kind: socket.SocketKind) -> bool:
    """Only of ports that this process has given to nobody."""
    with socket.socket(socket.AF_INET, kind) as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
