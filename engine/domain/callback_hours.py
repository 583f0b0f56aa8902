"""Whether a subscriber may be called back at a moment: by his clocks, the campaign's hours and
the law's, with the rule that forbids it and the nearest moment that is allowed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from engine.domain.calling_hours import (
    calling_hours,
    hours_on,
    legal_hours_on,
    zone_of,
)
from engine.domain.campaign import CampaignSettings, DayHours, Schedule
from engine.domain.presets import lawful_schedule
from engine.errors import KnownError, Phrase

#: An earlier moment is looked for in these steps, so far back.
_STEP, _STEPS_BACK = timedelta(minutes=15), 4 * 24


@dataclass(frozen=True, slots=True)
class Verdict:
    """``rule``: what forbids it, None when it is allowed. ``nearest``: the allowed moment that is
    nearest, None when there is none in a month."""

    rule: Phrase | None = None
    nearest: datetime | None = None

    @property
    def allowed(self) -> bool:
        return self.rule is None


def judge(settings: CampaignSettings, zones: Sequence[str], at: datetime, now: datetime) -> Verdict:
    """``settings``: of the campaign, or of the office's calls without one (its name is "")."""
    schedule = lawful_schedule(settings)
    hours = calling_hours(schedule)
    if hours.allowed(zones, at):
        return Verdict()
    later = hours.next_opening(zones, max(at, now))
    for step in range(1, _STEPS_BACK + 1):
        earlier = at - step * _STEP
        if earlier <= now or (later is not None and at - earlier >= later - at):
            break
        if hours.allowed(zones, earlier):
            later = earlier
            break
    return Verdict(_rule(settings, schedule, zones, at), later)


def require_allowed(
    settings: CampaignSettings, zones: Sequence[str], at: datetime, now: datetime
) -> None:
    """KnownError with the rule, and the nearest allowed moment as its mend."""
    verdict = judge(settings, zones, at, now)
    if verdict.rule is None:
        return
    if verdict.nearest is None:
        raise KnownError("{rule}", rule=verdict.rule)
    zone = zone_of(subscriber_zones(settings, zones)[0])
    raise KnownError(
        "{rule}",
        mend="The nearest allowed time there is {time}.",
        rule=verdict.rule,
        time=f"{verdict.nearest.astimezone(zone or UTC):%Y-%m-%d %H:%M}",
    )


def subscriber_zones(settings: CampaignSettings, zones: Sequence[str]) -> tuple[str, ...]:
    """Those that are known, else the campaign's own; one for each wall clock is enough to show."""
    known = tuple(zone for zone in zones if zone_of(zone) is not None)
    return known or (settings.schedule.timezone,)


def local_times(
    settings: CampaignSettings, zones: Sequence[str], at: datetime
) -> list[tuple[str, datetime]]:
    """What the subscriber's clock may show: one zone for each different time, the earliest
    first."""
    found: dict[datetime, tuple[str, datetime]] = {}
    for name in subscriber_zones(settings, zones):
        local = at.astimezone(zone_of(name) or UTC)
        found.setdefault(local.replace(tzinfo=None), (name, local))
    return [found[time] for time in sorted(found)]


def _rule(
    settings: CampaignSettings, schedule: Schedule, zones: Sequence[str], at: datetime
) -> Phrase:
    if settings.preset and not settings.rules:
        return Phrase("The legal preset {preset} is not known here.", preset=settings.preset)
    for name, local in local_times(settings, zones, at):
        minute = local.hour * 60 + local.minute
        given = {"zone": name, "time": f"{local:%H:%M}"}
        for law in schedule.legal:
            allowed = legal_hours_on(law, local.date())
            if not allowed.start <= minute < allowed.end:
                return Phrase(
                    "{preset} forbids it: there it is {time} ({zone}), and calls are allowed"
                    " {hours}.",
                    preset=law.preset, hours=_hours(allowed), **given,
                )  # fmt: skip
        own = hours_on(settings.schedule, local.date())
        if not own.start <= minute < own.end:
            if settings.name:
                return Phrase(
                    "The hours of the campaign {campaign} forbid it: there it is {time} ({zone}),"
                    " and calls are allowed {hours}.",
                    campaign=settings.name, hours=_hours(own), **given,
                )  # fmt: skip
            return Phrase(
                "The calling hours forbid it: there it is {time} ({zone}), and calls are allowed"
                " {hours}.",
                hours=_hours(own), **given,
            )  # fmt: skip
    return Phrase("The calling hours forbid it.")


def _hours(hours: DayHours) -> object:
    if hours.start >= hours.end:
        return Phrase("on other days only")
    return "–".join(f"{minute // 60:02}:{minute % 60:02}" for minute in (hours.start, hours.end))
