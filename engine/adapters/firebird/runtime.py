"""Loads the Firebird 5 that comes as a Python wheel: client library and embedded engine in one.

Firebird finds its plug-ins, messages and configuration through one root folder, and through one
lock folder it coordinates all processes that have the same database file open. The wheel's own
root would lock a database to a single process (``ServerMode = Super``), so we make a root of our
own: links to the wheel's files and a ``firebird.conf`` that we write.
"""

import contextlib
import ctypes
import hashlib
import os
import shutil
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fdb
import platformdirs
from fdb import ibase

from engine.adapters.firebird import shared_folder
from engine.adapters.firebird.configuration import CONFIGURATION
from engine.errors import KnownError

#: Room for a ``struct sigaction`` of any C library.
_SIGACTION_SIZE = 512

_load_lock = threading.Lock()
_root: Path | None = None


def load() -> Any:
    """Load the client library (once per process) and return fdb's binding of it.

    Raises KnownError when a system library that it needs is missing.
    """
    global _root
    with _load_lock:
        if _root is None:
            # Imported here: the wheel exists for Linux and Windows on x86-64 only.
            from firebird.embedded.provider import (  # type: ignore[import-untyped]
                FirebirdProvider,
            )

            provider = FirebirdProvider()
            root = _prepare_root(provider.root)
            os.environ["FIREBIRD"] = str(root)
            os.environ["FIREBIRD_LOCK"] = str(lock_folder())
            _load_libraries(provider.root)
            api = fdb.load_api(str(root / provider.client_library.name))
            with _signal_handlers_kept():
                _attach_to_nothing(api)
            _root = root
        return fdb.fbcore.api


def log_file() -> Path:
    """Where the embedded engine writes what it has to say."""
    load()
    assert _root is not None
    return _root / "firebird.log"


def lock_folder() -> Path:
    """The folder through which all processes that share an embedded database coordinate.

    Two processes with different lock folders would destroy the file, so this depends on nothing
    that may differ between two processes of one user: not on HOME, not on TMPDIR, and on Linux
    not on /tmp either, which a systemd service may have for itself. On Windows Firebird's own
    names hold for the whole machine, and it refuses a second folder: all users have one.
    """
    if sys.platform == "win32":
        folder = Path(platformdirs.site_data_path("RINO Desktop", appauthor=False)) / "locks"
    else:
        shared = Path("/dev/shm")  # noqa: S108 - meant to be common to all processes
        base = shared if os.access(shared, os.W_OK | os.X_OK) else Path("/tmp")  # noqa: S108
        folder = base / f"rino-firebird-{os.geteuid()}"
    try:
        if sys.platform == "win32":
            shared_folder.make(folder)
            return folder
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if folder.lstat().st_uid != os.geteuid():
            raise PermissionError(f"{folder} belongs to another user")
    except OSError as error:
        raise KnownError(
            "cannot use {folder} for the locks of the embedded database: {reason}.",
            mend="Make it a folder that this user can write.",
            folder=folder,
            reason=error,
        ) from error
    return folder


def check_owner(database: Path) -> None:
    """Refuse an embedded database of another user.

    Each user has a lock folder of his own; two users with one file open would destroy it.
    """
    if sys.platform == "win32":
        return
    owner = database.stat().st_uid
    if owner != os.geteuid():
        raise KnownError(
            "{database} belongs to the user with id {owner}, this program runs as {own_id}.",
            mend="Run it as the owner, or put the database on a Firebird server.",
            database=database,
            owner=owner,
            own_id=os.geteuid(),
        )


def _load_libraries(runtime: Path) -> None:
    if sys.platform == "win32":
        return
    # The engine's plug-ins look for these symbols in the process, not in files of their own.
    try:
        ctypes.CDLL("libtommath.so.1", mode=ctypes.RTLD_GLOBAL)
    except OSError as error:
        raise KnownError(
            "the embedded Firebird needs the system library libtommath.so.1.",
            mend="Install it: apt-get install libtommath1",
        ) from error
    ctypes.CDLL(str(runtime / "libtomcrypt.so.1"), mode=ctypes.RTLD_GLOBAL)


@contextlib.contextmanager
def _signal_handlers_kept() -> Iterator[None]:
    """The first connection installs a SIGTERM handler of Firebird's that cuts all connections.

    An engine that is asked to stop still has calls to finish and to journal, so whatever handler
    was there stays. (Python's own view of handlers knows nothing of this: hence libc.)
    """
    if sys.platform == "win32":
        yield
        return
    libc = ctypes.CDLL(None)
    saved = {}
    for number in (signal.SIGTERM, signal.SIGINT):
        saved[number] = ctypes.create_string_buffer(_SIGACTION_SIZE)
        libc.sigaction(int(number), None, saved[number])
    try:
        yield
    finally:
        for number, action in saved.items():
            libc.sigaction(int(number), action, None)


def _attach_to_nothing(api: Any) -> None:
    """A connection that fails at once, but makes the client library initialise itself."""
    status = ibase.ISC_STATUS_ARRAY()
    api.isc_attach_database(status, 0, b"", ibase.isc_db_handle(0), 0, b"")


def _prepare_root(runtime: Path) -> Path:
    """Make the root folder unless it is there; any number of processes may do so at once."""
    if _is_ours(runtime):
        return runtime
    # The names too: an upgrade may bring other files to the same place.
    names = " ".join(sorted(entry.name for entry in runtime.iterdir()))
    mark = hashlib.sha256(f"{runtime}\n{names}\n{CONFIGURATION}".encode()).hexdigest()[:16]
    for base in _root_candidates():
        root = base / f"firebird-{mark}"
        if _is_complete(root):
            return root
        try:
            base.mkdir(parents=True, exist_ok=True)
            building = Path(tempfile.mkdtemp(prefix=f".{root.name}-", dir=base))
        except OSError:
            continue
        _fill_root(runtime, building)
        _put_in_place(building, root)
        return root
    raise KnownError(
        "no folder for the files of the embedded database can be written.",
        mend="Make one of these writable: {folders}",
        folders=", ".join(str(c) for c in _root_candidates()),
    )


def _is_ours(runtime: Path) -> bool:
    """The Windows installer has put our configuration where the wheel had its own."""
    file = runtime / "firebird.conf"
    return file.is_file() and file.read_text(encoding="utf-8", errors="replace") == CONFIGURATION


def _put_in_place(building: Path, root: Path) -> None:
    for _ in range(10):
        try:
            building.rename(root)
            return
        except OSError:
            if _is_complete(root):  # another process was quicker
                break
            # Left by an earlier installation: its links lead nowhere.
            shutil.rmtree(root, ignore_errors=True)
    shutil.rmtree(building, ignore_errors=True)


def _is_complete(root: Path) -> bool:
    # The links all lead to one folder: where one is dead all are.
    return (root / "firebird.conf").is_file() and (root / "firebird.msg").is_file()


def _root_candidates() -> list[Path]:
    return [
        Path(platformdirs.user_cache_path("rino-desktop", appauthor=False)),
        lock_folder(),
    ]


def _fill_root(runtime: Path, root: Path) -> None:
    for entry in runtime.iterdir():
        target = root / entry.name
        if entry.name in {"firebird.conf", "firebird.log"}:
            continue
        if sys.platform != "win32":
            target.symlink_to(entry)
        elif entry.is_dir():  # links need a privilege there
            shutil.copytree(entry, target)
        else:
            shutil.copy2(entry, target)
    (root / "firebird.conf").write_text(CONFIGURATION, encoding="utf-8")
