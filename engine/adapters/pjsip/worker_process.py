"""The pool's end of one line worker: its process, its pipes, its last words."""

import asyncio
import contextlib
import os
import sys
import time
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import engine
from engine.adapters.pjsip import messages
from engine.python_command import python_command

#: A worker that has not been heard of for so long hangs and is killed (it beats every 2 s).
SILENT_WORKER_S = 12.0
#: Where this very code is found, in a checkout or in an installed wheel.
_ROOT = str(Path(engine.__file__).resolve().parents[1])
_STDERR_LINES = 40
_STREAM_LIMIT = 1 << 20
#: Said by the library every time a finished call is looked at.
_CHATTER = (b"pjsua_call_get_info(", b"PJ_ETOOMANY")


def default_command() -> tuple[str, ...]:
    """``-P``: what lies in the current folder must not become part of the worker."""
    return (*python_command(), "-P", "-m", "engine.adapters.pjsip.worker")


class WorkerProcess:
    """``on_report`` gets every message but heartbeats, ``on_exit`` comes last, exactly once."""

    def __init__(
        self,
        name: str,
        on_report: Callable[["WorkerProcess", Any], None],
        on_exit: Callable[["WorkerProcess", str], None],
        decode: Callable[[bytes], Any] = messages.decode,
    ) -> None:
        self.name = name
        self._decode = decode
        self._on_report = on_report
        self._on_exit = on_exit
        self._process: asyncio.subprocess.Process | None = None
        self._last_words: deque[str] = deque(maxlen=_STDERR_LINES)
        self._last_seen = time.monotonic()
        self._why = ""
        self._quitting = False
        self.capacity = 0
        self._task: asyncio.Task[None] | None = None

    @property
    def ready(self) -> bool:
        return self.capacity > 0 and not self._quitting

    @property
    def quitting(self) -> bool:
        return self._quitting

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def start(self, command: Sequence[str], arguments: Sequence[str]) -> None:
        self._task = asyncio.ensure_future(self._live([*command, *arguments]))

    async def _live(self, command: Sequence[str]) -> None:
        """The whole life; whatever happens, ``on_exit`` is told of its end."""
        why = "a fault in the pool"
        try:
            why = await self._attend(command)
        except OSError as error:
            why = f"cannot be started: {error}"
        except asyncio.CancelledError:
            self.kill("cancelled")
            raise  # the whole event loop is being torn down: nobody is left to be told
        except BaseException:
            self.kill(why)
            self._on_exit(self, why)
            raise
        self._on_exit(self, why)

    async def _attend(self, command: Sequence[str]) -> str:
        process = self._process = await _spawn(command)
        if self._quitting:
            self.send(messages.Quit())  # asked to leave while it was being started
        watch = asyncio.ensure_future(self._watch())
        words = asyncio.ensure_future(self._listen_to_stderr(process))
        try:
            await self._read_reports(process)
            if process.stdin is not None:
                process.stdin.close()
            try:
                code = await asyncio.wait_for(process.wait(), 5.0)
            except TimeoutError:
                self.kill("closed its pipe but did not leave")
                code = await process.wait()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(asyncio.shield(words), 1.0)
            return self._obituary(code)
        finally:
            watch.cancel()
            words.cancel()

    async def _read_reports(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdout is not None
        while line := await process.stdout.readline():
            self._last_seen = time.monotonic()
            try:
                message = self._decode(line)
            except ValueError as error:
                self.kill(str(error))
                return
            if isinstance(message, messages.Beat):
                continue
            if isinstance(message, messages.Hello):
                self.capacity = message.capacity
            self._on_report(self, message)

    async def _listen_to_stderr(self, process: asyncio.subprocess.Process) -> None:
        assert process.stderr is not None
        while line := await process.stderr.readline():
            if not any(noise in line for noise in _CHATTER):
                self._last_words.append(line.decode("utf-8", "replace").rstrip())

    async def _watch(self) -> None:
        self._last_seen = time.monotonic()
        while True:
            before = time.monotonic()
            await asyncio.sleep(2.0)
            if time.monotonic() - before > 4.0:
                # Not the worker was silent: this process was stopped or starved itself.
                self._last_seen = time.monotonic()
            elif time.monotonic() - self._last_seen > SILENT_WORKER_S:
                self.kill(f"hung: silent for {SILENT_WORKER_S:.0f} s")
                return

    def _obituary(self, code: int) -> str:
        why = self._why or (f"killed by signal {-code}" if code < 0 else f"exit status {code}")
        # The library's banner is no reason.
        said = [line for line in self._last_words if "pjlib" not in line][-3:]
        return "; ".join([why, *said])

    def send(self, message: tuple[Any, ...]) -> None:
        """Never blocks; a message to a dead worker is lost, its ``on_exit`` is on the way."""
        process = self._process
        if process is None or process.stdin is None or process.stdin.is_closing():
            return
        with contextlib.suppress(OSError, RuntimeError):
            process.stdin.write(messages.encode(message))

    def quit(self) -> None:
        """Ask it to hang up and leave."""
        self._quitting = True
        self.send(messages.Quit())

    def dismiss(self) -> None:
        """End it at once; it has nothing left to do."""
        self._quitting = True
        self.kill("dismissed")

    def kill(self, why: str) -> None:
        self._why = self._why or why
        if self._process is not None and self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()

    async def wait(self) -> None:
        if self._task is not None:
            await asyncio.shield(self._task)


async def _spawn(command: Sequence[str]) -> asyncio.subprocess.Process:
    environment = dict(os.environ)
    others = environment.get("PYTHONPATH")
    environment["PYTHONPATH"] = os.pathsep.join([_ROOT, others] if others else [_ROOT])
    pipe = asyncio.subprocess.PIPE
    if sys.platform == "win32":
        import subprocess

        return await asyncio.create_subprocess_exec(
            *command, stdin=pipe, stdout=pipe, stderr=pipe, env=environment,
            limit=_STREAM_LIMIT, creationflags=subprocess.CREATE_NO_WINDOW,
        )  # fmt: skip
    return await asyncio.create_subprocess_exec(
        *command, stdin=pipe, stdout=pipe, stderr=pipe, env=environment, limit=_STREAM_LIMIT,
        # A Ctrl-C in the terminal is for the engine, which lets live calls finish.
        start_new_session=True,
    )  # fmt: skip
