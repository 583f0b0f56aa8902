"""The ledger of refusals, and whom limits count together."""

# ruff: noqa: S608 - SQL is put together from constants; values are always parameters

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from engine.adapters.firebird.codec import decode
from engine.adapters.firebird.codes import WAITING
from engine.adapters.firebird.connection import (
    Connection,
    Row,
    from_db,
    from_db_or_none,
    to_db,
    to_db_or_none,
)
from engine.adapters.firebird.lists import in_lists
from engine.adapters.firebird.other_calls import live_with, promised_to
from engine.domain.call_counting import PastCall
from engine.domain.campaign import CampaignSettings
from engine.domain.disposition import Disposition
from engine.domain.person import slot_of
from engine.domain.refusal import PASSING, Refusal
from engine.ports.ledger import LedgerEntry, LiveCall

_COLUMNS = (
    "id, campaign_id, contact_id, phone, rule_name, preset, inputs, lifts_at, refused_at, last_at,"
    " times"
)
#: A refusal that passes and comes again within so long is the same one.
_SAME = timedelta(hours=1)
_CALL = "a.id, a.campaign_id, a.phone, a.reserved_at, a.answered_at, a.ended_at, a.disposition FROM"


def _entry(row: Row) -> LedgerEntry:
    refusal = Refusal(row[4], row[5], json.loads(row[6]), from_db_or_none(row[7]))
    return LedgerEntry(
        row[0], row[1], row[2], row[3], refusal, from_db(row[8]), from_db(row[9]), row[10]
    )


def _phones(identities: Sequence[str]) -> list[str]:
    return [identity for identity in identities if not identity.startswith("=")]


class FirebirdLedgerStore:
    """``engine.ports.ledger.LedgerStore``."""

    def __init__(self, connection: Connection) -> None:
        self._sql = connection
        self._kinds: dict[int, tuple[str, bool]] = {}

    def record(self, campaign_id: int, contact_id: int, phone: str, refusal: Refusal,
               at: datetime) -> None:  # fmt: skip
        moment, lifts_at = to_db(at), to_db_or_none(refusal.lifts_at)
        inputs = json.dumps(dict(refusal.inputs), ensure_ascii=False, default=str)
        row = self._sql.row(
            "SELECT FIRST 1 id, lifts_at FROM refusals WHERE contact_id = ? AND campaign_id = ?"
            " AND rule_name = ? AND preset = ? AND phone = ?"
            " ORDER BY contact_id DESC, id DESC",
            (contact_id, campaign_id, refusal.rule, refusal.preset, phone),
        )
        # What holds for minutes comes again just after it has lifted.
        again = _SAME if refusal.rule in PASSING else timedelta(0)
        if row is not None and (row[1] is None or row[1] >= to_db(at - again)):
            self._sql.execute(
                "UPDATE refusals SET times = times + 1, last_at = ?, lifts_at = ?, inputs = ?"
                " WHERE id = ? AND last_at < ?",
                (moment, lifts_at, inputs, row[0], moment),
            )
            return
        (refusal_id,) = self._sql.next_ids("refusal_ids", 1)
        self._sql.execute(
            "INSERT INTO refusals (id, campaign_id, contact_id, phone, refused_at, last_at, times,"
            " rule_name, preset, lifts_at, inputs) VALUES (?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?)",
            (refusal_id, campaign_id, contact_id, phone, moment, moment, refusal.rule,
             refusal.preset[:60], lifts_at, inputs),
        )  # fmt: skip

    def entries(self, campaign_id: int, contact_id: int | None = None) -> Iterator[LedgerEntry]:
        if contact_id is None:
            rows = self._sql.stream(
                f"SELECT {_COLUMNS} FROM refusals WHERE campaign_id = ? ORDER BY campaign_id, id",
                (campaign_id,),
            )
        else:
            rows = self._sql.stream(
                f"SELECT {_COLUMNS} FROM refusals WHERE contact_id = ? AND campaign_id + 0 = ?"
                " ORDER BY contact_id, id",
                (contact_id, campaign_id),
            )
        return (_entry(row) for row in rows)

    def totals(self, campaign_id: int) -> list[tuple[str, str, int, int]]:
        rows = self._sql.rows(
            "SELECT rule_name, preset, COUNT(DISTINCT contact_id), SUM(times) FROM refusals"
            " WHERE campaign_id = ? GROUP BY rule_name, preset ORDER BY 4 DESC, 1",
            (campaign_id,),
        )
        return [(rule, preset, contacts, int(times)) for rule, preset, contacts, times in rows]

    def waiting_for(self, campaign_id: int, now: datetime) -> LedgerEntry | None:
        row = self._sql.row(
            f"SELECT FIRST 1 {_COLUMNS} FROM refusals WHERE campaign_id = ? AND lifts_at >= ?"
            " ORDER BY campaign_id, lifts_at",
            (campaign_id, to_db(now)),
        )
        return None if row is None else _entry(row)

    def next_waiting(self, campaign_id: int, zone_set_id: int, limit: int,
                     now: datetime) -> list[int]:  # fmt: skip
        rows = self._sql.rows(
            "SELECT FIRST (?) c.id FROM contacts c WHERE c.campaign_id = ?"
            f" AND c.queue = {WAITING} AND c.zone_set_id = ? AND c.next_at <= ?"
            " ORDER BY c.campaign_id, c.queue, c.zone_set_id, c.next_at",
            (limit, campaign_id, zone_set_id, to_db(now)),
        )
        return [contact_id for (contact_id,) in rows]

    # --- people ---

    def lock_people(self, identities: Iterable[str]) -> None:
        # In one order, that of the rows, so that two transactions that lock once never wait for
        # each other. Of those that hold other rows before it, one is begun again.
        slots = sorted({slot_of(identity) for identity in identities})
        for marks, names in in_lists([f"PERSON {slot}" for slot in slots]):
            self._sql.rows(f"SELECT name FROM locks WHERE name IN ({marks}) WITH LOCK", names)

    def note_people(self, attempt_id: int, identities: Sequence[str], at: datetime) -> None:
        self._sql.execute_many(
            "UPDATE OR INSERT INTO attempt_people (attempt_id, identity, reserved_at)"
            " VALUES (?, ?, ?) MATCHING (attempt_id, identity)",
            [(attempt_id, identity, to_db(at)) for identity in identities],
        )

    def forget_people(self, attempt_id: int) -> None:
        self._sql.execute("DELETE FROM attempt_people WHERE attempt_id = ?", (attempt_id,))

    def past_calls(self, identities: Sequence[str], since: datetime) -> list[PastCall]:
        moment = to_db(since)
        phones = _phones(identities)
        found: dict[int, Row] = {}
        for marks, part in in_lists(phones):
            for row in self._sql.rows(
                f"SELECT {_CALL} attempts a WHERE a.phone IN ({marks}) AND a.reserved_at > ?",
                (*part, moment),
            ):
                found[row[0]] = row
        # Two steps: of a join Firebird may read all attempts first.
        linked: set[int] = set()
        for marks, part in in_lists(identities):
            linked.update(
                attempt_id
                for (attempt_id,) in self._sql.rows(
                    "SELECT p.attempt_id FROM attempt_people p"
                    f" WHERE p.identity IN ({marks}) AND p.reserved_at > ?",
                    (*part, moment),
                )
            )
        for marks, ids in in_lists(sorted(linked - found.keys())):
            for row in self._sql.rows(f"SELECT {_CALL} attempts a WHERE a.id IN ({marks})", ids):
                found[row[0]] = row
        promised = promised_to(self._sql, phones, moment)
        return [self._past(row) for _, row in sorted(found.items())] + list(
            map(self._past, promised)
        )

    def live_calls(self, identities: Sequence[str], since: datetime) -> list[LiveCall]:
        moment = to_db(since)
        phones = _phones(identities)
        found = live_with(self._sql, phones, moment)
        for marks, part in in_lists(phones):
            rows = self._sql.rows(
                f"SELECT a.phone, a.id, a.campaign_id FROM attempts a WHERE a.phone IN ({marks})"
                " AND a.reserved_at > ? AND a.ended_at IS NULL",
                (*part, moment),
            )
            found.extend(LiveCall(*row) for row in rows)
        linked: dict[int, list[str]] = {}
        for marks, part in in_lists(identities):
            for identity, attempt_id in self._sql.rows(
                "SELECT p.identity, p.attempt_id FROM attempt_people p"
                f" WHERE p.identity IN ({marks}) AND p.reserved_at > ?",
                (*part, moment),
            ):
                linked.setdefault(attempt_id, []).append(identity)
        for marks, ids in in_lists(sorted(linked)):
            rows = self._sql.rows(
                f"SELECT a.id, a.campaign_id FROM attempts a WHERE a.id IN ({marks})"
                " AND a.ended_at IS NULL",
                ids,
            )
            found.extend(LiveCall(i, row[0], row[1]) for row in rows for i in linked[row[0]])
        return found

    def _past(self, row: Row) -> PastCall:
        purpose, message = self._kind(row[1])
        return PastCall(
            row[0], row[1], purpose, message, row[2], from_db(row[3]), from_db_or_none(row[4]),
            from_db_or_none(row[5]), Disposition(row[6]) if row[6] else None,
        )  # fmt: skip

    def _kind(self, campaign_id: int) -> tuple[str, bool]:
        """(purpose, whether voice messages) of a campaign, as it is now; of 0, which is none."""
        if campaign_id not in self._kinds:
            row = self._sql.row("SELECT settings FROM campaigns WHERE id = ?", (campaign_id,))
            if row is None:
                self._kinds[campaign_id] = "", False
            else:
                settings = decode(CampaignSettings, row[0])
                self._kinds[campaign_id] = settings.purpose.value, settings.voice_message
        return self._kinds[campaign_id]

    def contact_of(self, campaign_id: int, phone: str) -> int | None:
        row = self._sql.row(
            "SELECT id FROM contacts WHERE campaign_id = ? AND phone = ?", (campaign_id, phone)
        ) or self._sql.row(
            # An alternate: there is no index, and the question comes from a person.
            "SELECT FIRST 1 id FROM contacts WHERE campaign_id = ?"
            " AND ',' || other_phones || ',' CONTAINING ',' || CAST(? AS VARCHAR(20)) || ','",
            (campaign_id, phone[:20]),
        )
        return None if row is None else int(row[0])
