"""What a call session tells of its call, and whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from engine.domain.disposition import Disposition
from engine.ivr.survey import Question
from engine.ports import telephony as port
from engine.service.call_tracing import Traced


@dataclass(frozen=True, slots=True)
class SessionEnd:
    call: port.CallEnded
    disposition: Disposition
    node: str | None
    recording: str
    #: Of an answered call: what happened on it, and where it went.
    traced: Traced | None = None


class CallSink(Protocol):
    def answered(self, started_at: datetime, at: datetime) -> None: ...
    def machine(self) -> None:
        """No person has answered."""
        ...

    def result(self, name: str, value: str, at: datetime) -> None: ...
    def answer(self, question: Question, codes: tuple[str, ...], at: datetime) -> None: ...
    def write_external(self, store: str, values: Mapping[str, str], at: datetime) -> None: ...
    def callback(self, at: datetime) -> None:
        """The contact was promised to be called at ``at``; the last one counts."""
        ...

    def do_not_call(self, reason: str, at: datetime) -> None: ...
    def ended(self, end: SessionEnd) -> None:
        """Once, last."""
        ...
