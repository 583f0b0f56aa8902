"""Reports delivered to a folder at fixed times of day.

The engine delivers what is due while it runs; ``rino-desktop schedule run`` does the same once,
for those who have a scheduler of their own. A report that was due while nothing ran is delivered
late, once. What is due is decided from the stored time of the last run, so that several engines
do not deliver twice: the run is booked before the file is written.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from engine.domain.calling_hours import zone_of
from engine.errors import KnownError
from engine.ports.clock import Clock
from engine.ports.storage import Database, ReportSchedule, StorageUnavailable, Stores
from rino_desktop import report_files
from rino_desktop.texts import t
from rino_desktop.texts.errors import said

log = logging.getLogger(__name__)

_LOOK_EVERY_S = 20.0
#: A report that nobody could deliver for longer than this is not made up for.
_LATE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Delivery:
    name: str
    ok: bool
    file: str | None
    result: str


def add(
    stores: Stores,
    *,
    name: str,
    kind: str,
    campaign: str,
    file_format: str,
    folder: Path,
    at: str,
    weekdays: str,
    timezone: str | None,
    now: datetime,
) -> ReportSchedule:
    """Checked as far as can be now: what is wrong at night is seen by nobody."""
    from engine.reports import standard_kinds

    standard_kinds().get(kind)
    found = stores.campaigns.by_name(campaign)
    zone = timezone or found.settings.schedule.timezone
    if zone_of(zone) is None:
        raise KnownError(
            t("There is no time zone {name}.", name=repr(zone)),
            mend=t("Write it like Europe/Moscow."),
        )
    if not folder.is_dir():
        raise KnownError(t("There is no folder {folder}.", folder=folder))
    schedule = stores.schedules.add(
        ReportSchedule(
            id=0,
            name=name,
            kind=kind,
            campaign=found.name,
            format=file_format,
            folder=str(folder),
            at=at,
            weekdays=weekdays,
            timezone=zone,
            last_run=None,
            last_result="",
        )
    )
    # What is due counts from now on; a run without a result is this beginning, no delivery.
    stores.schedules.ran(schedule.id, now, "")
    return schedule


def next_run(schedule: ReportSchedule, after: datetime) -> datetime:
    """The first moment after ``after`` at which the report is due (UTC)."""
    zone = zone_of(schedule.timezone) or ZoneInfo("UTC")
    day = after.astimezone(zone).date()
    for _ in range(9):
        if str(day.isoweekday()) in schedule.weekdays:
            due = datetime.combine(day, time.fromisoformat(schedule.at), zone).astimezone(UTC)
            if due > after:
                return due
        day += timedelta(days=1)
    raise KnownError(t("Report {name} has no weekdays.", name=schedule.name))


def is_due(schedule: ReportSchedule, now: datetime) -> bool:
    since = max(schedule.last_run or now - _LATE, now - _LATE)
    return next_run(schedule, since) <= now


def run_due(database: Database, now: datetime, only: str | None = None) -> list[Delivery]:
    """Deliver what is due, or the one named ``only``; a failure is a delivery that is not ok."""

    def book(stores: Stores) -> list[ReportSchedule]:
        every = stores.schedules.all()
        if only is not None:
            chosen = [s for s in every if s.name.casefold() == only.casefold()]
            if not chosen:
                raise KnownError(
                    t("There is no scheduled report {name}.", name=repr(only)),
                    mend="rino-desktop schedule list",
                )
        else:
            chosen = [schedule for schedule in every if is_due(schedule, now)]
        for schedule in chosen:
            stores.schedules.ran(schedule.id, now, "…")
        return chosen

    return [_deliver(database, schedule, now) for schedule in database.transact(book)]


def _deliver(database: Database, schedule: ReportSchedule, now: datetime) -> Delivery:
    day = now.astimezone(zone_of(schedule.timezone) or ZoneInfo("UTC"))
    name = f"{_safe(schedule.name)}-{day:%Y-%m-%d-%H%M}.{schedule.format}"
    target = Path(schedule.folder) / name
    try:
        report_files.write(database, schedule.kind, schedule.campaign, schedule.format, target, now)
    except (KnownError, OSError) as error:
        delivery = Delivery(schedule.name, False, None, " ".join(said(error).split())[:200])
        log.error("scheduled report %s: %s", schedule.name, error)
    else:
        delivery = Delivery(schedule.name, True, str(target), str(target))
        log.info("scheduled report %s: %s", schedule.name, target)
    result = delivery.result if not delivery.ok else name
    database.transact(lambda stores: stores.schedules.ran(schedule.id, now, result))
    return delivery


async def deliver_for_ever(open_database: Callable[[], Database], clock: Clock) -> None:
    """The engine's chore: look every so often, deliver on a thread of its own."""
    database = await asyncio.to_thread(open_database)
    try:
        while True:
            try:
                await asyncio.to_thread(run_due, database, clock.now())
            except (StorageUnavailable, KnownError) as error:
                log.warning("scheduled reports: %s", error)
            await clock.sleep(_LOOK_EVERY_S)
    finally:
        database.close()


def _safe(name: str) -> str:
    return "".join(char if char.isalnum() or char in "-_." else "_" for char in name)[:80]
