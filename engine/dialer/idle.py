"""Why nothing is dialled for a campaign right now."""

from datetime import datetime
from math import inf

from engine.dialer.model import IdleReason
from engine.dialer.pace import SECOND
from engine.dialer.state import CampaignWork, TrunkWork, moment
from engine.dialer.supply import plan_of
from engine.dialer.waiting import Blocked
from engine.domain.calling_hours import hours_on, is_holiday, zone_of
from engine.domain.campaign import CampaignState
from engine.domain.durations import format_hours
from engine.domain.presets import usual_hours
from engine.domain.trunk import TrunkStatus

#: A campaign that has dialled within this time is dialling.
_JUST_NOW = 3 * SECOND // 2
#: Waits for a turn that are shorter than this are the even spreading of calls, nothing to report.
_NOTICEABLE = 3 * SECOND // 2

_STATES = {
    CampaignState.DRAFT: "draft",
    CampaignState.PAUSED: "paused",
    CampaignState.FINISHED: "finished",
    CampaignState.ARCHIVED: "finished",
}


def idle_reason(campaign: CampaignWork, stopped: str, now: datetime, at: int) -> IdleReason | None:
    """``stopped``: the code of ``DiallingStopped``, "" while dialling is allowed."""
    if campaign.removed or not campaign.running:
        return IdleReason(_STATES.get(campaign.campaign.state, "finished"))
    if stopped:
        return IdleReason(stopped)
    if campaign.lines == 0:
        return IdleReason("campaign_lines", {"lines": "0"})
    if not any(not trunk.removed for trunk in campaign.trunks):
        return IdleReason("no_trunk", {"trunks": ", ".join(campaign.campaign.settings.trunks)})
    if not campaign.reachable:
        return _trunk_failed(campaign)
    if at - campaign.last_dial < _JUST_NOW:
        return None
    plan = plan_of(campaign, now)
    if plan is None:
        return None  # it has only just begun to look
    if campaign.held or plan.ready:
        return _no_line(campaign, at)
    if plan.blocked is not None:
        return _waiting(campaign, plan.blocked)
    assert campaign.outlook is not None
    if campaign.outlook.claimed_elsewhere:
        return IdleReason("claimed_elsewhere", {"count": str(campaign.outlook.claimed_elsewhere)})
    return IdleReason(campaign.outlook.held_back or "no_contacts")


def _trunk_failed(campaign: CampaignWork) -> IdleReason:
    failed = [t for t in campaign.trunks if t.status is TrunkStatus.FAILED and not t.removed]
    return IdleReason(
        "trunk_failed",
        {
            "trunks": ", ".join(trunk.trunk.name for trunk in failed),
            "detail": next((trunk.detail for trunk in failed if trunk.detail), ""),
        },
        min((trunk.retry_at for trunk in failed if trunk.retry_at is not None), default=None),
    )


def _no_line(campaign: CampaignWork, at: int) -> IdleReason | None:
    """Somebody could be called, were there a line and a turn for it."""
    operators = 0 if campaign.pacer is None else campaign.pacer.operators
    if campaign.allowance == 0 and (not operators or campaign.free_lines > 0):
        return IdleReason("operators", {"operators": str(operators)})
    if campaign.quota is None:
        return None  # the first answer about lines is on its way
    if campaign.free_lines <= 0:
        if campaign.live >= campaign.lines:
            return IdleReason("campaign_lines", {"lines": str(campaign.lines)})
        return IdleReason(
            "lines_elsewhere", {"lines": str(campaign.lines), "held": str(campaign.quota)}
        )
    usable = [trunk for trunk in campaign.trunks if trunk.usable]
    free = [trunk for trunk in usable if trunk.free > 0]
    if not free:
        return _no_trunk_line(usable)
    turns = [
        inf if ready is None else max(campaign.pace.ready_at() or 0, ready)
        for ready in (trunk.pace.ready_at() for trunk in free)
    ]
    turn = inf if campaign.pace.ready_at() is None else min(turns)
    if turn - at <= _NOTICEABLE:
        return None
    rate = min(campaign.pace.rate, max(trunk.pace.rate for trunk in free))
    return IdleReason("rate", {"rate": f"{rate:.3g}"}, None if turn == inf else moment(int(turn)))


def _no_trunk_line(usable: list[TrunkWork]) -> IdleReason | None:
    if all(trunk.quota is None for trunk in usable):
        return None
    names = ", ".join(trunk.trunk.name for trunk in usable)
    lines = sum(trunk.lines for trunk in usable)
    arguments = {"trunks": names, "lines": str(lines)}
    if all(trunk.in_use >= trunk.lines for trunk in usable):
        return IdleReason("trunk_lines", arguments)
    held = sum(trunk.quota or 0 for trunk in usable)
    return IdleReason("lines_elsewhere", {**arguments, "held": str(held)})


def _waiting(campaign: CampaignWork, blocked: Blocked) -> IdleReason:
    if not blocked.outside_hours:
        return IdleReason("retry_later", {}, blocked.until)
    schedule = campaign.hours.schedule
    weekdays, weekend = usual_hours(schedule)
    zones = [zone for zone in blocked.zones if zone_of(zone) is not None] or [schedule.timezone]
    arguments = {
        "weekdays": format_hours(weekdays),
        "weekend": format_hours(weekend),
        "zone": zones[0],
        "zones": str(len(zones)),
        "all_zones": "yes" if schedule.all_zones else "no",
        "preset": campaign.campaign.settings.preset,
    }
    zone = zone_of(zones[0])
    if blocked.until is not None and zone is not None:
        # Which of the hours let it open: those of the day when it does.
        day = blocked.until.astimezone(zone).date()
        arguments["hours"] = format_hours(hours_on(schedule, day))
        countries = (schedule.holidays, *(law.country for law in schedule.legal))
        holiday = any(is_holiday(country, day) for country in countries)
        arguments["holiday"] = "yes" if holiday else "no"
    return IdleReason("outside_hours", arguments, blocked.until)
