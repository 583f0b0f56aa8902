"""The contacts of all lists as a book that is leafed through: walked along in an order that an
index has, or searched list by list, a portion at a time.

Nothing here counts or skips rows: a portion begins after the one before, however long the list is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from engine.domain.contact import Contact, ContactProgress, ContactState

#: What a portion is ordered by: a row of the list, a number, a moment.
Key = int | str | datetime


class BookOrder(StrEnum):
    #: As in the imported lists, one after the other.
    LIST = "list"
    PHONE = "phone"
    NEXT_TRY = "next_try"
    STATE = "state"
    TRIES = "tries"
    RESULT = "result"
    ZONE = "zone"
    #: By the value of one field of the list.
    FIELD = "field"


#: Those that an index has, upwards.
INDEXED = frozenset({BookOrder.LIST, BookOrder.PHONE, BookOrder.NEXT_TRY})


@dataclass(frozen=True, slots=True)
class BookQuery:
    """What is empty or None asks for nothing. ``campaign_ids`` empty: all that are not archived.
    ``beginnings``: how a number may begin (E.164); ``digits``: any part of any number of the
    contact. ``field`` holds ``value`` anywhere, without regard to case. ``result``: how the last
    attempt ended. Next tries from ``next_from``, and before ``next_until``."""

    campaign_ids: tuple[int, ...] = ()
    import_id: int | None = None
    states: frozenset[ContactState] = frozenset()
    beginnings: tuple[str, ...] = ()
    digits: str = ""
    field: str = ""
    value: str = ""
    result: str = ""
    next_from: datetime | None = None
    next_until: datetime | None = None
    order: BookOrder = BookOrder.LIST
    #: Of ``BookOrder.FIELD``.
    order_field: str = ""
    descending: bool = False

    @property
    def way(self) -> "Way | None":
        """The index that gives what is asked for in its order; None: it has to be searched."""
        if self.descending or self.digits or self.value or self.result:
            return None
        timed = self.next_from is not None or self.next_until is not None
        plain = not self.states and not timed
        if self.order is BookOrder.PHONE:
            return Way.PHONE if plain and self.import_id is None else None
        if self.beginnings:
            return Way.PHONE if plain and self.order is BookOrder.LIST and self.import_id is None \
                else None  # fmt: skip
        if self.order is BookOrder.LIST and plain:
            return Way.LIST
        if self.order in (BookOrder.LIST, BookOrder.NEXT_TRY) and self.import_id is None:
            return Way.STATE
        return None


class Way(StrEnum):
    LIST = "list"
    PHONE = "phone"
    STATE = "state"


@dataclass(frozen=True, slots=True)
class BookSection:
    """A part of the book that an index has in one piece: a list, the numbers of a campaign (with
    one beginning), its contacts of one state. ``rows``: how many it has, as far as is known."""

    campaign_id: int
    import_id: int | None = None
    state: ContactState | None = None
    beginning: str = ""
    rows: int = 0


@dataclass(frozen=True, slots=True)
class BookRow:
    """A contact as the book shows it. ``claimed``: an engine has him in hand. ``last_result`` and
    ``last_at``: of his latest attempt, "" and None for none."""

    contact: Contact
    campaign: str
    import_id: int
    list_name: str
    list_row: int
    claimed: bool
    last_result: str
    last_at: datetime | None
    masked: bool


@dataclass(frozen=True, slots=True)
class ListInfo:
    """An import: ``contacts`` it has brought."""

    id: int
    campaign_id: int
    name: str
    imported_at: datetime
    contacts: int


class ContactBookStore(Protocol):
    def sections(self, query: BookQuery) -> list[BookSection]:
        """What has to be gone through, in the order of the book."""
        ...

    def walk(self, query: BookQuery, section: BookSection, after: tuple[Key, int] | None,
             limit: int) -> tuple[list[tuple[Key, int]], tuple[Key, int] | None]:  # fmt: skip
        """(order, contact) of those that come after ``after`` along the index of ``query.way``, and
        where to go on; None: the section is at its end."""
        ...

    def search(self, query: BookQuery, section: BookSection, row: int, rows: int
               ) -> tuple[list[tuple[Key, int]], int | None]:  # fmt: skip
        """Those of ``rows`` rows of a list from ``row`` on that fit, each with what it is ordered
        by; and the row to go on with."""
        ...

    def rows(self, contact_ids: Sequence[int]) -> list[BookRow]:
        """In that order; those that are there no more are left out."""
        ...

    def with_phone(self, phone: str) -> list[int]:
        """Contacts of all campaigns whose first number it is; by indexes alone."""
        ...

    def lists(self, campaign_id: int) -> list[ListInfo]:
        """The newest first."""
        ...

    def field_names(self, campaign_ids: Sequence[int]) -> list[str]:
        """Of the first contacts of each list, as they come."""
        ...


@dataclass(frozen=True, slots=True)
class HeldContact:
    """A contact that nobody else changes until the end of the transaction. ``claimed``: an engine
    has him in hand; ``in_attempt``: he is being called."""

    contact: Contact
    claimed: bool
    in_attempt: bool


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """``who`` "": a list that was refreshed, whose ``reason`` is a code."""

    contact_id: int
    at: datetime
    who: str
    reason: str


@dataclass(frozen=True, slots=True)
class Written:
    """What is stored of a contact that was changed by hand."""

    phones: tuple[str, ...]
    zones: tuple[str, ...]
    fields: Mapping[str, str]
    progress: ContactProgress = field(default_factory=ContactProgress)


class ContactChangeStore(Protocol):
    """What people change of single contacts."""

    def hold(self, contact_id: int) -> HeldContact:
        """KnownError when there is none."""
        ...

    def add(self, campaign_id: int, written: Written, who: str, now: datetime) -> int:
        """KnownError when the campaign has a contact with that first number."""
        ...

    def save(self, held: HeldContact, written: Written) -> None:
        """KnownError when another contact of the campaign has the new first number."""
        ...

    def withdraw(self, contact_ids: Sequence[int], who: str, reason: str, now: datetime
                 ) -> list[int]:  # fmt: skip
        """Those that waited and wait no more."""
        ...

    def put_back(self, contact_ids: Sequence[int], now: datetime) -> list[int]:
        """Those that were settled and wait again."""
        ...

    def put_off(self, contact_ids: Sequence[int], until: datetime) -> list[int]:
        """Those that wait until then."""
        ...

    def first_in_line(self, contact_id: int) -> bool:
        """Before all others of his campaign; False: he does not wait."""
        ...

    def withdrawal(self, contact_id: int) -> Withdrawal | None: ...
