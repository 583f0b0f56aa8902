"""What retention deletes, and how a long deletion is watched and stopped."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta


@dataclass(frozen=True, slots=True)
class Expired:
    """What is older than its rule allows. ``folder``: the campaign's, as its files lie, or its
    name where it is about the database; "" for all campaigns. ``before``: everything from before
    that day (UTC). ``digest``: SHA-256 of the deleted files' names and sizes, see ``digest_of``,
    "" for what is no files. ``left``: found there still, looked for when all was deleted; of files
    that were not all reached: the others."""

    kind: str
    folder: str
    before: date
    days: int
    count: int
    bytes: int = 0
    digest: str = ""
    left: int = 0


@dataclass(frozen=True, slots=True)
class Watch:
    """``stopped``: asked between portions; ``told``: kind, how many of it so far, of how many
    (0: nobody knows)."""

    stopped: Callable[[], bool] = lambda: False
    told: Callable[[str, int, int], None] = lambda _kind, _count, _total: None


NOBODY = Watch()


def first_day_kept(now: datetime, days: int) -> datetime:
    """What is from before it has been kept for ``days`` whole days (UTC)."""
    day = (now.astimezone(UTC) - timedelta(days=days)).date()
    return datetime.combine(day, time(), UTC)


def digest_of(files: Iterable[tuple[str, int]]) -> str:
    """Of (name, bytes), in any order: who has such a list can prove that it was this one."""
    sha = hashlib.sha256()
    for name, size in sorted(files):
        sha.update(f"{name}\t{size}\n".encode())
    return sha.hexdigest()
