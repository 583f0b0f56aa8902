"""How campaigns share trunks: by what they use, weighed by their priority.

A call costs its campaign the share of the trunk it takes: its length ÷ the trunk's lines, and one
turn of the trunk's calls per second. Whichever of the two is scarce, the campaign that has used
least for its priority comes next (stride scheduling). So of two campaigns that could both use all
of a trunk, the one with priority 8 gets twice as much of it as the one with priority 4, however
long their calls are, and the one with priority 1 still gets its share: nobody starves.

A call is charged when it starts, by the usual length of the campaign's calls, and put right when
it has ended. A campaign that had nothing to dial earns no claim on the past: it comes back level
with those it shares trunks with.
"""

from collections.abc import Iterable

from engine.dialer.pace import SECOND
from engine.dialer.state import CampaignWork, TrunkWork

#: How much one call's length moves the campaign's usual length.
_LEARNING = 0.1


def weight(campaign: CampaignWork) -> int:
    """Priority 1…9; 9 gets most."""
    return min(9, max(1, campaign.campaign.settings.priority))


def cost(length_s: float, trunk: TrunkWork) -> float:
    """Seconds of the whole trunk that a call takes."""
    settings = trunk.trunk.settings
    return length_s / max(1, settings.lines) + 1.0 / max(0.001, settings.calls_per_second)


def charge_start(campaign: CampaignWork, trunk: TrunkWork) -> float:
    """Charge a call that starts; returns the charge, to be put right by ``charge_end``."""
    charge = cost(campaign.typical_s, trunk)
    campaign.usage += charge / weight(campaign)
    return charge


def charge_end(campaign: CampaignWork, trunk: TrunkWork, charge: float, length: int) -> None:
    """``length``: how long the line was taken, in microseconds."""
    length_s = max(0, length) / SECOND
    campaign.usage += (cost(length_s, trunk) - charge) / weight(campaign)
    campaign.typical_s += (length_s - campaign.typical_s) * _LEARNING


def note_backlog(campaign: CampaignWork, backlogged: bool, others: Iterable[CampaignWork]) -> None:
    """Whether the campaign could use more lines now."""
    if backlogged and not campaign.backlogged:
        level = min(
            (
                other.usage
                for other in others
                if other is not campaign
                and other.backlogged
                and any(trunk in other.trunks for trunk in campaign.trunks)
            ),
            default=campaign.usage,
        )
        campaign.usage = max(campaign.usage, level)
    campaign.backlogged = backlogged
