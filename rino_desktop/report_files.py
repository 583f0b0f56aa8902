"""A campaign's report into a file."""

from datetime import datetime
from pathlib import Path

from engine.ports.storage import Database, Stores
from rino_desktop.texts import language


def write(
    database: Database, kind: str, campaign: str, file_format: str, target: Path, now: datetime
) -> None:
    """``target`` appears whole or not at all, and all its figures are of one moment."""
    from engine.reports import render

    def write_it(stores: Stores) -> None:
        found = stores.campaigns.by_name(campaign)
        render(
            kind,
            file_format,
            stores.reports,
            stores.contacts.counts(found.id),
            found,
            language=language(),
            target=target.expanduser().absolute(),
            now=now,
        )

    database.transact(write_it)
