"""The telephone in its process: the account, the calls, who hears whom."""

import time
import uuid
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any, BinaryIO

import pjsua2 as pj

from engine.adapters.pjsip.capacity import discover_capacity
from engine.adapters.pjsip.softphone import wire
from engine.adapters.pjsip.softphone.account import (
    PhoneAccount,
    PhoneEndpoint,
    caller_of,
    headers_of,
    target_uri,
)
from engine.adapters.pjsip.softphone.call import PhoneCall
from engine.adapters.pjsip.softphone.headset_port import HeadsetPort
from engine.adapters.pjsip.softphone.leg import PhoneLeg
from engine.adapters.pjsip.softphone.registration import Registration
from engine.adapters.pjsip.softphone.wiring import Wiring
from engine.adapters.pjsip.worker_loop import WorkerLoop
from engine.audio.live import CALL_RATE
from engine.audio.live.link import SoundLink
from engine.domain.disposition import HangupBy
from engine.domain.hangup_cause import HangupCause
from engine.ports import softphone

_FAREWELL_S = 2.0
_BUSY, _DECLINED = 486, 603
_UNAVAILABLE = 480
#: Of a BYE when the program is gone (Q.850: temporary failure): nobody has hung up, and who carries
#: the other end's call can give it to somebody else.
_FAULT = {"Reason": 'Q.850;cause=41;text="the workstation is gone"'}
_ETOOMANY, _EINVALIDURI = 70010, 171039


class Phone(WorkerLoop):
    endpoint: PhoneEndpoint

    def __init__(self, out: BinaryIO, log_level: int) -> None:
        super().__init__(out, PhoneEndpoint(log_level, CALL_RATE))
        self.capacity = discover_capacity(self.endpoint.raw)
        self._calls: dict[str, PhoneCall] = {}
        #: Over, their last transaction still under way.
        self._leaving: list[PhoneCall] = []
        self._conference: tuple[PhoneCall, ...] = ()
        self._with_us = True
        self._muted = False
        self.registration = Registration(self)
        self._headset = HeadsetPort()
        self._wiring = Wiring(self._headset, self.silence())
        # The headset's clock runs also while nothing is said into it.
        self.silence().startTransmit(self._headset)
        self._orders |= {
            wire.UseSound: self._use_sound,
            softphone.Register: lambda order: self.registration.register(order.account),
            softphone.Unregister: lambda _order: self.registration.unregister(),
            softphone.Dial: self._dial,
            softphone.Confer: self._confer,
            softphone.LeaveConference: lambda _order: self._leave_conference(),
            softphone.Mute: self._mute,
            softphone.Answer: self._of_call(lambda call, order: call.answer(order.headers)),
            softphone.Reject: self._of_call(self._reject),
            softphone.HangUp: self._of_call(self._hang_up),
            softphone.Hold: self._of_call(lambda call, order: call.hold(order.on)),
            softphone.Transfer: self._of_call(self._transfer),
            softphone.AttendedTransfer: self._of_call(self._attended),
            softphone.SendKeys: self._of_call(lambda call, order: call.send_keys(order.keys)),
            softphone.Record: self._of_call(
                lambda call, order: call.record.begin(Path(order.path))
            ),
            softphone.PauseRecording: self._of_call(
                lambda call, order: call.record.pause(order.on)
            ),
            softphone.StopRecording: self._of_call(lambda call, order: call.record.stop()),
        }

    def _of_call(self, action: Callable[[PhoneCall, Any], None]) -> Callable[[Any], None]:
        def obey(order: Any) -> None:
            call = self._calls.get(order.call_id)
            if call is not None:
                action(call, order)

        return obey

    def _has_calls(self) -> bool:
        return self.has_calls

    @property
    def has_calls(self) -> bool:
        return bool(self._calls or self._leaving)

    def _wait_idle(self) -> None:
        """Whoever rings is what to be quick for; a person's order may take a moment (50 ms)."""
        if not self.commands:
            self.endpoint.handle_events(int(1000 * self._nap()))
        self.wake.clear()

    def _each_turn(self) -> None:
        for call in [each for each in self._leaving if each.slot_is_free()]:
            self.release(call)

    # -- sound -----------------------------------------------------------------------------------

    def _use_sound(self, order: wire.UseSound) -> None:
        try:
            self._headset.use(SoundLink.to(order.port, order.secret))
        except (OSError, ValueError) as error:
            self.log(f"no headset: {error}")

    def microphone_late_ms(self) -> float | None:
        late = self._headset.buffer.delays_ms()
        return round(median(late), 1) if late else None

    def _mute(self, order: softphone.Mute) -> None:
        self._muted = order.on
        self.rewire()

    def rewire(self) -> None:
        self._wiring.lay(
            self._calls.values(), conference=self._conference, with_us=self._with_us,
            muted=self._muted,
        )  # fmt: skip

    # -- calls begin -----------------------------------------------------------------------------

    def on_ringing(self, account: PhoneAccount, pj_id: int, message: str) -> None:
        """Within the stack's callback."""
        call = PhoneCall(f"in-{uuid.uuid4().hex}", account, self, pj_id, incoming=True)
        self._calls[call.call_id] = call
        self.endpoint.happened.append(lambda: self._rings(call, message))

    def _rings(self, call: PhoneCall, message: str) -> None:
        if call.over:
            return
        if self.registration.wanted is None:
            call.refuse_silently(_UNAVAILABLE)  # nobody is here: nobody need know
            return
        call.ring()
        self._tell_incoming(call, message)

    def _tell_incoming(self, call: PhoneCall, message: str, replaces: str = "") -> None:
        headers = headers_of(message)
        name, address = caller_of(headers.get("From", headers.get("f", "")))
        called = message.split(" ", 2)[1] if message.count(" ") > 1 else ""
        self.report(
            softphone.Incoming(call.call_id, time.time(), address, name, called, headers, replaces)
        )

    def replaced(self, old: PhoneCall, account: PhoneAccount, pj_id: int, message: str) -> PhoneLeg:
        """Within the stack's callback: the new call is answered by the stack."""
        call = PhoneCall(f"in-{uuid.uuid4().hex}", account, self, pj_id, incoming=True)
        self._calls[call.call_id] = call
        self.endpoint.happened.append(lambda: self._tell_incoming(call, message, old.call_id))
        assert call.leg is not None
        return call.leg

    def sent_on(self, old: PhoneCall, account: PhoneAccount, target: str) -> PhoneLeg | None:
        """Within the stack's callback, which dials by itself; None: we do not let him."""
        wanted = self.registration.wanted
        if wanted is None or not wanted.takes_transfers:
            return None
        call = PhoneCall(f"on-{uuid.uuid4().hex}", account, self)
        self._calls[call.call_id] = call
        told = softphone.SentOn(old.call_id, call.call_id, target)
        self.endpoint.happened.append(lambda: self.report(told))
        return call.leg

    def _dial(self, order: softphone.Dial) -> None:
        account = self.registration.account
        if account is None or self.registration.wanted is None:
            cause = HangupCause.NETWORK_OUT_OF_ORDER
            self._not_dialled(order.call_id, cause, "the telephone has no account")
            return
        call = PhoneCall(order.call_id, account, self)
        try:
            call.dial(target_uri(order.target, account), dict(order.headers))
        except pj.Error as error:
            call.over = True
            call.free()
            cause = {
                _ETOOMANY: HangupCause.NORMAL_CIRCUIT_CONGESTION,
                _EINVALIDURI: HangupCause.INVALID_NUMBER_FORMAT,
            }.get(error.status, HangupCause.NETWORK_OUT_OF_ORDER)
            self._not_dialled(order.call_id, cause, error.reason)
            return
        self._calls[order.call_id] = call

    def _not_dialled(self, call_id: str, cause: HangupCause, detail: str) -> None:
        self.report(
            softphone.Ended(call_id, time.time(), None, None, cause, HangupBy.SYSTEM, detail)
        )

    # -- orders for one call ---------------------------------------------------------------------

    def _reject(self, call: PhoneCall, order: softphone.Reject) -> None:
        cause = HangupCause.USER_BUSY if order.busy else HangupCause.CALL_REJECTED
        call.hang_up(_BUSY if order.busy else _DECLINED, cause, HangupBy.OPERATOR)

    def _hang_up(self, call: PhoneCall, order: softphone.HangUp) -> None:
        if call.answered_at is not None:
            call.hang_up(0, HangupCause.NORMAL_CLEARING, HangupBy.OPERATOR)
        elif call.incoming:
            call.hang_up(_BUSY, HangupCause.USER_BUSY, HangupBy.OPERATOR)
        else:
            call.hang_up(0, HangupCause.ORIGINATOR_CANCEL, HangupBy.OPERATOR)

    def _transfer(self, call: PhoneCall, order: softphone.Transfer) -> None:
        if (account := self.registration.account) is not None:
            call.transfer(target_uri(order.target, account))

    def _attended(self, call: PhoneCall, order: softphone.AttendedTransfer) -> None:
        other = self._calls.get(order.other)
        if other is None or other is call or call.answered_at is None or other.answered_at is None:
            text = "both calls must have been answered"
            self.report(softphone.Failed(order.call_id, "AttendedTransfer", text))
            return
        call.transfer_to(other)

    # -- conference ------------------------------------------------------------------------------

    def _confer(self, order: softphone.Confer) -> None:
        calls = tuple(self._calls[c] for c in dict.fromkeys(order.call_ids) if c in self._calls)
        self._set_conference(calls if len(calls) > 1 else (), True)

    def _set_conference(self, calls: tuple[PhoneCall, ...], with_us: bool) -> None:
        if (calls, with_us) == (self._conference, self._with_us):
            return
        self._conference, self._with_us = calls, with_us
        self.rewire()
        told = tuple(call.call_id for call in calls)
        self.report(softphone.ConferenceChanged(told, with_us))

    def _leave_conference(self) -> None:
        calls = self._conference
        if not calls or not self._with_us:
            return
        self._set_conference(calls, False)
        if len(calls) == 2:
            # Better without us: they need not lose each other when this computer is switched off.
            # Until that is done, and where it cannot be, they talk through us.
            calls[0].transfer_to(calls[1])

    # -- calls end -------------------------------------------------------------------------------

    def gone(self, call: PhoneCall) -> None:
        """It is over for us; its slot may still be in use."""
        if self._calls.pop(call.call_id, None) is not None:
            self._leaving.append(call)
        if call in self._conference:
            left = tuple(each for each in self._conference if each is not call)
            if len(left) > 1:
                self._set_conference(left, self._with_us)
            else:
                alone = not self._with_us
                self._set_conference((), True)
                for each in left if alone else ():
                    each.hang_up(0, HangupCause.NORMAL_CLEARING, HangupBy.SYSTEM, "left alone")
        self.rewire()

    def release(self, call: PhoneCall) -> None:
        """The call's slot is free."""
        call.free()
        if call in self._leaving:
            self._leaving.remove(call)
        if not self.has_calls:
            self.registration.nothing_is_under_way()

    def _farewell(self) -> None:
        """BYE for every call, a moment for the answers, then the library's own end."""
        headers = _FAULT if self._orphaned else {}
        for call in list(self._calls.values()):
            call.hang_up(_UNAVAILABLE, HangupCause.INTERRUPTED, HangupBy.SYSTEM, "closed", headers)
        self.registration.leave()
        deadline = time.monotonic() + _FAREWELL_S
        while time.monotonic() < deadline or self.completion.under_way:
            self.endpoint.handle_events(10)
            while self.endpoint.happened:
                self.endpoint.happened.popleft()()
            self._each_turn()
            self._run_timers()
            busy = self._leaving or self.completion.under_way
            if not busy and not self.registration.is_held:
                break
        for call in self._leaving:
            call.free()
        self._timers.clear()
        self._leaving.clear()
        self._headset.use(None)
        # The library goes with the process: taking it apart piece by piece gains nothing here.
