"""What the directory's panel asks of whoever has the directory."""

from typing import Protocol

from engine.ports.directory import Found


class DirectoryDesk(Protocol):
    async def find(self, words: str, limit: int) -> Found:
        """KnownError: the index has to be built first. StorageUnavailable."""
        ...

    async def is_empty(self) -> bool:
        """Nothing is in the directory yet. StorageUnavailable."""
        ...
