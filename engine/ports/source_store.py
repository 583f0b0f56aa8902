"""What the shared database knows of data sources and of lists that were built from them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from engine.ports.sources import SourceSettings


@dataclass(frozen=True, slots=True)
class ListBuild:
    """How a campaign's list was built. One of ``query`` (the SQL itself) and ``where`` (the
    criterion) is given, or neither: the whole of the mapping's ``entity``. ``source``: the name
    of a registered source. ``mapping``: (FIELD, COLUMN) pairs as the user gave them.
    ``refresh_every_s``: the engine brings the list up to date so often while the campaign runs, 0:
    only when somebody asks."""

    source: str
    query: str = ""
    where: str = ""
    entity: str = ""
    mapping: tuple[tuple[str, str], ...] = ()
    country: str = ""
    refresh_every_s: float = 0.0


@dataclass(frozen=True, slots=True)
class StoredBuild:
    """``outcome``: the counts of the last time, or {"error": …}."""

    campaign_id: int
    build: ListBuild
    built_at: datetime
    outcome: Mapping[str, object] = field(default_factory=dict)


class SourceStore(Protocol):
    """Names are unique, compared without regard to case."""

    def add(self, settings: SourceSettings) -> None:
        """KnownError when there is one of that name."""
        ...

    def replace(self, settings: SourceSettings) -> None:
        """KnownError when there is none of that name."""
        ...

    def by_name(self, name: str) -> SourceSettings: ...
    def all(self) -> list[SourceSettings]: ...
    def remove(self, name: str) -> None: ...
    def save_build(self, campaign_id: int, build: ListBuild, at: datetime,
                   outcome: Mapping[str, object]) -> None: ...  # fmt: skip
    def build_of(self, campaign_id: int) -> StoredBuild | None: ...
    def due_builds(self, now: datetime) -> list[StoredBuild]:
        """Those of running campaigns that are to be brought up to date now."""
        ...

    def take_build(self, build: StoredBuild, now: datetime) -> bool:
        """Nobody else brings it up to date this time; False: somebody else does."""
        ...

    def withdrawn(self, campaign_id: int) -> int:
        """How many contacts of the campaign are withdrawn now."""
        ...
