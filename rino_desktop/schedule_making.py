"""Scheduled reports are made: at the command line and in the window."""

import logging
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from engine.domain.calling_hours import zone_of
from engine.domain.rights import Right
from engine.errors import KnownError
from engine.guard import NoRight
from engine.ports.people import User
from engine.ports.storage import ReportSchedule, Stores
from rino_desktop import report_files, report_mail, schedule_owner
from rino_desktop.report_files import ReportParts
from rino_desktop.report_mail import MailSettings
from rino_desktop.schedule_options import options_json, options_of
from rino_desktop.texts import t

if TYPE_CHECKING:
    from engine.reports.model import ReportOptions

log = logging.getLogger(__name__)


def add(
    stores: Stores,
    *,
    name: str,
    kind: str,
    campaign: str,
    file_format: str,
    folder: Path | None,
    at: str,
    weekdays: str,
    timezone: str | None,
    now: datetime,
    parts: ReportParts | None = None,
    options: "ReportOptions | None" = None,
    mail: MailSettings | None = None,
    owner: User | None = None,
    masked: bool = False,
    before: str = "",
) -> ReportSchedule:
    """Checked as far as can be now: what is wrong at night is seen by nobody. ``owner``: with whose
    rights it is delivered; whoever has signed in makes his own only. ``masked``: what is nobody's
    tells no numbers and names. ``before``: the name of the one whose place it takes."""
    from engine.reports import standard_kinds
    from engine.reports.model import is_of_office

    made = standard_kinds().get(kind) if parts is None else parts.kind(stores, kind)
    found = None
    if campaign or not is_of_office(made):
        found = stores.campaigns.by_name(campaign)
    zone = timezone or (found.settings.schedule.timezone if found else "")
    if zone_of(zone) is None:
        raise KnownError(
            t("There is no time zone {name}.", name=repr(zone)),
            mend=t("Write it like Europe/Moscow."),
        )
    if folder is None and mail is None:
        raise KnownError(
            t("Where the report is to go is not said."), mend="--folder FOLDER, --mail ADDRESS"
        )
    if folder is not None and not folder.is_dir():
        raise KnownError(t("There is no folder {folder}.", folder=folder))
    schedule = ReportSchedule(
        id=0,
        name=name,
        kind=kind,
        campaign=found.name if found else "",
        format=file_format,
        folder="" if folder is None else str(folder),
        at=at,
        weekdays=weekdays,
        timezone=zone,
        # What is due counts from now on; a run without a result is this beginning, no delivery.
        last_run=now,
        last_result="",
        options=options_json(options, masked=masked),
        mail="" if mail is None else report_mail.checked(mail).as_json(),
        owner_id=None if owner is None else owner.id,
        owner="" if owner is None else owner.name,
    )
    if before:
        return stores.schedules.replace(before, schedule)
    return stores.schedules.add(schedule)


def require_rights(
    stores: Stores, schedule: ReportSchedule, now: datetime, parts: ReportParts
) -> None:
    """NoRight when it would be refused at night: it is made once, and thrown away. Blocks for as
    long as a delivery takes. What else may be wrong with it, as with a list that is empty as yet,
    is told when it is delivered."""
    theirs = schedule_owner.with_rights_of_owner(stores, schedule)
    found = stores.campaigns.by_name(schedule.campaign).id if schedule.campaign else None
    theirs.rights.require(Right.EXPORT, found)
    try:
        kind, source = report_files.source_of(
            theirs, schedule.kind, schedule.campaign, now, parts, options_of(schedule)
        )
        for _ in kind.json(source):
            pass
    except NoRight:
        raise
    except KnownError as error:
        log.info("scheduled report %s: %s", schedule.name, error)
