"""People who log in."""

import hashlib
from datetime import datetime

import fdb

from engine.adapters.firebird.callbacks import FirebirdCallbackStore
from engine.adapters.firebird.codec import name_key, require_name
from engine.adapters.firebird.connection import Connection, Row, from_db, to_db
from engine.adapters.firebird.errors import is_duplicate
from engine.adapters.firebird.order_settings import FirebirdOrderSettings
from engine.adapters.firebird.request_settings import FirebirdRequestSettings
from engine.errors import KnownError, Phrase
from engine.ports.people import SignInTries, User

_SELECT = "SELECT id, name, user_role, password_hash, created_at, blocked, new_password FROM users"
#: What goes with a person, by the key of his name.
_REMOVE = (
    "DELETE FROM user_state WHERE user_key = ?",
    "DELETE FROM scheme_editors WHERE user_key = ?",
)
#: The same by his number. His talks and the time he spent stay.
_REMOVE_OPERATOR = (
    "DELETE FROM operator_skills WHERE user_id = ?",
    "DELETE FROM operator_sessions WHERE operator_id = ?",
    "DELETE FROM operator_status WHERE operator_id = ?",
    "DELETE FROM role_grants WHERE user_id = ?",
)
#: What stays his when he is named otherwise.
_RENAME = (
    "UPDATE user_state SET user_key = ? WHERE user_key = ?",
    "UPDATE scheme_editors SET user_key = ? WHERE user_key = ?",
)


def _user(row: Row) -> User:
    return User(row[0], row[1], row[2], row[3], from_db(row[4]), bool(row[5]), bool(row[6]))


class FirebirdUserStore:
    def __init__(self, connection: Connection) -> None:
        self._sql = connection

    def lock(self) -> None:
        self._sql.row("SELECT name FROM locks WHERE name = 'PEOPLE' WITH LOCK")

    def add(self, name: str, role: str, password_hash: str, now: datetime) -> User:
        require_name(Phrase("user"), name, 100)
        (user_id,) = self._sql.next_ids("user_ids", 1)
        self._write(
            name,
            "INSERT INTO users (id, name, name_key, user_role, password_hash, created_at)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (user_id, name, name_key(name), role, password_hash, to_db(now)),
        )
        return self.by_name(name)

    def change(self, user: User) -> User:
        require_name(Phrase("user"), user.name, 100)
        before = self.by_id(user.id)
        if before is None:
            raise KnownError("there is no user named '{name}'.", name=user.name)
        self._write(
            user.name,
            "UPDATE users SET name = ?, name_key = ?, user_role = ?, blocked = ? WHERE id = ?",
            (user.name, name_key(user.name), user.role, int(user.blocked), user.id),
        )
        if before.name != user.name:
            self._rename(before.name, user.name)
            FirebirdRequestSettings(self._sql).rename_person(before.name, user.name)
            FirebirdOrderSettings(self._sql).rename_person(before.name, user.name)
            FirebirdCallbackStore(self._sql).rename_person(before.name, user.name)
        return self.by_name(user.name)

    def remove(self, user_id: int) -> None:
        user = self.by_id(user_id)
        if user is None:
            return
        for statement in _REMOVE:
            self._sql.execute(statement, (name_key(user.name),))
        for statement in _REMOVE_OPERATOR:
            self._sql.execute(statement, (user_id,))
        FirebirdRequestSettings(self._sql).rename_person(user.name, "")
        FirebirdOrderSettings(self._sql).rename_person(user.name, "")
        FirebirdCallbackStore(self._sql).rename_person(user.name, "")
        self._sql.execute("DELETE FROM users WHERE id = ?", (user_id,))

    def set_password(self, name: str, password_hash: str, *, first: bool = False) -> None:
        user = self.by_name(name)
        self._sql.execute(
            "UPDATE users SET password_hash = ?, new_password = ? WHERE id = ?",
            (password_hash, int(first), user.id),
        )

    def by_name(self, name: str) -> User:
        row = self._sql.row(f"{_SELECT} WHERE name_key = ?", (name_key(name),))
        if row is None:
            raise KnownError("there is no user named '{name}'.", name=name)
        return _user(row)

    def by_id(self, user_id: int) -> User | None:
        row = self._sql.row(f"{_SELECT} WHERE id = ?", (user_id,))
        return None if row is None else _user(row)

    def all(self) -> list[User]:
        return [_user(row) for row in self._sql.rows(f"{_SELECT} ORDER BY name_key")]

    def exist(self) -> bool:
        return self._sql.row("SELECT FIRST 1 id FROM users") is not None

    # --- wrong passwords ------------------------------------------------------------------------

    def tries(self, name: str) -> SignInTries | None:
        row = self._sql.row(
            "SELECT failures, last_at FROM sign_in_tries WHERE login = ?", (_login(name),)
        )
        return None if row is None else SignInTries(row[0], from_db(row[1]))

    def put_tries(self, name: str, tries: SignInTries | None) -> None:
        if tries is None:
            self._sql.execute("DELETE FROM sign_in_tries WHERE login = ?", (_login(name),))
            return
        self._sql.execute(
            "UPDATE OR INSERT INTO sign_in_tries (login, failures, last_at) VALUES (?, ?, ?)"
            " MATCHING (login)",
            (_login(name), tries.failures, to_db(tries.last_at)),
        )

    def forget_tries(self, before: datetime) -> None:
        self._sql.execute("DELETE FROM sign_in_tries WHERE last_at < ?", (to_db(before),))

    # --- parts ----------------------------------------------------------------------------------

    def _write(self, name: str, sql: str, values: tuple[object, ...]) -> None:
        try:
            self._sql.execute(sql, values)
        except fdb.Error as error:
            if not is_duplicate(error):
                raise
            raise KnownError(
                "a user named '{name}' exists already.", mend="Choose another name.", name=name
            ) from error

    def _rename(self, before: str, name: str) -> None:
        """What he is working on stays his; what he has done keeps the name he did it under."""
        old, new = name_key(before), name_key(name)
        if old != new:
            for statement in _REMOVE:  # somebody of that name may have left something behind
                self._sql.execute(statement, (new,))
            for statement in _RENAME:
                self._sql.execute(statement, (new, old))
        self._sql.execute("UPDATE scheme_editors SET user_name = ? WHERE user_key = ?", (name, new))
        self._sql.execute(
            "UPDATE schemes SET draft_author = ? WHERE draft_author = ?", (name, before)
        )


def _login(name: str) -> str:
    return hashlib.sha256(name_key(name).encode()).hexdigest()[:32]
