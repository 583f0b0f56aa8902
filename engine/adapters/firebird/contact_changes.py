"""Single contacts added, changed, withdrawn and put off by people."""

# ruff: noqa: S608 - SQL is put together from constants; values are always parameters

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import fdb

from engine.adapters.firebird.codec import encode_fields, encode_progress, join_phones
from engine.adapters.firebird.codes import (
    CLAIMED,
    LONG_AGO,
    SETTLED,
    STATE_CODES,
    WAITING,
)
from engine.adapters.firebird.connection import Connection, from_db, to_db
from engine.adapters.firebird.contacts import contacts_by_id
from engine.adapters.firebird.contacts_by_hand import import_of
from engine.adapters.firebird.erased_contacts import is_empty, take_up_again
from engine.adapters.firebird.errors import is_duplicate
from engine.adapters.firebird.zone_sets import ZoneSets
from engine.domain.contact import ContactState
from engine.errors import KnownError
from engine.ports.contact_book import HeldContact, Withdrawal, Written

#: Before all retries that are due, behind no fresh one: engines take retries first.
_FIRST = LONG_AGO + timedelta(microseconds=100)
_EXCLUDED = STATE_CODES[ContactState.EXCLUDED]
_NEW, _RETRY = STATE_CODES[ContactState.NEW], STATE_CODES[ContactState.WAITING_RETRY]


class FirebirdContactChangeStore:
    """Fulfils engine.ports.contact_book.ContactChangeStore."""

    def __init__(self, connection: Connection) -> None:
        self._sql = connection

    def hold(self, contact_id: int) -> HeldContact:
        row = self._sql.row(
            "SELECT queue, in_attempt FROM contacts WHERE id = ? WITH LOCK", (contact_id,)
        )
        if row is None:
            raise KnownError(
                "there is no contact with the number {contact_id}.", contact_id=contact_id
            )
        contact = contacts_by_id(self._sql, [contact_id])[contact_id]
        return HeldContact(contact, row[0] == CLAIMED, bool(row[1]))

    def add(self, campaign_id: int, written: Written, who: str, now: datetime) -> int:
        self._sql.row(
            "SELECT campaign_id FROM campaign_locks WHERE campaign_id = ? WITH LOCK", (campaign_id,)
        )
        self._require_free(campaign_id, written.phones[0])
        number, row = import_of(self._sql, campaign_id, who, now)
        (contact_id,) = self._sql.next_ids("contact_ids", 1)
        phone, others = join_phones(written.phones)
        short, long = encode_fields(written.fields)
        self._sql.execute(
            "INSERT INTO contacts (id, campaign_id, import_id, list_row, queue, state, in_attempt,"
            " zone_set_id, next_at, phone, other_phones, progress, fields, long_fields)"
            f" VALUES (?, ?, ?, ?, {WAITING}, {_NEW}, 0, ?, ?, ?, ?, '', ?, ?)",
            (
                contact_id, campaign_id, number, row, ZoneSets(self._sql).id_of(written.zones),
                to_db(LONG_AGO), phone, others, short, long,
            ),
        )  # fmt: skip
        return contact_id

    def save(self, held: HeldContact, written: Written) -> None:
        contact = held.contact
        if written.phones[0] != contact.phones[0]:
            self._require_free(contact.campaign_id, written.phones[0])
        phone, others = join_phones(written.phones)
        short, long = encode_fields(written.fields)
        try:
            self._sql.execute(
                "UPDATE contacts SET phone = ?, other_phones = ?, fields = ?, long_fields = ?,"
                " progress = ? WHERE id = ?",
                (phone, others, short, long, encode_progress(written.progress), contact.id),
            )
        except fdb.Error as error:  # somebody else has added it just now
            if is_duplicate(error):
                raise _taken(phone) from error
            raise
        if written.fields and written.fields != contact.fields:
            take_up_again(self._sql, [contact.id], datetime.now(UTC))
        # What he was before an import is not brought back over what somebody has written since.
        self._sql.execute("DELETE FROM import_changes WHERE contact_id = ?", (contact.id,))
        if written.zones != contact.zones:
            # Of a survey's group he is put into its zone set again when he is claimed.
            self._sql.execute(
                "UPDATE contacts SET zone_set_id = ? WHERE id = ?",
                (ZoneSets(self._sql).id_of(written.zones), contact.id),
            )

    def withdraw(self, contact_ids: Sequence[int], who: str, reason: str, now: datetime
                 ) -> list[int]:  # fmt: skip
        done = []
        for contact_id in sorted(contact_ids):
            row = self._sql.row(
                "SELECT campaign_id, state, next_at FROM contacts WHERE id = ? AND in_attempt = 0"
                f" AND queue IN ({WAITING}, {CLAIMED}) WITH LOCK",
                (contact_id,),
            )
            if row is None:
                continue
            # Who has claimed him is refused when he wants to open an attempt.
            self._sql.execute(
                f"UPDATE contacts SET queue = {SETTLED}, state = {_EXCLUDED}, claimed_by = NULL"
                " WHERE id = ?",
                (contact_id,),
            )
            self._sql.execute(
                "UPDATE OR INSERT INTO contact_withdrawals (contact_id, campaign_id, withdrawn_at,"
                " who, reason, state_before, next_at_before) VALUES (?, ?, ?, ?, ?, ?, ?)"
                " MATCHING (contact_id)",
                (contact_id, row[0], to_db(now), who[:100], reason[:300], row[1], row[2]),
            )
            done.append(contact_id)
        return done

    def put_back(self, contact_ids: Sequence[int], now: datetime) -> list[int]:
        done = []
        for contact_id in sorted(contact_ids):
            row = self._sql.row(
                f"SELECT progress FROM contacts WHERE id = ? AND queue = {SETTLED} WITH LOCK",
                (contact_id,),
            )
            if row is None:
                continue
            if is_empty(self._sql, contact_id):
                raise KnownError(
                    "his data were deleted by retention.", mend="Import the list again."
                )
            state, next_at = (_RETRY, to_db(now)) if row[0] else (_NEW, to_db(LONG_AGO))
            for table in ("contact_withdrawals", "withdrawn_contacts"):
                before = self._sql.row(
                    f"SELECT state_before, next_at_before FROM {table} WHERE contact_id = ?",
                    (contact_id,),
                )
                if before is not None and before[0] in (_NEW, _RETRY):
                    state, next_at = before
                self._sql.execute(f"DELETE FROM {table} WHERE contact_id = ?", (contact_id,))
            self._sql.execute(
                f"UPDATE contacts SET queue = {WAITING}, state = ?, next_at = ? WHERE id = ?",
                (state, next_at, contact_id),
            )
            done.append(contact_id)
        return done

    def put_off(self, contact_ids: Sequence[int], until: datetime) -> list[int]:
        return [
            contact_id
            for contact_id in sorted(contact_ids)
            if self._sql.changed(
                f"UPDATE contacts SET next_at = ? WHERE id = ? AND queue = {WAITING}",
                (to_db(until), contact_id),
            )
        ]

    def first_in_line(self, contact_id: int) -> bool:
        return bool(self.put_off([contact_id], _FIRST))

    def withdrawal(self, contact_id: int) -> Withdrawal | None:
        row = self._sql.row(
            "SELECT withdrawn_at, who, reason FROM contact_withdrawals WHERE contact_id = ?",
            (contact_id,),
        ) or self._sql.row(
            "SELECT withdrawn_at, '', reason FROM withdrawn_contacts WHERE contact_id = ?",
            (contact_id,),
        )
        return None if row is None else Withdrawal(contact_id, from_db(row[0]), row[1], row[2])

    def _require_free(self, campaign_id: int, phone: str) -> None:
        known = self._sql.row(
            "SELECT state FROM contacts WHERE campaign_id = ? AND phone = ?", (campaign_id, phone)
        )
        if known is not None:
            raise _taken(phone)


def _taken(phone: str) -> KnownError:
    return KnownError(
        "the campaign has another contact with the number {phone}.",
        mend="Look for that contact, or write another number first.",
        phone=phone,
    )
