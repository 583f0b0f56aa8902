"""The do-not-call lists."""

# ruff: noqa: S608 - SQL is put together from constants; values are always parameters

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from engine.adapters.firebird import proofs
from engine.adapters.firebird.connection import (
    Connection,
    Row,
    from_db,
    from_db_or_none,
    to_db,
    to_db_or_none,
)
from engine.adapters.firebird.lists import in_lists
from engine.ports.do_not_call import NO_EVIDENCE, DoNotCallEntry, Evidence

_COLUMNS = "d.phone, d.source, d.added_at, d.added_by, d.asked_at, d.proof, p.digest, p.size_bytes"
_OFFICE = (
    f"SELECT {_COLUMNS}, CAST(NULL AS INTEGER) FROM do_not_call d"
    " LEFT JOIN consent_proofs p ON p.id = d.proof_id"
)
_CLIENT = (
    f"SELECT {_COLUMNS}, d.client_id FROM client_do_not_call d"
    " LEFT JOIN consent_proofs p ON p.id = d.proof_id"
)


class FirebirdDoNotCallStore:
    """Fulfils engine.ports.do_not_call.DoNotCallStore."""

    def __init__(self, connection: Connection) -> None:
        self._sql = connection

    # --- changes --------------------------------------------------------------------------------

    def add(
        self,
        phones: Iterable[str],
        source: str,
        now: datetime,
        *,
        client_id: int | None = None,
        evidence: Evidence = NO_EVIDENCE,
    ) -> int:
        wanted = list(dict.fromkeys(phones))
        known = self._on(wanted, client_id)
        fresh = [phone for phone in wanted if phone not in known]
        content = evidence.content
        proof_id = None if content is None else proofs.keep(self._sql, content)
        asked_at, proof = to_db_or_none(evidence.asked_at), evidence.proof[:1000]
        rest = (source[:200], to_db(now), evidence.by[:100], asked_at, proof, proof_id)
        # Somebody else may add the same number at this moment: that is no error.
        if client_id is None:
            self._sql.execute_many(
                "UPDATE OR INSERT INTO do_not_call (phone, source, added_at, added_by, asked_at,"
                " proof, proof_id) VALUES (?, ?, ?, ?, ?, ?, ?) MATCHING (phone)",
                [(phone, *rest) for phone in fresh],
            )
        else:
            self._sql.execute_many(
                "UPDATE OR INSERT INTO client_do_not_call (client_id, phone, source, added_at,"
                " added_by, asked_at, proof, proof_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
                " MATCHING (client_id, phone)",
                [(client_id, phone, *rest) for phone in fresh],
            )
        if proof and known:
            self._prove(sorted(known), client_id, (asked_at, proof, proof_id))
        return len(fresh)

    def _prove(
        self, phones: Sequence[str], client_id: int | None, proof: tuple[object, ...]
    ) -> None:
        change = (
            "SET asked_at = COALESCE(?, asked_at), proof = ?, proof_id = ?"
            " WHERE phone = ? AND proof = ''"
        )
        if client_id is None:
            rows: list[tuple[object, ...]] = [(*proof, phone) for phone in phones]
            self._sql.execute_many(f"UPDATE do_not_call {change}", rows)
        else:
            rows = [(*proof, phone, client_id) for phone in phones]
            self._sql.execute_many(f"UPDATE client_do_not_call {change} AND client_id = ?", rows)

    def add_refusal(
        self, phone: str, source: str, now: datetime, campaign_id: int | None, proof: str = ""
    ) -> None:
        row = self._sql.row(
            "SELECT c.id FROM campaigns g JOIN clients c ON c.id = g.client_id"
            " WHERE g.id = ? AND c.own_refusals = 1",
            (campaign_id,),
        )
        evidence = Evidence(asked_at=now, proof=proof)
        client_id = None if row is None else int(row[0])
        self.add([phone], source, now, client_id=client_id, evidence=evidence)

    def remove(self, phones: Iterable[str], client_id: int | None = None) -> int:
        known = self._on(list(phones), client_id)
        if client_id is None:
            self._sql.execute_many(
                "DELETE FROM do_not_call WHERE phone = ?", [(phone,) for phone in known]
            )
        else:
            self._sql.execute_many(
                "DELETE FROM client_do_not_call WHERE client_id = ? AND phone = ?",
                [(client_id, phone) for phone in known],
            )
        return len(known)

    # --- what is on them ------------------------------------------------------------------------

    def all(self, client_id: int | None = None) -> Iterator[DoNotCallEntry]:
        if client_id is None:
            rows = self._sql.stream(f"{_OFFICE} ORDER BY d.phone")
        else:
            rows = self._sql.stream(
                f"{_CLIENT} WHERE d.client_id = ? ORDER BY d.phone", (client_id,)
            )
        return map(_entry, rows)

    def newest(
        self, limit: int, client_id: int | None = None, beginning: str = ""
    ) -> list[DoNotCallEntry]:
        which = "d.phone STARTING WITH ?"
        values: list[object] = [beginning]
        if client_id is None:
            select, order = _OFFICE, "d.added_at DESC"
        else:
            select, order = _CLIENT, "d.client_id DESC, d.added_at DESC"
            which, values = f"d.client_id = ? AND {which}", [client_id, beginning]
        first = select.replace("SELECT", "SELECT FIRST ?", 1)
        rows = self._sql.rows(f"{first} WHERE {which} ORDER BY {order}", [limit, *values])
        return [_entry(row) for row in rows]

    def of(self, phones: Sequence[str]) -> list[DoNotCallEntry]:
        found: list[DoNotCallEntry] = []
        for select, order in ((_OFFICE, "d.phone"), (_CLIENT, "d.client_id, d.phone")):
            for marks, part in in_lists(list(dict.fromkeys(phones))):
                rows = self._sql.rows(f"{select} WHERE d.phone IN ({marks}) ORDER BY {order}", part)
                found += map(_entry, rows)
        return found

    def counts(self) -> Mapping[int | None, int]:
        counted: dict[int | None, int] = {}
        row = self._sql.row("SELECT COUNT(*) FROM do_not_call")
        if row is not None and row[0]:
            counted[None] = row[0]
        counted.update(
            self._sql.rows(
                "SELECT client_id, COUNT(*) FROM client_do_not_call"
                " GROUP BY client_id ORDER BY client_id"
            )
        )
        return counted

    def proof(self, entry: DoNotCallEntry) -> bytes | None:
        row = self._sql.row(
            "SELECT content FROM consent_proofs WHERE digest = ?", (entry.proof_digest,)
        )
        return None if row is None else bytes(row[0])

    # --- whom they forbid -----------------------------------------------------------------------

    def contains(self, phone: str, campaign_id: int | None = None) -> bool:
        return bool(self.which([phone], campaign_id))

    def which(self, phones: Sequence[str], campaign_id: int | None = None) -> set[str]:
        found = self._on(phones, None)
        if campaign_id is not None:
            row = self._sql.row("SELECT client_id FROM campaigns WHERE id = ?", (campaign_id,))
            if row is not None and row[0] is not None:
                found |= self._on(phones, row[0])
        return found

    def forbidden(self, calls: Sequence[tuple[int, str]]) -> set[tuple[int, str]]:
        by_campaign: dict[int, list[str]] = {}
        for campaign_id, phone in calls:
            by_campaign.setdefault(campaign_id, []).append(phone)
        return {
            (campaign_id, phone)
            for campaign_id, phones in by_campaign.items()
            for phone in self.which(phones, campaign_id)
        }

    def _on(self, phones: Sequence[str], client_id: int | None) -> set[str]:
        found: set[str] = set()
        for marks, part in in_lists(phones):
            if client_id is None:
                rows = self._sql.rows(
                    f"SELECT phone FROM do_not_call WHERE phone IN ({marks})", part
                )
            else:
                rows = self._sql.rows(
                    "SELECT phone FROM client_do_not_call"
                    f" WHERE client_id = ? AND phone IN ({marks})",
                    [client_id, *part],
                )
            found.update(phone for (phone,) in rows)
        return found


def _entry(row: Row) -> DoNotCallEntry:
    return DoNotCallEntry(
        row[0], row[1], from_db(row[2]), row[3], from_db_or_none(row[4]), row[5], row[6] or "",
        row[7] or 0, row[8],
    )  # fmt: skip
