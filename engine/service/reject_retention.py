"""Rows of lists that were refused are kept for so many days, by the rules of the kind ``rejects``;
without a rule for a month: they are data of people who are no contacts of anybody."""

from collections.abc import Sequence
from datetime import datetime

from engine.ports.storage import Database, Stores
from engine.ports.voice_files import RetentionRule
from engine.service.expired import NOBODY, Expired, Watch, first_day_kept
from engine.service.retention_campaigns import ruled

REJECTS = "rejects"
USUAL_DAYS = 30


def with_usual(rules: Sequence[RetentionRule]) -> list[RetentionRule]:
    """``rules``, and what holds of refused rows where none of them says it."""
    said = any(rule.kind == REJECTS and not rule.campaign for rule in rules)
    return [*rules] if said else [*rules, RetentionRule(REJECTS, "", USUAL_DAYS)]


def are_due(stores: Stores, now: datetime) -> bool:
    """Whether some are too old, where no rule says how long they are kept."""
    before = first_day_kept(now, USUAL_DAYS)
    return any(stores.imports.count_rejects(each.id, before) for each in stores.campaigns.all())


def apply_rules(
    database: Database, rules: Sequence[RetentionRule], now: datetime, *,
    dry_run: bool = False, watch: Watch = NOBODY,
) -> list[Expired]:  # fmt: skip
    """Delete what is too old, by whole days (UTC) from the import on."""
    found: list[Expired] = []
    for campaign, days, before in ruled(database, rules, REJECTS, now, watch):

        def expire(stores: Stores, number: int = campaign.id, at: datetime = before) -> int:
            count = stores.imports.count_rejects(number, at)
            if count and not dry_run:
                stores.imports.forget_rejects(number, at)
            return count

        count = database.transact(expire)
        if count:
            found.append(Expired(REJECTS, campaign.name, before.date(), days, count))
    return found
