"""Whether the files of this very program have been replaced while it runs, by an upgrade."""

from pathlib import Path

import rino_desktop

#: Written anew by each upgrade: the version stands in it.
_MARK = Path(rino_desktop.__file__)


class OwnFiles:
    """To be made when the program starts."""

    def __init__(self, mark: Path = _MARK) -> None:
        self._mark = mark
        self._before = self._look()

    def replaced(self) -> bool:
        """Parts that are imported from now on, and processes that are started, are of another
        version. Also when they have been removed."""
        return self._before is not None and self._look() != self._before

    def _look(self) -> tuple[int, int, int] | None:
        try:
            found = self._mark.stat()
        except OSError:
            return None
        return found.st_ino, found.st_mtime_ns, found.st_size
