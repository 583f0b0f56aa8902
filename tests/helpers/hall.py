"""A whole engine in one process on virtual time: real database, real speech, simulated lines."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from engine.adapters.firebird.bulk_load import FirebirdBulkLoader
from engine.adapters.simulated.clock import VirtualClock
from engine.adapters.simulated.subscribers import Subscribers
from engine.adapters.simulated.telephony import SimulatedTelephony
from engine.adapters.speech.espeak import EspeakSpeech
from engine.domain.campaign import CampaignSettings, CampaignState, DayHours, RetryRules, Schedule
from engine.domain.disposition import Disposition
from engine.domain.trunk import TrunkSettings
from engine.ports.storage import NewContact, NodeSession, ReportedAttempt, Stores
from engine.scheme.node_types import default_node_types
from engine.service.node_lease import NodeIdentity
from engine.service.runner import EngineParts, EngineRunner
from engine.service.voice import VoiceService
from tests.helpers.databases import DatabaseUnderTest

ROOT = Path(__file__).parents[2]
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


@dataclass
class Hall:
    tested: DatabaseUnderTest
    folder: Path
    clock: VirtualClock
    telephony: SimulatedTelephony

    @classmethod
    def build(cls, tested: DatabaseUnderTest, folder: Path,
              subscribers: Subscribers | None = None) -> "Hall":  # fmt: skip
        clock = VirtualClock()
        return cls(tested, folder, clock, SimulatedTelephony(clock, subscribers))

    # --- what the office prepares --------------------------------------------------------------

    def transact(self, work: Callable[[Stores], Any]) -> Any:
        with closing(self.tested.open()) as database:
            return database.transact(work)

    def publish(self, name: str) -> None:
        text = (ROOT / "resources" / "schemes" / f"{name}.scheme.json").read_text("utf-8")
        self.transact(lambda s: s.schemes.publish(name, text))

    def trunk(self, name: str = "city", **changes: Any) -> None:
        values = {"lines": 20, "calls_per_second": 50.0, **changes}
        self.transact(lambda s: s.trunks.add(TrunkSettings(name, "sip:127.0.0.1", **values)))

    def campaign(self, campaign: CampaignSettings, contacts: Sequence[NewContact]) -> int:
        created = self.transact(lambda s: s.campaigns.create(campaign))
        loader = FirebirdBulkLoader(self.tested.address, self.tested.password)
        loader.load(created.id, "list.csv", iter([list(contacts)]))
        return int(created.id)

    def start(self, campaign_id: int) -> None:
        self.transact(lambda s: s.campaigns.set_state(campaign_id, CampaignState.RUNNING))

    def attempts(self, campaign_id: int) -> list[ReportedAttempt]:
        rows: list[ReportedAttempt] = self.transact(lambda s: list(s.reports.attempts(campaign_id)))
        return rows

    # --- the engine ----------------------------------------------------------------------------

    def runner(self, node: str = "node", *, pid: int = 1,
               alive: Callable[[NodeSession], bool] = lambda session: False,
               grace_s: float = 30.0) -> EngineRunner:  # fmt: skip
        voice = VoiceService(
            self.folder / "voice",
            self.folder / "cache",
            EspeakSpeech(),
            shipped=ROOT / "resources" / "prompts",
        )
        parts = EngineParts(
            identity=NodeIdentity(node, "host", pid, 0.0),
            open_database=self.tested.open,
            telephony=self.telephony,
            voice=voice,
            clock=self.clock,
            node_types=default_node_types(),
            alive=alive,
            recording_name=voice.recording_name,
            recording_path=voice.recording_path,
        )
        return EngineRunner(parts, grace_s=grace_s)

    def run(self, main: Callable[[], Awaitable[Any]]) -> Any:
        """Run a coroutine on virtual time."""
        return self.clock.run(main())


def contacts(phones: Sequence[str | tuple[str, ...]], **fields: str) -> list[NewContact]:
    return [
        NewContact((phone,) if isinstance(phone, str) else phone, (), fields, row)
        for row, phone in enumerate(phones, 2)
    ]
