"""Files of what calls have brought while the database was away: one for each run of an engine, a
line for each write."""

import os
import secrets
from collections.abc import Sequence
from pathlib import Path


class UnwrittenFiles:
    """Their folder is made when there is something to keep. Readable by its owner alone (not on
    Windows, where the folder's rights hold): names and numbers of people stand in them."""

    def __init__(self, folder: Path, engine: str) -> None:
        """``engine``: the beginning of its files' names."""
        self._folder = folder
        self._engine = engine
        # Whoever has died under this name, or lives on though it was given up, has its own.
        self._own = folder / f"{engine}-{secrets.token_hex(4)}.jsonl"
        self._refused = folder / f"{engine}.refused"

    @property
    def name(self) -> str:
        return str(self._own)

    @property
    def refused(self) -> str:
        return str(self._refused)

    def append(self, lines: Sequence[str]) -> None:
        """On the disk when this returns."""
        fresh = not self._own.exists()
        self._folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self._own, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "ab") as file:
            # Whoever has died here may have left a line without its end.
            file.write("".join(f"\n{line}\n" for line in lines).encode())
            file.flush()
            os.fsync(file.fileno())
        if fresh:
            _sync(self._folder)

    def clear(self) -> None:
        self._own.unlink(missing_ok=True)

    def left(self) -> list[str]:
        """Of earlier runs, what was refused first."""
        if not self._folder.is_dir():
            return []
        files = sorted(self._folder.glob(f"{self._engine}-*.jsonl"))
        known = [self._refused, *files] if self._refused.exists() else files
        return [str(file) for file in known if file != self._own]

    def read(self, name: str) -> list[str]:
        # A power cut leaves zeros behind what was written last.
        text = Path(name).read_text("utf-8", errors="replace").replace("\0", "")
        return [line for line in text.split("\n") if line.strip()]

    def leave(self, name: str, lines: Sequence[str]) -> None:
        """Nothing but these in that file; none: it goes."""
        file = Path(name)
        if not lines:
            file.unlink(missing_ok=True)
            return
        part = file.with_name(f"{file.name}.part")
        descriptor = os.open(part, os.O_WRONLY | os.O_TRUNC | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "wb") as opened:
            opened.write("".join(f"{line}\n" for line in lines).encode())
            opened.flush()
            os.fsync(opened.fileno())
        part.replace(file)


def _sync(folder: Path) -> None:
    """So that a new file is there after a power cut, too."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
