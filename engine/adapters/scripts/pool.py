"""The engine's end of the processes that run registered functions."""

import asyncio
import contextlib
import logging
import os
from collections.abc import Mapping, Sequence
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import engine
from engine.adapters.scripts import wire
from engine.errors import KnownError
from engine.ports.scripts import ENTRY_POINT_GROUP
from engine.python_command import python_command
from engine.scheme.values import Value

log = logging.getLogger(__name__)

#: Where this very code is found, in a checkout or in an installed wheel.
_ROOT = str(Path(engine.__file__).resolve().parents[1])
#: ``-P``: what lies in the current folder must not become part of the worker.
_COMMAND = (*python_command(), "-P", "-m", "engine.adapters.scripts.worker")


class ScriptPool:
    """``workers``: so many functions may run at once; more wait, and their time runs. Processes
    are started when they are needed first. Belongs to one event loop."""

    def __init__(self, workers: int = 4) -> None:
        self._free = asyncio.Semaphore(workers)
        self._idle: list[_Worker] = []
        self._busy: set[_Worker] = set()
        self._names: frozenset[str] | None = None
        self._closed = False

    def names(self) -> Sequence[str]:
        return sorted(self._known())

    def _known(self) -> frozenset[str]:
        if self._names is None:
            self._names = frozenset(entry.name for entry in entry_points(group=ENTRY_POINT_GROUP))
        return self._names

    async def run(
        self, script: str, arguments: Mapping[str, Value], timeout_s: float
    ) -> Mapping[str, Value]:
        if script not in self._known():
            raise KnownError(
                "There is no script “{script}”.",
                mend="Install the plug-in that brings it; there are: {known}.",
                script=script,
                known=", ".join(sorted(self._known())) or "–",
            )
        try:
            async with asyncio.timeout(timeout_s):
                async with self._free:
                    answer = await self._run({"script": script, "arguments": dict(arguments)})
        except TimeoutError:
            raise KnownError(
                "The script “{script}” was stopped after {seconds} s.",
                script=script,
                seconds=f"{timeout_s:g}",
            ) from None
        except (OSError, EOFError, ValueError) as error:
            raise KnownError(
                "The script “{script}” failed: {reason}.", script=script, reason=error
            ) from error
        if "values" not in answer:
            raise KnownError(
                "The script “{script}” failed: {reason}.",
                script=script,
                reason=answer.get("error", "?"),
            )
        values: dict[str, Value] = answer["values"]
        return values

    async def _run(self, message: Mapping[str, Any]) -> dict[str, Any]:
        if self._closed:
            raise EOFError("the engine ends")
        worker = self._idle.pop() if self._idle else _Worker()
        self._busy.add(worker)
        try:
            answer = await worker.ask(message)
        except BaseException:
            # Whatever it is doing, it must not answer the next question with this one's answer.
            worker.kill()
            raise
        finally:
            self._busy.discard(worker)
        if self._closed:
            worker.kill()
        else:
            self._idle.append(worker)
        return answer

    async def close(self) -> None:
        self._closed = True
        workers = [*self._idle, *self._busy]
        self._idle.clear()
        for worker in workers:
            worker.kill()
        for worker in workers:
            await worker.gone()


class _Worker:
    """One process. ``ask`` raises OSError, EOFError or ValueError when it does not answer."""

    def __init__(self) -> None:
        self._process: asyncio.subprocess.Process | None = None
        self._words: asyncio.Task[None] | None = None
        self._last_words = ""

    async def ask(self, message: Mapping[str, Any]) -> dict[str, Any]:
        process = self._process or await self._start()
        assert process.stdin is not None
        process.stdin.write(wire.encode(message))
        await process.stdin.drain()
        return await self._read(process)

    async def _start(self) -> asyncio.subprocess.Process:
        path = os.pathsep.join(filter(None, (_ROOT, os.environ.get("PYTHONPATH", ""))))
        self._process = process = await asyncio.create_subprocess_exec(
            *_COMMAND,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            limit=wire.LONGEST,
            env={**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1"},
        )
        self._words = asyncio.ensure_future(self._listen(process))
        await self._read(process)
        return process

    async def _read(self, process: asyncio.subprocess.Process) -> dict[str, Any]:
        assert process.stdout is not None
        line = await process.stdout.readline()
        if not line.endswith(b"\n"):
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(1.0):
                    await process.wait()
            raise EOFError(f"its process ended ({process.returncode}) {self._last_words}".strip())
        return wire.decode(line)

    async def _listen(self, process: asyncio.subprocess.Process) -> None:
        """What functions print goes to the log; unread it would stop them one day."""
        assert process.stderr is not None
        with contextlib.suppress(OSError):
            while True:
                try:
                    line = await process.stderr.readline()
                except ValueError:  # a line longer than the limit: the next may be shorter
                    continue
                if not line:
                    return
                self._last_words = line.decode(errors="replace").strip()[:300]
                log.info("script: %s", self._last_words)

    def kill(self) -> None:
        if self._process is not None and self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()

    async def gone(self) -> None:
        if self._process is not None:
            await self._process.wait()
        if self._words is not None:
            await self._words
