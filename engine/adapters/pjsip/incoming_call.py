"""A call that comes in at a line worker: it rings until it is answered, refused or given up."""

import os
import time
from typing import TYPE_CHECKING

import pjsua2 as pj

from engine.adapters.pjsip import messages
from engine.adapters.pjsip.call_outcome import Outcome
from engine.adapters.pjsip.line_call import LineCall
from engine.adapters.pjsip.line_endpoint import TrunkAccount
from engine.adapters.pjsip.sip_headers import headers_of, numbers_of
from engine.domain.disposition import HangupBy
from engine.domain.hangup_cause import HangupCause, sip_status_of_cause

if TYPE_CHECKING:
    from engine.adapters.pjsip.line_worker import LineWorker

#: Who is told that we are overloaded or stopping may try again after so many seconds.
_RETRY_AFTER_S = 10
#: A call that comes in keeps its slot so long at least. Each takes two sockets, and closed ones are
#: still counted by the library for half a second: calls refused as quickly as they come would soon
#: be more than it has room for, and it would end the process. While all slots are kept, it answers
#: busy by itself and takes no sockets.
SHORTEST_S = 0.2


class IncomingCall(LineCall):
    """``answered_at`` is the moment of the caller's ACK."""

    def __init__(
        self, account: TrunkAccount, message: str, worker: "LineWorker", pj_id: int
    ) -> None:
        call_id = f"in-{os.urandom(8).hex()}"
        trunk = account.trunk
        order = messages.Dial(call_id, trunk.trunk_id, "", "", trunk.ring_s, 600, 30, 0, {})
        super().__init__(account, order, worker, pj_id)
        self.started_at = time.time()
        self.heard = True
        self._accepted = False
        self._report = messages.Incoming(
            call_id, trunk.trunk_id, self.started_at, *numbers_of(message, trunk.user),
            headers_of(message),
        )  # fmt: skip

    def begin(self) -> None:
        """Tell of it; outside the library's callback."""
        if self._alive():
            self._worker.report(self._report)
            self._worker.after(self.order.ring_timeout_s, self._nobody_answers)

    def _nobody_answers(self) -> None:
        if self._alive() and not self._accepted:
            cause = HangupCause.NO_USER_RESPONSE
            self.end(Outcome(None, cause, HangupBy.SYSTEM, "nobody answered it"))

    # -- orders --------------------------------------------------------------------------------

    def ring(self) -> None:
        if self._alive() and not self._accepted:
            self._say(180)

    def answer(self, order: messages.Answer) -> None:
        if not self._alive() or self._accepted:
            return
        self._accepted = True
        self.order = self.order._replace(
            max_call_s=order.max_call_s, rtp_timeout_s=order.rtp_timeout_s
        )
        error = self._say(200)
        if error and self._alive():
            cause = HangupCause.INCOMPATIBLE_DESTINATION
            self.end(Outcome(None, cause, HangupBy.SYSTEM, f"cannot be answered: {error}"))

    def _say(self, status: int) -> str:
        """The library's reason when it cannot; the caller may just have hung up."""
        options = pj.CallOpParam(True)
        options.opt.videoCount = 0
        options.statusCode = status
        try:
            if self._leg is not None:
                self._leg.answer(options)
        except pj.Error as error:
            self._worker.log(f"call {self.call_id}: {status} not sent: {error.reason}")
            return str(error.reason)
        return ""

    def end(self, outcome: Outcome) -> None:
        """BYE once answered, a refusal before."""
        if self.answered_at is not None:
            super().end(outcome)
            return
        if not self._alive() or self._leg is None:
            return
        self.hung_up = True
        self._recorded = self._sound.close()
        status = sip_status_of_cause(outcome.cause)
        # A 200 that the caller has not confirmed is no answer, and no refusal either.
        told = None if self._accepted else status
        self._finish(time.time(), Outcome(told, outcome.cause, outcome.by, outcome.detail))
        early_s = self.started_at + SHORTEST_S - time.time() if self.started_at else 0.0
        if early_s > 0:
            self._worker.after(early_s, lambda: self._refuse(status))
        else:
            self._refuse(status)
        self._worker.watch_release(self)

    def _refuse(self, status: int) -> None:
        if self._leg is None or not self._leg.isActive():
            return
        options = pj.CallOpParam()
        if not self._accepted:
            options.statusCode = status
            if status == 503:
                header = pj.SipHeader()
                header.hName, header.hValue = "Retry-After", str(_RETRY_AFTER_S)
                options.txOption.headers.append(header)
        try:
            self._leg.hangup(options)
        except pj.Error as error:
            self._worker.log(f"call {self.call_id}: refusal failed: {error.reason}")

    # -- what happened -------------------------------------------------------------------------

    def disconnected(self, at: float, code: int, phrase: str, message: str) -> None:
        if self.answered_at is not None or not self._alive():
            super().disconnected(at, code, phrase, message)
            return
        if code == 487 or message.startswith("BYE "):
            outcome = Outcome(
                None if self._accepted else 487, HangupCause.ORIGINATOR_CANCEL,
                HangupBy.SUBSCRIBER, "the caller hung up",
            )  # fmt: skip
        else:
            cause = HangupCause.RECOVERY_ON_TIMER_EXPIRE
            outcome = Outcome(None, cause, HangupBy.NETWORK, f"{code} {phrase}".strip())
        self._finish(at, outcome)
        self._worker.release(self)
