"""A voice store that is a folder of this machine."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from engine.adapters.voice_store import names
from engine.errors import KnownError
from engine.ports.voice_store import StoredFile


class FolderStore:
    """Fulfils engine.ports.voice_store.FileStore."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def place(self) -> str:
        return str(self._folder)

    def is_there(self) -> bool:
        return self._folder.is_dir()

    def files(self, folder: str = "") -> Iterator[StoredFile]:
        for path in self._walk(self._path(folder) if folder else self._folder):
            name = path.relative_to(self._folder).as_posix()
            if names.is_shown(name) and (stored := self.facts(name)) is not None:
                yield stored

    @staticmethod
    def _walk(folder: Path) -> Iterator[Path]:
        for place, folders, files in os.walk(folder):
            folders.sort()
            yield from (Path(place, file) for file in sorted(files))

    def folders(self, folder: str) -> list[str]:
        try:
            with os.scandir(self._path(folder) if folder else self._folder) as entries:
                return sorted(entry.name for entry in entries if entry.is_dir())
        except (FileNotFoundError, NotADirectoryError):
            return []
        except OSError as error:
            raise _fault(error, folder, self.place) from error

    def facts(self, name: str) -> StoredFile | None:
        path = self._path(name)
        try:
            facts = path.stat()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise _fault(error, name, self.place) from error
        if not path.is_file():
            return None
        changed = datetime.fromtimestamp(facts.st_mtime, UTC)
        return StoredFile(
            names.checked(name), facts.st_size, changed, f"{facts.st_mtime_ns}-{facts.st_size}"
        )

    def fetch(self, name: str, target: Path) -> StoredFile | None:
        stored = self.facts(name)
        if stored is None:
            return None
        with _told(name, self.place):
            _copy_whole(self._path(name), target)
        return stored

    def put(self, source: Path, name: str) -> StoredFile:
        with _told(name, self.place):
            _copy_whole(source, self._path(name))
        stored = self.facts(name)
        if stored is None:
            raise KnownError("{name} has vanished from {store}.", name=name, store=self.place)
        return stored

    def delete(self, name: str) -> bool:
        path = self._path(name)
        if path.is_dir() and not path.is_symlink():
            return False
        with _told(name, self.place):
            try:
                path.unlink()
            except (FileNotFoundError, NotADirectoryError):
                return False
        _remove_empty(path.parent, self._folder)
        return True

    def delete_leftovers(self, older_than: datetime) -> int:
        count = 0
        for path in self._walk(self._folder):
            name = path.relative_to(self._folder).as_posix()
            facts = self.facts(name) if names.is_leftover(name) else None
            if facts is not None and facts.changed_at and facts.changed_at < older_than:
                count += self.delete(name)
        return count

    def close(self) -> None:
        """Nothing is held."""

    def _path(self, name: str) -> Path:
        return self._folder.joinpath(*names.checked(name).split("/"))


def _copy_whole(source: Path, target: Path) -> None:
    """The target appears whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(names.temporary(target.name))
    try:
        shutil.copyfile(source, part)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _remove_empty(folder: Path, root: Path) -> None:
    """Days and campaigns whose last recording has gone."""
    while folder != root and root in folder.parents:
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent


@contextmanager
def _told(name: str, place: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _fault(error, name, place) from error


def _fault(error: OSError, name: str, place: str) -> KnownError:
    if isinstance(error, PermissionError):
        return KnownError(
            "{name}: no permission in the voice store {store} ({reason}).",
            mend="Check the permissions of its folders.",
            name=name, store=place, reason=error,
        )  # fmt: skip
    return KnownError(
        "{name} cannot be kept in the voice store {store}: {reason}.",
        mend="Check the folder, and the space on its disk.",
        name=name, store=place, reason=error,
    )  # fmt: skip
