"""Timers of the port's clock: order, cancelling, and a failing callback that stops nobody."""

import asyncio
import time

import pytest

from engine.adapters.simulated.clock import VirtualClock
from engine.service.timers import Timers


class RealClock:
    def monotonic(self) -> float:
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


@pytest.fixture
async def setting():
    errors: list[BaseException] = []
    return Timers(RealClock(), errors.append), errors  # type: ignore[arg-type]


def test_they_fire_in_order_of_their_times_not_of_their_setting():
    clock = VirtualClock()
    fired: list[str] = []

    async def set_them() -> None:
        timers = Timers(clock, lambda error: None)
        done = asyncio.Event()
        timers.call_later(0.06, lambda: (fired.append("late"), done.set()))
        await asyncio.sleep(0.01)  # the loop sleeps for the late one already
        timers.call_later(0.02, lambda: fired.append("early"))
        await asyncio.wait_for(done.wait(), 5)

    clock.run(set_them())
    assert fired == ["early", "late"]


async def test_a_cancelled_one_does_not_fire(setting):
    timers, _ = setting
    fired: list[int] = []
    done = asyncio.Event()
    handle = timers.call_later(0.01, lambda: fired.append(1))
    timers.call_later(0.03, done.set)
    handle.cancel()
    await asyncio.wait_for(done.wait(), 5)
    assert fired == []


async def test_a_failing_callback_is_reported_and_the_others_go_on(setting):
    timers, errors = setting
    done = asyncio.Event()

    def fail() -> None:
        raise RuntimeError("node without a port")

    timers.call_later(0.01, fail)
    timers.call_later(0.02, done.set)
    await asyncio.wait_for(done.wait(), 5)
    assert [str(e) for e in errors] == ["node without a port"]
