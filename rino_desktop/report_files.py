"""A campaign's report into a file, and what a mail says of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from engine.ports.storage import Database, Stores
from rino_desktop.texts import language

if TYPE_CHECKING:
    from engine.domain.campaign import Campaign
    from engine.ports.reports import QueryRunner
    from engine.reports import ReportKind, ReportKinds
    from engine.reports.mail_body import MailBody
    from engine.reports.model import ReportOptions

FORM = "form:"


@dataclass(frozen=True, slots=True)
class ReportParts:
    """What reports need beside the database: ``kinds`` with those of plug-ins, and what runs the
    SQL of clients' forms."""

    kinds: "Callable[[], ReportKinds]"
    queries: "QueryRunner"

    def kind(self, stores: Stores, name: str) -> "ReportKind":
        """KnownError when there is no such kind, or no form of that name."""
        if not name.startswith(FORM):
            return self.kinds().get(name)
        from engine.reports.forms import FormReport, read_form

        stored = stores.report_forms.get(name.removeprefix(FORM))
        return FormReport(read_form(stored.files, stored.name), self.queries)


def write(
    database: Database, kind: str, campaign: str, file_format: str, target: Path, now: datetime,
    contact: str = "", *, options: "ReportOptions | None" = None,
    parts: "ReportParts | None" = None, in_language: str | None = None,
) -> None:  # fmt: skip
    """``target`` appears whole or not at all, and all its figures are of one moment. ``contact``:
    a telephone number; of the ledger only what is about it. ``in_language``: None for the
    user's own."""
    from engine.reports import render

    def write_it(stores: Stores) -> None:
        found = stores.campaigns.by_name(campaign)
        # Whoever has no right to export is refused here; of all others the log tells who it was.
        stores.audit.record(
            now, "export.report", found.name,
            {"kind": kind, "format": file_format, "file": target.name},
            subject_id=found.id, campaign_id=found.id,
        )  # fmt: skip
        render(
            kind if parts is None else parts.kind(stores, kind),
            file_format,
            stores.reports,
            lambda: stores.contacts.counts(found.id),
            found,
            language=in_language or language(),
            target=target.expanduser().absolute(),
            now=now,
            answers=stores.answers,
            options=_options(options, contact, found),
            ledger=stores.ledger,
            traces=stores.traces,
        )

    database.transact(write_it)


def mail_body(
    database: Database, kind: str, campaign: str, now: datetime, parts: ReportParts,
    options: "ReportOptions | None" = None, in_language: str | None = None,
) -> "MailBody":  # fmt: skip
    """Subject and text of a mail that brings the report: its figures, in words."""
    from engine.reports.mail_body import mail_body as make
    from engine.reports.model import ReportSource

    def make_it(stores: Stores) -> "MailBody":
        found = stores.campaigns.by_name(campaign)
        source = ReportSource(
            stores.reports, lambda: stores.contacts.counts(found.id), found,
            in_language or language(), now,
            stores.answers, _options(options, "", found), stores.ledger,
            stores.traces,
        )  # fmt: skip
        return make(parts.kind(stores, kind), source)

    return database.transact(make_it)


def _options(
    options: "ReportOptions | None", contact: str, campaign: "Campaign"
) -> "ReportOptions":
    from dataclasses import replace

    from engine.reports.model import ReportOptions
    from rino_desktop.phones import to_e164

    options = options or ReportOptions()
    if not contact:
        return options
    return replace(options, contact=to_e164(contact, campaign.settings.country))
