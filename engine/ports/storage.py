"""The storage port: one shared database is where engines, workstations and consoles meet.

Stores are plain blocking objects that live inside one transaction: ``Database.transact`` hands
them to a function and commits when it returns, rolls back when it raises. ``Database.run`` does
the same on the database's own thread and can be awaited; event loops and UI slots use only that.

Every write that the engine repeats after a lost connection is idempotent: ids are allocated
beforehand (``AttemptStore.allocate_ids``), and repeating a call with the same ids changes
nothing. All times are aware UTC datetimes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar

from engine.errors import KnownError
from engine.ports.alarms import AlarmStore
from engine.ports.answers import AnswerStore
from engine.ports.attempt_store import AttemptStore, OpenResult, OrphanAttempt
from engine.ports.audit import Actor, AuditStore
from engine.ports.callbacks import CallbackStore
from engine.ports.campaign_store import CampaignStore, TrunkStore
from engine.ports.clients import ClientStore
from engine.ports.contact_book import ContactBookStore, ContactChangeStore
from engine.ports.contact_life import ContactLifeStore
from engine.ports.contact_store import (
    CampaignOutlook,
    ContactCounts,
    ContactStore,
    NewContact,
    ZoneOutlook,
)
from engine.ports.directory import DirectoryStore
from engine.ports.do_not_call import DoNotCallStore
from engine.ports.forecasts import ForecastStore
from engine.ports.forms import FormAnswerStore, FormDefinitionStore
from engine.ports.history import HistoryStore
from engine.ports.incoming import IncomingStore
from engine.ports.ledger import ConsentStore, LedgerStore, QuotaStore, RankingStore
from engine.ports.legal_presets import LegalPresetStore
from engine.ports.monitor import MonitorStore
from engine.ports.node_store import EngineCommand, NodeSession, NodeStore
from engine.ports.operators import OperatorStore
from engine.ports.orders import OrderStore
from engine.ports.outbox import OutboxStore
from engine.ports.people import UserStore
from engine.ports.report_facts import ReportFacts, ShiftStore
from engine.ports.report_store import ReportedAttempt, ReportStore
from engine.ports.reports import FormStore
from engine.ports.requests import RequestStore
from engine.ports.rights import RightsStore
from engine.ports.schemes import SchemeStore, UserStateStore
from engine.ports.segments import ImportStore, PeopleStore, SegmentStore
from engine.ports.source_store import SourceStore
from engine.ports.supervision import SupervisionStore
from engine.ports.traces import TraceStore
from engine.ports.voice_files import VoiceFileStore
from engine.ports.waiting import WaitingStore

#: Names of the parts, too, stand here: whoever works with storage asks in one place.
__all__ = [
    "AttemptStore",
    "CampaignOutlook",
    "CampaignStore",
    "Cancelled",
    "ContactCounts",
    "ContactStore",
    "Database",
    "EngineCommand",
    "NewContact",
    "NodeSession",
    "NodeStore",
    "OpenResult",
    "OrphanAttempt",
    "ReportSchedule",
    "ReportStore",
    "ReportedAttempt",
    "ScheduleStore",
    "StorageUnavailable",
    "Stores",
    "TrunkStore",
    "ZoneOutlook",
]

T = TypeVar("T")

#: The event that wakes engines: campaigns, trunks, schemes, commands have changed.
WAKE_UP = "rino_changed"


# --- schedules of reports ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ReportSchedule:
    """``at``: "HH:MM" in ``timezone``, several joined by commas; ``weekdays``: digits 1 (Monday)
    to 7. ``folder``: "" where it only goes by mail. ``options`` and ``mail`` are JSON, "" for none.

    ``due_at``: the due time whose delivery is under way or has failed so far, ``failures`` times;
    nobody touches it before ``retry_at``, and when it is None the next due time counts.

    ``owner_id``: who has made it, or for whom it was made at the command line, and with whose
    rights it is delivered; None for one of the command line that is nobody's. ``owner``: what he
    was called then."""

    id: int
    name: str
    kind: str
    campaign: str
    format: str
    folder: str
    at: str
    weekdays: str
    timezone: str
    last_run: datetime | None
    last_result: str
    options: str = ""
    mail: str = ""
    due_at: datetime | None = None
    failures: int = 0
    retry_at: datetime | None = None
    owner_id: int | None = None
    owner: str = ""


class ScheduleStore(Protocol):
    def add(self, schedule: ReportSchedule) -> ReportSchedule:
        """It belongs to whoever acts in this transaction, whatever stands in it."""
        ...

    def replace(self, name: str, schedule: ReportSchedule) -> ReportSchedule:
        """``add`` in place of the one of that name. KnownError when there is none."""
        ...

    def remove(self, name: str) -> None: ...
    def all(self) -> list[ReportSchedule]: ...
    def ran(self, schedule_id: int, at: datetime, result: str, failures: int = 0) -> None:
        """The delivery has come to its end, a bad one after ``failures``; the next due time
        counts."""
        ...

    def claim(self, seen: ReportSchedule, due_at: datetime, now: datetime, until: datetime,
              failures: int, result: str) -> bool:  # fmt: skip
        """Take the delivery of ``due_at`` until a moment. False when the schedule is not as
        ``seen`` any more: another engine was quicker."""
        ...

    def postpone(self, schedule_id: int, retry_at: datetime, failures: int, result: str) -> None:
        """The delivery under way goes on, or is tried again, not before ``retry_at``."""
        ...


# --- the database -----------------------------------------------------------------------------


class Stores(Protocol):
    """All stores of one transaction. The import's bulk loader is beside them: see
    engine.ports.lists."""

    @property
    def campaigns(self) -> CampaignStore: ...
    @property
    def waiting(self) -> WaitingStore: ...
    @property
    def trunks(self) -> TrunkStore: ...
    @property
    def schemes(self) -> SchemeStore: ...
    @property
    def contacts(self) -> ContactStore: ...
    @property
    def contact_book(self) -> ContactBookStore: ...
    @property
    def contact_changes(self) -> ContactChangeStore: ...
    @property
    def contact_life(self) -> ContactLifeStore: ...
    @property
    def attempts(self) -> AttemptStore: ...
    @property
    def nodes(self) -> NodeStore: ...
    @property
    def do_not_call(self) -> DoNotCallStore: ...
    @property
    def ledger(self) -> LedgerStore: ...
    @property
    def consents(self) -> ConsentStore: ...
    @property
    def quotas(self) -> QuotaStore: ...
    @property
    def ranking(self) -> RankingStore: ...
    @property
    def reports(self) -> ReportStore: ...
    @property
    def answers(self) -> AnswerStore: ...
    @property
    def users(self) -> UserStore: ...
    @property
    def schedules(self) -> ScheduleStore: ...
    @property
    def sources(self) -> SourceStore: ...
    @property
    def report_forms(self) -> FormStore: ...
    @property
    def outbox(self) -> OutboxStore: ...
    @property
    def voice_files(self) -> VoiceFileStore: ...
    @property
    def traces(self) -> TraceStore: ...
    @property
    def forms(self) -> FormDefinitionStore: ...
    @property
    def audit(self) -> AuditStore: ...
    @property
    def alarms(self) -> AlarmStore: ...
    @property
    def monitor(self) -> MonitorStore: ...
    @property
    def clients(self) -> ClientStore: ...
    @property
    def rights(self) -> RightsStore: ...
    @property
    def supervisions(self) -> SupervisionStore: ...
    @property
    def form_answers(self) -> FormAnswerStore: ...
    @property
    def user_state(self) -> UserStateStore: ...
    @property
    def directory(self) -> DirectoryStore: ...
    @property
    def requests(self) -> RequestStore: ...
    @property
    def operators(self) -> OperatorStore: ...
    @property
    def incoming(self) -> IncomingStore: ...
    @property
    def orders(self) -> OrderStore: ...
    @property
    def callbacks(self) -> CallbackStore: ...
    @property
    def history(self) -> HistoryStore: ...
    @property
    def report_facts(self) -> ReportFacts: ...
    @property
    def shifts(self) -> ShiftStore: ...
    @property
    def forecasts(self) -> ForecastStore: ...
    @property
    def segments(self) -> SegmentStore: ...
    @property
    def list_people(self) -> PeopleStore: ...
    @property
    def imports(self) -> ImportStore: ...
    @property
    def legal_presets(self) -> LegalPresetStore: ...


class StorageUnavailable(Exception):
    """The database cannot be reached right now; the transaction may or may not be committed."""


class Cancelled(KnownError):
    """Nobody wants the answer any more."""


class Database(Protocol):
    """One connection with one thread of its own; open as many as are needed. ``actor``: who acts
    in the transactions that begin from now on: the audit log names him, and where he is somebody
    who has signed in (``user_id``) engine.guard refuses what he has no right to; of who has not
    (``is_nobody``) almost everything."""

    actor: Actor

    def transact(self, work: Callable[[Stores], T]) -> T:
        """Run ``work`` in one transaction. A write conflict is retried; a lost connection is
        opened again first. Raises StorageUnavailable when the server cannot be reached."""
        ...

    async def run(self, work: Callable[[Stores], T]) -> T:
        """``transact`` on the database's own thread."""
        ...

    def cancel(self, wanted: Callable[[], bool] = ...) -> None:
        """From any thread: what runs now ends soon, raising Cancelled; only if ``wanted``, which
        is asked while it runs, says that it is the one that is meant."""
        ...

    def listen(self, on_change: Callable[[], None], event: str = WAKE_UP) -> None:
        """Call ``on_change`` (from any thread) when another connection posts the event: for
        operators see engine.ports.operators. A help, not a promise: whoever listens also polls."""
        ...

    def close(self) -> None: ...
