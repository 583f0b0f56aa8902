"""The outbox port: what has to reach external stores, and the stores themselves.

Rows are written in the transaction of what they tell of, delivered by one node at a time, and
deleted when the store has taken them. What they say about the attempt is read at delivery, so a
row is short.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from engine.domain.outbox import OutboxContent

if TYPE_CHECKING:  # whoever only looks into the outbox loads nothing that reads values
    from engine.scheme.values import Value


@dataclass(frozen=True, slots=True)
class NewOutboxRow:
    """``key``: the same for everything that may be written twice. ``document``: what only this
    row knows (``name`` and ``value`` of a result, the values of a scheme's write)."""

    campaign_id: int
    store: str
    contact_id: int
    attempt_id: int
    content: OutboxContent
    key: str
    at: datetime
    document: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OutboxAttempt:
    """The attempt of a row as it is now; what is not known (any more, or yet) is None or empty.
    All times aware UTC."""

    phone: str = ""
    number: int | None = None
    reserved_at: datetime | None = None
    started_at: datetime | None = None
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    sip_code: int | None = None
    hangup_cause: str = ""
    hangup_by: str = ""
    disposition: str = ""
    operator: str = ""
    node: str = ""
    scheme_version: int | None = None
    engine: str = ""
    recording: str = ""
    results: Mapping[str, str] = field(default_factory=dict)
    contact: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """``tries``: how often the store has refused it for its content; ``reason``: why."""

    id: int
    campaign_id: int
    store: str
    contact_id: int
    attempt_id: int
    content: OutboxContent
    key: str
    at: datetime
    document: Mapping[str, str]
    tries: int
    reason: str
    attempt: OutboxAttempt


@dataclass(frozen=True, slots=True)
class Refusal:
    """``tries`` counts this one; ``aside``: it is not tried again by itself."""

    row_id: int
    tries: int
    reason: str
    aside: bool


@dataclass(frozen=True, slots=True)
class OutboxBacklog:
    """One store of one campaign. ``node``: who delivers, "" when nobody does."""

    campaign_id: int
    store: str
    waiting: int
    oldest: datetime | None
    set_aside: int
    delivered: int = 0
    last_delivered_at: datetime | None = None
    down_since: datetime | None = None
    last_error: str = ""
    last_error_at: datetime | None = None
    node: str = ""


class OutboxStore(Protocol):
    def add(self, rows: Sequence[NewOutboxRow]) -> None: ...
    def waiting(self, campaign_id: int, store: str, after_id: int, limit: int) -> list[OutboxRow]:
        """The next rows behind ``after_id`` that are not set aside, in the order written."""
        ...

    def waits(self, campaign_id: int, store: str) -> tuple[bool, datetime | None]:
        """(whether anything waits, since when the store is down or None)."""
        ...

    def take_lease(self, campaign_id: int, store: str, owner: int, node: str, now: datetime,
                   lease_s: float) -> bool:  # fmt: skip
        """Take or keep the right to deliver. False: another node has it. ``owner`` is any number
        of this process's own; a node that was started again under its name has it at once."""
        ...

    def release_lease(self, campaign_id: int, store: str, owner: int) -> None: ...
    def settle(self, campaign_id: int, store: str, owner: int, delivered: Sequence[int],
               refused: Sequence[Refusal], now: datetime) -> bool:  # fmt: skip
        """Delete what was delivered, note what was refused. False, and nothing done, when the
        lease is another's by now."""
        ...

    def note_down(self, campaign_id: int, store: str, owner: int, reason: str,
                  now: datetime) -> None:  # fmt: skip
        """The store cannot be reached (since the first such note)."""
        ...

    def note_up(self, campaign_id: int, store: str, owner: int) -> None: ...
    def backlogs(self, campaign_id: int | None = None) -> list[OutboxBacklog]:
        """Of one campaign or of all: stores with rows, or that have ever had any."""
        ...

    def set_aside(self, campaign_id: int | None = None, limit: int = 1000) -> list[OutboxRow]: ...
    def retry(self, campaign_id: int | None, store: str, ids: Sequence[int]) -> int:
        """Put rows that are set aside back into the queue; ``store`` "" and no ``ids``: all of
        them. How many."""
        ...

    def drop(self, campaign_id: int | None, store: str, ids: Sequence[int], *,
             waiting: bool = False) -> int:  # fmt: skip
        """Delete rows that are set aside, with ``waiting`` those that wait too. How many."""
        ...


# --- the external stores ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Parcel:
    """A row made ready for its store."""

    #: Of this very delivery: repeated, it must change nothing.
    key: str
    #: Of what it tells of: a later word on the same attempt has the same.
    identity: str
    contact_id: int
    content: OutboxContent
    #: Mapped values by column, member or argument number, in the order of the settings.
    values: "Mapping[str, Value]"
    #: Everything that is known, for stores that take it whole.
    document: Mapping[str, object]
    #: The URL of the store with the row's own values in it; "" for a registered source.
    place: str = ""
    #: The sound of a recording, None for everything else; its name in the voice store.
    recording: Path | None = None
    recording_name: str = ""
    #: The store has refused it before.
    suspect: bool = False


class StoreDown(Exception):
    """The store as a whole cannot take anything now: nothing is wrong with the rows. ``reason``
    says why, as an error or a phrase; ``receipts``: of the first parcels, which it did judge."""

    def __init__(self, reason: object, receipts: Sequence[str] = ()) -> None:
        super().__init__(reason)
        self.receipts = tuple(receipts)


#: Says of a parcel that nobody tried it: one before it of the same contact was refused, or there
#: was no time any more.
HELD = "held"


class ExternalStore(Protocol):
    """Used by one thread at a time."""

    def deliver(self, parcels: Sequence[Parcel], go_on: Callable[[], bool]) -> list[str]:
        """Hand over in order. Of each parcel: "" when the store has it for good, ``HELD``, or why
        the store refuses it for its content. After a refusal later parcels of the same contact
        are held. ``go_on``: asked now and then; when it says no, the rest is held.

        Raises StoreDown; what was handed over before may come again.
        """
        ...

    def close(self) -> None: ...


def json_value(value: "Value", *, utc: bool = False) -> object:
    """Numbers stay numbers; dates and times become ISO 8601."""
    from engine.scheme.values import to_text

    if isinstance(value, datetime):
        moment = value.astimezone(UTC) if utc else value
        text = moment.isoformat(timespec="milliseconds")
        return text.replace("+00:00", "Z")
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if value is None or isinstance(value, bool | int | str):
        return value
    return to_text(value)
