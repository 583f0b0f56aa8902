"""The engine without a screen: ``rino-desktop --engine``, as a service or in a terminal.

SIGTERM and SIGINT ask it to stop: no new calls, live calls finish (30 s at most), exit status 0.
A second signal does not make it faster; whoever is in a hurry has SIGKILL, and the next start
settles what was left open.
"""

import asyncio
import logging
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rino_desktop.settings import Settings

if TYPE_CHECKING:
    from engine.service.runner import EngineRunner

log = logging.getLogger(__name__)


def run(settings: Settings, *, node: str | None, until_done: bool) -> int:
    """Returns the exit status; raises KnownError when the engine cannot start."""
    return asyncio.run(_run(settings, node, until_done))


async def _run(settings: Settings, node: str | None, until_done: bool) -> int:
    from engine.service.runner import EngineRunner
    from rino_desktop import bootstrap

    with bootstrap.engine_parts(settings, node) as parts:
        runner = EngineRunner(parts)
        with _stop_on_signals(runner):
            await runner.run(until_done=until_done)
    return 0


@contextmanager
def _stop_on_signals(runner: "EngineRunner") -> Iterator[None]:
    loop = asyncio.get_running_loop()

    def stop(number: int) -> None:
        log.warning("%s: no new calls; live calls may finish", signal.Signals(number).name)
        runner.request_stop()

    numbers = (signal.SIGTERM, signal.SIGINT)
    try:
        for number in numbers:
            loop.add_signal_handler(number, stop, number)
    except NotImplementedError:  # Windows: its loop has no signal handlers
        previous = [
            signal.signal(number, lambda n, _frame: loop.call_soon_threadsafe(stop, n))
            for number in numbers
        ]
        try:
            yield
        finally:
            for number, handler in zip(numbers, previous, strict=True):
                signal.signal(number, handler)
        return
    try:
        yield
    finally:
        for number in numbers:
            loop.remove_signal_handler(number)
