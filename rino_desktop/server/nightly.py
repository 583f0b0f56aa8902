"""The nightly backup: made, restored for a trial, and only then one of those that are kept."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from engine.errors import KnownError
from rino_desktop import backups as all_backups
from rino_desktop.server.places import Places
from rino_desktop.server.plan import Plan
from rino_desktop.settings import Settings
from rino_desktop.texts import t

#: Backups that are not sound and stay to be looked at.
_MOST_BAD = 2
#: Somebody may make one by hand meanwhile.
_NOBODY_WORKS_ON_IT = timedelta(days=1)


def backups(places: Places, plan: Plan) -> Sequence[Path]:
    """Those that were made here, the oldest first."""
    return _of_ours(places, plan, "fbk")


def _of_ours(places: Places, plan: Plan, ending: str) -> list[Path]:
    return sorted(places.backups.glob(f"{plan.alias}-????-??-??T??????Z.{ending}"))


def _clear(places: Places, plan: Plan, now: datetime) -> None:
    """What runs have left that were killed, or whose machine lost its power."""
    before = now.timestamp() - _NOBODY_WORKS_ON_IT.total_seconds()
    for pattern in (f".{plan.alias}-*.untried", f"..{plan.alias}-*.untried.*.part"):
        for each in places.backups.glob(pattern):
            if each.stat().st_mtime < before:
                each.unlink(missing_ok=True)


def make(places: Places, plan: Plan, settings: Settings, now: datetime) -> tuple[Path, list[Path]]:
    """(the new one, those that went for it). KnownError when it could not be made or cannot be
    restored: none of the old ones goes then, and what was made stays aside as ``….bad``."""
    _clear(places, plan, now)
    file = places.backups / f"{plan.alias}-{now.strftime('%Y-%m-%dT%H%M%SZ')}.fbk"
    made = file.with_name(f".{file.name}.{secrets.token_hex(4)}.untried")
    try:
        all_backups.make(settings, made)
        made.chmod(0o600)  # also where it is copied to: all of the office's data are in it
        troubles = all_backups.lines(all_backups.try_out(made))
        if troubles:
            aside = file.with_suffix(".bad")
            made.rename(aside)
            # Night after night: the latest tell the same, and the disk is the database's too.
            for each in _of_ours(places, plan, "bad")[:-_MOST_BAD]:
                each.unlink(missing_ok=True)
            raise KnownError(
                t("The backup {file} is not sound: {troubles}", file=aside, troubles=troubles),
                mend=t("Look at the database: rino-desktop db check"),
            )
        made.rename(file)
    finally:
        made.unlink(missing_ok=True)
    old = list(backups(places, plan))[: -plan.keep_backups]
    for each in old:
        each.unlink()
    return file, old
