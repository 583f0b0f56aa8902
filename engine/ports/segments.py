"""Criteria that are kept under a name, the people that fit them, and imports that can be undone."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol
from zoneinfo import ZoneInfo

from engine.domain.campaign import Campaign
from engine.errors import KnownError
from engine.lists.criteria import Criterion, Field
from engine.lists.table import RejectedRow

if TYPE_CHECKING:
    from engine.ports.storage import NewContact

Place = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Segment:
    """``revision`` grows with each change; ``changed_at``: the last one."""

    id: int
    name: str
    owner: str
    criterion: Criterion
    revision: int
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class CampaignSegment:
    """The segment that is a campaign's list. ``outcome``: counts of the last time, or {"error"}."""

    campaign_id: int
    segment_id: int
    built_at: datetime
    outcome: Mapping[str, object] = field(default_factory=dict)


class SegmentConflict(KnownError):
    """Somebody else has changed the segment meanwhile."""


class SegmentStore(Protocol):
    """Names are unique, compared without regard to case."""

    def all(self) -> list[Segment]: ...
    def by_name(self, name: str) -> Segment:
        """KnownError when there is none."""
        ...

    def get(self, segment_id: int) -> Segment: ...
    def save(self, name: str, owner: str, criterion: Criterion, now: datetime,
             revision: int | None = None) -> Segment:  # fmt: skip
        """A new one, or the next revision of that name. ``revision``: on which the change stands,
        SegmentConflict when it is another by now; None: whatever it is."""
        ...

    def delete(self, name: str) -> None:
        """KnownError while it is a campaign's list."""
        ...

    def use(self, campaign_id: int, segment_id: int, at: datetime,
            outcome: Mapping[str, object]) -> None:  # fmt: skip
        """It is the campaign's list from now on."""
        ...

    def of_campaign(self, campaign_id: int) -> CampaignSegment | None: ...


class Held(StrEnum):
    """Why somebody who fits is not called now; the first that holds is told."""

    DO_NOT_CALL = "do_not_call"
    IN_CAMPAIGN = "in_campaign"
    NO_CONSENT = "no_consent"
    WRONG_NUMBER = "wrong_number"
    LIMIT = "limit"
    HOURS = "hours"


@dataclass(frozen=True, slots=True)
class Question:
    """A criterion that is being answered. ``slots``: the parts that data sources have answered;
    ``zone``: whose days count; ``campaign``: whose rules say who may be called, None: nobody's.
    ``only_in``: the campaigns whose contacts may answer, None: all; rows of a data source are
    nobody's."""

    criterion: Criterion
    slots: Mapping[Place, int]
    now: datetime
    zone: ZoneInfo
    campaign: Campaign | None = None
    only_in: frozenset[int] | None = None


class PeopleStore(Protocol):
    """Who fits a criterion. What is put here lasts until the end of the transaction."""

    def put(self, slot: int, people: "Iterable[NewContact]") -> int:
        """People of a data source, or those who fit a part of the criterion; how many. Slot 0 is
        the base of a criterion over a data source."""
        ...

    def count(self, question: Question) -> int:
        """How many fit. Each person counts once."""
        ...

    def callable(self, question: Question) -> tuple[int, Mapping[Held, int]]:
        """(how many of them the campaign may call now, the others by reason)."""
        ...

    def sample(self, question: Question, limit: int) -> "list[NewContact]": ...
    def all(self, question: Question) -> "Iterator[NewContact]":
        """Each person once; streamed."""
        ...

    def brought(self, campaign_id: int) -> "Iterator[NewContact]":
        """Contacts that lists by criteria have brought to the campaign, withdrawn ones too, as they
        stand there; streamed."""
        ...

    def values(self, field: Field, campaigns: Sequence[str], beginning: str, limit: int
               ) -> list[str]:  # fmt: skip
        """Values that occur, some of them where a list is long."""
        ...

    def names(self, campaigns: Sequence[str]) -> list[str]:
        """Names of the contacts' own fields, as some contacts of each list have them."""
        ...

    def asked_of_calls(self) -> tuple[list[str], list[str]]:
        """(names of results, ids of questions) that calls have brought."""
        ...


@dataclass(frozen=True, slots=True)
class ImportTemplate:
    """``header``: digest of the header that it was made for; ``mapping``: (FIELD, COLUMN)."""

    name: str
    header: str
    mapping: tuple[tuple[str, str], ...]


#: What an operator adds by hand is an import of its own, under his name.
BY_HAND = "operator:"


@dataclass(frozen=True, slots=True)
class StoredImport:
    """``by``: "" where it is not known, ``rejected``: None; ``rejects_kept``: the refused rows can
    still be asked for."""

    id: int
    campaign_id: int
    file_name: str
    imported_at: datetime
    contacts: int
    updated: int
    undone_at: datetime | None = None
    built: bool = False
    unchanged: int = 0
    by: str = ""
    rejected: int | None = None
    rejects_kept: bool = False

    @property
    def by_hand(self) -> str:
        """The operator who added these contacts one by one; "" for lists."""
        name = self.file_name
        return name.removeprefix(BY_HAND) if name.startswith(BY_HAND) else ""


@dataclass(frozen=True, slots=True)
class Undone:
    """``removed``: contacts that are gone; ``withdrawn``: excluded, since others of the import were
    dialled already; ``kept``: those that were dialled, or are being dialled; ``restored``: contacts
    that the import had changed and that are as before."""

    removed: int
    withdrawn: int
    kept: int
    restored: int


class ImportStore(Protocol):
    def of_campaign(self, campaign_id: int) -> list[StoredImport]:
        """The newest first."""
        ...

    def get(self, import_id: int) -> StoredImport: ...
    def rejects(self, import_id: int) -> list[RejectedRow]:
        """The refused rows that are kept of it; MOST_REJECTS at most, for as long as the
        rules of retention say."""
        ...

    def count_rejects(self, campaign_id: int, before: datetime) -> int:
        """Refused rows that are kept of its imports that are older."""
        ...

    def forget_rejects(self, campaign_id: int, before: datetime) -> None: ...

    def would_undo(self, import_id: int) -> Undone:
        """What ``undo`` would do at this moment; the same refusals."""
        ...

    def undo(self, import_id: int, now: datetime) -> Undone:
        """KnownError when it is undone already, or is a list from a data source or a segment."""
        ...

    def templates(self, header: str | None = None) -> list[ImportTemplate]:
        """All, or those for files with that header."""
        ...

    def save_template(self, template: ImportTemplate) -> None: ...
    def remove_template(self, name: str) -> None: ...
