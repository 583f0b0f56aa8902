"""The ports of an import: what reads list files, and what puts contacts into the database."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from engine.lists.table import RejectedRow, Table
from engine.ports.storage import NewContact


class ListReader(Protocol):
    """Opens list files of all kinds (``engine.adapters.lists.open_list``)."""

    def __call__(self, path: Path, encoding: str | None = None) -> Sequence[Table]:
        """The tables of a file: the sheets of a workbook, one of any other file. KnownError for
        a file that is no list, a damaged or an empty one."""
        ...


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """``unchanged`` and ``updated`` are rows whose contact the campaign already had; of a built
    list ``withdrawn`` is how many contacts no longer match, ``returned`` how many of those that
    had been withdrawn match again."""

    contacts: int
    unchanged: int
    updated: int
    withdrawn: int = 0
    returned: int = 0


@dataclass(frozen=True, slots=True)
class BuiltList:
    """What is different when a list is built from a data source: with ``refresh`` contacts of
    earlier builds that are not in it are withdrawn, unless an attempt is open or all their
    numbers are among ``spared``; with ``dry_run`` everything is done and then undone."""

    refresh: bool = False
    dry_run: bool = False
    spared: frozenset[str] = frozenset()


#: So many refused rows of a file are kept with its import; all of them go to the rejects file.
MOST_REJECTS = 5000


@dataclass(frozen=True, slots=True)
class FileNote:
    """What the history of imports keeps of a file beside the outcome: how many rows were refused,
    and the first MOST_REJECTS of them."""

    rejected: int
    rejects: Sequence[RejectedRow] = ()


class BulkLoader(Protocol):
    """Loads one file into one campaign in one transaction: everything or nothing."""

    def do_not_call(self, campaign_id: int) -> set[str]:
        """All numbers that the campaign must not call."""
        ...

    def load(self, campaign_id: int, file_name: str, batches: Iterator[Sequence[NewContact]],
             progress: Callable[[int], None] | None = None, built: BuiltList | None = None,
             note: Callable[[], FileNote] | None = None) -> ImportOutcome:  # fmt: skip
        """``note``: of a file, asked for when all batches are there.

        Insert what is new, update the fields of contacts that the campaign already has
        (matched by their first phone), commit. Any exception out of ``batches`` rolls back."""
        ...
