"""An engine node in the desktop's own event loop: the coroutine of ``rino-desktop --engine``."""

import asyncio
from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from rino_desktop import bootstrap
from rino_desktop.desktop.vigil import Vigil
from rino_desktop.settings import Settings

if TYPE_CHECKING:
    from engine.service.runner import EngineRunner

#: Who waits for calls to end waits as long as they take.
PATIENT_S = 24 * 3600.0
#: The engine's own patience, as headless has it.
_POLITE_S = 30.0


#: How soon whoever waits for its end sees that it was given up.
_LOOK_S = 0.5


class Life(StrEnum):
    STOPPED = "stopped"
    STARTING = "starting"
    RUNNING = "running"
    STOPPING = "stopping"


class EngineInside:
    """``changed`` is called after each change of ``life``, ``failed`` with what has ended it."""

    def __init__(
        self, changed: Callable[[], None], failed: Callable[[BaseException], None]
    ) -> None:
        self._changed = changed
        self._failed = failed
        self._task: asyncio.Task[None] | None = None
        self._runner: EngineRunner | None = None
        self._vigil: Vigil | None = None
        self.life = Life.STOPPED

    @property
    def live_calls(self) -> int:
        return self._runner.live_calls if self._runner is not None else 0

    @property
    def stuck_s(self) -> float:
        """For how long it has not gone on, seconds; 0 when it does."""
        stuck = self._vigil.stuck if self._vigil is not None else None
        return stuck.for_s if stuck is not None else 0.0

    def start(self, settings: Settings) -> None:
        """Nothing happens when it runs already."""
        if self._task is None:
            self._become(Life.STARTING)
            self._task = asyncio.get_running_loop().create_task(self._run(settings))
            self._task.add_done_callback(self._on_done)

    def request_stop(self, grace_s: float = _POLITE_S) -> None:
        """No new calls from now on; those that go on have ``grace_s``. May be repeated with less
        patience."""
        if self._task is None:
            return
        self._become(Life.STOPPING)
        if self._runner is not None:
            self._runner.request_stop(grace_s)

    def give_up(self) -> None:
        """Of one that is stuck: nobody waits for its end any more. What it has begun is settled by
        the next start."""
        self._task = self._runner = self._vigil = None
        self._become(Life.STOPPED)

    async def stopped(self) -> None:
        """Returns when it has ended, however that came."""
        while self._task is not None:
            await asyncio.wait({self._task}, timeout=_LOOK_S)
            await asyncio.sleep(0)  # what is to be done at its end has its turn

    async def _run(self, settings: Settings) -> None:
        from engine.service.runner import EngineRunner

        # Its parts read plug-ins and folders: that takes its time.
        making = bootstrap.engine_parts(settings, None)
        parts = await asyncio.to_thread(making.__enter__)
        self._vigil = Vigil(parts.signs, settings.stuck_after_s, self._changed)
        watching = asyncio.ensure_future(self._vigil.watch())
        try:
            if self.life is Life.STOPPING:
                return
            self._runner = runner = EngineRunner(parts)
            ready = asyncio.ensure_future(runner.ready.wait())
            ready.add_done_callback(self._on_ready)
            try:
                await runner.run()
            finally:
                ready.cancel()
        finally:
            await asyncio.to_thread(making.__exit__, None, None, None)
            watching.cancel()

    def _on_ready(self, ready: "asyncio.Future[Any]") -> None:
        if not ready.cancelled() and self.life is Life.STARTING:
            self._become(Life.RUNNING)

    def _on_done(self, task: "asyncio.Task[None]") -> None:
        if self._task is not task:
            return  # given up before
        self._task = self._runner = self._vigil = None
        self._become(Life.STOPPED)
        if not task.cancelled() and (error := task.exception()) is not None:
            self._failed(error)

    def _become(self, life: Life) -> None:
        if life is not self.life:
            self.life = life
            self._changed()
