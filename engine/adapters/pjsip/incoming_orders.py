"""The part of the telephony port that is about calls that come in."""

from engine.adapters.pjsip import messages
from engine.adapters.pjsip.call_record import CallRecord
from engine.adapters.pjsip.events import event_of
from engine.adapters.pjsip.line import Line
from engine.adapters.pjsip.sound_orders import SoundOrders
from engine.adapters.pjsip.trunk_watch import TrunkWatch
from engine.domain.hangup_cause import HangupCause
from engine.ports.telephony import CallId, PlaceCall


class IncomingCalls(SoundOrders):
    """The process that stands for a trunk carries them (``trunk_front``)."""

    _trunks: dict[int, TrunkWatch]
    _stopping: bool

    def ring(self, call_id: CallId) -> None:
        self._order(call_id, messages.Ring(call_id))

    def answer(self, call_id: CallId, *, max_call_s: float = 600.0,
               rtp_timeout_s: float = 30.0) -> None:  # fmt: skip
        self._order(call_id, messages.Answer(call_id, max_call_s, rtp_timeout_s))

    def reject(self, call_id: CallId, cause: HangupCause) -> None:
        self._order(call_id, messages.HangUp(call_id, cause.value))

    def _on_incoming(self, line: Line, report: messages.Incoming) -> None:
        watch = self._trunks.get(report.trunk_id)
        if watch is None or self._stopping:
            cause = HangupCause.NORMAL_TEMPORARY_FAILURE
            line.process.send(messages.HangUp(report.call_id, cause.value))
            return
        request = PlaceCall(report.call_id, report.trunk_id, report.caller)
        call = CallRecord(
            request, watch.use, "", report.caller, dialled=True, started_at=report.at,
            heard=True, incoming=True,
        )  # fmt: skip
        line.add(call)
        self._calls[call.call_id] = call
        self._on_unwanted(report)

    def _on_unwanted(self, report: messages.Incoming | messages.Refused) -> None:
        event = event_of(report)
        if event is not None:
            self._tell(event)
