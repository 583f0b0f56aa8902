"""``SimulatedTelephony``: the telephony port without a network.

Deterministic for one seed and one virtual clock, so that a whole campaign can be run thousands of
times faster than life, the same way every time.
"""

import asyncio
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path

from engine.adapters.simulated.call import SimulatedCall
from engine.adapters.simulated.incoming import SimulatedIncomingCall
from engine.adapters.simulated.message import MessageOrder
from engine.adapters.simulated.subscribers import Subscriber, Subscribers
from engine.domain.disposition import HangupBy
from engine.domain.hangup_cause import HangupCause
from engine.domain.hearing import Hearing, SuperviseMode
from engine.domain.trunk import Trunk, TrunkStatus
from engine.errors import BugError
from engine.ports.clock import Clock
from engine.ports.telephony import (
    DIRECT,
    CallEnded,
    CallId,
    IncomingCall,
    IncomingCallRefused,
    LineFigures,
    PlaceCall,
    TelephonyEvent,
    TrunkStatusChanged,
    WorkerLost,
)


class SimulatedTelephony:
    """Fulfils engine.ports.telephony.Telephony."""

    def __init__(self, clock: Clock, subscribers: Subscribers | None = None) -> None:
        self.subscribers = subscribers if subscribers is not None else Subscribers()
        #: Every call ever placed, in order: the network's own account.
        self.placed: list[PlaceCall] = []
        self.most_at_once = 0
        #: Calls whose recording was paused, and whether it still is.
        self.paused: dict[CallId, bool] = {}
        self._clock = clock
        self._on_event: Callable[[TelephonyEvent], None] | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._calls: dict[CallId, SimulatedCall] = {}
        self._hearing = Hearing()
        self._digits: dict[CallId, str] = {}
        self._trunks: dict[int, Trunk] = {}
        self._failed: set[int] = set()
        self._came_in = 0
        self._undelivered = 0
        self._idle = asyncio.Event()

    async def start(self, on_event: Callable[[TelephonyEvent], None]) -> None:
        self._on_event = on_event
        self._loop = asyncio.get_running_loop()

    async def stop(self) -> None:
        for call in list(self._calls.values()):
            call.hang_up(HangupCause.ORIGINATOR_CANCEL)
        while self._calls or self._undelivered:
            self._idle.clear()
            await self._idle.wait()
        self._on_event = None

    def set_trunks(self, trunks: Sequence[Trunk]) -> None:
        old, self._trunks = self._trunks, {trunk.id: trunk for trunk in trunks}
        for trunk in trunks:
            if old.get(trunk.id) != trunk and trunk.id not in self._failed:
                self._emit(TrunkStatusChanged(trunk.id, TrunkStatus.READY, self._clock.now()))

    def prepare(self, lines: int) -> None:
        """There is always room."""

    def figures(self) -> LineFigures:
        """There are no workers."""
        return LineFigures(0, 0, len(self._calls), len(self._calls), 0, 0)

    def place_call(self, request: PlaceCall) -> None:
        if request.call_id in self._calls:
            raise BugError(f"call {request.call_id} is placed twice")
        self.placed.append(request)
        direct = request.trunk_id == DIRECT and bool(request.address)
        if not direct and (
            request.trunk_id not in self._trunks or request.trunk_id in self._failed
        ):
            now = self._clock.now()
            known = request.trunk_id in self._trunks
            self._emit(
                CallEnded(
                    request.call_id, now, None, None, None, HangupCause.NETWORK_OUT_OF_ORDER,
                    HangupBy.NETWORK, "the trunk has failed" if known else "no such trunk",
                )
            )  # fmt: skip
            return
        subscriber = self.subscribers.called(request.address or request.number)
        self._calls[request.call_id] = SimulatedCall(
            request, subscriber, self._clock, self._emit, self._over
        )
        self.most_at_once = max(self.most_at_once, len(self._calls))

    def ring(self, call_id: CallId) -> None:
        if isinstance(call := self._calls.get(call_id), SimulatedIncomingCall):
            call.rings = True

    def answer(self, call_id: CallId, *, max_call_s: float = 600.0,
               rtp_timeout_s: float = 30.0) -> None:  # fmt: skip
        if isinstance(call := self._calls.get(call_id), SimulatedIncomingCall):
            call.answer(max_call_s, rtp_timeout_s)

    def reject(self, call_id: CallId, cause: HangupCause) -> None:
        self.hang_up(call_id, cause)

    def hang_up(self, call_id: CallId, cause: HangupCause = HangupCause.NORMAL_CLEARING) -> None:
        if call := self._calls.get(call_id):
            call.hang_up(cause)

    def play(self, call_id: CallId, playback_id: int, files: Sequence[Path], *,
             barge_in: bool = False, loop: bool = False) -> None:  # fmt: skip
        if call := self._calls.get(call_id):
            call.play(playback_id, files, barge_in=barge_in, loop=loop)

    def stop_playback(self, call_id: CallId) -> None:
        if call := self._calls.get(call_id):
            call.stop_playback()

    def send_digits(self, call_id: CallId, digits: str) -> None:
        if call := self._calls.get(call_id):
            self._digits[call_id] = self.digits_sent(call_id) + call.send_digits(digits)

    def start_recording(self, call_id: CallId, path: Path) -> None:
        if call := self._calls.get(call_id):
            call.start_recording(path)

    def pause_recording(self, call_id: CallId, paused: bool) -> None:
        if call_id in self._calls:
            self.paused[call_id] = paused

    def record_message(self, call_id: CallId, recording_id: int, path: Path, *, max_s: float,
                       silence_s: float, stop_keys: str, beep: bool) -> None:  # fmt: skip
        if call := self._calls.get(call_id):
            order = MessageOrder(recording_id, path, max_s, silence_s, stop_keys, beep)
            call.record_message(order)

    def stop_message(self, call_id: CallId) -> None:
        if call := self._calls.get(call_id):
            call.stop_message()

    def bridge(self, call_id: CallId, other: CallId) -> None:
        if call_id in self._calls and other in self._calls:
            self._hearing.confer([call_id, other])

    def confer(self, call_ids: Sequence[CallId]) -> None:
        self._hearing.confer(call_id for call_id in call_ids if call_id in self._calls)

    def part(self, call_id: CallId) -> None:
        self._hearing.part(call_id)

    def supervise(self, listener: CallId, target: CallId, mode: SuperviseMode) -> None:
        if listener in self._calls and target in self._calls:
            self._hearing.supervise(listener, target, mode)

    # --- what befalls the network ---

    def fail_trunk(self, trunk_id: int, detail: str = "", retry_s: float = 30.0) -> None:
        """Every call over it fails from now on; live ones go on."""
        self._failed.add(trunk_id)
        now = self._clock.now()
        retry_at = now + timedelta(seconds=retry_s)
        self._emit(TrunkStatusChanged(trunk_id, TrunkStatus.FAILED, now, detail, retry_at))

    def restore_trunk(self, trunk_id: int) -> None:
        self._failed.discard(trunk_id)
        self._emit(TrunkStatusChanged(trunk_id, TrunkStatus.READY, self._clock.now()))

    def ring_in(self, trunk_id: int, caller: str, called: str,
                person: Subscriber | None = None) -> CallId:  # fmt: skip
        """Somebody rings us, and behaves so once he is answered; the call's id, "" where the
        trunk carries no such calls."""
        trunk, now = self._trunks.get(trunk_id), self._clock.now()
        if trunk is None or trunk.accepts is None:
            self._emit(IncomingCallRefused(trunk_id, now, caller, called))
            return ""
        self._came_in += 1
        call_id = f"in-{self._came_in}"
        self._calls[call_id] = SimulatedIncomingCall(
            PlaceCall(call_id, trunk_id, caller), person or Subscriber(hang_up_after_quiet_s=3.0),
            self._clock, self._emit, self._over,
        )  # fmt: skip
        self._emit(IncomingCall(call_id, trunk_id, now, caller, called))
        return call_id

    def heard_by(self, call_id: CallId) -> frozenset[CallId]:
        """The calls that it hears now: answered ones, if it is answered itself."""
        answered = {one for one, call in self._calls.items() if call.answered}
        return (
            self._hearing.voices().get(call_id, frozenset()) & answered
            if (call_id in answered)
            else frozenset()
        )

    def digits_sent(self, call_id: CallId) -> str:
        """What the subscriber of that call has heard of our keys, also after its end."""
        return self._digits.get(call_id, "")

    def lose_worker(self, call_ids: Sequence[CallId], worker: str = "simulated") -> None:
        """These calls end as if the worker that held them had died."""
        lost = [call for call in map(self._calls.get, call_ids) if call is not None]
        for call in lost:
            call.interrupt()
        self._emit(WorkerLost(worker, self._clock.now(), len(lost), "killed"))

    # --- events ---

    def _over(self, call: SimulatedCall) -> None:
        del self._calls[call.request.call_id]
        self._hearing.forget(call.request.call_id)

    def _emit(self, event: TelephonyEvent) -> None:
        """Events never come while a command of the port is still running."""
        if self._loop is not None:
            self._undelivered += 1
            self._loop.call_soon(self._deliver, event)

    def _deliver(self, event: TelephonyEvent) -> None:
        self._undelivered -= 1
        try:
            if self._on_event is not None:
                self._on_event(event)
        finally:
            self._idle.set()
