"""Work that goes on for minutes: a thread and a connection of its own, a bar, a button that stops
it. What was done until then stays, and is told."""

import asyncio
import threading
import time
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtWidgets import QWidget

from engine.ports.storage import Database
from engine.service.expired import Watch
from rino_desktop import bootstrap
from rino_desktop.desktop.console_part import Console
from rino_desktop.desktop.session import answering
from rino_desktop.ui.dialogs import Progress

T = TypeVar("T")
#: A bar need not be drawn more often.
_TELL_EVERY_S = 0.1
#: Who leaves waits so long for a store that hangs.
_END_S = 5.0


async def watched(
    console: Console, title: str, work: Callable[[Database, Watch], T],
    words: Callable[[str, int, int], str], parent: QWidget | None = None,
) -> T:  # fmt: skip
    """``words``: what is told of kind, count and total; ``parent``: before which window, None for
    the main one. Raises what ``work`` raises."""
    connection, loop = console.connection, asyncio.get_running_loop()
    stopped, told_at = threading.Event(), 0.0
    progress = Progress(parent or console.window, title)
    progress.cancelled.connect(stopped.set)
    progress.open()

    def show(kind: str, count: int, total: int) -> None:
        if not finished:
            progress.show_progress(words(kind, count, total), count if total else 0, total)

    def tell(kind: str, count: int, total: int) -> None:
        nonlocal told_at
        now = time.monotonic()
        if stopped.is_set():
            return  # the loop may be gone
        if now - told_at >= _TELL_EVERY_S:
            told_at = now
            loop.call_soon_threadsafe(show, kind, count, total)

    def do() -> T:
        database = bootstrap.open_database(connection.settings, connection.calls.beside)
        try:
            database.actor = actor
            return work(database, Watch(stopped.is_set, tell))
        finally:
            database.close()

    actor, finished = connection.actor, False
    doing = asyncio.ensure_future(asyncio.to_thread(do))
    try:
        with answering():
            return await asyncio.shield(doing)
    except asyncio.CancelledError:
        stopped.set()
        doing.add_done_callback(_forget)
        await asyncio.wait({doing}, timeout=_END_S)
        raise
    finally:
        finished = True
        progress.finish()


def _forget(done: "asyncio.Future[Any]") -> None:
    """Nobody waits for what it brings, or for what it fails of."""
    if not done.cancelled():
        done.exception()
