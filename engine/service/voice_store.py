"""The voice store of this node: one place for all nodes, with what makes it fast and safe here.

Without an address the store is a folder of this machine: recordings are written where they stay.
With one, recordings are written into a spool folder here and uploaded from there (``Uploads``);
prompts and recordings of other nodes are read through copies (``StoreCopies``).
"""

import fnmatch
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from engine.audio.recorded import UNFINISHED, whole_of
from engine.errors import KnownError
from engine.ports.voice_store import FileStore, StoredFile
from engine.service.voice_store_copies import StoreCopies
from engine.service.voice_store_spool import Backlog, Spool
from engine.service.voice_store_upload import Uploads

#: No upload takes so long: what it left behind is nobody's any more.
_LEFTOVER_AGE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Listed:
    """``waiting``: only on this node yet, to be uploaded."""

    file: StoredFile
    waiting: bool


class VoiceStore:
    """``folder``: of this machine: the store itself, or (with ``remote``) for spool and copies.
    ``local`` opens a folder as a store; ``remote`` makes a connection of its own with each call.
    ``on_problem`` gets each trouble once, in words, from any thread.
    """

    def __init__(
        self,
        folder: Path,
        local: Callable[[Path], FileStore],
        remote: Callable[[], FileStore] | None = None,
        on_problem: Callable[[str], None] | None = None,
    ) -> None:
        self.remote = remote is not None
        #: Where new recordings are written.
        self.folder = folder / "spool" if remote else folder
        self.spool = Spool(self.folder, local(self.folder), whole=self.remote)
        self.files = remote() if remote else local(folder)
        self.copies = StoreCopies(folder / "copies", remote()) if remote else None
        self.uploads = (
            Uploads(self.spool, remote(), self.copies, on_problem)
            if remote and self.copies
            else None
        )

    @property
    def place(self) -> str:
        return self.files.place

    # --- for calls -----------------------------------------------------------------------------

    def find(self, name: str) -> Path | None:
        """A local file for the name: this node's own, or a copy. None: there is none. KnownError:
        the store cannot be reached and there is no copy. Waits a few seconds at most."""
        path = self.spool.path(name)
        if path.is_file():
            return path
        return self.copies.find(name) if self.copies else None

    def start(self) -> None:
        """Begin to upload, in a thread; and complete what a crash left behind."""
        if self.uploads is not None:
            self.uploads.start()
        else:
            self.spool.start_repairs()

    def close(self, drain_s: float = 10.0) -> None:
        """Stop; what waits for its upload is given so long, and waits for the next start then."""
        self.spool.close()
        if self.uploads is not None:
            self.uploads.stop(drain_s)
        if self.copies is not None:
            self.copies.close()
        self.files.close()

    def backlog(self) -> Backlog:
        """What waits for its upload on this node. Reads the spool: may be asked by a program that
        is not the one that uploads."""
        return self.spool.backlog() if self.remote else Backlog(0, 0, None, "")

    # --- for people ----------------------------------------------------------------------------

    def listing(self, pattern: str = "") -> Iterator[Listed]:
        """Files whose names match (``*`` also goes over ``/``; no pattern: all), in any order."""
        seen = set()
        if self.remote:
            for file in self.spool.waiting():
                if _matches(file.name, pattern):
                    seen.add(file.name)
                    yield Listed(file, True)
        for file in self.files.files(_fixed_folder(pattern)):
            if file.name not in seen and _matches(file.name, pattern) and not is_part(file.name):
                yield Listed(file, False)

    def copy_out(self, name: str, target: Path) -> StoredFile:
        """KnownError when there is no such file."""
        for store in self.stores():
            stored = store.fetch(name, target)
            if stored is not None:
                return stored
        raise self._missing(name)

    def delete(self, names: Iterable[str]) -> list[str]:
        """Those that were there. What waits for its upload and copies on this node go too."""
        deleted = []
        for name in names:
            found = [store.delete(name) for store in self.stores()]
            if self.copies is not None:
                self.copies.forget(name)
            if any(found):
                deleted.append(name)
        return deleted

    def add(self, source: Path, name: str) -> StoredFile:
        """Put a prompt into the store; what was there is replaced. KnownError: it cannot be."""
        stored = self.files.put(source, name)
        if self.copies is not None:
            self.copies.forget(name)
        return stored

    def delete_leftovers(self) -> int:
        """What uploads that were cut off left in the store; how many."""
        return self.files.delete_leftovers(datetime.now(UTC) - _LEFTOVER_AGE)

    def has(self, name: str) -> bool:
        return any(store.facts(name) is not None for store in self.stores())

    def check(self) -> None:
        """KnownError when the store cannot be read and written now."""
        name = f".check-{os.getpid()}"
        self.folder.mkdir(parents=True, exist_ok=True)
        probe = self.folder / name
        try:
            probe.write_bytes(b"RINO")
            if self.remote:
                self.files.put(probe, name)
                self.files.delete(name)
        except OSError as error:
            raise KnownError(
                "The folder {folder} cannot be written: {reason}.",
                mend="Check the voice store's permissions and the space on its disk.",
                folder=self.folder,
                reason=error,
            ) from error
        finally:
            probe.unlink(missing_ok=True)

    def check_place(self) -> None:
        """KnownError when the place where files are kept is not there at all."""
        if not self.files.is_there():
            raise KnownError(
                "The voice store {store} is not there.",
                mend="Create the place, or mend its address.",
                store=self.place,
            )

    def stores(self) -> tuple[FileStore, ...]:
        """Where files may be: what waits on this node, and the store."""
        return (self.spool.store, self.files) if self.remote else (self.files,)

    def _missing(self, name: str) -> KnownError:
        return KnownError(
            "There is no {name} in the voice store {store}.",
            mend="See what is there.",
            name=name,
            store=self.place,
        )


def is_part(name: str) -> bool:
    """A recording that is still being made."""
    return name.endswith(UNFINISHED) or whole_of(Path(name)) is not None


def _matches(name: str, pattern: str) -> bool:
    return not pattern or fnmatch.fnmatchcase(name, pattern)


def _fixed_folder(pattern: str) -> str:
    """The folder that everything matching lies in: ``recordings/2026/*`` → ``recordings/2026``."""
    fixed = []
    for part in pattern.split("/")[:-1]:
        if any(char in part for char in "*?["):
            break
        fixed.append(part)
    return "/".join(part for part in fixed if part)
