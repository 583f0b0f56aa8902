"""The operators' rows: one for each, changed by compare-and-set (docs/adr/0100)."""

from datetime import UTC, datetime

from engine.adapters.firebird.codec import name_key
from engine.adapters.firebird.connection import Row, from_db, to_db
from engine.adapters.firebird.operator_codec import decode_status, encode_status
from engine.adapters.firebird.operator_results import OperatorResultsPart
from engine.domain.call_results import OPERATOR_RESULT
from engine.domain.operator import OperatorState, OperatorStatus
from engine.ports.operators import SavedStatus, StateSpan, StatusFeed
from engine.routing.rules import BreakLimit, OwnResult

#: The end of a span that lasts.
_NEVER = datetime(9999, 12, 31, tzinfo=UTC)
_SELECT = "SELECT operator_id, revision, write_id, state, document, write_no FROM operator_status"
#: Writes get their numbers before they are committed, and are committed in any order: so many
#: numbers back are looked at again. More writes than that are never under way at once.
_LOOK_BACK = 200
#: In one way there and back: an engine writes five rows for each call, one after the other.
_WRITE = """
EXECUTE BLOCK (
  operator_id INTEGER = ?, revision INTEGER = ?, write_id VARCHAR(150) = ?,
  state VARCHAR(12) CHARACTER SET ASCII = ?, reason VARCHAR(100) = ?, intended VARCHAR(100) = ?,
  document VARCHAR(6000) = ?, moment TIMESTAMP = ?, never TIMESTAMP = ?
) RETURNS (written SMALLINT) AS
DECLARE known INTEGER;
DECLARE known_write VARCHAR(150);
DECLARE was VARCHAR(12) CHARACTER SET ASCII;
DECLARE was_reason VARCHAR(100);
BEGIN
  written = 0;
  SELECT s.revision, s.write_id FROM operator_status s WHERE s.operator_id = :operator_id
    INTO known, known_write;
  IF (COALESCE(known, 0) = revision - 1 AND COALESCE(known_write, '') <> write_id) THEN
  BEGIN
    UPDATE OR INSERT INTO operator_status
      (operator_id, revision, write_id, write_no, state, intended_break, document)
      VALUES (:operator_id, :revision, :write_id, NEXT VALUE FOR operator_write_numbers, :state,
        :intended, :document)
      MATCHING (operator_id);
    SELECT s.state, s.reason FROM operator_spans s
      WHERE s.operator_id = :operator_id AND s.until = :never
      INTO was, was_reason;
    IF (COALESCE(was, 'logged_out') <> state OR COALESCE(was_reason, '') <> reason) THEN
    BEGIN
      UPDATE operator_spans SET until = :moment
        WHERE operator_id = :operator_id AND until = :never;
      INSERT INTO operator_spans (id, operator_id, state, reason, since, until)
        VALUES (NEXT VALUE FOR operator_span_ids, :operator_id, :state, :reason, :moment, :never);
    END
    written = 1;
  END
  SUSPEND;
END
"""


class OperatorStatusesPart(OperatorResultsPart):
    def statuses(self) -> list[OperatorStatus]:
        return [_status(row) for row in self._sql.rows(_SELECT)]

    def status(self, operator_id: int) -> OperatorStatus:
        row = self._sql.row(f"{_SELECT} WHERE operator_id = ?", (operator_id,))
        return OperatorStatus(operator_id) if row is None else _status(row)

    def statuses_since(self, mark: int) -> StatusFeed:
        rows = self._sql.rows(f"{_SELECT} WHERE write_no > ?", (mark - _LOOK_BACK if mark else 0,))
        newest = max((row[5] for row in rows), default=mark)
        return StatusFeed(tuple(_status(row) for row in rows), max(mark, newest))

    def save_status(self, status: OperatorStatus, result: OwnResult | None,
                    limit: BreakLimit | None, now: datetime) -> SavedStatus:  # fmt: skip
        # One writer at a time for an operator, also where there is no row yet.
        self._sql.row("SELECT id FROM users WHERE id = ? WITH LOCK", (status.operator_id,))
        if limit is not None:
            before = self.status(status.operator_id)
            if before.write_id == status.write_id or before.revision != status.revision - 1:
                return SavedStatus(before)
            if not self._has_place(limit, status.operator_id):
                return SavedStatus(before, limit_refused=True)
        if not self._write(status, now):
            return SavedStatus(self.status(status.operator_id))
        if result is not None:
            self._own_result(result, now)
        return SavedStatus(status)

    def _has_place(self, limit: BreakLimit, operator_id: int) -> bool:
        self._sql.row("SELECT name FROM pause_reasons WHERE name_key = ? WITH LOCK",
                      (name_key(limit.reason),))  # fmt: skip
        others = self._sql.value(
            "SELECT COUNT(*) FROM operator_status WHERE intended_break = ? AND operator_id <> ?",
            (limit.reason, operator_id),
        )
        return int(others) < limit.at_once

    def _write(self, status: OperatorStatus, now: datetime) -> bool:
        """Row and span; False: the row is another one by now."""
        intent = status.intent
        written = self._sql.value(
            _WRITE,
            (status.operator_id, status.revision, status.write_id, status.state.value,
             status.break_reason,
             intent.reason if intent.state is OperatorState.ON_BREAK else "",
             encode_status(status), to_db(now), to_db(_NEVER)),
        )  # fmt: skip
        return bool(written)

    def _own_result(self, result: OwnResult, now: datetime) -> None:
        if OPERATOR_RESULT not in self.results_of(result.attempt_id):
            self.put_result(result.attempt_id, OPERATOR_RESULT, result.result[:200], now)

    def spans(self, operator_id: int, since: datetime, now: datetime) -> list[StateSpan]:
        """Those that lasted longer than ``since`` and began by ``now``, in their order."""
        return [
            StateSpan(operator_id, OperatorState(state), reason, from_db(began),
                      None if from_db(until) == _NEVER else from_db(until))
            for state, reason, began, until in self._sql.rows(
                "SELECT state, reason, since, until FROM operator_spans"
                " WHERE operator_id = ? AND until > ? AND since <= ? ORDER BY since, id",
                (operator_id, to_db(since), to_db(now)),
            )
        ]  # fmt: skip


def _status(row: Row) -> OperatorStatus:
    return decode_status(row[0], row[1], row[2], row[3], row[4])
