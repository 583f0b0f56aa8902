"""What the desktop is started for, as somebody has said it (``--open FILE``, ``--workstation``)."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Wish:
    """``file``: a scheme to be opened, absolute; ``page``: where to begin, "" for the first."""

    file: Path | None = None
    page: str = ""


def wish(file: str | None, *, workstation: bool) -> Wish:
    """``file``: as it stands on the command line, "" or None for none."""
    return Wish(
        Path(file).expanduser().absolute() if file else None,
        "workstation" if workstation else "",
    )
