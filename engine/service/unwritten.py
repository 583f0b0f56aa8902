"""What calls have brought while the database was away, kept in a file of this computer: whoever
ends, or kills, the engine before the database is back loses no answer (ADR 152)."""

import asyncio
import json
import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Protocol, get_args

from pydantic import TypeAdapter, ValidationError

from engine.ports.storage import Database, StorageUnavailable, Stores
from engine.service.call_writes import CallWrite, Kept

log = logging.getLogger(__name__)

#: In one transaction, as the file is caught up.
_PORTION = 200
#: Databases round.
_SAME = timedelta(seconds=1)


class Lines(Protocol):
    """A file; all of this blocks and raises OSError."""

    @property
    def name(self) -> str:
        """For people."""
        ...

    def append(self, lines: Sequence[str]) -> None: ...
    def read(self) -> list[str]:
        """[]: there is no file."""
        ...

    def put_aside(self, lines: Sequence[str]) -> str:
        """These could not be written; returns the name of where they are."""
        ...

    def clear(self) -> None: ...


class Unwritten:
    """``keep`` and ``clear`` return at once and happen in this order."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="unwritten")
        self._failed = False

    @property
    def name(self) -> str:
        return self._lines.name

    def keep(self, kept: Sequence[Kept]) -> None:
        if kept:
            self._do(lambda: self._lines.append([encoded(each) for each in kept]))

    def clear(self) -> None:
        self._do(self._lines.clear)

    async def settled(self) -> bool:
        """Wait until all of that has happened; False: not all of it could be kept."""
        await asyncio.wrap_future(self._thread.submit(lambda: None))
        return not self._failed

    def _do(self, work: Callable[[], None]) -> None:
        self._thread.submit(work).add_done_callback(self._look_at)

    def _look_at(self, done: "Future[None]") -> None:
        error = done.exception()
        if error is not None and not self._failed:
            log.error("what waits for the database cannot be kept in %s: %s", self.name, error)
        self._failed = error is not None

    async def catch_up(self, database: Database) -> int:
        """What an earlier run has left is written; returns how much. Raises StorageUnavailable:
        then everything is still there."""
        lines = await asyncio.to_thread(self._lines.read)
        if not lines:
            return 0
        written, refused = 0, []
        for start in range(0, len(lines), _PORTION):
            portion = lines[start : start + _PORTION]
            bad = await self._write(database, portion)
            written += len(portion) - len(bad)
            refused += bad
        if refused:
            place = await asyncio.to_thread(self._lines.put_aside, refused)
            log.error("%d writes of an earlier run could not be caught up, they are in %s",
                      len(refused), place)  # fmt: skip
        await asyncio.to_thread(self._lines.clear)
        log.warning("%d writes of an earlier run, which had ended without its database, are"
                    " caught up", written)  # fmt: skip
        return written

    async def _write(self, database: Database, lines: list[str]) -> list[str]:
        """Those that cannot be written: halved until they are found."""
        try:
            return await database.run(lambda stores: _write_all(stores, lines))
        except StorageUnavailable:
            raise
        except Exception as error:
            if len(lines) == 1:
                log.error("a write of an earlier run was refused: %s", error, exc_info=error)
                return lines
        middle = len(lines) // 2
        first = await self._write(database, lines[:middle])
        return first + await self._write(database, lines[middle:])


async def caught_up(unwritten: Unwritten | None, database: Database) -> None:
    """Raises StorageUnavailable."""
    if unwritten is not None:
        await unwritten.catch_up(database)


def _write_all(stores: Stores, lines: Sequence[str]) -> list[str]:
    """Those that say nothing, or are of another database, are given back."""
    read = [(line, decoded(line)) for line in lines]
    known = stores.attempts.reserved_at(
        sorted({kept.write.attempt_id for _, kept in read if kept is not None})
    )
    bad = []
    for line, kept in read:
        if kept is None or not _is_there(known.get(kept.write.attempt_id), kept.reserved_at):
            bad.append(line)
        else:
            kept.write.write(stores)
    return bad


def _is_there(there: datetime | None, wanted: datetime) -> bool:
    return there is not None and abs(there - wanted) < _SAME


def encoded(kept: Kept) -> str:
    """One line of JSON."""
    kind = type(kept.write).__name__
    document = _adapters()[kind].dump_python(kept.write, mode="json")
    line = {"kind": kind, "reserved_at": kept.reserved_at.isoformat(), "write": document}
    return json.dumps(line, ensure_ascii=False)


def decoded(line: str) -> Kept | None:
    """None: it is not whole (the computer has died in the midst of it)."""
    try:
        document = json.loads(line)
        write = _adapters()[document["kind"]].validate_python(document["write"])
        return Kept(write, datetime.fromisoformat(document["reserved_at"]))
    except (ValueError, KeyError, TypeError, ValidationError) as error:
        log.error("a line of what was kept for the database cannot be read: %s", error)
        return None


@cache
def _adapters() -> dict[str, TypeAdapter[Any]]:
    return {kind.__name__: TypeAdapter(kind) for kind in get_args(CallWrite)}
