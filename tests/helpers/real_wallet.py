"""GNOME's keyring as on a desktop: a session bus of its own, and a wallet that is unlocked."""

import tempfile
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.helpers.processes import RunningProcess

_DAEMON = "exec gnome-keyring-daemon --foreground --unlock --components=secrets < password"


class RealWallet:
    """``environment``: of processes that are to find it. There is no screen on which its owner
    could be asked for its password."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        self.folder.mkdir()
        (self.folder / "password").write_text("of its owner")
        # Paths of sockets must be short.
        run = Path(self._stack.enter_context(tempfile.TemporaryDirectory(prefix="wallet-")))
        self.environment = {
            "HOME": str(self.folder), "XDG_RUNTIME_DIR": str(run), "XDG_DATA_HOME": "",
            "DBUS_SESSION_BUS_ADDRESS": f"unix:path={run}/bus", "DISPLAY": "",
            "WAYLAND_DISPLAY": "",
        }  # fmt: skip
        bus = self._start(
            "bus", "dbus-daemon", "--session", "--nofork", f"--address=unix:path={run}/bus"
        )
        bus.wait_ready((run / "bus").exists)
        self.daemon = self._start("wallet", "sh", "-c", f"cd '{self.folder}' && {_DAEMON}")
        self.daemon.wait_ready((run / "keyring/control").exists)
        return self

    def _start(self, name: str, *command: str) -> RunningProcess:
        log = self.folder / f"{name}.log"
        process = RunningProcess(command, log, environment=self.environment)
        return self._stack.enter_context(process)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        self._stack.close()
