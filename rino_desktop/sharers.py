"""Who else has the embedded database open: each process waits for pages that another one has, and
for ever when that one is stopped (docs/operation.md)."""

import os
from collections.abc import Iterator
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


def users_of(database: Path) -> Iterator[Sharer]:
    """Other processes that have the file open, of those that we may look at."""
    import psutil

    file = str(database.resolve())
    for process in psutil.process_iter():
        try:
            if process.pid != os.getpid() and any(
                each.path == file for each in process.open_files()
            ):
                yield Sharer(process.pid, process.name(), process.status())
        except (psutil.Error, OSError):
            continue


def stopped(settings: Settings) -> list[Sharer]:
    """Those that do not run at all; none where the database is on a server."""
    import psutil

    from rino_desktop import bootstrap

    address = bootstrap.database_address(settings)
    if not address.embedded:
        return []
    still = (psutil.STATUS_STOPPED, psutil.STATUS_TRACING_STOP)
    return [each for each in users_of(Path(address.database)) if each.status in still]
