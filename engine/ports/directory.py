"""Storage of the directory: entries, where they come from, and the search."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from engine.directory.model import Entry, EntryText


@dataclass(frozen=True, slots=True)
class Found:
    """``entries``: the best first. ``total``: how many fit, at least. ``complete``: all words
    were found; otherwise most of them, in entries that are the nearest there are."""

    entries: tuple[Entry, ...]
    total: int
    complete: bool


@dataclass(frozen=True, slots=True)
class NewEntry:
    """``key``: what identifies it in its source, at most 100 characters."""

    key: str
    text: EntryText


@dataclass(frozen=True, slots=True)
class Merged:
    """What became of entries; ``ids``: of all of them, in any order."""

    added: int
    changed: int
    unchanged: int
    ids: Sequence[int]


@dataclass(frozen=True, slots=True)
class DirectorySource:
    """``settings``: how it is refreshed; ``outcome``: what became of it the last time. Empty
    settings: a file that was imported, or entries made by hand."""

    id: int
    name: str
    settings: Mapping[str, object] = field(default_factory=dict)
    refreshed_at: datetime | None = None
    outcome: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DirectoryStatus:
    """``current``: the index was made by this version of the program; otherwise it must be built
    anew before anything is found. ``memory``: octets that this process keeps for searching."""

    entries: int
    tokens: int
    current: bool
    changed_at: datetime | None
    memory: int


class DirectoryStore(Protocol):
    """Whoever changes the directory waits for others who do. Changes are found by every process
    as soon as they are committed."""

    def search(self, query: str, limit: int = 20) -> Found:
        """KnownError when the index is not of this version. An empty query finds nothing."""
        ...

    def get(self, entry_id: int) -> Entry | None: ...

    def source(self, name: str, now: datetime) -> DirectorySource:
        """The one of that name, without regard to case; made when there is none."""
        ...

    def sources(self) -> list[tuple[DirectorySource, int]]:
        """With the number of entries of each."""
        ...

    def save_source(self, source: DirectorySource) -> None: ...
    def remove_source(self, source_id: int) -> None:
        """It must have no entries any more."""
        ...

    def merge(self, source_id: int, entries: Sequence[NewEntry], now: datetime) -> Merged:
        """Add those whose key the source does not have, change those that differ. Of several with
        one key the last one counts."""
        ...

    def ids_of(self, source_id: int) -> Iterable[int]: ...
    def remove(self, ids: Sequence[int], now: datetime) -> int:
        """How many there were."""
        ...

    def status(self) -> DirectoryStatus: ...
    def begin_rebuild(self, now: datetime) -> None:
        """Forget the index; until ``end_rebuild`` searches are refused."""
        ...

    def index(self, after_id: int, count: int, now: datetime) -> int | None:
        """Index the next ``count`` entries behind ``after_id``; the last one's id, None when
        there are no more."""
        ...

    def end_rebuild(self, now: datetime) -> None: ...
