"""A web service: one request for each row, with the row's key in ``Idempotency-Key``.

The header is that of draft-ietf-httpapi-idempotency-key-header: a service that sees the same key
again does nothing and answers as before.
"""

import json
from collections.abc import Callable, Sequence
from urllib.parse import quote, unquote, urlsplit, urlunsplit

import httpx

from engine.adapters.stores import StoreAccess
from engine.adapters.stores.refusal import RowRefused, reason_of
from engine.domain.outbox import OutboxSettings
from engine.errors import Phrase
from engine.ports.outbox import HELD, Parcel, StoreDown, json_value

#: Statuses of the 4xx that say nothing about the row: rights, a wrong method, time, haste.
_NOT_THE_ROW = frozenset({401, 402, 403, 405, 407, 408, 421, 423, 425, 426, 429})
_CRASHED = 500
_SHOWN = 300
_MOST_READ = 1 << 20


class _Crashed(StoreDown):
    """The service fails: on this row alone, or on all. The next contact's row tells."""


class HttpStore:
    """``engine.ports.outbox.ExternalStore``."""

    def __init__(self, settings: OutboxSettings, access: StoreAccess) -> None:
        self._settings = settings
        self._registered = "" if settings.is_url else access.url
        parts = urlsplit(access.url)
        auth = None
        headers = {"User-Agent": "rino-desktop"}
        if access.token:
            headers["Authorization"] = f"Bearer {access.token}"
        elif parts.username:
            auth = httpx.BasicAuth(unquote(parts.username), access.password)
        elif access.password:
            headers["Authorization"] = f"Bearer {access.password}"
        self._client = httpx.Client(
            headers=headers, auth=auth, timeout=settings.timeout_s, follow_redirects=False
        )

    def deliver(self, parcels: Sequence[Parcel], go_on: Callable[[], bool]) -> list[str]:
        """See the port."""
        receipts = [HELD] * len(parcels)
        rest = list(range(len(parcels)))
        crash: tuple[int, _Crashed] | None = None
        while rest and (len(rest) == len(parcels) or go_on()):
            place = rest.pop(0)
            try:
                self._send(parcels[place])
                receipts[place] = ""
            except RowRefused as refusal:
                receipts[place] = reason_of(refusal)
            except _Crashed as error:
                if parcels[place].suspect:
                    # It has failed on this row before, and on no other.
                    receipts[place] = reason_of(RowRefused(error.args[0]))
                    rest = _without(rest, parcels, place)
                    continue
                if crash is not None:
                    raise StoreDown(error.args[0], _before(receipts, crash[0])) from error
                crash = place, error
                rest = _without(rest, parcels, place)
                continue
            except StoreDown as error:
                upto = place if crash is None else crash[0]
                raise StoreDown(error.args[0], _before(receipts, upto)) from error
            if crash is not None:
                # It takes others: it was that row.
                receipts[crash[0]] = reason_of(RowRefused(crash[1].args[0]))
                crash = None
            if receipts[place]:
                rest = _without(rest, parcels, place)
        if crash is not None:
            raise StoreDown(crash[1].args[0], _before(receipts, crash[0]))
        return receipts

    def close(self) -> None:
        self._client.close()

    def _send(self, parcel: Parcel) -> None:
        content, kind = self._content(parcel)
        headers = {"Idempotency-Key": parcel.key, "Content-Type": kind}
        url = _address(self._registered or parcel.place, parcel)
        try:
            with self._client.stream(
                self._settings.method, url, content=content, headers=headers
            ) as response:
                # The whole answer: half of one is none.
                read = b""
                for piece in response.iter_bytes():
                    if len(read) < _MOST_READ:
                        read += piece
        except httpx.TimeoutException as error:
            reason = Phrase("no answer within {seconds} s", seconds=self._settings.timeout_s)
            raise StoreDown(_down(url, reason)) from error
        except httpx.TransportError as error:
            raise StoreDown(_down(url, str(error) or type(error).__name__)) from error
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            raise RowRefused(str(error)) from error
        self._judge(url, response, read)

    def _judge(self, url: str, response: httpx.Response, read: bytes) -> None:
        status = response.status_code
        if status in self._settings.status or (not self._settings.status and 200 <= status < 300):
            return
        text = " ".join(read[:_SHOWN].decode("utf-8", "replace").split())
        answer = Phrase("the answer is {status} {text}", status=status, text=text)
        if 400 <= status < 500 and status not in _NOT_THE_ROW:
            raise RowRefused(answer)
        if status == _CRASHED:
            raise _Crashed(answer)
        raise StoreDown(_down(url, answer))

    def _content(self, parcel: Parcel) -> tuple[bytes, str]:
        if parcel.recording is not None and not self._settings.body:
            try:
                return parcel.recording.read_bytes(), "audio/wav"
            except OSError as error:
                raise RowRefused(str(error)) from error
        document: object = dict(parcel.document)
        if self._settings.body:
            document = {name: json_value(value) for name, value in parcel.values.items()}
        return json.dumps(document, ensure_ascii=False).encode(), "application/json"


def _before(receipts: Sequence[str], place: int) -> list[str]:
    """What is certain: up to a row that the service has failed on."""
    return list(receipts[:place])


def _without(rest: list[int], parcels: Sequence[Parcel], place: int) -> list[int]:
    """Those of other contacts."""
    return [n for n in rest if parcels[n].contact_id != parcels[place].contact_id]


def _address(place: str, parcel: Parcel) -> str:
    """Without user and password, which go into a header."""
    parts = urlsplit(place)
    path = parts.path
    if path.endswith("/") and parcel.recording is not None:
        path += quote(parcel.recording_name.removeprefix("recordings/"))
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], path, parts.query, ""))


def _down(url: str, reason: object) -> Phrase:
    # Keys may stand behind the path.
    shown = url.partition("?")[0]
    return Phrase("the service {url} cannot be used: {reason}", url=shown, reason=reason)
