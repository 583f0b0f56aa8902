"""Watches over the engine of this process, and ends the process when it is stuck for good.

A call that never comes back from the database's library cannot be broken off: no exception and no
signal reaches its thread. All that helps is a new process; the next start settles what this one has
left open, as after ``kill -9``. Line workers notice the end of their pipe and hang up.
"""

import asyncio
import logging
import os
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from engine.service.liveness import Judge, LifeSigns, Sign, Stuck, pace_s
from rino_desktop import log as logs
from rino_desktop import sharers
from rino_desktop.service_manager import ServiceManager
from rino_desktop.texts import t

log = logging.getLogger(__name__)

#: The exit status of a process that has ended itself because its engine was stuck (docs/cli.md).
STUCK_STATUS = 4
#: What there is to say is said within this time, or not at all: the disk or whoever reads our log
#: may be what stands still.
_LAST_WORDS_S = 10.0


class Watchdog:
    """A context manager. ``limit_s``: 0 watches over nothing; ``end`` is called in the watching
    thread with what was found, once."""

    def __init__(
        self, signs: LifeSigns, limit_s: float, manager: ServiceManager,
        end: Callable[[Stuck], None],
    ) -> None:  # fmt: skip
        self._signs = signs
        self._judge = Judge(limit_s) if limit_s else None
        self._pace_s = pace_s(limit_s or sys.float_info.max)
        self._manager = manager
        self._end = end
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="watchdog", daemon=True)

    def beat_with(self, loop: asyncio.AbstractEventLoop) -> None:
        """From now on until the loop is closed; in the loop."""
        self._signs.beats += 1
        loop.call_later(self._pace_s, self.beat_with, loop)

    def __enter__(self) -> "Watchdog":
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:  # fmt: skip
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(self._pace_s):
            self._manager.alive()
            if self._judge is None:
                continue
            stuck = self._judge.look(time.monotonic(), self._signs.sight())
            if stuck is not None:
                self._end(stuck)
                return
            for seconds in self._judge.slow():
                log.warning("a call to the database beside dialling takes long: %.0f s", seconds)


def end_soon(within_s: float) -> None:
    """The process ends by then, whatever hangs at its end; before, if nothing does."""
    timer = threading.Timer(within_s, os._exit, (STUCK_STATUS,))
    timer.daemon = True
    timer.start()


def words(stuck: Stuck) -> str:
    """What is stuck, as a part of a sentence."""
    seconds = f"{stuck.for_s:.0f}"
    match stuck.sign:
        case Sign.LOOP:
            return t("its event loop has stood still for {seconds} s", seconds=seconds)
        case Sign.DATABASE:
            return t("a call to the database has not come back for {seconds} s", seconds=seconds)
        case Sign.LEASE:
            return t("its lease in the database has not been renewed for {seconds} s",
                     seconds=seconds)  # fmt: skip


class LastWords:
    """What a stuck process says before it ends. ``database``: the file, None on a server."""

    def __init__(
        self, database: Path | None, manager: ServiceManager, within_s: float = _LAST_WORDS_S
    ) -> None:
        self._database = database
        self._manager = manager
        self._within_s = within_s
        self.loop: asyncio.AbstractEventLoop | None = None

    def end(self, stuck: Stuck) -> None:
        """Says it all, and ends the process. Does not return, and waits for nobody."""
        speaker = threading.Thread(target=self._speak, args=(stuck,), name="words", daemon=True)
        speaker.start()
        speaker.join(self._within_s)
        os._exit(STUCK_STATUS)

    def _speak(self, stuck: Stuck) -> None:
        reason = words(stuck)
        self._manager.say(t("The engine is stuck: {reason}.", reason=reason))
        report = "\n".join(
            [f"the engine is stuck: {stuck.sign}, {stuck.for_s:.0f} s", *where_threads_are(),
             *where_tasks_are(self.loop)]
        )  # fmt: skip
        path = logs.write_report("stuck", report)
        log.critical("%s", report)
        others = list(sharers.users_of(self._database)) if self._database is not None else []
        line = t("The engine is stuck: {reason}. It ends with status {status}; what its threads "
                 "wait for is in {path}.",
                 reason=reason, status=STUCK_STATUS, path=path)  # fmt: skip
        if others:
            line += " " + t("If that comes back at once, one of the other processes that have the "
                            "database open stands still: {processes}. End it.",
                            processes=", ".join(map(str, others)))  # fmt: skip
        sys.stderr.write(f"rino-desktop: {line}\n")
        sys.stderr.flush()


def where_threads_are() -> Iterator[str]:
    """The stack of each thread; no values, which may be anybody's."""
    names = {thread.ident: thread.name for thread in threading.enumerate()}
    for ident, frame in sys._current_frames().items():
        if ident != threading.get_ident():
            yield f"\nthread {names.get(ident, ident)}:"
            yield "".join(traceback.format_stack(frame)).rstrip()


def where_tasks_are(loop: asyncio.AbstractEventLoop | None) -> Iterator[str]:
    """What each task of the loop waits at."""
    if loop is None or loop.is_closed():
        return
    # The loop may go on meanwhile: whatever that does to this, threads are told of.
    with suppress(Exception):
        for task in asyncio.all_tasks(loop):
            stack = task.get_stack()
            where = f"{stack[-1].f_code.co_filename}:{stack[-1].f_lineno}" if stack else "-"
            yield f"task {getattr(task.get_coro(), '__qualname__', '?')} at {where}"
