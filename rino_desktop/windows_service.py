"""The engine as a Windows service: what Windows' service manager starts and stops.

The service is a small process with no calls and no database. It keeps an engine running
(rino_desktop.keep_running) in a process of its own, starts it anew when it fails, and tells Windows
every few seconds, while the engine lets its live calls finish, that it is still stopping.

``servicemanager`` and ``win32service`` are pywin32's; they are loaded only when they are needed.
"""

import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from engine.errors import KnownError
from rino_desktop import paths
from rino_desktop.keep_running import Keeper, engine_command
from rino_desktop.texts import t

NAME = "RinoEngine"
DISPLAY_NAME = "RINO Engine"
#: Live calls have 30 s to finish; Windows is told so often, and promised so much, in ms.
_TELL_S = 3.0
_PROMISED_MS = 20_000


class EngineHost:
    """The engine behind the service, without anything of Windows. ``stopping`` is called every few
    seconds from the moment ``stop`` is called until the engine has ended."""

    def __init__(
        self, keeper: Keeper, stopping: Callable[[], None], tell_s: float = _TELL_S
    ) -> None:
        self._keeper = keeper
        self._stopping = stopping
        self._tell_s = tell_s
        self._ended = threading.Event()
        self._teller: threading.Thread | None = None

    def run(self) -> int:
        """Until the engine ends well, cannot be started at all, or is stopped. Its exit status."""
        try:
            return self._keeper.run()
        finally:
            self._ended.set()
            if self._teller is not None:
                self._teller.join()

    def stop(self) -> None:
        """From any thread; the second call changes nothing."""
        if self._teller is not None:
            return
        self._stopping()
        self._teller = threading.Thread(target=self._tell, name="stopping", daemon=True)
        self._teller.start()
        self._keeper.stop()

    def _tell(self) -> None:
        while not self._ended.wait(self._tell_s):
            self._stopping()


def serve(arguments: Sequence[str]) -> int:
    """The process that Windows starts. ``arguments``: the engine's own, for the command line.
    KnownError when it is not Windows' service manager who has started it."""
    import pywintypes
    import servicemanager

    _Service.arguments = list(arguments)
    servicemanager.Initialize(DISPLAY_NAME, sys.executable)
    servicemanager.PrepareToHostSingle(_service_class())
    try:
        servicemanager.StartServiceCtrlDispatcher()
    except pywintypes.error as error:
        raise KnownError(
            t("The service cannot be run by hand: {reason}.", reason=error.strerror),
            mend=t("Start it: rino-desktop service start"),
        ) from error
    return 0


def engine_log() -> Path:
    """What the engine of the service writes to its standard error."""
    return paths.log_folder() / "service.log"


class _Service:
    arguments: list[str] = []  # noqa: RUF012 # set once, before Windows makes the one instance


def _service_class() -> type[Any]:
    """Made when it is needed: its base is pywin32's."""
    import servicemanager
    import win32service
    import win32serviceutil

    class RinoEngineService(win32serviceutil.ServiceFramework):  # type: ignore[misc]
        _svc_name_ = NAME
        _svc_display_name_ = DISPLAY_NAME

        def __init__(self, arguments: Sequence[str]) -> None:
            super().__init__(arguments)
            target = engine_log()
            target.parent.mkdir(parents=True, exist_ok=True)
            self._said = target.open("ab")
            keeper = Keeper(*engine_command(_Service.arguments), output=self._said)
            self._host = EngineHost(keeper, self._still_stopping)

        def SvcStop(self) -> None:  # noqa: N802 # pywin32's name
            self._host.stop()

        SvcShutdown = SvcStop

        def SvcDoRun(self) -> None:  # noqa: N802
            servicemanager.LogInfoMsg(f"{DISPLAY_NAME}: started")
            status = self._host.run()
            self._said.close()
            if status:
                # Written to Windows' log; the service has failed then, for its recovery settings.
                raise RuntimeError(f"the engine ended with status {status}; see {engine_log()}")
            servicemanager.LogInfoMsg(f"{DISPLAY_NAME}: stopped")

        def _still_stopping(self) -> None:
            self.ReportServiceStatus(win32service.SERVICE_STOP_PENDING, waitHint=_PROMISED_MS)

    return RinoEngineService
