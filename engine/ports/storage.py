"""The storage port: one shared database is where engines, workstations and consoles meet.

Stores are plain blocking objects that live inside one transaction: ``Database.transact`` hands
them to a function and commits when it returns, rolls back when it raises. ``Database.run`` does
the same on the database's own thread and can be awaited; event loops and UI slots use only that.

Every write that the engine repeats after a lost connection is idempotent: ids are allocated
beforehand (``AttemptStore.allocate_ids``), and repeating a call with the same ids changes
nothing. All times are aware UTC datetimes.
"""

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple, Protocol, TypeVar

from engine.domain.attempt import AttemptOutcome, ContactVerdict, OpenAttempt
from engine.domain.campaign import Campaign, CampaignSettings, CampaignState
from engine.domain.contact import Contact
from engine.domain.disposition import Disposition, HangupBy
from engine.domain.hangup_cause import HangupCause
from engine.domain.trunk import Trunk, TrunkSettings, TrunkStatus
from engine.errors import KnownError
from engine.ports.alarms import AlarmStore
from engine.ports.answers import AnswerStore
from engine.ports.audit import Actor, AuditStore
from engine.ports.callbacks import CallbackStore
from engine.ports.clients import ClientStore
from engine.ports.contact_book import ContactBookStore, ContactChangeStore
from engine.ports.contact_life import ContactLifeStore
from engine.ports.directory import DirectoryStore
from engine.ports.do_not_call import DoNotCallStore
from engine.ports.forecasts import ForecastStore
from engine.ports.forms import FormAnswerStore, FormDefinitionStore
from engine.ports.history import HistoryStore
from engine.ports.incoming import IncomingStore
from engine.ports.ledger import ConsentStore, LedgerStore, QuotaStore, RankingStore
from engine.ports.legal_presets import LegalPresetStore
from engine.ports.monitor import MonitorStore
from engine.ports.operators import OperatorStore
from engine.ports.orders import OrderStore
from engine.ports.outbox import OutboxStore
from engine.ports.packed_attempts import PackedAttempt
from engine.ports.people import UserStore
from engine.ports.report_facts import ReportFacts, ShiftStore
from engine.ports.reports import FormStore, ReportTallies
from engine.ports.requests import RequestStore
from engine.ports.rights import RightsStore
from engine.ports.schemes import SchemeStore, UserStateStore
from engine.ports.segments import ImportStore, PeopleStore, SegmentStore
from engine.ports.source_store import SourceStore
from engine.ports.supervision import SupervisionStore
from engine.ports.traces import TraceStore
from engine.ports.voice_files import VoiceFileStore
from engine.ports.waiting import WaitingStore

T = TypeVar("T")

#: The event that wakes engines: campaigns, trunks, schemes, commands have changed.
WAKE_UP = "rino_changed"


# --- campaigns, trunks ------------------------------------------------------------------------


class CampaignStore(Protocol):
    """Names are unique, compared without regard to case. ``create`` of an existing name and
    look-ups of a missing one raise KnownError."""

    def create(self, settings: CampaignSettings) -> Campaign: ...
    def update(self, settings: CampaignSettings) -> Campaign:
        """Replace the settings of the campaign of that name; its state stays."""
        ...

    def replace(self, campaign: Campaign, settings: CampaignSettings) -> Campaign | None:
        """New settings under the same name; None when the campaign is not as it was read any
        more (``revision``): nothing is changed then."""
        ...

    def remove_draft(self, campaign_id: int) -> bool:
        """With its list. False: it is no draft, or has called somebody."""
        ...

    def by_name(self, name: str) -> Campaign: ...
    def get(self, campaign_id: int) -> Campaign: ...
    def all(self) -> list[Campaign]: ...
    def set_state(self, campaign_id: int, state: CampaignState) -> Campaign:
        """Also bumps the revision and posts the event that wakes the engines."""
        ...

    def finish_if_running(self, campaign_id: int) -> bool:
        """RUNNING → FINISHED when no contact is waiting or claimed; True when it did so."""
        ...


class TrunkStore(Protocol):
    def add(self, settings: TrunkSettings) -> Trunk: ...
    def change(self, settings: TrunkSettings) -> Trunk:
        """Of the trunk of that name, which it keeps: campaigns and routes name it."""
        ...

    def by_name(self, name: str) -> Trunk: ...
    def all(self) -> list[Trunk]: ...
    def remove(self, name: str) -> None:
        """KnownError when a campaign that is not archived uses it, naming the campaign."""
        ...


# --- contacts ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ZoneOutlook:
    """The waiting (unclaimed, NEW or WAITING_RETRY) contacts of a campaign that share one set of
    possible time zones. ``earliest`` is the smallest ``next_at`` among them, None when none
    waits."""

    zone_set_id: int
    zones: tuple[str, ...]
    earliest: datetime | None


@dataclass(frozen=True, slots=True)
class CampaignOutlook:
    zones: tuple[ZoneOutlook, ...]
    #: Contacts claimed by other live nodes (an open attempt included).
    claimed_elsewhere: int


@dataclass(frozen=True, slots=True)
class NewContact:
    """What an import adds. ``zones`` empty: the campaign's own zone."""

    phones: tuple[str, ...]
    zones: tuple[str, ...]
    fields: Mapping[str, str]
    #: Row number in the file, from 1, as the office counts (header included).
    row: int


@dataclass(frozen=True, slots=True)
class ContactCounts:
    """``total`` is the sum of the others. Claimed contacts with an open attempt are
    ``in_progress``; claimed ones without one count as what they were."""

    total: int
    new: int
    in_progress: int
    waiting_retry: int
    done: int
    excluded: int


class ContactStore(Protocol):
    def claim(self, session_id: int, campaign_id: int, zone_sets: Sequence[int], limit: int,
              now: datetime) -> list[Contact]:  # fmt: skip
        """Claim up to ``limit`` waiting contacts whose ``next_at`` has come, retries that are
        due first. Two nodes never get the same contact, on engines without SKIP LOCKED too."""
        ...

    def claim_one(self, session_id: int, campaign_id: int, contact_id: int) -> Contact | None:
        """That contact, though his time may not have come; None: he does not wait, somebody else
        has him, or the session was given up."""
        ...

    def release(self, session_id: int, contact_ids: Sequence[int]) -> None:
        """Give claimed contacts back, unchanged."""
        ...

    def settle(self, session_id: int, contact_id: int, verdict: ContactVerdict) -> None:
        """Give a claimed contact back with a new state (skipped: do-not-call, limits, hours)."""
        ...

    def outlook(self, campaign_id: int, session_id: int) -> CampaignOutlook: ...
    def counts(self, campaign_id: int) -> ContactCounts: ...
    def get(self, contact_id: int) -> Contact: ...
    def some(self, campaign_id: int, part: str, limit: int) -> list[Contact]:
        """The first of a campaign by their phones; ``part``: of a phone or any field, without
        regard to case, "" for all."""
        ...

    def with_phone(self, campaign_id: int, beginning: str, limit: int) -> list[Contact]:
        """The first of those whose first phone begins so (E.164); quick however many there are."""
        ...

    def add_by_hand(self, campaign_id: int, phone: str, zones: tuple[str, ...], operator: str,
                    now: datetime) -> int:  # fmt: skip
        """The id of a new contact whom that operator has dialled, marked as his; of the one who
        has that first phone already."""
        ...

    def added_by(self, contact_id: int) -> str:
        """The operator who has added him by hand, "" for nobody."""
        ...

    def retries_ahead(self, campaign_id: int, now: datetime) -> tuple[int, datetime | None]:
        """How many contacts wait for a later ``next_at``, and the earliest of those."""
        ...


# --- attempts ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OpenResult:
    """``refused``: attempt id → ``do_not_call`` | ``campaign_not_running`` | ``claim_lost`` |
    ``on_the_line`` (he has rung us and is talking) | ``session_lost``; such attempts leave no
    row."""

    opened: frozenset[int]
    refused: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class OrphanAttempt:
    """An open attempt whose node session is dead."""

    attempt: OpenAttempt
    contact: Contact
    started_at: datetime | None
    answered_at: datetime | None
    session_id: int


class AttemptStore(Protocol):
    def allocate_ids(self, count: int) -> range:
        """That many attempt ids nobody else will get."""
        ...

    def open(self, session_id: int, attempts: Sequence[OpenAttempt]) -> OpenResult:
        """Journal attempts that are about to be dialled; the do-not-call list, the campaign's
        state, the claim and the session's lease are checked in the same transaction.
        Idempotent by attempt id."""
        ...

    def withdraw(self, session_id: int, attempt_ids: Sequence[int]) -> None:
        """Undo ``open`` for attempts that were not dialled after all: no rows remain, the
        contacts stay claimed. Idempotent."""
        ...

    def is_open(self, session_id: int, attempt_id: int) -> bool:
        """Opened by that node session, which was not given up, and not over."""
        ...

    def mark_dialled(self, attempt_id: int, at: datetime) -> None: ...
    def mark_answered(self, attempt_id: int, started_at: datetime, at: datetime) -> None: ...
    def save_result(self, attempt_id: int, name: str, value: str, at: datetime) -> None:
        """One value per name and attempt; the last one counts."""
        ...

    def close(self, session_id: int, outcome: AttemptOutcome, verdict: ContactVerdict) -> bool:
        """Close the attempt and give its contact back with the new state. If recovery has
        already closed it as interrupted, the true outcome replaces that; the contact then
        changes only if nobody has claimed or dialled it since. False: it was closed already."""
        ...

    def orphans(self, now: datetime) -> list[OrphanAttempt]:
        """Open attempts of node sessions whose lease has expired or that were given up."""
        ...

    def calls_since(self, phone: str, since: datetime) -> int:
        """Attempts on this number over all campaigns that began after ``since``, open and
        interrupted ones included (legal limits)."""
        ...


# --- nodes: sessions, line quotas, commands ---------------------------------------------------


@dataclass(frozen=True, slots=True)
class NodeSession:
    """One run of one engine node. Its claims and attempts live as long as its lease."""

    id: int
    node: str
    host: str
    pid: int
    process_started: float
    lease_until: datetime


@dataclass(frozen=True, slots=True)
class EngineCommand:
    """``kind``: ``start`` | ``pause`` | ``stop`` | ``test_call`` …; ``arguments`` are JSON."""

    id: int
    kind: str
    campaign_id: int | None
    arguments: Mapping[str, object]
    created_at: datetime
    done_at: datetime | None
    result: str


class NodeStore(Protocol):
    def begin(self, node: str, host: str, pid: int, process_started: float, now: datetime,
              lease_s: float) -> NodeSession: ...  # fmt: skip
    def sessions(self, node: str | None = None) -> list[NodeSession]:
        """All sessions not yet ended (of one node name), expired ones included."""
        ...

    def renew(self, session_id: int, now: datetime, lease_s: float) -> bool:
        """False: the session was given up by somebody else and must not dial on."""
        ...

    def give_up(self, session_id: int) -> None:
        """Expire a dead session's lease now, so that its attempts are recovered at once."""
        ...

    def release_claims(self, session_id: int) -> int:
        """Give back all claimed contacts that have no open attempt."""
        ...

    def end(self, session_id: int) -> None:
        """Forget a session that has no claims and no open attempts any more, and its lines."""
        ...

    def request_lines(self, session_id: int, wanted: Mapping[str, int], in_use: Mapping[str, int],
                      limits: Mapping[str, int], now: datetime) -> dict[str, int]:  # fmt: skip
        """Quota of each resource ("trunk:ID", "campaign:ID") for this node from now on.

        What all live sessions hold never exceeds the limit together, unless the limit was
        lowered below what is in use. When the wishes exceed it, each gets a fair (max-min)
        share; a node that uses more than its share gets a quota below its use and dials no
        more until enough of its calls have ended.
        """
        ...

    def set_activity(self, session_id: int, campaign_id: int, idle: str, live: int,
                     now: datetime) -> None:  # fmt: skip
        """``idle``: JSON of engine.dialer's IdleReason, "" while it dials."""
        ...

    def activity(self, campaign_id: int, now: datetime) -> list[tuple[str, str, int]]:
        """(node name, idle JSON, live calls) of each live node that runs the campaign."""
        ...

    def set_trunk_status(self, session_id: int, trunk_id: int, status: TrunkStatus, detail: str,
                         at: datetime) -> None: ...  # fmt: skip
    def trunk_status(self, now: datetime) -> list[tuple[str, int, TrunkStatus, str, datetime]]:
        """(node name, trunk id, status, detail, since) as the live nodes see them."""
        ...

    def post_command(self, kind: str, campaign_id: int | None, arguments: Mapping[str, object],
                     now: datetime) -> int: ...  # fmt: skip
    def pending_commands(self, session_id: int) -> list[EngineCommand]:
        """Commands this session has not acknowledged, oldest first; those that were there
        before it began are not its."""
        ...

    def acknowledge(self, session_id: int, command_id: int, result: str, now: datetime) -> bool:
        """False when another node has already done a command that only one may do."""
        ...

    def report(self, session_id: int, command_id: int, result: str) -> None:
        """How a command stands that this session has taken and not done yet."""
        ...

    def withdraw(self, command_id: int, now: datetime) -> bool:
        """Nobody waits for a command's outcome any more: it is done. True when no node had taken
        it, so that none will."""
        ...

    def forget_commands(self, before: datetime, most: int) -> int:
        """Delete commands older than ``before``, done or not; how many, at most ``most``."""
        ...

    def command(self, command_id: int) -> EngineCommand: ...


# --- do-not-call ------------------------------------------------------------------------------


# --- reports ----------------------------------------------------------------------------------


class ReportedAttempt(NamedTuple):
    """A row of the ``attempts`` report (docs/cli.md). A tuple, because millions are made: a frozen
    dataclass takes several times as long."""

    id: int
    phone: str
    attempt: int
    reserved_at: datetime
    started_at: datetime | None
    answered_at: datetime | None
    ended_at: datetime
    sip_code: int | None
    hangup_cause: HangupCause
    hangup_by: HangupBy
    disposition: Disposition
    operator: str | None
    node: str | None
    scheme_version: int
    engine: str
    recording: str
    contact_id: int
    #: What the scheme calls ``node``; "" when it has no name.
    node_name: str = ""
    results: Mapping[str, str] = MappingProxyType({})
    contact: Mapping[str, str] = MappingProxyType({})
    #: The recording's file was deleted, by a rule or by hand.
    recording_deleted: bool = False


class ReportStore(ReportTallies, Protocol):
    def attempts(self, campaign_id: int) -> Iterator[ReportedAttempt]:
        """Ended attempts, oldest first; streamed, never all in memory."""
        ...

    def packed_attempts(self, campaign_id: int) -> Generator[list[PackedAttempt], None, None]:
        """The same ones in the same order, several times as quick. Until the end, or until the
        iterator is closed, nothing else may be asked of the stores."""
        ...

    def attempt_totals(self, campaign_id: int) -> tuple[int, int, int]:
        """(all attempts, live ones, answered ones)."""
        ...

    def by_hangup_cause(self, campaign_id: int) -> dict[str, int]: ...
    def by_disposition(self, campaign_id: int) -> dict[str, int]: ...
    def by_hour(self, campaign_id: int) -> list[tuple[datetime, int, int]]:
        """(hour in UTC, attempts, answered)."""
        ...

    def reached(self, campaign_id: int) -> tuple[int, int, int]:
        """Distinct contacts (dialled at least once, answered, heard to the end)."""
        ...

    def results(self, campaign_id: int) -> list[tuple[str, str, int]]:
        """(result name, value, number of contacts whose last such result it is)."""
        ...


# --- schedules --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ReportSchedule:
    """``at``: "HH:MM" in ``timezone``, several joined by commas; ``weekdays``: digits 1 (Monday)
    to 7. ``folder``: "" where it only goes by mail. ``options`` and ``mail`` are JSON, "" for none.

    ``due_at``: the due time whose delivery is under way or has failed so far, ``failures`` times;
    nobody touches it before ``retry_at``, and when it is None the next due time counts.

    ``owner_id``: who has made it, and with whose rights it is delivered; None for the command line.
    ``owner``: what he was called then."""

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
    who has signed in (``user_id``) engine.guard refuses what he has no right to."""

    actor: Actor

    def transact(self, work: Callable[[Stores], T]) -> T:
        """Run ``work`` in one transaction. A write conflict is retried; a lost connection is
        opened again first. Raises StorageUnavailable when the server cannot be reached."""
        ...

    async def run(self, work: Callable[[Stores], T]) -> T:
        """``transact`` on the database's own thread."""
        ...

    def cancel(self) -> None:
        """From any thread: what runs now ends soon, raising Cancelled."""
        ...

    def listen(self, on_change: Callable[[], None], event: str = WAKE_UP) -> None:
        """Call ``on_change`` (from any thread) when another connection posts the event: for
        operators see engine.ports.operators. A help, not a promise: whoever listens also polls."""
        ...

    def close(self) -> None: ...
