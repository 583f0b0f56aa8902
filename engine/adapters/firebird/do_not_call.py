"""The do-not-call list."""

# ruff: noqa: S608 - SQL is put together from constants; values are always parameters

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from engine.adapters.firebird.connection import Connection, from_db, to_db
from engine.adapters.firebird.lists import in_lists
from engine.ports.storage import DoNotCallEntry


class FirebirdDoNotCallStore:
    def __init__(self, connection: Connection) -> None:
        self._sql = connection

    def add(self, phones: Iterable[str], source: str, now: datetime) -> int:
        wanted = list(dict.fromkeys(phones))
        known = self.which(wanted)
        fresh = [phone for phone in wanted if phone not in known]
        # Somebody else may add the same number at this moment: that is no error.
        self._sql.execute_many(
            "UPDATE OR INSERT INTO do_not_call (phone, source, added_at) VALUES (?, ?, ?)"
            " MATCHING (phone)",
            [(phone, source[:200], to_db(now)) for phone in fresh],
        )
        return len(fresh)

    def remove(self, phones: Iterable[str]) -> int:
        known = self.which(list(phones))
        self._sql.execute_many(
            "DELETE FROM do_not_call WHERE phone = ?", [(phone,) for phone in known]
        )
        return len(known)

    def all(self) -> Iterator[DoNotCallEntry]:
        rows = self._sql.stream("SELECT phone, source, added_at FROM do_not_call ORDER BY phone")
        return (DoNotCallEntry(row[0], row[1], from_db(row[2])) for row in rows)

    def contains(self, phone: str) -> bool:
        return bool(self.which([phone]))

    def which(self, phones: Sequence[str]) -> set[str]:
        found: set[str] = set()
        for marks, part in in_lists(phones):
            found.update(
                phone
                for (phone,) in self._sql.rows(
                    f"SELECT phone FROM do_not_call WHERE phone IN ({marks})",
                    part,
                )
            )
        return found
