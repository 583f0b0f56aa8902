"""Starts commands of the program quickly: a process that has loaded it already forks one for each.

Half of a short command's time goes into loading the program, and tests run hundreds of them. What
is forked is a process like any other, with an environment, a folder and streams of its own; only
the loading lies before its beginning. ``python -m tests.helpers.program_server`` is the server,
``run`` asks it.
"""

import atexit
import contextlib
import gc
import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).parents[2]


class _Run:
    def __init__(self) -> None:
        self.pid: int | None = None
        self.status: int | None = None
        self.news = threading.Event()


class _Server:
    """One for each process of tests; its answers are read by a thread."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.helpers.program_server"],
            cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        self._lock = threading.Lock()
        self._runs: dict[int, _Run] = {}
        self._next = 0
        threading.Thread(target=self._read, name="program server", daemon=True).start()
        atexit.register(self.close)

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            told = json.loads(line)
            run = self._runs.get(told["run"])
            if run is None:  # given up: it took too long
                continue
            run.pid = told.get("pid", run.pid)
            if "status" in told:
                run.status = told["status"]
                run.news.set()
        for run in list(self._runs.values()):
            run.news.set()

    def begin(self, request: Mapping[str, Any]) -> tuple[int, _Run]:
        with self._lock:
            self._next += 1
            number, run = self._next, _Run()
            self._runs[number] = run
            assert self._process.stdin is not None
            self._process.stdin.write(json.dumps({"run": number, **request}).encode() + b"\n")
            self._process.stdin.flush()
        return number, run

    def forget(self, number: int) -> None:
        with self._lock:
            del self._runs[number]

    def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(10)


_server: _Server | None = None
_making = threading.Lock()


def fits(variables: Mapping[str, str]) -> bool:
    """What Python itself reads at its start is as in this process, or names what is loaded anyway:
    a fork does as well as a start."""

    def read(of: Mapping[str, str]) -> dict[str, str]:
        named = {name: value for name, value in of.items() if name.startswith("PYTHON")}
        if named.get("PYTHONPATH") == str(_ROOT):
            del named["PYTHONPATH"]
        return named

    return read(variables) == read(os.environ)


def run(arguments: Sequence[str], *, cwd: Path, env: Mapping[str, str], stdin: str,
        timeout_s: float) -> tuple[int, str, str]:  # fmt: skip
    """Exit status (negative: the signal), standard output, standard error; TimeoutExpired."""
    global _server
    with _making:
        if _server is None:
            _server = _Server()
    with tempfile.TemporaryDirectory(prefix="program-") as folder:
        place = Path(folder)
        (place / "in").write_text(stdin, encoding="utf-8")
        number, one = _server.begin(
            {"arguments": list(arguments), "cwd": str(cwd), "env": dict(env), "place": folder}
        )
        try:
            if not one.news.wait(timeout_s):
                if one.pid is not None:
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(one.pid, signal.SIGKILL)
                raise subprocess.TimeoutExpired(list(arguments), timeout_s)
            assert one.status is not None, "the program server has died"
        finally:
            _server.forget(number)
        return one.status, *((place / name).read_text(encoding="utf-8") for name in ("out", "err"))


# --- the server --------------------------------------------------------------------------------


def _load() -> None:
    """What commands need, and would each load for themselves otherwise: the whole grammar, the
    database, the schemes, and the libraries that they are slow to get."""
    import firebird.embedded  # noqa: F401
    import holidays.countries  # noqa: F401
    import pydantic.type_adapter  # noqa: F401
    import rich.console
    import rich.table  # noqa: F401
    import sqlalchemy.dialects.sqlite  # noqa: F401

    import engine.adapters.firebird
    import engine.adapters.firebird.stores
    import engine.adapters.lists
    import engine.ivr.compile
    import engine.ivr.interpreter
    import engine.ivr.nodes
    import engine.scheme.validate
    import engine.service.contact_import  # noqa: F401
    from rino_desktop import bootstrap, presets, sources  # noqa: F401
    from rino_desktop.cli import parser

    parser.build()
    # A collection in what is forked would touch all that was loaded, and so copy it.
    gc.collect()
    gc.freeze()


def _serve() -> list[str] | None:
    """In the server: None when nobody asks any more. In what it has forked: the arguments."""
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 1)
    woken, wake = os.pipe()
    os.set_blocking(woken, False)
    os.set_blocking(wake, False)
    signal.signal(signal.SIGCHLD, lambda _number, _frame: None)
    signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
    runs: dict[int, int] = {}

    def tell(**told: int) -> None:
        answers.write(json.dumps(told).encode() + b"\n")

    asked = b""
    while True:
        ready, _, _ = select.select([0, woken], [], [])
        if woken in ready:
            with contextlib.suppress(BlockingIOError):
                while os.read(woken, 512):
                    pass
            with contextlib.suppress(ChildProcessError):
                while (ended := os.waitpid(-1, os.WNOHANG))[0]:
                    tell(run=runs.pop(ended[0]), status=os.waitstatus_to_exitcode(ended[1]))
        if 0 not in ready:
            continue
        data = os.read(0, 1 << 20)
        if not data:
            return None
        *whole, asked = (asked + data).split(b"\n")
        for line in whole:
            request = json.loads(line)
            pid = os.fork()
            if pid == 0:
                signal.set_wakeup_fd(-1)
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                answers.close()
                for number in (woken, wake, null):
                    os.close(number)
                return _become(request)
            runs[pid] = request["run"]
            tell(run=request["run"], pid=pid)


def _become(request: Mapping[str, Any]) -> list[str]:
    os.chdir(request["cwd"])
    os.environ.clear()
    os.environ.update(request["env"])
    place = Path(request["place"])
    for number, name, flags in (
        (0, "in", os.O_RDONLY),
        (1, "out", os.O_WRONLY | os.O_CREAT | os.O_APPEND),
        (2, "err", os.O_WRONLY | os.O_CREAT | os.O_APPEND),
    ):
        file = os.open(place / name, flags, 0o600)
        os.dup2(file, number)
        os.close(file)
    return [str(each) for each in request["arguments"]]


if __name__ == "__main__":
    _load()
    mine = _serve()
    if mine is not None:
        from rino_desktop.__main__ import main

        sys.argv = ["rino-desktop", *mine]
        sys.exit(main())
