"""Where figures are shown: to whom, how long, and what happens when that is not possible."""

import errno
import json
import logging
import socket
import time
from collections.abc import Callable, Iterator

import pytest
from prometheus_client.openmetrics.parser import text_string_to_metric_families

from engine.adapters.metrics import Address, Answer, FigureServer, server
from engine.errors import KnownError
from engine.service.figures import EngineFigures
from engine.service.liveness import LifeSigns
from rino_desktop.bootstrap.figures import door, pages
from rino_desktop.metrics_door import is_loopback, parse
from tests.helpers.figures import full
from tests.helpers.ports import free_tcp_port


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("9464", ("127.0.0.1", 9464)),
        (" 10.0.0.5:80 ", ("10.0.0.5", 80)),
        ("[::1]:9464", ("::1", 9464)),
        ("0.0.0.0:9464", ("0.0.0.0", 9464)),
        ("watch.office:9464", ("watch.office", 9464)),
    ],
)
def test_addresses(text: str, where: tuple[str, int]) -> None:
    assert parse(text) == where


@pytest.mark.parametrize("text", ["", "on", "0", "70000", "host:", ":9464", "1.2.3.4:x", "٣٣"])
def test_what_is_no_address(text: str) -> None:
    with pytest.raises(KnownError, match="metrics cannot be shown"):
        parse(text)


def test_only_loopback_is_taken_for_it() -> None:
    assert is_loopback("127.0.0.1")
    assert is_loopback("::1")
    assert not is_loopback("0.0.0.0")
    assert not is_loopback("10.0.0.5")
    assert not is_loopback("watch.office")


@pytest.fixture
def shown() -> Iterator[tuple[FigureServer, EngineFigures, LifeSigns]]:
    figures, signs = full(), LifeSigns()
    made = pages("first", figures, signs, 38)
    with FigureServer(Address("127.0.0.1", 0), made) as opened:
        yield opened, figures, signs


def ask(port: int, request: str, *headers: str) -> tuple[int, str]:
    with socket.create_connection(("127.0.0.1", port), timeout=5) as line:
        line.sendall("\r\n".join((f"{request} HTTP/1.0", *headers, "", "")).encode())
        answer = b""
        while part := line.recv(65536):
            answer += part
    head, _, body = answer.decode().partition("\r\n\r\n")
    return int(head.split()[1]), body


def soon(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_pages(shown: tuple[FigureServer, EngineFigures, LifeSigns]) -> None:
    opened, figures, signs = shown
    status, text = ask(opened.port, "GET /metrics?x=1")
    assert status == 200
    assert 'rino_trunk_up{trunk="city"} 0.0' in text
    # What a Prometheus server asks for.
    wanted = "Accept: application/openmetrics-text;version=1.0.0;q=0.8,text/plain;q=0.1"
    status, text = ask(opened.port, "GET /metrics", wanted)
    assert status == 200
    assert text.endswith("# EOF\n")
    families = {family.name for family in text_string_to_metric_families(text)}
    assert {"rino_calls", "rino_call_talk_seconds", "rino_lines"} <= families
    assert ask(opened.port, "GET /health")[0] == 200
    assert ask(opened.port, "GET /ready")[0] == 200
    assert ask(opened.port, "GET /")[0] == 404
    for method in ("POST", "PUT", "DELETE", "HEAD", "OPTIONS", "BREW"):
        assert ask(opened.port, f"{method} /metrics")[0] == 405, method
    signs.away = True
    status, text = ask(opened.port, "GET /ready")
    reason = "the database cannot be reached"
    assert (status, json.loads(text)["reason"]) == (503, reason)
    signs.ending = True
    assert "ends" in ask(opened.port, "GET /ready")[1]
    assert ask(opened.port, "GET /health")[0] == 200
    figures.loop._beat = time.monotonic() - 60
    assert ask(opened.port, "GET /health")[0] == 503


def test_a_loop_that_never_begins_to_turn_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    figures, port = EngineFigures(), free_tcp_port()
    with door(str(port), "first", figures, LifeSigns(), 38):
        assert ask(port, "GET /health")[0] == 200
        begun = figures.loop._beat
        assert begun is not None
        later = begun + 40.0
        monkeypatch.setattr(time, "monotonic", lambda: later)
        status, text = ask(port, "GET /health")
        assert (status, "stood still for 40 s" in text) == (503, True)


def test_without_handles_the_door_waits(
    shown: tuple[FigureServer, EngineFigures, LifeSigns], monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    """It does not spend a processor on it, and is there again when there are some."""
    opened = shown[0]
    monkeypatch.setattr(server, "PAUSE_S", 0.1)
    real, tries = opened.socket, 0

    class Full:
        def __getattr__(self, name: str) -> object:
            return getattr(real, name)

        def accept(self) -> object:
            nonlocal tries
            tries += 1
            raise OSError(errno.EMFILE, "Too many open files")

    monkeypatch.setattr(opened, "socket", Full())
    began = time.monotonic()
    with socket.create_connection(("127.0.0.1", opened.port), timeout=5) as line:
        line.sendall(b"GET /health HTTP/1.0\r\n\r\n")
        soon(lambda: tries >= 3)
        assert tries <= (time.monotonic() - began) / server.PAUSE_S + 2
        monkeypatch.setattr(opened, "socket", real)
        assert line.recv(100).startswith(b"HTTP/1.0 200")
    assert caplog.text.count("no visitor can be let in: Too many open files") == 1


def test_one_page_that_fails_costs_itself_only(caplog: pytest.LogCaptureFixture) -> None:
    def broken(_accept: str) -> Answer:
        raise ZeroDivisionError

    with FigureServer(Address("127.0.0.1", 0), {"/metrics": broken}) as opened:
        assert ask(opened.port, "GET /metrics")[0] == 500
        assert ask(opened.port, "GET /")[0] == 404
    assert "could not be made" in caplog.text


def test_slow_visitors_are_cut_off_and_too_many_sent_away(
    shown: tuple[FigureServer, EngineFigures, LifeSigns], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "LONGEST_VISIT_S", 4.0)
    monkeypatch.setattr(server._Visit, "timeout", 600.0)
    port = shown[0].port
    slow = [socket.create_connection(("127.0.0.1", port)) for _ in range(server.MOST_VISITORS)]
    try:
        for line in slow:
            line.sendall(b"GET /metr")
        soon(lambda: shown[0]._room._value == 0)
        with socket.create_connection(("127.0.0.1", port), timeout=5) as late:
            assert late.recv(100).startswith(b"HTTP/1.0 503")
        for line in slow:
            line.settimeout(60)
            assert line.recv(100) == b""
    finally:
        for line in slow:
            line.close()
    soon(lambda: ask_or_none(port) == 200)


def ask_or_none(port: int) -> int:
    try:
        return ask(port, "GET /health")[0]
    except OSError:
        return 0


def test_a_port_that_is_taken_costs_the_figures_only(caplog: pytest.LogCaptureFixture) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        wanted = str(taken.getsockname()[1])
        with door(wanted, "first", EngineFigures(), LifeSigns(), 38) as opened:
            assert opened is None
    assert f"Figures cannot be shown at 127.0.0.1:{wanted}" in caplog.text
    assert "--metrics" in caplog.text
    with door("nowhere", "first", EngineFigures(), LifeSigns(), 38) as opened:
        assert opened is None
    with door("", "first", EngineFigures(), LifeSigns(), 38) as opened:
        assert opened is None


def test_who_shows_them_to_everybody_is_told(caplog: pytest.LogCaptureFixture) -> None:
    port = free_tcp_port()
    with (
        caplog.at_level(logging.INFO),
        door(f"0.0.0.0:{port}", "first", full(), LifeSigns(), 38) as opened,
    ):
        assert opened is not None
        assert ask(port, "GET /ready")[0] == 200
    assert "without a password" in caplog.text
    with pytest.raises(OSError):  # noqa: PT011 # nobody listens any more
        ask(port, "GET /ready")
