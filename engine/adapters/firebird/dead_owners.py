"""Frees what a killed process has held of an embedded database.

All processes that share an embedded database wake each other through memory in the lock folder: a
counter with a mutex for each (Firebird's ``event_t``). Firebird makes these mutexes shared and not
robust (POSIX, pthread_mutexattr_setrobust). Whoever is killed in the microsecond in which he has
one leaves it locked for ever: the process whose it is wakes no more, and each call that waits for
it never returns. Nothing tells of that, no time-out ends it, and a new start of another process
does not help.

Where a call has not returned for some seconds, all mutexes there are looked at, twice. One that is
held by the same thread both times, which nobody holds for longer than it takes to count one up,
and whose thread is no more, is unlocked, and who waits is woken. The counter itself is right
before and after.

Linux on x86-64 with glibc: the layout is that of ``pthread_mutex_t`` there
(sysdeps/nptl/bits/struct_mutex.h). Elsewhere nothing is done.
"""

import ctypes
import logging
import mmap
import os
import platform
import struct
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

log = logging.getLogger(__name__)

#: A call that lasts so long is looked into: a conflict of rows is given up after 3 s.
LONG_S = 10.0
#: Between two looks.
LOOK_S = 3.0
#: Of a mutex, after lock, count, owner and users: its kind (shared, not robust), spins and elision,
#: and no list, which only robust ones have.
_KIND = b"\x80" + bytes(23)
_HEAD = struct.Struct("<iiii")
_LOCK, _OWNER, _USERS = 0, 8, 12
#: More threads than this never wait for one.
_MOST_USERS = 10_000
_SYS_FUTEX, _FUTEX_WAKE = 202, 1
_EVERYBODY = 2**31 - 1

Alive = Callable[[int], bool]


def thread_lives(tid: int) -> bool:
    """Of whichever process."""
    return Path(f"/proc/{tid}").exists()


def shared_files(folder: Path) -> set[Path]:
    """Those of a folder that this process has in its memory, and that are there still."""
    lines = Path("/proc/self/maps").read_text("utf-8", "surrogateescape").splitlines()
    parts = [line.split(maxsplit=5) for line in lines]
    found = {Path(part[5]) for part in parts if len(part) == 6 and part[1] == "rw-s"}
    return {file for file in found if file.parent == folder and file.is_file()}


@contextmanager
def mapped(file: Path) -> Iterator[mmap.mmap]:
    """A mapping of our own: Firebird's may be gone in the middle of a look, as its table grows."""
    with file.open("r+b") as opened, mmap.mmap(opened.fileno(), 0) as memory:
        yield memory


class DeadOwners:
    """``folder``: where the files of the locks are."""

    def __init__(self, folder: Path, alive: Alive = thread_lives) -> None:
        self._folder, self._alive = folder, alive
        self._before: set[tuple[Path, int, int]] = set()

    def forget(self) -> None:
        """Nothing hangs."""
        self._before = set()

    def look(self) -> int:
        """How many were freed: those that this and the last look have found."""
        found: set[tuple[Path, int, int]] = set()
        freed = 0
        for file in shared_files(self._folder):
            with mapped(file) as memory:
                for place, owner in _held(memory[:]):
                    if not self._alive(owner):
                        found.add((file, place, owner))
                        if (file, place, owner) in self._before:
                            freed += _free(memory, place, owner)
        self._before = found
        return freed


def _held(content: bytes) -> Iterator[tuple[int, int]]:
    """Place and owner of each mutex that somebody has."""
    kind = content.find(_KIND, _HEAD.size)
    while kind >= 0:
        place = kind - _HEAD.size
        lock, count, owner, users = _HEAD.unpack_from(content, place)
        if place % 8 == 0 and lock in (1, 2) and not count and owner > 0 < users < _MOST_USERS:
            yield place, owner
        kind = content.find(_KIND, kind + 1)


def _free(memory: mmap.mmap, mutex: int, owner: int) -> bool:
    lock, holder, users = (
        ctypes.c_int.from_buffer(memory, mutex + place) for place in (_LOCK, _OWNER, _USERS)
    )
    if holder.value != owner or not lock.value:
        return False  # another process has freed it
    holder.value = 0
    users.value -= 1
    lock.value = 0
    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall(_SYS_FUTEX, ctypes.byref(lock), _FUTEX_WAKE, _EVERYBODY, None, None, 0)
    log.error("a process was killed while it held a lock of the database (thread %d): freed", owner)
    return True


class _Calls:
    """Those under way in this process, and the thread that looks after them."""

    def __init__(self) -> None:
        self._begun: dict[int, float] = {}
        self._folder: Path | None = None

    def begin(self, folder: Path) -> None:
        if self._folder is None:
            self._folder = folder
            threading.Thread(
                target=self._watch, args=(DeadOwners(folder),), name="dead owners", daemon=True
            ).start()
        self._begun[threading.get_ident()] = time.monotonic()

    def end(self) -> None:
        self._begun.pop(threading.get_ident(), None)

    def _watch(self, owners: DeadOwners) -> None:
        while True:
            time.sleep(LOOK_S)
            begun = min(self._begun.copy().values(), default=None)
            if begun is None or time.monotonic() - begun < LONG_S:
                owners.forget()
                continue
            try:
                owners.look()
            except (OSError, ValueError) as error:  # ValueError: an empty file
                log.warning("the locks of the database cannot be looked at: %s", error)


_calls = _Calls()
_known = sys.platform == "linux" and platform.machine() == "x86_64"


def _begin_anew() -> None:
    """A forked process has no thread but its own."""
    global _calls
    _calls = _Calls()


if _known:
    os.register_at_fork(after_in_child=_begin_anew)


@contextmanager
def looked_after(folder: Path | None) -> Iterator[None]:
    """Around a call into an embedded database whose locks are in ``folder``; None: of a server,
    whose own clients' deaths do not touch it."""
    if folder is None or not _known:
        yield
        return
    calls = _calls
    calls.begin(folder)
    try:
        yield
    finally:
        calls.end()
