"""Supervisions and the audit log in memory."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from engine.domain.hearing import SuperviseMode
from engine.domain.supervision import SupervisionState
from engine.ports.supervision import Supervision, SupervisionAsked, SupervisionProgress


@dataclass
class MemorySupervisions:
    """What engines use of engine.ports.supervision.SupervisionStore. ``now`` is the store's
    clock."""

    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    rows: dict[int, Supervision] = field(default_factory=dict)
    asked_at: dict[int, datetime] = field(default_factory=dict)

    def ask(self, asked: SupervisionAsked) -> int:
        number = len(self.rows) + 1
        self.rows[number] = Supervision(number, asked, 1, False, 0.0)
        self.asked_at[number] = self.now()
        return number

    def want(self, number: int, mode: SuperviseMode) -> None:
        row = self.rows[number]
        self.rows[number] = replace(row, asked=replace(row.asked, mode=mode), wish=row.wish + 1)

    def leave(self, number: int) -> None:
        self.rows[number] = replace(self.rows[number], leaving=True)

    def live(self) -> list[Supervision]:
        return [
            replace(row, age_s=(self.now() - self.asked_at[number]) / timedelta(seconds=1))
            for number, row in self.rows.items()
            if not row.over
        ]

    def save(self, said: SupervisionProgress, node: str, now: datetime) -> bool:
        row = self.rows[said.id]
        if row.over:
            return False
        over = said.state is SupervisionState.ENDED
        self.rows[said.id] = replace(
            row, state=said.state, mode=said.mode, answered_wish=said.answered_wish, why=said.why,
            operator_id=said.operator_id, call_key=said.call_key, node=node,
            answered_at=said.answered_at, ended_at=now if over else None,
        )  # fmt: skip
        return True


@dataclass
class MemoryAudit:
    told: list[tuple[str, str, Mapping[str, object]]] = field(default_factory=list)

    def record(self, now: datetime, action: str, subject: str,
               details: Mapping[str, object], **more: Any) -> None:  # fmt: skip
        self.told.append((action, subject, details))


class NoUsers:
    def by_id(self, user_id: int) -> None:
        return None
