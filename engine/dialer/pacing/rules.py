"""The rules of a campaign's pacing, from its settings and the laws it keeps to."""

from dataclasses import replace

from engine.dialer.pacing.model import PacingRules
from engine.domain.campaign import CampaignSettings

#: Laws ask for 15 s, or four rings, before a call is given up.
SHORTEST_RING_S = 15.0


def pacing_rules(settings: CampaignSettings, wished: PacingRules | None = None) -> PacingRules:
    """``wished`` (None: as usual), narrowed by every preset that holds: the lowest limit, the
    shortest wait for an operator, and ringing for as long as has to be."""
    wished = wished or PacingRules()
    laws = [rule.abandon for rule in settings.rules if rule.abandon is not None]
    return replace(
        wished,
        limit=min([wished.limit, *(law.share for law in laws)]),
        answer_within_s=min([wished.answer_within_s, *(law.answer_within_s for law in laws)]),
        ring_s=ring_s(settings),
    )


def ring_s(settings: CampaignSettings) -> float:
    """How long a call of a campaign with operators rings before it is given up."""
    laws = (rule.min_ring_s for rule in settings.rules)
    return max([SHORTEST_RING_S, settings.ring_timeout_s, *laws])
