"""What an engine knows of itself in figures: plain numbers, for whoever wants to show them.

The engine's loop writes; once a second it leaves an ``EngineSight``, a copy that nothing changes
any more. Whoever reads takes the last one, in whatever thread, and holds nobody up. What is to be
known of the office (``OfficeSight``) is left beside it by a chore that reads the database.
"""

import asyncio
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from engine.domain.campaign import CampaignState
from engine.domain.spread import Spread
from engine.domain.trunk import TrunkStatus
from engine.ports.telephony import LineFigures
from engine.service.call_tally import CallKind, CallStage, CallTally

#: Seconds by which the loop was late.
LAG_S = (0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
_BEAT_S = 0.5


@dataclass(frozen=True, slots=True)
class PacingSight:
    """A campaign with operators, on this node. ``allowed``: calls that may begin now, as the
    forecast of answers and of free operators has it; ``answers_expected`` of those in flight;
    ``abandoned`` and ``limit``: shares of live answers, of all nodes, within the limit's window;
    ``risk``: that one more call, once answered, finds nobody."""

    operators: int
    in_flight: int
    unserved: int
    allowed: int
    answer_share: float
    answers_expected: float
    abandoned: float
    limit: float
    risk: float
    predictive: bool

    @property
    def intensity(self) -> float:
        """Calls in flight for each operator."""
        return self.in_flight / self.operators if self.operators else 0.0


@dataclass(frozen=True, slots=True)
class CampaignSight:
    """``idle``: the code of why nothing is dialled, "" while something is."""

    id: int
    name: str
    state: CampaignState
    live: int
    idle: str
    pacing: PacingSight | None


@dataclass(frozen=True, slots=True)
class TrunkSight:
    id: int
    name: str
    lines: int
    in_use: int
    status: TrunkStatus
    answered: int
    unanswered: int


@dataclass(frozen=True, slots=True)
class CallSight:
    """Of ``CallTally``."""

    reached: Mapping[tuple[CallKind, CallStage], int]
    ended: Mapping[tuple[CallKind, str], int]
    live: Mapping[tuple[CallKind, CallStage], int]
    detected: Mapping[str, int]
    rang: Mapping[CallKind, Spread]
    talked: Mapping[CallKind, Spread]
    refused_incoming: int
    workers_lost: int


@dataclass(frozen=True, slots=True)
class EngineSight:
    """``available``: the database can be used; ``ending``: no new calls. ``attempts``: closed by
    this engine, (campaign, disposition) → how many; ``refused``: dials that were decided and not
    begun, by reason."""

    available: bool
    ending: bool
    calls: CallSight
    lines: LineFigures
    campaigns: tuple[CampaignSight, ...]
    trunks: tuple[TrunkSight, ...]
    attempts: Mapping[tuple[int, str], int]
    refused: Mapping[str, int]
    journal_backlog: int
    journal_transactions: int
    journal_writes: int


@dataclass(frozen=True, slots=True)
class StoreSight:
    """The outbox of one store of one campaign; of orders: campaign "". ``oldest``: the row that
    waits for longest."""

    campaign: str
    store: str
    waiting: int
    set_aside: int
    delivered: int
    oldest: datetime | None
    down: bool


@dataclass(frozen=True, slots=True)
class OfficeSight:
    """What all nodes share, read from the database at ``at``; None: never yet."""

    at: datetime
    stores: tuple[StoreSight, ...]
    operators: Mapping[str, int]
    contacts_left: Mapping[int, int]
    engines_alive: int
    engines_silent: int
    backup_at: datetime | None
    retention_at: datetime | None


class LoopLag:
    """How late the event loop is: ``keep`` is a task of it, the rest may be asked in any thread."""

    def __init__(self) -> None:
        self._late = Spread(LAG_S)
        self._beat: float | None = None

    def begin(self) -> None:
        """From now on it is expected to turn, and ``keep`` to be called."""
        self._beat = time.monotonic()

    async def keep(self) -> None:
        while True:
            self._beat = before = time.monotonic()
            await asyncio.sleep(_BEAT_S)
            self._late.add(max(0.0, time.monotonic() - before - _BEAT_S))

    def late(self) -> Spread:
        return self._late.copy()

    @property
    def stalled_s(self) -> float:
        """For how long it has not turned, seconds; 0 while it does."""
        beat = self._beat
        return 0.0 if beat is None else max(0.0, time.monotonic() - beat - _BEAT_S)


@dataclass(slots=True)
class EngineFigures:
    """One for each engine; ``sight`` and ``office`` are None until there is something to see."""

    calls: CallTally = field(default_factory=CallTally)
    attempts: Counter[tuple[int, str]] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    loop: LoopLag = field(default_factory=LoopLag)
    sight: EngineSight | None = None
    office: OfficeSight | None = None
    #: Bytes that are free where something is kept: "database", "voice".
    disk_free: Mapping[str, int] = field(default_factory=dict)
    #: Recordings that wait for their upload to a voice store elsewhere.
    spool: int = 0

    def note_refused(self, reason: str) -> None:
        """``reason`` may go on after a colon; only what stands before is of a known number."""
        self.refused[reason.partition(":")[0]] += 1
