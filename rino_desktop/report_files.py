"""A report into a file that is there whole or not at all."""

import os
import tempfile
from pathlib import Path

from engine.errors import KnownError
from engine.ports.storage import Database
from rino_desktop.report_kinds import KINDS
from rino_desktop.settings import did_you_mean
from rino_desktop.texts import language, t


def check_kind(kind: str) -> None:
    if kind not in KINDS:
        raise KnownError(
            t("There is no report {kind}.", kind=repr(kind)), mend=did_you_mean(kind, KINDS)
        )


def write(database: Database, kind: str, campaign: str, file_format: str, target: Path) -> None:
    """Write the report beside ``target`` and move it into place: whoever watches the folder
    never sees half a file, and a failure leaves an earlier one alone."""
    from engine.reports import render

    check_kind(kind)
    folder = target.expanduser().absolute().parent
    if not folder.is_dir():
        raise KnownError(t("There is no folder {folder}.", folder=folder))
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=folder)
    os.close(handle)
    part = Path(name)
    try:
        database.transact(
            lambda stores: render(
                stores, stores.campaigns.by_name(campaign), kind, file_format, part, language()
            )
        )
        part.chmod(0o644)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
