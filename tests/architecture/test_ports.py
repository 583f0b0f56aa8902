"""Ports that tests give to servers: seen without being touched, and never given twice."""

import socket
from pathlib import Path

import pytest

from tests.helpers import ports
from tests.helpers.ports import free_tcp_port, free_udp_port, share_of

EVERY = ["::"] if Path("/proc/net/udp6").exists() else []


@pytest.mark.parametrize("address", ["127.0.0.1", "0.0.0.0", *EVERY])
def test_who_sits_there_is_seen(address: str) -> None:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    port = free_udp_port()
    assert not ports.udp_port_is_taken(port)
    with socket.socket(family, socket.SOCK_DGRAM) as server:
        server.bind((address, port))
        assert ports.udp_port_is_taken(port)
    assert not ports.udp_port_is_taken(port)
    port = free_tcp_port()
    with socket.socket(family, socket.SOCK_STREAM) as server:
        server.bind((address, port))
        assert not ports.tcp_port_is_taken(port), "nobody would be let in yet"
        server.listen()
        assert ports.tcp_port_is_taken(port)


def test_looking_is_in_nobodys_way(monkeypatch: pytest.MonkeyPatch) -> None:
    port = free_udp_port()

    def bound(*_: object) -> None:
        raise AssertionError("a server that binds just now would fail")

    monkeypatch.setattr(ports, "_is_free", bound)
    monkeypatch.setattr(socket, "socket", bound)
    assert not ports.udp_port_is_taken(port)
    assert not ports.tcp_port_is_taken(port)


@pytest.mark.parametrize("workers", [1, 2, 3, 4, 7, 16])
def test_no_two_processes_of_tests_share_a_port(workers: int) -> None:
    shares = [share_of(f"gw{number}", str(workers)) for number in range(workers)]
    every = [port for share in shares for port in share]
    assert len(set(every)) == len(every)
    assert set(every) <= set(share_of(None, None))
    assert all(share.start % 2 == 0 and len(share) >= 1000 for share in shares)
    # One that replaces a crashed one.
    assert share_of(f"gw{workers}", str(workers)) == shares[0]


def test_several_together_stay_in_the_share(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTEST_XDIST_WORKER", "gw1")
    monkeypatch.setenv("PYTEST_XDIST_WORKER_COUNT", "1000")
    monkeypatch.setattr(ports, "_given", set())
    share = share_of("gw1", "1000")
    assert share == range(12020, 12040)
    first = free_udp_port(19)
    assert first == 12020
    with pytest.raises(RuntimeError, match="no free port"):
        free_udp_port(2)
