"""Whose a scheduled report is: whom its file names, and with whose rights it is made."""

from engine.domain.rights import EVERY_RIGHT, Powers, Right
from engine.guard import NoRight, guarded
from engine.ports.rights import Acting
from engine.ports.storage import ReportSchedule, Stores
from rino_desktop.schedule_options import is_masked, language_of
from rino_desktop.texts import language, t

#: What one that is nobody's may see when it is made at the command line: it delivers for years,
#: and nobody asks again who reads it.
_MASKED_POWERS = Powers(EVERY_RIGHT - {Right.PERSONAL_DATA, Right.RECORDINGS_HEAR})


def taker(schedule: ReportSchedule) -> str:
    """Whom a delivered file names."""
    from engine.reports import words

    key = "by_schedule_of" if schedule.owner else "by_schedule"
    text = words.text(key, language_of(schedule) or language())
    return text.format(name=schedule.name, owner=schedule.owner)


def with_rights_of_owner(stores: Stores, schedule: ReportSchedule) -> Stores:
    """NoRight when he may not work here any more."""
    if schedule.owner_id is None:
        if not is_masked(schedule):
            return stores
        return guarded(stores, Acting(0, schedule.owner, _MASKED_POWERS), schedule.owner)
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
