"""What the transitions of an operator need to know, and what they say besides the row."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo

from engine.domain.operator import OperatorStatus, PauseReason, Queue, WrapUp


@dataclass(frozen=True, slots=True)
class Rules:
    """``zone``: of the office, whose day break minutes belong to."""

    queues: Mapping[str, Queue] = field(default_factory=dict)
    pause_reasons: Mapping[str, PauseReason] = field(default_factory=dict)
    zone: tzinfo = UTC

    def day(self, moment: datetime) -> date:
        return moment.astimezone(self.zone).date()

    def wrap_up(self, queue: str) -> WrapUp:
        known = self.queues.get(queue)
        return WrapUp() if known is None else known.wrap_up


@dataclass(frozen=True, slots=True)
class Refusal:
    """Codes and their arguments: engine.routing.refusal_words."""

    code: str
    arguments: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OwnResult:
    """To be written in the same transaction, unless the attempt has a result of an operator."""

    attempt_id: int
    result: str


@dataclass(frozen=True, slots=True)
class BreakLimit:
    """To be checked in the same transaction, one at a time for a reason: at most so many rows,
    this one counted, have an intent of that break."""

    reason: str
    at_once: int


@dataclass(frozen=True, slots=True)
class Change:
    """``status``: the row to write; the same object where there is nothing to write."""

    status: OperatorStatus
    result: OwnResult | None = None
    limit: BreakLimit | None = None
