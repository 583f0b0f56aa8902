"""Why is nothing dialled: from all contacts of a campaign down to those who can be called now, with
how many fall out at each step and for what; and what holds dialling back as a whole, the first
blocker on top. Each comes with what can be done about it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from engine.domain.calling_hours import CallingHours, zone_of
from engine.domain.campaign import Campaign, CampaignState
from engine.domain.presets import lawful_schedule
from engine.domain.trunk import TrunkStatus
from engine.ports.storage import Stores
from engine.ports.waiting import WaitingZone
from rino_desktop import campaign_status
from rino_desktop.campaign_actions import Action
from rino_desktop.campaign_rules import quotas_are_full
from rino_desktop.texts import t
from rino_desktop.texts.errors import retold


@dataclass(frozen=True, slots=True)
class Step:
    """``count`` contacts fall out here. ``lifts_at``: when the first of them may be called."""

    code: str
    words: str
    count: int
    action: Action = Action.NONE
    lifts_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Blocker:
    """Something holds the whole campaign back."""

    code: str
    words: str
    action: Action = Action.NONE


@dataclass(frozen=True, slots=True)
class Funnel:
    """``matches_now``: whose turn has come; ``callable_now``: whom no list, hour or quota holds
    back. ``blockers``: the first is to be cleared first; empty while calls are made."""

    total: int
    steps: tuple[Step, ...]
    matches_now: int
    callable_now: int
    blockers: tuple[Blocker, ...] = ()

    def as_json(self) -> dict[str, object]:
        return {
            "total": self.total,
            "steps": [
                {"code": s.code, "count": s.count,
                 "lifts_at": s.lifts_at.isoformat() if s.lifts_at else None}
                for s in self.steps
            ],
            "matches_now": self.matches_now,
            "callable_now": self.callable_now,
            "blockers": [{"code": b.code, "words": b.words} for b in self.blockers],
        }  # fmt: skip


def read(stores: Stores, campaign: Campaign, now: datetime) -> Funnel:
    """In one transaction, so that the figures agree. Walks through all that waits."""
    counts = stores.contacts.counts(campaign.id)
    zones = stores.waiting.zones(campaign.id, now)
    _, later_at = stores.contacts.retries_ahead(campaign.id, now)
    matches = sum(zone.due for zone in zones)
    listed = sum(zone.listed for zone in zones)
    closed, opens_at, unsure = _closed(campaign, zones, now)
    later = sum(zone.later for zone in zones)
    left = matches - listed - closed
    full = left if left and quotas_are_full(stores, campaign) else 0
    steps = (
        Step("done", t("done: reached, or tried as often as allowed"), counts.done,
             Action.RETRIES if counts.done else Action.NONE),
        Step("excluded", t("excluded: do-not-call list, no consent, withdrawn"), counts.excluded),
        Step("in_progress", t("being called now, or claimed by an engine"),
             counts.total - counts.done - counts.excluded - matches - later),
        Step("later", t("wait for their next attempt"), later, Action.RETRIES, later_at),
        Step("do_not_call", t("on the do-not-call list"), listed),
        Step("hours", _hours_words(closed, unsure), closed, Action.HOURS, opens_at),
        Step("quota", t("their quotas are full"), full, Action.QUOTAS),
    )  # fmt: skip
    callable_now = max(0, left - full)
    return Funnel(
        counts.total,
        steps,
        matches,
        callable_now,
        _blockers(stores, campaign, now, counts.total, callable_now, steps),
    )


def _hours_words(closed: int, unsure: int) -> str:
    if 2 * unsure <= closed or not closed:
        return t("outside of the calling hours where they are")
    return t("outside of the calling hours in one of the places where they may be, since the list "
             "names no region")  # fmt: skip


def _closed(
    campaign: Campaign, zones: Sequence[WaitingZone], now: datetime
) -> tuple[int, datetime | None, int]:
    """How many due contacts are outside of their hours, when the first may be called, and of how
    many of them the time zone is not certain."""
    hours = CallingHours(lawful_schedule(campaign.settings))
    count, unsure, openings = 0, 0, []
    for zone in zones:
        if zone.due and not hours.allowed(zone.zones, now):
            count += zone.due - zone.listed
            unsure += zone.due - zone.listed if len(zone.zones) > 1 else 0
            opening = hours.next_opening(zone.zones, now)
            if opening is not None:
                openings.append(opening)
    return count, min(openings, default=None), unsure


def _blockers(
    stores: Stores, campaign: Campaign, now: datetime, total: int, callable_now: int,
    steps: Sequence[Step],
) -> tuple[Blocker, ...]:  # fmt: skip
    found: list[Blocker] = []
    state = campaign.state
    if not total:
        found.append(Blocker("no_list", t("The campaign has no contacts yet."), Action.CONTACTS))
    if state is CampaignState.ARCHIVED:
        found.append(Blocker("archived", t("The campaign is archived."), Action.UNARCHIVE))
    elif state is not CampaignState.RUNNING:
        words = {
            CampaignState.DRAFT: t("The campaign has not been started."),
            CampaignState.PAUSED: t("The campaign is paused."),
        }.get(state, t("The campaign is finished."))
        found.append(Blocker("not_running", words, Action.START))
    engines = any(session.lease_until > now for session in stores.nodes.sessions())
    if not engines:
        found.append(Blocker("no_engine", t("No engine is running."), Action.ENGINE))
    found += _trunk_blockers(stores, campaign, now, known=engines)
    if total and not callable_now:
        biggest = max((step for step in steps if step.code != "done"), key=lambda step: step.count)
        if biggest.count:
            words = t("Nobody can be called now. Most of them: {reason} ({n}).",
                      reason=biggest.words, n=biggest.count)  # fmt: skip
            found.append(Blocker(biggest.code, words, biggest.action))
        else:
            found.append(Blocker("all_done", t("No contact is left to be called."),
                                 Action.CONTACTS))  # fmt: skip
    elif state is CampaignState.RUNNING and engines:
        reason = campaign_status.idle_of(stores, campaign, now)
        if reason is not None:
            code, words = reason
            found.append(Blocker(code, words, _OF_REASON.get(code, Action.NONE)))
    return tuple(found)


def _trunk_blockers(
    stores: Stores, campaign: Campaign, now: datetime, *, known: bool
) -> list[Blocker]:
    names = {name.casefold() for name in campaign.settings.trunks}
    present = [trunk for trunk in stores.trunks.all() if trunk.name.casefold() in names]
    if not present:
        listed = ", ".join(campaign.settings.trunks)
        words = t("There is no trunk {name}.", name=listed) if listed else t("No trunk is chosen.")
        return [Blocker("no_trunk", words, Action.TRUNK)]
    if not known:
        return []
    ids = {trunk.id: trunk.name for trunk in present}
    seen = [row for row in stores.nodes.trunk_status(now) if row[1] in ids]
    if not seen or any(status is not TrunkStatus.FAILED for _, _, status, _, _ in seen):
        return []
    _, trunk_id, _, detail, _ = seen[0]
    words = t("The trunk {name} does not answer.", name=ids[trunk_id])
    return [Blocker("trunk_failed", f"{words} {retold(detail)}".strip(), Action.TRUNK)]


#: What helps against what an engine waits for.
_OF_REASON = {
    "outside_hours": Action.HOURS,
    "retry_later": Action.RETRIES,
    "campaign_lines": Action.LINES,
    "rate": Action.LINES,
    "trunk_lines": Action.TRUNK,
    "lines_elsewhere": Action.LINES,
    "operators": Action.OPERATORS,
    "trunk_failed": Action.TRUNK,
    "no_trunk": Action.TRUNK,
    "no_contacts": Action.CONTACTS,
    "preset": Action.PRESET,
    "scheme": Action.SCHEME,
    "quota_full": Action.QUOTAS,
    "quota_busy": Action.QUOTAS,
    "erased": Action.CONTACTS,
}


def local_time(moment: datetime, campaign: Campaign) -> datetime:
    """By the campaign's own clock."""
    return moment.astimezone(zone_of(campaign.settings.schedule.timezone))
