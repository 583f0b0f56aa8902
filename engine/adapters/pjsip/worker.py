"""A line worker: a process of its own that carries a few calls (``python -m …worker``).

Messages (see ``messages``) come on stdin and leave on stdout; whatever else is printed, by the
SIP stack's assertions too, goes to stderr, whose last lines the pool keeps. The end of stdin
means that the engine is gone, however it died: the worker hangs up and leaves.
"""

import getopt
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, BinaryIO

from engine.adapters.pjsip import messages

if TYPE_CHECKING:
    from engine.adapters.pjsip.worker_loop import WorkerLoop


def main(argv: Sequence[str] | None = None) -> int:
    """``--scratch FOLDER`` for temporary sound files, ``--capacity N`` lines (0: find out),
    ``--log-level 0-5`` of the SIP stack."""
    # Not argparse: a pool starts more than a hundred of these, and it takes a tenth of the time.
    names = ["scratch=", "capacity=", "log-level="]
    given = dict(getopt.getopt(list(sys.argv[1:] if argv is None else argv), "", names)[0])
    out = prepared()
    # Here, and not above: importing it prints, and stdout must be safe by then.
    from engine.adapters.pjsip.line_worker import LineWorker

    capacity, log_level = int(given.get("--capacity", 0)), int(given.get("--log-level", 1))
    worker = LineWorker(out, given.get("--scratch", ""), capacity, log_level)
    return serve(worker, worker.capacity, messages.decode)


def prepared() -> BinaryIO:
    """The pipe on which reports leave; before anything of the SIP stack is imported."""
    for number in (signal.SIGINT, signal.SIGTERM):
        # Both are for the engine (a terminal or a service manager sends them to everybody): it
        # lets live calls finish and closes our stdin then.
        signal.signal(number, signal.SIG_IGN)
    return _private_stdout()


def serve(worker: "WorkerLoop", capacity: int, decode: Callable[[bytes], Any]) -> int:
    """Orders from stdin until it ends, or until the worker leaves."""
    reader = threading.Thread(target=_read, args=(sys.stdin.buffer, worker, decode), daemon=True)
    reader.start()
    worker.run(capacity)
    # The reader may be blocked in read(); interpreter shutdown would wait for its lock.
    os._exit(0)


def _private_stdout() -> BinaryIO:
    """The pipe to the pool under a descriptor that nobody else writes to."""
    private = os.fdopen(os.dup(1), "wb", buffering=65536)
    os.dup2(2, 1)
    return private


def _read(stdin: BinaryIO, worker: "WorkerLoop", decode: Callable[[bytes], Any]) -> None:
    try:
        for line in stdin:
            worker.take(decode(line))
    except (OSError, ValueError) as error:
        worker.log(str(error))
    worker.take(None)


if __name__ == "__main__":
    sys.exit(main())
