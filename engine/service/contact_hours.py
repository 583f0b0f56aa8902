"""What o'clock it is at a subscriber's, and the hours in which he may be called that day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from engine.domain.calling_hours import zone_of
from engine.domain.campaign import CampaignSettings
from engine.domain.durations import format_hours
from engine.domain.presets import lawful_schedule, usual_hours

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class LocalClock:
    """``time`` as "YYYY-MM-DD HH:MM"; ``hours`` as "09:00-20:00"."""

    time: str
    zone: str
    hours: str


def local_clock(settings: CampaignSettings, zones: Sequence[str], at: datetime) -> LocalClock:
    schedule = lawful_schedule(settings)
    name = next((zone for zone in zones if zone_of(zone) is not None), schedule.timezone)
    zone = zone_of(name)
    local = at.astimezone(zone) if zone is not None else at
    weekdays, weekend = usual_hours(schedule)
    hours = weekend if local.weekday() >= _SATURDAY else weekdays
    return LocalClock(local.strftime("%Y-%m-%d %H:%M"), name, format_hours(hours))
