"""Work that is not saved yet, kept on this computer: a crash, a power cut or a database that is
away loses no edit.

One file for each scheme. It is written beside and moved into place, so that a crash in the middle
of writing leaves the one before.
"""

import hashlib
import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Recovered:
    """``document``: the text of a scheme; ``based_on``: the revision of the draft that the work
    began from, None for a scheme that was never saved."""

    name: str
    document: str
    based_on: int | None
    saved_at: datetime


class RecoveryFolder:
    """``folder`` is made when it is first needed. ``user``: each has files of his own."""

    def __init__(self, folder: Path, user: str, database: str) -> None:
        self._folder = folder
        self._user, self._database = user, database

    def belong_to(self, user: str) -> None:
        """He is named so from now on, and has the files that he had. OSError."""
        before = RecoveryFolder(self._folder, self._user, self._database)
        self._user = user
        for path in self._folder.glob("*.json"):
            try:
                name = str(json.loads(path.read_text(encoding="utf-8"))["name"])
            except (OSError, ValueError, KeyError, TypeError):
                continue  # as unreadable as it was
            if path != before._path(name) or path == (now := self._path(name)):
                continue
            if now.exists():  # written since: it is newer
                path.unlink()
            else:
                path.replace(now)

    def write(self, name: str, document: str, based_on: int | None) -> None:
        """OSError where the disk refuses."""
        self._folder.mkdir(parents=True, exist_ok=True)
        kept = {
            "format": _FORMAT,
            "name": name,
            "based_on": based_on,
            "saved_at": datetime.now(UTC).isoformat(),
            "document": document,
        }
        path = self._path(name)
        beside = path.with_suffix(".new")
        with beside.open("w", encoding="utf-8") as file:
            json.dump(kept, file, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)

    def read(self, name: str) -> Recovered | None:
        """None: there is none, or it cannot be read."""
        try:
            kept = json.loads(self._path(name).read_text(encoding="utf-8"))
            if kept["format"] != _FORMAT:
                return None
            based_on = kept["based_on"]
            return Recovered(
                str(kept["name"]),
                str(kept["document"]),
                None if based_on is None else int(based_on),
                datetime.fromisoformat(kept["saved_at"]),
            )
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def discard(self, name: str) -> None:
        self._path(name).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        whose = f"{self._user}\n{self._database}\n{name.casefold()}"
        key = hashlib.sha256(whose.encode()).hexdigest()[:24]
        return self._folder / f"{key}.json"
