"""The other end of ``workstation_here``."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from engine.ports.softphone import Account

_ROOT = Path(__file__).parents[2]
PATIENCE_S = 30.0


class Workstation:
    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.told: list[dict[str, Any]] = []
        self._news = asyncio.Event()
        self.reader = asyncio.create_task(self._read())

    @property
    def pid(self) -> int:
        return self._process.pid

    async def _read(self) -> None:
        assert self._process.stdout is not None
        while line := await self._process.stdout.readline():
            if line.startswith(b"{"):
                self.told.append(json.loads(line))
                self._news.set()

    def say(self, *words: object) -> None:
        assert self._process.stdin is not None
        first, *rest = words
        plain = str(first)[0].islower()
        line = " ".join([str(first), *(str(w) if plain else json.dumps(w) for w in rest)])
        self._process.stdin.write(line.encode() + b"\n")

    async def ask(self, *words: object, wanted: str) -> Any:
        mark = len(self.told)
        self.say(*words)
        return (await self.wait(mark, **{wanted: ...}))[wanted]

    async def wait(self, mark: int = 0, **fields: object) -> dict[str, Any]:
        """The first told from ``mark`` on with these fields (... : any value)."""
        try:
            async with asyncio.timeout(PATIENCE_S):
                while True:
                    for one in self.told[mark:]:
                        if all(k in one and v in (..., one[k]) for k, v in fields.items()):
                            return one
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            raise AssertionError(f"waited in vain for {fields}: {self.told[mark:]}") from None


async def choose_device(here: Workstation, use: str, wanted: str) -> None:
    """As soon as Qt has it in its list."""
    for _ in range(400):
        if wanted in await here.ask("devices", wanted="devices"):
            break
        await asyncio.sleep(0.05)
    assert await here.ask("wish", use, wanted, wanted="wished") == [wanted]


@asynccontextmanager
async def workstation(
    folder: Path, account: Account, environment: Mapping[str, str]
) -> AsyncIterator[Workstation]:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "stderr").open("wb") as errors:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.helpers.workstation_here", folder, json.dumps(account),
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=errors,
            cwd=_ROOT, env={**environment, "QT_QPA_PLATFORM": "offscreen"},
        )  # fmt: skip
    here = Workstation(process)
    try:
        yield here
        assert process.stdin is not None
        process.stdin.close()
        async with asyncio.timeout(20):
            code = await process.wait()
        assert code == 0, (folder / "stderr").read_text()[-3000:]
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
        here.reader.cancel()
