"""The spool: recordings of this node that are not in the voice store yet.

A recording appears here under its own name only when it is complete; while it is made there are
parts beside it (``engine.audio.recorded``). What a crash leaves is completed from its parts; a
file without usable sound is set aside, with a note that says why. The spool is all there is to
know: whoever starts, scans it.
"""

import contextlib
import json
import logging
import os
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from engine.audio.recorded import UNFINISHED, complete, whole_of
from engine.audio.wav import repair_header, wav_format
from engine.errors import KnownError
from engine.ports.voice_store import FileStore, StoredFile
from engine.service.recordings import MESSAGES, RECORDINGS

log = logging.getLogger(__name__)

#: A part that nobody has written to for so long has lost its writer: recorders write every half
#: second, silence too.
ORPHAN_S = 60.0
#: A recording is left alone for a moment after it appears: its call is just being booked.
SETTLE_S = 3.0
_ASIDE = "aside"
_STATE = ".uploads.json"
#: In a store that is a folder only the last days are searched for parts.
_RECENT_DAYS = 3


@dataclass(frozen=True, slots=True)
class Backlog:
    """What waits: files, bytes, since when (None: nothing does), the last error of an upload ("":
    none since the last success), and files set aside because they cannot be used."""

    count: int
    bytes: int
    oldest_at: datetime | None
    last_error: str
    set_aside: int = 0


class Spool:
    """``whole``: everything here waits for its upload; otherwise the folder is the store itself,
    and only its last days are looked at."""

    def __init__(self, folder: Path, store: FileStore, *, whole: bool = True) -> None:
        self.folder = folder
        self.store = store
        self._whole = whole
        self._stopped = threading.Event()

    def path(self, name: str) -> Path:
        return self.folder.joinpath(*name.split("/"))

    def waiting(self) -> Iterator[StoredFile]:
        """Complete files, in no particular order."""
        for top in (RECORDINGS, MESSAGES):
            for file in self.store.files(top):
                if whole_of(Path(file.name)) is None and not file.name.endswith(UNFINISHED):
                    yield file

    def ready(self) -> list[StoredFile]:
        """Those that can be uploaded now, oldest first; completes and sets aside on the way."""
        self.repair()
        now = time.time()
        ready = [file for file in self.waiting() if self._is_ready(file, now)]
        return sorted(ready, key=_age)

    def _is_ready(self, file: StoredFile, now: float) -> bool:
        age_s = now - (file.changed_at.timestamp() if file.changed_at else 0)
        if age_s < SETTLE_S:
            return False
        if not file.name.endswith(".wav"):
            return age_s >= ORPHAN_S  # nothing of ours, and nobody is writing to it
        path = self.path(file.name)
        try:
            kind = wav_format(path)
            if kind.size == kind.declared:
                return True
            if age_s >= ORPHAN_S:
                repair_header(path, kind)
                log.warning("%s was cut off by a crash: its length was set right", path)
            return False  # changed just now
        except FileNotFoundError:
            return False
        except OSError as error:
            log.warning("%s cannot be repaired: %s", path, error.strerror)
        except KnownError as error:
            if path.exists() and age_s >= ORPHAN_S:
                self.set_aside(file.name, str(error))
        return False

    # --- repairs -------------------------------------------------------------------------------

    def repair(self) -> int:
        """Complete recordings whose writer has died; how many."""
        now, done = time.time(), set()
        for folder in self._folders():
            for part in self._orphans(folder, now):
                whole = whole_of(part)
                if whole is None:
                    with contextlib.suppress(OSError):
                        part.unlink()  # half of a file that is made again from its parts
                elif whole not in done:
                    done.add(whole)
                    self._complete(whole)
        return len(done)

    def cut_off(self) -> int:
        """Recordings that ``repair`` would complete."""
        now = time.time()
        return len({
            whole for folder in self._folders() for part in self._orphans(folder, now)
            if (whole := whole_of(part)) is not None
        })  # fmt: skip

    def _folders(self) -> Iterator[Path]:
        for top in (RECORDINGS, MESSAGES):
            days = sorted((self.folder / top).glob("*/*/*"))
            for day in days if self._whole else days[-_RECENT_DAYS:]:
                yield from (Path(place) for place, _, _ in os.walk(day))

    @staticmethod
    def _orphans(folder: Path, now: float) -> list[Path]:
        orphans: list[Path] = []
        alive: set[Path | None] = set()
        for path in folder.iterdir() if folder.is_dir() else ():
            whole = whole_of(path)
            if whole is None and not path.name.endswith(UNFINISHED):
                continue
            try:
                young = now - path.stat().st_mtime < ORPHAN_S
            except OSError:
                continue
            if young:
                alive.add(whole)
            else:
                orphans.append(path)
        return [path for path in orphans if whole_of(path) is None or whole_of(path) not in alive]

    def _complete(self, whole: Path) -> None:
        try:
            complete(whole)
            log.warning("%s was cut off by a crash and is completed from its parts", whole)
        except (OSError, ValueError) as error:
            log.warning("%s cannot be completed from its parts: %s", whole, error)

    def set_aside(self, name: str, why: str) -> None:
        """Out of the way, with a note: nobody's recording is thrown away."""
        source, target = self.path(name), self.folder / _ASIDE / name
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            source.replace(target)
            target.with_name(target.name + ".txt").write_text(f"{why}\n", encoding="utf-8")
        except OSError as error:
            log.warning("%s cannot be set aside: %s", source, error)
            return
        log.error("%s is set aside as %s: %s", source, target, why)

    def start_repairs(self) -> None:
        """For a store that is a folder: look now and then, in a thread."""

        def look() -> None:
            while True:
                try:
                    self.repair()
                except Exception:
                    log.exception("looking for recordings cut off by a crash failed")
                if self._stopped.wait(ORPHAN_S):
                    return

        threading.Thread(target=look, name="voice-store-repairs", daemon=True).start()

    def close(self) -> None:
        self._stopped.set()

    # --- what is told of it --------------------------------------------------------------------

    def backlog(self) -> Backlog:
        files = list(self.waiting())
        return Backlog(
            len(files),
            sum(file.size for file in files),
            min((file.changed_at for file in files if file.changed_at), default=None),
            self._last_error(),
            self.set_aside_count(),
        )

    @property
    def aside_folder(self) -> Path:
        """Where damaged recordings are put, each with a note."""
        return self.folder / _ASIDE

    def set_aside_count(self) -> int:
        return sum(1 for _ in self.aside_folder.rglob("*.txt"))

    def _last_error(self) -> str:
        try:
            state = json.loads((self.folder / _STATE).read_text(encoding="utf-8"))
            return str(state.get("last_error", ""))
        except (OSError, ValueError, AttributeError):
            return ""

    def note_error(self, error: str) -> None:
        """For ``backlog``, of whichever program; "": uploads work."""
        if error == self._last_error():
            return
        state = {"last_error": error, "at": datetime.now(UTC).isoformat(timespec="seconds")}
        path = self.folder / _STATE
        part = path.with_name(f"{_STATE}.{os.getpid()}.part")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            part.write_text(json.dumps(state, ensure_ascii=False), encoding="utf-8")
            part.replace(path)
        except OSError as trouble:
            log.warning("%s cannot be written: %s", path, trouble)


def _age(file: StoredFile) -> tuple[float, str]:
    return (file.changed_at.timestamp() if file.changed_at else 0.0, file.name)
