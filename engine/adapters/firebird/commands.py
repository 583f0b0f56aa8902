"""Commands that consoles leave for engine nodes."""

# ruff: noqa: S608 - SQL is put together from constants; values are always parameters

import json
from collections.abc import Mapping
from datetime import datetime

from engine.adapters.firebird.connection import (
    Connection,
    Row,
    from_db,
    from_db_or_none,
    to_db,
)
from engine.errors import KnownError
from engine.ports.storage import EngineCommand

#: Kinds that one node does for all; the others concern every node.
EXCLUSIVE = frozenset({"test_call", "scheme_call"})

_SELECT = (
    "SELECT c.id, c.kind, c.campaign_id, c.arguments, c.created_at, c.done_at, c.outcome"
    " FROM commands c"
)


def _command(row: Row) -> EngineCommand:
    return EngineCommand(
        row[0], row[1], row[2], json.loads(row[3]), from_db(row[4]), from_db_or_none(row[5]),
        row[6] or "",
    )  # fmt: skip


class CommandsPart:
    """The part of the node store that carries commands."""

    _sql: Connection

    def post_command(self, kind: str, campaign_id: int | None, arguments: Mapping[str, object],
                     now: datetime) -> int:  # fmt: skip
        (command_id,) = self._sql.next_ids("command_ids", 1)
        self._sql.execute(
            "INSERT INTO commands (id, kind, campaign_id, arguments, created_at)"
            " VALUES (?, ?, ?, ?, ?)",
            (command_id, kind, campaign_id, json.dumps(arguments, ensure_ascii=False), to_db(now)),
        )
        return command_id

    def pending_commands(self, session_id: int) -> list[EngineCommand]:
        rows = self._sql.rows(
            f"{_SELECT} WHERE c.id > (SELECT last_command_id FROM node_sessions WHERE id = ?)"
            " AND NOT EXISTS (SELECT 1 FROM command_receipts r"
            " WHERE r.session_id = ? AND r.command_id = c.id) ORDER BY c.id",
            (session_id, session_id),
        )
        return [_command(row) for row in rows]

    def acknowledge(self, session_id: int, command_id: int, result: str, now: datetime) -> bool:
        """The first acknowledgement of a command that one node does for all takes it; the
        command is done when the same node acknowledges it again with another result."""
        row = self._sql.row(
            "SELECT kind, owner_session_id, done_at, outcome FROM commands WHERE id = ? WITH LOCK",
            (command_id,),
        )
        if row is None:
            raise KnownError(
                "there is no command with the number {command_id}.", command_id=command_id
            )
        kind, owner, done_at, outcome = row
        self._sql.execute(
            "UPDATE OR INSERT INTO command_receipts (session_id, command_id, received_at)"
            " VALUES (?, ?, ?) MATCHING (session_id, command_id)",
            (session_id, command_id, to_db(now)),
        )
        if kind in EXCLUSIVE:
            if owner != session_id and (owner is not None or done_at is not None):
                return False  # another node's, or withdrawn
            finished = owner == session_id and result != outcome
            self._sql.execute(
                "UPDATE commands SET owner_session_id = ?, outcome = ?, done_at = ? WHERE id = ?",
                (session_id, result, to_db(now) if finished else done_at, command_id),
            )
            if kind == "scheme_call":
                self._empty(command_id)
        elif done_at is None:
            self._sql.execute(
                "UPDATE commands SET outcome = ?, done_at = ? WHERE id = ?",
                (result, to_db(now), command_id),
            )
        return True

    def report(self, session_id: int, command_id: int, result: str) -> None:
        self._sql.execute(
            "UPDATE commands SET outcome = ?"
            " WHERE id = ? AND owner_session_id = ? AND done_at IS NULL",
            (result, command_id, session_id),
        )

    def withdraw(self, command_id: int, now: datetime) -> bool:
        row = self._sql.row(
            "SELECT owner_session_id, done_at FROM commands WHERE id = ? WITH LOCK", (command_id,)
        )
        if row is None or row[1] is not None:
            return False
        self._sql.execute("UPDATE commands SET done_at = ? WHERE id = ?", (to_db(now), command_id))
        self._empty(command_id)
        return row[0] is None

    def _empty(self, command_id: int) -> None:
        """A draft, and a contact's data with it, are kept no longer than they are needed."""
        self._sql.execute("UPDATE commands SET arguments = '{}' WHERE id = ?", (command_id,))

    def forget_commands(self, before: datetime, most: int) -> int:
        rows = self._sql.rows(
            "SELECT FIRST ? id FROM commands WHERE created_at < ? ORDER BY id",
            (most, to_db(before)),
        )
        if rows:
            self._sql.execute_many("DELETE FROM commands WHERE id = ?", rows)
            # Not by their numbers: one that a computer with a wrong clock left stays, and would be
            # done once more without its receipt.
            self._sql.execute(
                "DELETE FROM command_receipts r"
                " WHERE NOT EXISTS (SELECT 1 FROM commands c WHERE c.id = r.command_id)"
            )
        return len(rows)

    def command(self, command_id: int) -> EngineCommand:
        row = self._sql.row(f"{_SELECT} WHERE c.id = ?", (command_id,))
        if row is None:
            raise KnownError(
                "there is no command with the number {command_id}.", command_id=command_id
            )
        return _command(row)
