"""Synthesised phrases, kept by content: the same words are synthesised once.

Several engine nodes may share one folder: files appear whole (written beside and moved), and
nobody removes what was used within the last hour.
"""

import hashlib
import logging
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

from engine.audio.wav import wav_format
from engine.errors import KnownError
from engine.ports.speech import Speech

log = logging.getLogger(__name__)

#: A file used less long ago than this is never evicted: a line may be about to play it.
_IN_USE_S = 3600.0
#: The time of last use is written at most this often.
_TOUCH_S = 600.0


class SpeechCache:
    """Blocking and thread-safe. Keeps at most about ``limit_bytes``; the phrases that have not
    been used for longest go first."""

    def __init__(self, folder: Path, speech: Speech, limit_bytes: int) -> None:
        self._folder = folder
        self._speech = speech
        self._limit = limit_bytes
        self._lock = threading.Lock()
        #: Bytes in the folder; None: not counted yet.
        self._total: int | None = None

    def path(self, text: str, language: str) -> Path:
        return self._path("\0".join((self._speech.name, language, text)))

    def fetch(self, text: str, language: str) -> Path:
        """The phrase's file, synthesised now if need be. KnownError when that fails."""
        return self._kept(
            self.path(text, language),
            lambda part: self._speech.synthesise(text, language, part),
        )

    def keep(self, key: str, make: Callable[[Path], None]) -> Path:
        """The file of anything else that can be made again: ``make`` writes it where it is told.
        KnownError when that fails."""
        return self._kept(self._path(key), make)

    def _path(self, key: str) -> Path:
        name = hashlib.sha256(key.encode(errors="surrogateescape")).hexdigest()[:40]
        return self._folder / name[:2] / f"{name}.wav"

    def _kept(self, path: Path, make: Callable[[Path], None]) -> Path:
        if not self._usable(path):
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                part = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}.part")
                try:
                    make(part)
                    part.replace(path)
                finally:
                    part.unlink(missing_ok=True)
            except OSError as error:
                raise KnownError(
                    "A phrase cannot be kept in {folder}: {reason}.",
                    mend="Check the folder's permissions and the space on its disk.",
                    folder=self._folder,
                    reason=error,
                ) from error
            self._grown(path.stat().st_size)
        return path

    def _usable(self, path: Path) -> bool:
        try:
            # A machine that lost power may have left a file without its contents.
            if not wav_format(path).telephone:
                return False
            if time.time() - path.stat().st_mtime > _TOUCH_S:
                os.utime(path)
        except (KnownError, OSError):
            return False
        return True

    def _grown(self, size: int) -> None:
        with self._lock:
            if self._total is None:
                self._total = sum(size for _, size, _ in self._listing())
            else:
                self._total += size
            if self._total > self._limit:
                self._total = self._evict()

    def _listing(self) -> list[tuple[float, int, Path]]:
        """(time of last use, size, file) of everything in the folder."""
        listing = []
        for path in self._folder.glob("??/*"):
            try:
                facts = path.stat()
            except OSError:
                continue  # another node has just removed it
            listing.append((facts.st_mtime, facts.st_size, path))
        return listing

    def _evict(self) -> int:
        """Remove the longest unused until a tenth of the room is free again; bytes that stay."""
        listing = sorted(self._listing())
        total = sum(size for _, size, _ in listing)
        now = time.time()
        removed = 0
        for used, size, path in listing:
            if total <= self._limit * 0.9 or now - used < _IN_USE_S:
                break
            try:
                path.unlink()
            except FileNotFoundError:
                pass
            except OSError as error:
                log.warning("%s cannot be removed from the cache: %s", path, error.strerror)
                continue
            total -= size
            removed += 1
        log.info("%d phrases went out of the speech cache, %d bytes stay", removed, total)
        return total
