"""Work that is not saved yet, kept on this computer: a crash, a power cut or a database that is
away loses no edit.

Each run of the program has a folder of its own in it: two windows side by side do not touch each
other's work, and what one has not saved is offered when that one is no more. For each scheme there
is the file of the work going on, ``KEY.json``, and the one before it, ``KEY.before``. A new one is
written beside (``KEY.new``) and moved into place, so that a crash in the middle of writing leaves
what was there; should the disk have spoilt the last one all the same, the one before counts. Work
of an earlier time that is offered to the user is moved out of the way (``KEY-….kept``) until he has
decided: new work does not touch it. What cannot be read is set aside as ``KEY-….damaged`` and never
thrown away.
"""

import contextlib
import hashlib
import json
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache, wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

import psutil

from engine.errors import KnownError
from engine.scheme.codec import load_scheme

_FORMAT = 1
#: The folder is one for all tabs, and each works on it in a thread of its own.
_one_at_a_time = threading.RLock()
P = ParamSpec("P")
T = TypeVar("T")


def _alone(function: Callable[P, T]) -> Callable[P, T]:
    @wraps(function)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> T:
        with _one_at_a_time:
            return function(*args, **kwargs)

    return wrapped


@dataclass(frozen=True, slots=True)
class Recovered:
    """``document``: the text of a scheme; ``based_on``: the revision of the draft that the work
    began from, None for a scheme that was never saved; ``file``: where it lies."""

    name: str
    document: str
    based_on: int | None
    saved_at: datetime
    file: Path


@dataclass(frozen=True, slots=True)
class Found:
    """``works``: the newest first; ``damaged``: files that hold work which cannot be read."""

    works: list[Recovered] = field(default_factory=list)
    damaged: list[Path] = field(default_factory=list)


class RecoveryFolder:
    """``folder`` is made when it is first needed. ``user``: each has files of his own. All of it
    waits for the disk: not for the GUI's thread."""

    def __init__(self, folder: Path, user: str, database: str) -> None:
        self._folder = folder
        self._run = folder / this_run()
        self._user, self._database = user, database

    @_alone
    def belong_to(self, user: str) -> None:
        """He is named so from now on, and has the files that he had. OSError."""
        before = RecoveryFolder(self._folder, self._user, self._database)
        self._user = user
        kinds = (".json", ".before", ".kept")
        files = [file for run in self._ours() for file in run.glob("*.*")]
        found = [_read(file) for file in files if file.suffix in kinds]
        for name in {each.name for each in found if each is not None}:
            before._hand_over(name, self, name)

    # --- the work going on ------------------------------------------------------------------------

    @_alone
    def write(self, name: str, document: str, based_on: int | None) -> None:
        """OSError where the disk refuses; what was written before is there then."""
        self._run.mkdir(parents=True, exist_ok=True)
        kept = {
            "format": _FORMAT,
            "name": name,
            "based_on": based_on,
            "saved_at": datetime.now(UTC).isoformat(),
            "document": document,
        }
        path, before, beside = self._files(name)
        with beside.open("w", encoding="utf-8") as file:
            json.dump(kept, file, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            path.replace(before)
        beside.replace(path)
        self._sync()

    @_alone
    def discard(self, name: str) -> None:
        """It is saved. Work of an earlier time that is offered still stays."""
        for path in self._files(name):
            path.unlink(missing_ok=True)

    # --- work of an earlier time ------------------------------------------------------------------

    @_alone
    def unsaved(self, name: str) -> Found:
        """What an earlier run of the program has left, moved out of the way of what is done now.
        OSError where the disk refuses."""
        apart: list[Path] = []
        for run in self._ours():
            newest, damaged = self._newest(name, run)
            apart += [self._set_apart(name, file) for file in damaged]
            if newest is not None:
                newest.file.replace(self._aside(name, "kept"))
                for path in self._files(name, run):
                    path.unlink(missing_ok=True)
            if run not in (self._run, self._folder):
                with contextlib.suppress(OSError):  # others may have left something in it
                    run.rmdir()
        works, damaged = self._kept(name)
        return Found(works, apart + [self._set_apart(name, file) for file in damaged])

    def forget(self, kept: Recovered) -> None:
        """The user has decided: it is saved, or not wanted."""
        kept.file.unlink(missing_ok=True)

    @_alone
    def rename(self, name: str, new_name: str) -> None:
        """The scheme is called otherwise from now on."""
        self._hand_over(name, self, new_name)

    def _hand_over(self, name: str, other: "RecoveryFolder", new_name: str) -> None:
        for run in self._ours():
            for old, new in zip(self._files(name, run), other._files(new_name, run), strict=True):
                if old.exists():
                    # What has been written there since is newer, and lost is neither.
                    old.replace(other._aside(new_name, "kept") if new.exists() else new)
        for old in self._folder.glob(f"{self._key(name)}-*.kept"):
            old.replace(other._aside(new_name, "kept"))

    # --- inside -----------------------------------------------------------------------------------

    def _ours(self) -> list[Path]:
        """The folders of this run and of those that are over; what lies beside them is of older
        versions of the program."""
        if not self._folder.is_dir():
            return []
        runs = [each for each in self._folder.iterdir() if each.is_dir() and each != self._run]
        return [self._run, self._folder, *(run for run in runs if not is_running(run.name))]

    def _newest(self, name: str, run: Path) -> tuple[Recovered | None, list[Path]]:
        """The newest that is whole, and what is damaged. A ``beside`` that is not whole is what
        a crash in the middle of writing leaves: nothing was lost by it, the edits in it are at
        most a few seconds younger than ``path``."""
        whole: list[Recovered] = []
        damaged: list[Path] = []
        path, before, beside = self._files(name, run)
        for file in (path, before, beside):
            if not file.exists():
                continue
            read = _read(file)
            if read is not None:
                whole.append(read)
            elif file != beside:
                damaged.append(file)
        return max(whole, key=lambda each: each.saved_at, default=None), damaged

    def _kept(self, name: str) -> tuple[list[Recovered], list[Path]]:
        works: list[Recovered] = []
        damaged: list[Path] = []
        for file in self._folder.glob(f"{self._key(name)}-*.kept"):
            read = _read(file)
            if read is None:
                damaged.append(file)
            else:
                works.append(read)
        return sorted(works, key=lambda each: each.saved_at, reverse=True), damaged

    def _set_apart(self, name: str, file: Path) -> Path:
        aside = self._aside(name, "damaged")
        file.replace(aside)
        return aside

    def _aside(self, name: str, kind: str) -> Path:
        return self._folder / f"{self._key(name)}-{time.time_ns()}.{kind}"

    def _files(self, name: str, run: Path | None = None) -> tuple[Path, Path, Path]:
        path = (run or self._run) / f"{self._key(name)}.json"
        return path, path.with_suffix(".before"), path.with_suffix(".new")

    def _key(self, name: str) -> str:
        return hashlib.sha256(
            f"{self._user}\n{self._database}\n{name.casefold()}".encode()
        ).hexdigest()[:24]

    def _sync(self) -> None:
        """So that after a power cut the folder knows the new file."""
        if os.name == "posix":
            handle = os.open(self._run, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


@cache
def this_run() -> str:
    """A name that no other run of a program on this computer has."""
    return f"{os.getpid()}-{round(psutil.Process().create_time())}"


def is_running(run: str) -> bool:
    pid, _, begun = run.partition("-")
    try:
        # The system's clock may have been set since: a little is no difference.
        return bool(abs(psutil.Process(int(pid)).create_time() - int(begun)) < 5)
    except (psutil.Error, ValueError):
        return False


def _read(file: Path) -> Recovered | None:
    """None: it cannot be read, or holds no scheme."""
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
        if kept["format"] != _FORMAT:
            return None
        based_on = kept["based_on"]
        load_scheme(kept["document"])
        return Recovered(
            str(kept["name"]),
            kept["document"],
            None if based_on is None else int(based_on),
            datetime.fromisoformat(kept["saved_at"]),
            file,
        )
    except (OSError, ValueError, KeyError, TypeError, RecursionError, KnownError):
        return None
