"""The port of a voice store: named files in one place that all nodes share.

Names are relative, with ``/`` (``prompts/hello.wav``). Everything blocks and may be called from
any thread. ``StoreUnavailable`` is an outage (it is worth trying again), ``KnownError`` something
that a person must mend (no permission, no space, a wrong password).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from engine.errors import KnownError


class StoreUnavailable(KnownError):
    """The voice store cannot be reached now; what had to be done is still to be done."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """``size`` in bytes; ``changed_at`` is aware, None where the store does not tell; ``tag``
    changes whenever the file does (an etag, or time and size)."""

    name: str
    size: int
    changed_at: datetime | None
    tag: str


class FileStore(Protocol):
    @property
    def place(self) -> str:
        """For people: a folder, or an address without any secret."""
        ...

    def is_there(self) -> bool:
        """Whether the place itself is; always true where places come with their first file."""
        ...

    def files(self, folder: str = "") -> Iterator[StoredFile]:
        """Every file below ``folder``, in no particular order; a folder that is not there is
        empty. Temporary files of uploads are not listed."""
        ...

    def folders(self, folder: str) -> list[str]:
        """The names of the folders directly in ``folder``, sorted; [] when it is not there."""
        ...

    def facts(self, name: str) -> StoredFile | None:
        """None: there is no such file."""
        ...

    def fetch(self, name: str, target: Path) -> StoredFile | None:
        """Copy to a local file, which is complete or not there; None: there is no such file."""
        ...

    def put(self, source: Path, name: str) -> StoredFile:
        """Copy from a local file. Under ``name`` the whole file appears or nothing; its size was
        checked when this returns. What was there is replaced."""
        ...

    def delete(self, name: str) -> bool:
        """False: there was no such file."""
        ...

    def delete_leftovers(self, older_than: datetime) -> int:
        """Remove what uploads that were cut off have left behind; how many."""
        ...

    def close(self) -> None: ...
