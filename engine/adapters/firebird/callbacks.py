"""Callbacks of operators."""

# ruff: noqa: S608 - SQL is put together from constants; values are always parameters

from datetime import datetime

from engine.adapters.firebird.codec import name_key
from engine.adapters.firebird.connection import (
    Connection,
    Row,
    from_db,
    from_db_or_none,
    to_db,
    to_db_or_none,
)
from engine.domain.callbacks import MOST_TRIES, Callback, CallbackState
from engine.errors import KnownError
from engine.ports.callbacks import ENGINE_MARK, CallbackConflict

_COLUMNS = (
    "id", "revision", "write_id", "created_at", "author", "phone", "zones", "caller", "contact_id",
    "campaign_id", "queue_name", "note", "owner", "owner_key", "missed_by", "state", "is_open",
    "due_at", "next_at", "taken_by", "taken_key", "taken_at", "ended_at", "tries",
)  # fmt: skip
_SELECT = ", ".join(_COLUMNS)


class FirebirdCallbackStore:
    """Fulfils engine.ports.callbacks.CallbackStore."""

    def __init__(self, connection: Connection) -> None:
        self._sql = connection

    def add(self, callback: Callback, write_id: str, next_at: datetime | None) -> Callback:
        before = self.written(write_id)
        if before is not None:
            return before
        (callback_id,) = self._sql.next_ids("callback_ids", 1)
        values = _values(callback, write_id, next_at)
        values[0] = callback_id
        marks = ", ".join("?" * len(_COLUMNS))
        self._sql.execute(f"INSERT INTO callbacks ({_SELECT}) VALUES ({marks})", values)
        return self.get(callback_id)

    def save(self, callback: Callback, write_id: str, next_at: datetime | None) -> None:
        row = self._sql.row("SELECT revision FROM callbacks WHERE id = ? WITH LOCK", (callback.id,))
        if row is None:
            raise _unknown(callback.id)
        if row[0] != callback.revision - 1:
            raise CallbackConflict(
                "somebody else has changed the callback {number} in the meantime.",
                mend="Look at it again, then repeat the change.",
                number=callback.id,
            )
        columns = ", ".join(f"{column} = ?" for column in _COLUMNS[1:])
        self._sql.execute(
            f"UPDATE callbacks SET {columns} WHERE id = ?",
            [*_values(callback, write_id, next_at)[1:], callback.id],
        )

    def get(self, callback_id: int) -> Callback:
        row = self._sql.row(f"SELECT {_SELECT} FROM callbacks WHERE id = ?", (callback_id,))
        if row is None:
            raise _unknown(callback_id)
        return _callback(row)

    def written(self, write_id: str) -> Callback | None:
        row = self._sql.row(f"SELECT {_SELECT} FROM callbacks WHERE write_id = ?", (write_id,))
        return None if row is None else _callback(row)

    def of(self, person: str, limit: int) -> list[Callback]:
        key = name_key(person)
        own = self._some("owner_key", key, limit)
        taken = self._some("taken_key", key, limit)
        every = {each.id: each for each in (*own, *taken)}
        return sorted(every.values(), key=lambda each: (each.due_at, each.id))[:limit]

    def open(self, limit: int) -> list[Callback]:
        rows = self._sql.rows(
            f"SELECT FIRST ? {_SELECT} FROM callbacks WHERE is_open = 1 ORDER BY is_open, due_at",
            (limit,),
        )
        return [_callback(row) for row in rows]

    def of_team(self, limit: int) -> list[Callback]:
        return self._some("owner_key", "", limit)

    def _some(self, column: str, key: str, limit: int) -> list[Callback]:
        rows = self._sql.rows(
            f"SELECT FIRST ? {_SELECT} FROM callbacks WHERE is_open = 1 AND {column} = ?"
            f" ORDER BY is_open, {column}, due_at",
            (limit, key),
        )
        return [_callback(row) for row in rows]

    def of_phone(self, phone: str, limit: int) -> list[Callback]:
        rows = self._sql.rows(
            f"SELECT FIRST ? {_SELECT} FROM callbacks WHERE phone = ? ORDER BY id + 0 DESC",
            (limit, phone),
        )
        return [_callback(row) for row in rows]

    def due(self, now: datetime, limit: int, skip: int = 0) -> list[Callback]:
        rows = self._sql.rows(
            f"SELECT FIRST ? SKIP ? {_SELECT} FROM callbacks WHERE is_open = 1 AND due_at <= ?"
            " AND state <> ? AND tries < ? ORDER BY is_open, due_at",
            (limit, skip, to_db(now), CallbackState.TAKEN.value, MOST_TRIES),
        )
        return [_callback(row) for row in rows]

    def called_by(self, session_id: int) -> list[Callback]:
        rows = self._sql.rows(
            f"SELECT {_SELECT} FROM callbacks WHERE write_id STARTING WITH ? AND state = ?",
            (f"{ENGINE_MARK}{session_id}-", CallbackState.TAKEN.value),
        )
        return [_callback(row) for row in rows]

    def timers(self, now: datetime, limit: int) -> list[Callback]:
        rows = self._sql.rows(
            f"SELECT FIRST ? {_SELECT} FROM callbacks WHERE next_at <= ? ORDER BY next_at",
            (limit, to_db(now)),
        )
        return [_callback(row) for row in rows]

    def set_timer(self, callback_id: int, next_at: datetime | None) -> None:
        self._sql.execute(
            "UPDATE callbacks SET next_at = ? WHERE id = ?", (to_db_or_none(next_at), callback_id)
        )

    def rename_person(self, before: str, after: str) -> None:
        gone = "" if after else ", missed_by = owner"
        self._sql.execute(
            f"UPDATE callbacks SET owner = ?, owner_key = ?, revision = revision + 1{gone}"
            " WHERE is_open = 1 AND owner_key = ?",
            (after, name_key(after), name_key(before)),
        )
        self._sql.execute(
            "UPDATE callbacks SET taken_by = ?, taken_key = ?, revision = revision + 1"
            " WHERE is_open = 1 AND taken_key = ?",
            (after, name_key(after), name_key(before)),
        )


def _unknown(callback_id: int) -> KnownError:
    return KnownError("there is no callback {number}.", number=callback_id)


def _values(callback: Callback, write_id: str, next_at: datetime | None) -> list[object]:
    return [
        callback.id, callback.revision, write_id, to_db(callback.created_at),
        callback.author[:100], callback.phone[:20], "\n".join(callback.zones)[:1000],
        callback.caller[:300], callback.contact_id, callback.campaign_id, callback.queue[:100],
        callback.note[:2000], callback.owner, name_key(callback.owner), callback.missed_by[:100],
        callback.state.value, int(callback.is_open), to_db(callback.due_at),
        to_db_or_none(next_at), callback.taken_by[:100], name_key(callback.taken_by),
        to_db_or_none(callback.taken_at), to_db_or_none(callback.ended_at),
        callback.tries,
    ]  # fmt: skip


def _callback(row: Row) -> Callback:
    values = dict(zip(_COLUMNS, row, strict=True))
    return Callback(
        id=values["id"],
        phone=values["phone"],
        due_at=from_db(values["due_at"]),
        author=values["author"],
        created_at=from_db(values["created_at"]),
        zones=tuple(values["zones"].split("\n")) if values["zones"] else (),
        caller=values["caller"],
        contact_id=values["contact_id"],
        campaign_id=values["campaign_id"],
        queue=values["queue_name"],
        note=values["note"],
        owner=values["owner"],
        missed_by=values["missed_by"],
        state=CallbackState(values["state"]),
        taken_by=values["taken_by"],
        taken_at=from_db_or_none(values["taken_at"]),
        ended_at=from_db_or_none(values["ended_at"]),
        revision=values["revision"],
        tries=values["tries"],
    )
