"""What was said and done with a number before, in all campaigns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from engine.domain.disposition import Disposition


@dataclass(frozen=True, slots=True)
class PastCall:
    """``at``: when it was dialled. ``disposition`` None: it goes on still. ``results``: what the
    scheme and the operator's form have asked. ``recording``: its name in the voice store, "" for
    none. ``masked``: its campaign hides numbers from operators.

    ``skipped``: no call was made, an operator has put the contact off for that reason; then
    ``attempt_id`` is negative, and nothing's number."""

    attempt_id: int
    campaign: str
    phone: str
    at: datetime
    answered_at: datetime | None
    ended_at: datetime | None
    disposition: Disposition | None
    operator: str
    recording: str = ""
    recording_deleted: bool = False
    results: Mapping[str, str] = field(default_factory=dict)
    masked: bool = False
    skipped: str = ""


class HistoryStore(Protocol):
    def of_phones(self, phones: Sequence[str], limit: int) -> list[PastCall]:
        """Calls of these numbers (E.164) in all campaigns, the newest first."""
        ...
