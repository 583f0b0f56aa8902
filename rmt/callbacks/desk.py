"""What the panel of callbacks asks of whoever has them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from engine.domain.callback_hours import Verdict
from engine.domain.callbacks import Callback, CallbackRules

#: A time zone's name, and what its clock shows then (aware).
LocalTime = tuple[str, datetime]


@dataclass(frozen=True, slots=True)
class Shown:
    """``there``: what the subscriber's clock may show at its time."""

    callback: Callback
    there: tuple[LocalTime, ...]
    #: Its campaign hides numbers.
    masked: bool = False


@dataclass(frozen=True, slots=True)
class Board:
    """Open ones, by their time."""

    mine: tuple[Shown, ...] = ()
    team: tuple[Shown, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """Whether the subscriber may be called then, and what his clock shows."""

    verdict: Verdict
    there: tuple[LocalTime, ...]


class Act(StrEnum):
    TAKE = "take"
    GIVE_BACK = "give_back"
    FINISH = "finish"
    MOVE = "move"
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True)
class Wish:
    """``write_id``: by which a repetition is known. ``revision``: what the user has seen; None
    where it does not matter."""

    callback_id: int
    act: Act
    write_id: str
    at: datetime
    revision: int | None = None
    note: str = ""
    due_at: datetime | None = None
    owner: str = ""


@dataclass(frozen=True, slots=True)
class CallbackContact:
    """Who is to be called back. ``masked``: his number is not shown."""

    phone: str = ""
    caller: str = ""
    contact_id: int | None = None
    campaign_id: int | None = None
    queue: str = ""
    masked: bool = False


class CallbacksDesk(Protocol):
    """Everything raises StorageUnavailable while the database is away, and can be repeated."""

    @property
    def user(self) -> str: ...
    @property
    def rules(self) -> CallbackRules: ...
    async def board(self, limit: int) -> Board: ...
    async def people(self) -> tuple[str, ...]: ...
    async def judge(self, contact: CallbackContact, due_at: datetime) -> Judged:
        """KnownError: that is no number."""
        ...

    async def promise(self, callback: Callback, write_id: str) -> Callback:
        """KnownError with the rule that forbids it."""
        ...

    async def change(self, wish: Wish) -> Callback:
        """CallbackConflict: somebody else has changed it. KnownError: not allowed."""
        ...
