"""Storage of callbacks that operators have promised."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol
from uuid import uuid4

from engine.domain.callbacks import Callback
from engine.errors import KnownError

#: How the write of an engine begins that calls.
ENGINE_MARK = "engine-"


def engine_write(session_id: int) -> str:
    """The ``write_id`` of an engine that takes a callback to call itself: it tells which engine
    that is, for as long as nothing else becomes of the callback."""
    return f"{ENGINE_MARK}{session_id}-{uuid4().hex[:16]}"


class CallbackConflict(KnownError):
    """Somebody else has changed it since the user looked."""


class CallbackStore(Protocol):
    """``write_id`` is unique to each change: what was written already (the answer was lost with the
    connection) is known by it. ``next_at``: when the callback's timer has something to do."""

    def add(self, callback: Callback, write_id: str, next_at: datetime | None) -> Callback:
        """With its number."""
        ...

    def save(self, callback: Callback, write_id: str, next_at: datetime | None) -> None:
        """Compare-and-set: its ``revision`` must be one more than what is stored, else
        CallbackConflict."""
        ...

    def get(self, callback_id: int) -> Callback:
        """KnownError when there is none."""
        ...

    def written(self, write_id: str) -> Callback | None:
        """The one whose latest change that is."""
        ...

    def of(self, person: str, limit: int) -> list[Callback]:
        """Open ones that are his, or that he has taken; by their time."""
        ...

    def open(self, limit: int) -> list[Callback]:
        """All that are open; by their time."""
        ...

    def of_team(self, limit: int) -> list[Callback]:
        """Open ones that are nobody's; by their time."""
        ...

    def of_phone(self, phone: str, limit: int) -> list[Callback]:
        """All of a number, the newest first."""
        ...

    def due(self, now: datetime, limit: int, skip: int = 0) -> list[Callback]:
        """Open ones that nobody has taken, and whose time has come; by their time, without the
        first ``skip``. Not those that are given up."""
        ...

    def called_by(self, session_id: int) -> Sequence[Callback]:
        """Those that the engine of that session has taken and calls (``engine_write``)."""
        ...

    def timers(self, now: datetime, limit: int) -> Sequence[Callback]:
        """Those whose timer has something to do."""
        ...

    def set_timer(self, callback_id: int, next_at: datetime | None) -> None: ...
    def rename_person(self, before: str, after: str) -> None:
        """His follow his new name; "": he is gone, and they are the team's."""
        ...
