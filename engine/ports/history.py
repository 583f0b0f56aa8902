"""What was said and done with a number before: our calls in all campaigns, and those that came
in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from engine.domain.disposition import Disposition


@dataclass(frozen=True, slots=True)
class PastCall:
    """``call_key``: see engine.domain.call_key. ``at``: when it was dialled, or came in.
    ``disposition`` None: it goes on still. ``results``: what the scheme and the operator's form
    have asked, and what the operator has saved. ``recording``: its name in the voice store, "" for
    none. ``masked``: its campaign hides numbers from operators.

    Of a call that came in ``phone`` is the caller's number, ``called`` the one he has dialled,
    ``target`` the scheme, queue or operator that it led to; ``campaign`` is that which he rang back
    for, "" for none.

    ``skipped``: no call was made, an operator has put the contact off for that reason; then
    ``call_key`` is negative, and nothing's number."""

    call_key: int
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
    called: str = ""
    target: str = ""
    after_hours: bool = False

    @property
    def came_in(self) -> bool:
        return self.call_key < 0 and not self.skipped


class HistoryStore(Protocol):
    def of_phones(
        self, phones: Sequence[str], limit: int, after: PastCall | None = None
    ) -> list[PastCall]:
        """Calls of these numbers (E.164), ours in all campaigns and theirs, the newest first.
        ``after``: the last one of the page before; None: from the newest on."""
        ...
