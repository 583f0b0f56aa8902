"""Results of operators' calls: of attempts, and of calls that have come in
(engine.domain.call_key)."""

# ruff: noqa: S608 - SQL is put together from constants; values are always parameters

from collections.abc import Iterable
from datetime import datetime

from engine.adapters.firebird.attempts import FirebirdAttemptStore
from engine.adapters.firebird.connection import Connection
from engine.adapters.firebird.incoming import FirebirdIncomingStore
from engine.domain.call_key import incoming_of
from engine.domain.call_results import OPERATOR_RESULT
from engine.domain.disposition import Disposition

_OF_ATTEMPT = "SELECT name, COALESCE(long_text, text) FROM attempt_results WHERE attempt_id = ?"
_OF_INCOMING = "SELECT name, COALESCE(long_text, text) FROM incoming_results WHERE call_id = ?"


class OperatorResultsPart:
    _sql: Connection

    def results_of(self, key: int) -> dict[str, str]:
        sql = _OF_ATTEMPT if incoming_of(key) is None else _OF_INCOMING
        return {name: str(text) for name, text in self._sql.rows(sql, (abs(key),))}

    def drop_results(self, key: int, names: Iterable[str]) -> None:
        table = "attempt_results WHERE attempt_id" if key > 0 else "incoming_results WHERE call_id"
        for name in names:
            self._sql.execute(f"DELETE FROM {table} = ? AND name = ?", (abs(key), name[:100]))

    def put_result(self, key: int, name: str, value: str, now: datetime) -> None:
        """Nothing for a call that is not there."""
        call_id = incoming_of(key)
        if call_id is not None:
            if self._sql.row("SELECT id FROM incoming_calls WHERE id = ?", (call_id,)) is not None:
                FirebirdIncomingStore(self._sql).save_result(call_id, name, value, now)
        elif self._sql.row("SELECT id FROM attempts WHERE id = ?", (key,)) is not None:
            FirebirdAttemptStore(self._sql).save_result(key, name, value, now)

    def save_result(self, operator_id: int, key: int, result: str, now: datetime) -> None:
        self.put_result(key, OPERATOR_RESULT, result[:200], now)
        # Of the latest of their talks: he may have called him once more since.
        talk = self._sql.row(
            "SELECT FIRST 1 offer_id FROM operator_talks WHERE attempt_id = ? AND operator_id = ?"
            " ORDER BY answered_at DESC NULLS LAST",
            (key, operator_id),
        )
        if talk is not None:
            self._sql.execute(
                "UPDATE operator_talks SET result = ? WHERE offer_id = ?", (result[:200], talk[0])
            )
        # A call that is still open gets it when it is closed.
        table = "attempts" if incoming_of(key) is None else "incoming_calls"
        self._sql.execute(
            f"UPDATE {table} SET disposition = ? WHERE id = ? AND disposition = ?",
            (Disposition.SERVED.value, abs(key), Disposition.TRANSFERRED.value),
        )
