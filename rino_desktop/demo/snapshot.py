"""The campaign at one moment: the engine's figures from the database, the lines as the
subscribers see them."""

import json
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum

from engine.errors import KnownError
from engine.ports.storage import ContactCounts, Database, ReportedAttempt, Stores
from rino_desktop import campaign_status
from rino_desktop.campaign_status import CampaignStatus
from rino_desktop.demo.cast import OPERATOR
from rino_desktop.demo.sip.witness import WitnessedCall
from rino_desktop.texts import t

#: The last calls that a screen may want to show.
_RECENT = 20
_EVERY_S = 0.4
_STALE_S = 30.0
_END_S = 5.0


class Line(Enum):
    RINGING = "ringing"
    TALKING = "talking"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class Reached:
    """Contacts that have come so far at least."""

    dialled: int
    answered: int
    heard: int


@dataclass(frozen=True, slots=True)
class Snapshot:
    """``lines``: those in use, longest in use first; ``recent``: ended attempts, newest first;
    ``results``: (name, value, contacts); ``nodes``: the scheme's node names by id."""

    status: CampaignStatus
    reached: Reached
    results: tuple[tuple[str, str, int], ...]
    recent: tuple[ReportedAttempt, ...]
    lines: tuple[Line, ...]
    nodes: Mapping[str, str]

    @property
    def contacts(self) -> ContactCounts:
        return self.status.contacts


def node_names(database: Database, campaign: str) -> dict[str, str]:
    """Of the scheme that the campaign's calls go through, by id."""

    def read(stores: Stores) -> str:
        return stores.schemes.current(stores.campaigns.by_name(campaign).settings.scheme).document

    document = json.loads(database.transact(read))
    return {node["id"]: node["name"] for node in document["nodes"]}


def take(database: Database, campaign: str, calls: Sequence[WitnessedCall],
         nodes: Mapping[str, str]) -> Snapshot:  # fmt: skip
    """All figures of the database are of one moment; ``calls`` is the subscribers' account."""
    now = datetime.now(UTC)
    lines = tuple(_line(call) for call in calls if call.ended_at is None)

    def read(stores: Stores) -> Snapshot:
        found = stores.campaigns.by_name(campaign)
        ended = sorted(stores.reports.attempts(found.id), key=lambda attempt: attempt.ended_at)
        return Snapshot(
            status=campaign_status.read(stores, found, now),
            reached=Reached(*stores.reports.reached(found.id)),
            results=tuple(stores.reports.results(found.id)),
            recent=tuple(reversed(ended[-_RECENT:])),
            lines=lines,
            nodes=nodes,
        )

    return database.transact(read)


def _line(call: WitnessedCall) -> Line:
    if call.answered_at is None:
        return Line.RINGING
    return Line.OPERATOR if call.number == OPERATOR else Line.TALKING


class Observer:
    """Takes snapshots on a thread of its own: whoever shows them stays able to hear Ctrl-C, even
    when the database lets a reader wait."""

    def __init__(self, database: Database, campaign: str,
                 calls: Callable[[], Sequence[WitnessedCall]]) -> None:  # fmt: skip
        self._database = database
        self._campaign = campaign
        self._calls = calls
        self._leave = threading.Event()
        self._latest: Snapshot | None = None
        self._at = time.monotonic()
        self._error: Exception | None = None
        self._thread = threading.Thread(target=self._run, name="observer", daemon=True)
        self._thread.start()

    def latest(self) -> Snapshot | None:
        """None before the first one. KnownError when the database does not answer any more;
        whatever else went wrong while reading is raised as it is."""
        if self._error is not None:
            raise self._error
        if time.monotonic() - self._at > _STALE_S:
            raise KnownError(t("The database does not answer."), mend="rino-desktop doctor")
        return self._latest

    def stop(self) -> bool:
        """False when a reader is stuck in the database: then nobody may close it."""
        self._leave.set()
        self._thread.join(_END_S)
        return not self._thread.is_alive()

    def _run(self) -> None:
        try:
            nodes = node_names(self._database, self._campaign)
            while not self._leave.wait(_EVERY_S):
                self._latest = take(self._database, self._campaign, self._calls(), nodes)
                self._at = time.monotonic()
        except Exception as error:
            self._error = error
