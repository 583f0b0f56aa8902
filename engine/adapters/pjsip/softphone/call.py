"""One call of the telephone, either way, from its INVITE to its last transaction."""

import contextlib
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pjsua2 as pj

from engine.adapters.pjsip import call_outcome
from engine.adapters.pjsip.call_outcome import Outcome
from engine.adapters.pjsip.line_call import clean_name, clean_value
from engine.adapters.pjsip.softphone.account import PhoneAccount, headers_of
from engine.adapters.pjsip.softphone.call_quality import CallQuality
from engine.adapters.pjsip.softphone.call_record import CallRecord
from engine.adapters.pjsip.softphone.leg import PhoneLeg
from engine.domain.disposition import HangupBy
from engine.domain.hangup_cause import HangupCause
from engine.ports import softphone

if TYPE_CHECKING:
    from engine.adapters.pjsip.softphone.phone import Phone

#: The same key by RFC 4733 and by INFO within this time is one key.
_SAME_KEY_S = 0.3
_DTMF_MS = 160
#: A re-INVITE that meets one of the far end is tried again (RFC 3261 14.1: up to 4 s).
_HOLD_AGAIN_S, _HOLD_TRIES = 0.3, 20
#: So long nothing has been answered, the far end is gone (RFC 3261: 64 × T1, and a moment).
_HOLD_S = 33.0
#: Some far ends never tell what came of a transfer.
_REFER_S = 40.0


class PhoneCall:
    def __init__(self, call_id: str, account: PhoneAccount, phone: "Phone", pj_id: int = -1,
                 *, incoming: bool = False) -> None:  # fmt: skip
        self.call_id = call_id
        self.incoming = incoming
        self.phone = phone
        self.happened = phone.endpoint.happened
        self._leg: PhoneLeg | None = PhoneLeg(account, self, pj_id)
        self.answered_at: float | None = None
        self.over = False
        self._hung_up = self._replaced = False
        self._media = pj.PJSUA_CALL_MEDIA_NONE
        self._wants_hold = False
        self._told_hold = (False, False)
        self._hold_tries = self._holds = 0
        self._answer_headers: dict[str, str] = {}
        self._last_key = ("", -1, 0.0)
        #: A number for each REFER, 0: none is under way; and what follows its end.
        self._refer = self._refers = 0
        self.partner: PhoneCall | None = None
        self.silent_limit_s = phone.registration.silent_limit_s
        self.record = CallRecord(self)
        self.quality = CallQuality(self)

    # -- for others ------------------------------------------------------------------------------

    @property
    def leg(self) -> PhoneLeg | None:
        return self._leg

    @property
    def talking(self) -> bool:
        """Answered, and neither side holds it."""
        active = self._media == pj.PJSUA_CALL_MEDIA_ACTIVE
        return active and self.answered_at is not None and not self.over and not self._wants_hold

    @property
    def early(self) -> bool:
        """The far end may be heard though it has not answered (its ringing tone)."""
        active = self._media == pj.PJSUA_CALL_MEDIA_ACTIVE
        return active and self.answered_at is None and not self.over and not self.incoming

    def port(self) -> Any:
        """On the conference bridge; None while it has none."""
        if self._leg is None or self.over:
            return None
        try:
            return self._leg.getAudioMedia(-1)
        except pj.Error:
            return None

    # -- orders ----------------------------------------------------------------------------------

    def dial(self, uri: str, headers: dict[str, str]) -> None:
        """pj.Error when the stack refuses."""
        assert self._leg is not None
        self._leg.makeCall(uri, _options(headers))

    def ring(self) -> None:
        with contextlib.suppress(pj.Error):
            options = pj.CallOpParam()
            options.statusCode = 180
            if self._leg is not None:
                self._leg.answer(options)

    def answer(self, headers: dict[str, str]) -> None:
        options = _options(headers)
        options.statusCode = 200
        self._try("Answer", lambda leg: leg.answer(options))

    def hang_up(self, code: int, cause: HangupCause, by: HangupBy, detail: str = "",
                headers: Mapping[str, str] | None = None) -> None:  # fmt: skip
        """BYE once answered, CANCEL or this refusal before."""
        if self.over or self._leg is None:
            return
        options = _options(dict(headers or {}))
        options.statusCode = code if self.answered_at is None and self.incoming else 0
        self._hung_up = True
        try:
            self._leg.hangup(options)
        except pj.Error as error:
            self.phone.log(f"call {self.call_id}: hang-up failed: {error.reason}")
        told = 200 if self.answered_at is not None else (code or None)
        self._end(time.time(), Outcome(told, cause, by, detail))

    def vanished(self, why: str) -> None:
        """The far end is gone without a word."""
        self.hang_up(0, HangupCause.RECOVERY_ON_TIMER_EXPIRE, HangupBy.NETWORK, why)

    def refuse_silently(self, code: int) -> None:
        """Nothing is told of the call."""
        options = pj.CallOpParam()
        options.statusCode = code
        self._hung_up = self.over = True
        with contextlib.suppress(pj.Error):
            if self._leg is not None:
                self._leg.hangup(options)
        self.phone.gone(self)

    def hold(self, on: bool) -> None:
        self._wants_hold, self._hold_tries = on, _HOLD_TRIES
        self._reconcile()
        self.phone.rewire()

    def _reconcile(self) -> None:
        held = self._media == pj.PJSUA_CALL_MEDIA_LOCAL_HOLD
        if self.over or self._leg is None or self.answered_at is None:
            return
        if held == self._wants_hold or self._hold_tries <= 0:
            return
        try:
            options = pj.CallOpParam(True)
            options.opt.videoCount = 0
            if self._wants_hold:
                self._leg.setHold(options)
            else:
                options.opt.flag = pj.PJSUA_CALL_UNHOLD
                self._leg.reinvite(options)
            self._hold_tries = 0
            self._holds += 1
            number = self._holds
            self.phone.after(_HOLD_S, lambda: self._hold_unanswered(number))
        except pj.Error as error:
            self._hold_tries -= 1
            if self._hold_tries:
                self.phone.after(_HOLD_AGAIN_S, self._reconcile)
            else:
                self._give_up_hold(error.reason)

    def _hold_unanswered(self, number: int) -> None:
        """The stack has given its re-INVITE up, and would leave the call as it is."""
        held = self._media == pj.PJSUA_CALL_MEDIA_LOCAL_HOLD
        if self._holds == number and held != self._wants_hold and not self.over:
            self.vanished("the far end does not answer")

    def _give_up_hold(self, why: str) -> None:
        self._wants_hold = self._media == pj.PJSUA_CALL_MEDIA_LOCAL_HOLD
        self._hold_tries = 0
        self.phone.report(softphone.Failed(self.call_id, "Hold", why))
        self.phone.rewire()

    def transfer(self, uri: str) -> None:
        self._begin_refer("Transfer", lambda leg: leg.xfer(uri, pj.CallOpParam(True)))

    def transfer_to(self, other: "PhoneCall") -> None:
        self.partner = other
        self._begin_refer(
            "AttendedTransfer", lambda leg: leg.xferReplaces(other.leg, pj.CallOpParam(True))
        )

    def _begin_refer(self, order: str, action: Any) -> None:
        if self._refer:
            self.phone.report(softphone.Failed(self.call_id, order, "one is under way already"))
            return
        self._refers += 1
        self._refer = number = self._refers
        if not self._try(order, action):
            self._refer, self.partner = 0, None
            return
        self.phone.after(_REFER_S, lambda: self._refer_silent(number))

    def _refer_silent(self, number: int) -> None:
        if self._refer == number and not self.over:
            self.referred(408, True, "the far end does not tell what came of it")

    def send_keys(self, keys: str) -> None:
        """RFC 4733 where the far end offers it, SIP INFO otherwise."""
        if self._leg is None or self.over:
            return
        method = "rfc4733"
        try:
            self._leg.dialDtmf(keys)
        except pj.Error:
            method = "info"
            info = pj.CallSendDtmfParam()
            info.method, info.duration, info.digits = pj.PJSUA_DTMF_METHOD_SIP_INFO, _DTMF_MS, keys
            if not self._try("SendKeys", lambda leg: leg.sendDtmf(info)):
                return
        self.phone.report(softphone.KeysSent(self.call_id, keys, method))

    def _try(self, order: str, action: Any) -> bool:
        if self._leg is None or self.over:
            return False
        try:
            action(self._leg)
        except pj.Error as error:
            self.phone.report(softphone.Failed(self.call_id, order, error.reason))
            return False
        return True

    # -- what happened ---------------------------------------------------------------------------

    def response(self, at: float, code: int, message: str) -> None:
        if self.over:
            return
        if self.answered_at is not None:
            if code >= 300 and code not in (401, 407, 491):
                self._give_up_hold(f"{code} to a re-INVITE")
            elif code == 491:
                self._hold_tries = _HOLD_TRIES
                self.phone.after(_HOLD_AGAIN_S, self._reconcile)
        elif 100 < code < 200:
            sound = "\nm=audio" in message
            self.phone.report(softphone.Progress(self.call_id, at, code, sound))

    def accepted(self, message: str) -> None:
        if message.startswith("SIP/2.0 2"):
            self._answer_headers = headers_of(message)

    def confirmed(self, at: float) -> None:
        if self.over or self.answered_at is not None:
            return
        self.answered_at = at
        self.quality.begin()
        self.phone.report(softphone.Answered(self.call_id, at, self._answer_headers))
        self.phone.rewire()
        self._reconcile()

    def media_changed(self, status: int) -> None:
        if self.over:
            return
        self._media = status
        self.quality.stream_changed()
        self.phone.rewire()
        theirs = status == pj.PJSUA_CALL_MEDIA_REMOTE_HOLD
        hold = (status == pj.PJSUA_CALL_MEDIA_LOCAL_HOLD, theirs)
        if hold != self._told_hold and self.answered_at is not None:
            self._told_hold = hold
            self.phone.report(softphone.HoldChanged(self.call_id, *hold))
        if (status == pj.PJSUA_CALL_MEDIA_LOCAL_HOLD) != self._wants_hold:
            self._hold_tries = _HOLD_TRIES
            self._reconcile()

    def key(self, key: str, method: int, at: float) -> None:
        if self.over or self.answered_at is None or key not in "0123456789*#ABCDabcd":
            return
        last_key, last_method, last_at = self._last_key
        self._last_key = (key, method, at)
        if key == last_key and method != last_method and at - last_at < _SAME_KEY_S:
            return
        self.phone.report(softphone.KeyPressed(self.call_id, key.upper(), at))

    def referred(self, code: int, final: bool, detail: str) -> None:
        if self.over or not self._refer:
            return
        self.phone.report(softphone.TransferProgress(self.call_id, code, final, detail))
        if not final:
            return
        self._refer = 0
        partner, self.partner = self.partner, None
        if 200 <= code < 300:
            for call in (self, partner):
                if call is not None:
                    call.hang_up(0, HangupCause.NORMAL_CLEARING, HangupBy.OPERATOR, "transferred")

    def replaced_by(self, account: PhoneAccount, pj_id: int, message: str) -> PhoneLeg:
        self._replaced = True
        return self.phone.replaced(self, account, pj_id, message)

    def sent_on(self, account: PhoneAccount, target: str) -> PhoneLeg | None:
        return self.phone.sent_on(self, account, target)

    def disconnected(self, at: float, code: int, phrase: str, message: str) -> None:
        if not self.over:
            if self._refer and self.answered_at is not None:
                # Hung up after our REFER: that is how some far ends say that it is done.
                self.referred(200, True, "the far end has gone")
            if not self.over:
                self._end(at, self._outcome(code, phrase, message))
        if not self._hung_up:
            self.phone.release(self)  # at once: the slot is free (see ``leg``)

    def _outcome(self, code: int, phrase: str, message: str) -> Outcome:
        if self._replaced:
            return Outcome(200, HangupCause.NORMAL_CLEARING, HangupBy.SUBSCRIBER, "handed on")
        if self.answered_at is not None:
            if message.startswith("BYE "):
                return call_outcome.of_bye(message)
            cause = HangupCause.RECOVERY_ON_TIMER_EXPIRE
            return Outcome(200, cause, HangupBy.NETWORK, f"{code} {phrase}")
        if self.incoming:
            cause = HangupCause.ORIGINATOR_CANCEL
            return Outcome(code, cause, HangupBy.SUBSCRIBER, f"{code} {phrase}")
        if message.startswith("SIP/2.0 "):
            return call_outcome.of_response(code, phrase, message)
        return call_outcome.of_no_response(code, phrase)

    def _end(self, at: float, outcome: Outcome) -> None:
        """Told once; a recording is completed first."""
        if self.over:
            return
        self.quality.finish()
        self.over = True
        ended = softphone.Ended(
            self.call_id, at, self.answered_at, outcome.sip_code, outcome.cause, outcome.by,
            outcome.detail,
        )  # fmt: skip
        self.record.close(lambda: self.phone.report(ended))
        self.phone.gone(self)

    def slot_is_free(self) -> bool:
        """After the end: has the stack done its last transaction?"""
        try:
            if self._leg is not None:
                self._leg.getInfo()
                return False
        except pj.Error:
            pass
        return True

    def free(self) -> None:
        """Delete the pjsua2 object now (see ``leg``)."""
        self._leg = None


def _options(headers: dict[str, str]) -> Any:
    options = pj.CallOpParam(True)
    options.opt.videoCount = 0
    for name, value in headers.items():
        header = pj.SipHeader()
        header.hName, header.hValue = clean_name(name), clean_value(value)
        options.txOption.headers.append(header)
    return options
