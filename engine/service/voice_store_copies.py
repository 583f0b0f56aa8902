"""Copies of what lies in a voice store elsewhere: calls read these and wait for no network.

A copy that is there is used at once and compared with the store behind the caller's back; while
the store is away it stays good. Only what has no copy yet is waited for, a few seconds at most.
"""

import contextlib
import logging
import os
import threading
import time
from concurrent.futures import TimeoutError as TooLate
from pathlib import Path

from engine.errors import KnownError
from engine.ports.voice_store import FileStore, StoredFile, StoreUnavailable
from engine.service.priority_pool import PriorityPool
from engine.service.recordings import MESSAGES, RECORDINGS

log = logging.getLogger(__name__)

#: A copy is compared with the store so often, when it is used.
_REFRESH_S = 30.0
#: What the store does not have, or could not give, is not asked for again so soon.
_ABSENT_S = 10.0
#: A caller waits so long for a first copy.
_PATIENCE_S = 5.0
#: Other people's voices are kept here no longer than they may be needed by the call itself.
_VOICES_S = 3600.0
_LIMIT_BYTES = 1 << 30
_PRUNE_EVERY_S = 600.0
_TAG = ".tag"


class StoreCopies:
    """Thread-safe."""

    def __init__(self, folder: Path, store: FileStore) -> None:
        self._folder = folder
        self._store = store
        self._pool = PriorityPool(1, 10_000)
        self._lock = threading.Lock()
        #: When a name was last compared with the store, and when it is to be asked for again.
        self._looked: dict[str, float] = {}
        self._absent: dict[str, tuple[float, KnownError | None]] = {}
        self._trouble: KnownError | None = None
        self._next_prune = 0.0

    def find(self, name: str) -> Path | None:
        """The copy; None: the store has no such file. KnownError: it cannot tell now."""
        path = self._path(name)
        now = time.monotonic()
        if path.is_file():
            with self._lock:
                due = now - self._looked.get(name, -_REFRESH_S) >= _REFRESH_S
                if due:
                    self._looked[name] = now
            if due:
                self._pool.submit(name, lambda: self._refresh(name), False)
            return path
        with self._lock:
            until, error = self._absent.get(name, (0.0, None))
        if now < until:
            if error is not None:
                raise error
            return None
        work = self._pool.submit(name, lambda: self._refresh(name), True)
        if self._trouble is not None or work is None:
            # It is known to be away: nobody waits, and whoever asks later profits.
            raise self._trouble or self._give_up(name)
        try:
            work.result(_PATIENCE_S)
        except TooLate:
            raise self._give_up(name) from None
        if path.is_file():
            return path
        with self._lock:
            error = self._absent.get(name, (0.0, None))[1]
        if error is not None:
            raise error
        return None

    def adopt(self, path: Path, stored: StoredFile) -> None:
        """A file that has just been uploaded becomes a copy."""
        target = self._path(stored.name)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            path.replace(target)
            self._write_tag(target, stored.tag)
        except FileNotFoundError:
            return  # another engine was quicker
        except OSError as error:
            log.warning("%s cannot be kept as a copy: %s", path, error)
            with contextlib.suppress(OSError):
                path.unlink()
        _remove_empty(path.parent)

    def forget(self, name: str) -> None:
        path = self._path(name)
        for each in (path, path.with_name(path.name + _TAG)):
            with contextlib.suppress(OSError):
                each.unlink()
        with self._lock:
            self._looked.pop(name, None)
            self._absent.pop(name, None)

    def close(self) -> None:
        # A store that hangs is not waited for: its thread is a daemon.
        self._pool.close(_PATIENCE_S)

    # --- in the pool's thread --------------------------------------------------------------------

    def _refresh(self, name: str) -> Path | None:
        path = self._path(name)
        try:
            facts = self._store.facts(name)
            if facts is None:
                self.forget(name)
                self._note_absent(name, None)
            elif not path.is_file() or facts.tag != self._tag(path):
                self._fetch(name, path)
            self._worked()
        except KnownError as error:
            self._failed(name, error)
        except OSError as error:
            self._failed(name, _unwritable(self._folder, error))
        with self._lock:
            self._looked[name] = time.monotonic()
        self.prune()
        return None

    def _fetch(self, name: str, path: Path) -> None:
        stored = self._store.fetch(name, path)
        if stored is None:
            self._note_absent(name, None)
            return
        self._write_tag(path, stored.tag)
        with self._lock:
            self._absent.pop(name, None)

    def _note_absent(self, name: str, error: KnownError | None) -> None:
        with self._lock:
            if len(self._absent) > 10_000:
                self._absent.clear()
            self._absent[name] = (time.monotonic() + _ABSENT_S, error)

    def _failed(self, name: str, error: KnownError) -> None:
        self._note_absent(name, error)
        first, self._trouble = self._trouble is None, error
        if first:
            log.warning("%s Copies are used as long as there are some.", error)

    def _worked(self) -> None:
        if self._trouble is not None:
            self._trouble = None
            log.warning("the voice store %s answers again", self._store.place)

    def _give_up(self, name: str) -> KnownError:
        error = StoreUnavailable(
            "The voice store {store} does not give {name} within {seconds:g} s.",
            store=self._store.place,
            name=name,
            seconds=_PATIENCE_S,
        )
        self._note_absent(name, error)
        return error

    # --- the folder ------------------------------------------------------------------------------

    def _path(self, name: str) -> Path:
        return self._folder.joinpath(*name.split("/"))

    @staticmethod
    def _tag(path: Path) -> str:
        try:
            return path.with_name(path.name + _TAG).read_text(encoding="utf-8")
        except OSError:
            return ""

    @staticmethod
    def _write_tag(path: Path, tag: str) -> None:
        path.with_name(path.name + _TAG).write_text(tag, encoding="utf-8")

    def prune(self) -> None:
        """Recordings after an hour; of the rest the oldest, when there is too much of it."""
        with self._lock:
            if time.monotonic() < self._next_prune:
                return
            self._next_prune = time.monotonic() + _PRUNE_EVERY_S
        kept: list[tuple[float, int, str]] = []
        for place, _, files in os.walk(self._folder):
            for file in files:
                path = Path(place, file)
                name = path.relative_to(self._folder).as_posix()
                with contextlib.suppress(OSError):
                    facts = path.stat()
                    if file.endswith(_TAG):
                        continue
                    voice = name.startswith((f"{RECORDINGS}/", f"{MESSAGES}/"))
                    if voice and time.time() - facts.st_ctime > _VOICES_S:
                        self.forget(name)
                        _remove_empty(path.parent)
                    else:
                        kept.append((facts.st_atime, facts.st_size, name))
        total = sum(size for _, size, _ in kept)
        for used, size, name in sorted(kept):
            if total <= _LIMIT_BYTES or time.time() - used < _VOICES_S:
                break
            self.forget(name)
            total -= size


def _remove_empty(folder: Path) -> None:
    """Up to the first folder with something in it, four levels at most (year/month/day/name)."""
    for _ in range(4):
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent


def _unwritable(folder: Path, error: OSError) -> KnownError:
    return KnownError(
        "Copies cannot be kept in {folder}: {reason}.",
        mend="Check the folder's permissions and the space on its disk.",
        folder=folder,
        reason=error,
    )
