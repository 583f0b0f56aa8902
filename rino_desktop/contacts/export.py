"""Contacts into a file for spreadsheets: whose, by whom, when. Cells that look like formulas are
written as text (engine.reports.formats)."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from engine.domain.masking import masked, masked_text
from engine.domain.rights import Right
from engine.errors import KnownError
from engine.ports.contact_book import BookRow
from engine.ports.storage import Stores
from engine.reports import names
from engine.reports.model import Cell, CellKind, Column, Figure, ReportSource, Section
from rino_desktop.contacts.complaint_report import of_no_campaign
from rino_desktop.contacts.life import list_title
from rino_desktop.texts import language, t

FORMATS = ("csv", "xlsx")
_PORTION = 500


class ExportCancelledError(Exception):
    """Nobody wants the file any more: there is none."""


@dataclass(frozen=True, slots=True)
class ContactsExport:
    """An ``engine.reports.model.ReportKind``. ``hides``: campaigns that mask numbers stay masked
    for who exports."""

    stores: Stores
    ids: Sequence[int]
    fields: tuple[str, ...]
    hides: bool
    #: Campaigns whose contacts may be taken out; None: of all there are.
    allowed: frozenset[int] | None = None
    #: Told how many were written; False: it is not wished any more.
    advance: Callable[[int], bool] = field(default=lambda _done: True)
    name: str = "contacts"

    def title(self, _language: str) -> str:
        return t("Contacts")

    def json(self, _source: ReportSource) -> Iterator[str]:
        raise KnownError(t("Contacts are exported as CSV or XLSX."))

    def figures(self, _source: ReportSource) -> list[Figure]:
        return []

    def page(self, source: ReportSource) -> Iterator[Section]:
        return self.tables(source)

    def tables(self, _source: ReportSource) -> Iterator[Section]:
        yield Section(
            t("Contacts"),
            (
                Column(t("Campaign"), width=24), Column(t("Number"), CellKind.PHONE, 18),
                Column(t("Other numbers"), width=24), Column(t("State"), width=18),
                Column(t("Last result"), width=24), Column(t("Tries"), CellKind.COUNT, 8),
                Column(t("Next try"), CellKind.MOMENT, 20), Column(t("Time zones"), width=20),
                Column(t("List"), width=24), Column(t("Row"), CellKind.COUNT, 8),
                *(Column(name, width=20) for name in self.fields),
            ),
            self._rows(),
        )  # fmt: skip

    def _rows(self) -> Iterator[tuple[Cell, ...]]:
        for start in range(0, len(self.ids), _PORTION):
            if not self.advance(start):
                raise ExportCancelledError
            for row in self.stores.contact_book.rows(self.ids[start : start + _PORTION]):
                if self.allowed is not None and row.contact.campaign_id not in self.allowed:
                    self.stores.rights.require(Right.EXPORT, row.contact.campaign_id)
                yield self._row(row)

    def _row(self, row: BookRow) -> tuple[Cell, ...]:
        contact, hidden = row.contact, row.masked and self.hides
        phones = [masked(phone) if hidden else phone for phone in contact.phones]
        fields = [contact.fields.get(name, "") for name in self.fields]
        waits = contact.state.value in ("new", "waiting_retry") and contact.next_at.year > 2000
        return (
            row.campaign, phones[0], ", ".join(phones[1:]), state_word(contact.state.value),
            names.disposition(row.last_result, language()) if row.last_result else None,
            contact.progress.attempts, contact.next_at if waits else None,
            ", ".join(contact.zones), list_title(row.list_name), row.list_row,
            *(masked_text(value) if hidden else value for value in fields),
        )  # fmt: skip


def write(
    stores: Stores, ids: Sequence[int], fields: Sequence[str], target: Path, who: str,
    now: datetime, *, hides: bool, advance: Callable[[int], bool] = lambda _done: True,
) -> int:  # fmt: skip
    """How many there were. Written into the audit log in the same transaction."""
    from engine.reports import render

    file_format = target.suffix.lower().removeprefix(".")
    if file_format not in FORMATS:
        raise KnownError(t("Contacts are exported as CSV or XLSX."))
    rows = stores.contact_book.rows(ids[:1])
    allowed = stores.rights.powers().campaigns(Right.EXPORT)
    # First of all: who may not take it gets no file. Of each row its own campaign is asked.
    stores.audit.record(
        now, "contact.export", target.name, {"contacts": len(ids), "fields": list(fields)},
        campaign_id=rows[0].contact.campaign_id if rows and allowed is not None else None,
    )  # fmt: skip
    kind = ContactsExport(stores, ids, tuple(fields), hides, allowed, advance)
    zone = "UTC"
    if rows:
        campaign = stores.campaigns.get(rows[0].contact.campaign_id)
        zone = campaign.settings.schedule.timezone
    render(
        kind, file_format, stores.reports, stores.contacts.counts(0),
        of_no_campaign(t("Contacts"), zone), language=language(), target=target, now=now,
        taken_by=who,
    )  # fmt: skip
    return len(ids)


def state_word(state: str) -> str:
    """Where a contact stands, in the user's language."""
    return {
        "new": t("not called yet"),
        "waiting_retry": t("waits for another try"),
        "in_progress": t("is being called"),
        "done": t("no more calls"),
        "excluded": t("excluded"),
    }[state]
