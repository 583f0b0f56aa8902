"""Whoever reads figures for others to look at does not cost an engine its calls."""

import asyncio
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pytest

from engine.ports.clock import Clock
from engine.ports.storage import Database
from engine.service.figures import EngineFigures
from rino_desktop import office_figures


class _Enough(Exception):
    pass


def test_a_fault_in_reading_them_is_logged_and_the_next_look_comes(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    looks: list[float] = []

    class Spoilt:
        async def run(self, work: object) -> Any:
            raise ValueError("a row that nobody understands")

        def close(self) -> None:
            pass

    class TwoLooks:
        def now(self) -> datetime:
            return datetime(2026, 11, 30, tzinfo=UTC)

        async def sleep(self, seconds: float) -> None:
            looks.append(seconds)
            if len(looks) == 2:
                raise _Enough

    figures = EngineFigures()
    with pytest.raises(_Enough):
        asyncio.run(
            office_figures.look_for_ever(
                figures, lambda: cast(Database, Spoilt()), cast(Clock, TwoLooks()),
                {"voice": tmp_path}, lambda: 3,
            )
        )  # fmt: skip
    assert caplog.text.count("figures of the office could not be read") == 2
    assert figures.office is None
    assert (figures.spool, figures.disk_free["voice"] > 0) == (3, True)


async def test_a_folder_that_never_answers_holds_up_nothing_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A share that hangs: no second thread waits for it, and what is known of it is nothing."""
    monkeypatch.setattr(office_figures, "LOOK_WITHIN_S", 0.05)
    hangs, looked = threading.Event(), []

    def hanging() -> int:
        looked.append(1)
        hangs.wait(10.0)
        return 5

    voice, disk = office_figures.Look(hanging), office_figures.Look(lambda: 7)
    for _ in range(3):
        await office_figures._all_of([voice, disk])
        assert (voice.found, disk.found) == (None, 7)
    assert looked == [1]
    hangs.set()
    await office_figures._all_of([voice, disk])
    assert voice.found == 5
