"""The runs of a forecast, in processes of their own: they may be ended at any moment."""

import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event, Thread

from engine.errors import KnownError
from engine.forecast.model import Plan
from engine.forecast.outcome import Outcome
from engine.forecast.wire import outcome_from, plan_text
from engine.python_command import python_command

RUNS = 20
MOST_PROCESSES = 4
_LOOK_S = 0.2
_ROOT = Path(__file__).resolve().parents[2]
_CODE = (
    f"import sys; sys.path.insert(0, {str(_ROOT)!r})\n"
    "from engine.service.forecast_child import main; main()"
)


class Cancelled(Exception):
    """Nobody wants the forecast any more."""


def run_all(
    plan: Plan, runs: int = RUNS, seed: int = 1, cancel: Event | None = None,
    processes: int = MOST_PROCESSES,
) -> Iterator[Outcome]:  # fmt: skip
    """An outcome as each run ends, in no order; seeds are ``seed``, ``seed + 1`` … ``Cancelled``
    when ``cancel`` is set meanwhile. ``processes``: so many at most. KnownError: they have ended
    before their time. Blocks: not for a loop of events."""
    processes = min(runs, processes, os.cpu_count() or 1)
    seeds = range(seed, seed + runs)
    text = plan_text(plan)
    children = [_Child(text, seeds[number::processes]) for number in range(processes)]
    told: SimpleQueue[Outcome | None] = SimpleQueue()
    try:
        for child in children:
            child.start(told)
        left, ended = runs, 0
        while left:
            if cancel is not None and cancel.is_set():
                raise Cancelled
            try:
                outcome = told.get(timeout=_LOOK_S)
            except Empty:
                continue
            if outcome is None:
                ended += 1
                if ended == processes and told.empty():
                    raise KnownError(
                        "The forecast was broken off: its process has ended.",
                        mend="Try again; if it stays so, the log says more.",
                    )
                continue
            left -= 1
            yield outcome
    finally:
        for child in children:
            child.end()


class _Child:
    def __init__(self, plan: str, seeds: Sequence[int]) -> None:
        self._task = f"{plan}\n{' '.join(map(str, seeds))}\n"
        self._process = subprocess.Popen(
            [*python_command(), "-I", "-X", "utf8", "-c", _CODE],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8",
        )  # fmt: skip

    def start(self, told: "SimpleQueue[Outcome | None]") -> None:
        self._thread = Thread(target=self._read, args=(told,), name="forecast", daemon=True)
        self._thread.start()

    def end(self) -> None:
        self._process.kill()
        self._process.wait()
        self._thread.join()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):  # what it has not read any more cannot be flushed
                    pipe.close()

    def _read(self, told: "SimpleQueue[Outcome | None]") -> None:
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        try:
            stdin.write(self._task)
            stdin.flush()
            for line in stdout:
                told.put(outcome_from(line))
        except (OSError, ValueError):
            pass  # it was ended in the midst of things
        told.put(None)
