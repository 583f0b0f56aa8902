"""The audit log as people read it: pages of it, in words, and as a file for a spreadsheet."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from io import StringIO

from engine.ports.audit import AuditEntry, AuditFilter
from engine.ports.storage import Stores
from rino_desktop import audit_words
from rino_desktop.audit_detail_words import details_text
from rino_desktop.texts import t

#: Entries read at once for a file.
_BATCH = 1000
#: More are not written into one file.
MOST_EXPORTED = 1_000_000


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who has taken something out, and when; ``text`` goes into the file."""

    who: str
    at: datetime

    @property
    def text(self) -> str:
        return t("Exported by {who}, {moment}", who=self.who or "-",
                 moment=self.at.astimezone().strftime("%Y-%m-%d %H:%M:%S %z"))  # fmt: skip


def export_taken(
    stores: Stores, what: str, who: str, now: datetime, *, file: str = "",
    campaign_id: int | None = None, **details: object,
) -> Stamp:  # fmt: skip
    """To be called in the transaction that reads what is exported: the entry in the log says who
    has taken it. ``what``: "report", "audit", "contacts" … ; ``file``: its name, without folders.
    A KnownError where he has no right to (``Right.EXPORT``)."""
    told = {"file": file, **details}
    stores.audit.record(now, f"export.{what}", file or what, told, campaign_id=campaign_id)
    return Stamp(who, now)


def in_batches(stores: Stores, wanted: AuditFilter) -> Iterator[AuditEntry]:
    """All that fit, the newest first."""
    before: int | None = None
    while page := stores.audit.entries(wanted, _BATCH, before):
        yield from page
        before = page[-1].id


def as_csv(stores: Stores, wanted: AuditFilter, who: str, now: datetime, file: str) -> str:
    """For a spreadsheet: no cell is taken for a formula. The last line says who has taken it."""
    from engine.reports.formats.csv_format import safe

    out = StringIO(newline="")
    table = csv.writer(out, delimiter=";", lineterminator="\r\n")
    table.writerow([t("time"), t("who"), t("from"), t("computer"), t("action"), t("subject"),
                    t("details"), t("code")])  # fmt: skip
    count, words = 0, audit_words.actions()
    for entry in in_batches(stores, wanted):
        if count == MOST_EXPORTED:
            break
        count += 1
        actor = entry.actor
        cells = (
            entry.at.astimezone().strftime("%Y-%m-%d %H:%M:%S"), actor.name,
            audit_words.via_word(actor.via), actor.place, words.get(entry.action, entry.action),
            entry.subject, details_text(entry.details), entry.action,
        )  # fmt: skip
        table.writerow([safe(cell) for cell in cells])
    stamp = export_taken(stores, "audit", who, now, file=file, entries=count)
    table.writerow([safe(stamp.text)])
    return out.getvalue()
