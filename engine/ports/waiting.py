"""How many contacts of a campaign wait, and for what: the figures behind "why is nothing dialled".

Each question walks through what waits: a matter of a second for a million contacts, so it is asked
for what somebody looks at, not for every campaign all the time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class WaitingZone:
    """Waiting contacts that share one set of possible time zones. ``due``: their time has come;
    ``listed``: those among them whose first number is on the do-not-call list; ``later``: their
    next attempt is for later."""

    zone_set_id: int
    zones: tuple[str, ...]
    due: int
    listed: int
    later: int


class WaitingStore(Protocol):
    def zones(self, campaign_id: int, now: datetime) -> Sequence[WaitingZone]:
        """All of a campaign's; empty when nobody waits."""
        ...

    def without_consent(self, campaign_id: int, kinds: Sequence[str], now: datetime,
                        *, proof: bool) -> int:  # fmt: skip
        """How many waiting contacts have no valid consent of one of ``kinds`` for their first
        number; ``proof``: one that has its proof."""
        ...
