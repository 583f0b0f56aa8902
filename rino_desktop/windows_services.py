"""Installing, removing, starting and stopping the engine's Windows service, with what goes wrong
told in words."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from engine.errors import KnownError
from engine.python_command import under_launcher
from rino_desktop.texts import t
from rino_desktop.windows_service import DISPLAY_NAME, NAME

#: A virtual account: no password, no rights but its own.
USUAL_ACCOUNT = f"NT SERVICE\\{NAME}"
_DESCRIPTION = "Places and answers the calls of RINO Desktop's campaigns."
#: Live calls may finish: 30 s, and what the engine has to write after that.
_STOP_S = 90
#: When the service itself dies: again after a minute, whatever happened before; ms and s.
_RESTART_MS = 60_000
_FORGET_S = 86_400

_DENIED, _MISSING, _EXISTS, _RUNS, _STANDS, _GOING, _LOGON = 5, 1060, 1073, 1056, 1062, 1072, 1069
_STATES = {1: "stopped", 2: "starting", 3: "stopping", 4: "running"}


def told(state: str) -> str:
    """A state in a sentence."""
    words = {
        "stopped": t("The service is stopped."), "starting": t("The service is starting."),
        "stopping": t("The service is stopping."), "running": t("The service is running."),
    }  # fmt: skip
    return words[state]


@dataclass(frozen=True, slots=True)
class Installed:
    """``data``: the folder of its data (RINO_DATA), empty for the account's own. ``arguments``: the
    engine's. ``password``: of the account, None for one that has none."""

    arguments: Sequence[str]
    data: str = ""
    account: str = USUAL_ACCOUNT
    password: str | None = None
    automatic: bool = True


def require_windows() -> None:
    """KnownError elsewhere."""
    if sys.platform != "win32":
        raise KnownError(
            t("Services of this kind are Windows' own."),
            mend=t("On Linux systemd runs rino-desktop --engine (docs/operation.md)."),
        )
    if not under_launcher():
        raise KnownError(
            t("Only the installed program can be a service."),
            mend=t("Run the installer, then the command of the installed program."),
        )


def command_line(arguments: Sequence[str], data: str = "") -> str:
    """What Windows starts, quoted as Windows wants it."""
    from subprocess import list2cmdline

    where = ["--data", data] if data else []
    return list2cmdline([sys.executable, "service", "run", *where, "--", *arguments])


def install(wanted: Installed) -> None:
    import win32service

    with _manager(win32service.SC_MANAGER_CREATE_SERVICE) as manager, _told():
        service = win32service.CreateService(
            manager, NAME, DISPLAY_NAME, win32service.SERVICE_ALL_ACCESS,
            win32service.SERVICE_WIN32_OWN_PROCESS,
            win32service.SERVICE_AUTO_START if wanted.automatic
            else win32service.SERVICE_DEMAND_START,
            win32service.SERVICE_ERROR_NORMAL, command_line(wanted.arguments, wanted.data),
            None, 0, None, wanted.account, wanted.password,
        )  # fmt: skip
        try:
            _describe(service)
        finally:
            win32service.CloseServiceHandle(service)


def remove() -> None:
    """Stops it before."""
    import win32service

    if state() != "stopped":
        stop()
    with _service(win32service.SERVICE_ALL_ACCESS) as service:
        win32service.DeleteService(service)


def start() -> None:
    import win32service

    with _service(win32service.SERVICE_START) as service:
        win32service.StartService(service, None)
    _wait_for("running", 30)


def stop() -> None:
    """Returns when it has stopped: live calls have finished."""
    import win32service

    with _service(win32service.SERVICE_STOP) as service:
        win32service.ControlService(service, win32service.SERVICE_CONTROL_STOP)
    _wait_for("stopped", _STOP_S)


def state() -> str:
    """``stopped``, ``starting``, ``stopping`` or ``running``."""
    import win32service

    with _service(win32service.SERVICE_QUERY_STATUS) as service:
        return _STATES.get(win32service.QueryServiceStatus(service)[1], "stopped")


def _wait_for(wanted: str, seconds: float) -> None:
    import time

    deadline = time.monotonic() + seconds
    while (now := state()) != wanted:
        if time.monotonic() > deadline or (wanted == "running" and now == "stopped"):
            raise KnownError(
                told(now),
                mend=t("Windows' event log and service.log in the log folder tell more."),
            )
        time.sleep(0.2)


def _describe(service: Any) -> None:
    import win32service

    win32service.ChangeServiceConfig2(
        service, win32service.SERVICE_CONFIG_DESCRIPTION, _DESCRIPTION
    )
    win32service.ChangeServiceConfig2(
        service, win32service.SERVICE_CONFIG_FAILURE_ACTIONS,
        {
            "ResetPeriod": _FORGET_S, "RebootMsg": "", "Command": "",
            "Actions": [(win32service.SC_ACTION_RESTART, _RESTART_MS)] * 3,
        },
    )  # fmt: skip


@contextmanager
def _manager(access: int) -> Iterator[Any]:
    import win32service

    with _told():
        manager = win32service.OpenSCManager(None, None, access)
    try:
        yield manager
    finally:
        win32service.CloseServiceHandle(manager)


@contextmanager
def _service(access: int) -> Iterator[Any]:
    import win32service

    with _manager(win32service.SC_MANAGER_CONNECT) as manager, _told():
        service = win32service.OpenService(manager, NAME, access)
        try:
            yield service
        finally:
            win32service.CloseServiceHandle(service)


@contextmanager
def _told() -> Iterator[None]:
    """Windows' refusals as KnownError."""
    import pywintypes

    try:
        yield
    except pywintypes.error as error:
        raise fault(error.winerror, error.strerror) from error


def fault(number: int, words: str) -> KnownError:
    """``number``: Windows' own."""
    if number == _DENIED:
        return KnownError(
            t("Services are an administrator's."),
            mend=t("Open the terminal with “Run as administrator”."),
        )
    if number == _MISSING:
        return KnownError(
            t("There is no such service."), mend=t("Install it: rino-desktop service install")
        )
    if number == _EXISTS:
        return KnownError(
            t("The service is installed already."),
            mend=t("To change it: rino-desktop service remove, then install it anew."),
        )
    if number == _GOING:
        return KnownError(
            t("The service is being removed."),
            mend=t("Close the window of Windows' services, then try again."),
        )
    if number == _LOGON:
        return KnownError(
            t("Windows does not let the account of the service log on."),
            mend=t("Check its name and password, and its right to log on as a service."),
        )
    if number == _RUNS:
        return KnownError(t("The service runs already."))
    if number == _STANDS:
        return KnownError(t("The service does not run."))
    return KnownError(t("Windows refuses: {reason}", reason=words))
