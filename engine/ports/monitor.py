"""The storage port's part for wallboards: how things stand at this moment, in few rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class LiveCalls:
    """Calls of one campaign that one engine node holds: ``ringing``, ``with_scheme``, ``talking``
    with an operator."""

    campaign_id: int
    node: str
    ringing: int
    with_scheme: int
    talking: int


@dataclass(frozen=True, slots=True)
class LiveIncoming:
    """As ``LiveCalls``, of calls that came in; ``ringing``: not answered yet."""

    node: str
    ringing: int
    with_scheme: int
    talking: int


@dataclass(frozen=True, slots=True)
class LinesInUse:
    """Calls over a trunk, of all engine nodes: as they have told last, some seconds ago. An
    operator is rung without a trunk: a call with one takes one line."""

    trunk_id: int
    in_use: int


class MonitorStore(Protocol):
    def live_calls(self, campaign_id: int, now: datetime) -> Sequence[LiveCalls]:
        """Of nodes whose lease runs; by node."""
        ...

    def live_incoming(self, now: datetime) -> Sequence[LiveIncoming]:
        """Of nodes whose lease runs; by node."""
        ...

    def lines_in_use(self, now: datetime) -> Sequence[LinesInUse]: ...
    def retries_ahead(self, campaign_id: int, edges: Sequence[datetime]) -> Sequence[int]:
        """Contacts whose next call is due between each two neighbouring ``edges``, ascending."""
        ...

    def spent_today(
        self, operator_ids: Sequence[int], since: datetime, now: datetime
    ) -> Mapping[int, Mapping[str, float]]:
        """Operator → state → seconds since then; the state of this moment included."""
        ...
