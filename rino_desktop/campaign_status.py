"""A campaign's figures, as ``campaign status`` and the desktop show them."""

from dataclasses import dataclass, replace
from datetime import datetime

from engine.dialer.model import IdleReason
from engine.domain.campaign import Campaign, CampaignState
from engine.ports.storage import ContactCounts, Stores
from rino_desktop import campaign_rules
from rino_desktop.outboxes import OutboxStatus, of_campaign
from rino_desktop.seldom import Seldom
from rino_desktop.texts import language, t
from rino_desktop.texts.errors import retold


@dataclass(frozen=True, slots=True)
class CampaignStatus:
    """``by_hangup_cause`` and what follows it, but ``why_idle``, are empty in a ``brief`` one."""

    campaign: Campaign
    contacts: ContactCounts
    attempts: int
    live: int
    answered: int
    by_hangup_cause: dict[str, int]
    dispositions: dict[str, int]
    #: In words; None while something is being dialled.
    why_idle: str | None
    outboxes: list[OutboxStatus]
    #: One for each cell: name, cell, target, done, in_progress.
    quotas: tuple[dict[str, object], ...] = ()

    def as_json(self) -> dict[str, object]:
        """The contract of docs/cli.md."""
        counts = self.contacts
        return {
            "name": self.campaign.name,
            "state": self.campaign.state.value,
            "contacts": {
                "total": counts.total,
                "new": counts.new,
                "in_progress": counts.in_progress,
                "waiting_retry": counts.waiting_retry,
                "done": counts.done,
                "excluded": counts.excluded,
            },
            "attempts": {
                "total": self.attempts,
                "live": self.live,
                "answered": self.answered,
                "by_hangup_cause": self.by_hangup_cause,
            },
            "dispositions": self.dispositions,
            "why_idle": self.why_idle,
            "outbox": [outbox.as_json() for outbox in self.outboxes],
            "quotas": [dict(quota) for quota in self.quotas],
        }


def read(stores: Stores, campaign: Campaign, now: datetime) -> CampaignStatus:
    """All figures in one transaction, so that they agree with each other."""
    return replace(
        brief(stores, campaign, now),
        by_hangup_cause=stores.reports.by_hangup_cause(campaign.id),
        dispositions=stores.reports.by_disposition(campaign.id),
        outboxes=of_campaign(stores, campaign),
        quotas=campaign_rules.quota_figures(stores, campaign),
    )


def brief(
    stores: Stores, campaign: Campaign, now: datetime, counting: Seldom[ContactCounts] | None = None
) -> CampaignStatus:
    """What a list of campaigns shows, every second: the rest costs several times as much.
    ``counting``: the same each time, so that a million contacts are not counted each time."""
    attempts, live, answered = stores.reports.attempt_totals(campaign.id)
    counts = (counting or Seldom()).of(
        campaign.id, (campaign.revision, campaign.state), now,
        lambda: stores.contacts.counts(campaign.id),
    )  # fmt: skip
    return CampaignStatus(
        campaign=campaign,
        contacts=counts,
        attempts=attempts,
        live=live,
        answered=answered,
        by_hangup_cause={},
        dispositions={},
        why_idle=why_idle(stores, campaign, counts, now),
        outboxes=[],
    )


def _in_our_language(reason: IdleReason) -> IdleReason:
    """Particulars that engines have written down as English text."""
    detail = reason.arguments.get("detail")
    if not detail:
        return reason
    return replace(reason, arguments={**reason.arguments, "detail": retold(detail)})


def why_idle(
    stores: Stores, campaign: Campaign, counts: ContactCounts, now: datetime
) -> str | None:
    """In words; None while something is being dialled."""
    if campaign.state is CampaignState.DRAFT:
        return t("The campaign has not been started.")
    if campaign.state is CampaignState.PAUSED:
        return t("The campaign is paused.")
    if campaign.state is CampaignState.ARCHIVED:
        return t("The campaign is archived.")
    if campaign.state is CampaignState.FINISHED:
        if campaign_rules.quotas_are_full(stores, campaign):
            return t("The campaign is finished: its quotas are full.")
        if counts.new or counts.waiting_retry:
            return t("The campaign was stopped.")
        return t("The campaign is finished: no contact is left to be called.")
    activity = stores.nodes.activity(campaign.id, now)
    if not any(session.lease_until > now for session in stores.nodes.sessions()):
        return t("No engine is running: start one with rino-desktop --engine.")
    if not activity:
        return t("An engine is running and has not looked at this campaign yet.")
    if any(not reason for _, reason, _ in activity):
        return None  # at least one node is dialling
    found = idle_of(stores, campaign, now)
    return None if found is None else found[1]


def idle_of(stores: Stores, campaign: Campaign, now: datetime) -> tuple[str, str] | None:
    """(code, words) of why the engines that have the campaign do not dial it just now; None when
    one of them dials, or none has it."""
    idle = [reason for _, reason, _ in stores.nodes.activity(campaign.id, now)]
    if not idle or any(not reason for reason in idle):
        return None
    from engine.dialer.idle_words import from_json, idle_text

    reasons = [
        campaign_rules.law_in_our_language(campaign, _in_our_language(from_json(reason)), now)
        for reason in idle
    ]
    # The one that lifts first is what the supervisor waits for.
    reasons.sort(key=lambda reason: (reason.until is None, reason.until or now))
    text = idle_text(reasons[0], language(), campaign.settings.schedule.timezone, now)
    rule = campaign_rules.ledger_words(stores, campaign, reasons[0], now)
    return reasons[0].code, f"{text} {rule}" if rule else text
