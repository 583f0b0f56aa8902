"""A web service on loopback that takes rows, with the faults that services have."""

import json
import threading
from collections import deque
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any


@dataclass
class Received:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def key(self) -> str:
        return self.headers["Idempotency-Key"]

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class FarService:
    """``faults``: one for each request to come: a status, ``"hang"``, ``"half"`` (an answer that
    breaks off after the row was taken), ``"drop"`` (the connection ends without an answer after
    it was taken). ``poison``: texts that a body must not hold → the status they get."""

    faults: deque[int | str] = field(default_factory=deque)
    poison: dict[str, int] = field(default_factory=dict)
    #: All requests, in order.
    received: list[Received] = field(default_factory=list)
    #: What it took, once for each key, in order of the first arrival.
    taken: dict[str, Received] = field(default_factory=dict)
    hang_s: float = 3.0

    def __post_init__(self) -> None:
        self._lock = threading.Lock()
        self._released = threading.Event()
        service = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _any(self) -> None:
                service._serve(self)

            do_POST = do_PUT = do_PATCH = _any  # noqa: N815

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def _serve(self, handler: BaseHTTPRequestHandler) -> None:
        body = handler.rfile.read(int(handler.headers.get("Content-Length", 0)))
        request = Received(handler.command, handler.path, dict(handler.headers), body)
        with self._lock:
            self.received.append(request)
            fault = self.faults.popleft() if self.faults else 0
            for text, status in self.poison.items():
                if text.encode() in body:
                    fault = status
            if fault in (0, "half", "drop"):
                self.taken.setdefault(request.key, request)
        if fault == "hang":
            self._released.wait(self.hang_s)
            handler.close_connection = True
            return
        if fault == "drop":
            handler.close_connection = True
            return
        answer = b'{"taken": true}' if fault in (0, "half") else b'{"error": "no such street"}'
        handler.send_response(fault if isinstance(fault, int) and fault else 200)
        handler.send_header("Content-Length", str(len(answer)))
        handler.end_headers()
        if fault == "half":
            handler.wfile.write(answer[:5])
            handler.close_connection = True
            return
        handler.wfile.write(answer)

    def __enter__(self) -> "FarService":
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:  # fmt: skip
        self._released.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
