"""A line worker: a process of its own that carries a few calls (``python -m …worker``).

Messages (see ``messages``) come on stdin and leave on stdout; whatever else is printed, by the
SIP stack's assertions too, goes to stderr, whose last lines the pool keeps. The end of stdin
means that the engine is gone, however it died: the worker hangs up and leaves.
"""

import argparse
import os
import sys
import threading
from collections.abc import Sequence
from typing import BinaryIO

from engine.adapters.pjsip import messages


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="line-worker", description=__doc__)
    parser.add_argument("--scratch", default="", help="folder for temporary sound files")
    parser.add_argument("--capacity", type=int, default=0, help="lines; 0: find out")
    parser.add_argument("--log-level", type=int, default=2, help="of the SIP stack, 0-5")
    options = parser.parse_args(argv)
    out = _private_stdout()
    # Here, and not above: importing it prints, and stdout must be safe by then.
    from engine.adapters.pjsip.line_worker import LineWorker

    worker = LineWorker(out, options.scratch, options.capacity, options.log_level)
    reader = threading.Thread(target=_read, args=(sys.stdin.buffer, worker), daemon=True)
    reader.start()
    worker.run()
    # The reader may be blocked in read(); interpreter shutdown would wait for its lock.
    sys.stderr.flush()
    os._exit(0)


def _private_stdout() -> BinaryIO:
    """The pipe to the pool under a descriptor that nobody else writes to."""
    private = os.fdopen(os.dup(1), "wb", buffering=65536)
    os.dup2(2, 1)
    return private


def _read(stdin: BinaryIO, worker: "object") -> None:
    commands, wake = worker.commands, worker.wake  # type: ignore[attr-defined]
    try:
        for line in stdin:
            commands.append(messages.decode(line))
            wake.set()
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr, flush=True)  # noqa: T201
    commands.append(None)
    wake.set()


if __name__ == "__main__":
    sys.exit(main())
