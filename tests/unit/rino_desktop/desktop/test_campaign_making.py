"""The wizard's check-list: only the last look at a campaign is told, and only while it is open."""

import asyncio
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, cast

import pytest
from PySide6.QtCore import QObject, Signal

from rino_desktop.desktop.campaign_making import CampaignMaking
from rino_desktop.preflight_finding import Finding, State

OLD, NEW = (Finding(code, State.OK, code, "ready") for code in ("old", "new"))


class _Lists(QObject):
    filled = Signal(str)


class _Checks:
    """Each look finds what it is told to."""

    def __init__(self) -> None:
        self.looks: list[asyncio.Future[Finding]] = []

    async def check(self, _name: str, show: Callable[..., None]) -> None:
        answer: asyncio.Future[Finding] = asyncio.get_running_loop().create_future()
        self.looks.append(answer)
        show([await answer], over=True)


class _Dialog:
    def __init__(self) -> None:
        self.shown: list[tuple[list[Finding], bool]] = []

    def show_findings(self, findings: Any, *, over: bool) -> None:
        self.shown.append((list(findings), over))


class _Bench:
    def __init__(self) -> None:
        self.checks, self.dialog = _Checks(), _Dialog()
        self.open: _Dialog | None = self.dialog
        self.lists = _Lists()
        console: Any = SimpleNamespace(window=None, lists=self.lists)
        self.making = CampaignMaking(
            console, cast(Any, self.checks), cast(Any, None), cast(Any, None),
            lambda: cast(Any, self.open),
        )  # fmt: skip

    async def look(self) -> asyncio.Task[None]:
        before = len(self.checks.looks)
        task = asyncio.ensure_future(self.making.look())
        while len(self.checks.looks) == before:
            await asyncio.sleep(0)
        return task


@pytest.fixture
def bench(qapp: object) -> _Bench:
    return _Bench()


def test_an_earlier_look_that_ends_later_is_not_told(bench: _Bench) -> None:
    async def scenario() -> None:
        tasks = [await bench.look(), await bench.look()]
        bench.checks.looks[1].set_result(NEW)
        await tasks[1]
        bench.checks.looks[0].set_result(OLD)
        await tasks[0]

    asyncio.run(scenario())
    assert bench.dialog.shown == [([], False), ([], False), ([NEW], True)]


def test_nothing_is_told_to_a_dialog_that_was_closed(bench: _Bench) -> None:
    async def scenario() -> None:
        task = await bench.look()
        bench.open = None
        bench.checks.looks[0].set_result(NEW)
        await task

    asyncio.run(scenario())
    assert bench.dialog.shown == [([], False)]
