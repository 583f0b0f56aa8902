"""The ports of an import: what reads list files, and what puts contacts into the database."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from engine.lists.table import Table
from engine.ports.storage import NewContact


class ListReader(Protocol):
    """Opens list files of all kinds (``engine.adapters.lists.open_list``)."""

    def __call__(self, path: Path, encoding: str | None = None) -> Sequence[Table]:
        """The tables of a file: the sheets of a workbook, one of any other file. KnownError for
        a file that is no list, a damaged or an empty one."""
        ...


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
