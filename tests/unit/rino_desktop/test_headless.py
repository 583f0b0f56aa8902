"""What signals ask of an engine without a screen, and what its service manager hears."""

import asyncio
import os
import signal
from typing import Any

import pytest

from engine.service import runner as runners
from rino_desktop import headless
from rino_desktop.service_manager import ServiceManager


class Manager(ServiceManager):
    def __init__(self) -> None:
        super().__init__({})
        self.heard: list[str] = []

    def _tell(self, message: str) -> None:
        self.heard.append(message)


class Runner:
    """Two talks that go on until nobody has patience any more."""

    live_calls = 2
    grace_left_s = 1740.0

    def __init__(self, _parts: object) -> None:
        self.ready = asyncio.Event()
        self.asked: list[float | None] = []

    def request_stop(self, grace_s: float | None = None) -> None:
        self.asked.append(grace_s)

    async def run(self, *, until_done: bool) -> None:
        self.ready.set()
        for number in (signal.SIGUSR1, signal.SIGUSR1, signal.SIGTERM):
            os.kill(os.getpid(), number)
            await asyncio.sleep(0.02)
        assert self.asked == [1800.0, None]


def test_before_an_upgrade_it_ends_after_the_last_call(monkeypatch: pytest.MonkeyPatch) -> None:
    """systemd, which would give it 90 s only, does not hear of a stop before there is one."""
    monkeypatch.setattr(runners, "EngineRunner", Runner)
    manager, parts = Manager(), Any
    asyncio.run(headless._run(parts, manager, 1800.0, until_done=False))  # type: ignore[arg-type]
    assert manager.heard == [
        "READY=1",
        "STATUS=No new calls. It ends after the last live one: 2 now, 29 min at most.",
        "STOPPING=1",
    ]
