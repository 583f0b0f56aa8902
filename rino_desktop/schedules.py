"""Reports delivered at set times, to a folder or by mail.

The engine delivers what is due while it runs; ``rino-desktop schedule run`` does the same once,
for those who have a scheduler of their own. A report that was due while nothing ran is delivered
late, once.

Several engines share the schedules. Whoever delivers first takes the due time (``claim``), so that
it is delivered once; a claim ends with its time, so that the death of an engine loses no report. A
mail is the exception: from the moment it goes out to the moment that is noted, nobody can know
whether it arrived, so it is not sent again, and the result says so.

A report is made with the rights of whoever has made its schedule, as they are when it is delivered:
masked for who sees numbers masked, refused when he may not work here any more. One of the command
line may be made for somebody, else it is nobody's, and masked unless it was to be otherwise. The
file says which schedule has taken it, and whose that is.
"""

import asyncio
import logging
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from engine.domain.calling_hours import zone_of
from engine.errors import KnownError
from engine.guard import NoRight
from engine.ports.clock import Clock
from engine.ports.storage import Database, ReportSchedule, StorageUnavailable, Stores
from rino_desktop import report_files, report_mail
from rino_desktop.chores import own_database
from rino_desktop.file_names import file_name
from rino_desktop.report_files import ReportParts
from rino_desktop.report_mail import MailSettings, NotAccepted, Uncertain
from rino_desktop.schedule_options import language_of, options_of
from rino_desktop.schedule_owner import taker, with_rights_of_owner
from rino_desktop.schedule_times import latest_due
from rino_desktop.texts import t
from rino_desktop.texts.errors import retold, said

if TYPE_CHECKING:
    pass

log = logging.getLogger(__name__)

_LOOK_EVERY_S = 20.0
#: How long one delivery may take before another engine believes its engine dead.
_CLAIM = timedelta(minutes=30)
#: Pauses between the tries of one delivery; after the last one it is given up.
_PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 30, 60, 120, 240))
#: Results that say where a delivery stands; people see words for them.
UNDER_WAY, SENDING = "…", "→"


@dataclass(frozen=True, slots=True)
class Delivery:
    """``again_at``: when it is tried again; None: not at all."""

    name: str
    ok: bool
    file: str | None
    result: str
    again_at: datetime | None = None


class _Taken(Exception):
    """It took so long that another engine has begun the same delivery, or the schedule was
    changed meanwhile."""


# --- delivering ---------------------------------------------------------------------------------


def run_due(
    database: Database, now: datetime, only: str | None = None, parts: ReportParts | None = None,
    *, seen: ReportSchedule | None = None,
) -> list[Delivery]:  # fmt: skip
    """Deliver what is due, or the one named ``only``, as it was ``seen``; a failure is a delivery
    that is not ok."""

    def read(stores: Stores) -> list[ReportSchedule]:
        every = stores.schedules.all()
        if only is None:
            return every
        chosen = [
            s for s in every
            if s.name.casefold() == only.casefold() and (seen is None or s.id == seen.id)
        ]  # fmt: skip
        if not chosen:
            raise KnownError(
                t("There is no scheduled report {name}.", name=repr(only)),
                mend="rino-desktop schedule list",
            )
        return chosen

    deliveries = []
    for schedule in database.transact(read):
        try:
            delivery = _take(database, schedule, now, parts, forced=only is not None)
        except (KnownError, ValueError) as error:
            # That it is wrong itself keeps none of the others back.
            log.error("scheduled report %s: %s", schedule.name, error)
            delivery = Delivery(schedule.name, False, None, said(error))
        if delivery is not None:
            deliveries.append(delivery)
    return deliveries


def _take(
    database: Database, schedule: ReportSchedule, now: datetime, parts: ReportParts | None, *,
    forced: bool,
) -> Delivery | None:  # fmt: skip
    """None: there is nothing to do, or somebody else does it."""
    newest = latest_due(schedule, now)
    pending = schedule.due_at
    if forced:
        due_at, failures = now, 0
    elif newest is not None:
        due_at, failures = newest, 0
        if (
            pending is not None
            and schedule.retry_at is not None
            and schedule.retry_at > now
            and (schedule.last_result in (UNDER_WAY, SENDING))
        ):
            return None  # one after the other
    elif pending is not None and (schedule.retry_at or now) <= now:
        due_at, failures = pending, schedule.failures
        if schedule.last_result == SENDING:
            return _unknown(database, schedule, now)
    else:
        return None
    claimed = database.transact(
        lambda stores: stores.schedules.claim(
            schedule, due_at, now, now + _CLAIM, failures, UNDER_WAY
        )
    )
    if not claimed:
        return None
    return _deliver(database, replace(schedule, due_at=due_at, failures=failures), now, parts)


def _unknown(database: Database, schedule: ReportSchedule, now: datetime) -> Delivery:
    """Its engine died between sending and noting that it had sent."""
    result = t("It is not known whether the mail was sent: the engine ended in the midst of it.")
    log.error("scheduled report %s: %s", schedule.name, result)
    database.transact(lambda stores: stores.schedules.ran(schedule.id, now, result, 1))
    return Delivery(schedule.name, False, None, result)


def _deliver(
    database: Database, schedule: ReportSchedule, now: datetime, parts: ReportParts | None
) -> Delivery:
    day = now.astimezone(zone_of(schedule.timezone) or ZoneInfo("UTC"))
    name = file_name(f"{schedule.name[:80]}-{day:%Y-%m-%d-%H%M}", f".{schedule.format}")
    again_at: datetime | None = None
    try:
        if schedule.folder:
            target = Path(schedule.folder) / name
            _write(database, schedule, target, now, parts)
            result = name
            if schedule.mail:
                result += "; " + _mail(database, schedule, target, name, now, parts)
        else:
            with tempfile.TemporaryDirectory(prefix="rino-report-") as folder:
                target = Path(folder) / f"report.{schedule.format}"
                _write(database, schedule, target, now, parts)
                result = _mail(database, schedule, target, name, now, parts)
    except _Taken:
        result = t("Not sent from here: another engine has taken it over, or it was changed.")
        log.warning("scheduled report %s: %s", schedule.name, result)
        return Delivery(schedule.name, False, None, result)
    except StorageUnavailable:
        raise
    except Exception as error:
        if not isinstance(error, KnownError | OSError):
            # A bug, in a kind of report or a plug-in: no reason for an engine to end its calls.
            log.exception("scheduled report %s", schedule.name)
        result = " ".join(said(error).split())[:400] or type(error).__name__
        failures = schedule.failures + 1
        if not isinstance(error, NotAccepted | Uncertain | NoRight) and failures <= len(_PAUSES):
            again_at = now + _PAUSES[failures - 1]
        log.error("scheduled report %s: %s", schedule.name, result)
        _note_failure(database, schedule, now, result, failures, again_at)
        return Delivery(schedule.name, False, None, result, again_at)
    database.transact(lambda stores: stores.schedules.ran(schedule.id, now, result))
    log.info("scheduled report %s: %s", schedule.name, result)
    file = str(Path(schedule.folder) / name) if schedule.folder else None
    return Delivery(schedule.name, True, file, file if file and not schedule.mail else result)


def _note_failure(
    database: Database, schedule: ReportSchedule, now: datetime, result: str, failures: int,
    again_at: datetime | None,
) -> None:  # fmt: skip
    if again_at is None:
        database.transact(lambda stores: stores.schedules.ran(schedule.id, now, result, failures))
    else:
        until = again_at
        database.transact(
            lambda stores: stores.schedules.postpone(schedule.id, until, failures, result)
        )


def _write(
    database: Database, schedule: ReportSchedule, target: Path, now: datetime,
    parts: ReportParts | None,
) -> None:  # fmt: skip
    whose = {"schedule": schedule.name, "owner": schedule.owner}
    database.transact(
        lambda stores: report_files.write_in(
            with_rights_of_owner(stores, schedule), schedule.kind, schedule.campaign,
            schedule.format, target, now, options=options_of(schedule), parts=parts,
            in_language=language_of(schedule), asked=whose, taken_by=taker(schedule),
        )
    )  # fmt: skip


def _mail(
    database: Database, schedule: ReportSchedule, file: Path, name: str, now: datetime,
    parts: ReportParts | None,
) -> str:  # fmt: skip
    settings = MailSettings.from_json(schedule.mail)
    assert parts is not None
    assert schedule.due_at is not None
    body = database.transact(
        lambda stores: report_files.mail_body(
            with_rights_of_owner(stores, schedule), schedule.kind, schedule.campaign, now, parts,
            options_of(schedule), in_language=language_of(schedule),
        )
    )  # fmt: skip
    domain = settings.sender.rpartition("@")[2]
    message = report_mail.compose(
        settings, body, file, name, now=now,
        message_id=f"<report-{schedule.id}-{schedule.due_at:%Y%m%dT%H%M%S}@{domain}>",
    )  # fmt: skip
    due_at, held = schedule.due_at, replace(schedule, last_run=now, retry_at=now + _CLAIM)
    if not database.transact(
        lambda stores: stores.schedules.claim(
            held, due_at, now, now + _CLAIM, schedule.failures, SENDING
        )
    ):
        raise _Taken
    refused = report_mail.send(settings, message)
    if refused:
        return t(
            "sent, but not to {refused}: the mail server refuses them", refused=", ".join(refused)
        )
    return t("sent to {to}", to=", ".join(settings.to))


# --- what an engine does -------------------------------------------------------------------------


async def deliver_for_ever(
    open_database: Callable[[], Database], clock: Clock, parts: ReportParts | None = None
) -> None:
    """The engine's chore: look every so often, deliver on a thread of its own."""
    async with own_database("scheduled reports", open_database, clock) as database:
        while True:
            try:
                await asyncio.to_thread(run_due, database, clock.now(), None, parts)
            except (StorageUnavailable, KnownError) as error:
                log.warning("scheduled reports: %s", error)
            await clock.sleep(_LOOK_EVERY_S)


def result_of(schedule: ReportSchedule) -> str:
    """The last result for people, in their language; "" where there was no run yet."""
    if schedule.last_result in (UNDER_WAY, SENDING):
        return t("under way")
    return retold(schedule.last_result)


def in_trouble(schedule: ReportSchedule) -> bool:
    """The last delivery has failed, or nobody knows."""
    return schedule.failures > 0
