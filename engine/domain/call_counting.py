"""How often a person may be called: past calls and a limit in, "not before …" out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from engine.domain.calling_hours import zone_of
from engine.domain.campaign import CampaignSettings
from engine.domain.disposition import Disposition
from engine.domain.preset_model import Calendar, CallLimit, Counted, Per, Preset, Scope

#: A call that lives may become a conversation: asked again after so long.
_ASK_AGAIN = timedelta(minutes=2)
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class PastCall:
    """An attempt on the person's numbers; ``ended_at`` None: it lives. ``message``: its campaign
    delivers voice messages. All times are aware UTC."""

    attempt_id: int
    campaign_id: int
    purpose: str
    message: bool
    phone: str
    reserved_at: datetime
    answered_at: datetime | None
    ended_at: datetime | None
    disposition: Disposition | None


@dataclass(frozen=True, slots=True)
class LimitReached:
    """``counted`` calls in the window that began at ``since``; one more may be made from
    ``lifts_at`` on, as far as is known now."""

    limit: CallLimit
    preset: Preset
    counted: int
    since: datetime
    lifts_at: datetime


@dataclass(frozen=True, slots=True)
class Planned:
    """The call about to be made, by what matters for limits."""

    attempt_id: int
    campaign_id: int
    settings: CampaignSettings
    phone: str
    zones: tuple[str, ...]


def longest_window(rules: Iterable[Preset]) -> timedelta:
    """How far back calls matter for these rules; 0 when none limits them."""
    return max((limit.window for p in rules for limit in p.limits), default=timedelta(0))


def limit_reached(planned: Planned, past: Sequence[PastCall], now: datetime) -> LimitReached | None:
    """The limit that keeps the planned call back longest; None when it keeps to all of them.
    ``past`` may hold the planned call itself."""
    found: list[LimitReached] = []
    for preset in planned.settings.rules:
        for limit in preset.limits:
            if not _applies(limit, planned.settings):
                continue
            reached = _reached(limit, preset, planned, past, now)
            if reached is not None:
                found.append(reached)
    return max(found, key=lambda each: each.lifts_at, default=None)


def _applies(limit: CallLimit, settings: CampaignSettings) -> bool:
    if limit.modes and settings.mode not in limit.modes:
        return False
    if limit.count is Counted.CALLS:
        return not settings.voice_message
    return limit.count is not Counted.MESSAGES or settings.voice_message


def _reached(
    limit: CallLimit, preset: Preset, planned: Planned, past: Sequence[PastCall], now: datetime
) -> LimitReached | None:
    zones = [z for z in map(zone_of, planned.zones) if z is not None]
    if not zones:
        campaign_zone = zone_of(planned.settings.schedule.timezone)
        zones = [campaign_zone or ZoneInfo("UTC")]
    if limit.calendar is None:
        since = now - limit.window
    else:
        # Where he may be in several zones: the longest window of them.
        since = min(_begins(limit.calendar, zone, now) for zone in zones)
    moments = sorted(
        moment
        for call in past
        if call.attempt_id != planned.attempt_id
        and _belongs(call, limit, planned)
        and (moment := _moment(call, limit, now)) is not None
        and (moment > since if limit.calendar is None else moment >= since)
    )
    spare = limit.maximum - len(moments)
    if spare > 0:
        return None
    if limit.calendar is not None:
        lifts_at = max(_ends(limit.calendar, zone, now) for zone in zones)
    elif limit.maximum == 0:
        lifts_at = now + limit.window
    else:
        # When so many of the oldest have left the window that one more fits in.
        decides = moments[-limit.maximum]
        # A call that still lives may turn out to be no conversation: looked at again soon.
        lives = limit.count is Counted.CONVERSATIONS and decides == now
        lifts_at = now + _ASK_AGAIN if lives else decides + limit.window
    return LimitReached(limit, preset, len(moments), since, _whole_minute(lifts_at))


def _belongs(call: PastCall, limit: CallLimit, planned: Planned) -> bool:
    if limit.per is Per.NUMBER and call.phone != planned.phone:
        return False
    if limit.scope is Scope.CAMPAIGN:
        return call.campaign_id == planned.campaign_id
    return limit.scope is Scope.ALL or call.purpose == planned.settings.purpose.value


def _moment(call: PastCall, limit: CallLimit, now: datetime) -> datetime | None:
    """When the call counts as having been, for this limit; None: it does not count."""
    match limit.count:
        case Counted.CALLS:
            return None if call.message else call.reserved_at
        case Counted.MESSAGES:
            return call.reserved_at if call.message else None
        case Counted.ABANDONED:
            if call.disposition is Disposition.ABANDONED:
                return call.ended_at or call.reserved_at
            return None
    if call.ended_at is None:
        return now  # it may become one yet
    if call.answered_at is None or call.disposition is Disposition.MACHINE:
        return None
    talked = (call.ended_at - call.answered_at).total_seconds()
    return call.ended_at if talked >= limit.talk_s else None


def _begins(calendar: Calendar, zone: ZoneInfo, now: datetime) -> datetime:
    local = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    if calendar is Calendar.WEEK:
        local -= timedelta(days=local.weekday())
    elif calendar is Calendar.MONTH:
        local = local.replace(day=1)
    return local.astimezone(UTC)


def _ends(calendar: Calendar, zone: ZoneInfo, now: datetime) -> datetime:
    local = _begins(calendar, zone, now).astimezone(zone)
    if calendar is Calendar.DAY:
        local += timedelta(days=1)
    elif calendar is Calendar.WEEK:
        local += timedelta(days=7)
    else:
        local = (local + timedelta(days=32)).replace(day=1)
    return local.astimezone(UTC)


def _whole_minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0) + _MINUTE
