"""A campaign's report into a file, and what a mail says of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from engine.domain.rights import Right
from engine.ports.audit import NO_DETAILS
from engine.ports.storage import ContactCounts, Database, Stores
from rino_desktop.texts import language

if TYPE_CHECKING:
    from engine.domain.campaign import Campaign
    from engine.ports.reports import QueryRunner
    from engine.reports import ReportKind, ReportKinds
    from engine.reports.mail_body import MailBody
    from engine.reports.model import Outside, ReportOptions, ReportSource

FORM = "form:"


@dataclass(frozen=True, slots=True)
class ReportParts:
    """What reports need beside the database: ``kinds`` with those of plug-ins, and what runs the
    SQL of clients' forms."""

    kinds: "Callable[[], ReportKinds]"
    queries: "QueryRunner"
    #: Given the database's stores: what lies outside it.
    outside: "Callable[[Stores], Outside] | None" = None

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
    """``target`` appears whole or not at all, and all its figures are of one moment. ``campaign``
    "": the report is of the whole office, or of the campaigns that ``options.filter`` names.
    ``contact``: a telephone number; of the ledger only what is about it. ``in_language``: None for
    the user's own."""
    database.transact(
        lambda stores: write_in(
            stores, kind, campaign, file_format, target, now, contact, options=options,
            parts=parts, in_language=in_language,
        )
    )  # fmt: skip


def write_in(
    stores: Stores, kind: str, campaign: str, file_format: str, target: Path, now: datetime,
    contact: str = "", *, options: "ReportOptions | None" = None,
    parts: "ReportParts | None" = None, in_language: str | None = None,
    asked: Mapping[str, object] = NO_DETAILS, taken_by: str = "",
) -> None:  # fmt: skip
    """The same within a transaction that is open already. ``asked``: what the audit log is to tell
    besides; ``taken_by``: whom the file names, "" for whoever acts."""
    from engine.reports import render

    found, chosen = _campaign(stores, campaign, options)
    # Whoever has no right to export is refused here; of all others the log tells who it was.
    campaign_id = None if found is None else found.id
    stores.audit.record(
        now, "export.report", "" if found is None else found.name,
        {"kind": kind, "format": file_format, "file": target.name, **asked},
        subject_id=campaign_id, campaign_id=campaign_id,
    )  # fmt: skip
    made = kind if parts is None else parts.kind(stores, kind)
    chosen = _as_he_may_see(stores, made, chosen, campaign_id)
    render(
        made,
        file_format,
        stores.reports,
        _counting(stores, found),
        found,
        language=in_language or language(),
        target=target.expanduser().absolute(),
        now=now,
        answers=stores.answers,
        options=_options(chosen, contact, found, kind),
        ledger=stores.ledger,
        traces=stores.traces,
        facts=stores.report_facts,
        outside=parts.outside(stores) if parts and parts.outside else None,
        taken_by=taken_by or stores.audit.actor().name,
    )


def mail_body(
    stores: Stores, kind: str, campaign: str, now: datetime, parts: ReportParts,
    options: "ReportOptions | None" = None, in_language: str | None = None,
) -> "MailBody":  # fmt: skip
    """Subject and text of a mail that brings the report: its figures, in words."""
    from engine.reports.mail_body import mail_body as make

    return make(*source_of(stores, kind, campaign, now, parts, options, in_language=in_language))


def source_of(
    stores: Stores, kind: str, campaign: str, now: datetime, parts: ReportParts,
    options: "ReportOptions | None" = None, contact: str = "", *, in_language: str | None = None,
) -> "tuple[ReportKind, ReportSource]":  # fmt: skip
    """The kind, and what it is made from in this transaction. KnownError as when it is written."""
    from engine.reports.model import Outside, ReportSource
    from engine.reports.rendering import narrowed

    found, chosen = _campaign(stores, campaign, options)
    made = parts.kind(stores, kind)
    chosen = _as_he_may_see(stores, made, chosen, None if found is None else found.id)
    source = ReportSource(
        stores.reports, _counting(stores, found), found, in_language or language(), now,
        stores.answers, _options(chosen, contact, found, kind), stores.ledger, stores.traces,
        stores.report_facts, parts.outside(stores) if parts.outside else Outside(),
    )  # fmt: skip
    return made, narrowed(made, source)


def _as_he_may_see(
    stores: Stores, kind: "ReportKind | str", options: "ReportOptions", campaign_id: int | None
) -> "ReportOptions":
    """NoRight: a client's form reads with SQL of its own what nobody masks afterwards."""
    from engine.reports.forms import FormReport

    if stores.rights.powers().allows(Right.PERSONAL_DATA, campaign_id):
        return options
    if isinstance(kind, FormReport) and kind.form.queries:
        stores.rights.require(Right.PERSONAL_DATA, campaign_id)
    return replace(options, mask=True)


def _campaign(
    stores: Stores, name: str, options: "ReportOptions | None"
) -> "tuple[Campaign | None, ReportOptions]":
    """A single one that the filter names is the report's own."""
    from engine.reports.model import ReportOptions

    options = options or ReportOptions()
    named = options.filter.campaigns
    if not name and len(named) == 1:
        name = named[0]
    if not name:
        return None, options
    found = stores.campaigns.by_name(name)
    others = [each for each in named if each.casefold() != name.casefold()]
    if others:
        return None, options
    return found, replace(options, filter=replace(options.filter, campaigns=()))


def _counting(stores: Stores, campaign: "Campaign | None") -> "Callable[[], ContactCounts]":
    def count() -> ContactCounts:
        if campaign is None:
            return ContactCounts(0, 0, 0, 0, 0, 0)
        return stores.contacts.counts(campaign.id)

    return count


def _options(
    options: "ReportOptions", contact: str, campaign: "Campaign | None", kind: str
) -> "ReportOptions":
    from rino_desktop.phones import to_e164

    wanted = options.filter
    if kind.startswith(FORM) and (wanted.since or wanted.until):
        # A form's period is among its parameters.
        given = dict(options.parameters)
        for name, text in (("from", wanted.since), ("to", wanted.until)):
            if text:
                given.setdefault(name, text)
        options = replace(options, parameters=given, filter=replace(wanted, since="", until=""))
    if not contact:
        return options
    country = campaign.settings.country if campaign else "RU"
    return replace(options, contact=to_e164(contact, country))
