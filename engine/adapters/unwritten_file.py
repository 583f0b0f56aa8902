"""The file of what calls have brought while the database was away: a line for each."""

import os
from collections.abc import Sequence
from pathlib import Path


class UnwrittenFile:
    """Its folder is made when there is something to keep; readable by its owner alone: names and
    numbers of people stand in it."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def name(self) -> str:
        return str(self._path)

    def append(self, lines: Sequence[str]) -> None:
        """On the disk when this returns."""
        _append(self._path, lines)

    def read(self) -> list[str]:
        try:
            text = self._path.read_text("utf-8", errors="replace")
        except FileNotFoundError:
            return []
        return [line for line in text.split("\n") if line.strip()]

    def put_aside(self, lines: Sequence[str]) -> str:
        aside = self._path.with_suffix(".refused")
        _append(aside, lines)
        return str(aside)

    def clear(self) -> None:
        self._path.unlink(missing_ok=True)


def _append(path: Path, lines: Sequence[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "ab") as file:
        # Whoever has died here may have left a line without its end.
        file.write("".join(f"\n{line}" for line in lines).encode())
        file.flush()
        os.fsync(file.fileno())
