"""Processes that a test starts and ends surely, together with all their children."""

import asyncio
import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType

import psutil

#: How long a loaded machine may take to start or to end something.
PATIENCE_S = 60.0


def wait_until(ready: Callable[[], object], timeout_s: float = PATIENCE_S, what: str = "") -> None:
    """Poll every 10 ms; AssertionError when it takes longer."""
    deadline = time.monotonic() + timeout_s
    while not ready():
        assert time.monotonic() < deadline, f"not within {timeout_s} s: {what or ready}"
        time.sleep(0.01)


async def until(ready: Callable[[], object], what: str = "") -> None:
    """The same where a loop is to turn meanwhile."""
    deadline = time.monotonic() + PATIENCE_S
    while not ready():
        assert time.monotonic() < deadline, f"not within {PATIENCE_S} s: {what or ready}"
        await asyncio.sleep(0.01)


def command_line(process: psutil.Process) -> list[str]:
    """The words a process was started with; none of one that has just gone."""
    try:
        return process.cmdline()
    except psutil.NoSuchProcess:  # a zombie is one
        return []


class RunningProcess:
    """A process in a session of its own, its output in ``log``. Use it as a context manager."""

    def __init__(self, command: Sequence[str | Path], log: Path, *,
                 environment: Mapping[str, str] | None = None) -> None:  # fmt: skip
        self.log = log
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("ab") as output:
            self.process = subprocess.Popen(
                [str(part) for part in command], stdin=subprocess.DEVNULL, stdout=output,
                stderr=output, start_new_session=True, env={**os.environ, **(environment or {})},
            )  # fmt: skip

    def output(self) -> str:
        return self.log.read_text("utf-8", "replace")

    def wait_ready(self, ready: Callable[[], object], timeout_s: float = PATIENCE_S, *,
                   may_be_over: bool = False) -> None:  # fmt: skip
        """Until ``ready``; AssertionError with the output when the process ends before.
        ``may_be_over``: one that has already ended well was ready."""

        def alive_and_ready() -> object:
            status = self.process.poll()
            if may_be_over and status == 0:
                return True
            assert status is None, f"ended at once: {self.output()}"
            return ready()

        wait_until(alive_and_ready, timeout_s, f"{self.process.args}: {self.output()}")

    def wait(self, timeout_s: float = PATIENCE_S) -> int:
        """Its exit status."""
        return self.process.wait(timeout_s)

    def stop(self, grace_s: float = 10.0) -> None:
        self._signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(grace_s)
        # Children may outlive the one we asked.
        self._signal(signal.SIGKILL)
        self.process.wait(PATIENCE_S)

    def _signal(self, number: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)

    def __enter__(self):
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:  # fmt: skip
        self.stop()
