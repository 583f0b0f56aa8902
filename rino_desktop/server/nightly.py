"""The nightly backup: made, restored for a trial, and only then one of those that are kept."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from engine.errors import KnownError
from rino_desktop import backups as all_backups
from rino_desktop.server.places import Places
from rino_desktop.server.plan import Plan
from rino_desktop.settings import Settings
from rino_desktop.texts import t


def backups(places: Places, plan: Plan) -> Sequence[Path]:
    """Those that were made here, the oldest first."""
    return sorted(places.backups.glob(f"{plan.alias}-????-??-??T??????Z.fbk"))


def make(places: Places, plan: Plan, settings: Settings, now: datetime) -> tuple[Path, list[Path]]:
    """(the new one, those that went for it). KnownError when it could not be made or cannot be
    restored: none of the old ones goes then, and what was made stays aside as ``….bad``."""
    file = places.backups / f"{plan.alias}-{now.strftime('%Y-%m-%dT%H%M%SZ')}.fbk"
    made = file.with_name(f".{file.name}.{secrets.token_hex(4)}.untried")
    try:
        all_backups.make(settings, made)
        made.chmod(0o600)  # also where it is copied to: all of the office's data are in it
        troubles = all_backups.lines(all_backups.try_out(made))
        if troubles:
            aside = file.with_suffix(".bad")
            made.rename(aside)
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
