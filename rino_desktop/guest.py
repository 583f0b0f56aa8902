"""Who works at the desktop without a password: a demo's user, in a database that is the demo's."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Guest:
    """``user_id``: of the user that he is in the database; None: of none. ``telephone``: as
    ``rino_desktop.telephone_account`` keeps it; None: this computer's. It takes calls without a
    headset, too. ``folder``: for what his workstation keeps until it is saved; None: the data
    folder."""

    name: str
    role: str
    user_id: int | None = None
    telephone: Mapping[str, str] | None = None
    folder: Path | None = None
