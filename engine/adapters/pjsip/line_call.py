"""One call in a line worker, from its INVITE to its last transaction.

``hangup`` of pjsua2 tells DISCONNECTED at once and stays silent after that, so what became of a
cancelled INVITE (a 200 may cross our CANCEL) is found by looking at the call until its slot is
free (and see ``late_answers``).
"""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import pjsua2 as pj

from engine.adapters.pjsip import call_outcome, messages
from engine.adapters.pjsip.addressing import identity
from engine.adapters.pjsip.call_outcome import Outcome
from engine.adapters.pjsip.call_sound import CallSound
from engine.adapters.pjsip.leg import NEW, Leg
from engine.adapters.pjsip.line_endpoint import TrunkAccount
from engine.domain.disposition import HangupBy
from engine.domain.hangup_cause import HangupCause

if TYPE_CHECKING:
    from engine.adapters.pjsip.line_worker import LineWorker

#: Without any response for so long somebody should look whether the proxy is there at all.
_UNHEARD_S = 1.5
#: A cancelled INVITE that gets no final response is given up after so long.
_CANCEL_WAIT_S = 5.0
#: The same key by RFC 4733 and by INFO within this time is one key.
_SAME_KEY_S = 0.3


class LineCall:
    def __init__(self, account: TrunkAccount, order: messages.Dial, worker: "LineWorker",
                 pj_id: int = NEW) -> None:  # fmt: skip
        self.account = account
        self.order = order
        self.call_id = order.call_id
        self._worker = worker
        self.happened = worker.endpoint.happened
        leg = Leg(account, self, pj_id)
        self._leg: Leg | None = leg
        self._sound = CallSound(self.call_id, leg, worker)
        self.started_at: float | None = None
        self.answered_at: float | None = None
        self.heard = False
        self.hung_up = False
        self.over = False
        self._recorded: list[Callable[[], None]] = []
        self._pending: Outcome | None = None
        self._sip_call_id = ""
        self._cancel_deadline = 0.0
        self._packets = -1
        self._last_rtp = 0.0
        self._last_key = ("", -1, 0.0)

    @property
    def sound(self) -> CallSound | None:
        """What may be done with the call's sound; None once the call is over for us."""
        return self._sound if self._alive() else None

    # -- placing ---------------------------------------------------------------------------

    def dial(self) -> None:
        """Send the INVITE; pj.Error when the stack refuses."""
        order, trunk, address = self.order, self.account.trunk, self.account.address
        self._worker.endpoint.offer_codecs(trunk.codecs)
        who = identity(trunk.user, order.caller_id, trunk.caller_id_in, address.host_port)
        options = pj.CallOpParam(True)
        options.opt.videoCount = 0
        options.txOption.localUri = who.from_uri
        for name, value in (*who.headers, *order.headers.items()):
            header = pj.SipHeader()
            header.hName, header.hValue = clean_name(name), clean_value(value)
            options.txOption.headers.append(header)
        assert self._leg is not None
        self.started_at = self._worker.about_to_dial()
        target = order.address or address.uri(order.user_part, trunk.transport)
        self._leg.makeCall(target, options)
        self._worker.report(messages.Started(self.call_id, self.started_at))
        self._worker.after(order.ring_timeout_s, self._ring_timeout)
        self._worker.after(_UNHEARD_S, self._unheard)
        self._worker.after(order.silence_s, self._silence_timeout)

    def _alive(self) -> bool:
        return not self.hung_up and not self.over

    def _unheard(self) -> None:
        if self._alive() and not self.heard:
            self._worker.report(messages.Unheard(self.call_id))

    def _silence_timeout(self) -> None:
        if self._alive() and not self.heard:
            self.give_up("no response to our INVITE", HangupCause.RECOVERY_ON_TIMER_EXPIRE)

    def give_up(self, detail: str, cause: HangupCause = HangupCause.NETWORK_OUT_OF_ORDER) -> None:
        """Nobody is there. The call is over now; its line only when the stack has given up."""
        self.end(Outcome(None, cause, HangupBy.NETWORK, detail))

    def _ring_timeout(self) -> None:
        if not self._alive() or self.answered_at is not None:
            return
        if not self.heard:
            self._silence_timeout()
            return
        self.end(Outcome(None, HangupCause.NO_ANSWER, HangupBy.SYSTEM, "ring time-out"))

    # -- what happened -------------------------------------------------------------------------

    def response(self, at: float, code: int, sound: bool) -> None:
        self.heard = True
        if self._alive() and 100 < code < 200:
            self._worker.report(messages.Progress(self.call_id, at, code, sound))

    def confirmed(self, at: float) -> None:
        if not self._alive() or self.answered_at is not None:
            return
        self.heard = True
        self.answered_at = at
        self._last_rtp = time.monotonic()
        self._sound.answer()
        self._worker.report(messages.Answered(self.call_id, at))
        self._worker.after(self.order.max_call_s, self._too_long)
        if self.order.detect:
            self._sound.detect(self.order.detect)
        if self.order.rtp_timeout_s > 0:
            self._worker.after(self._rtp_check_s, self._check_rtp)

    def _too_long(self) -> None:
        if self._alive():
            cause = HangupCause.NORMAL_CLEARING
            self.end(Outcome(200, cause, HangupBy.SYSTEM, "longest call time reached"))

    def disconnected(self, at: float, code: int, phrase: str, message: str) -> None:
        if self.hung_up or self.over:
            return
        self.heard = self.heard or bool(message)
        if self.answered_at is not None:
            if message.startswith("BYE "):
                outcome = call_outcome.of_bye(message)
            else:
                cause = HangupCause.RECOVERY_ON_TIMER_EXPIRE
                outcome = Outcome(200, cause, HangupBy.NETWORK, f"{code} {phrase}")
        elif message.startswith("SIP/2.0 "):
            outcome = call_outcome.of_response(code, phrase, message)
        else:
            outcome = call_outcome.of_no_response(code, phrase)
        self._finish(at, outcome)
        self._worker.release(self)

    def media_changed(self, has_media: bool, on_hold: bool) -> None:
        if not self._alive():
            return
        if self._sound.on_hold and not on_hold:
            self._last_rtp = time.monotonic()
        self._packets = -1  # a new stream counts from nought
        self._sound.changed(has_media, on_hold)

    def key(self, key: str, method: int, at: float) -> None:
        if not self._alive() or self.answered_at is None or key not in "0123456789*#ABCDabcd":
            return
        last_key, last_method, last_at = self._last_key
        self._last_key = (key, method, at)
        if key == last_key and method != last_method and at - last_at < _SAME_KEY_S:
            return
        self._worker.report(messages.Key(self.call_id, key.upper(), at))
        self._sound.key_pressed(key.upper())

    # -- far end silent ------------------------------------------------------------------------

    @property
    def _rtp_check_s(self) -> float:
        return min(max(self.order.rtp_timeout_s / 8, 0.25), 2.0)

    def _check_rtp(self) -> None:
        if not self._alive():
            return
        now = time.monotonic()
        packets = self._sound.packets()
        if packets != self._packets or self._sound.on_hold:
            self._packets, self._last_rtp = packets, now
        elif now - self._last_rtp >= self.order.rtp_timeout_s:
            cause = HangupCause.RECOVERY_ON_TIMER_EXPIRE
            self.end(Outcome(200, cause, HangupBy.NETWORK, "no sound packets from the far end"))
            return
        self._worker.after(self._rtp_check_s, self._check_rtp)

    # -- ending --------------------------------------------------------------------------------

    def end(self, outcome: Outcome) -> None:
        """End the call from our side: BYE once answered, CANCEL before."""
        if not self._alive() or self._leg is None:
            return
        self.hung_up = True
        self._recorded = self._sound.close()
        if self.answered_at is None and self.heard:
            self._sip_call_id = self._call_id_header()
            self._worker.endpoint.answers.watch(True)
        try:
            self._leg.hangup(pj.CallOpParam())
        except pj.Error as error:
            self._worker.log(f"call {self.call_id}: hang-up failed: {error.reason}")
        now = time.monotonic()
        if self.answered_at is not None:
            self._finish(time.time(), Outcome(200, outcome.cause, outcome.by, outcome.detail))
        elif self.heard:
            self._pending = outcome
            self._cancel_deadline = now + _CANCEL_WAIT_S
        else:
            self._finish(time.time(), outcome)
        self._worker.watch_release(self)

    def _call_id_header(self) -> str:
        try:
            return str(self._leg.getInfo().callIdString) if self._leg is not None else ""
        except pj.Error:
            return ""

    @property
    def cancelling(self) -> bool:
        return self._pending is not None

    def look(self, now: float) -> bool:
        """After our hang-up: what came of it? True as soon as the call's slot is free."""
        code, gone = 0, self._leg is None
        try:
            if self._leg is not None:
                code = self._leg.getInfo().lastStatusCode
        except pj.Error:
            gone = True
        pending = self._pending
        if pending is not None:
            answers = self._worker.endpoint.answers
            if 200 <= code < 300 or answers.answered(self._sip_call_id):
                self._answered_late(pending)
            elif gone:
                # 487 is also what the stack itself writes there; either way the INVITE is over.
                self._settle(Outcome(487, pending.cause, pending.by, pending.detail))
            elif now >= self._cancel_deadline:
                self._settle(pending)
        return gone

    def _answered_late(self, pending: Outcome) -> None:
        """The subscriber lifted while our CANCEL was under way: that is an answer."""
        at = time.time()
        self.answered_at = at
        self._worker.report(messages.Answered(self.call_id, at))
        cause = pending.cause
        if cause is HangupCause.NO_ANSWER:
            cause = HangupCause.NORMAL_CLEARING
        self._settle(Outcome(200, cause, pending.by, "answered while being cancelled"))

    def _settle(self, outcome: Outcome) -> None:
        self._pending = None
        self._finish(time.time(), outcome)

    def _finish(self, at: float, outcome: Outcome) -> None:
        """Tell the end, once; a recording is completed first."""
        if self.over:
            return
        self.over = True
        if not self.hung_up:
            self._recorded = self._sound.close()
        ended = messages.Ended(
            self.call_id,
            at,
            self.started_at,
            self.answered_at,
            outcome.sip_code,
            outcome.cause.value,
            outcome.by.value,
            outcome.detail,
            self.heard,
        )
        works = self._recorded
        if not works:
            self._worker.report(ended)
            return
        self._worker.completion.begin(
            lambda: [work() for work in works], lambda _: self._worker.report(ended)
        )

    def free(self) -> None:
        """The slot is free: delete the pjsua2 object now (see ``leg``)."""
        self._leg = None


def clean_name(name: str) -> str:
    return "".join(char for char in name if char.isalnum() or char in "-_.!%*+`'~")


def clean_value(value: str) -> str:
    return "".join(char for char in value if char >= " " and char != "\x7f")
