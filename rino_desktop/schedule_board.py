"""Scheduled reports as a window shows them, and what is changed there."""

import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from engine.domain.rights import Right
from engine.errors import KnownError
from engine.ports.storage import ReportSchedule, Stores
from engine.reports.filters import CAMPAIGNS
from engine.reports.model import ReportOptions
from rino_desktop import schedule_making, schedule_times, schedules
from rino_desktop.report_files import ReportParts
from rino_desktop.report_mail import MailSettings
from rino_desktop.report_view import KindInfo
from rino_desktop.schedule_options import is_masked
from rino_desktop.texts import t

_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")


@dataclass(frozen=True, slots=True)
class ScheduleRow:
    """``target``: folder and addresses; ``next_at``: None where it cannot be told; ``again_at``:
    when a delivery that has failed is tried again; ``masked``: it is nobody's, and tells no numbers
    and names."""

    schedule: ReportSchedule
    target: str
    result: str
    failed: bool
    next_at: datetime | None
    last_at: datetime | None
    again_at: datetime | None
    masked: bool = False


@dataclass(frozen=True, slots=True)
class Wish:
    """What was filled in. ``times``: as typed, separated by commas; ``weekdays``: digits 1
    (Monday) to 7; ``folder`` "" and ``mail`` None where it does not go there."""

    name: str
    kind: str
    options: ReportOptions
    file_format: str
    times: str
    weekdays: str
    timezone: str
    folder: str
    mail: MailSettings | None


def read(stores: Stores, now: datetime) -> tuple[ScheduleRow, ...]:
    return tuple(_row(each, now) for each in stores.schedules.all())


def usual_zone(stores: Stores) -> str:
    """That of most campaigns; "" while there is none."""
    zones = Counter(name for name in stores.report_facts.zones(()).values() if name)
    return next((name for name, _ in zones.most_common(1)), "")


def mail_of(schedule: ReportSchedule) -> MailSettings | None:
    return MailSettings.from_json(schedule.mail) if schedule.mail else None


def save(
    stores: Stores, wish: Wish, now: datetime, parts: ReportParts,
    before: ReportSchedule | None = None,
) -> ReportSchedule:  # fmt: skip
    """``before``: the one that is changed, as it was seen. What is due counts from now on.
    KnownError: something of it cannot be so, or somebody has changed it meanwhile."""
    if not wish.weekdays:
        raise KnownError(t("Choose at least one day of the week."))
    if before and not _is_there(stores, before):
        raise KnownError(
            t("The schedule {name} has been changed or removed by somebody else meanwhile; nothing "
              "was saved.", name=before.name),
            mend=t("Open the schedule anew, and change that."),
        )  # fmt: skip
    campaigns = wish.options.filter.campaigns
    saved = schedule_making.add(
        stores,
        name=" ".join(wish.name.split()),
        kind=wish.kind,
        campaign=campaigns[0] if len(campaigns) == 1 else "",
        file_format=wish.file_format,
        folder=Path(wish.folder).expanduser().absolute() if wish.folder else None,
        at=times_of(wish.times),
        weekdays=wish.weekdays,
        timezone=wish.timezone or None,
        now=now,
        parts=parts,
        options=wish.options,
        mail=wish.mail,
        before=before.name if before else "",
    )
    details = {"report": saved.kind, "at": saved.at, "to": _target(saved)}
    action = "schedule.change" if before else "schedule.add"
    stores.audit.record(now, action, saved.name, details, subject_id=saved.id)
    return saved


def for_each_campaign(
    info: KindInfo, name: str, filters: Mapping[str, object], *, new: bool
) -> list[tuple[str, Mapping[str, object]]]:
    """(name, filters) of the schedules that are meant: a report of one campaign that is wanted of
    several goes as one for each of them, under names of their own."""
    chosen = filters.get(CAMPAIGNS, ())
    campaigns = chosen if isinstance(chosen, tuple | list) else ()
    if info.of_office or not new or len(campaigns) < 2:
        return [(name, filters)]
    return [(f"{name}: {each}", {**filters, CAMPAIGNS: (each,)}) for each in campaigns]


def _is_there(stores: Stores, seen: ReportSchedule) -> bool:
    """Each change is a row of its own number."""
    return any(each.id == seen.id for each in stores.schedules.all())


def _require_seen(stores: Stores, seen: ReportSchedule | None) -> None:
    if seen and not _is_there(stores, seen):
        raise KnownError(
            t("The schedule {name} has been changed or removed by somebody else meanwhile; nothing "
              "was done.", name=seen.name),
            mend=t("Look at it as it is now, and decide anew."),
        )  # fmt: skip


def remove(
    stores: Stores, name: str, now: datetime, seen: ReportSchedule | None = None
) -> None:  # fmt: skip
    """``seen``: as somebody saw it who wants that. KnownError: it is another one by now."""
    _require_seen(stores, seen)
    stores.schedules.remove(name)
    stores.audit.record(now, "schedule.remove", name)


def allow_sending(
    stores: Stores, name: str, now: datetime, seen: ReportSchedule | None = None
) -> None:  # fmt: skip
    """That it may be delivered at once, by an engine's powers: with the rights of its owner.
    ``seen``: see ``remove``. KnownError: who acts may not wish it, or it is another one by now."""
    stores.rights.require(Right.SCHEDULES_EDIT)
    _require_seen(stores, seen)
    stores.audit.record(now, "schedule.send", name)


def times_of(text: str) -> str:
    """ "9:00, 18:30" as schedules keep it. KnownError: one of them is no time of day."""
    found = set()
    for part in text.replace(";", ",").split(","):
        if not part.strip():
            continue
        time = _TIME.fullmatch(part.strip())
        if time is None:
            raise KnownError(t("{text} is not a time such as 08:30", text=repr(part.strip())) + ".")
        found.add(f"{int(time.group(1)):02d}:{time.group(2)}")
    if not found:
        raise KnownError(t("Say at what time it is to be delivered."))
    return ",".join(sorted(found))


def _row(schedule: ReportSchedule, now: datetime) -> ScheduleRow:
    try:
        next_at = schedule_times.next_run(schedule, now)
    except (KnownError, ValueError):
        next_at = None
    ran = schedule.last_result != ""
    return ScheduleRow(
        schedule, _target(schedule), schedules.result_of(schedule),
        schedules.in_trouble(schedule), next_at, schedule.last_run if ran else None,
        schedule.retry_at if schedule.failures else None, is_masked(schedule),
    )  # fmt: skip


def _target(schedule: ReportSchedule) -> str:
    to = json.loads(schedule.mail)["to"] if schedule.mail else []
    return "; ".join(each for each in (schedule.folder, ", ".join(to)) if each)
