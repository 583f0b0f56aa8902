"""The port through which an import puts contacts into the database in bulk."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from engine.ports.storage import NewContact


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """``unchanged`` and ``updated`` are rows whose contact the campaign already had."""

    contacts: int
    unchanged: int
    updated: int


class BulkLoader(Protocol):
    """Loads one file into one campaign in one transaction: everything or nothing."""

    def do_not_call(self) -> set[str]:
        """All numbers that must not be called."""
        ...

    def load(self, campaign_id: int, file_name: str, batches: Iterator[Sequence[NewContact]],
             progress: Callable[[int], None] | None = None) -> ImportOutcome:  # fmt: skip
        """Insert what is new, update the fields of contacts that the campaign already has
        (matched by their first phone), commit. Any exception out of ``batches`` rolls back."""
        ...
