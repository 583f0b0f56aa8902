"""Consents, and what proves them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from engine.adapters.firebird import proofs
from engine.adapters.firebird.codec import decode_progress, encode_progress, split_phones
from engine.adapters.firebird.codes import SETTLED, STATE_CODES, WAITING
from engine.adapters.firebird.connection import (
    Connection,
    Row,
    from_db,
    from_db_or_none,
    to_db,
    to_db_or_none,
)
from engine.adapters.firebird.erased_contacts import is_empty
from engine.adapters.firebird.lists import in_lists
from engine.domain.contact import ContactState
from engine.domain.refusal import CONSENT
from engine.ports.ledger import Consent

_SELECT = (
    "SELECT c.id, c.phone, c.kind, c.obtained_at, c.valid_until, c.revoked_at, c.added_at, c.proof,"
    " p.digest, p.size_bytes FROM consents c LEFT JOIN consent_proofs p ON p.id = c.proof_id"
)


def _consent(row: Row) -> Consent:
    return Consent(
        id=row[0],
        phone=row[1],
        kind=row[2],
        obtained_at=from_db(row[3]),
        until=from_db_or_none(row[4]),
        revoked_at=from_db_or_none(row[5]),
        added_at=from_db(row[6]),
        proof=row[7],
        proof_digest=row[8] or "",
        proof_size=row[9] or 0,
    )


class FirebirdConsentStore:
    """``engine.ports.ledger.ConsentStore``."""

    def __init__(self, connection: Connection) -> None:
        self._sql = connection

    def add(self, phones: Iterable[str], consent: Consent, content: bytes | None,
            now: datetime) -> int:  # fmt: skip
        proof_id = None if content is None else proofs.keep(self._sql, content)
        wanted = list(dict.fromkeys(phones))
        known = {
            c.phone
            for c in self.of(wanted)
            if (c.kind, c.proof[:1000]) == (consent.kind, consent.proof[:1000])
            and to_db(c.obtained_at) == to_db(consent.obtained_at)
            and c.until == consent.until
            and c.revoked_at is None
        }
        fresh = [phone for phone in wanted if phone not in known]
        if not fresh:
            return 0
        ids = self._sql.next_ids("consent_ids", len(fresh))
        self._sql.execute_many(
            "INSERT INTO consents (id, phone, kind, obtained_at, valid_until, added_at, proof,"
            " proof_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (number, phone, consent.kind, to_db(consent.obtained_at),
                 to_db_or_none(consent.until), to_db(now), consent.proof[:1000], proof_id)
                for number, phone in zip(ids, fresh, strict=True)
            ],
        )  # fmt: skip
        return len(fresh)

    def revoke(self, phones: Iterable[str], kind: str | None, now: datetime) -> int:
        revoked = 0
        for consent in self.of(list(dict.fromkeys(phones))):
            if (kind is None or consent.kind == kind) and consent.revoked_at is None:
                revoked += consent.valid(now)
                self._sql.execute(
                    "UPDATE consents SET revoked_at = ? WHERE id = ?", (to_db(now), consent.id)
                )
        return revoked

    def of(self, phones: Sequence[str]) -> list[Consent]:
        found: dict[int, Consent] = {}
        for marks, part in in_lists(phones):
            for row in self._sql.rows(f"{_SELECT} WHERE c.phone IN ({marks})", part):
                found[row[0]] = _consent(row)
        return [found[number] for number in sorted(found, reverse=True)]

    def all(self) -> Iterator[Consent]:
        rows = self._sql.stream(f"{_SELECT} ORDER BY c.phone, c.kind, c.id")
        return (_consent(row) for row in rows)

    def content(self, consent_id: int) -> bytes | None:
        row = self._sql.row(
            "SELECT p.content FROM consents c JOIN consent_proofs p ON p.id = c.proof_id"
            " WHERE c.id = ?",
            (consent_id,),
        )
        return None if row is None else bytes(row[0])

    def revive(self, phones: Sequence[str], now: datetime) -> int:
        """Only those whose last word was the missing consent, in campaigns still to be dialled;
        what was refused counts as an open matter until then."""
        revived: set[int] = set()
        for phone in phones:
            for refusal_id, contact_id in self._sql.rows(
                "SELECT id, contact_id FROM refusals WHERE phone = ? AND rule_name = ?"
                " AND lifts_at IS NULL",
                (phone, CONSENT),
            ):
                row = self._sql.row(
                    "SELECT phone, other_phones, progress, queue, state FROM contacts WHERE id = ?",
                    (contact_id,),
                )
                if row is None:
                    continue
                first, others, text, queue, state = row
                all_phones, progress = split_phones(first, others), decode_progress(text)
                dead = frozenset(i for i in progress.dead_phones if all_phones[i] != phone)
                excluded = queue == SETTLED and state == STATE_CODES[ContactState.EXCLUDED]
                if excluded and not is_empty(self._sql, contact_id):
                    before = ContactState.WAITING_RETRY if progress.attempts else ContactState.NEW
                    self._sql.execute(
                        "UPDATE contacts SET queue = ?, state = ?, progress = ?"
                        " WHERE id = ?",
                        (WAITING, STATE_CODES[before],
                         encode_progress(replace(progress, dead_phones=dead, next_phone=0)),
                         contact_id),
                    )  # fmt: skip
                    revived.add(contact_id)
                self._sql.execute(
                    "UPDATE refusals SET lifts_at = ? WHERE id = ?", (to_db(now), refusal_id)
                )
        return len(revived)
