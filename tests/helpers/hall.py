"""A whole engine in one process on virtual time: real database, real speech, simulated lines."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from engine.adapters.firebird.bulk_load import FirebirdBulkLoader
from engine.adapters.scripts import ScriptPool
from engine.adapters.simulated.clock import VirtualClock
from engine.adapters.simulated.subscribers import Subscribers
from engine.adapters.simulated.telephony import SimulatedTelephony
from engine.adapters.sources import open_connection
from engine.adapters.speech.espeak import EspeakSpeech
from engine.dialer.idle_words import from_json
from engine.dialer.model import IdleReason
from engine.dialer.scenario import Scenarios
from engine.dialer.scenarios import default_scenarios
from engine.domain.campaign import CampaignSettings, CampaignState, DayHours, RetryRules, Schedule
from engine.domain.disposition import Disposition
from engine.domain.outbox import OutboxSettings
from engine.domain.trunk import TrunkSettings
from engine.ivr.model import Utterance
from engine.ports.outbox import ExternalStore
from engine.ports.sources import (
    Cell,
    HttpAnswer,
    SourceConnection,
    SourceSettings,
    Table,
)
from engine.ports.storage import (
    ContactCounts,
    Database,
    NewContact,
    NodeSession,
    ReportedAttempt,
    Stores,
)
from engine.ports.telephony import Telephony
from engine.scheme.node_types import NodeTypes, default_node_types
from engine.scheme.values import Value
from engine.service.call_tally import counted
from engine.service.engine_parts import EngineParts
from engine.service.figures import EngineFigures
from engine.service.node_lease import NodeIdentity
from engine.service.runner import EngineRunner
from engine.service.sources import SourceService
from engine.service.unwritten import Unwritten
from engine.service.voice import VoiceService
from rino_desktop.presets import shipped
from tests.helpers.databases import DatabaseUnderTest

T = TypeVar("T")
ROOT = Path(__file__).parents[2]
#: A Monday, 12:00 in Moscow.
START = datetime(2026, 6, 1, 9, tzinfo=UTC)
ALL_DAY = DayHours(0, 1440)
QUICK_RETRY = RetryRules(
    max_attempts=3,
    delays={
        Disposition.USER_BUSY: (timedelta(seconds=20), timedelta(seconds=60)),
        Disposition.NO_ANSWER: (timedelta(seconds=30),),
        Disposition.NETWORK_FAILURE: (timedelta(seconds=10),),
        Disposition.INTERRUPTED: (timedelta(seconds=30),),
    },
)


def settings(name: str = "notice", **changes: Any) -> CampaignSettings:
    values: dict[str, Any] = {
        "scheme": "notice",
        "trunks": ("city",),
        "schedule": Schedule(weekdays=ALL_DAY, weekend=ALL_DAY),
        "retry": QUICK_RETRY,
        "ring_timeout_s": 20.0,
        **changes,
    }
    return CampaignSettings(name=name, **values)


class TimelySources(SourceService):
    """Real sources on a virtual clock: an answer takes no time, or for ever."""

    def __init__(self, load: Callable[[], Awaitable[Sequence[SourceSettings]]],
                 open_one: Callable[[SourceSettings], SourceConnection],
                 clock: VirtualClock, hanging: Collection[str]) -> None:  # fmt: skip
        super().__init__(load, open_one)
        self._clock = clock
        self._hanging = hanging

    async def query(self, source: str, statement: str, parameters: Mapping[str, Cell],
                    **options: Any) -> Table:  # fmt: skip
        if source in self._hanging:
            await asyncio.sleep(3600)
        with self._clock.hold():
            return await super().query(source, statement, parameters, **options)

    async def request(self, source: str, method: str, path: str, **options: Any) -> HttpAnswer:
        if source in self._hanging:
            await asyncio.sleep(3600)
        with self._clock.hold():
            return await super().request(source, method, path, **options)


class TimelyVoice(VoiceService):
    """Real synthesis on a virtual clock: nobody hears silence because the machine is busy."""

    def __init__(self, clock: VirtualClock, *folders: Path, shipped: Path) -> None:
        super().__init__(*folders, EspeakSpeech(), shipped=shipped)
        self._clock = clock

    async def resolve(self, items: Sequence[Utterance], packs: Sequence[str] = ()) -> list[Path]:
        with self._clock.hold():
            return await super().resolve(items, packs)

    async def prepare(self, items: Sequence[Utterance], packs: Sequence[str] = ()) -> None:
        with self._clock.hold():
            await super().prepare(items, packs)


class TimelyScripts(ScriptPool):
    """Real processes on a virtual clock."""

    def __init__(self, clock: VirtualClock) -> None:
        super().__init__()
        self._clock = clock

    async def run(
        self, script: str, arguments: Mapping[str, Value], timeout_s: float
    ) -> Mapping[str, Value]:
        with self._clock.hold():
            return await super().run(script, arguments, timeout_s)


@dataclass
class Hall:
    tested: DatabaseUnderTest
    folder: Path
    clock: VirtualClock
    subscribers: Subscribers
    #: The lines of each node; all reach the same subscribers.
    lines: dict[str, SimulatedTelephony] = field(default_factory=dict)
    #: What each node counts of itself.
    figures: dict[str, EngineFigures] = field(default_factory=dict)
    scenarios: Scenarios = field(default_factory=default_scenarios)
    #: Data sources of every node. Time stands still while one answers, unless its name is among
    #: ``hanging``: such a one never does.
    sources: list[SourceSettings] = field(default_factory=list)
    hanging: set[str] = field(default_factory=set)
    #: Schemes may call the functions of installed plug-ins.
    scripts: bool = False
    #: Opens what an [[outbox]] names.
    open_store: Callable[[OutboxSettings], ExternalStore] | None = None
    #: Of the engines that run; each has threads.
    _voices: list[VoiceService] = field(default_factory=list)

    @classmethod
    def build(cls, tested: DatabaseUnderTest, folder: Path,
              subscribers: Subscribers | None = None, *, start: datetime = START,
              ) -> "Hall":  # fmt: skip
        """``start``: what the clock says at first (a Monday noon in Moscow)."""
        return cls(tested, folder, VirtualClock(start), subscribers or Subscribers())

    @property
    def telephony(self) -> SimulatedTelephony:
        return self.lines_of("node")

    def lines_of(self, node: str) -> SimulatedTelephony:
        if node not in self.lines:
            self.lines[node] = SimulatedTelephony(self.clock, self.subscribers)
        return self.lines[node]

    @property
    def dialled(self) -> list[str]:
        """Every number ever dialled, by whichever node."""
        return [call.number for lines in self.lines.values() for call in lines.placed]

    # --- what the office prepares --------------------------------------------------------------

    def transact(self, work: Callable[[Stores], Any]) -> Any:
        return self.tested.transact(work)

    def publish(self, name: str) -> None:
        text = (ROOT / "resources" / "schemes" / f"{name}.scheme.json").read_text("utf-8")
        self.transact(lambda s: s.schemes.publish(name, text))

    def trunk(self, name: str = "city", **changes: Any) -> None:
        values = {"lines": 20, "calls_per_second": 50.0, **changes}
        self.transact(lambda s: s.trunks.add(TrunkSettings(name, "sip:127.0.0.1", **values)))

    def campaign(self, campaign: CampaignSettings, contacts: Sequence[NewContact]) -> int:
        """Returns its id."""
        created = self.transact(lambda s: s.campaigns.create(campaign))
        loader = FirebirdBulkLoader(self.tested.address, self.tested.password)
        loader.load(created.id, "list.csv", iter([list(contacts)]))
        return int(created.id)

    def start(self, campaign_id: int) -> None:
        self.set_state(campaign_id, CampaignState.RUNNING)

    def attempts(self, campaign_id: int) -> list[ReportedAttempt]:
        rows: list[ReportedAttempt] = self.transact(lambda s: list(s.reports.attempts(campaign_id)))
        return rows

    def set_state(self, campaign_id: int, state: CampaignState) -> None:
        self.transact(lambda s: s.campaigns.set_state(campaign_id, state))

    def state(self, campaign_id: int) -> CampaignState:
        state: CampaignState = self.transact(lambda s: s.campaigns.get(campaign_id)).state
        return state

    def counts(self, campaign_id: int) -> ContactCounts:
        counts: ContactCounts = self.transact(lambda s: s.contacts.counts(campaign_id))
        return counts

    def ends(self, campaign_id: int) -> dict[str, list[str]]:
        """Phone → dispositions of its attempts, in their order."""
        ends: dict[str, list[str]] = {}
        for row in self.attempts(campaign_id):
            ends.setdefault(row.phone, []).append(row.disposition.value)
        return ends

    def why_idle(self, campaign_id: int) -> list[IdleReason | None]:
        """What each node says."""
        rows = self.transact(lambda s: s.nodes.activity(campaign_id, self.clock.now()))
        return [from_json(idle) if idle else None for _, idle, _ in rows]

    # --- the engine ----------------------------------------------------------------------------

    def runner(self, node: str = "node", *, pid: int = 1,
               alive: Callable[[NodeSession], bool] = lambda session: False,
               grace_s: float = 30.0, open_database: Callable[[], Database] | None = None,
               telephony: Telephony | None = None, node_types: NodeTypes | None = None,
               unwritten: Unwritten | None = None,
               ) -> EngineRunner:  # fmt: skip
        voice = TimelyVoice(
            self.clock,
            self.folder / "voice",
            self.folder / "cache",
            shipped=ROOT / "resources" / "prompts",
        )
        self._voices.append(voice)
        figures = self.figures[node] = EngineFigures()
        parts = EngineParts(
            identity=NodeIdentity(node, "host", pid, 0.0),
            open_database=open_database or self.tested.open,
            telephony=counted(telephony or self.lines_of(node), figures.calls),
            figures=figures,
            voice=voice,
            clock=self.clock,
            node_types=node_types or default_node_types(),
            presets=shipped(),
            scenarios=self.scenarios,
            alive=alive,
            recording_name=voice.recording_name,
            message_name=voice.message_name,
            recording_path=voice.recording_path,
            open_store=self.open_store,
            unwritten=unwritten,
            open_sources=self._open_sources if self.sources else None,
            scripts=TimelyScripts(self.clock) if self.scripts else None,
        )
        return EngineRunner(parts, grace_s=grace_s)

    def _open_sources(self, database: Database) -> SourceService:
        async def load() -> list[SourceSettings]:
            return list(self.sources)

        return TimelySources(load, open_connection, self.clock, self.hanging)

    def run(self, main: Callable[[], Awaitable[T]]) -> T:
        """Run a coroutine on virtual time."""

        async def whole() -> T:
            return await main()

        try:
            return self.clock.run(whole())
        finally:
            while self._voices:
                self._voices.pop().close()

    def run_until_done(self, **options: Any) -> None:
        self.run(lambda: self.runner(**options).run(until_done=True))

    @asynccontextmanager
    async def engine(self, node: str = "node", *, until_done: bool = False,
                     **options: Any) -> AsyncIterator[asyncio.Task[None]]:  # fmt: skip
        """An engine that is ready to dial; asked to stop at the end of the block, and waited
        for. Yields its task."""
        runner = self.runner(node, **options)
        task = asyncio.create_task(runner.run(until_done=until_done))
        ready = asyncio.create_task(runner.ready.wait())
        await asyncio.wait({task, ready}, return_when=asyncio.FIRST_COMPLETED)
        ready.cancel()
        try:
            yield task
        finally:
            runner.request_stop()
            await task


def contacts(phones: Sequence[str | tuple[str, ...]], **fields: str) -> list[NewContact]:
    return [
        NewContact((phone,) if isinstance(phone, str) else phone, (), fields, row)
        for row, phone in enumerate(phones, 2)
    ]
