"""Claiming contacts a little ahead, looking for new ones, and knowing when a campaign is over.

Claimed contacts are out of other nodes' reach, so few are held: what can be dialled within about
two seconds. A ``Claim`` that brought nothing although contacts should be there (another node was
quicker) is repeated after 1 s, then 2, 4 and 5. A ``Claim`` of nothing (limit 0) only asks for
the outlook; it is used when no outlook has come for a while.
"""

from datetime import datetime
from math import ceil

from engine.dialer.model import (
    Claim,
    ContactsClaimed,
    DialerCommand,
    FinishCampaign,
    NoteClosed,
    Outlook,
    Release,
)
from engine.dialer.pace import SECOND, Turnover
from engine.dialer.sharing import weight
from engine.dialer.state import CampaignWork, microseconds
from engine.dialer.waiting import WaitingPlan, plan_waiting
from engine.domain.campaign import CampaignMode

AHEAD_S = Turnover.WINDOW / SECOND
MAX_HELD = 50
#: Claimed contacts that could not be dialled for so long go back to the others.
HOLD = 15 * SECOND
_LONGEST_PAUSE = 5 * SECOND
#: After an attempt the database may know of something new (a retry, the end); not asked at once,
#: since the attempt's row is still being written and others end at the same moment.
_LOOK_AFTER = SECOND // 2
_LOOK_GAP = SECOND


def plan_of(campaign: CampaignWork, now: datetime) -> WaitingPlan | None:
    """What of the campaign's contacts may be claimed; None before the first outlook."""
    if campaign.outlook is None:
        return None
    plan = campaign.plan
    if plan is None or (plan.valid_until is not None and plan.valid_until <= now):
        plan = campaign.plan = plan_waiting(campaign.outlook, campaign.hours, now)
        until = plan.valid_until
        campaign.plan_until = None if until is None else microseconds(until)
    return plan


def learn(campaign: CampaignWork, outlook: Outlook, now: int) -> None:
    """A fresh outlook; one that is older than what is known changes nothing."""
    at = microseconds(outlook.at)
    if campaign.outlook is not None and at < campaign.outlook_at <= now:
        return
    if campaign.outlook is None or campaign.outlook.zones != outlook.zones:
        campaign.plan = None
    campaign.outlook = outlook
    campaign.outlook_at = at


def take_claimed(campaign: CampaignWork, event: ContactsClaimed, now: int) -> None:
    """The answer to a claim."""
    asked, campaign.claiming = campaign.claiming, None
    learn(campaign, event.outlook, now)
    campaign.hold(event.contacts, now)
    if event.contacts:
        campaign.empty_claims = 0
        campaign.next_claim = 0
    elif asked:
        pause = min(_LONGEST_PAUSE, SECOND << min(campaign.empty_claims, 3))
        campaign.next_claim = now + pause
        campaign.empty_claims += 1


def target(campaign: CampaignWork, rivals: int, now: int) -> int:
    """How many claimed contacts are worth holding; ``rivals``: the priorities of all campaigns
    with something to dial, added up."""
    if (campaign.quota or 0) <= 0:
        return 0
    rate, free, soon = 0.0, 0, 0.0
    for trunk in campaign.trunks:
        if trunk.usable and (trunk.quota or 0) > 0:
            rate += trunk.pace.rate
            free += max(0, trunk.free)
            soon += trunk.turnover.expected(now)
    rate = min(campaign.pace.rate, rate)
    if rate <= 0:
        return 0
    free = min(campaign.free, free)
    soon *= min(1.0, weight(campaign) / max(1, rivals))
    # One at least: where all lines are busy, the campaign whose turn it is must have a contact at
    # hand when one becomes free, or another campaign takes the line every time.
    lines = max(1, max(0, free) + ceil(soon))
    return min(MAX_HELD, ceil(rate * AHEAD_S), lines)


def claim(
    campaign: CampaignWork, rivals: int, now: datetime, at: int
) -> tuple[Claim | None, int | None]:
    """The claim to make now, if any, and when to ask again at the latest."""
    plan = plan_of(campaign, now)
    plan_until = campaign.plan_until
    if campaign.claiming is not None:
        return None, plan_until
    if plan is None or not plan.ready or not campaign.reachable:
        if plan is not None and not plan.ready:
            campaign.empty_claims = 0
            campaign.next_claim = 0
        due = look_due(campaign)
        if at >= due:
            campaign.claiming = 0
            campaign.next_look = at + _LOOK_GAP
            return Claim(campaign.id, (), 0), plan_until
        return None, due if plan_until is None else min(due, plan_until)
    held = len(campaign.held)
    wanted = target(campaign, rivals, at)
    if held >= wanted or held > wanted // 2:
        return None, plan_until
    if at < campaign.next_claim:
        due = campaign.next_claim
        return None, due if plan_until is None else min(due, plan_until)
    campaign.claiming = wanted - held
    return Claim(campaign.id, plan.ready, campaign.claiming), plan_until


def note_closed(campaign: CampaignWork, now: datetime) -> list[DialerCommand]:
    """What is to be told of contacts that only their hours keep from being dialled now."""
    plan = plan_of(campaign, now)
    if plan is None or not plan.closed or campaign.free <= 0 or not campaign.reachable:
        return []
    fresh = [
        zone for zone, until in plan.closed.items()
        if zone not in campaign.told_closed or campaign.told_closed[zone] != until
    ]  # fmt: skip
    for zone in fresh:
        campaign.told_closed[zone] = plan.closed[zone]
    limit = min(MAX_HELD, campaign.free)
    return [NoteClosed(campaign.id, zone, limit) for zone in fresh]


def look_due(campaign: CampaignWork) -> int:
    """When the database is to be asked what waits, unless it tells before."""
    if campaign.outlook is None:
        return campaign.next_look
    due = campaign.outlook_at + _LONGEST_PAUSE
    if campaign.last_change >= campaign.outlook_at:
        due = min(due, campaign.last_change + _LOOK_AFTER)
    return max(due, campaign.next_look)


def let_go(campaign: CampaignWork, at: int, out: list[DialerCommand]) -> None:
    """Give back held contacts that cannot be dialled soon."""
    if not (campaign.running and campaign.reachable and campaign.quota != 0):
        ids = campaign.drop_held()
    elif campaign.held[0].since <= at - HOLD:
        ids = campaign.drop_held(at - HOLD)
        # Another node, if there is one that can dial them, goes first.
        campaign.next_claim = max(campaign.next_claim, at + 2 * SECOND)
    else:
        return
    campaign.last_change = at
    out.append(Release(campaign.id, ids))


def finish(campaign: CampaignWork, now: datetime) -> DialerCommand | None:
    """``FinishCampaign`` when nothing waits, is claimed or lives anywhere, as far as a fresh
    outlook tells; asked once per outlook, since the database may know better. A manual campaign
    goes on: its operators dial numbers that are on no list, too."""
    outlook = campaign.outlook
    if (
        not campaign.running
        or campaign.campaign.settings.mode is CampaignMode.MANUAL
        or outlook is None
        or campaign.live
        or campaign.held
        or campaign.claiming is not None
        or outlook.claimed_elsewhere
        or campaign.outlook_at < campaign.last_change
        or campaign.outlook_at <= campaign.finish_asked
    ):
        return None
    plan = plan_of(campaign, now)
    if plan is None or plan.anybody:
        return None
    campaign.finish_asked = campaign.outlook_at
    return FinishCampaign(campaign.id)
