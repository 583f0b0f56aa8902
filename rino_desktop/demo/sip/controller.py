"""Starts farm processes, says where they listen, collects what they witnessed, ends them surely."""

import contextlib
import json
import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

import rino_desktop
from engine.python_command import python_command
from rino_desktop.demo.sip.witness import WitnessedCall, read_calls

_START_S = 20.0
_END_S = 3.0


class Farm:
    """``processes`` farm processes with the same subscribers, files in ``folder``.

    One process answers on one port, as a trunk has one proxy. ``behaviours``: a file, or the
    document itself (see rino_desktop.demo.sip.behaviour). A farm process ends by itself when the
    process that started it dies. Use it as a context manager, or call ``start`` and ``stop``.
    """

    def __init__(self, folder: Path, *, processes: int = 1, seed: int = 0, user: str = "",
                 password: str = "", behaviours: Path | Mapping[str, Any] | None = None,
                 ports: Sequence[int] = (),
                 command: Sequence[str] = (*python_command(), "-m", "rino_desktop.demo.sip.farm"),
                 ) -> None:  # fmt: skip
        self.folder = folder
        self._count = processes
        self._fixed_ports = list(ports) or [0] * processes
        self._seed, self._user, self._password = seed, user, password
        self._behaviours = behaviours
        self._command = list(command)
        self._processes: list[subprocess.Popen[bytes]] = []
        self.ports: list[int] = []

    @property
    def port(self) -> int:
        """The port of the first process."""
        return self.ports[0]

    @property
    def stats_files(self) -> list[Path]:
        return [self.folder / f"farm-{index}.stats.jsonl" for index in range(self._count)]

    def start(self) -> "Farm":
        """Returns when all processes answer (about 0.2 s). Raises RuntimeError with what the
        process said when one does not."""
        self.folder.mkdir(parents=True, exist_ok=True)
        document = self._behaviours
        if isinstance(document, Mapping):
            path = self.folder / "behaviours.json"
            path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
            document = path
        try:
            for index in range(self._count):
                self._launch(index, document)
            self.ports = [self._wait(index) for index in range(self._count)]
        except BaseException:
            self.stop()
            raise
        return self

    def _launch(self, index: int, behaviours: Path | None) -> None:
        self._port_file(index).unlink(missing_ok=True)
        command = [
            *self._command, "--port", str(self._fixed_ports[index]), "--seed", str(self._seed),
            "--port-file", str(self._port_file(index)), "--stats", str(self.stats_files[index]),
            "--until-stdin-closes",
        ]  # fmt: skip
        if behaviours is not None:
            command += ["--behaviours", str(behaviours)]
        if self._user:
            command += ["--user", self._user, "--password", self._password]
        # The child finds the package where this process found it, whatever its working folder.
        root = str(Path(rino_desktop.__file__).parent.parent)
        paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
        with (self.folder / f"farm-{index}.log").open("ab") as log:
            process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=log, stderr=log, env=environment
            )
        self._processes.append(process)

    def _wait(self, index: int) -> int:
        deadline = time.monotonic() + _START_S
        while not self._port_file(index).exists():
            if self._processes[index].poll() is not None or time.monotonic() > deadline:
                said = (self.folder / f"farm-{index}.log").read_text("utf-8", "replace")
                raise RuntimeError(f"subscriber farm {index} did not start: {said.strip()}")
            time.sleep(0.01)
        return int(self._port_file(index).read_text())

    def _port_file(self, index: int) -> Path:
        return self.folder / f"farm-{index}.port"

    def calls(self) -> list[WitnessedCall]:
        """Everything witnessed so far, in the order of the INVITEs; also after ``kill``."""
        return read_calls(self.stats_files)

    def check(self) -> None:
        """Raises RuntimeError when a process has ended that nobody asked to."""
        for index, process in enumerate(self._processes):
            if process.poll() is not None:
                said = (self.folder / f"farm-{index}.log").read_text("utf-8", "replace")
                raise RuntimeError(f"subscriber farm {index} died: {said.strip()}")

    def kill(self, index: int = 0) -> None:
        """End one process at once, as a crash would: its subscribers vanish."""
        self._processes[index].kill()
        self._processes[index].wait()

    def restart(self, index: int = 0) -> None:
        """Start a killed process again on its old port; its account goes on."""
        self._fixed_ports[index] = self.ports[index]
        old = self._processes[index]
        if old.stdin:
            old.stdin.close()
        behaviours = self._behaviours
        if isinstance(behaviours, Mapping):
            behaviours = self.folder / "behaviours.json"
        self._launch(index, behaviours)
        self._processes[index] = self._processes.pop()
        self._wait(index)

    def stop(self) -> None:
        """End all processes: asked first (live calls get a BYE), killed when they do not."""
        for process in self._processes:
            if process.stdin:
                with contextlib.suppress(OSError):
                    process.stdin.close()
        for process in self._processes:
            try:
                process.wait(_END_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self._processes = []

    def __enter__(self) -> "Farm":
        return self.start()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:  # fmt: skip
        self.stop()
