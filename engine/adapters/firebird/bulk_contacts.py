"""Contacts of one list into one campaign: many rows per statement."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from engine.adapters.firebird import erased_contacts, imports, list_refresh
from engine.adapters.firebird.bulk_sql import (
    CAPACITY,
    FIRST_PHONES,
    LONGEST_OTHERS,
    MERGE,
    UPDATE,
    pack_phones,
    pack_row,
)
from engine.adapters.firebird.codec import (
    FIELDS_LENGTH,
    decode_fields,
    join_phones,
    split_phones,
)
from engine.adapters.firebird.codes import LONG_AGO, STATE_CODES, WAITING
from engine.adapters.firebird.connection import Connection, to_db
from engine.adapters.firebird.zone_sets import ZoneSets
from engine.domain.contact import ContactState
from engine.lists.phones import may_be_in
from engine.ports.lists import BuiltList, ImportOutcome
from engine.ports.storage import NewContact

#: json.dumps would build a new encoder for every row.
_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class _Known:
    """A contact that the campaign has."""

    id: int
    phones: tuple[str, ...]
    zone_set: int
    fields: Mapping[str, str]


class Load:
    """One file into one campaign, inside the transaction that the connection has begun. ``number``:
    of the import."""

    def __init__(self, connection: Connection, campaign_id: int) -> None:
        self._connection = connection
        self.campaign = campaign_id
        self.number = connection.next_ids("import_ids", 1)[0]
        self._zone_sets = ZoneSets(connection)
        self._packed: list[bytes] = []
        self._packed_size = 0
        #: Row number → contact of the rows in ``_packed``.
        self._pending: dict[int, NewContact] = {}
        #: Written at the very end, so that engines wait for changed contacts as short as can be.
        self._changed: dict[int, _Known] = {}
        #: What these were before.
        self._found: dict[int, _Known] = {}
        self._contacts = self._unchanged = self._updated = 0
        self._is_new = (
            connection.row("SELECT FIRST 1 id FROM contacts WHERE campaign_id = ?", (campaign_id,))
            is None
        )
        #: Alternate → id of the contact that has it; first phones are asked for as they come.
        self._alternates = {} if self._is_new else self._read_alternates()

    def run(
        self,
        file_name: str,
        batches: Iterator[Sequence[NewContact]],
        progress: Callable[[int], None] | None,
    ) -> ImportOutcome:
        done = 0
        for batch in batches:
            for contact in batch if self._is_new else self._against_campaign(batch):
                self._add(contact)
            done += len(batch)
            if progress is not None:
                progress(done)
        self._send()
        self._write_changes()
        told_anew = [
            known.id for known in self._changed.values()
            if known.fields and not self._found[known.id].fields
        ]  # fmt: skip
        erased_contacts.take_up_again(self._connection, told_anew, datetime.now(UTC))
        outcome = ImportOutcome(self._contacts, self._unchanged, self._updated)
        assert done == outcome.contacts + outcome.unchanged + outcome.updated, (done, outcome)
        self._connection.execute(
            "INSERT INTO imports (id, campaign_id, file_name, imported_at, contacts, unchanged,"
            " updated) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (self.number, self.campaign, file_name[:500], to_db(datetime.now(UTC)),
             outcome.contacts, outcome.unchanged, outcome.updated),
        )  # fmt: skip
        return outcome

    def run_built(
        self,
        file_name: str,
        batches: Iterator[Sequence[NewContact]],
        progress: Callable[[int], None] | None,
        built: BuiltList,
    ) -> ImportOutcome:
        """The same for a list from a data source, see ``list_refresh``."""
        matching: set[str] = set()

        def noted() -> Iterator[Sequence[NewContact]]:
            for batch in batches:
                matching.update(phone for contact in batch for phone in contact.phones)
                yield batch

        outcome = self.run(file_name, noted(), progress)
        list_refresh.mark_built(self._connection, self.number)
        returned = list_refresh.take_up_again(self._connection, self.campaign, matching)
        withdrawn = 0
        if built.refresh:
            withdrawn = list_refresh.withdraw(
                self._connection, self.campaign, matching, set(built.spared), datetime.now(UTC)
            )
        return replace(outcome, withdrawn=withdrawn, returned=returned)

    # --- new contacts ---

    def _add(self, contact: NewContact) -> None:
        phone, others = join_phones(contact.phones)
        fields = _json(contact.fields)
        zone_set = self._zone_sets.id_of(contact.zones)
        if len(fields) > FIELDS_LENGTH or len(others) > LONGEST_OTHERS:
            self._add_long(contact, zone_set, fields)
            return
        row = pack_row(contact.row, zone_set, phone, others, fields)
        if self._packed_size + len(row) > CAPACITY:
            self._send()
        self._packed.append(row)
        self._packed_size += len(row)
        self._pending[contact.row] = contact

    def _send(self) -> None:
        """Insert what waits; note what the campaign has otherwise."""
        if not self._packed:
            return
        rows = self._connection.rows(MERGE, (b"".join(self._packed), self.campaign, self.number))
        inserted = rows[-1][1]
        for row_number, contact_id, phone, others, zone_set, short, long in rows[:-1]:
            known = _Known(
                contact_id, split_phones(phone, others), zone_set, decode_fields(short, long)
            )
            self._merge(known, self._pending[row_number])
        self._contacts += inserted
        self._unchanged += len(self._pending) - inserted - (len(rows) - 1)
        self._packed, self._packed_size = [], 0
        self._pending.clear()

    def _add_long(self, contact: NewContact, zone_set: int, fields: str) -> None:
        """A contact that does not fit into a packed row."""
        self._send()  # the order of the file: of two rows for one contact the later one counts
        known = self._known("c.campaign_id = ? AND c.phone = ?", self.campaign, contact.phones[0])
        if known is not None:
            self._merge(known, contact)
            return
        phones = contact.phones
        while len(join_phones(phones)[1]) > LONGEST_OTHERS:
            phones = phones[:-1]
        short, long = (fields, None) if len(fields) <= FIELDS_LENGTH else ("", fields)
        self._connection.execute(
            "INSERT INTO contacts (id, campaign_id, import_id, list_row, queue, state, in_attempt,"
            " zone_set_id, next_at, phone, other_phones, progress, fields, long_fields)"
            " VALUES (NEXT VALUE FOR contact_ids, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, '', ?, ?)",
            (self.campaign, self.number, contact.row, WAITING, STATE_CODES[ContactState.NEW],
             zone_set, to_db(LONG_AGO), *join_phones(phones), short, long),
        )  # fmt: skip
        self._contacts += 1

    # --- contacts that the campaign has ---

    def _read_alternates(self) -> dict[str, int]:
        rows = self._connection.stream(
            "SELECT id, other_phones FROM contacts WHERE campaign_id = ? AND other_phones <> ''",
            (self.campaign,),
        )
        return {phone: contact_id for contact_id, others in rows for phone in others.split(",")}

    def _against_campaign(self, batch: Sequence[NewContact]) -> Iterator[NewContact]:
        """The contacts of ``batch`` that are new or found by their first phone, without phones
        that belong to other contacts; the rest is merged here."""
        asked = [
            phone for contact in batch
            if len(contact.phones) > 1 or contact.phones[0] in self._alternates
            for phone in contact.phones
        ]  # fmt: skip
        first: dict[str, int] = {}
        for packed in pack_phones(asked):
            first.update(self._connection.rows(FIRST_PHONES, (packed, self.campaign)))
        for contact in batch:
            owners = [first.get(p) or self._alternates.get(p) for p in contact.phones]
            owner = owners[0]
            if owner is None and not any(owners):
                yield contact
            elif contact.phones[0] in first:
                yield _with_phones(contact, (None, owner), owners)
            elif all(owners):
                assert owner is not None
                self._send()
                known = self._known("c.id = ?", owner)
                assert known is not None
                self._merge(known, contact, allowed=(owner,), owners=owners)
            else:
                yield _with_phones(contact, (None,), owners)

    def _known(self, condition: str, *parameters: object) -> _Known | None:
        row = self._connection.row(
            "SELECT c.id, c.phone, c.other_phones, c.zone_set_id, c.fields, c.long_fields"  # noqa: S608
            f" FROM contacts c WHERE {condition}",
            parameters,
        )
        if row is None:
            return None
        contact_id, phone, others, zone_set, short, long = row
        return _Known(contact_id, split_phones(phone, others), zone_set, decode_fields(short, long))

    def _merge(
        self,
        known: _Known,
        contact: NewContact,
        allowed: tuple[int, ...] = (),
        owners: Sequence[int | None] = (),
    ) -> None:
        """Bring a known contact up to the row: its fields replace those of the same name, new
        alternates come last (progress counts phones by their place), a vaguer or assumed time
        zone changes nothing."""
        known = self._changed.get(known.id, known)
        phones = contact.phones
        if owners:
            phones = tuple(p for p, o in zip(phones, owners, strict=True) if o in allowed)
        added = tuple(phone for phone in phones if phone not in known.phones)
        if len(join_phones((*known.phones, *added))[1]) > LONGEST_OTHERS:
            added = ()
        fields = {**known.fields, **contact.fields}
        old_zones = self._zone_sets.zones_of(known.zone_set)
        vaguer = not contact.zones or (old_zones and set(contact.zones) >= set(old_zones))
        if contact.assumed:  # what an earlier list, or somebody by hand, has told counts for more
            vaguer = len(old_zones) == 1 or not may_be_in(tuple(old_zones), contact.zones)
        zone_set = known.zone_set if vaguer else self._zone_sets.id_of(contact.zones)
        if not added and fields == known.fields and zone_set == known.zone_set:
            self._unchanged += 1
            return
        self._updated += 1
        self._found.setdefault(known.id, known)
        self._changed[known.id] = _Known(known.id, (*known.phones, *added), zone_set, fields)

    def _write_changes(self) -> None:
        self._connection.execute_many(
            imports.NOTE_CHANGE,
            [
                (known.id, self.number, join_phones(known.phones)[1], known.zone_set,
                 _json(known.fields))
                for known in self._found.values()
            ],
        )  # fmt: skip
        packed: list[bytes] = []
        size = 0
        for known in self._changed.values():
            others, fields = join_phones(known.phones)[1], _json(known.fields)
            if len(fields) > FIELDS_LENGTH:
                self._connection.execute(
                    "UPDATE contacts SET other_phones = ?, zone_set_id = ?, fields = '',"
                    " long_fields = ? WHERE id = ?",
                    (others, known.zone_set, fields, known.id),
                )
                continue
            row = pack_row(known.id, known.zone_set, "", others, fields)
            if size + len(row) > CAPACITY:
                self._connection.execute(UPDATE, (b"".join(packed),))
                packed, size = [], 0
            packed.append(row)
            size += len(row)
        if packed:
            self._connection.execute(UPDATE, (b"".join(packed),))


def _with_phones(
    contact: NewContact, allowed: tuple[int | None, ...], owners: Sequence[int | None]
) -> NewContact:
    """``contact`` with those phones only whose owner is one of ``allowed``."""
    phones = tuple(p for p, o in zip(contact.phones, owners, strict=True) if o in allowed)
    if phones == contact.phones:
        return contact
    return replace(contact, phones=phones)
