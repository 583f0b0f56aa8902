"""The demo's engine: ``rino-desktop --engine --until-done`` in a process of its own."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import rino_desktop
from engine.errors import KnownError
from rino_desktop.texts import language, t

_END_S = 10.0


class EngineProcess:
    """Runs with the configuration file that the demo has written, as a user would run it. It
    leaves when the demo dies, whatever the demo dies of."""

    def __init__(self, config: Path, log: Path) -> None:
        self._log = log
        command = [
            sys.executable, "-m", "rino_desktop.demo.engine_process", "--config", str(config),
            "--lang", language(), "--log-level", "info", "--engine", "--node", "demo",
            "--until-done",
        ]  # fmt: skip
        # The child finds the package where this process found it, and no database but the demo's.
        root = str(Path(rino_desktop.__file__).parent.parent)
        others = ("RINO_DB", "RINO_VOICE_STORE")  # the user's own office stays alone
        kept = {name: text for name, text in os.environ.items() if not name.startswith(others)}
        paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
        with log.open("ab") as said:
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=said, stderr=said,
                env={**kept, "PYTHONPATH": os.pathsep.join(paths)},
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
            t("The engine has died (status {status}). Its last words: {words}.", status=status,
              words=lines[-1].rstrip(".") if lines else "–"),
            mend=t("Its log: {file}", file=self._log),
        )  # fmt: skip

    def ask_to_stop(self) -> None:
        """No new calls; it leaves when the live ones are over."""
        if self._process.poll() is None:
            self._process.terminate()

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


def _leave_with_parent() -> None:
    """The parent never writes: the pipe says something only when the parent is gone. Nobody is
    left then who would be served by a long farewell."""

    def watch() -> None:
        os.read(0, 1)
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(_END_S / 2)
        os._exit(1)

    threading.Thread(target=watch, name="parent", daemon=True).start()


if __name__ == "__main__":
    from rino_desktop.cli.main import run

    _leave_with_parent()
    sys.exit(run(sys.argv[1:]))
