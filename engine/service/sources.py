"""What schemes ask of data sources while a call lasts.

``query`` and ``request`` answer or raise SourceTrouble within their time-out, whatever the source
does, and a source that hangs delays nobody who asks another one.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import cast

from engine.ports.sources import (
    Cell,
    HttpAnswer,
    HttpConnection,
    SourceConnection,
    SourceSettings,
    SourceTooSlow,
    SourceTrouble,
    Table,
)
from engine.ports.storage import StorageUnavailable
from engine.service.source_cache import SourceCache
from engine.service.source_desk import SourceDesk, SourceState
from engine.service.source_entities import entity_query

log = logging.getLogger(__name__)

#: A source that was added, changed or removed is known after this time.
_REFRESH_S = 5.0


class SourceService:
    """Belongs to one event loop. ``load`` tells the registered sources, ``open_connection`` opens
    one (on a thread of the pool)."""

    def __init__(
        self,
        load: Callable[[], Awaitable[Sequence[SourceSettings]]],
        open_connection: Callable[[SourceSettings], SourceConnection],
    ) -> None:
        self._load = load
        self._open = open_connection
        self._desks: dict[str, SourceDesk] = {}
        self._loaded_at: float | None = None
        self._loading: asyncio.Task[None] | None = None
        self._cache = SourceCache()

    async def query(
        self,
        source: str,
        statement: str,
        parameters: Mapping[str, Cell],
        *,
        max_rows: int,
        timeout_s: float,
        cache_s: float = 0.0,
    ) -> Table:
        """At most ``max_rows`` rows. ``statement``: SQL with ``:name`` parameters, which are
        bound; ``@entity`` of the source's mapping, whose parameters are fields that have to be
        equal; the path of an HTTP source. With ``cache_s`` an answer so many seconds old, also
        one that another call got, will do.

        Raises SourceTrouble (a KnownError) for whatever goes wrong, within ``timeout_s``.
        """
        values = dict(parameters)
        deadline = time.monotonic() + timeout_s

        async def ask(left_s: float) -> Table:
            desk = await self._desk(source, left_s)
            return await desk.run(
                lambda connection, left: _ask(
                    desk.settings, connection, statement, values, max_rows, left
                ),
                max(deadline - time.monotonic(), 0.001),
            )

        if cache_s <= 0:
            return await ask(timeout_s)
        bound = sorted((name, type(value).__name__, value) for name, value in values.items())
        key = (source.casefold(), statement, max_rows, tuple(bound))
        return await self._cache.get(key, cache_s, timeout_s, ask)

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
    ) -> HttpAnswer:
        """One request below the source's URL; any status is an answer. ``body`` is sent as JSON.
        Raises SourceTrouble within ``timeout_s``."""
        deadline = time.monotonic() + timeout_s
        desk = await self._desk(source, timeout_s)

        def work(connection: SourceConnection, left: float) -> HttpAnswer:
            if not hasattr(connection, "request"):
                raise SourceTrouble(
                    "the data source {name} is no HTTP service.", name=desk.settings.name
                )
            return cast(HttpConnection, connection).request(
                method, path, query=query, body=body, headers=headers, timeout_s=left
            )

        return await desk.run(work, max(deadline - time.monotonic(), 0.001))

    def states(self) -> dict[str, SourceState]:
        """How the sources are that have been asked."""
        return {desk.settings.name: desk.state for desk in self._desks.values()}

    def close(self) -> None:
        if self._loading is not None:
            self._loading.cancel()
        for desk in self._desks.values():
            desk.close()
        self._desks.clear()

    # --- the registry --------------------------------------------------------------------------

    async def _desk(self, name: str, timeout_s: float) -> SourceDesk:
        key = name.strip().casefold()
        now = time.monotonic()
        known = self._desks.get(key)
        if known is None or self._loaded_at is None or now - self._loaded_at > _REFRESH_S:
            if self._loading is None or self._loading.done():
                self._loading = asyncio.get_running_loop().create_task(self._reload())
                self._loading.add_done_callback(_heard)
            if known is None:
                # Who is known already need not wait for what is new.
                await self._wait_for(self._loading, timeout_s)
                known = self._desks.get(key)
        if known is None:
            raise SourceTrouble(
                "there is no data source named '{name}'.",
                mend="See: rino-desktop source list",
                name=name,
            )
        return known

    async def _wait_for(self, loading: "asyncio.Task[None]", timeout_s: float) -> None:
        try:
            async with asyncio.timeout(timeout_s):
                await asyncio.shield(loading)
        except TimeoutError:
            raise SourceTooSlow("the list of data sources could not be read in time.") from None
        except StorageUnavailable as error:
            raise SourceTrouble(
                "the list of data sources cannot be read: {reason}", reason=error
            ) from error

    async def _reload(self) -> None:
        settings = {each.name.strip().casefold(): each for each in await self._load()}
        self._loaded_at = time.monotonic()
        changed = False
        for key, desk in list(self._desks.items()):
            if settings.get(key) != desk.settings:
                desk.close()
                del self._desks[key]
                changed = True
        for key, each in settings.items():
            if key not in self._desks:
                self._desks[key] = SourceDesk(each, self._open)
        if changed:
            self._cache.forget()


def _heard(task: "asyncio.Task[None]") -> None:
    """Without this a failure that nobody waits for is told at the program's end."""
    if not task.cancelled() and (error := task.exception()) is not None:
        log.info("the list of data sources could not be read: %s", error)


def _ask(
    settings: SourceSettings,
    connection: SourceConnection,
    statement: str,
    parameters: Mapping[str, Cell],
    max_rows: int,
    timeout_s: float,
) -> Table:
    if not statement.lstrip().startswith("@"):
        return connection.query(statement, parameters, max_rows=max_rows, timeout_s=timeout_s)
    query = entity_query(settings.mapping, statement.strip()[1:], parameters, connection.dialect)
    table = connection.query(query.sql, query.parameters, max_rows=max_rows, timeout_s=timeout_s)
    return query.named(table)
