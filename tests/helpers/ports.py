"""Free ports for servers that cannot be told to take any."""

import random
import socket


def free_udp_port(*, even: bool = False) -> int:
    """A UDP port on loopback that is free now (and so is the next one, for RTCP, when ``even``).

    Outside the range from which the kernel serves ``bind(0)``: nobody gets it by chance between
    this look and the server's start.
    """
    for _ in range(2000):
        port = random.SystemRandom().randrange(12000, 32000, 2)
        if _is_free(port, socket.SOCK_DGRAM) and (
            not even or _is_free(port + 1, socket.SOCK_DGRAM)
        ):
            return port
    raise RuntimeError("no free UDP port on loopback")


def free_tcp_port() -> int:
    for _ in range(2000):
        port = random.SystemRandom().randrange(12001, 32000, 2)
        if _is_free(port, socket.SOCK_STREAM):
            return port
    raise RuntimeError("no free TCP port on loopback")


def udp_port_is_taken(port: int) -> bool:
    return not _is_free(port, socket.SOCK_DGRAM)


def _is_free(port: int, kind: socket.SocketKind) -> bool:
    with socket.socket(socket.AF_INET, kind) as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
