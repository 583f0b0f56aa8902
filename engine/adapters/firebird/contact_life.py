"""What is kept of a contact's life beside his calls."""

# ruff: noqa: S608 - SQL is put together from constants; values are always parameters

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from engine.adapters.firebird import contact_fields, erased_contacts
from engine.adapters.firebird.connection import Connection, Row, from_db, from_db_or_none, to_db
from engine.adapters.firebird.lists import in_lists
from engine.domain.refusal import Refusal
from engine.ports.audit import Actor, AuditEntry, Via
from engine.ports.contact_life import CallDetails, NumberRefused, RuleTotal

_DETAILS = (
    "SELECT a.id, a.contact_id, a.campaign_id, a.attempt_number, a.hangup_cause, a.hangup_by,"
    " a.sip_code, s.name, v.version, a.node, a.engine, t.attempt_id"
    " FROM attempts a LEFT JOIN scheme_versions v ON v.id = a.scheme_version_id"
    " LEFT JOIN schemes s ON s.id = v.scheme_id"
    " LEFT JOIN attempt_traces t ON t.attempt_id = a.id WHERE a.id IN ({marks})"
)
_REFUSED = (
    "r.id, r.campaign_id, r.contact_id, r.phone, r.refused_at, r.last_at, r.times, r.rule_name,"
    " r.preset, r.lifts_at, r.inputs"
)
#: By refusals_contact and refusals_phone: a person has few.
REFUSED_CONTACT = f"SELECT {_REFUSED} FROM refusals r WHERE r.contact_id = ?"
REFUSED_PHONE = f"SELECT {_REFUSED} FROM refusals r WHERE r.phone = ?"
#: By audit_subject_number.
CHANGES = (
    "SELECT FIRST (?) id, done_at, who, via, place, user_id, action, subject, subject_id,"
    " campaign_id, details FROM contact_audit WHERE subject_id = ?"
    " AND action || '' STARTING WITH 'contact.' ORDER BY id + 0 DESC"
)
#: By attempts_campaign.
DIALLED = (
    "SELECT COUNT(*) FROM (SELECT FIRST (?) id FROM attempts WHERE campaign_id = ?"
    " AND begun_at >= ? AND begun_at < ?)"
)
#: By refusals_campaign.
BY_RULE = (
    "SELECT r.rule_name, r.preset, COUNT(DISTINCT r.contact_id), SUM(r.times) FROM refusals r"
    " WHERE r.campaign_id = ? AND r.last_at >= ? AND r.refused_at < ?"
    " GROUP BY r.rule_name, r.preset ORDER BY 3 DESC, 1"
)
REFUSED_BY = (
    f"SELECT FIRST (?) {_REFUSED} FROM refusals r WHERE r.campaign_id = ? AND r.id > ?"
    " AND r.rule_name = ? AND r.last_at >= ? AND r.refused_at < ? ORDER BY r.campaign_id, r.id"
)


class FirebirdContactLifeStore:
    """Fulfils engine.ports.contact_life.ContactLifeStore."""

    def __init__(self, connection: Connection) -> None:
        self._sql = connection

    def call_details(self, attempt_ids: Sequence[int]) -> Mapping[int, CallDetails]:
        found: dict[int, CallDetails] = {}
        for marks, part in in_lists(list(attempt_ids)):
            for row in self._sql.rows(_DETAILS.format(marks=marks), part):
                found[row[0]] = CallDetails(
                    row[0], row[1], row[2], row[3], row[4] or "", row[5] or "", row[6],
                    row[7] or "", row[8] or 0, row[9] or "", row[10], row[11] is not None,
                )  # fmt: skip
        return found

    def refusals(self, contact_ids: Sequence[int], phones: Sequence[str], limit: int
                 ) -> list[NumberRefused]:  # fmt: skip
        rows: dict[int, Row] = {}
        for contact_id in contact_ids:
            rows.update((row[0], row) for row in self._sql.rows(REFUSED_CONTACT, (contact_id,)))
        for phone in phones:
            rows.update((row[0], row) for row in self._sql.rows(REFUSED_PHONE, (phone,)))
        newest = sorted(rows.values(), key=lambda row: (row[5], row[0]), reverse=True)
        return [_refused(row) for row in newest[:limit]]

    def changes(self, contact_ids: Sequence[int], limit: int) -> list[AuditEntry]:
        found = [
            _entry(row)
            for contact_id in contact_ids
            for row in self._sql.rows(CHANGES, (limit, contact_id))
        ]
        return sorted(found, key=lambda each: each.id, reverse=True)[:limit]

    def campaign_dialled(self, campaign_id: int, since: datetime, until: datetime, limit: int
                         ) -> int:  # fmt: skip
        given = (limit, campaign_id, to_db(since), to_db(until))
        return int(self._sql.value(DIALLED, given))

    def rule_totals(self, campaign_id: int, since: datetime, until: datetime) -> list[RuleTotal]:
        rows = self._sql.rows(BY_RULE, (campaign_id, to_db(since), to_db(until)))
        return [RuleTotal(row[0], row[1], row[2], row[3]) for row in rows]

    def refused_by(self, campaign_id: int, rule: str, since: datetime, until: datetime,
                   limit: int, after_id: int = 0) -> list[tuple[int, NumberRefused]]:  # fmt: skip
        given = (limit, campaign_id, after_id, rule, to_db(since), to_db(until))
        return [(row[0], _refused(row)) for row in self._sql.rows(REFUSED_BY, given)]

    def count_old_fields(self, campaign_id: int, before: datetime, *, settled: bool) -> int:
        return contact_fields.count_old(self._sql, campaign_id, before, settled=settled)

    def erase_old_fields(
        self, campaign_id: int, before: datetime, limit: int, at: tuple[int, int] = (0, 0), *,
        settled: bool, now: datetime,
    ) -> tuple[int, tuple[int, int]]:  # fmt: skip
        return contact_fields.erase_old(
            self._sql, campaign_id, before, limit, at, settled=settled, now=now
        )

    def erased(self, campaign_id: int) -> int:
        return int(self._sql.value(erased_contacts.COUNT, (campaign_id,)))


def _refused(row: Row) -> NumberRefused:
    refusal = Refusal(row[7], row[8], json.loads(row[10]), from_db_or_none(row[9]))
    return NumberRefused(row[1], row[2], row[3], refusal, from_db(row[4]), from_db(row[5]), row[6])


def _entry(row: Row) -> AuditEntry:
    actor = Actor(row[2], Via(row[3]), row[4], row[5])
    return AuditEntry(
        row[0], from_db(row[1]), actor, row[6], row[7], row[8], row[9], json.loads(row[10])
    )
