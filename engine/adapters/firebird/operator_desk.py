"""Sessions of workstations, what they ask of the engines, and messages to them."""

# ruff: noqa: S608 - SQL is put together from constants; values are always parameters

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from engine.adapters.firebird.connection import (
    Connection,
    Row,
    from_db,
    from_db_or_none,
    to_db,
)
from engine.ports.operators import (
    ORDER_LIVES_S,
    OperatorMessage,
    OperatorOrder,
    OrderKind,
    WorkstationSession,
)

#: Answered orders are kept for so many days.
_KEPT_DAYS = 2
#: Of the database's server, in its zone: how old an order is must not depend on the clocks of a
#: workstation and an engine. (CURRENT_TIMESTAMP is of another type from Firebird 4 on.)
_DB_NOW = "CAST('NOW' AS TIMESTAMP)"
_AGE_MS = f"DATEDIFF(MILLISECOND FROM created_at TO {_DB_NOW})"
_ORDER = (
    "SELECT id, operator_id, token, kind, node, arguments, created_at, answered_at, answer,"
    f" {_AGE_MS} FROM operator_orders"
)


class OperatorDeskPart:
    _sql: Connection

    # --- sessions ---

    def begin_session(self, operator_id: int, token: str, workstation: str, address: str,
                      now: datetime) -> None:  # fmt: skip
        # Deleted first, so that its trigger wakes the engines; a beat wakes nobody.
        self._sql.execute("DELETE FROM operator_sessions WHERE operator_id = ?", (operator_id,))
        self._sql.execute(
            "INSERT INTO operator_sessions (operator_id, token, workstation, address, beats,"
            " began_at) VALUES (?, ?, ?, ?, 1, ?)",
            (operator_id, token, workstation[:200], address[:300], to_db(now)),
        )
        self._sql.execute(
            "DELETE FROM operator_orders WHERE operator_id = ?"
            f" AND created_at < DATEADD(-{_KEPT_DAYS} DAY TO {_DB_NOW})",
            (operator_id,),
        )

    def beat(self, operator_id: int, token: str, address: str) -> bool:
        changed = self._sql.changed(
            "UPDATE operator_sessions SET beats = beats + 1, address = ?"
            " WHERE operator_id = ? AND token = ?",
            (address[:300], operator_id, token),
        )
        return changed > 0

    def end_session(self, operator_id: int, token: str) -> None:
        self._sql.execute(
            "DELETE FROM operator_sessions WHERE operator_id = ? AND token = ?",
            (operator_id, token),
        )

    def sessions(self) -> list[WorkstationSession]:
        return [
            WorkstationSession(row[0], row[1], row[2], row[3], row[4], from_db(row[5]))
            for row in self._sql.rows(
                "SELECT operator_id, token, workstation, address, beats, began_at"
                " FROM operator_sessions"
            )
        ]

    # --- orders ---

    def order(self, operator_id: int, token: str, kind: OrderKind,
              arguments: Mapping[str, object], now: datetime, node: str = "",
              age_s: float = 0.0) -> int:  # fmt: skip
        (order_id,) = self._sql.next_ids("operator_order_ids", 1)
        self._sql.execute(
            "INSERT INTO operator_orders (id, operator_id, token, kind, node, arguments,"
            " created_at, open_for, answer) VALUES (?, ?, ?, ?, ?, ?,"
            f" DATEADD(CAST(? AS INTEGER) MILLISECOND TO {_DB_NOW}), ?, '')",
            (order_id, operator_id, token, kind.value, node[:120],
             json.dumps(arguments, ensure_ascii=False), -round(age_s * 1000), node[:120]),
        )  # fmt: skip
        return order_id

    def take_orders(self, node: str, kinds: Sequence[OrderKind], now: datetime,
                    limit: int = 50) -> list[OperatorOrder]:  # fmt: skip
        waiting = sorted(
            row[0]
            for row in self._sql.rows(
                "SELECT FIRST (?) id, kind FROM operator_orders WHERE open_for IN ('', ?)",
                (2 * limit, node[:120]),
            )
            if OrderKind(row[1]) in kinds
        )
        taken: list[OperatorOrder] = []
        for order_id in waiting[:limit]:
            row = self._sql.row(
                f"{_ORDER} WHERE id = ? AND open_for IS NOT NULL WITH LOCK", (order_id,)
            )
            if row is None:
                continue  # another node was quicker
            order = _order(row)
            self._sql.execute(
                "UPDATE operator_orders SET open_for = NULL, taken_by = ? WHERE id = ?",
                (node[:120], order_id),
            )
            # An hour that clocks were put back over is no age either.
            if abs(row[9]) > 1000 * ORDER_LIVES_S[order.kind]:
                self.answer_order(order_id, {"code": "not_confirmed"}, now)
            else:
                taken.append(order)
        return taken

    def answer_order(self, order_id: int, answer: Mapping[str, object], now: datetime) -> None:
        self._sql.execute(
            "UPDATE operator_orders SET open_for = NULL, answered_at = ?, answer = ?"
            " WHERE id = ? AND answered_at IS NULL",
            (to_db(now), json.dumps(answer, ensure_ascii=False), order_id),
        )

    def order_answer(self, order_id: int) -> OperatorOrder | None:
        row = self._sql.row(
            f"{_ORDER} WHERE id = ? AND answered_at IS NOT NULL", (order_id,)
        )  # fmt: skip
        return None if row is None else _order(row)

    # --- messages ---

    def send_message(self, author: str, operator_id: int | None, text: str,
                     now: datetime) -> int:  # fmt: skip
        (message_id,) = self._sql.next_ids("operator_message_ids", 1)
        self._sql.execute(
            "INSERT INTO operator_messages (id, author, operator_id, text, sent_at)"
            " VALUES (?, ?, ?, ?, ?)",
            (message_id, author[:100], operator_id or 0, text[:2000], to_db(now)),
        )
        return message_id

    def messages(self, operator_id: int, limit: int = 100) -> list[OperatorMessage]:
        rows: list[Row] = []
        for addressee in (operator_id, 0):
            rows += self._sql.rows(
                "SELECT FIRST (?) m.id, m.author, m.operator_id, m.text, m.sent_at, r.read_at"
                " FROM operator_messages m LEFT JOIN operator_message_reads r"
                " ON r.message_id = m.id AND r.operator_id = ?"
                " WHERE m.operator_id = ? ORDER BY m.operator_id DESC, m.id DESC",
                (limit, operator_id, addressee),
            )
        rows.sort(key=lambda row: row[0], reverse=True)
        return [
            OperatorMessage(
                row[0], row[1], row[2] or None, row[3], from_db(row[4]), from_db_or_none(row[5])
            )
            for row in rows[:limit]
        ]

    def read_message(self, message_id: int, operator_id: int, now: datetime) -> None:
        self._sql.execute(
            "UPDATE OR INSERT INTO operator_message_reads (message_id, operator_id, read_at)"
            " VALUES (?, ?, ?) MATCHING (message_id, operator_id)",
            (message_id, operator_id, to_db(now)),
        )


def _order(row: Row) -> OperatorOrder:
    return OperatorOrder(
        row[0], row[1], row[2], OrderKind(row[3]), row[4], json.loads(row[5]), from_db(row[6]),
        from_db_or_none(row[7]), json.loads(row[8] or "{}"),
    )  # fmt: skip
