"""What the editor needs of the program around it: schemes in the database, and what belongs to
them. The application gives it; the editor does not know how it is done."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from engine.domain.flow import SchemeFlow
from engine.ivr.trace import CallTrace
from engine.ports.schemes import Draft, OpenEditor, SchemeVersion, VersionInfo
from engine.ports.traces import TracedCall
from engine.scheme.model import Scheme

__all__ = ["Called", "Draft", "OpenEditor", "SchemeDesk", "SchemeVersion", "VersionInfo"]


@dataclass(frozen=True, slots=True)
class Called:
    """Case-folded names: of schemes that are published, of those of which there is but a draft, of
    those that are not there."""

    published: Mapping[str, Scheme] = field(default_factory=dict)
    drafts: frozenset[str] = frozenset()
    missing: frozenset[str] = frozenset()


class SchemeDesk(Protocol):
    """Every call runs on a thread of its own and raises KnownError or StorageUnavailable. ``user``:
    who is signed in; ``computer``: where he sits."""

    user: str
    computer: str

    async def draft(self, name: str) -> Draft | None: ...

    async def save(self, name: str, document: str, based_on: int | None) -> Draft:
        """DraftConflict when somebody else has saved since ``based_on``."""
        ...

    async def publish(self, name: str, document: str, comment: str, based_on: int) -> SchemeVersion:
        """The draft of the revision ``based_on``, which is saved. DraftConflict as with ``save``;
        KnownError when it has errors."""
        ...

    async def rollback(self, name: str, version: int) -> SchemeVersion: ...
    async def versions(self, name: str) -> list[VersionInfo]: ...
    async def numbered(self, name: str, version: int) -> SchemeVersion: ...

    async def keep_open(self, name: str) -> list[OpenEditor]:
        """Say that the scheme is open here; the others who have it open."""
        ...

    async def close_open(self, name: str) -> None: ...
    async def state(self, key: str) -> object: ...
    async def put_state(self, key: str, value: object) -> None: ...

    async def consequences(self, name: str, document: str) -> list[str]:
        """What publishing this as ``name`` would mean for others, and what it names that is not
        there: a line each, in the user's language. None of it stands in the way."""
        ...

    async def called(self, wanted: frozenset[str]) -> Called:
        """The published schemes of these names, and those that they call in turn. A version that
        has been asked for before is the same object."""
        ...

    async def campaigns(self) -> list[tuple[int, str]]:
        """(id, name) of all campaigns."""
        ...

    async def flows(
        self, name: str, version: int, campaign_id: int | None, since: datetime | None
    ) -> SchemeFlow:
        """Where calls went; ``campaign_id`` None: of all campaigns."""
        ...

    async def recent_calls(self, name: str, phone: str) -> list[TracedCall]:
        """Calls by this scheme that can be replayed, the newest first; ``phone``: how the number
        begins, "" for all."""
        ...

    async def traced(self, attempt_id: int) -> tuple[TracedCall, CallTrace, SchemeVersion]:
        """A call, what happened on it, and the version that it ran on. KnownError: no longer
        kept."""
        ...

    def words(self, error: Exception) -> str:
        """What went wrong, in the user's language."""
        ...
