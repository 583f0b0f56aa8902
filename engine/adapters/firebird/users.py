"""People who log in."""

from datetime import datetime

import fdb

from engine.adapters.firebird.codec import name_key, require_name
from engine.adapters.firebird.connection import Connection, Row, from_db, to_db
from engine.adapters.firebird.errors import is_duplicate
from engine.errors import KnownError, Phrase
from engine.ports.storage import User

_SELECT = "SELECT id, name, user_role, password_hash, created_at FROM users"


def _user(row: Row) -> User:
    return User(row[0], row[1], row[2], row[3], from_db(row[4]))


class FirebirdUserStore:
    def __init__(self, connection: Connection) -> None:
        self._sql = connection

    def add(self, name: str, role: str, password_hash: str, now: datetime) -> User:
        require_name(Phrase("user"), name, 100)
        (user_id,) = self._sql.next_ids("user_ids", 1)
        try:
            self._sql.execute(
                "INSERT INTO users (id, name, name_key, user_role, password_hash, created_at)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (user_id, name, name_key(name), role, password_hash, to_db(now)),
            )
        except fdb.Error as error:
            if not is_duplicate(error):
                raise
            raise KnownError(
                "a user named '{name}' exists already.", mend="Choose another name.", name=name
            ) from error
        return self.by_name(name)

    def set_password(self, name: str, password_hash: str) -> None:
        user = self.by_name(name)
        self._sql.execute(
            "UPDATE users SET password_hash = ? WHERE id = ?", (password_hash, user.id)
        )

    def by_name(self, name: str) -> User:
        row = self._sql.row(f"{_SELECT} WHERE name_key = ?", (name_key(name),))
        if row is None:
            raise KnownError("there is no user named '{name}'.", name=name)
        return _user(row)

    def all(self) -> list[User]:
        return [_user(row) for row in self._sql.rows(f"{_SELECT} ORDER BY name_key")]
