"""Imports that are over: what undoing one would do, and the rows that it refused."""

from datetime import datetime
from pathlib import Path

from engine.lists.table import RejectedRow
from engine.ports.segments import StoredImport, Undone
from engine.ports.storage import Stores
from engine.service.contact_import import RejectsFile
from rino_desktop import audit
from rino_desktop.texts import t


def would_undo_words(undone: Undone) -> str:
    """Before it is done."""
    if not undone.kept and not undone.withdrawn:
        lines = [
            t("Nobody of it has been called. Contacts that would be deleted: {removed}.",
              removed=undone.removed)
        ]  # fmt: skip
    else:
        lines = [
            t("Called already, or being called: {kept}; they stay. Contacts that would be "
              "withdrawn and not called any more: {withdrawn}.",
              kept=undone.kept, withdrawn=undone.withdrawn)
        ]  # fmt: skip
    if undone.restored:
        lines.append(
            t("Contacts that were there before and would be as before it: {restored}.",
              restored=undone.restored)
        )  # fmt: skip
    return "\n".join(lines)


def taken_rejects(
    stores: Stores, stored: StoredImport, who: str, now: datetime, file: str
) -> list[RejectedRow]:
    """The refused rows of an import, to be written into a file of that name; told in the audit
    log."""
    rows = stores.imports.rejects(stored.id)
    audit.export_taken(
        stores, "rejects", who, now, file=file, campaign_id=stored.campaign_id,
        list=stored.file_name, rows=len(rows),
    )  # fmt: skip
    return rows


def write_rejects(rows: list[RejectedRow], file: Path) -> None:
    """As an import writes them. KnownError where it cannot."""
    with RejectsFile(file) as target:
        for row in rows:
            target.write(row)
        target.keep()


def rejects_words(stored: StoredImport, written: int) -> str:
    if stored.rejected is not None and stored.rejected > written:
        return t("Rows written: {written}, the first of {all}.", written=written,
                 all=stored.rejected)  # fmt: skip
    return t("Rows written: {written}.", written=written)
