"""The engine without a screen: ``rino-desktop --engine``, as a service or in a terminal.

SIGTERM and SIGINT ask it to stop: no new calls, live calls finish (30 s at most), exit status 0.
A second signal does not make it faster; whoever is in a hurry has SIGKILL, and the next start
settles what was left open.
"""

import asyncio
import logging
import signal

from rino_desktop.settings import Settings
from rino_desktop.stop_signals import stopping

log = logging.getLogger(__name__)


def run(settings: Settings, *, node: str | None, until_done: bool) -> int:
    """Returns the exit status; raises KnownError when the engine cannot start."""
    return asyncio.run(_run(settings, node, until_done))


async def _run(settings: Settings, node: str | None, until_done: bool) -> int:
    from engine.service.runner import EngineRunner
    from rino_desktop import bootstrap

    with bootstrap.engine_parts(settings, node) as parts:
        runner = EngineRunner(parts)

        def stop(number: int) -> None:
            log.warning("%s: no new calls; live calls may finish", signal.Signals(number).name)
            runner.request_stop()

        with stopping(stop):
            await runner.run(until_done=until_done)
    return 0
