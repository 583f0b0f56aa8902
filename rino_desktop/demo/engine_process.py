"""The program in processes of its own, as a user would start it: the engine, virtual operators."""

import os
import signal
import subprocess
import sys
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import rino_desktop
from engine.errors import KnownError
from engine.private_stdin import take_stdin
from engine.python_command import python_command
from rino_desktop.texts import language, t

_END_S = 10.0


class ProgramProcess(ABC):
    """``rino-desktop ARGUMENTS`` with the configuration file that the demo has written. It leaves
    when the demo dies, whatever the demo dies of. ``data``: its data folder, None for the user's.
    """

    def __init__(self, config: Path, log: Path, *arguments: str, data: Path | None = None) -> None:
        self._log = log
        command = [
            *python_command(), "-m", "rino_desktop.demo.engine_process", "--config", str(config),
            "--lang", language(), "--log-level", "info", *arguments,
        ]  # fmt: skip
        # The child finds the package where this process found it, and no database but the demo's.
        root = str(Path(rino_desktop.__file__).parent.parent)
        others = ("RINO_DB", "RINO_VOICE_STORE")  # the user's own office stays alone
        kept = {name: text for name, text in os.environ.items() if not name.startswith(others)}
        paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
        kept["PYTHONPATH"] = os.pathsep.join(paths)
        if data is not None:
            kept["RINO_DATA"] = str(data)
        with log.open("ab") as said:
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=said, stderr=said,
                env=kept,
                # Ctrl-C is the demo's to hear: it ends its engine in the right order.
                start_new_session=os.name != "nt",
                creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
            )  # fmt: skip

    @property
    def pid(self) -> int:
        return self._process.pid

    def finished(self) -> bool:
        """True when it has ended by itself with nothing left to do. KnownError when it died."""
        status = self._process.poll()
        if status is None or status == 0:
            return status == 0
        lines = self._log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        raise KnownError(
            self._obituary(status, lines[-1].rstrip(".") if lines else "–"),
            mend=t("Its log: {file}", file=self._log),
        )  # fmt: skip

    @abstractmethod
    def _obituary(self, status: int, words: str) -> str: ...

    def ask_to_stop(self) -> None:
        """Of an engine: no new calls; it leaves when the live ones are over."""
        if self._process.poll() is None:
            self._process.terminate()

    def wait(self, seconds: float) -> None:
        """For it to leave by itself, for so long at most."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(seconds)

    def stop(self, patience_s: float = _END_S) -> None:
        """Ask it to leave, and make sure that it does."""
        process = self._process
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(patience_s)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        if process.stdin is not None:
            process.stdin.close()


class EngineProcess(ProgramProcess):
    """``until_done``: it leaves by itself when no campaign has work left."""

    def __init__(self, config: Path, log: Path, *, until_done: bool = True) -> None:
        arguments = ["--engine", "--node", "demo", *(["--until-done"] if until_done else [])]
        super().__init__(config, log, *arguments)

    def _obituary(self, status: int, words: str) -> str:
        return t("The engine has died (status {status}). Its last words: {words}.", status=status,
                 words=words)  # fmt: skip


class OperatorsProcess(ProgramProcess):
    """Virtual operators, by name."""

    def __init__(self, config: Path, log: Path, data: Path, names: Sequence[str], *more: str
                 ) -> None:  # fmt: skip
        super().__init__(config, log, "operator", "simulate", *names, *more, data=data)

    def _obituary(self, status: int, words: str) -> str:
        return t("The virtual operators have died (status {status}). Their last words: {words}.",
                 status=status, words=words)  # fmt: skip


def _leave_with_parent() -> None:
    """The parent never writes: the pipe says something only when the parent is gone. Nobody is
    left then who would be served by a long farewell."""

    pipe = take_stdin()

    def watch() -> None:
        pipe.read(1)
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(_END_S / 2)
        os._exit(1)

    threading.Thread(target=watch, name="parent", daemon=True).start()


if __name__ == "__main__":
    from rino_desktop.cli.main import run

    _leave_with_parent()
    sys.exit(run(sys.argv[1:]))
