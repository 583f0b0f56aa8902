"""Really asking data sources and functions from a test of a scheme, which waits for the answer."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from engine.errors import KnownError
from engine.ivr import requests
from rino_desktop.texts import t

if TYPE_CHECKING:
    from engine.ports.scripts import Scripts
    from engine.service.sources import SourceService

T = TypeVar("T")
_TIMEOUT_S = 15.0


@contextmanager
def live_outside(
    open_sources: "Callable[[], SourceService]", open_scripts: "Callable[[], Scripts]"
) -> Iterator[Callable[[requests.OutsideRequest], object]]:
    """Both belong to an event loop of their own, which runs while an answer is waited for."""
    with asyncio.Runner() as runner:

        async def opened() -> "tuple[SourceService, Scripts]":
            return open_sources(), open_scripts()

        sources, scripts = runner.run(opened())

        def ask(request: requests.OutsideRequest) -> object:
            return runner.run(_answer(request, sources, scripts))

        try:
            yield ask
        finally:
            sources.close()
            runner.run(_closing(scripts.close))


async def _closing(close: Callable[[], Coroutine[Any, Any, None]]) -> None:
    await close()


async def _answer(
    request: requests.OutsideRequest, sources: "SourceService", scripts: "Scripts"
) -> object:
    match request:
        case requests.QuerySource():
            table = await sources.query(
                request.source,
                request.statement,
                request.parameters,
                max_rows=request.max_rows,
                timeout_s=_TIMEOUT_S,
            )
            return requests.Rows(table.columns, table.rows)
        case requests.HttpRequest():
            answer = await sources.request(
                request.source,
                request.method,
                request.path,
                query=request.query,
                body=request.body,
                headers=request.headers,
                timeout_s=_TIMEOUT_S,
            )
            return requests.HttpAnswer(answer.status, answer.json, answer.text)
        case requests.RunScript():
            return await scripts.run(request.script, request.arguments, _TIMEOUT_S)
    raise KnownError(t("A test gives out no number of a draw: give it a stub."))
