"""When retention last went through the database and each voice store, and what it knows of the
time."""

from datetime import datetime, timedelta

import fdb

from engine.adapters.firebird.connection import (
    Connection,
    from_db,
    from_db_or_none,
    to_db,
    to_db_or_none,
)
from engine.adapters.firebird.errors import is_duplicate
from engine.ports.voice_files import RunClock

#: Nothing is booked for so far ahead: whoever did it had a wrong clock.
_TOO_FAR = timedelta(days=2)
#: What is booked for a place before its first run is over.
_FIRST = "INSERT INTO retention_runs (place, next_at) VALUES (?, ?)"


class RetentionRunsPart:
    """The part of the store of voice files that books runs."""

    _sql: Connection

    def begin_run(
        self, place: str, now: datetime, until: datetime, *, anyway: bool = False
    ) -> bool:
        moment = to_db(now)
        if self._sql.row("SELECT 1 FROM retention_runs WHERE place = ?", (place,)) is None:
            try:
                self._sql.execute(_FIRST, (place, to_db(until)))
            except fdb.Error as error:
                if not is_duplicate(error):
                    raise
                return anyway  # another engine has just begun the very first one
            return True
        if anyway:
            self.keep_run(place, until)
            return True
        return bool(
            self._sql.changed(
                "UPDATE retention_runs SET next_at = ?"
                " WHERE place = ? AND (next_at <= ? OR next_at > ?)",
                (to_db(until), place, moment, to_db(now + _TOO_FAR)),
            )
        )

    def keep_run(self, place: str, until: datetime) -> None:
        self._sql.execute(
            "UPDATE retention_runs SET next_at = ? WHERE place = ?", (to_db(until), place)
        )

    def ended_run(
        self, place: str, ran_at: datetime | None, next_at: datetime, deleted: int
    ) -> None:
        self._sql.execute(
            "UPDATE retention_runs SET ran_at = COALESCE(?, ran_at), next_at = ?, deleted = ?"
            " WHERE place = ?",
            (to_db_or_none(ran_at), to_db(next_at), deleted, place),
        )

    def ask_runs(self, now: datetime, since: datetime, but: str) -> list[str]:
        rows = self._sql.rows(
            "SELECT place FROM retention_runs WHERE place <> ? AND place <> '' AND ran_at > ?"
            " ORDER BY place",
            (but, to_db(since)),
        )
        self._sql.execute_many(
            "UPDATE retention_runs SET next_at = ? WHERE place = ?",
            [(to_db(now), place) for (place,) in rows],
        )
        return [place for (place,) in rows]

    def last_run(self) -> tuple[datetime | None, int]:
        row = self._sql.row("SELECT MAX(ran_at), CAST(SUM(deleted) AS BIGINT) FROM retention_runs")
        return (None, 0) if row is None else (from_db_or_none(row[0]), int(row[1] or 0))

    def is_marked(self, place: str) -> bool:
        row = self._sql.row("SELECT marked FROM retention_runs WHERE place = ?", (place,))
        return row is not None and bool(row[0])

    def mark(self, place: str) -> None:
        self._sql.execute("UPDATE retention_runs SET marked = 1 WHERE place = ?", (place,))

    def server_time(self) -> datetime | None:
        return from_db(self._sql.value("SELECT CAST('NOW' AS TIMESTAMP) FROM RDB$DATABASE"))

    def clock(self) -> RunClock | None:
        row = self._sql.row("SELECT seen_at, jumped_from, jumped_at FROM retention_clock")
        if row is None:
            return None
        return RunClock(from_db(row[0]), from_db_or_none(row[1]), from_db_or_none(row[2]))

    def note_clock(self, clock: RunClock) -> None:
        self._sql.execute(
            "UPDATE OR INSERT INTO retention_clock (id, seen_at, jumped_from, jumped_at)"
            " VALUES (1, ?, ?, ?) MATCHING (id)",
            (to_db(clock.seen_at), to_db_or_none(clock.jumped_from),
             to_db_or_none(clock.jumped_at)),
        )  # fmt: skip
