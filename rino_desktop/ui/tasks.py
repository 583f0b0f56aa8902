"""Tasks of the event loop that somebody owns, and whose failure is told."""

import asyncio
from collections.abc import Callable, Coroutine
from contextvars import Context
from typing import Any


class Tasks:
    """``failed`` is told of what a task could not do. What it raises itself goes to the event
    loop, as a bug."""

    def __init__(self, failed: Callable[[BaseException], None]) -> None:
        self._failed = failed
        self._tasks: set[asyncio.Task[Any]] = set()

    def start(self, work: Coroutine[Any, Any, Any]) -> "asyncio.Task[Any] | None":
        """None: the application is ending, nothing is begun any more."""
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            work.close()
            return None
        task = loop.create_task(work, context=self._context())
        self._tasks.add(task)
        task.add_done_callback(self._on_done)
        return task

    def cancel(self) -> None:
        for task in self._tasks:
            task.cancel()

    async def end(self) -> None:
        """Cancelled, and waited for."""
        tasks = list(self._tasks)
        self.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _context(self) -> Context | None:
        """That a task runs in; None: a copy of the one that begins it."""
        return None

    def _on_done(self, task: "asyncio.Task[Any]") -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            self._failed(error)
