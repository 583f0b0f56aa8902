"""When running campaigns will be done, forecast anew now and then: which one is due, what is known.

Without clock, database or processes: who asks says the time.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from engine.domain.campaign import CampaignState
from engine.forecast.bands import FinishBand
from rino_desktop.wallboard import CampaignNow

#: A forecast is made anew after this time, or after so many times what it took, if that is longer.
EVERY, TIMES_ITS_COST = timedelta(minutes=5), 30
#: Between the end of one and the beginning of the next: so many times what the one took.
REST_TIMES = 2
#: What is older is not relied on any more.
STALE_AFTER = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class EndAhead:
    """``band``: None while there is none; ``made_at``: of the band. ``stale``: it is old or has not
    come true, the campaign was changed since, or could not be forecast anew. ``fault``: why the
    last try failed, "" when it did not."""

    band: FinishBand | None = None
    made_at: datetime | None = None
    stale: bool = False
    fault: str = ""


@dataclass(slots=True)
class _Known:
    revision: int
    tried_at: datetime
    cost: timedelta
    band: FinishBand | None = None
    made_at: datetime | None = None
    made_for: int = 0
    fault: str = ""

    def due_at(self) -> datetime:
        return self.tried_at + max(EVERY, self.cost * TIMES_ITS_COST)


@dataclass(slots=True)
class EndsAhead:
    """Campaigns by their number."""

    _known: dict[int, _Known] = field(default_factory=dict)
    _rest_until: datetime | None = None

    def due(self, campaigns: Iterable[CampaignNow], now: datetime) -> CampaignNow | None:
        """Whose forecast is to be made now: one never tried first, then one that was changed since,
        then the oldest. None: nobody's."""
        if self._rest_until is not None and now < self._rest_until:
            return None
        waiting = [
            (rank, campaign) for campaign in campaigns
            if _has_an_end(campaign) and (rank := self._rank(campaign, now)) is not None
        ]  # fmt: skip
        return min(waiting, key=lambda each: each[0])[1] if waiting else None

    def made(self, campaign: CampaignNow, band: FinishBand, began: datetime, now: datetime) -> None:
        """Of the campaign as it stood at ``began``."""
        self._tried(campaign, began, now, _Known(
            campaign.revision, began, now - began, band, began, campaign.revision
        ))  # fmt: skip

    def failed(self, campaign: CampaignNow, fault: str, began: datetime, now: datetime) -> None:
        """What was known before stays, as stale."""
        before = self._known.get(campaign.id)
        known = _Known(campaign.revision, began, now - began, fault=fault)
        if before is not None:
            known.band, known.made_at = before.band, before.made_at
            known.made_for = before.made_for
        self._tried(campaign, began, now, known)

    def shown(self, campaigns: Iterable[CampaignNow], now: datetime) -> dict[int, EndAhead]:
        """Of the campaigns that have an end ahead; whoever is not among them is forgotten."""
        campaigns = tuple(campaigns)
        here = {campaign.id for campaign in campaigns}
        self._known = {number: k for number, k in self._known.items() if number in here}
        return {
            campaign.id: self._shown(campaign, now)
            for campaign in campaigns if _has_an_end(campaign)
        }  # fmt: skip

    def forget(self) -> None:
        self._known.clear()
        self._rest_until = None

    # ----------------------------------------------------------------------------------------------

    def _rank(self, campaign: CampaignNow, now: datetime) -> tuple[int, float] | None:
        known = self._known.get(campaign.id)
        if known is None:
            return (0, 0.0)
        if known.revision != campaign.revision:
            return (1, known.tried_at.timestamp())
        return (2, known.tried_at.timestamp()) if now >= known.due_at() else None

    def _tried(
        self, campaign: CampaignNow, began: datetime, now: datetime, known: _Known
    ) -> None:  # fmt: skip
        self._known[campaign.id] = known
        self._rest_until = now + (now - began) * REST_TIMES

    def _shown(self, campaign: CampaignNow, now: datetime) -> EndAhead:
        known = self._known.get(campaign.id)
        if known is None:
            return EndAhead()
        stale = known.made_at is not None and (
            bool(known.fault) or known.made_for != campaign.revision
            or (known.band is not None and known.band.high is not None and known.band.high < now)
            or now - known.made_at > max(STALE_AFTER, 2 * known.cost * TIMES_ITS_COST)
        )  # fmt: skip
        return EndAhead(known.band, known.made_at, stale, known.fault)


def _has_an_end(campaign: CampaignNow) -> bool:
    """A campaign that is paused goes on nobody knows when; one without contacts is done."""
    return campaign.state is CampaignState.RUNNING and campaign.left > 0


def last_end(ends: Iterable[EndAhead]) -> datetime | None:
    """When the last of them is done, most likely; None where it is not known of every one."""
    found = [end.band.median if end.band is not None else None for end in ends]
    known = [moment for moment in found if moment is not None]
    return max(known) if known and len(known) == len(found) else None
