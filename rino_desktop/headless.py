"""The engine without a screen: ``rino-desktop --engine``, as a service or in a terminal.

SIGTERM and SIGINT ask it to stop: no new calls, live calls finish (30 s at most), exit status 0.
A second signal does not make it faster; whoever is in a hurry has SIGKILL, and the next start
settles what was left open. SIGUSR1 asks for the same with patience (``Settings.drain_s``): before
an upgrade, which is no reason to cut a talk off. An engine that is stuck ends itself
(rino_desktop.watchdog).
"""

import asyncio
import faulthandler
import logging
import signal
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from rino_desktop.keep_running import when_keeper_goes
from rino_desktop.service_manager import ServiceManager
from rino_desktop.settings import Settings
from rino_desktop.stop_signals import draining, stopping
from rino_desktop.texts import t

if TYPE_CHECKING:
    from engine.service.engine_parts import EngineParts
    from engine.service.runner import EngineRunner

log = logging.getLogger(__name__)


def run(settings: Settings, *, node: str | None, until_done: bool) -> int:
    """Returns the exit status; raises KnownError when the engine cannot start."""
    from rino_desktop import bootstrap
    from rino_desktop.watchdog import LastWords, Watchdog

    # A service manager that hears nothing of us sends SIGABRT: then all stacks go to the log, too.
    with suppress(RuntimeError, ValueError):  # there may be no standard error
        faulthandler.enable()
    manager = ServiceManager()
    address = bootstrap.database_address(settings)
    last_words = LastWords(Path(address.database) if address.embedded else None, manager)
    with (
        bootstrap.engine_parts(settings, node) as parts,
        Watchdog(parts.signs, settings.stuck_after_s, manager, last_words.end) as watchdog,
    ):

        async def main() -> None:
            last_words.loop = asyncio.get_running_loop()
            watchdog.beat_with(last_words.loop)
            await _run(parts, manager, settings.drain_s, until_done=until_done)

        asyncio.run(main())
    return 0


async def _run(
    parts: "EngineParts", manager: ServiceManager, drain_s: float, *, until_done: bool
) -> None:
    from engine.service.runner import EngineRunner

    runner = EngineRunner(parts)

    def stop(why: str) -> None:
        log.warning("%s: no new calls; live calls may finish", why)
        manager.stopping()
        runner.request_stop()

    def drain() -> None:
        if len(telling) > 1:
            return  # it drains already
        # Not "stopping": systemd would wait for TimeoutStopSec only, and then kill.
        log.warning("no new calls; it ends after the last live call, in %.0f s at most", drain_s)
        runner.request_stop(drain_s)
        telling.append(asyncio.create_task(_tell_how_it_drains(runner, manager)))

    when_keeper_goes(lambda: stop("the process that keeps this one running ends"))
    telling = [asyncio.create_task(_tell_when_ready(runner, manager))]
    try:
        with stopping(lambda number: stop(signal.Signals(number).name)), draining(drain):
            await runner.run(until_done=until_done)
    finally:
        for task in telling:
            task.cancel()


async def _tell_when_ready(runner: "EngineRunner", manager: ServiceManager) -> None:
    await runner.ready.wait()
    manager.ready()


async def _tell_how_it_drains(runner: "EngineRunner", manager: ServiceManager) -> None:
    """For whoever waits for it, such as an upgrade."""
    while True:
        manager.say(
            t("No new calls. It ends after the last live one: {calls} now, {minutes} min at most.",
              calls=runner.live_calls, minutes=f"{runner.grace_left_s / 60:.0f}")
        )  # fmt: skip
        await asyncio.sleep(1.0)
