"""What listens to a call that nothing is to be kept of."""

from collections.abc import Callable, Mapping
from datetime import datetime

from engine.ivr.survey import Question
from engine.service.call_session import SessionEnd


class UnkeptCallSink:
    """``done`` gets what came of the call, as JSON, and its end."""

    def __init__(self, done: Callable[[dict[str, object], SessionEnd], None]) -> None:
        self._done = done
        self.results: dict[str, str] = {}
        self.opted_out = False
        self.written: list[dict[str, str]] = []
        self.callback_at: datetime | None = None

    def answered(self, started_at: datetime, at: datetime) -> None:
        pass

    def machine(self) -> None:
        pass

    def result(self, name: str, value: str, at: datetime) -> None:
        self.results[name] = value

    def answer(self, question: Question, codes: tuple[str, ...], at: datetime) -> None:
        pass  # it is among the results too

    def write_external(self, store: str, values: Mapping[str, str], at: datetime) -> None:
        # A test must not reach the client's own database.
        self.written.append({"store": store, **values})

    def callback(self, at: datetime) -> None:
        self.callback_at = at

    def do_not_call(self, reason: str, at: datetime) -> None:
        # A test must not put the supervisor's own number on the list.
        self.opted_out = True

    def ended(self, end: SessionEnd) -> None:
        talk_s = (
            round((end.call.at - end.call.answered_at).total_seconds(), 1)
            if end.call.answered_at
            else 0.0
        )
        self._done(
            {
                "disposition": str(end.disposition),
                "hangup_cause": str(end.call.cause),
                "sip_code": end.call.sip_code,
                "talk_s": talk_s,
                "node": end.node,
                "results": self.results,
                "asked_not_to_be_called": self.opted_out,
                "written": self.written,
                "callback_at": self.callback_at.isoformat() if self.callback_at else None,
            },
            end,
        )
