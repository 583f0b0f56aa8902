"""One simulated call: what the port's commands and the subscriber's script make of it."""

import asyncio
import contextlib
from collections.abc import Callable, Coroutine, Sequence
from datetime import datetime
from pathlib import Path

from engine.adapters.simulated.message import MessageOrder, SimulatedMessage
from engine.adapters.simulated.sound import Recording, duration_s
from engine.adapters.simulated.subscribers import Press, Subscriber
from engine.domain.answering_machine import AnswerDetection, AnsweredBy
from engine.domain.disposition import HangupBy
from engine.domain.hangup_cause import HangupCause, cause_of_sip_status
from engine.ports.clock import Clock
from engine.ports.telephony import (
    AnswerDetected,
    CallAnswered,
    CallEnded,
    CallProgress,
    GreetingEnded,
    KeyPressed,
    MessageRecorded,
    PlaceCall,
    PlaybackEnded,
    TelephonyEvent,
)

#: Until the first provisional answer, and until a CANCEL is answered.
_NETWORK_S = 0.02
#: Final responses that a person causes rather than the network.
_BY_PERSON = frozenset({486, 600, 603, 607})


class SimulatedCall:
    """States: ringing → answered → over. ``emit`` gets the events, ``ended`` the last one."""

    def __init__(self, request: PlaceCall, subscriber: Subscriber, clock: Clock,
                 emit: Callable[[TelephonyEvent], None],
                 on_over: Callable[["SimulatedCall"], None]) -> None:  # fmt: skip
        self.request = request
        self._subscriber = subscriber
        self._clock = clock
        self._emit = emit
        self._on_over = on_over
        self._tasks: set[asyncio.Task[None]] = set()
        self._started_at = clock.now()
        self._answered_at: datetime | None = None
        self._over = False
        self._cancelled: HangupCause | None = None
        self._playback: tuple[int, bool] | None = None
        self._playing: asyncio.Task[None] | None = None
        self._playing_since = 0.0
        self._heard_s = 0.0
        self._sound_changed = asyncio.Event()
        self._recording: Recording | None = None
        self._message: SimulatedMessage | None = None
        self._recording_message: asyncio.Task[None] | None = None
        self._message_asked = asyncio.Event()
        self._spawn(self._ring())

    # --- the subscriber ---

    async def _ring(self) -> None:
        how, request = self._subscriber, self.request
        self._spawn(self._ring_timeout())
        if how.unreachable:
            return
        await self._clock.sleep(min(_NETWORK_S, how.ring_s))
        self._progress(180, early_media=False)
        ring_s = max(0.0, how.ring_s - _NETWORK_S - how.early_media_s)
        await self._clock.sleep(ring_s)
        if how.early_media_s > 0:
            self._progress(183, early_media=True)
            await self._clock.sleep(how.early_media_s)
        if how.never_answers or how.answers_cancel or self._cancelled:
            return
        if how.refuse is not None:
            cause = how.cause or cause_of_sip_status(how.refuse)
            by = HangupBy.SUBSCRIBER if how.refuse in _BY_PERSON else HangupBy.NETWORK
            self._end(how.refuse, cause, by)
            return
        self._answer()
        self._spawn(self._limit())
        self._spawn(self._behave())
        if request.detect is not None:
            self._spawn(self._detect(request.detect))
        if how.rtp_stops_after_s is not None:
            await self._clock.sleep(how.rtp_stops_after_s + request.rtp_timeout_s)
            self._end(200, HangupCause.RECOVERY_ON_TIMER_EXPIRE, HangupBy.NETWORK)

    def _progress(self, status: int, *, early_media: bool) -> None:
        if not self._cancelled:
            self._emit(CallProgress(self.request.call_id, self._clock.now(), status, early_media))

    def _answer(self) -> None:
        self._answered_at = self._clock.now()
        self._emit(CallAnswered(self.request.call_id, self._answered_at))

    async def _ring_timeout(self) -> None:
        await self._clock.sleep(self.request.ring_timeout_s)
        if self._answered_at is None:
            self.hang_up(HangupCause.NO_ANSWER)

    async def _limit(self) -> None:
        await self._clock.sleep(self.request.max_call_s)
        self._end(200, HangupCause.NORMAL_CLEARING, HangupBy.SYSTEM)

    async def _detect(self, order: AnswerDetection) -> None:
        how, call_id, limits = self._subscriber, self.request.call_id, order.limits
        silent = how.rtp_stops_after_s == 0
        after_s = limits.initial_silence_s if silent else how.detected_after_s
        after_s = min(after_s, limits.longest_s)
        await self._clock.sleep(after_s)
        who, reason = how.answered_by, "silence" if silent else "simulated"
        self._emit(AnswerDetected(call_id, who, reason, after_s))
        if who is AnsweredBy.MACHINE and order.wait_for_beep:
            over_s = min(max(how.greeting_s, after_s), limits.beep_wait_s)
            await self._clock.sleep(over_s - after_s)
            beep = how.beeps and how.greeting_s <= limits.beep_wait_s
            self._emit(GreetingEnded(call_id, beep, over_s))

    async def _behave(self) -> None:
        how = self._subscriber
        if how.hang_up_after_s is not None:
            self._spawn(self._hang_up_after(how.hang_up_after_s))
        answered = self._clock.monotonic()
        for press in how.presses:
            await self._until(press, answered)
            self._press(press.key)
        if how.hang_up_after_quiet_s is not None:
            await self._quiet(how.hang_up_after_quiet_s)
            self._end(200, HangupCause.NORMAL_CLEARING, HangupBy.SUBSCRIBER)

    async def _hang_up_after(self, seconds: float) -> None:
        await self._clock.sleep(seconds)
        self._end(200, HangupCause.NORMAL_CLEARING, HangupBy.SUBSCRIBER)

    async def _until(self, press: Press, answered: float) -> None:
        if press.after == "answer":
            await self._clock.sleep(max(0.0, answered + press.delay_s - self._clock.monotonic()))
        elif press.after == "heard":
            await self._heard(press.delay_s)
        elif press.after == "said":
            await self._said()
            await self._clock.sleep(press.delay_s)
        else:
            await self._clock.sleep(press.delay_s)

    def _press(self, key: str) -> None:
        now = self._clock.now()
        self._emit(KeyPressed(self.request.call_id, key, now))
        if self._playback is not None and self._playback[1]:
            self.stop_playback()
        if self._message is not None and key in self._message.order.stop_keys:
            self._message.end("key")

    async def _said(self) -> None:
        """Return when a message has been said; one that is being said counts."""
        while self._message is None:
            self._message_asked.clear()
            await self._message_asked.wait()
        await self._message.said.wait()

    async def _heard(self, seconds: float) -> None:
        """Return when so much has been played; playing starts and stops in the meantime."""
        while True:
            left = seconds - self._heard_now()
            if left <= 1e-9:
                return
            await self._sound(left if self._playback is not None else None)

    async def _quiet(self, seconds: float) -> None:
        """Return when so long nothing has been played, after the answer or what was played."""
        while self._busy or await self._sound(seconds):
            if self._busy:
                await self._sound(None)

    @property
    def _busy(self) -> bool:
        """Something is played to him, or he is speaking himself."""
        message = self._message
        return self._playback is not None or (message is not None and message.busy)

    async def _sound(self, at_most_s: float | None) -> bool:
        """Wait until playing starts or stops, or so long; True when it did change."""
        self._sound_changed.clear()
        changed = asyncio.ensure_future(self._sound_changed.wait())
        waits: list[asyncio.Future[object]] = [changed]  # type: ignore[list-item]
        if at_most_s is not None:
            slept = asyncio.ensure_future(self._clock.sleep(at_most_s))
            waits.append(slept)  # type: ignore[arg-type]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()
        return changed.done() and not changed.cancelled()

    def _heard_now(self) -> float:
        playing = self._playback is not None
        return self._heard_s + (self._clock.monotonic() - self._playing_since if playing else 0.0)

    # --- commands of the port ---

    def hang_up(self, cause: HangupCause) -> None:
        if self._over or self._cancelled:
            return
        if self._answered_at is not None:
            self._end(200, cause, HangupBy.SYSTEM)
            return
        self._cancelled = cause
        self._spawn(self._cancel(cause))

    async def _cancel(self, cause: HangupCause) -> None:
        await self._clock.sleep(_NETWORK_S)
        if self._subscriber.answers_cancel:
            self._answer()
            # What was answered after all was not "not answered".
            answered = HangupCause.NORMAL_CLEARING if cause is HangupCause.NO_ANSWER else cause
            self._end(200, answered, HangupBy.SYSTEM)
        elif self._subscriber.unreachable and cause is HangupCause.NO_ANSWER:
            self._end(None, HangupCause.RECOVERY_ON_TIMER_EXPIRE, HangupBy.NETWORK)
        elif self._subscriber.unreachable:
            self._end(None, cause, HangupBy.SYSTEM)
        else:
            self._end(487, cause, HangupBy.SYSTEM)

    def play(self, playback_id: int, files: Sequence[Path], *, barge_in: bool, loop: bool) -> None:
        if self._over:
            return
        self.stop_playback()
        call_id = self.request.call_id
        if self._answered_at is None:
            self._emit(PlaybackEnded(call_id, playback_id, False, "the call is not answered"))
            return
        try:
            total_s = sum(duration_s(path) for path in files)
        except (OSError, ValueError) as error:
            self._emit(PlaybackEnded(call_id, playback_id, False, str(error)))
            return
        self._playback = (playback_id, barge_in)
        self._playing_since = self._clock.monotonic()
        self._sound_changed.set()
        if self._recording is not None:
            self._recording.plays(self._clock.monotonic(), files, loop=loop)
        if not loop:
            self._playing = self._spawn(self._play_out(total_s))

    async def _play_out(self, seconds: float) -> None:
        await self._clock.sleep(seconds)
        self._playing = None
        self._playback_over(interrupted=False)

    def stop_playback(self) -> None:
        if self._playback is not None:
            self._playback_over(interrupted=True)

    def _playback_over(self, *, interrupted: bool) -> None:
        assert self._playback is not None
        self._heard_s = self._heard_now()
        playback_id, self._playback = self._playback[0], None
        self._sound_changed.set()
        if self._playing is not None:
            self._playing.cancel()
            self._playing = None
        if self._recording is not None:
            self._recording.stops(self._clock.monotonic())
        self._emit(PlaybackEnded(self.request.call_id, playback_id, interrupted))

    def send_digits(self, digits: str) -> str:
        """Those that reach the subscriber."""
        return digits if self.answered else ""

    def start_recording(self, path: Path) -> None:
        if self._answered_at is not None and not self._over and self._recording is None:
            self._recording = Recording(path, self._clock.monotonic())

    def record_message(self, order: MessageOrder) -> None:
        if self._over:
            return
        self.stop_message()
        self.stop_playback()
        if self._answered_at is None:
            self._message_over(order, 0.0, "failed", "the call is not answered")
            return
        message = SimulatedMessage(
            order, self._subscriber.message_s, self._clock, self._sound_changed.set,
            self._message_over,
        )  # fmt: skip
        self._message = message
        self._recording_message = self._spawn(message.run())
        self._message_asked.set()
        self._sound_changed.set()

    def stop_message(self) -> None:
        if self._message is not None:
            self._message.end("stopped")

    def _message_over(self, order: MessageOrder, seconds: float, reason: str, error: str) -> None:
        task, self._recording_message, self._message = self._recording_message, None, None
        if task is not None and task is not asyncio.current_task():
            task.cancel()
        self._sound_changed.set()
        call_id = self.request.call_id
        self._emit(MessageRecorded(call_id, order.recording_id, seconds, reason, error))

    def interrupt(self) -> None:
        """The worker that held this call is gone."""
        self._end(200 if self._answered_at else None, HangupCause.INTERRUPTED, HangupBy.SYSTEM)

    @property
    def answered(self) -> bool:
        return self._answered_at is not None and not self._over

    # --- the end ---

    def _end(self, status: int | None, cause: HangupCause, by: HangupBy) -> None:
        if self._over:
            return
        self._over = True
        detail = ""
        if self._recording is not None:
            with contextlib.suppress(RuntimeError):
                detail = self._recording.finish(self._clock.monotonic())
        if self._message is not None:
            with contextlib.suppress(RuntimeError):
                self._message.drop()
        own = asyncio.current_task()
        for task in self._tasks:
            if task is not own:
                task.cancel()
        self._emit(
            CallEnded(
                self.request.call_id, self._clock.now(), self._started_at, self._answered_at,
                status, cause, by, detail,
            )
        )  # fmt: skip
        self._on_over(self)

    def _spawn(self, work: Coroutine[None, None, None]) -> asyncio.Task[None]:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task
