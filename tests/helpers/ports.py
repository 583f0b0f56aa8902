"""Free ports for servers that cannot be told to take any."""

import random
import socket

#: Handed out and perhaps not bound yet.
_given: set[int] = set()


def free_udp_port(together: int = 1) -> int:
    """A UDP port on loopback that is free now, and so are the next ones: ``together`` in all, the
    first one even where there are several (RTP, RTCP …).

    Outside the range from which the kernel serves ``bind(0)``: nobody gets it by chance between
    this look and the server's start.
    """
    return _free(socket.SOCK_DGRAM, together)


def free_tcp_port() -> int:
    return _free(socket.SOCK_STREAM, 1)


def _free(kind: socket.SocketKind, together: int) -> int:
    for _ in range(2000):
        first = random.SystemRandom().randrange(12000, 32000, 2)
        ports = range(first, first + together)
        if _given.isdisjoint(ports) and all(_is_free(port, kind) for port in ports):
            _given.update(ports)
            return first
    raise RuntimeError("no free port on loopback")


def udp_port_is_taken(port: int) -> bool:
    return not _is_free(port, socket.SOCK_DGRAM)


def tcp_port_is_taken(port: int) -> bool:
    return not _is_free(port, socket.SOCK_STREAM)


def _is_free(port: int, kind: socket.SocketKind) -> bool:
    with socket.socket(socket.AF_INET, kind) as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
