"""What operators have done, when it is too old to be kept."""

# ruff: noqa: S608 - SQL is put together from constants; values are always parameters

from datetime import datetime

from engine.adapters.firebird.connection import Connection, to_db

#: Table, key, and the moment that counts; by the index of operator and moment.
_OF_OPERATORS = (
    ("operator_talks", "offer_id", "offered_at"),
    ("operator_spans", "id", "until"),
)
#: Those of all operators together.
_MESSAGES = ("operator_messages", "id", "sent_at")


class OperatorHistoryPart:
    _sql: Connection

    def count_history(self, before: datetime) -> int:
        return sum(
            int(self._sql.value(f"SELECT COUNT(*) FROM {table} WHERE {moment} < ?",
                                (to_db(before),)))
            for table, _, moment in (*_OF_OPERATORS, _MESSAGES)
        )  # fmt: skip

    def expire_history(self, before: datetime, limit: int) -> int:
        left = limit
        for table, key, moment in _OF_OPERATORS:
            for operator_id in self._operators_in(table):
                left -= self._expire(table, key, f"operator_id = ? AND {moment} < ?",
                                     (operator_id, to_db(before)), left)  # fmt: skip
        table, key, moment = _MESSAGES
        left -= self._expire(table, key, f"{moment} < ?", (to_db(before),), left)
        return limit - left

    def _operators_in(self, table: str) -> list[int]:
        """Also those who are no users any more; from one to the next by the index."""
        found: list[int] = []
        after = -1
        while True:
            after = self._sql.value(
                f"SELECT MIN(operator_id) FROM {table} WHERE operator_id > ?", (after,)
            )
            if after is None:
                return found
            found.append(after)

    def _expire(
        self, table: str, key: str, which: str, parameters: tuple[object, ...], limit: int
    ) -> int:
        if not limit:
            return 0
        rows = self._sql.rows(f"SELECT FIRST ? {key} FROM {table} WHERE {which}",
                              (limit, *parameters))  # fmt: skip
        keys = [row[:1] for row in rows]
        if table == "operator_messages":
            self._sql.execute_many("DELETE FROM operator_message_reads WHERE message_id = ?", keys)
        self._sql.execute_many(f"DELETE FROM {table} WHERE {key} = ?", keys)
        return len(keys)
