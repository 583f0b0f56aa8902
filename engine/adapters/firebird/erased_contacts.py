"""Contacts whose data retention has erased are not called, until a list brings their data anew:
nobody is to hear a greeting without his name, or be asked for an empty debt."""

# ruff: noqa: S608 - SQL is put together from constants; values are always parameters

from collections.abc import Sequence
from datetime import datetime

from engine.adapters.firebird.codes import CLAIMED, SETTLED, STATE_CODES, WAITING
from engine.adapters.firebird.connection import Connection, to_db
from engine.adapters.firebird.list_refresh import restore
from engine.adapters.firebird.lists import in_lists
from engine.domain.contact import ContactState
from engine.domain.refusal import ERASED

#: Of contacts whose number is all that a list has told nothing was erased.
_HAD_FIELDS = "c.fields <> '{}'"
_NOTHING = "c.erased_at IS NOT NULL AND c.fields = '{}'"
_WAITED = f"c.queue IN ({WAITING}, {CLAIMED}) AND c.in_attempt = 0"
_NOTE_WITHDRAWAL = (
    "INSERT INTO withdrawn_contacts (contact_id, campaign_id, withdrawn_at, reason, state_before,"
    f" next_at_before) SELECT c.id, c.campaign_id, CAST(? AS TIMESTAMP), '{ERASED}', c.state,"
    f" c.next_at FROM contacts c WHERE {_WAITED} AND c.id IN ({{marks}}) AND {{which}}"
)
_WITHDRAW = (
    f"UPDATE contacts c SET c.queue = {SETTLED}, c.state = {STATE_CODES[ContactState.EXCLUDED]},"
    f" c.claimed_by = NULL WHERE {_WAITED} AND c.id IN ({{marks}}) AND {{which}}"
)
_LEDGER = (
    "INSERT INTO refusals (id, campaign_id, contact_id, phone, refused_at, last_at, times,"
    f" rule_name, preset, lifts_at, inputs) VALUES (?, ?, ?, ?, ?, ?, 1, '{ERASED}', '', NULL,"
    " '{}')"
)
_ERASE = (
    "UPDATE contacts c SET c.erased_at = ?, c.fields = '{}', c.long_fields = NULL"
    f" WHERE {_HAD_FIELDS} AND c.id = ?"
)
_BACK = (
    "SELECT w.contact_id FROM withdrawn_contacts w JOIN contacts c ON c.id = w.contact_id"
    f" WHERE w.contact_id IN ({{marks}}) AND w.reason = '{ERASED}' AND {{which}}"
)
_LIFT = (
    f"UPDATE refusals SET lifts_at = ? WHERE contact_id = ? AND rule_name = '{ERASED}'"
    " AND lifts_at IS NULL"
)
#: By withdrawn_contacts_campaign.
COUNT = f"SELECT COUNT(*) FROM withdrawn_contacts WHERE campaign_id = ? AND reason = '{ERASED}'"


def erase(sql: Connection, contact_ids: Sequence[int], now: datetime) -> None:
    """Forget what lists have told of them; who waits for a call is withdrawn, and the ledger says
    why."""
    _withdraw(sql, contact_ids, _HAD_FIELDS, now)
    sql.execute_many(_ERASE, [(to_db(now), contact_id) for contact_id in contact_ids])


def withdraw_empty(sql: Connection, contact_ids: Sequence[int], now: datetime) -> None:
    """Those of them whom nobody has told of anew, or what was told has been undone."""
    _withdraw(sql, contact_ids, _NOTHING, now)


def _withdraw(sql: Connection, contact_ids: Sequence[int], which: str, now: datetime) -> None:
    moment = to_db(now)
    for marks, part in in_lists(list(contact_ids)):
        waited = sql.rows(
            f"SELECT c.id, c.campaign_id, c.phone FROM contacts c WHERE {_WAITED}"
            f" AND c.id IN ({marks}) AND {which}",
            part,
        )
        if not waited:
            continue
        sql.execute(_NOTE_WITHDRAWAL.format(marks=marks, which=which), (moment, *part))
        sql.execute(_WITHDRAW.format(marks=marks, which=which), part)
        ids = sql.next_ids("refusal_ids", len(waited))
        sql.execute_many(
            _LEDGER,
            [
                (number, campaign_id, contact_id, phone, moment, moment)
                for number, (contact_id, campaign_id, phone) in zip(ids, waited, strict=True)
            ],
        )


def take_up_again(sql: Connection, contact_ids: Sequence[int], now: datetime) -> int:
    """Those of them that have data again are what they were before; how many."""
    back = [
        contact_id
        for marks, part in in_lists(contact_ids)
        for (contact_id,) in sql.rows(_BACK.format(marks=marks, which=_HAD_FIELDS), part)
    ]
    if not back:
        return 0
    sql.execute_many(_LIFT, [(to_db(now), contact_id) for contact_id in back])
    return restore(sql, back)


def is_empty(sql: Connection, contact_id: int) -> bool:
    """His data are erased, and no list has brought them anew."""
    return bool(
        sql.value(f"SELECT COUNT(*) FROM contacts c WHERE c.id = ? AND {_NOTHING}", (contact_id,))
    )
