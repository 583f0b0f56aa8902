"""Backups: made while everything runs, remembered, tried, restored into another database."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from engine.domain.rights import Right
from engine.errors import KnownError
from engine.ports.audit import AuditFilter
from engine.ports.storage import Stores
from rino_desktop import bootstrap
from rino_desktop.settings import Settings
from rino_desktop.texts import t
from rino_desktop.texts.errors import said

MADE = "backup.make"
_MOST = 50


@dataclass(frozen=True, slots=True)
class Remembered:
    """A backup as the audit log knows it; ``here``: the file can be seen from this computer."""

    id: int
    at: datetime
    file: Path
    bytes: int
    who: str
    place: str
    here: bool


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong with a database, and its mend, in the user's language. ``code``: lasting;
    ``rows``: how many are wrong, 0 where it is not about rows."""

    code: str
    text: str
    mend: str
    rows: int


def require(stores: Stores) -> None:
    """KnownError when who acts may not."""
    stores.rights.require(Right.BACKUP)


def remembered(stores: Stores) -> tuple[Remembered, ...]:
    """The latest ones, the newest first. KnownError for who may not see the audit log."""
    return tuple(
        Remembered(
            entry.id, entry.at, file := Path(entry.subject), _size(entry.details.get("bytes")),
            entry.actor.name, entry.actor.place, file.is_file(),
        )
        for entry in stores.audit.entries(AuditFilter(action=MADE), _MOST)
    )  # fmt: skip


def _size(value: object) -> int:
    return value if isinstance(value, int) else 0


def make(settings: Settings, file: Path) -> int:
    """Its size in bytes. An earlier file of that name is replaced when the new one is complete."""
    return bootstrap.backup_database(settings, file.absolute())


def written(file: Path) -> int:
    """Bytes so far of a backup that is being made."""
    parts = file.absolute().parent.glob(f".{file.name}.*.part")
    try:
        return max((part.stat().st_size for part in parts), default=0)
    except OSError:  # complete, and renamed
        return 0


def note_made(stores: Stores, file: Path, size: int, now: datetime) -> None:
    stores.audit.record(now, MADE, str(file.absolute()), {"bytes": size})


def check(settings: Settings) -> list[Trouble]:
    """What is wrong with the database that is used."""
    return [
        Trouble(each.code, said(each.what), said(each.remedy), each.rows)
        for each in bootstrap.check_database(settings)
    ]


def lines(troubles: Sequence[Trouble]) -> str:
    """One for each; "" when all is well."""
    return "\n".join(f"{each.text}. {each.mend}" for each in troubles)


def try_out(file: Path) -> list[Trouble]:
    """What is wrong with it once it is restored: it is, into a database that goes at once.
    KnownError when it cannot be restored at all."""
    with tempfile.TemporaryDirectory(prefix="rino-backup-") as folder:
        trial = Settings(
            str(Path(folder) / "trial.fdb"), None, "en", False, "warning", Path(folder)
        )
        bootstrap.restore_database(trial, file, overwrite=False)
        return check(trial)


def restore_beside(settings: Settings, file: Path, database: Path) -> None:
    """Into a new file beside the database that is used, which stays as it is. KnownError."""
    if not file.is_file():
        raise KnownError(t("There is no file {file}.", file=file))
    target = replace(settings, database=str(database.absolute()))
    bootstrap.restore_database(target, file, overwrite=False)
    bootstrap.upgrade_database(target)
