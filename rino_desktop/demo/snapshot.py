"""The campaign at one moment: the engine's figures from the database, the lines as the
subscribers see them."""

import json
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from typing import Generic, TypeVar

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

T = TypeVar("T")


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


class Observer(Generic[T]):
    """Takes snapshots on a thread of its own: whoever shows them stays able to hear Ctrl-C, even
    when the database lets a reader wait."""

    def __init__(self, look: Callable[[], T]) -> None:
        self._look = look
        self._leave = threading.Event()
        self._latest: T | None = None
        self._at = time.monotonic()
        self._error: Exception | None = None
        self._thread = threading.Thread(target=self._run, name="observer", daemon=True)
        self._thread.start()

    def latest(self) -> T | None:
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
            while not self._leave.wait(_EVERY_S):
                self._latest = self._look()
                self._at = time.monotonic()
        except Exception as error:
            self._error = error
