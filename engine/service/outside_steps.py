"""What a scheme asks of the world outside its call, carried out for the engine.

Each request runs in a task of its own and ends by itself after its time-out; whatever goes wrong
in it comes out as KnownError, which the scheme takes by the node's ``error`` port.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from engine.errors import KnownError
from engine.ivr import requests
from engine.ports.answers import DrawExhausted
from engine.ports.scripts import Scripts
from engine.scheme.values import Value
from engine.service.journal import Journal

if TYPE_CHECKING:
    from engine.ports.sources import HttpAnswer, Table


@dataclass(frozen=True, slots=True)
class StepOwner:
    """Whose call it is. ``attempt_id`` is None in a test call: nothing is kept of it."""

    campaign_id: int
    contact_id: int
    attempt_id: int | None
    phone: str


class Sources(Protocol):
    """What steps need of engine.service.sources."""

    async def query(
        self,
        source: str,
        statement: str,
        parameters: Mapping[str, Value],
        *,
        max_rows: int,
        timeout_s: float,
        cache_s: float = 0.0,
    ) -> "Table": ...
    async def request(
        self,
        source: str,
        method: str,
        path: str,
        *,
        query: Mapping[str, str],
        body: object | None,
        headers: Mapping[str, str],
        timeout_s: float,
    ) -> "HttpAnswer": ...


class OutsideSteps:
    """``sources``, ``scripts``: None where this host has none."""

    def __init__(self, journal: Journal, sources: Sources | None, scripts: Scripts | None) -> None:
        self._journal = journal
        self._sources = sources
        self._scripts = scripts

    async def carry_out(
        self,
        request: requests.OutsideRequest,
        timeout_s: float,
        owner: StepOwner,
        now: datetime,
    ) -> object:
        """The answer that engine.ivr.requests names for the request. Raises KnownError."""
        try:
            # The sources watch their own time; this is for what must not be waited for either.
            async with asyncio.timeout(timeout_s):
                return await self._answer(request, timeout_s, owner, now)
        except TimeoutError:
            raise KnownError("no answer within {seconds} s", seconds=f"{timeout_s:g}") from None

    async def _answer(
        self,
        request: requests.OutsideRequest,
        timeout_s: float,
        owner: StepOwner,
        now: datetime,
    ) -> object:
        match request:
            case requests.QuerySource() if self._sources is not None:
                table = await self._sources.query(
                    request.source,
                    request.statement,
                    request.parameters,
                    max_rows=request.max_rows,
                    timeout_s=timeout_s,
                    cache_s=request.cache_s,
                )
                return requests.Rows(table.columns, table.rows)
            case requests.HttpRequest() if self._sources is not None:
                answer = await self._sources.request(
                    request.source,
                    request.method,
                    request.path,
                    query=request.query,
                    body=request.body,
                    headers=request.headers,
                    timeout_s=timeout_s,
                )
                return requests.HttpAnswer(answer.status, answer.json, answer.text)
            case requests.DrawTicket():
                return await self._ticket(request, owner, now)
            case requests.RunScript() if self._scripts is not None:
                return await self._scripts.run(request.script, request.arguments, timeout_s)
        raise KnownError("nothing outside this call can be reached here")

    async def _ticket(
        self, request: requests.DrawTicket, owner: StepOwner, now: datetime
    ) -> int | None:
        attempt_id = owner.attempt_id
        if attempt_id is None:
            return request.first  # a test call takes nobody's number away
        try:
            return await self._journal.submit(
                "ticket",
                lambda s: s.answers.ticket(
                    owner.campaign_id, owner.contact_id, attempt_id, owner.phone, request, now
                ),
            )
        except DrawExhausted:
            return None
