"""A process that runs forecasts: a plan and the seeds of its runs come in, an outcome for each run
goes out. It yields the processor to calls that live on the same machine."""

import os
import sys
from contextlib import suppress

from engine.forecast.run import run
from engine.forecast.wire import outcome_line, plan_from

_NICE = 15


def main() -> None:
    """First line: the plan; second: seeds, apart by spaces."""
    if hasattr(os, "nice"):
        with suppress(OSError):
            os.nice(_NICE)
    sys.stdin.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    plan = plan_from(sys.stdin.readline())
    for seed in sys.stdin.readline().split():
        sys.stdout.write(outcome_line(run(plan, int(seed))) + "\n")
        sys.stdout.flush()
