"""``rino-desktop phone`` as somebody types it, with another telephone at the far end."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import numpy as np

from engine.domain.disposition import HangupBy
from engine.ports import softphone
from engine.ports.softphone import Account
from tests.helpers.headset import RATE, headset
from tests.helpers.telephone import Telephone, seconds_of_tones

_ROOT = Path(__file__).parents[3]


class Terminal:
    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.killed = False

    def type(self, line: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(line.encode() + b"\n")

    def kill(self) -> None:
        self._process.kill()
        self.killed = True

    async def line(self, wanted: str) -> str:
        """The next line with this in it."""
        assert self._process.stdout is not None
        async with asyncio.timeout(20):
            while line := (await self._process.stdout.readline()).decode():
                if wanted in line:
                    return line.strip()
        raise AssertionError(f"it ended before it said {wanted!r}")


@asynccontextmanager
async def terminal(
    folder: Path, *options: str, environment: Mapping[str, str] | None = None
) -> AsyncIterator[Terminal]:
    """``environment``: of a sound server; without it there is no headset."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "rino_desktop", "phone", "--user", "operator", "--bind", "127.0.0.1",
        "--lang", "en", *options, *([] if environment else ["--no-sound"]), cwd=_ROOT,
        env={**(environment or os.environ), "RINO_DATA": str(folder)},
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        here = Terminal(process)
        yield here
        assert process.stdin is not None
        process.stdin.close()
        async with asyncio.timeout(20):
            assert await process.wait() == 0 or here.killed
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def test_dials_holds_and_hangs_up_by_words(tmp_path: Path) -> None:
    async with Telephone(Account("anna", bind="127.0.0.1")) as anna, terminal(tmp_path) as ours:
        contact = anna.of(softphone.RegistrationChanged)[-1].contact
        await ours.line("rung at sip:operator@127.0.0.1:")
        ours.type("hold")
        ours.type(f"dial {contact}")
        incoming = await anna.wait(softphone.Incoming)
        await ours.line("it rings")
        anna.order(softphone.Answer(incoming.call_id))
        await ours.line("connected")
        ours.type("hold")
        await ours.line("is held")
        await anna.wait(softphone.HoldChanged, theirs=True)
        ours.type("resume")
        await ours.line("back")
        ours.type("keys 5")
        await anna.wait(softphone.KeyPressed, key="5")
        ours.type("hangup")
        await ours.line("over (normal_clearing)")
        await anna.wait(softphone.Ended)


async def test_answers_by_itself_and_tells_in_json(tmp_path: Path) -> None:
    async with (
        Telephone(Account("anna", bind="127.0.0.1")) as anna,
        terminal(tmp_path, "--answer", "--json") as ours,
    ):
        told: dict[str, Any] = json.loads(await ours.line("listening"))
        call = anna.dial(told["contact"], X_RINO_Attempt="9")
        incoming = json.loads(await ours.line("Incoming"))
        assert incoming["headers"]["X-RINO-Attempt"] == "9"
        await anna.wait(softphone.Answered, call_id=call)
        ours.type("quit")
        await anna.wait(softphone.Ended, call_id=call)


async def test_killed_it_leaves_no_call_behind(tmp_path: Path) -> None:
    """The phone process sees that nobody is there any more, and hangs up."""
    async with Telephone(Account("anna", bind="127.0.0.1")) as anna:
        async with terminal(tmp_path, "--answer", "--json") as ours:
            told = json.loads(await ours.line("listening"))
            call = anna.dial(told["contact"])
            await anna.wait(softphone.Answered, call_id=call)
            ours.kill()
        end = await anna.wait(softphone.Ended, call_id=call)
        assert end.by is HangupBy.NETWORK, "its softphone says why: nobody there has hung up"


async def test_is_heard_on_the_headset(tmp_path: Path) -> None:
    with headset(tmp_path) as server:
        async with (
            Telephone(Account("anna", bind="127.0.0.1")) as anna,
            terminal(tmp_path, "--answer", "--json", environment=server.environment) as ours,
        ):
            told = json.loads(await ours.line("listening"))
            anna.ears.say(1000)
            call = anna.dial(told["contact"])
            await anna.wait(softphone.Answered, call_id=call)
            await anna.wait_for(
                lambda: seconds_of_tones(
                    (server.heard() * 32767).astype(np.int16), [1000], RATE
                ) > 1.0
            )  # fmt: skip
            anna.order(softphone.HangUp(call))
            await ours.line("Ended")
