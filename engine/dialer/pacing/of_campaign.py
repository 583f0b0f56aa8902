"""The queue and the pacing of a campaign with operators, as its settings say."""

from engine.dialer.pacing.model import Pacing, PacingRules
from engine.domain.campaign import Campaign, CampaignMode
from engine.domain.campaign_operators import (
    CampaignPacing,
    OperatorRules,
    abandon_limit,
    own_queue,
)
from engine.domain.operator import Queue


def is_paced(campaign: Campaign) -> bool:
    """Its calls wait for operators, who are dialled for."""
    return campaign.settings.mode is CampaignMode.AUTOMATED


def queue_of(campaign: Campaign) -> Queue | None:
    """The campaign's own queue; None: it has none."""
    settings = campaign.settings
    rules = settings.operators
    if rules is None and settings.mode is CampaignMode.AUTOMATIC:
        return None
    return own_queue(
        campaign.name, campaign.id, rules or OperatorRules(), is_paced(campaign), settings.rules
    )


def pacing_rules(campaign: Campaign, nodes: int) -> PacingRules:
    """Of one of ``nodes`` nodes: each dials for its share of the operators."""
    settings = campaign.settings
    rules = settings.operators or OperatorRules()
    queue = queue_of(campaign)
    assert queue is not None
    predictive = settings.pacing is CampaignPacing.PREDICTIVE
    return PacingRules(
        pacing=Pacing.PREDICTIVE if predictive else Pacing.PROGRESSIVE,
        limit=abandon_limit(settings.abandon_limit, settings.rules),
        answer_within_s=queue.answer_within_s,
        fewest_operators=-(-rules.fewest_operators // max(1, nodes)),
        most_calls_each=rules.most_calls_each,
        ring_s=settings.ring_timeout_s,
    )
