"""Whose a scheduled report is: whom its file names, and with whose rights it is made."""

import json

from engine.guard import NoRight, guarded
from engine.ports.storage import ReportSchedule, Stores
from rino_desktop.texts import language, t


def language_of(schedule: ReportSchedule) -> str | None:
    found = json.loads(schedule.options or "{}").get("language")
    return str(found) if found else None


def taker(schedule: ReportSchedule) -> str:
    """Whom a delivered file names."""
    from engine.reports import words

    key = "by_schedule_of" if schedule.owner else "by_schedule"
    text = words.text(key, language_of(schedule) or language())
    return text.format(name=schedule.name, owner=schedule.owner)


def with_rights_of_owner(stores: Stores, schedule: ReportSchedule) -> Stores:
    """NoRight when he may not work here any more."""
    if schedule.owner_id is None:
        return stores
    acting = stores.rights.acting(schedule.owner_id)
    if not acting.admitted:
        raise NoRight(
            t(
                "{owner} has made this schedule and may not work here any more.",
                owner=acting.name or schedule.owner,
            ),
            mend=t("Open the schedule and save it: it is yours then."),
        )
    return guarded(stores, acting, acting.name)
