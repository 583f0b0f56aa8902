"""What the engine keeps of a call's way through its scheme. A fault in it costs the trace, never
the call."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.domain.disposition import Disposition, HangupBy
from engine.domain.flow import Departure
from engine.ivr import model as ivr
from engine.ivr.compile import CompiledNode
from engine.ivr.interpreter import Interpreter
from engine.ivr.trace import encode_trace
from engine.ivr.trace_recorder import TraceRecorder

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Traced:
    """``document``: the trace as it is stored."""

    document: str
    departures: Mapping[Departure, int]


class CallTracing:
    def __init__(self, call_id: str, interpreter: Interpreter, versions: Mapping[str, int]) -> None:
        self._call_id = call_id
        self._recorder: TraceRecorder | None = TraceRecorder(interpreter, versions)

    def answered(self, now: float) -> None:
        if self._recorder is not None:
            self._recorder.answered(now)

    def step(self, event: ivr.IvrEvent | None, node: CompiledNode,
             commands: Sequence[ivr.IvrCommand], now: float) -> None:  # fmt: skip
        if self._recorder is None:
            return
        try:
            self._recorder.step(event, node, commands, now)
        except Exception:
            log.exception("call %s is not traced", self._call_id)
            self._recorder = None

    def so_far(self) -> str:
        """The trace of a call that goes on; "" when it is not traced."""
        return "" if self._recorder is None else encode_trace(self._recorder.so_far())

    def finished(self, disposition: Disposition, node: str | None, by: HangupBy,
                 now: float) -> Traced | None:  # fmt: skip
        if self._recorder is None:
            return None
        try:
            trace = self._recorder.finish(disposition.value, node or "", by.value, now)
            return Traced(encode_trace(trace), self._recorder.flow.counts)
        except Exception:
            log.exception("call %s is not traced", self._call_id)
            return None
