"""A line worker: calls over trunks, by the orders of the engine's pool."""

import contextlib
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import pjsua2 as pj

from engine.adapters.pjsip import messages
from engine.adapters.pjsip.call_outcome import Outcome
from engine.adapters.pjsip.call_sound import CallSound
from engine.adapters.pjsip.capacity import discover_capacity
from engine.adapters.pjsip.doorbell import Doorbell
from engine.adapters.pjsip.exchange import Exchange
from engine.adapters.pjsip.incoming_call import SHORTEST_S, IncomingCall
from engine.adapters.pjsip.line_call import LineCall
from engine.adapters.pjsip.line_endpoint import KEEP_ALIVE_S, LineEndpoint, TrunkAccount
from engine.adapters.pjsip.worker_loop import BEAT_S, WorkerLoop
from engine.domain.disposition import HangupBy
from engine.domain.hangup_cause import HangupCause

#: A player may still be inside a callback of the media clock for a moment after it was parted.
_GRAVE_S = 0.2
#: How long a leaving worker waits for the far ends to answer its BYEs and CANCELs.
_FAREWELL_S = 2.0
_ETOOMANY = 70010
_EINVALIDURI = 171039


class LineWorker(WorkerLoop):
    def __init__(self, out: BinaryIO, scratch: str, capacity: int, log_level: int) -> None:
        super().__init__(out, LineEndpoint(log_level))
        #: Stands for a trunk: this is where people ring.
        self._front = False
        self._bell = Doorbell()
        self.scratch = scratch
        self.capacity = capacity or discover_capacity(self.endpoint.raw)
        self._calls: dict[str, LineCall] = {}
        self.exchange = Exchange(self.sound_of, self.endpoint.clock_rate)
        #: Calls that it is too early to dial, each with what else was ordered for it.
        self._undialled: dict[str, list[Any]] = {}
        self._last_dialled = -messages.CALL_SPACING_S
        #: Ended by us, their last transaction still under way.
        self._leaving: list[LineCall] = []
        self._unwanted: set[Any] = set()
        self._orders |= {
            messages.UseTrunk: self._use_trunk,
            messages.DropTrunk: lambda order: self.endpoint.drop_trunk(order.trunk_id),
            messages.ProbeTrunk: self._probe_trunk,
            messages.Dial: self._dial,
            messages.Ring: lambda order: self._came_in(order, IncomingCall.ring),
            messages.Answer: lambda order: self._came_in(order, lambda call: call.answer(order)),
            messages.HangUp: self._hang_up,
            messages.GiveUpSilent: self._give_up_silent,
            messages.Play: lambda order: self._sound(order, lambda sound: sound.play(order)),
            messages.StopPlayback: lambda order: self._sound(order, CallSound.stop_playback),
            messages.SendDigits: lambda order: self._sound(
                order, lambda sound: sound.send_digits(order.digits)
            ),
            messages.Record: lambda order: self._sound(
                order, lambda sound: sound.record(Path(order.path))
            ),
            messages.PauseRecording: lambda order: self._sound(
                order, lambda sound: sound.pause_recording(order.paused)
            ),
            messages.RecordMessage: lambda order: self._sound(
                order, lambda sound: sound.record_message(order)
            ),
            messages.StopMessage: lambda order: self._sound(order, CallSound.stop_message),
            messages.Hear: lambda order: self.exchange.hear(order),
            messages.Send: lambda order: self.exchange.send(order),
        }

    def _voice_port(self) -> int:
        return self.exchange.port

    def _has_calls(self) -> bool:
        return bool(self._calls or self._leaving)

    def take(self, order: Any) -> None:
        super().take(order)
        self._bell.ring()

    def _wait_idle(self) -> None:
        """Where people may ring they are waited for, and the bell tells of orders; where it can
        hang nowhere (TCP, TLS) an order may take a moment (50 ms)."""
        if not self._front:
            super()._wait_idle()
            return
        if not self.commands:
            nap = self._nap(BEAT_S) if self._bell.hangs else self._nap()
            self.endpoint.handle_events(int(1000 * nap))
        self.wake.clear()

    def _each_turn(self) -> None:
        if self._leaving:
            self._look_at_leaving()

    # -- trunks --------------------------------------------------------------------------------

    def _use_trunk(self, order: messages.UseTrunk) -> None:
        if order.front:
            self._front = True
            self._bell.take_down()
        try:
            account = self.endpoint.use_trunk(order, self)
        except pj.Error as error:
            self.report(messages.TrunkBroken(order.trunk_id, error.reason))
        except (OSError, ValueError) as error:
            self.report(messages.TrunkBroken(order.trunk_id, str(error)))
        else:
            if order.front and order.transport == "udp":
                self._bell.hang(self.endpoint.port_of(account))
            if order.public_address and order.transport == "udp" and not order.register:
                self.after(KEEP_ALIVE_S, lambda: self._keep_alive(account))

    def _keep_alive(self, account: TrunkAccount) -> None:
        """Behind a NAT the far end's BYE finds this process only while packets keep its mapping
        open; the library does that for registered accounts alone."""
        if self.endpoint.accounts.get(account.trunk.trunk_id) is not account:
            return
        if self._calls:
            with contextlib.suppress(pj.Error):
                self.endpoint.ask(account)
        self.after(KEEP_ALIVE_S, lambda: self._keep_alive(account))

    def _probe_trunk(self, order: messages.ProbeTrunk) -> None:
        account = self.endpoint.accounts.get(order.trunk_id)
        if account is None:
            return
        try:
            if account.trunk.register:
                account.setRegistration(True)
            else:
                self.endpoint.ask(account)
        except pj.Error as error:
            self.report(messages.TrunkAnswer(order.trunk_id, False, 0, error.reason))

    def on_registration(
        self, account: TrunkAccount, code: int, reason: str, expires: int, status: int
    ) -> None:
        good = 200 <= code < 300 and status == 0 and expires > 0
        account.registered = good
        if self._quit:
            return
        answered = code if code < 600 else 0
        detail = f"{code} {reason}"
        self.report(messages.TrunkAnswer(account.trunk.trunk_id, good, answered, detail))

    def on_options_answer(self, account: TrunkAccount, code: int, answered: bool) -> None:
        # Any answer, even a refusal, shows that somebody is there.
        trunk_id = account.trunk.trunk_id
        detail = f"{code} to OPTIONS" if answered else "no answer to OPTIONS"
        good = answered and code != 503
        self.report(messages.TrunkAnswer(trunk_id, good, code if answered else 0, detail))

    def on_incoming_call(self, account: TrunkAccount, call: Any, caller: str, called: str) -> None:
        self._unwanted.add(call)
        self.after(SHORTEST_S, lambda: self._turn_away(call))
        trunk_id = account.trunk.trunk_id
        self.report(messages.Refused(trunk_id, time.time(), caller, called))

    def _turn_away(self, call: Any) -> None:
        if call not in self._unwanted:
            return  # he has hung up
        answer = pj.CallOpParam()
        answer.statusCode = 480
        try:
            call.answer(answer)
        except pj.Error as error:
            self.log(f"incoming call: {error.reason}")
            self._unwanted.discard(call)

    def on_incoming_call_over(self, call: Any) -> None:
        self._unwanted.discard(call)

    def take_in(self, account: TrunkAccount, pj_id: int, message: str) -> None:
        """A call that comes in where they are carried; from inside the library's callback."""
        call = IncomingCall(account, message, self, pj_id)
        self._calls[call.call_id] = call
        self.endpoint.happened.append(call.begin)

    def _came_in(self, order: Any, action: Callable[[IncomingCall], None]) -> None:
        call = self._calls.get(order.call_id)
        if isinstance(call, IncomingCall):
            action(call)

    # -- calls ---------------------------------------------------------------------------------

    def sound_of(self, call_id: str) -> CallSound | None:
        """None: no such call, or it is over for us."""
        call = self._calls.get(call_id)
        return call.sound if call is not None else None

    def _sound(self, order: Any, action: Callable[[CallSound], None]) -> None:
        sound = self.sound_of(order.call_id)
        if sound is not None:
            action(sound)

    def _obey(self, order: Any) -> None:
        undialled = self._undialled.get(getattr(order, "call_id", ""))
        if undialled is None:
            super()._obey(order)
        elif isinstance(order, messages.HangUp):
            self._not_dialled(order.call_id, order.cause, "")
        else:
            undialled.append(order)

    def _dial(self, order: messages.Dial) -> None:
        if self._dials_too_early():
            self._undialled[order.call_id] = []
            self._dial_later(order)
        else:
            self._dial_now(order)

    def _dials_too_early(self) -> bool:
        return time.monotonic() < self._last_dialled + messages.CALL_SPACING_S

    def _dial_later(self, order: messages.Dial) -> None:
        early_s = self._last_dialled + messages.CALL_SPACING_S - time.monotonic()
        self.after(early_s, lambda: self._dial_due(order))

    def _dial_due(self, order: messages.Dial) -> None:
        if order.call_id not in self._undialled:
            return  # nobody wants it any more
        if self._dials_too_early():
            self._dial_later(order)
            return
        later = self._undialled.pop(order.call_id)
        self._dial_now(order)
        for each in later:
            self._obey(each)

    def _not_dialled(self, call_id: str, cause: str, detail: str) -> None:
        del self._undialled[call_id]
        by = HangupBy.SYSTEM.value
        now = time.time()
        self.report(messages.Ended(call_id, now, None, None, None, cause, by, detail, False))
        self.report(messages.Released(call_id))

    def about_to_dial(self) -> float:
        """The wall-clock time."""
        self._last_dialled = time.monotonic()
        return time.time()

    def _dial_now(self, order: messages.Dial) -> None:
        try:
            account = self._account_for(order)
        except (pj.Error, OSError, ValueError) as error:
            detail = str(getattr(error, "reason", error))
            self._failed(order, None, HangupCause.NETWORK_OUT_OF_ORDER, detail)
            return
        call = LineCall(account, order, self)
        try:
            call.dial()
        except pj.Error as error:
            call.over = True
            call.free()
            if error.status == _ETOOMANY:
                self.report(messages.Full(order.call_id))
                return
            bad = error.status == _EINVALIDURI
            cause = HangupCause.INVALID_NUMBER_FORMAT if bad else HangupCause.NETWORK_OUT_OF_ORDER
            self._failed(order, None, cause, error.reason)
            return
        self._calls[order.call_id] = call
        self.endpoint.offer_to_callers()

    def _account_for(self, order: messages.Dial) -> TrunkAccount:
        if order.trunk_id == messages.DIRECT:
            busy = {id(call.account) for call in (*self._calls.values(), *self._leaving)}
            return self.endpoint.direct(order.address, self, busy)
        account = self.endpoint.accounts.get(order.trunk_id)
        if account is None:
            raise ValueError("the trunk cannot be used")
        return account

    def _failed(
        self, order: messages.Dial, at: float | None, cause: HangupCause, detail: str
    ) -> None:
        self.report(
            messages.Ended(
                order.call_id,
                time.time(),
                at,
                None,
                None,
                cause.value,
                HangupBy.NETWORK.value,
                detail,
                False,
            )
        )
        self.report(messages.Released(order.call_id))

    def _hang_up(self, order: messages.HangUp) -> None:
        call = self._calls.get(order.call_id)
        if call is not None:
            call.end(Outcome(None, HangupCause(order.cause), HangupBy.SYSTEM))

    def _give_up_silent(self, order: messages.GiveUpSilent) -> None:
        for call in list(self._calls.values()):
            if call.order.trunk_id == order.trunk_id and not call.heard:
                call.give_up(order.detail)

    def release(self, call: LineCall) -> None:
        """The call's slot is free."""
        call.free()
        if self._calls.pop(call.call_id, None) is not None:
            self.report(messages.Released(call.call_id))

    def watch_release(self, call: LineCall) -> None:
        self._leaving.append(call)

    def _look_at_leaving(self) -> None:
        now = time.monotonic()
        free = [call for call in self._leaving if call.look(now)]
        for call in free:
            self._leaving.remove(call)
            self.release(call)
        if not any(call.cancelling for call in self._leaving):
            self.endpoint.answers.watch(False)

    # -- media ---------------------------------------------------------------------------------

    def bury(self, player: Any) -> None:
        self.after(_GRAVE_S, player.tidy)

    # -- leaving -------------------------------------------------------------------------------

    def _farewell(self) -> None:
        """BYE or CANCEL for every call, a moment for the answers, then the library's own end."""
        for call_id in list(self._undialled):
            self._not_dialled(call_id, HangupCause.INTERRUPTED.value, "engine stopped")
        for call in list(self._calls.values()):
            call.end(Outcome(None, HangupCause.INTERRUPTED, HangupBy.SYSTEM, "engine stopped"))
        accounts = list(self.endpoint.accounts.values())
        for account in accounts:
            if account.registered:
                with contextlib.suppress(pj.Error):
                    account.setRegistration(False)
        deadline = time.monotonic() + _FAREWELL_S
        while time.monotonic() < deadline or self.completion.under_way:
            self.endpoint.handle_events(10)
            while self.endpoint.happened:
                self.endpoint.happened.popleft()()
            self._look_at_leaving()
            self._run_timers()
            busy = self._calls or self._leaving or self.completion.under_way
            if not busy and not any(account.registered for account in accounts):
                break
        for call in self._calls.values():
            call.free()
        self._timers.clear()
        self._leaving.clear()
        self._calls.clear()
        self._unwanted.clear()
        self._silence = None
        self.exchange.shut()
        self.endpoint.close()
        if self._orphaned or None in self.commands:
            # The pool would have removed it; the last of its workers finds it empty.
            with contextlib.suppress(OSError):
                Path(self.scratch).rmdir()
