"""Counts that triggers keep agree with counting, whatever happens, on both Firebirds."""

import random
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from engine.adapters.firebird import Address, FirebirdDatabase, create_database, upgrade
from engine.adapters.firebird.connection import Connection
from tests.helpers.databases import DatabaseUnderTest

START = datetime(2026, 11, 23, 9, 58, 30)  # noqa: DTZ001 - as it is stored
LATER = datetime(2026, 11, 23, 10, 30, tzinfo=UTC)
_CAUSES = {"completed": "normal_clearing", "partial": "normal_clearing", "user_busy": "user_busy",
           "interrupted": "interrupted"}  # fmt: skip


def _insert(sql: Connection, number: int, contact: int, at: datetime) -> None:
    sql.execute(
        "INSERT INTO attempts (id, campaign_id, contact_id, session_id, engine, attempt_number,"
        " phone, trunk_id, scheme_version_id, reserved_at, begun_at)"
        " VALUES (?, ?, ?, 1, 'e', 1, '+79120000000', 1, 1, ?, ?)",
        (number, contact % 2 + 1, contact, at, at),
    )


def _end(sql: Connection, number: int, how: str, at: datetime) -> None:
    answered = at if how in ("completed", "partial") else None
    sql.execute(
        "UPDATE attempts SET begun_at = ?, started_at = ?, answered_at = ?, ended_at = ?,"
        " disposition = ?, hangup_cause = ?, hangup_by = 'network' WHERE id = ?",
        (at, at, answered, at + timedelta(seconds=61), how, _CAUSES[how], number),
    )


def _save(sql: Connection, number: int, contact: int, name: str, text: str, at: datetime) -> None:
    sql.execute(
        "UPDATE OR INSERT INTO attempt_results (attempt_id, name, saved_at, campaign_id,"
        " contact_id, text) VALUES (?, ?, ?, ?, ?, ?) MATCHING (attempt_id, name)",
        (number, name, at, contact % 2 + 1, contact, text),
    )


def _counted(database: FirebirdDatabase, campaign: int) -> dict[str, Any]:
    """By the tallies."""
    return database.transact(
        lambda s: {
            "totals": s.reports.attempt_totals(campaign),
            "dispositions": s.reports.by_disposition(campaign),
            "causes": s.reports.by_hangup_cause(campaign),
            "hours": s.reports.by_hour(campaign),
            "reached": s.reports.reached(campaign),
            "results": sorted(s.reports.results(campaign)),
            "talk_ms": sum(t.talk_ms for t in s.reports.tallies(campaign)),
            "minutes": sum(t.minutes for t in s.reports.tallies(campaign)),
            "later": sum(t.attempts for t in s.reports.tallies(campaign, LATER)),
        }
    )


def _recounted(database: FirebirdDatabase, campaign: int) -> dict[str, Any]:
    """One by one, from the rows themselves."""
    rows = database.transact_raw(
        lambda sql: sql.rows(
            "SELECT id, contact_id, begun_at, answered_at, ended_at, disposition, hangup_cause"
            " FROM attempts WHERE campaign_id = ?",
            (campaign,),
        )
    )
    saved = database.transact_raw(
        lambda sql: sql.rows(
            "SELECT contact_id, name, saved_at, attempt_id, text FROM attempt_results"
            " WHERE campaign_id = ?",
            (campaign,),
        )
    )
    ended = [row for row in rows if row[4] is not None]

    def counts(values: list[Any]) -> dict[Any, int]:
        return {value: values.count(value) for value in values}

    hours: dict[datetime, list[int]] = {}
    for row in ended:
        hour = row[2].replace(minute=0, second=0, microsecond=0, tzinfo=UTC)
        found = hours.setdefault(hour, [0, 0])
        found[0] += 1
        found[1] += row[3] is not None
    last: dict[tuple[int, str], tuple[Any, ...]] = {}
    for contact, name, at, attempt, text in saved:
        if (contact, name) not in last or (at, attempt) > last[contact, name][:2]:
            last[contact, name] = (at, attempt, text)
    talk = [int((r[4] - r[3]) / timedelta(milliseconds=1)) for r in ended if r[3] is not None]
    return {
        "totals": (len(rows), len(rows) - len(ended), sum(r[3] is not None for r in rows)),
        "dispositions": counts([r[5] for r in ended]),
        "causes": counts([r[6] for r in ended]),
        "hours": sorted((hour, *found) for hour, found in hours.items()),
        "reached": (
            len({r[1] for r in rows}),
            len({r[1] for r in rows if r[3] is not None}),
            len({r[1] for r in rows if r[5] == "completed"}),
        ),
        "results": sorted(
            (name, text, n)
            for (name, text), n in counts([(k[1], v[2]) for k, v in last.items()]).items()
        ),
        "talk_ms": sum(talk),
        "minutes": sum(-(-each // 60_000) for each in talk),
        "later": sum(row[2].replace(tzinfo=UTC) >= LATER for row in ended),
    }


@pytest.mark.parametrize("seed", [1, 2])
def test_counts_agree_whatever_happens(
    database: FirebirdDatabase, tested_database: DatabaseUnderTest, seed: int
) -> None:
    """Opened, answered, ended, withdrawn, replaced after a recovery, rolled back, by several
    connections."""
    chance = random.Random(seed)
    second = tested_database.open()
    attempts: dict[int, tuple[int, str]] = {}
    try:
        for number in range(1, 90):
            contact = chance.randrange(1, 12)
            at = START + timedelta(seconds=chance.randrange(0, 4000))
            connection = chance.choice([database, second])
            fate = chance.random()

            def work(
                sql: Connection, n: int = number, c: int = contact, at: datetime = at,
                fate: float = fate,
            ) -> None:  # fmt: skip
                _insert(sql, n, c, at)
                if fate < 0.1:
                    return
                if fate < 0.2:
                    sql.execute("DELETE FROM attempts WHERE id = ?", (n,))
                    return
                how = chance.choice(list(_CAUSES))
                if fate > 0.6:
                    # mark_dialled and mark_answered come before the end
                    sql.execute("UPDATE attempts SET started_at = ? WHERE id = ?", (at, n))
                    sql.execute("UPDATE attempts SET answered_at = ? WHERE id = ?", (at, n))
                    _save(sql, n, c, "Ответ", chance.choice(["да", "нет", "может быть"]), at)
                    _save(sql, n, c, "Ответ", chance.choice(["да", "нет"]), at)
                _end(sql, n, how, at)
                if fate > 0.95:
                    raise ZeroDivisionError

            try:
                connection.transact_raw(work)
                attempts[number] = (contact, "")
            except ZeroDivisionError:
                pass
            if chance.random() < 0.3 and attempts:
                old = chance.choice(list(attempts))
                # A true outcome replaces "interrupted", perhaps in another hour.
                late = START + timedelta(seconds=chance.randrange(0, 9000))
                chance.choice([database, second]).transact_raw(
                    lambda sql, old=old, late=late: _end(sql, old, "completed", late)
                )
        for campaign in (1, 2):
            assert _counted(database, campaign) == _recounted(database, campaign)
        before = [_counted(database, campaign) for campaign in (1, 2)]
        # reach_tallies are rebuilt by contact: give them their rows.
        database.transact_raw(_contacts)
        database.transact_raw(lambda sql: sql.execute("EXECUTE PROCEDURE rebuild_tallies"))
        assert [_counted(database, campaign) for campaign in (1, 2)] == before
    finally:
        second.close()


def _contacts(sql: Connection) -> None:
    for contact in range(1, 12):
        sql.execute(
            "INSERT INTO contacts (id, campaign_id, import_id, list_row, queue, state, in_attempt,"
            " zone_set_id, next_at, phone, other_phones, progress, fields)"
            " VALUES (?, ?, 1, ?, 0, 0, 0, 0, ?, ?, '', '', '{}')",
            (contact, contact % 2 + 1, contact, START, f"+7912{contact:07d}"),
        )


def test_connections_do_not_wait_for_one_another(
    database: FirebirdDatabase, tested_database: DatabaseUnderTest
) -> None:
    """One has an open transaction with attempts of the same campaign, hour and outcome."""
    second = tested_database.open()
    inside, go_on = threading.Event(), threading.Event()

    def slow(sql: Connection) -> None:
        _insert(sql, 1, 2, START)
        _end(sql, 1, "user_busy", START)
        inside.set()
        assert go_on.wait(20)

    thread = threading.Thread(target=lambda: database.transact_raw(slow))
    thread.start()
    try:
        assert inside.wait(20)

        def quick(sql: Connection) -> None:
            _insert(sql, 2, 4, START)
            _end(sql, 2, "user_busy", START)

        second.transact_raw(quick)
        assert second.transact(lambda s: s.reports.by_disposition(1)) == {"user_busy": 1}
    finally:
        go_on.set()
        thread.join()
        second.close()
    assert database.transact(lambda s: s.reports.by_disposition(1)) == {"user_busy": 2}


def test_what_was_dialled_before_there_were_tallies_is_counted(
    tested_database: DatabaseUnderTest, tmp_path: Path
) -> None:
    """An upgrade from the version before."""
    if tested_database.server is None:
        old, password = Address(str(tmp_path / "old.fdb")), ""
    else:
        file = str(tested_database.file.with_name("old.fdb"))
        old = Address(file, host="127.0.0.1", port=tested_database.server.port)
        password = tested_database.password
    create_database(old, password, up_to=7)
    connection = Connection(old, password)
    connection.begin()
    _contacts(connection)
    for number, how in enumerate(["completed", "partial", "user_busy", "interrupted"] * 3, 1):
        contact = number % 5 + 1
        _insert(connection, number, contact, START)
        _end(connection, number, how, START + timedelta(minutes=number * 7))
        _save(connection, number, contact, "Ответ", how, START + timedelta(minutes=number))
    connection.commit()
    connection.close()
    upgrade(old, password)
    database = FirebirdDatabase(old, password)
    try:
        for campaign in (1, 2):
            assert _counted(database, campaign) == _recounted(database, campaign)
            assert _counted(database, campaign)["totals"][0] > 0
    finally:
        database.close()
