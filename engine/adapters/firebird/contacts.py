"""Contacts: what waits, who has claimed what, and where each stands."""

# ruff: noqa: S608 - SQL is put together from constants; values are always parameters

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from engine.adapters.firebird.codec import (
    PHONE_LENGTH,
    decode_fields,
    decode_progress,
    encode_progress,
    split_phones,
    split_zones,
)
from engine.adapters.firebird.codes import (
    CLAIMED,
    LONG_AGO,
    SETTLED,
    STATE_CODES,
    STATES,
    WAITING,
    queue_of,
)
from engine.adapters.firebird.connection import Connection, Row, from_db, to_db
from engine.adapters.firebird.contacts_by_hand import add_by_hand, added_by
from engine.adapters.firebird.lists import in_lists
from engine.adapters.firebird.sessions import lock_session
from engine.domain.attempt import ContactVerdict
from engine.domain.contact import Contact, ContactState
from engine.errors import KnownError
from engine.ports.storage import CampaignOutlook, ContactCounts, ZoneOutlook

#: Characters of contacts.phone.
_PHONE = 20
_COLUMNS = (
    "c.id, c.campaign_id, c.phone, c.other_phones, z.zones, c.fields, c.long_fields, c.state,"
    " c.in_attempt, c.progress, c.next_at"
)

#: Of one zone set: retries that are due, then contacts that were never tried. Both walk along
#: contacts_queue and stop after the first few: the length of the list does not matter. Bounds are
#: ">=", never ">": for that Firebird walks through all equal entries first, a whole list of them.
_ORDER = "ORDER BY c.campaign_id, c.queue, c.zone_set_id, c.next_at"
DUE_RETRIES = (
    "SELECT FIRST (?) c.id, c.next_at FROM contacts c WHERE c.campaign_id = ?"
    f" AND c.queue = {WAITING} AND c.zone_set_id = ? AND c.next_at >= ? AND c.next_at <= ? {_ORDER}"
)
FRESH = (
    "SELECT FIRST (?) c.id FROM contacts c WHERE c.campaign_id = ?"
    f" AND c.queue = {WAITING} AND c.zone_set_id = ? AND c.next_at <= ? {_ORDER}"
)
_LATER = (
    "SELECT COUNT(*), MIN(c.next_at) FROM contacts c WHERE c.campaign_id = ?"
    f" AND c.queue = {WAITING} AND c.zone_set_id = ? AND c.next_at >= ?"
)
#: The next moment that Firebird can tell apart.
_TICK = timedelta(microseconds=100)


def _contact(row: Row) -> Contact:
    return Contact(
        id=row[0],
        campaign_id=row[1],
        phones=split_phones(row[2], row[3]),
        zones=split_zones(row[4] or ""),
        fields=decode_fields(row[5], row[6]),
        state=ContactState.IN_PROGRESS if row[8] else STATES[row[7]],
        progress=decode_progress(row[9]),
        next_at=from_db(row[10]),
    )


def contacts_by_id(sql: Connection, contact_ids: Sequence[int]) -> Mapping[int, Contact]:
    found: dict[int, Contact] = {}
    for marks, part in in_lists(contact_ids):
        rows = sql.rows(
            f"SELECT {_COLUMNS} FROM contacts c LEFT JOIN zone_sets z ON z.id = c.zone_set_id"
            f" WHERE c.id IN ({marks})",
            part,
        )
        found.update((row[0], _contact(row)) for row in rows)
    return found


class FirebirdContactStore:
    def __init__(self, connection: Connection) -> None:
        self._sql = connection

    def claim(self, session_id: int, campaign_id: int, zone_sets: Sequence[int], limit: int,
              now: datetime) -> list[Contact]:  # fmt: skip
        """A session that was given up gets nothing."""
        if limit <= 0 or not zone_sets or lock_session(self._sql, session_id) is None:
            return []
        # One claimer of a campaign at a time; what the one before took is then visible.
        self._sql.row(
            "SELECT campaign_id FROM campaign_locks WHERE campaign_id = ? WITH LOCK",
            (campaign_id,),
        )
        ids = self._choose(campaign_id, zone_sets, limit, now)
        for marks, part in in_lists(ids):
            self._sql.execute(
                f"UPDATE contacts SET queue = {CLAIMED}, claimed_by = ? WHERE id IN ({marks})",
                (session_id, *part),
            )
        found = contacts_by_id(self._sql, ids)
        return [found[contact_id] for contact_id in ids]

    def claim_one(self, session_id: int, campaign_id: int, contact_id: int) -> Contact | None:
        if lock_session(self._sql, session_id) is None:
            return None
        taken = self._sql.changed(
            f"UPDATE contacts SET queue = {CLAIMED}, claimed_by = ?"
            f" WHERE id = ? AND campaign_id = ? AND queue = {WAITING} AND in_attempt = 0",
            (session_id, contact_id, campaign_id),
        )
        return contacts_by_id(self._sql, [contact_id]).get(contact_id) if taken else None

    def _choose(self, campaign_id: int, zone_sets: Sequence[int], limit: int,
                now: datetime) -> list[int]:  # fmt: skip
        fresh_at, moment = to_db(LONG_AGO), to_db(now)
        after_fresh = fresh_at + _TICK
        waiting = dict(self._waiting_zones(campaign_id))
        wanted = [zone for zone in dict.fromkeys(zone_sets) if zone in waiting]
        due: list[tuple[datetime, int]] = []
        for zone in wanted:
            if waiting[zone] <= moment:
                rows = self._sql.rows(DUE_RETRIES, (limit, campaign_id, zone, after_fresh, moment))
                due += [(next_at, contact_id) for contact_id, next_at in rows]
        ids = [contact_id for _, contact_id in sorted(due)[:limit]]
        for zone in wanted:
            if len(ids) >= limit:
                break
            if waiting[zone] <= fresh_at:
                rows = self._sql.rows(FRESH, (limit - len(ids), campaign_id, zone, fresh_at))
                ids += [contact_id for (contact_id,) in rows]
        return ids

    def release(self, session_id: int, contact_ids: Sequence[int]) -> None:
        for marks, part in in_lists(contact_ids):
            self._sql.execute(
                f"UPDATE contacts SET queue = {WAITING}, claimed_by = NULL"
                f" WHERE id IN ({marks}) AND claimed_by = ? AND queue = {CLAIMED}"
                " AND in_attempt = 0",
                (*part, session_id),
            )

    def settle(self, session_id: int, contact_id: int, verdict: ContactVerdict) -> None:
        self._sql.execute(
            "UPDATE contacts SET queue = ?, state = ?, progress = ?, next_at = ?,"
            " claimed_by = NULL"
            f" WHERE id = ? AND claimed_by = ? AND queue = {CLAIMED} AND in_attempt = 0",
            (*settled_columns(verdict), contact_id, session_id),
        )

    def outlook(self, campaign_id: int, session_id: int) -> CampaignOutlook:
        zones = self._waiting_zones(campaign_id)
        names: dict[int, str] = {}
        for marks, part in in_lists([zone for zone, _ in zones]):
            names.update(
                self._sql.rows(f"SELECT id, zones FROM zone_sets WHERE id IN ({marks})", part)
            )
        elsewhere = self._sql.value(
            f"SELECT COUNT(*) FROM contacts WHERE campaign_id = ? AND queue = {CLAIMED}"
            " AND claimed_by <> ?",
            (campaign_id, session_id),
        )
        return CampaignOutlook(
            zones=tuple(
                ZoneOutlook(zone, split_zones(names.get(zone, "")), from_db(earliest))
                for zone, earliest in zones
            ),
            claimed_elsewhere=elsewhere,
        )

    def counts(self, campaign_id: int) -> ContactCounts:
        rows = self._sql.rows(
            "SELECT state, in_attempt, COUNT(*) FROM contacts WHERE campaign_id = ?"
            " GROUP BY state, in_attempt",
            (campaign_id,),
        )
        counts = dict.fromkeys(ContactState, 0)
        for state, in_attempt, count in rows:
            counts[ContactState.IN_PROGRESS if in_attempt else STATES[state]] += count
        return ContactCounts(
            total=sum(counts.values()),
            new=counts[ContactState.NEW],
            in_progress=counts[ContactState.IN_PROGRESS],
            waiting_retry=counts[ContactState.WAITING_RETRY],
            done=counts[ContactState.DONE],
            excluded=counts[ContactState.EXCLUDED],
        )

    def get(self, contact_id: int) -> Contact:
        found = contacts_by_id(self._sql, [contact_id])
        if contact_id not in found:
            raise KnownError(
                "there is no contact with the number {contact_id}.", contact_id=contact_id
            )
        return found[contact_id]

    def some(self, campaign_id: int, part: str, limit: int) -> list[Contact]:
        # Along contacts_phone: the first page is there at once, and nothing is sorted.
        where, parameters = "", list[object]([campaign_id])
        if part:
            where = "fields CONTAINING ? OR long_fields CONTAINING ?"
            parameters += [part, part]
            if part.isascii() and len(part) <= _PHONE:  # nothing else fits into that column
                where += " OR phone CONTAINING ?"
                parameters.append(part)
            where = f" AND ({where})"
        rows = self._sql.rows(
            f"SELECT id FROM contacts WHERE campaign_id = ?{where}"
            f" ORDER BY campaign_id, phone ROWS {int(limit)}",
            tuple(parameters),
        )
        return self._in_order([row[0] for row in rows])

    def with_phone(self, campaign_id: int, beginning: str, limit: int) -> list[Contact]:
        if len(beginning) > PHONE_LENGTH or not beginning.isascii():
            return []  # no number is so
        rows = self._sql.rows(
            "SELECT id FROM contacts WHERE campaign_id = ? AND phone STARTING WITH ?"
            f" ORDER BY campaign_id, phone ROWS {int(limit)}",
            (campaign_id, beginning),
        )
        return self._in_order([row[0] for row in rows])

    def add_by_hand(self, campaign_id: int, phone: str, zones: tuple[str, ...], operator: str,
                    now: datetime) -> int:  # fmt: skip
        return add_by_hand(self._sql, campaign_id, phone, zones, operator, now)

    def added_by(self, contact_id: int) -> str:
        return added_by(self._sql, contact_id)

    def _in_order(self, ids: Sequence[int]) -> list[Contact]:
        found = contacts_by_id(self._sql, ids)
        return [found[contact_id] for contact_id in ids if contact_id in found]

    def retries_ahead(self, campaign_id: int, now: datetime) -> tuple[int, datetime | None]:
        total, first = 0, None
        later = to_db(now) + _TICK
        for zone, _ in self._waiting_zones(campaign_id):
            count, earliest = self._sql.rows(_LATER, (campaign_id, zone, later))[0]
            total += count
            if earliest is not None and (first is None or earliest < first):
                first = earliest
        return total, None if first is None else from_db(first)

    def _waiting_zones(self, campaign_id: int) -> list[tuple[int, datetime]]:
        """(zone set, earliest next_at of those that wait) of each zone set with waiting ones."""
        return [
            (zone, earliest)
            for zone, earliest in self._sql.rows(
                "SELECT zone_set_id, earliest FROM waiting_zones(CAST(? AS INTEGER))",
                (campaign_id,),
            )
        ]


def settled_columns(verdict: ContactVerdict) -> tuple[int, int, str, datetime]:
    """queue, state, progress, next_at of a contact that is given back with a verdict."""
    queue = queue_of(verdict.state)
    next_at = verdict.next_at if queue != SETTLED else max(verdict.next_at, LONG_AGO)
    return queue, STATE_CODES[verdict.state], encode_progress(verdict.progress), to_db(next_at)
