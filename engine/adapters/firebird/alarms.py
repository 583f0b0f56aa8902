"""Alarms, and what is to be told of them."""

# ruff: noqa: S608 - SQL is put together from constants; values are always parameters

import json
from collections.abc import Sequence
from datetime import datetime, timedelta

from engine.adapters.firebird.codes import LONG_AGO
from engine.adapters.firebird.connection import (
    Connection,
    Row,
    from_db,
    from_db_or_none,
    to_db,
    to_db_or_none,
)
from engine.alarms.model import (
    Alarm,
    AlarmKind,
    AlarmSettings,
    Event,
    Seen,
    Telling,
    Way,
    from_json,
    to_json,
)

_COLUMNS = (
    "id, kind, subject, details, campaign_id, worse, since, raised_at, gone_since, ended_at,"
    " acknowledged_at, acknowledged_by"
)
_SELECT = f"SELECT {_COLUMNS} FROM alarms"
_OF_ALARM = ", ".join(f"a.{name}" for name in _COLUMNS.split(", "))
_TELLINGS = (
    f"SELECT t.id, t.event, t.way, t.created_at, t.next_at, t.told_at, t.failures, t.last_error,"
    f" {_OF_ALARM} FROM alarm_tellings t LEFT JOIN alarms a ON a.id = t.alarm_id"
)
#: A clock that is so far ahead of ours has not looked "just now".
_ASTRAY = timedelta(minutes=1)


class FirebirdAlarmStore:
    """Fulfils engine.ports.alarms.AlarmStore."""

    def __init__(self, connection: Connection) -> None:
        self._sql = connection

    # --- settings, who looks ------------------------------------------------------------------

    def settings(self) -> AlarmSettings:
        row = self._sql.row("SELECT settings FROM alarm_settings WHERE id = 1")
        return from_json("" if row is None else row[0])

    def set_settings(self, settings: AlarmSettings) -> None:
        self._sql.execute(
            "UPDATE OR INSERT INTO alarm_settings (id, settings) VALUES (1, ?) MATCHING (id)",
            (to_json(settings),),
        )

    def begin_look(self, now: datetime, every_s: float) -> bool:
        if self._sql.row("SELECT id FROM alarm_settings WHERE id = 1") is None:
            self.set_settings(AlarmSettings())
        return self._changed(
            "UPDATE alarm_settings SET looked_at = ? WHERE id = 1"
            " AND (looked_at IS NULL OR looked_at <= ? OR looked_at > ?)",
            to_db(now), to_db(now - timedelta(seconds=every_s)), to_db(now + _ASTRAY),
        )  # fmt: skip

    # --- alarms -------------------------------------------------------------------------------

    def watched(self) -> list[Alarm]:
        return [_alarm(row) for row in self._sql.rows(f"{_SELECT} WHERE open_key >= ''")]

    def open(self) -> list[Alarm]:
        return [alarm for alarm in self.watched() if alarm.raised_at is not None]

    def past(self, limit: int) -> list[Alarm]:
        rows = self._sql.rows(
            f"SELECT FIRST ? {_COLUMNS} FROM alarms WHERE ended_at IS NOT NULL"
            " ORDER BY ended_at DESC",
            (limit,),
        )
        return [_alarm(row) for row in rows]

    def get(self, alarm_id: int) -> Alarm | None:
        row = self._sql.row(f"{_SELECT} WHERE id = ?", (alarm_id,))
        return None if row is None else _alarm(row)

    def watch(self, seen: Seen, now: datetime) -> None:
        if self._sql.row("SELECT id FROM alarms WHERE open_key = ?", (seen.key,)) is None:
            since = min(seen.since or now, now)
            self.add(
                Alarm(0, seen.kind, seen.subject, seen.details, seen.campaign_id, seen.worse, since)
            )

    def add(self, alarm: Alarm) -> Alarm:
        (number,) = self._sql.next_ids("alarm_ids", 1)
        self._sql.execute(
            f"INSERT INTO alarms ({_COLUMNS}, open_key)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, '', ?)",
            (number, alarm.kind.value, alarm.subject, *_changing(alarm), alarm.key),
        )
        added = self.get(number)
        assert added is not None
        return added

    def save(self, alarm: Alarm) -> None:
        self._sql.execute(
            "UPDATE alarms SET details = ?, campaign_id = ?, worse = ?, since = ?, raised_at = ?,"
            " gone_since = ?, ended_at = ?, open_key = ? WHERE id = ?",
            (*_changing(alarm), None if alarm.over else alarm.key, alarm.id),
        )

    def remove(self, alarm_id: int) -> None:
        self._sql.execute("DELETE FROM alarms WHERE id = ? AND raised_at IS NULL", (alarm_id,))

    def acknowledge(self, alarm_id: int, who: str, now: datetime) -> bool:
        return self._changed(
            "UPDATE alarms SET acknowledged_at = ?, acknowledged_by = ? WHERE id = ?"
            " AND acknowledged_at IS NULL AND ended_at IS NULL AND raised_at IS NOT NULL",
            to_db(now), who[:100], alarm_id,
        )  # fmt: skip

    # --- what is to be told -------------------------------------------------------------------

    def tell(
        self, alarm_id: int | None, event: Event, ways: Sequence[Way], now: datetime
    ) -> list[int]:
        numbers = list(self._sql.next_ids("alarm_telling_ids", len(ways))) if ways else []
        for number, way in zip(numbers, ways, strict=True):
            self._sql.execute(
                "INSERT INTO alarm_tellings (id, alarm_id, event, way, created_at, next_at,"
                " failures, last_error) VALUES (?, ?, ?, ?, ?, ?, 0, '')",
                (number, alarm_id, event.value, way.value, to_db(now), to_db(now)),
            )
        return numbers

    def due(self, now: datetime) -> list[Telling]:
        rows = self._sql.rows(
            f"{_TELLINGS} WHERE t.next_at <= ? AND NOT EXISTS (SELECT 1 FROM alarm_tellings b"
            " WHERE b.alarm_id = t.alarm_id AND b.way = t.way AND b.id < t.id"
            " AND b.next_at IS NOT NULL) ORDER BY t.id",
            (to_db(now),),
        )
        return [_telling(row) for row in rows]

    def claim(self, telling: Telling, now: datetime, until: datetime) -> bool:
        assert telling.next_at is not None
        return self._changed(
            "UPDATE alarm_tellings SET next_at = ? WHERE id = ? AND next_at = ? AND next_at <= ?",
            to_db(until), telling.id, to_db(telling.next_at), to_db(now),
        )  # fmt: skip

    def told(self, telling_id: int, now: datetime, note: str = "") -> None:
        self._sql.execute(
            "UPDATE alarm_tellings SET next_at = NULL, told_at = ?, last_error = ? WHERE id = ?",
            (to_db(now), note[:1000], telling_id),
        )

    def failed(self, telling_id: int, failures: int, reason: str, next_at: datetime | None) -> None:
        self._sql.execute(
            "UPDATE alarm_tellings SET next_at = ?, failures = ?, last_error = ? WHERE id = ?",
            (to_db_or_none(next_at), failures, reason[:1000], telling_id),
        )

    def withdraw(self, telling_id: int) -> None:
        self._sql.execute(
            "DELETE FROM alarm_tellings WHERE id = ? AND alarm_id IS NULL", (telling_id,)
        )

    def telling(self, telling_id: int) -> Telling | None:
        row = self._sql.row(f"{_TELLINGS} WHERE t.id = ?", (telling_id,))
        return None if row is None else _telling(row)

    def failing(self) -> list[Telling]:
        rows = self._sql.rows(f"{_TELLINGS} WHERE t.next_at > ? AND t.failures > 0 ORDER BY t.id",
                              (to_db(LONG_AGO),))  # fmt: skip
        return [_telling(row) for row in rows]

    def forget(self, before: datetime, most: int) -> int:
        rows = self._sql.rows(
            "SELECT FIRST ? id FROM alarms a WHERE ended_at < ? AND NOT EXISTS (SELECT 1 FROM"
            " alarm_tellings t WHERE t.alarm_id = a.id AND t.next_at IS NOT NULL)",
            (most, to_db(before)),
        )
        self._sql.execute(
            "DELETE FROM alarm_tellings WHERE alarm_id IS NULL AND next_at IS NULL"
            " AND created_at < ?",
            (to_db(before),),
        )
        for (number,) in rows:
            self._sql.execute("DELETE FROM alarm_tellings WHERE alarm_id = ?", (number,))
            self._sql.execute("DELETE FROM alarms WHERE id = ?", (number,))
        return len(rows)

    def _changed(self, sql: str, *values: object) -> bool:
        return self._sql.changed(sql, values) > 0


def _changing(alarm: Alarm) -> tuple[object, ...]:
    details = {name: text[:700] for name, text in alarm.details.items()}
    return (
        json.dumps(details, ensure_ascii=False), alarm.campaign_id, int(alarm.worse),
        to_db(alarm.since), to_db_or_none(alarm.raised_at), to_db_or_none(alarm.gone_since),
        to_db_or_none(alarm.ended_at),
    )  # fmt: skip


def _alarm(row: Row) -> Alarm:
    (id_, kind, subject, details, campaign_id, worse, since, raised_at, gone_since, ended_at,
     acknowledged_at, acknowledged_by) = row  # fmt: skip
    return Alarm(
        id_, AlarmKind(kind), subject, json.loads(details), campaign_id, bool(worse),
        from_db(since), from_db_or_none(raised_at), from_db_or_none(gone_since),
        from_db_or_none(ended_at), from_db_or_none(acknowledged_at), acknowledged_by,
    )  # fmt: skip


def _telling(row: Row) -> Telling:
    id_, event, way, created_at, next_at, told_at, failures, last_error = row[:8]
    alarm = None if row[8] is None else _alarm(row[8:])
    return Telling(
        id_, alarm, Event(event), Way(way), from_db(created_at), from_db_or_none(next_at),
        from_db_or_none(told_at), failures, last_error,
    )  # fmt: skip
