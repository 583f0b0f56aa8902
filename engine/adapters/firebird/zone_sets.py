"""The sets of possible time zones that contacts share."""

import fdb

from engine.adapters.firebird.codec import join_zones, split_zones
from engine.adapters.firebird.connection import Connection
from engine.adapters.firebird.errors import is_conflict, is_duplicate
from engine.errors import KnownError

_TRIES = 3


class ZoneSets:
    """Zones ↔ ``zone_sets.id``, remembered for one import."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._ids: dict[tuple[str, ...], int] = {(): 0}
        self._zones: dict[int, tuple[str, ...]] = {0: ()}

    def id_of(self, zones: tuple[str, ...]) -> int:
        """The id of a set; it is made where there is none."""
        found = self._ids.get(zones)
        if found is None:
            found = self._ids[zones] = self._stored(join_zones(zones))
            self._zones[found] = zones
        return found

    def zones_of(self, set_id: int) -> tuple[str, ...]:
        if set_id not in self._zones:
            row = self._connection.row("SELECT zones FROM zone_sets WHERE id = ?", (set_id,))
            self._zones[set_id] = split_zones(row[0]) if row else ()
        return self._zones[set_id]

    def _stored(self, text: str) -> int:
        """In a transaction of its own: another import that needs the same set would otherwise
        wait for the end of this one. A set that no contact refers to means nothing."""
        side = self._connection.raw.trans(self._connection._write_tpb)
        try:
            for _ in range(_TRIES):
                side.begin()
                try:
                    cursor = side.cursor()
                    cursor.execute("SELECT id FROM zone_sets WHERE zones = ?", (text,))
                    row = cursor.fetchone()
                    if row is None:
                        cursor.execute(
                            "INSERT INTO zone_sets (id, zones)"
                            " VALUES (NEXT VALUE FOR zone_set_ids, ?) RETURNING id",
                            (text,),
                        )
                        row = cursor.fetchone()
                    side.commit()
                    return int(row[0])
                except fdb.Error as error:
                    side.rollback()
                    if not (is_duplicate(error) or is_conflict(error)):
                        raise
        finally:
            side.close()
        raise KnownError("the database is too busy.", mend="Import the file again.")
