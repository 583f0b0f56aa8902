"""What windows remember for each user."""

import json

from engine.adapters.firebird.codec import name_key
from engine.adapters.firebird.connection import Connection


class FirebirdUserStateStore:
    """Fulfils engine.ports.schemes.UserStateStore."""

    def __init__(self, connection: Connection) -> None:
        self._sql = connection

    def get(self, user: str, name: str) -> object:
        row = self._sql.row(
            "SELECT document FROM user_state WHERE user_key = ? AND name = ?",
            (_key(user), name[:100]),
        )
        return None if row is None else json.loads(row[0])

    def put(self, user: str, name: str, value: object) -> None:
        if value is None:
            self._sql.execute(
                "DELETE FROM user_state WHERE user_key = ? AND name = ?", (_key(user), name[:100])
            )
            return
        self._sql.execute(
            "UPDATE OR INSERT INTO user_state (user_key, name, document) VALUES (?, ?, ?)"
            " MATCHING (user_key, name)",
            (_key(user), name[:100], json.dumps(value, ensure_ascii=False)),
        )

    def of_user(self, user: str) -> dict[str, object]:
        rows = self._sql.rows(
            "SELECT name, document FROM user_state WHERE user_key = ?", (_key(user),)
        )
        return {name: json.loads(document) for name, document in rows}


def _key(user: str) -> str:
    return name_key(user)[:100]
