"""Answers GET for a few pages: a thread of its own for the door, another for each visitor.

Nothing here touches the engine's loop. Visitors are few and have little time: whoever is one too
many is sent away, whoever is slow is cut off.
"""

import contextlib
import errno
import logging
import os
import socket
import socketserver
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler

log = logging.getLogger(__name__)

MOST_VISITORS = 8
#: Between two tries when the process or the machine has no handle or memory left.
PAUSE_S = 1.0
_FULL = (errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM)
#: From the connection to the last byte of the answer.
LONGEST_VISIT_S = 10.0


@dataclass(frozen=True, slots=True)
class Address:
    host: str
    port: int

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Answer:
    body: bytes
    content_type: str
    status: HTTPStatus = HTTPStatus.OK


#: Makes an answer; it is given the Accept header.
Page = Callable[[str], Answer]


class _Visit(BaseHTTPRequestHandler):
    server: "FigureServer"
    server_version = "rino-desktop"
    sys_version = ""
    timeout = 5.0

    def parse_request(self) -> bool:
        if not super().parse_request():
            return False
        if self.command == "GET":
            return True
        self.send_response(HTTPStatus.METHOD_NOT_ALLOWED)
        self.send_header("Allow", "GET")
        self.send_header("Content-Length", "0")
        self.end_headers()
        return False

    def do_GET(self) -> None:
        page = self.server.pages.get(self.path.partition("?")[0])
        if page is None:
            answer = Answer(b"not found\n", "text/plain; charset=utf-8", HTTPStatus.NOT_FOUND)
        else:
            answer = _made(page, self.headers.get("Accept", ""))
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        self.send_header("Content-Length", str(len(answer.body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(answer.body)

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 # its name
        log.debug("metrics: " + format, *arguments)


def _made(page: Page, accept: str) -> Answer:
    try:
        return page(accept)
    except Exception:
        log.exception("a page of figures could not be made")
        return Answer(b"failed\n", "text/plain; charset=utf-8", HTTPStatus.INTERNAL_SERVER_ERROR)


class FigureServer(socketserver.ThreadingTCPServer):
    """A context manager; OSError when the address cannot be had. ``address.port`` 0: any."""

    daemon_threads = True
    block_on_close = False
    # On Windows it would let two programs share one port.
    allow_reuse_address = os.name != "nt"
    request_queue_size = 16

    def __init__(self, address: Address, pages: Mapping[str, Page]) -> None:
        if ":" in address.host:
            self.address_family = socket.AF_INET6
        self.pages = pages
        self._full_told = False
        self._over = threading.Event()
        self._room = threading.BoundedSemaphore(MOST_VISITORS)
        super().__init__((address.host, address.port), _Visit)
        self._thread = threading.Thread(target=self.serve_forever, name="metrics", daemon=True)

    @property
    def port(self) -> int:
        port: int = self.server_address[1]
        return port

    def __enter__(self) -> "FigureServer":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self.shutdown()
        self._thread.join()
        self.server_close()

    def get_request(self) -> "tuple[socket.socket, object]":
        try:
            taken = super().get_request()
        except OSError as error:
            if error.errno in _FULL:
                self._breathe(error)
            raise  # who looks after the visitors takes no notice of it
        self._full_told = False
        return taken

    def _breathe(self, error: OSError) -> None:
        """The visitor still stands at the door: without a pause a processor would be spent on
        opening it in vain."""
        if not self._full_told:
            self._full_told = True
            log.warning("metrics: no visitor can be let in: %s", error.strerror)
        self._over.wait(PAUSE_S)

    def process_request(self, request: "socket.socket | tuple[bytes, socket.socket]",
                        client_address: object) -> None:  # fmt: skip
        if not self._room.acquire(blocking=False):
            assert isinstance(request, socket.socket)
            request.setblocking(False)
            with contextlib.suppress(OSError):
                request.send(b"HTTP/1.0 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n")
            self.shutdown_request(request)
            return
        try:
            super().process_request(request, client_address)
        except BaseException:  # no thread could be had
            self._room.release()
            raise

    def process_request_thread(self, request: "socket.socket | tuple[bytes, socket.socket]",
                               client_address: object) -> None:  # fmt: skip
        assert isinstance(request, socket.socket)
        late = threading.Timer(LONGEST_VISIT_S, _cut_off, (request,))
        late.daemon = True
        late.start()
        try:
            super().process_request_thread(request, client_address)
        finally:
            late.cancel()
            self._room.release()

    def handle_error(self, request: object, client_address: object) -> None:
        """A visitor who goes away is nobody's fault."""
        log.debug("metrics: a visitor was lost", exc_info=True)  # noqa: LOG014 # called in one


def _cut_off(request: socket.socket) -> None:
    with contextlib.suppress(OSError):
        request.shutdown(socket.SHUT_RDWR)
