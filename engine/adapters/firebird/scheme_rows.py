"""What all parts of the store of schemes need: finding a scheme's row, making one."""

import fdb

from engine.adapters.firebird.codec import name_key, require_name
from engine.adapters.firebird.connection import Connection
from engine.adapters.firebird.errors import is_duplicate
from engine.errors import KnownError, Phrase


class SchemeRows:
    def __init__(self, connection: Connection) -> None:
        self._sql = connection

    def _id_of(self, name: str) -> int | None:
        row = self._sql.row("SELECT id FROM schemes WHERE name_key = ?", (name_key(name),))
        return None if row is None else int(row[0])

    def _known_id(self, name: str) -> int:
        scheme_id = self._id_of(name)
        if scheme_id is None:
            raise KnownError(
                "there is no scheme named '{name}'.",
                mend="See: rino-desktop scheme list",
                name=name,
            )
        return scheme_id

    def _locked(self, scheme_id: int) -> int:
        """Two who change a scheme at once come one after the other."""
        self._sql.row("SELECT id FROM schemes WHERE id = ? WITH LOCK", (scheme_id,))
        return scheme_id

    def _create(self, name: str) -> int:
        require_name(Phrase("scheme"), name)
        (scheme_id,) = self._sql.next_ids("scheme_ids", 1)
        try:
            self._sql.execute(
                "INSERT INTO schemes (id, name, name_key) VALUES (?, ?, ?)",
                (scheme_id, name, name_key(name)),
            )
        except fdb.Error as error:
            if not is_duplicate(error):
                raise
            raise KnownError(
                "the scheme '{name}' has just been made by somebody else.",
                mend="Try again.",
                name=name,
            ) from error
        return scheme_id
