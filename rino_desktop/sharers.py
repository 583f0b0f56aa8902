"""Who else has the embedded database open: each process waits for pages that another one has, and
for ever when that one is stopped (docs/operation.md)."""

import os
import sys
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from rino_desktop.settings import Settings


@dataclass(frozen=True, slots=True)
class Sharer:
    pid: int
    name: str
    #: As the operating system calls it: running, sleeping, stopped …
    status: str

    def __str__(self) -> str:
        return f"{self.pid} ({self.name}, {self.status})"


def users_of(database: Path, statuses: Collection[str] = ()) -> Iterator[Sharer]:
    """Other processes that have the file open, of those that we may look at. ``statuses``: only
    such; to look at the files of all processes takes its time."""
    import psutil

    file = str(database.resolve())
    for process in psutil.process_iter():
        try:
            status = process.status()
            if process.pid == os.getpid() or (statuses and status not in statuses):
                continue
            if any(each.path == file for each in process.open_files()):
                yield Sharer(process.pid, process.name(), status)
        except (psutil.Error, OSError):
            continue


def stopped(settings: Settings) -> list[Sharer]:
    """Those that do not run at all; none where the database is on a server, or on Windows, which
    knows no such state."""
    import psutil

    from rino_desktop import bootstrap

    address = bootstrap.database_address(settings)
    if not address.embedded or sys.platform == "win32":
        return []
    still = (psutil.STATUS_STOPPED, psutil.STATUS_TRACING_STOP)
    return list(users_of(Path(address.database), still))
