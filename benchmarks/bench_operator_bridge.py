"""From the offer to an operator until he and the subscriber hear each other.

The subscriber waits on a line; the operator's telephone is the workstation's own (its process, its
buffers), which lifts at once. Counted is from the order to ring it until the first sound of the
other one has come at both ears: as a packet at the subscriber's, as a frame for the headset at the
operator's. Once with both calls in one line worker, once with the subscriber's worker full, so
that the sound goes from worker to worker; and once more with a telephone of bare sockets as the
operator's, which has no buffers. Yardstick of the same run: a bare INVITE to the same workstation
until its 200.

    python -m benchmarks.bench_operator_bridge
"""

import asyncio
import json
import time
from collections.abc import Callable
from statistics import median, quantiles

import numpy as np
import psutil

from benchmarks.bare_phone import BarePhone
from engine.adapters.pjsip.adapter import PjsipTelephony
from engine.ports.telephony import DIRECT, CallAnswered, CallEnded, PlaceCall, TelephonyEvent
from tests.helpers.operator_legs import Phone, phones

_ROUNDS = 60
_REACH_MS = 150
_LOUD = 500
_TALK_S = 5.0


class _Engine:
    def __init__(self) -> None:
        self.telephony = PjsipTelephony()
        self._events: dict[str, list[TelephonyEvent]] = {}
        self.on_answer: Callable[[str], None] = lambda _call_id: None
        self._count = 0

    def on_event(self, event: TelephonyEvent) -> None:
        self._events.setdefault(getattr(event, "call_id", ""), []).append(event)
        if isinstance(event, CallAnswered):
            self.on_answer(event.call_id)

    def place(self, address: str, near: str | None = None) -> str:
        self._count += 1
        call_id = f"call-{self._count}"
        self.telephony.place_call(PlaceCall(call_id, DIRECT, "", address=address, near=near))
        return call_id

    async def until(self, call_id: str, kind: type) -> None:
        async with asyncio.timeout(10):
            while not any(isinstance(event, kind) for event in self._events.get(call_id, ())):
                await asyncio.sleep(0.002)

    async def answered(self, address: str, near: str | None = None) -> str:
        call_id = self.place(address, near)
        await self.until(call_id, CallAnswered)
        return call_id

    async def end(self, call_id: str) -> None:
        self.telephony.hang_up(call_id)
        await self.until(call_id, CallEnded)


class _Ear:
    """When the operator's headset gets its first sound."""

    def __init__(self, phone: Phone) -> None:
        self._ears = phone.telephone.ears
        self.mark = 0

    def heard_at(self) -> float | None:
        """``time.perf_counter``; None: nothing but silence since ``mark``."""
        for sound, at in zip(self._ears._frames[self.mark :], self._ears.came_at[self.mark :],
                             strict=False):  # fmt: skip
            if np.abs(np.frombuffer(sound, np.int16)).max(initial=0) > _LOUD:
                return at
        return None

    def again(self) -> None:
        self.mark = self._ears.mark


async def _rounds(engine: _Engine, subscriber: BarePhone, call_id: str, ring: str,
                  heard_at: Callable[[], float | None], again: Callable[[], None],
                  early: bool) -> dict[str, object]:  # fmt: skip
    """``early``: the two are bridged with the offer, else when the operator has lifted."""
    leg = subscriber.newest
    assert leg is not None
    took: list[float] = []
    to_operator: list[float] = []
    answer: list[float] = []
    for _ in range(_ROUNDS):
        await asyncio.sleep(0.15)
        leg.heard_at = None
        again()
        begun = time.perf_counter()
        placed = engine.place(ring, call_id)

        def lifted(who: str, placed: str = placed, begun: float = begun) -> None:
            if who == placed:
                answer.append(time.perf_counter() - begun)
                if not early:
                    engine.telephony.bridge(call_id, placed)

        engine.on_answer = lifted
        if early:
            engine.telephony.bridge(call_id, placed)
        async with asyncio.timeout(5):
            while (at := heard_at()) is None or leg.heard_at is None:
                await asyncio.sleep(0.005)
        took.append(max(at, leg.heard_at) - begun)
        to_operator.append(at - begun)
        await engine.end(placed)
    return {
        "median_ms": _ms(median(took)),
        "p95_ms": _ms(quantiles(took, n=20)[-1]),
        "answered_median_ms": _ms(median(answer)),
        "operator_hears_median_ms": _ms(median(to_operator)),
    }


async def _cost(engine: _Engine, subscriber: BarePhone, operator: BarePhone,
                call_id: str) -> dict[str, object]:  # fmt: skip
    """A talk of both bare telephones: processor time of both workers, and frames that are missing
    in a tone that never stops."""
    leg = subscriber.newest
    assert leg is not None
    other = await engine.answered(operator.address, call_id)
    engine.telephony.bridge(call_id, other)
    await asyncio.sleep(0.5)
    workers = [p for p in psutil.Process().children() if "--scratch" in p.cmdline()]
    before = sum(sum(p.cpu_times()[:2]) for p in workers)
    frames, loud, begun = leg.frames, leg.loud_frames, time.perf_counter()
    await asyncio.sleep(_TALK_S)
    passed = time.perf_counter() - begun
    spent = sum(sum(p.cpu_times()[:2]) for p in workers) - before
    missing = (leg.frames - frames) - (leg.loud_frames - loud)
    await engine.end(other)
    return {"cores_of_all_workers": round(spent / passed, 3), "silent_frames": missing}


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 1)


async def _measure() -> dict[str, object]:
    engine = _Engine()
    with BarePhone(500) as subscriber, BarePhone(900) as bare, BarePhone(0) as others:
        async with phones(operator=900) as (operator,):
            await engine.telephony.start(engine.on_event)
            engine.telephony.prepare(8)
            call_id = await engine.answered(subscriber.address)
            ear = _Ear(operator)

            def bare_heard() -> float | None:
                return bare.newest.heard_at if bare.newest is not None else None

            def bare_again() -> None:
                bare.newest = None

            async def both(early: bool = True) -> dict[str, object]:
                return await _rounds(engine, subscriber, call_id, operator.address, ear.heard_at,
                                     ear.again, early)  # fmt: skip

            async def without_buffers() -> dict[str, object]:
                return await _rounds(engine, subscriber, call_id, bare.address, bare_heard,
                                     bare_again, early=True)  # fmt: skip

            result: dict[str, object] = {
                "benchmark": "operator_bridge",
                "rounds": _ROUNDS,
                "reach_ms": _REACH_MS,
                "same_worker": await both(),
                "same_worker_bridged_at_the_answer": await both(early=False),
                "same_worker_bare_operator": await without_buffers(),
                "same_worker_talk": await _cost(engine, subscriber, bare, call_id),
            }
            for _ in range(3):
                await asyncio.sleep(0.1)
                await engine.answered(others.address, call_id)
            result["other_worker"] = await both()
            result["other_worker_bare_operator"] = await without_buffers()
            result["other_worker_talk"] = await _cost(engine, subscriber, bare, call_id)
            rung = []
            for _ in range(_ROUNDS):
                rung.append(await asyncio.to_thread(bare.ring, operator.address))
                await asyncio.sleep(0.1)
            result["yardstick_invite_to_200_ms"] = _ms(median(rung))
            await engine.telephony.stop()
    return result


def main() -> None:
    print(json.dumps(asyncio.run(_measure())), flush=True)


if __name__ == "__main__":
    main()
