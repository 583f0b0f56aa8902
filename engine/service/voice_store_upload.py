"""Uploads: from the spool to the voice store, in a thread, whatever happens to either.

A file leaves the spool only after the store has confirmed its size. An outage is reported once
when it begins and once when it ends; what waits is tried again after 2 … 60 s. Two engines of one
machine may share a spool: both may upload the same file, which makes it no worse.
"""

import logging
import threading
import time
from collections.abc import Callable

from engine.errors import KnownError
from engine.ports.voice_store import FileStore, StoredFile
from engine.service.voice_store_copies import StoreCopies
from engine.service.voice_store_spool import Spool

log = logging.getLogger(__name__)

_LOOK_EVERY_S = 2.0
_FIRST_WAIT_S, _LONGEST_WAIT_S = 2.0, 60.0


class Uploads:
    def __init__(self, spool: Spool, store: FileStore, copies: StoreCopies,
                 on_problem: Callable[[str], None] | None = None) -> None:  # fmt: skip
        self._spool = spool
        self._store = store
        self._copies = copies
        self._on_problem = on_problem
        self._stop = threading.Event()
        self._deadline: float | None = None
        self._thread: threading.Thread | None = None
        self._failing = False
        self._unreadable: set[str] = set()

    def start(self) -> None:
        self._thread = threading.Thread(target=self._run, name="voice-store-uploads", daemon=True)
        self._thread.start()

    def stop(self, drain_s: float) -> None:
        """Upload what waits, for so long at most. The thread of an upload that hangs is left
        behind: it is a daemon, and the spool keeps its file."""
        self._deadline = time.monotonic() + drain_s
        self._stop.set()
        if self._thread is not None:
            self._thread.join(drain_s + 1.0)
            if not self._thread.is_alive():
                self._store.close()

    def _run(self) -> None:
        wait_s = _FIRST_WAIT_S
        while not self._stop.is_set():
            try:
                good = self.cycle()
            except Exception:
                log.exception("uploading recordings failed")
                good = False
            wait_s = _FIRST_WAIT_S if good else min(wait_s * 2, _LONGEST_WAIT_S)
            self._stop.wait(_LOOK_EVERY_S if good else wait_s)
        if not self._failing:
            self._drain()

    def _drain(self) -> None:
        """At the end of the engine: the last calls' recordings are hardly a moment old."""
        while self._time_left() and any(True for _ in self._spool.waiting()):
            if not self.cycle():
                return
            time.sleep(0.2)

    def _time_left(self) -> bool:
        return self._deadline is None or time.monotonic() < self._deadline

    def cycle(self) -> bool:
        """Upload everything that is ready; False when the store did not take it."""
        for file in self._spool.ready():
            if self._stop.is_set() and not self._time_left():
                return True
            try:
                self._upload(file)
            except KnownError as error:
                self._failed(str(error))
                return False
        self._worked()
        self._copies.prune()
        return True

    def _upload(self, file: StoredFile) -> None:
        path = self._spool.path(file.name)
        try:
            stored = self._store.put(path, file.name)
        except FileNotFoundError:
            return  # another engine was quicker, or it was deleted
        except OSError as error:
            # This one file cannot be read; the others can.
            if file.name not in self._unreadable:
                self._unreadable.add(file.name)
                self._report(f"{path} cannot be uploaded: {error}")
            return
        self._copies.adopt(path, stored)
        log.debug("%s is in the voice store", file.name)

    def _failed(self, error: str) -> None:
        self._spool.note_error(error)
        if not self._failing:
            self._failing = True
            self._report(f"{error} Recordings wait in {self._spool.folder}.")

    def _worked(self) -> None:
        if self._failing:
            log.warning("recordings are uploaded to %s again", self._store.place)
        self._failing = False
        self._spool.note_error("")

    def _report(self, problem: str) -> None:
        log.warning("%s", problem)
        if self._on_problem is not None:
            self._on_problem(problem)
