"""What calls have brought while the database was away, kept in a file of this computer: whoever
ends, or kills, the engine before the database is back loses no answer (ADR 152)."""

import asyncio
import json
import logging
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Protocol, get_args

from pydantic import TypeAdapter, ValidationError

from engine.ports.storage import Database, StorageUnavailable, Stores
from engine.service.call_writes import CallsRefused, CallWrite, Closed, Kept

log = logging.getLogger(__name__)

#: In one transaction, as files are caught up.
_PORTION = 200
#: Databases round.
_SAME = timedelta(seconds=1)
#: So long an engine that ends waits for its file; seconds.
_SETTLED_WITHIN_S = 5.0
#: A file that somebody else holds open (a scanner) is free a moment later; seconds.
_PAUSES_S = (0.5, 2.0, 5.0)


class Files(Protocol):
    """All of this blocks and raises OSError."""

    @property
    def name(self) -> str:
        """That of this run, for people."""
        ...

    @property
    def refused(self) -> str:
        """Of what the database has refused."""
        ...

    def append(self, lines: Sequence[str]) -> None: ...
    def clear(self) -> None: ...
    def left(self) -> list[str]:
        """The files of earlier runs, and that of refused writes."""
        ...

    def read(self, name: str) -> list[str]: ...
    def leave(self, name: str, lines: Sequence[str]) -> None:
        """Nothing but these is in that file."""
        ...


@dataclass(slots=True)
class _Sorted:
    """What became of lines: ``bad`` were refused, ``strange`` are of another database."""

    written: int = 0
    bad: list[str] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)

    def __add__(self, other: "_Sorted") -> "_Sorted":
        return _Sorted(
            self.written + other.written, self.bad + other.bad, self.strange + other.strange
        )


class Unwritten:
    """``database``: its address, as lines name it. ``keep`` and ``clear`` return at once and happen
    in this order."""

    def __init__(self, files: Files, database: str) -> None:
        self._files = files
        self._database = database
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="unwritten")
        #: Could not be appended; the thread's own.
        self._waiting: list[str] = []

    @property
    def name(self) -> str:
        return self._files.name

    def keep(self, kept: Sequence[Kept]) -> None:
        if kept:
            self._do(lambda: self._append(kept))

    def clear(self) -> None:
        self._do(self._clear)

    async def settled(self) -> bool:
        """Wait until all of that has happened; False: not all of it could be kept."""
        done = self._thread.submit(lambda: not self._waiting)
        try:
            return await asyncio.wait_for(asyncio.wrap_future(done), _SETTLED_WITHIN_S)
        except TimeoutError:
            return False

    def _do(self, work: Callable[[], None]) -> None:
        self._thread.submit(work).add_done_callback(_tell_bug)

    def _append(self, kept: Sequence[Kept]) -> None:
        for each in kept:
            try:
                self._waiting.append(encoded(each, self._database))
            except Exception:
                log.exception("a write cannot be kept for the next run")
        try:
            self._files.append(self._waiting)
        except OSError as error:
            log.error("%d writes cannot be kept in %s: %s", len(self._waiting), self.name, error)
        else:
            self._waiting = []

    def _clear(self) -> None:
        self._waiting = []
        for pause_s in (*_PAUSES_S, None):
            try:
                self._files.clear()
                return
            except OSError as error:
                if pause_s is None:
                    log.error("%s is written and cannot be deleted, delete it: %s",
                              self.name, error)  # fmt: skip
                else:
                    time.sleep(pause_s)

    # --- what earlier runs have left --------------------------------------------------------------

    async def catch_up(self, database: Database) -> int:
        """Written; returns how much. What is refused is tried again at each start, what is of
        another database stays. Raises StorageUnavailable: then everything is still there."""
        written = 0
        try:
            for name in await asyncio.to_thread(self._files.left):
                lines = await asyncio.to_thread(self._files.read, name)
                written += await self._catch_up(database, name, lines)
        except OSError as error:
            # No reason not to call; the file is there at the next start as well.
            log.error("what earlier runs have kept cannot be caught up: %s", error)
        if written:
            log.warning("%d writes of an earlier run, which had ended without its database, are"
                        " caught up", written)  # fmt: skip
        return written

    async def _catch_up(self, database: Database, name: str, lines: list[str]) -> int:
        came = _Sorted()
        for start in range(0, len(lines), _PORTION):
            came += await self._write(database, lines[start : start + _PORTION])
        bad, strange = set(came.bad), set(came.strange)
        came.bad = [line for line in lines if line in bad]
        came.strange = [line for line in lines if line in strange]
        if came.bad:
            log.error("%d writes of an earlier run are refused, they are in %s",
                      len(came.bad), self._files.refused)  # fmt: skip
        if name == self._files.refused:
            came.strange, came.bad = came.bad + came.strange, []
        await asyncio.to_thread(self._put_away, name, came)
        return came.written

    def _put_away(self, name: str, came: _Sorted) -> None:
        if came.bad:
            refused = self._files.refused
            before = self._files.read(refused) if refused in self._files.left() else []
            self._files.leave(refused, [*before, *came.bad])
        self._files.leave(name, came.strange)

    async def _write(self, database: Database, lines: list[str]) -> _Sorted:
        """Halved until those that are refused are found."""
        try:
            return await database.run(lambda stores: self._write_all(stores, lines))
        except StorageUnavailable:
            raise
        except Exception as error:
            if len(lines) == 1:
                return await self._write_bare(database, lines[0], error)
        middle = len(lines) // 2
        first = await self._write(database, lines[:middle])
        return first + await self._write(database, lines[middle:])

    async def _write_bare(self, database: Database, line: str, error: Exception) -> _Sorted:
        """Whatever is wrong with a trace: the attempt must be closed."""
        read = decoded(line)
        kept = None if read is None else read[0]
        if kept is None or not isinstance(kept.write, Closed) or kept.write.trace is None:
            log.error("a write of an earlier run is refused: %s", type(error).__name__)
            return _Sorted(bad=[line])
        bare = Kept(kept.write.without_trace(), kept.reserved_at)
        came = await self._write(database, [encoded(bare, self._database)])
        return came if came.written else _Sorted(bad=[line])

    def _write_all(self, stores: Stores, lines: Sequence[str]) -> _Sorted:
        came, read = _Sorted(), [(line, decoded(line)) for line in lines]
        ids = {each[0].write.attempt_id for _, each in read if each is not None}
        known = stores.attempts.reserved_at(sorted(n for n in ids if n is not None))
        for line, each in read:
            if each is None:
                came.bad.append(line)
                continue
            kept, of = each
            there = _is_there(known.get(kept.write.attempt_id or 0), kept.reserved_at)
            ours = of == self._database
            # Who asks not to be called is heard, whatever has become of the attempt.
            if there or (ours and isinstance(kept.write, CallsRefused)):
                kept.write.write(stores)
                came.written += 1
            else:
                (came.bad if ours else came.strange).append(line)
        return came


def _is_there(there: datetime | None, wanted: datetime | None) -> bool:
    return there is not None and wanted is not None and abs(there - wanted) < _SAME


def encoded(kept: Kept, database: str) -> str:
    """One line of JSON."""
    kind = type(kept.write).__name__
    at = kept.reserved_at
    return json.dumps({
        "kind": kind, "database": database, "reserved_at": None if at is None else at.isoformat(),
        "write": _adapters()[kind].dump_python(kept.write, mode="json"),
    })  # fmt: skip


def decoded(line: str) -> tuple[Kept, str] | None:
    """With the address of its database. None: it is not whole (the computer has died in the midst
    of it), or of another version of the program."""
    try:
        document = json.loads(line)
        write = _adapters()[document["kind"]].validate_python(document["write"])
        at = document["reserved_at"]
        return Kept(write, None if at is None else datetime.fromisoformat(at)), document["database"]
    except (ValueError, KeyError, TypeError, ValidationError) as error:
        # Not its words: they quote what people have said.
        log.error("a line of what was kept cannot be read: %s", type(error).__name__)
        return None


@cache
def _adapters() -> dict[str, TypeAdapter[Any]]:
    return {kind.__name__: TypeAdapter(kind) for kind in get_args(CallWrite)}


def _tell_bug(done: "Future[None]") -> None:
    error = done.exception()
    if error is not None:
        log.error("what waits for the database cannot be kept", exc_info=error)
