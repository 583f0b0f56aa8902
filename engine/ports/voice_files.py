"""What the database knows of files in the voice store: how long they are kept, and which are gone.

Rows of attempts keep the names of their recordings for ever; that a file was deleted is told by
these tables.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class RetentionRule:
    """``kind``: ``recordings`` | ``messages`` | ``contacts`` (what lists told of them) | ``traces``
    (of calls) | ``operators`` (their log, times and messages) | ``audit``: the last four are no
    files, the last two for all campaigns alike; ``campaign``: "" for all that have no rule of their
    own; ``days``: what is older is deleted."""

    kind: str
    campaign: str
    days: int


@dataclass(frozen=True, slots=True)
class Deletion:
    """Of that folder (a campaign's, see engine.service.recordings) everything from before that
    day (UTC) is deleted; ``deleted``: files so far, ``ran_at``: the last time."""

    kind: str
    folder: str
    before: date
    deleted: int
    ran_at: datetime


class VoiceFileStore(Protocol):
    def rules(self) -> list[RetentionRule]: ...

    def set_rule(self, rule: RetentionRule) -> None:
        """In place of an earlier one for the same kind and campaign."""
        ...

    def remove_rule(self, kind: str, campaign: str) -> bool:
        """False: there was none."""
        ...

    def begin_run(self, now: datetime, not_after: datetime) -> bool:
        """Book a run of the rules; False when there was one later than ``not_after``. One from more
        than a day ahead of ``now`` does not count: its clock was wrong."""
        ...

    def last_run(self) -> tuple[datetime | None, int]:
        """When the rules were last applied, and how many files were deleted then."""
        ...

    def ended_run(self, at: datetime, deleted: int) -> None:
        """``at``: counts as the time of the run."""
        ...

    def deletions(self) -> list[Deletion]: ...

    def deleted_before(self, kind: str, folder: str, before: date, deleted: int,
                       at: datetime) -> None:  # fmt: skip
        """Note a deletion by rule; ``deleted`` is added to what is known."""
        ...

    def deleted_files(self, names: Sequence[tuple[int, str]], at: datetime) -> None:
        """Note single deletions: (attempt id, name)."""
        ...

    def known_attempts(self, ids: Sequence[int]) -> set[int]:
        """Those of them that are attempts of this database."""
        ...
