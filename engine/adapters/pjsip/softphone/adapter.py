"""The softphone port over a phone process, which is replaced whenever it dies."""

import asyncio
import contextlib
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from engine.adapters.pjsip import messages
from engine.adapters.pjsip.softphone import wire
from engine.adapters.pjsip.worker_process import WorkerProcess
from engine.audio.recorded import merged
from engine.domain.disposition import HangupBy
from engine.domain.hangup_cause import HangupCause
from engine.ports import softphone
from engine.python_command import python_command

#: Before another process is started, seconds: at once after a death, ever later when they die
#: before they have lived for ``_LIVED_S``.
_BACK_OFF_S = (0.1, 0.5, 2.0, 5.0, 15.0, 30.0)
_LIVED_S = 20.0


def default_command() -> tuple[str, ...]:
    """``-P``: what lies in the current folder must not become part of the process."""
    return (*python_command(), "-P", "-m", "engine.adapters.pjsip.softphone.process")


class PjsipSoftphone:
    """``sound``: port and secret of the headset's end (see ``engine.audio.live.link``); None: a
    telephone without a headset."""

    def __init__(
        self,
        sound: tuple[int, str] | None = None,
        *,
        command: Sequence[str] | None = None,
        log_level: int = 1,
    ) -> None:
        self._sound = sound
        self._command = tuple(command or default_command())
        self._arguments = ("--log-level", str(log_level))
        self._on_event: Callable[[softphone.Event], None] | None = None
        self._process: WorkerProcess | None = None
        self._account: softphone.Account | None = None
        self._muted = False
        #: Answered at, of the calls that have not ended.
        self._calls: dict[str, float | None] = {}
        #: Files that are being recorded, by call.
        self._records: dict[str, Path] = {}
        self._mourning: set[asyncio.Task[None]] = set()
        self._stopping = False
        self._deaths = 0
        self._born = 0.0
        self._again: asyncio.TimerHandle | None = None

    @property
    def pid(self) -> int | None:
        """Of the process that is the telephone now."""
        return self._process.pid if self._process else None

    async def start(self, on_event: Callable[[softphone.Event], None]) -> None:
        self._on_event = on_event
        self._begin()

    async def stop(self) -> None:
        self._stopping = True
        if self._again is not None:
            self._again.cancel()
        process = self._process
        if process is not None:
            process.quit()
            try:
                async with asyncio.timeout(8.0):
                    await process.wait()
            except TimeoutError:
                process.kill("does not leave")
                await process.wait()
        while self._mourning:
            await asyncio.wait(set(self._mourning))
        for call_id in list(self._calls):
            self._end_one(call_id, "the telephone was closed")
        self._on_event = None

    def order(self, order: softphone.Order) -> None:
        match order:
            case softphone.Register():
                self._account = order.account
            case softphone.Unregister():
                self._account = None
            case softphone.Mute():
                self._muted = order.on
            case softphone.Record():
                self._records.setdefault(order.call_id, Path(order.path))
            case softphone.Dial():
                self._calls[order.call_id] = None
                if self._process is None or not self._process.ready:
                    # Nothing would ever come of it.
                    loop = asyncio.get_running_loop()
                    loop.call_soon(self._end_one, order.call_id, "the telephone is not ready")
                    return
        if self._process is not None and self._process.ready:
            self._process.send(order)

    # -- the process -----------------------------------------------------------------------------

    def _begin(self) -> None:
        self._again = None
        self._born = time.monotonic()
        self._process = WorkerProcess("phone", self._on_report, self._on_exit, wire.decode)
        self._process.start(self._command, self._arguments)

    def _greet(self) -> None:
        assert self._process is not None
        if self._sound is not None:
            self._process.send(wire.UseSound(*self._sound))
        if self._muted:
            self._process.send(softphone.Mute(True))
        if self._account is not None:
            self._process.send(softphone.Register(self._account))

    def _on_report(self, process: WorkerProcess, report: Any) -> None:
        if process is not self._process:
            return
        match report:
            case messages.Hello():
                self._greet()
                return
            case softphone.Incoming():
                self._calls[report.call_id] = None
            case softphone.SentOn():
                self._calls[report.new_call_id] = None
            case softphone.Answered():
                self._calls[report.call_id] = report.at
            case softphone.Recorded():
                self._records.pop(report.call_id, None)
            case softphone.Ended():
                self._calls.pop(report.call_id, None)
                self._records.pop(report.call_id, None)
        self._tell(report)

    def _on_exit(self, process: WorkerProcess, why: str) -> None:
        if process is not self._process:
            return
        self._process = None
        if self._stopping:
            return
        trying = softphone.RegistrationState.TRYING
        if self._account is not None:
            self._tell(softphone.RegistrationChanged(trying, detail=why))
        task = asyncio.ensure_future(self._mourn(list(self._calls), why))
        self._mourning.add(task)
        task.add_done_callback(self._mourning.discard)
        self._deaths = 0 if time.monotonic() - self._born > _LIVED_S else self._deaths + 1
        delay = _BACK_OFF_S[min(self._deaths, len(_BACK_OFF_S) - 1)]
        self._again = asyncio.get_running_loop().call_later(delay, self._begin)

    async def _mourn(self, calls: list[str], why: str) -> None:
        """The dead process's calls end; what it recorded until then is completed first."""
        for call_id in calls:
            path = self._records.pop(call_id, None)
            if path is not None:
                error = await asyncio.to_thread(merged, path)
                self._tell(softphone.Recorded(call_id, str(path), error))
            self._end_one(call_id, why)
        self._tell(softphone.ProcessLost(len(calls), why))

    def _end_one(self, call_id: str, why: str) -> None:
        if call_id not in self._calls:
            return
        answered = self._calls.pop(call_id)
        self._tell(
            softphone.Ended(
                call_id, time.time(), answered, 200 if answered else None,
                HangupCause.INTERRUPTED, HangupBy.SYSTEM, why,
            )
        )  # fmt: skip

    def _tell(self, event: softphone.Event) -> None:
        if self._on_event is None:
            return
        try:
            self._on_event(event)
        except Exception as error:
            # The listener's fault must not end the process whose report it was about.
            text = f"the listener of the telephone's events failed at {event}"
            context = {"message": text, "exception": error}
            with contextlib.suppress(RuntimeError):
                asyncio.get_running_loop().call_exception_handler(context)
