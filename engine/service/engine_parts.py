"""What an engine is put together from."""

from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from engine.dialer.scenario import Scenarios
from engine.dialer.scenarios import default_scenarios
from engine.domain.outbox import OutboxSettings
from engine.domain.presets import Presets
from engine.ports.clock import Clock
from engine.ports.outbox import ExternalStore
from engine.ports.scripts import Scripts
from engine.ports.storage import Database, NodeSession, Stores
from engine.ports.telephony import Telephony
from engine.scheme.node_types import NodeTypes
from engine.service.call_plan import Voice
from engine.service.figures import EngineFigures
from engine.service.liveness import LifeSigns
from engine.service.node_lease import NodeIdentity
from engine.service.sources import SourceService
from engine.service.unwritten import Unwritten


@dataclass(frozen=True, slots=True)
class EngineParts:
    """What the composition root chooses (rino_desktop.bootstrap)."""

    identity: NodeIdentity
    #: Opens one more connection to the shared database.
    open_database: Callable[[], Database]
    telephony: Telephony
    voice: Voice
    clock: Clock
    node_types: NodeTypes
    alive: Callable[[NodeSession], bool]
    recording_name: Callable[[str, int, datetime], str]
    message_name: Callable[[str, int, datetime, int], str]
    recording_path: Callable[[str], Path]
    #: Called now and then on the engine's loop, e.g. for scheduled reports; may be empty.
    chores: Sequence[Callable[[], Coroutine[Any, Any, None]]] = ()
    #: As ``chores``, but from the first moment of its run to the last; what ends by itself, or
    #: fails, is as with them.
    from_the_start: Sequence[Callable[[], Coroutine[Any, Any, None]]] = ()
    #: Opens what an [[outbox]] names, blocking; None: this node delivers nothing.
    open_store: Callable[[OutboxSettings], ExternalStore] | None = None
    #: Legal presets of this installation, for campaigns stored without their rules.
    presets: Presets = field(default_factory=Presets)
    scenarios: Scenarios = field(default_factory=default_scenarios)
    #: What schemes ask; None: their nodes that do so are left by ``error``.
    open_sources: Callable[[Database], SourceService] | None = None
    scripts: Scripts | None = None
    #: Deletes recordings by name; blocks.
    forget_recordings: Callable[[Sequence[str]], object] | None = None
    #: Opens those connections without which nothing is dialled; None: as any other.
    open_vital: Callable[[], Database] | None = None
    #: Where it is kept what calls bring while the database is away; None: nowhere.
    unwritten: Unwritten | None = None
    #: Seconds by which the clock of the database's server is ahead of that moment by ``clock``.
    skew: Callable[[Stores, datetime], float] = lambda _stores, _now: 0.0
    #: What the engine shows of itself to whoever watches over it.
    signs: LifeSigns = field(default_factory=LifeSigns)
    #: What it counts of itself. ``telephony`` tells its calls to ``figures.calls`` (call_tally).
    figures: EngineFigures = field(default_factory=EngineFigures)


def open_all(open_database: Callable[[], Database], count: int) -> list[Database]:
    """So many connections; none stays open when one cannot be had. Blocks."""
    opened: list[Database] = []
    try:
        for _ in range(count):
            opened.append(open_database())
    except BaseException:
        for database in opened:
            database.close()
        raise
    return opened
