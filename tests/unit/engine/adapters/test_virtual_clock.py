import asyncio
import time
from datetime import UTC, datetime

import pytest

from engine.adapters.simulated.clock import VirtualClock
from engine.adapters.system_clock import SystemClock


def test_a_day_passes_at_once() -> None:
    clock = VirtualClock(datetime(2026, 1, 1, tzinfo=UTC))
    began = time.monotonic()
    clock.run(clock.sleep(24 * 3600))
    assert clock.now() == datetime(2026, 1, 2, tzinfo=UTC)
    assert clock.monotonic() == 24 * 3600
    assert time.monotonic() - began < 60


def test_sleepers_wake_in_time_order_and_see_their_own_moment() -> None:
    clock = VirtualClock()
    woken: list[tuple[float, float]] = []

    async def sleeper(seconds: float) -> None:
        await clock.sleep(seconds)
        woken.append((seconds, clock.monotonic()))

    async def main() -> None:
        await asyncio.gather(*(sleeper(s) for s in (3.0, 0.5, 100.0, 0.25)))

    clock.run(main())
    assert woken == [(s, s) for s in (0.25, 0.5, 3.0, 100.0)]


def test_time_stands_still_while_anything_is_ready() -> None:
    clock = VirtualClock()

    async def main() -> list[float]:
        timer = asyncio.ensure_future(clock.sleep(0.001))
        moments = []
        for _ in range(500):
            await asyncio.sleep(0)
            moments.append(clock.monotonic())
        await timer
        return moments

    assert set(clock.run(main())) == {0.0}


def test_timeouts_of_asyncio_run_on_virtual_time() -> None:
    clock = VirtualClock()

    async def main() -> None:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(3600):
                await asyncio.Event().wait()

    clock.run(main())
    assert clock.monotonic() == pytest.approx(3600)


def test_work_in_another_thread_costs_no_virtual_time() -> None:
    clock = VirtualClock()

    async def main() -> float:
        timer = asyncio.ensure_future(clock.sleep(5))
        await asyncio.to_thread(time.sleep, 0.05)
        moment = clock.monotonic()
        assert not timer.done()
        await timer
        return moment

    assert clock.run(main()) == 0.0
    assert clock.monotonic() == 5.0


def test_hold_lets_time_stand_still_for_foreign_threads() -> None:
    clock = VirtualClock()

    async def main() -> float:
        timer = asyncio.ensure_future(clock.sleep(5))
        done = asyncio.Event()
        loop = asyncio.get_running_loop()
        import threading

        worker = threading.Timer(0.05, lambda: loop.call_soon_threadsafe(done.set))
        worker.start()
        with clock.hold():
            await done.wait()
        moment = clock.monotonic()
        await timer
        worker.join()
        return moment

    assert clock.run(main()) == 0.0


async def test_it_refuses_a_loop_of_real_time() -> None:
    with pytest.raises(RuntimeError, match="its own loop"):
        await VirtualClock().sleep(1)


async def test_the_system_clock_is_the_real_one() -> None:
    clock = SystemClock()
    before, began = datetime.now(UTC), clock.monotonic()
    await clock.sleep(0.02)
    assert clock.monotonic() - began >= 0.019
    assert before <= clock.now() <= datetime.now(UTC)
