"""``rino-desktop --engine --keep-running``: starts the engine anew whenever it fails.

For machines without a service manager. This process does nothing but wait: it has no connection to
the database and no calls, so what an engine gets stuck in does not reach it. The pipe between the
two tells each side of the other's end: when it closes the engine stops politely, on every system.
"""

import asyncio
import contextlib
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType
from typing import IO

import rino_desktop
from engine.private_stdin import take_stdin
from engine.python_command import python_command
from rino_desktop import stop_signals

log = logging.getLogger(__name__)

OPTION = "--keep-running"
#: Set in the engine's environment: its standard input is the pipe.
_MARK = "RINO_KEPT"
#: Before the second start, before the third and so on; the last one stays.
_PAUSES_S = (2.0, 4.0, 8.0, 16.0, 32.0, 60.0)
#: After so long a life the pauses begin anew.
_WELL_S = 600.0
#: Ended as it should, or called in a way that no new start mends.
_FINAL = (0, 2)
#: On Windows no signal handler runs before a wait is over: so long may one last.
_STEP_S = 0.5 if sys.platform == "win32" else None


class Pauses:
    def __init__(self) -> None:
        self._next = 0

    def after(self, lived_s: float) -> float:
        """How long to wait, after an engine that has lived so long; seconds."""
        if lived_s >= _WELL_S:
            self._next = 0
        pause = _PAUSES_S[self._next]
        self._next = min(self._next + 1, len(_PAUSES_S) - 1)
        return pause


class Keeper:
    """Keeps ``command`` running until it ends well or ``stop`` is called. ``output``: what it
    prints goes there, None: where this process prints."""

    def __init__(
        self,
        command: Sequence[str],
        environment: dict[str, str],
        output: IO[bytes] | None = None,
    ) -> None:
        self._command = command
        self._environment = environment
        self._output = output
        self._stopped = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None

    def stop(self) -> None:
        """Safe in a signal handler. The engine lets its live calls finish."""
        self._stopped.set()
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()

    def drain(self) -> None:
        """Safe in a signal handler. The engine ends after its last live call."""
        self._stopped.set()
        if self._process is not None:
            self._process.send_signal(signal.SIGUSR1)

    def run(self) -> int:
        """The last exit status of what was kept running."""
        pauses = Pauses()
        while True:
            began = time.monotonic()
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=self._output,
                stderr=self._output,
                env=self._environment,
            )
            if self._stopped.is_set():  # asked between the two
                self.stop()
            status = _ended(self._process)
            if self._process.stdin is not None:
                self._process.stdin.close()
            if status in _FINAL or self._stopped.is_set():
                return status if status >= 0 else 1
            pause_s = pauses.after(time.monotonic() - began)
            log.error("the engine ended with status %d and is started again in %.0f s",
                      status, pause_s)  # fmt: skip
            if self._stopped_within(pause_s):
                return 0

    def _stopped_within(self, seconds: float) -> bool:
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            if self._stopped.wait(left if _STEP_S is None else min(left, _STEP_S)):
                return True
        return self._stopped.is_set()


def _ended(process: "subprocess.Popen[bytes]") -> int:
    while True:
        with contextlib.suppress(subprocess.TimeoutExpired):
            return process.wait(_STEP_S)


def engine_command(arguments: Sequence[str]) -> tuple[list[str], dict[str, str]]:
    """The engine with these arguments of the command line, and its environment."""
    rest = [word for word in arguments if word != OPTION]
    # The engine finds the package where this process found it, whatever lies in the current folder.
    root = str(Path(rino_desktop.__file__).parent.parent)
    paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
    return (
        [*python_command(), "-P", "-m", "rino_desktop", *rest],
        {**os.environ, "PYTHONPATH": os.pathsep.join(paths), _MARK: "1"},
    )


def run(arguments: Sequence[str]) -> int:
    """``arguments``: of the command line, the option for this included. Returns the exit status."""
    keeper = Keeper(*engine_command(arguments))

    def stop(_number: int, _frame: FrameType | None) -> None:
        keeper.stop()

    for number in stop_signals.NUMBERS:
        signal.signal(number, stop)
    if sys.platform != "win32":
        signal.signal(signal.SIGUSR1, lambda _number, _frame: keeper.drain())
    return keeper.run()


def when_keeper_goes(wish: Callable[[], None]) -> None:
    """``wish`` is called in the running loop when the process that keeps this one running has gone
    or wants it to stop. Nothing happens in an engine that nobody keeps running."""
    if os.environ.pop(_MARK, "") != "1":
        return
    loop = asyncio.get_running_loop()
    pipe = take_stdin()

    def watch() -> None:
        while pipe.read(1):
            pass  # nothing is ever written
        if not loop.is_closed():
            loop.call_soon_threadsafe(wish)

    threading.Thread(target=watch, name="keeper", daemon=True).start()
