"""Campaigns' lists that segments are: brought up to date, and with whose rights.

What a segment asks was decided by somebody who may build lists of all the office has. Whoever
starts a campaign may be somebody else, confined to one client: whom he may not see does not come
into his list by his starting it.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from engine.domain.campaign import Campaign, CampaignState
from engine.domain.rights import Right
from engine.errors import KnownError
from engine.guard import guarded
from engine.ports.audit import Actor
from engine.ports.segments import Segment
from engine.ports.storage import Database, Stores
from rino_desktop import actors, bootstrap, segments
from rino_desktop.segments import SegmentBuilt, Watch
from rino_desktop.settings import Settings


@dataclass(frozen=True, slots=True)
class _Due:
    """``only_in``: see ``segments.build``."""

    campaign: Campaign
    segment: Segment
    only_in: frozenset[int] | None


def refresh_of(
    settings: Settings, database: Database, campaign_name: str, *, allow_empty: bool = False,
    watch: Watch | None = None, before_start: bool = False, starter: Actor | None = None,
) -> SegmentBuilt | None:  # fmt: skip
    """Bring the campaign's list up to date; None when it is no segment's. A failure is kept with
    the campaign and raised. ``database`` acts for nobody who has signed in; ``starter``: who has,
    and wants it. NoRight when he may not start the campaign."""

    def look(stores: Stores) -> _Due | None:
        campaign = stores.campaigns.by_name(campaign_name)
        only_in = _may_come_from(stores, campaign, starter)
        if before_start and campaign.state in (CampaignState.RUNNING, CampaignState.ARCHIVED):
            return None  # nothing begins
        used = stores.segments.of_campaign(campaign.id)
        if used is None:
            return None
        return _Due(campaign, stores.segments.get(used.segment_id), only_in)

    due = database.transact(look)
    if due is None:
        return None
    campaign, segment = due.campaign, due.segment
    try:
        return segments.build(
            settings, database, segment, campaign, allow_empty=allow_empty, watch=watch,
            loader=bootstrap.bulk_loader(settings, database.actor), only_in=due.only_in,
        )  # fmt: skip
    except KnownError as error:
        failure = {"error": str(error)}
        database.transact(
            lambda stores: stores.segments.use(campaign.id, segment.id, datetime.now(UTC), failure)
        )
        raise


def refresh_before_start(
    settings: Settings, campaign_name: str, starter: Actor | None = None, *,
    allow_empty: bool = False,
) -> SegmentBuilt | None:  # fmt: skip
    """``refresh_of`` over a database of its own: on a worker thread of the desktop, before the
    campaign is started. ``starter``: who has signed in, None at the command line."""
    # The audit log names him; engine.guard lets build of all the office has, or not at all.
    actor = None if starter is None else actors.instead_of_an_engine(starter)
    database = bootstrap.open_database(settings, actor=actor)
    try:
        return refresh_of(
            settings, database, campaign_name, allow_empty=allow_empty, before_start=True,
            starter=starter,
        )  # fmt: skip
    finally:
        database.close()


def _may_come_from(
    stores: Stores, campaign: Campaign, starter: Actor | None
) -> frozenset[int] | None:
    """None: from all campaigns there are."""
    if starter is None or starter.user_id is None:
        return None
    acting = stores.rights.acting(starter.user_id)
    guarded(stores, acting, starter.name).rights.require(Right.CAMPAIGN_RUN, campaign.id)
    return acting.powers.campaigns(Right.CONTACTS_VIEW)
