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
    """``kind``: ``recordings`` | ``messages`` | ``contacts`` (what lists told of them) |
    ``rejects`` (rows of lists that were refused) | ``traces`` (of calls) | ``operators`` (their
    log, times and messages) | ``audit``: the last five are no files, the last two for all
    campaigns alike; ``campaign``: "" for all that have no rule of their own; ``days``: what is
    older is deleted."""

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


@dataclass(frozen=True, slots=True)
class RunClock:
    """What retention knows of the time. ``seen_at``: the latest moment that it went by;
    ``jumped_at``: then it was later than could be, ``jumped_from``: the one known before; None:
    nothing is doubted."""

    seen_at: datetime
    jumped_from: datetime | None = None
    jumped_at: datetime | None = None


class VoiceFileStore(Protocol):
    def rules(self) -> list[RetentionRule]: ...

    def set_rule(self, rule: RetentionRule) -> None:
        """In place of an earlier one for the same kind and campaign."""
        ...

    def remove_rule(self, kind: str, campaign: str) -> bool:
        """False: there was none."""
        ...

    def begin_run(
        self, place: str, now: datetime, until: datetime, *, anyway: bool = False
    ) -> bool:
        """Book a run of the rules in ``place`` ("": the database; else a voice store), so that
        nobody else begins one before ``until``. False when it is not time yet, or another one
        goes on; what is booked for days ahead does not count: that clock was wrong."""
        ...

    def keep_run(self, place: str, until: datetime) -> None:
        """It goes on: nobody else begins one before ``until``."""
        ...

    def ended_run(
        self, place: str, ran_at: datetime | None, next_at: datetime, deleted: int
    ) -> None:
        """``ran_at`` None: it did not get to its end; ``deleted``: files."""
        ...

    def ask_runs(self, now: datetime, since: datetime, but: str) -> list[str]:
        """Of the voice stores that engines have looked through since then all but ``but`` are to
        be looked through now, by their engines; which they are."""
        ...

    def last_run(self) -> tuple[datetime | None, int]:
        """When the rules were last applied anywhere, and how many files were deleted by the last
        run of each place."""
        ...

    def is_marked(self, place: str) -> bool:
        """Whether the voice store has been given its mark; see ``mark``."""
        ...

    def mark(self, place: str) -> None:
        """The voice store bears the mark by which it is known again from now on."""
        ...

    def server_time(self) -> datetime | None:
        """What the clock of the database's server says, in its own zone, which nobody knows: up
        to 14 hours from UTC. None: it cannot be told."""
        ...

    def clock(self) -> RunClock | None: ...
    def note_clock(self, clock: RunClock) -> None: ...
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
