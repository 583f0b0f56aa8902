"""When scheduled reports are due."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from engine.domain.calling_hours import zone_of
from engine.errors import KnownError
from engine.ports.storage import ReportSchedule
from rino_desktop.texts import t

#: A report that nobody could deliver for longer than this is not made up for.
LATE = timedelta(days=1)


def next_run(schedule: ReportSchedule, after: datetime) -> datetime:
    """The first moment after ``after`` at which the report is due (UTC)."""
    zone = zone_of(schedule.timezone) or ZoneInfo("UTC")
    day = after.astimezone(zone).date()
    times = sorted(time.fromisoformat(text) for text in schedule.at.split(","))
    for _ in range(9):
        if str(day.isoweekday()) in schedule.weekdays:
            for each in times:
                due = datetime.combine(day, each, zone).astimezone(UTC)
                if due > after:
                    return due
        day += timedelta(days=1)
    raise KnownError(t("Report {name} has no weekdays.", name=schedule.name))


def is_due(schedule: ReportSchedule, now: datetime) -> bool:
    return latest_due(schedule, now) is not None


def latest_due(schedule: ReportSchedule, now: datetime) -> datetime | None:
    """The latest due time that has come since the last run: of several only one is delivered."""
    due = next_run(schedule, max(schedule.last_run or now - LATE, now - LATE))
    if due > now:
        return None
    while (later := next_run(schedule, due)) <= now:
        due = later
    return due
