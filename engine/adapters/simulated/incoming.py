"""A simulated call that comes in: rings until it is answered, refused or given up."""

import asyncio
from collections.abc import Callable
from dataclasses import replace

from engine.adapters.simulated.call import NETWORK_S, SimulatedCall
from engine.adapters.simulated.subscribers import Subscriber
from engine.domain.disposition import HangupBy
from engine.domain.hangup_cause import HangupCause, sip_status_of_cause
from engine.ports.clock import Clock
from engine.ports.telephony import LONGEST_RING_S, PlaceCall, TelephonyEvent


class SimulatedIncomingCall(SimulatedCall):
    def __init__(self, request: PlaceCall, caller: Subscriber, clock: Clock,
                 emit: Callable[[TelephonyEvent], None],
                 on_over: Callable[[SimulatedCall], None]) -> None:  # fmt: skip
        self._taken = asyncio.Event()
        #: 180 was sent.
        self.rings = False
        super().__init__(request, caller, clock, emit, on_over)

    async def _ring(self) -> None:
        self._spawn(self._nobody_answers())
        if self._subscriber.gives_up_s is not None:
            self._spawn(self._give_up(self._subscriber.gives_up_s))
        await self._taken.wait()
        await self._clock.sleep(NETWORK_S)
        await self._talk()

    async def _nobody_answers(self) -> None:
        await self._clock.sleep(LONGEST_RING_S)
        if not self._taken.is_set():
            self.hang_up(HangupCause.NO_USER_RESPONSE)

    async def _give_up(self, after_s: float) -> None:
        await self._clock.sleep(after_s)
        if self._answered_at is None:
            status = None if self._taken.is_set() else 487
            self._end(status, HangupCause.ORIGINATOR_CANCEL, HangupBy.SUBSCRIBER)

    def answer(self, max_call_s: float, rtp_timeout_s: float) -> None:
        self.request = replace(self.request, max_call_s=max_call_s, rtp_timeout_s=rtp_timeout_s)
        self._taken.set()

    def hang_up(self, cause: HangupCause) -> None:
        if self._answered_at is not None:
            super().hang_up(cause)
        else:
            status = None if self._taken.is_set() else sip_status_of_cause(cause)
            self._end(status, cause, HangupBy.SYSTEM)
