"""Services that speak JSON over HTTP."""

import json
import ssl
import time
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import httpx

from engine.adapters.sources import statement as sql
from engine.adapters.sources.cells import cell
from engine.lists.cell_text import cell_text
from engine.ports.sources import (
    Cell,
    HttpAnswer,
    RowStream,
    SourceSettings,
    SourceTooSlow,
    SourceTrouble,
    SourceUnavailable,
    Table,
)

#: No answer to a query is larger.
_MOST_BYTES = 10_000_000
_METHODS = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"})
#: Below these names services keep the rows of an answer.
_ROWS = ("rows", "data", "items", "results", "value", "list")


def open_http(settings: SourceSettings, password: str) -> "HttpSource":
    """``engine.ports.sources.SourceFactory``. With a user in the URL the password is HTTP's basic
    one, without a user it is a bearer token."""
    return HttpSource(settings.url, password, settings.timeout_s)


@cache
def _certificates() -> ssl.SSLContext:
    """The machine's own; reading them takes longer than many a query, so it is done once."""
    return ssl.create_default_context()


class HttpSource:
    """Requests below one URL; redirections are answers, not followed."""

    dialect = "http"

    def __init__(self, url: str, password: str, timeout_s: float) -> None:
        parts = urlsplit(url)
        if not parts.hostname:
            raise SourceTrouble("data source: the URL cannot be read: {reason}.", reason=url)
        port = f":{parts.port}" if parts.port else ""
        host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
        self._base = f"{parts.scheme}://{host}{port}{parts.path.rstrip('/')}"
        self._query = parts.query
        self._timeout_s = timeout_s
        headers = {"Accept": "application/json", "User-Agent": "rino-desktop"}
        auth = None
        if parts.username:
            auth = httpx.BasicAuth(unquote(parts.username), password)
        elif password:
            headers["Authorization"] = f"Bearer {password}"
        self._client = httpx.Client(
            headers=headers, auth=auth, follow_redirects=False, verify=_certificates()
        )

    def request(self, method: str, path: str, *, query: Mapping[str, str], body: object | None,
                headers: Mapping[str, str], timeout_s: float) -> HttpAnswer:  # fmt: skip
        """See ``HttpConnection.request``."""
        if method.upper() not in _METHODS:
            raise SourceTrouble("{method} is no method of HTTP.", method=method)
        deadline = time.monotonic() + timeout_s
        content = None
        sent = dict(headers)
        if body is not None:
            content = json.dumps(body, ensure_ascii=False, default=_plain).encode()
            sent.setdefault("Content-Type", "application/json")
        try:
            request = self._client.build_request(
                method.upper(), self._url(path), params=dict(query) or None, content=content,
                headers=sent, timeout=httpx.Timeout(timeout_s),
            )  # fmt: skip
            response = self._client.send(request, stream=True)
            try:
                data = self._read(response, deadline)
            finally:
                response.close()
        except httpx.TimeoutException as error:
            raise SourceTooSlow("the data source does not answer in time.") from error
        except httpx.TransportError as error:
            raise SourceUnavailable(
                "the data source {address} cannot be reached: {reason}.",
                mend="Start the server, or correct host and port of the source.",
                address=self._base,
                reason=str(error) or type(error).__name__,
            ) from error
        except httpx.DecodingError as error:
            raise SourceTrouble(
                "the data source's answer cannot be read: {reason}.", reason=error
            ) from error
        except (httpx.InvalidURL, ValueError, UnicodeError) as error:
            raise SourceTrouble("the query was refused: {reason}.", reason=error) from error
        encoding = response.encoding or "utf-8"
        text = data.decode(encoding, "replace")
        # Nobody would hear what a letter was that has been replaced.
        document = _json(text) if _decodes(data, encoding) else None
        return HttpAnswer(response.status_code, document, text)

    def _read(self, response: httpx.Response, deadline: float) -> bytes:
        """The body; httpx's own time-out is only for each piece of it."""
        data = bytearray()
        for piece in response.iter_bytes():
            data += piece
            if len(data) > _MOST_BYTES:
                raise SourceTrouble(
                    "the answer is longer than {megabytes} MB.", megabytes=_MOST_BYTES // 10**6
                )
            if time.monotonic() > deadline:
                raise SourceTooSlow("the data source does not answer in time.")
        return bytes(data)

    def _url(self, path: str) -> str:
        """Below the source's own URL, and nowhere else."""
        clean, _, query = path.partition("?")
        if any(part in ("..", ".") for part in unquote(clean).split("/")) or "\\" in clean:
            raise SourceTrouble("the path {path} leaves the data source.", path=path)
        clean = "/".join(quote(unquote(part), safe="@:+,;=~$!*'()") for part in clean.split("/"))
        joined = "&".join(filter(None, (self._query, query)))
        return f"{self._base}/{clean.lstrip('/')}".rstrip("/") + (f"?{joined}" if joined else "")

    def query(self, statement: str, parameters: Mapping[str, Cell], *, max_rows: int,
              timeout_s: float) -> Table:  # fmt: skip
        """``statement``: a path such as ``/debtors/:account``; parameters that stand in it are
        put there, the others become the URL's query. The answer is a list of objects, or an
        object that holds one, or one object: a single row."""
        words = statement.split()
        method, path = ("GET", words[0]) if len(words) == 1 else ("", "")
        if len(words) == 2 and words[0].upper() in _METHODS:
            method, path = words
        if not method:
            raise SourceTrouble(
                "the query of an HTTP source is a path.", mend="Write it as /debtors/:account"
            )
        parsed = sql.parse(path)
        values = {name: cell_text(value) for name, value in parameters.items()}
        parsed.positional(parameters)
        path = parsed.rendered(lambda number, name: quote(values[name], safe=""))
        rest = {name: value for name, value in values.items() if name not in parsed.names}
        answer = self.request(method, path, query=rest, body=None, headers={}, timeout_s=timeout_s)
        if answer.status == 404 and parsed.names:
            return Table((), ())
        if answer.status >= 300:
            raise SourceTrouble(
                "the data source answers with status {status}.", status=answer.status
            )
        return _table(answer.json, max_rows)

    def stream(self, statement: str, parameters: Mapping[str, Cell]) -> RowStream:
        table = self.query(statement, parameters, max_rows=10**9, timeout_s=self._timeout_s * 10)
        return RowStream(table.columns, iter(table.rows))

    def ping(self) -> None:
        """Any answer shows that the service lives."""
        self.request("HEAD", "", query={}, body=None, headers={}, timeout_s=self._timeout_s)

    def cancel(self) -> None:
        """Each wait of a request ends by itself with its time-out."""

    def close(self) -> None:
        self._client.close()


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _json(text: str) -> object | None:
    try:
        document: object = json.loads(text, parse_float=Decimal, parse_constant=lambda _: None)
    except (ValueError, RecursionError):
        return None
    return document


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return str(value)


def _table(document: Any, max_rows: int) -> Table:
    if isinstance(document, dict):
        inner = [document[name] for name in _ROWS if isinstance(document.get(name), list)]
        document = inner[0] if inner else [document]
    if not isinstance(document, list) or not all(isinstance(row, dict) for row in document):
        raise SourceTrouble(
            "the data source's answer is no table.", mend="It has to be a list of JSON objects."
        )
    rows = document[:max_rows]
    columns = tuple(dict.fromkeys(str(name) for row in rows for name in row))
    return Table(columns, tuple(tuple(cell(row.get(name)) for name in columns) for row in rows))
