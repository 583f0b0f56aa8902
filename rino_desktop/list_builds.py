"""Campaigns' lists from data sources: built, and brought up to date."""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from engine.domain.campaign import Campaign
from engine.errors import KnownError
from engine.ports.source_store import ListBuild, StoredBuild
from engine.ports.sources import SourceSettings
from engine.service.contact_build import BuildReport, build_contacts
from rino_desktop import bootstrap, sources
from rino_desktop.contact_lists import Progress, kept, known_country, reason_word
from rino_desktop.settings import Settings
from rino_desktop.texts import t

if TYPE_CHECKING:
    from engine.ports.storage import Stores


@dataclass(frozen=True, slots=True)
class Built:
    """What a list has become; with ``dry_run`` nothing was stored."""

    report: BuildReport
    source: str
    dry_run: bool
    refresh: bool
    rejects: Path | None

    def as_json(self) -> dict[str, Any]:
        document = self.report.as_json()
        document |= {
            "source": self.source,
            "dry_run": self.dry_run,
            "refresh": self.refresh,
            "rejects": None if self.rejects is None else str(self.rejects),
        }
        if self.dry_run:
            document["sample"] = [
                {"phones": list(each.phones), "fields": dict(each.fields)}
                for each in self.report.sample
            ]
        return document

    def text(self) -> str:
        r = self.report.report
        lines = [t("Nothing was stored (dry run). It would be:")] if self.dry_run else []
        lines += [
            t(
                "Matches now: {matches}. New: {new}, updated: {updated}, unchanged: {unchanged}, "
                "withdrawn: {withdrawn}, back again: {returned}, rejected: {rejected}.",
                matches=self.report.matches,
                new=r.contacts,
                updated=r.updated,
                unchanged=r.unchanged,
                withdrawn=self.report.withdrawn,
                returned=self.report.returned,
                rejected=sum(r.rejected.values()),
            ),
            t("Columns: {mapping}.", mapping=", ".join(f"{k} ← {v}" for k, v in r.mapping.items())),
        ]
        lines += [f"  {reason_word(reason)}: {count}" for reason, count in r.rejected.items()]
        if self.rejects is not None:
            lines.append(t("Rejected rows: {file}", file=self.rejects))
        if self.dry_run:
            lines += [
                f"  {', '.join(each.phones)}: "
                + "; ".join(f"{name}={value}" for name, value in each.fields.items())
                for each in self.report.sample
            ]
        return "\n".join(lines)


def wanted(
    *,
    source: str,
    query: Path | None,
    where: str,
    entity: str,
    mapping: tuple[tuple[str, str], ...],
    country: str | None,
    refresh_every_s: float = 0.0,
) -> ListBuild:
    """What the command line asks for."""
    sql = ""
    if query is not None:
        try:
            sql = query.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError:
            raise KnownError(
                t("{file}: not UTF-8 text.", file=query), mend=t("Save it as UTF-8.")
            ) from None
        if not sql.strip():
            raise KnownError(t("{file} is empty.", file=query))
    land = known_country(country) or ""
    return ListBuild(source, sql, where, entity, mapping, land, refresh_every_s)


def build(
    settings: Settings,
    campaign_name: str,
    asked: ListBuild,
    *,
    refresh: bool,
    dry_run: bool,
    allow_empty: bool,
    rejects: Path | None,
    progress: Progress,
) -> Built:
    """Fill the campaign, and remember how, so that it can be brought up to date."""
    database = bootstrap.open_database(settings)
    try:
        campaign, source = database.transact(
            lambda stores: (
                stores.campaigns.by_name(campaign_name),
                sources.find(settings, stores, asked.source),
            )
        )
        report = _run(
            settings, campaign, source, asked, refresh=refresh, dry_run=dry_run,
            allow_empty=allow_empty, rejects=rejects, progress=progress,
        )  # fmt: skip
        if not dry_run:
            remembered = replace(asked, source=source.name)
            outcome = report.as_json()
            outcome.pop("mapping", None)
            database.transact(
                lambda stores: stores.sources.save_build(
                    campaign.id, remembered, datetime.now(ZoneInfo("UTC")), outcome
                )
            )
    finally:
        database.close()
    written = kept(rejects, report.report, asked=True) if rejects else None
    return Built(report, source.name, dry_run, refresh, written)


def remembered(settings: Settings, campaign_name: str) -> ListBuild:
    """How the campaign's list was built; KnownError when it was not."""

    def look(stores: "Stores") -> StoredBuild | None:
        return stores.sources.build_of(stores.campaigns.by_name(campaign_name).id)

    database = bootstrap.open_database(settings)
    try:
        stored = database.transact(look)
    finally:
        database.close()
    if stored is None:
        raise KnownError(
            t("The list of the campaign {name} was not built from a data source.",
              name=campaign_name),
            mend="rino-desktop contacts build --campaign NAME --source S --query FILE.sql",
        )  # fmt: skip
    return stored.build


def _run(
    settings: Settings,
    campaign: Campaign,
    source: SourceSettings,
    asked: ListBuild,
    *,
    refresh: bool,
    dry_run: bool,
    allow_empty: bool,
    rejects: Path | None,
    progress: Progress,
) -> BuildReport:
    zone = ZoneInfo(campaign.settings.schedule.timezone)
    connection = bootstrap.open_source(source)
    try:
        return build_contacts(
            connection,
            source,
            asked,
            campaign,
            bootstrap.bulk_loader(settings),
            today=datetime.now(zone).date(),
            refresh=refresh,
            dry_run=dry_run,
            allow_empty=allow_empty,
            rejects=rejects,
            progress=progress,
        )
    finally:
        connection.close()
