"""What lists have told of contacts (names, addresses, debts …) is kept for so many days after the
last call, by the rules of the kind ``contacts``, and goes when the campaign is over. Numbers, calls
and results stay: limits, the do-not-call list and the answer to a complaint stand on them. Without
a rule it is kept for ever."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from engine.domain.campaign import CampaignState
from engine.ports.storage import Database, Stores
from engine.ports.voice_files import RetentionRule
from engine.service.expired import NOBODY, Expired, Watch
from engine.service.retention_campaigns import ruled

CONTACTS = "contacts"
#: Erased in one transaction.
_BATCH = 2000
#: In a finished campaign some may wait for its next start; nobody waits in an archived one.
_OVER = (CampaignState.FINISHED, CampaignState.ARCHIVED)


def apply_rules(
    database: Database,
    rules: Sequence[RetentionRule],
    now: datetime,
    *,
    dry_run: bool = False,
    watch: Watch = NOBODY,
) -> list[Expired]:
    """Erase what is too old, of campaigns that are over."""
    found: list[Expired] = []
    total = 0
    for campaign, days, before in ruled(database, rules, CONTACTS, now, watch, _OVER):
        settled = campaign.state is CampaignState.FINISHED
        count = partial(_count, campaign_id=campaign.id, before=before, settled=settled)
        expired = partial(Expired, CONTACTS, campaign.name, before.date(), days)
        if dry_run:
            found.append(expired(database.transact(count)))
            continue
        erased, at = 0, (0, 0)
        while not watch.stopped():
            some, at = database.transact(
                partial(
                    _erase, campaign_id=campaign.id, before=before, at=at, settled=settled, now=now
                )
            )
            erased += some
            watch.told(CONTACTS, total + erased, 0)
            if some < _BATCH:
                break
        total += erased
        found.append(expired(erased, left=database.transact(count) if erased else 0))
    return found


def _count(stores: Stores, campaign_id: int, before: datetime, settled: bool) -> int:
    return stores.contact_life.count_old_fields(campaign_id, before, settled=settled)


def _erase(
    stores: Stores,
    campaign_id: int,
    before: datetime,
    at: tuple[int, int],
    settled: bool,
    now: datetime,
) -> tuple[int, tuple[int, int]]:
    return stores.contact_life.erase_old_fields(
        campaign_id, before, _BATCH, at, settled=settled, now=now
    )
