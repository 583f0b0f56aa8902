"""Of those who fit a criterion: who may be called now, and what holds the others."""

# ruff: noqa: S608 - SQL is put together from constants; values are always parameters

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from engine.adapters.firebird.codec import split_zones
from engine.adapters.firebird.connection import Connection, to_db
from engine.domain.calling_hours import allowed
from engine.domain.campaign import Campaign
from engine.domain.preset_model import CallLimit
from engine.domain.presets import in_force
from engine.ports.segments import Held, Question
from engine.ports.storage import NewContact

_DO_NOT_CALL = "EXISTS (SELECT 1 FROM do_not_call d WHERE d.phone = p.phone)"
#: The list of the campaign's client.
_CLIENTS_DO_NOT_CALL = (
    "EXISTS (SELECT 1 FROM campaigns g JOIN client_do_not_call d ON d.client_id = g.client_id"
    " AND d.phone = p.phone WHERE g.id = ?)"
)
_IN_CAMPAIGN = "EXISTS (SELECT 1 FROM contacts k WHERE k.campaign_id = ? AND k.phone = p.phone)"
#: The network said so the last time that the number was dialled.
_WRONG = (
    "(SELECT FIRST 1 a.disposition FROM attempts a WHERE a.phone = p.phone"
    " AND a.ended_at IS NOT NULL ORDER BY a.phone DESC, a.reserved_at DESC) = 'invalid_number'"
)
_CODES = {
    1: Held.DO_NOT_CALL, 2: Held.IN_CAMPAIGN, 3: Held.NO_CONSENT, 4: Held.WRONG_NUMBER,
    5: Held.LIMIT,
}  # fmt: skip


def held_counts(
    sql: Connection,
    question: Question,
    source: str,
    parameters: Sequence[object],
    single: bool,
    besides: Sequence[NewContact],
) -> tuple[int, Mapping[Held, int]]:
    """``source``: ``TABLE c WHERE …``; ``besides``: people that do not stand there."""
    reason, own = _reason(question.campaign, question.now)
    people = (
        f"SELECT c.phone, c.zone_set_id AS zone_set FROM {source}" if single
        else f"SELECT c.phone, MAX(c.zone_set_id) AS zone_set FROM {source} GROUP BY c.phone"
    )  # fmt: skip
    rows = sql.rows(
        f"SELECT x.zone_set, x.code, COUNT(*) FROM (SELECT p.zone_set, {reason} AS code"
        f" FROM ({people}) p) x GROUP BY x.zone_set, x.code", (*own, *parameters),
    )  # fmt: skip
    held: Counter[Held] = Counter()
    zones = {row[0]: split_zones(row[1]) for row in sql.rows("SELECT id, zones FROM zone_sets")}
    good = 0
    for zone_set, code, count in rows:
        if code:
            held[_CODES[code]] += count
        elif _open(question, zones.get(zone_set, ())):
            good += count
        else:
            held[Held.HOURS] += count
    for person in besides:
        code = sql.value(
            f"SELECT {reason} FROM (SELECT CAST(? AS VARCHAR(20) CHARACTER SET ASCII) AS phone"
            " FROM RDB$DATABASE) p", (*own, person.phones[0]),
        )  # fmt: skip
        if code:
            held[_CODES[code]] += 1
        elif _open(question, person.zones):
            good += 1
        else:
            held[Held.HOURS] += 1
    return good, {reason: held[reason] for reason in Held if held[reason]}


def _open(question: Question, zones: Sequence[str]) -> bool:
    if question.campaign is None:
        return True
    settings = question.campaign.settings
    laws = tuple(p.hours for p in in_force(settings.rules, question.now.date()) if p.hours)
    return allowed(zones, replace(settings.schedule, legal=laws), question.now)


def _reason(campaign: Campaign | None, now: datetime) -> tuple[str, list[object]]:
    """The number of the first reason, 0 for none."""
    whens, own = [f"WHEN {_DO_NOT_CALL} THEN 1"], list[object]()
    if campaign is not None:
        whens += [f"WHEN {_CLIENTS_DO_NOT_CALL} THEN 1", f"WHEN {_IN_CAMPAIGN} THEN 2"]
        own += [campaign.id, campaign.id]
        for preset in in_force(campaign.settings.rules, now.date()):
            rule = preset.consent
            if rule and (not rule.purposes or campaign.settings.purpose in rule.purposes):
                kinds = ", ".join("?" * len(rule.kinds))
                proof = " AND (n.proof <> '' OR n.proof_id IS NOT NULL)" if rule.proof else ""
                whens.append(
                    "WHEN NOT EXISTS (SELECT 1 FROM consents n WHERE n.phone = p.phone"
                    f" AND n.kind IN ({kinds}) AND n.revoked_at IS NULL AND n.obtained_at <= ?"
                    f" AND (n.valid_until IS NULL OR n.valid_until > ?){proof}) THEN 3"
                )
                own += [*rule.kinds, to_db(now), to_db(now)]
    whens.append(f"WHEN {_WRONG} THEN 4")
    if campaign is not None:
        for limit in _limits(campaign, now):
            whens.append(
                "WHEN (SELECT COUNT(*) FROM attempts a WHERE a.phone = p.phone"
                " AND a.reserved_at > ? AND a.started_at IS NOT NULL) >= ? THEN 5"
            )
            own += [to_db(now - limit.window), limit.maximum]
    return f"CASE {' '.join(whens)} ELSE 0 END", own


def _limits(campaign: Campaign, now: datetime) -> list[CallLimit]:
    """Limits of calls to a number within a sliding window. The others (talks, one's own calendar,
    one campaign's calls) are checked when it is dialled."""
    return [
        limit
        for preset in in_force(campaign.settings.rules, now.date())
        for limit in preset.limits
        if limit.count == "calls" and limit.scope == "all" and limit.window > timedelta()
        and limit.calendar is None and (not limit.modes or campaign.settings.mode in limit.modes)
    ]  # fmt: skip
