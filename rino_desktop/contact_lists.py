"""Contact lists from files into campaigns."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.domain.calling_hours import zone_of
from engine.domain.campaign import Campaign
from engine.errors import KnownError
from engine.lists.regions import region_zones
from engine.lists.zone_text import zones_of_text
from engine.service.contact_import import ImportReport, import_contacts
from rino_desktop import bootstrap
from rino_desktop.settings import Settings
from rino_desktop.texts import t

if TYPE_CHECKING:
    from engine.ports.audit import Actor

Mapping = Sequence[tuple[str, str]]
Progress = Callable[[int, int | None], None]


@dataclass(frozen=True, slots=True)
class Imported:
    """``rejects``: the file with the rejected rows; None when there are none."""

    report: ImportReport
    rejects: Path | None

    def as_json(self) -> dict[str, Any]:
        return {
            **self.report.as_json(),
            "rejects": None if self.rejects is None else str(self.rejects),
        }

    def brief(self) -> str:
        """How many, why others were not taken, and where those are."""
        how_many, *rest = self.text().splitlines()
        reasons = [line.strip() for line in rest if line.startswith(" ")]
        file = [rest[-1]] if self.rejects is not None else []
        return "\n".join([how_many, *(["; ".join(reasons)] if reasons else []), *file])

    def text(self) -> str:
        r = self.report
        lines = [
            t("Rows: {rows}. Contacts added: {added}, updated: {updated}, unchanged: {unchanged}, "
              "rejected: {rejected}.", rows=r.rows, added=r.contacts, updated=r.updated,
              unchanged=r.unchanged, rejected=sum(r.rejected.values())),
            t("Columns: {mapping}.", mapping=", ".join(f"{k} ← {v}" for k, v in r.mapping.items())),
        ]  # fmt: skip
        lines += [f"  {reason_word(reason)}: {count}" for reason, count in r.rejected.items()]
        if self.rejects is not None:
            lines.append(t("Rejected rows: {file}", file=self.rejects))
        return "\n".join(lines)


def reason_word(reason: str) -> str:
    """Why a row was rejected, in the user's language."""
    words = {
        "no_phone": t("no telephone number"),
        "bad_phone": t("unusable number"),
        "duplicate_in_file": t("repeated in the list"),
        "do_not_call": t("on the do-not-call list"),
        "total_row": t("total row"),
        "malformed_row": t("unreadable row"),
        "no_name": t("no name"),
    }
    return words.get(reason, reason)


def import_file(
    settings: Settings,
    path: Path,
    *,
    campaign: str,
    mapping: Mapping,
    encoding: str | None,
    country: str | None,
    rejects: Path | None,
    progress: Progress,
    actor: "Actor | None" = None,
    home: str = "",
) -> Imported:
    """``actor``: who imports, None: an engine. ``home``: see ``home_zones``.

    Without ``rejects``, rejected rows go beside the list: nothing is dropped silently."""
    require_file(path)
    target = rejects or _beside(path)
    found = campaign_of(settings, campaign)
    report = import_contacts(
        path,
        found,
        bootstrap.bulk_loader(settings, actor),
        read=bootstrap.list_reader(),
        mapping=mapping,
        encoding=encoding,
        country=known_country(country),
        rejects=target,
        progress=progress,
        home=home_zones(home, country or found.settings.country),
    )
    return Imported(report, kept(target, report, asked=rejects is not None))


def home_zones(text: str, country: str) -> tuple[str, ...]:
    """The time zones of a region, a town or a zone, where those are of whom a list tells no more;
    () for "". All that a bare number may mean: "5" is a region and two zones. KnownError for what
    is none of them."""
    text, country = text.strip(), country.upper()
    if not text:
        return ()
    zones = region_zones(text) if country == "RU" else ()
    if not zones or text.isdecimal():
        zones = tuple(sorted({*zones, *zones_of_text(text, country)}))
    if not zones:
        raise KnownError(
            t("{place} is neither a region nor a time zone.", place=repr(text)),
            mend=t("For example: Самарская область, МСК+1, Europe/Samara."),
        )
    return zones


def clocks(zones: Sequence[str], at: datetime) -> str:
    """ "14:05 (Asia/Yekaterinburg), …"; what time it is there."""
    return ", ".join(f"{at.astimezone(zone_of(zone)):%H:%M} ({zone})" for zone in zones)


def require_file(path: Path) -> None:
    """KnownError for what is no file."""
    if path.is_dir():
        raise KnownError(t("{file}: is a folder, not a file.", file=path))
    if not path.is_file():
        raise KnownError(t("{file}: there is no such file.", file=path))


def campaign_of(settings: Settings, name: str) -> Campaign:
    database = bootstrap.open_database(settings)
    try:
        return database.transact(lambda stores: stores.campaigns.by_name(name))
    finally:
        database.close()


def known_country(country: str | None) -> str | None:
    from phonenumbers import SUPPORTED_REGIONS

    if country is not None and country.upper() not in SUPPORTED_REGIONS:
        raise KnownError(
            t("{country} is no country code.", country=repr(country)), mend="RU, KZ, BY, US …"
        )
    return country.upper() if country else None


def _beside(path: Path) -> Path | None:
    """Where the rejected rows of a list go when nobody says; None where that cannot be written."""
    folder = path.absolute().parent
    return folder / f"{path.stem}.rejects.csv" if os.access(folder, os.W_OK) else None


def kept(target: Path | None, report: ImportReport, *, asked: bool) -> Path | None:
    """An empty rejects file that nobody asked for is taken away again."""
    if target is None:
        return None
    if not asked and not report.rejected:
        target.unlink(missing_ok=True)
        return None
    return target
