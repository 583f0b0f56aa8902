"""Voice stores by address: a folder of this machine, or any URL that fsspec knows."""

from collections.abc import Mapping
from pathlib import Path

from engine.ports.voice_store import FileStore


def open_folder(folder: Path) -> FileStore:
    from engine.adapters.voice_store.folder import FolderStore

    return FolderStore(folder)


def open_url(url: str, environment: Mapping[str, str]) -> FileStore:
    """Nothing is connected yet. KnownError: the URL is wrong, or its library is not installed."""
    from engine.adapters.voice_store.fsspec_store import FsspecStore

    return FsspecStore(url, environment)


__all__ = ["open_folder", "open_url"]
