"""Reports that are made by themselves at given times."""

from dataclasses import replace
from datetime import datetime

import fdb

from engine.adapters.firebird.codec import name_key, require_name
from engine.adapters.firebird.connection import (
    Connection,
    from_db_or_none,
    to_db,
    to_db_or_none,
)
from engine.adapters.firebird.errors import is_duplicate
from engine.errors import KnownError, Phrase
from engine.ports.audit import Actor
from engine.ports.storage import ReportSchedule


class FirebirdScheduleStore:
    def __init__(self, connection: Connection, actor: Actor) -> None:
        self._sql = connection
        self._actor = actor

    def add(self, schedule: ReportSchedule) -> ReportSchedule:
        require_name(Phrase("report schedule"), schedule.name)
        (schedule_id,) = self._sql.next_ids("report_schedule_ids", 1)
        actor = self._actor
        owner_id, owner = actor.user_id, actor.name
        if owner_id is None and schedule.owner_id is not None:
            # Nobody has signed in: what is made here may be somebody else's.
            owner_id, owner = schedule.owner_id, schedule.owner
        stored = replace(schedule, id=schedule_id, owner_id=owner_id, owner=owner[:100])
        try:
            self._sql.execute(
                "INSERT INTO report_schedules (id, name, name_key, kind, campaign, format, folder,"
                " at_time, weekdays, timezone, last_run, last_result, options, mail, owner_id,"
                " owner_name) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (stored.id, stored.name, name_key(stored.name), stored.kind, stored.campaign,
                 stored.format, stored.folder, stored.at, stored.weekdays, stored.timezone,
                 to_db_or_none(stored.last_run), stored.last_result[:1000], stored.options or None,
                 stored.mail or None, stored.owner_id, stored.owner),
            )  # fmt: skip
        except fdb.Error as error:
            if not is_duplicate(error):
                raise
            raise KnownError(
                "a report schedule named '{name}' exists already.",
                mend="Choose another name, or remove it first.",
                name=schedule.name,
            ) from error
        return stored

    def replace(self, name: str, schedule: ReportSchedule) -> ReportSchedule:
        self.remove(name)
        return self.add(schedule)

    def remove(self, name: str) -> None:
        if not self._sql.changed(
            "DELETE FROM report_schedules WHERE name_key = ?", (name_key(name),)
        ):
            raise KnownError("there is no report schedule named '{name}'.", name=name)

    def all(self) -> list[ReportSchedule]:
        rows = self._sql.rows(
            "SELECT id, name, kind, campaign, format, folder, at_time, weekdays, timezone,"
            " last_run, last_result, options, mail, due_at, failures, retry_at, owner_id,"
            " owner_name FROM report_schedules ORDER BY name_key"
        )
        return [
            ReportSchedule(
                id=row[0],
                name=row[1],
                kind=row[2],
                campaign=row[3],
                format=row[4],
                folder=row[5],
                at=row[6],
                weekdays=row[7],
                timezone=row[8],
                last_run=from_db_or_none(row[9]),
                last_result=row[10],
                options=row[11] or "",
                mail=row[12] or "",
                due_at=from_db_or_none(row[13]),
                failures=row[14],
                retry_at=from_db_or_none(row[15]),
                owner_id=row[16],
                owner=row[17],
            )
            for row in rows
        ]

    def ran(self, schedule_id: int, at: datetime, result: str, failures: int = 0) -> None:
        self._sql.execute(
            "UPDATE report_schedules SET last_run = ?, last_result = ?, due_at = NULL,"
            " failures = ?, retry_at = NULL WHERE id = ?",
            (to_db(at), result[:1000], failures, schedule_id),
        )

    def claim(self, seen: ReportSchedule, due_at: datetime, now: datetime, until: datetime,
              failures: int, result: str) -> bool:  # fmt: skip
        return bool(
            self._sql.changed(
                "UPDATE report_schedules SET due_at = ?, last_run = ?, retry_at = ?, failures = ?,"
                " last_result = ? WHERE id = ? AND last_run IS NOT DISTINCT FROM CAST(? AS"
                " TIMESTAMP) AND retry_at IS NOT DISTINCT FROM CAST(? AS TIMESTAMP)"
                " AND due_at IS NOT DISTINCT FROM CAST(? AS TIMESTAMP)",
                (to_db(due_at), to_db(now), to_db(until), failures, result[:1000], seen.id,
                 to_db_or_none(seen.last_run), to_db_or_none(seen.retry_at),
                 to_db_or_none(seen.due_at)),
            )
        )  # fmt: skip

    def postpone(self, schedule_id: int, retry_at: datetime, failures: int, result: str) -> None:
        self._sql.execute(
            "UPDATE report_schedules SET retry_at = ?, failures = ?, last_result = ? WHERE id = ?",
            (to_db(retry_at), failures, result[:1000], schedule_id),
        )
