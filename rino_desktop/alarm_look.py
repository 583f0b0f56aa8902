"""What is wrong in the database at this moment: the sights that alarms are made of.

A few indexed rows of each thing; an engine looks every few seconds.
"""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta

from engine.alarms.model import AlarmKind, AlarmSettings, Seen
from engine.alarms.rules import silent, to_be_mended, too_many_lost
from engine.alarms.words import NO_ENGINE, NOT_LOOKED
from engine.dialer.idle_words import from_json, to_json
from engine.domain.calling_hours import allowed
from engine.domain.campaign import Campaign, CampaignMode, CampaignState
from engine.domain.trunk import TrunkStatus
from engine.ports.orders import OUTBOX_ID
from engine.ports.storage import Stores
from rino_desktop import outboxes
from rino_desktop.outboxes import OutboxStatus
from rino_desktop.wallboard import Abandoned, Counting


def look(
    stores: Stores, settings: AlarmSettings, known: Collection[str], now: datetime,
    counting: Counting | None = None, judging: datetime | None = None,
) -> list[Seen]:  # fmt: skip
    """``known``: keys of the alarms that are open; ``counting``: the same each time where one looks
    every few seconds; ``judging``: the moment by which leases are judged, None: ``now``."""
    counting = counting or Counting()
    campaigns = [c for c in stores.campaigns.all() if c.state is CampaignState.RUNNING]
    found = [
        *_trunks(stores, now),
        *_engines(stores, judging or now),
        *_stores(stores, settings, now),
    ]
    for campaign in campaigns:
        found += [*_lost(counting.lost(stores, campaign, now), settings, campaign, known),
                  *_idle(stores, campaign, now)]  # fmt: skip
    return found


def to_be_dialled(stores: Stores, now: datetime) -> tuple[str, ...]:
    """Names of the running campaigns that are inside their hours."""
    return tuple(
        campaign.name
        for campaign in stores.campaigns.all()
        if campaign.state is CampaignState.RUNNING
        and campaign.settings.mode is not CampaignMode.MANUAL
        and in_hours(campaign, now)
    )


def in_hours(campaign: Campaign, now: datetime) -> bool:
    """By the campaign's own clock: which zones its contacts are in only engines work out."""
    schedule = campaign.settings.schedule
    return allowed((schedule.timezone,), schedule, now)


def _trunks(stores: Stores, now: datetime) -> Iterator[Seen]:
    """Down as soon as one engine says so: its calls do not go out."""
    names = {trunk.id: trunk.name for trunk in stores.trunks.all()}
    down: dict[int, tuple[str, datetime]] = {}
    for _node, trunk_id, status, detail, since in stores.nodes.trunk_status(now):
        if status is TrunkStatus.FAILED and trunk_id in names:
            before = down.get(trunk_id)
            if before is None or since < before[1]:
                down[trunk_id] = detail, since
    for trunk_id, (detail, since) in down.items():
        yield Seen(
            AlarmKind.TRUNK_DOWN, str(trunk_id),
            {"trunk": names[trunk_id], "detail": detail.rstrip(".")}, since=since,
        )  # fmt: skip


def _engines(stores: Stores, now: datetime) -> Iterator[Seen]:
    """Leases that have run out; and those known of whose node has not come back. The row of a dead
    session goes when another engine has taken care of its calls (engine.service.recovery)."""
    sessions = stores.nodes.sessions()
    alive = {s.node.casefold() for s in sessions if s.lease_until > now}
    seen = {}
    for session in sessions:
        if session.lease_until <= now and session.node.casefold() not in alive:
            sight = silent(session.node, session.host, session.lease_until, now)
            seen[sight.key] = sight
    for alarm in stores.alarms.watched():
        if alarm.kind is not AlarmKind.ENGINE_SILENT or alarm.key in seen:
            continue
        # It may never come back: who has said that he knows is not told any longer.
        gone = alarm.acknowledged_at is not None
        if not gone and alarm.details.get("node", "").casefold() not in alive:
            seen[alarm.key] = Seen(alarm.kind, alarm.subject, alarm.details, since=alarm.since)
    yield from seen.values()


def _stores(stores: Stores, settings: AlarmSettings, now: datetime) -> Iterator[Seen]:
    oldest = now - timedelta(seconds=settings.oldest_s)
    for status in outboxes.of_all(stores):
        backlog = status.backlog
        late = bool(backlog.waiting and backlog.oldest and backlog.oldest <= oldest)
        if backlog.down_since is None and not late:
            continue
        yield Seen(
            AlarmKind.STORE_UNREACHABLE, f"{backlog.campaign_id}/{status.name}",
            _of_store(status), None if backlog.campaign_id == OUTBOX_ID else backlog.campaign_id,
            since=backlog.down_since,
        )  # fmt: skip


def _of_store(status: OutboxStatus) -> dict[str, str]:
    backlog = status.backlog
    of_orders = backlog.campaign_id == OUTBOX_ID
    return {
        "store": status.name,
        "campaign": "" if of_orders else status.campaign,
        "down": "yes" if backlog.down_since else "",
        "reason": backlog.last_error,
        "waiting": str(backlog.waiting),
    }


def _lost(
    found: Abandoned | None, settings: AlarmSettings, campaign: Campaign, known: Collection[str]
) -> Iterator[Seen]:
    if found is None:
        return
    sight = Seen(
        AlarmKind.ABANDON_NEAR, str(campaign.id),
        {
            "campaign": campaign.name, "rate": f"{found.rate:.6f}", "limit": f"{found.limit:.6f}",
            "answers": f"{found.answers:.0f}", "over": "yes" if found.rate > found.limit else "",
        },
        campaign.id, found.rate > found.limit,
    )  # fmt: skip
    passed = too_many_lost(
        found.rate, found.limit, found.answers, settings, known=sight.key in known
    )
    if passed is not None:
        yield sight


def _idle(stores: Stores, campaign: Campaign, now: datetime) -> Iterator[Seen]:
    why = _why_idle(stores, campaign, now)
    if why:
        yield Seen(
            AlarmKind.NOTHING_DIALLED, str(campaign.id),
            {
                "campaign": campaign.name, "idle": why,
                "zone": campaign.settings.schedule.timezone,
            },
            campaign.id,
        )  # fmt: skip


def _why_idle(stores: Stores, campaign: Campaign, now: datetime) -> str:
    if campaign.settings.mode is CampaignMode.MANUAL:
        return ""
    activity = stores.nodes.activity(campaign.id, now)
    if activity:
        if any(live or not idle for _node, idle, live in activity):
            return ""
        reason = to_be_mended([from_json(idle) for _node, idle, _live in activity])
        return "" if reason is None else to_json(reason)
    if not in_hours(campaign, now):
        return ""
    lives = any(session.lease_until > now for session in stores.nodes.sessions())
    return NOT_LOOKED if lives else NO_ENGINE
