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
from engine.ports.storage import ReportSchedule


class FirebirdScheduleStore:
    def __init__(self, connection: Connection) -> None:
        self._sql = connection

    def add(self, schedule: ReportSchedule) -> ReportSchedule:
        require_name(Phrase("report schedule"), schedule.name)
        (schedule_id,) = self._sql.next_ids("report_schedule_ids", 1)
        stored = replace(schedule, id=schedule_id)
        try:
            self._sql.execute(
                "INSERT INTO report_schedules (id, name, name_key, kind, campaign, format, folder,"
                " at_time, weekdays, timezone, last_run, last_result)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (stored.id, stored.name, name_key(stored.name), stored.kind, stored.campaign,
                 stored.format, stored.folder, stored.at, stored.weekdays, stored.timezone,
                 to_db_or_none(stored.last_run), stored.last_result[:1000]),
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

    def remove(self, name: str) -> None:
        if not self._sql.changed(
            "DELETE FROM report_schedules WHERE name_key = ?", (name_key(name),)
        ):
            raise KnownError("there is no report schedule named '{name}'.", name=name)

    def all(self) -> list[ReportSchedule]:
        rows = self._sql.rows(
            "SELECT id, name, kind, campaign, format, folder, at_time, weekdays, timezone,"
            " last_run, last_result FROM report_schedules ORDER BY name_key"
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
            )
            for row in rows
        ]

    def ran(self, schedule_id: int, at: datetime, result: str) -> None:
        self._sql.execute(
            "UPDATE report_schedules SET last_run = ?, last_result = ? WHERE id = ?",
            (to_db(at), result[:1000], schedule_id),
        )
