"""Callbacks on both engines: promised, found, taken by one, reminded, by their indexes."""

import asyncio
import contextlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from engine.adapters.firebird import FirebirdDatabase
from engine.adapters.firebird.callbacks import FirebirdCallbackStore
from engine.domain import callbacks
from engine.domain.callbacks import Callback, CallbackState
from engine.domain.campaign import CampaignSettings, DayHours, Schedule
from engine.errors import KnownError
from engine.ports.callbacks import CallbackConflict
from engine.ports.storage import Stores
from engine.service import callback_desk
from rino_desktop import accounts
from rino_desktop.request_escalations import escalate_for_ever
from tests.helpers.databases import DatabaseUnderTest

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def office(database: FirebirdDatabase) -> FirebirdDatabase:
    def prepare(stores: Stores) -> None:
        for name in ("Анна", "Пётр"):
            accounts.add(stores, name, "operator", "hash", NOW)
        stores.campaigns.create(
            CampaignSettings(
                "Ночные", schedule=Schedule(weekdays=DayHours(600, 660), weekend=DayHours(0, 0))
            )
        )

    database.transact(prepare)
    return database


def promise(database: FirebirdDatabase, due: datetime = NOW + HOUR, write_id: str = "",
            **rest: object) -> Callback:  # fmt: skip
    wanted = Callback(0, "+73472223344", due, "Анна", NOW, **rest)  # type: ignore[arg-type]
    key = write_id or callback_desk.new_write_id()
    return database.transact(lambda s: callback_desk.promise(s, wanted, NOW, key))


def test_it_comes_back_as_it_was(office: FirebirdDatabase) -> None:
    made = promise(office, caller="Ёлкин", note="после обеда\nспросить мужа", owner="анна",
                   queue="долги")  # fmt: skip
    assert (made.owner, made.zones, made.state) == (
        "Анна", ("Asia/Yekaterinburg",), CallbackState.WAITING)  # fmt: skip
    assert office.transact(lambda s: s.callbacks.get(made.id)) == made
    with pytest.raises(KnownError, match="no callback 99"):
        office.transact(lambda s: s.callbacks.get(99))
    with pytest.raises(KnownError, match="Ольга"):
        promise(office, owner="Ольга")


def test_forbidden_hours(office: FirebirdDatabase) -> None:
    campaign = office.transact(lambda s: s.campaigns.by_name("Ночные").id)
    with pytest.raises(KnownError, match="hours of the campaign Ночные forbid it") as error:
        promise(office, campaign_id=campaign, due=NOW + HOUR)
    assert error.value.mend == "The nearest allowed time there is 2026-12-02 10:00."
    made = promise(office)
    with pytest.raises(KnownError, match="calling hours forbid it: there it is 02:00"):
        office.transact(
            lambda s: callback_desk.move(s, made.id, NOW + 12 * HOUR, "Анна", NOW, "m1")
        )


def test_nothing_twice_and_nothing_over_somebody_elses(office: FirebirdDatabase) -> None:
    made = promise(office, write_id="one")
    assert promise(office, write_id="one") == made
    taken = office.transact(lambda s: callback_desk.take(s, made.id, "Анна", NOW, "t1", 1))
    assert office.transact(lambda s: callback_desk.take(s, made.id, "Анна", NOW, "t1", 1)) == taken
    with pytest.raises(CallbackConflict):
        office.transact(lambda s: callback_desk.take(s, made.id, "Анна", NOW, "t2", 1))
    with pytest.raises(KnownError, match="Анна has taken"):
        office.transact(lambda s: callback_desk.take(s, made.id, "Пётр", NOW, "t3"))


def test_of_two_at_once_one_gets_it(
    office: FirebirdDatabase, tested_database: DatabaseUnderTest
) -> None:
    made = promise(office)
    databases = [tested_database.open() for _ in range(2)]

    def take(number: int) -> str:
        who = ("Анна", "Пётр")[number]
        try:
            return (
                databases[number]
                .transact(lambda s: callback_desk.take(s, made.id, who, NOW, f"w{number}"))
                .taken_by
            )
        except KnownError:
            return ""

    with ThreadPoolExecutor(2) as pool:
        got = [name for name in pool.map(take, range(2)) if name]
    for database in databases:
        database.close()
    assert len(got) == 1
    assert office.transact(lambda s: s.callbacks.get(made.id)).taken_by == got[0]


def test_found(office: FirebirdDatabase) -> None:
    own = promise(office, NOW + 3 * HOUR, owner="Анна")
    team = promise(office, NOW + HOUR)
    later = promise(office, NOW + 2 * HOUR)
    office.transact(lambda s: callback_desk.take(s, later.id, "Анна", NOW, "t"))
    gone = promise(office, NOW + HOUR)
    office.transact(
        lambda s: callback_desk.change(
            s, gone.id, lambda it: callbacks.cancel(it, "Анна", NOW), "c"
        )
    )

    def ids(look: Callable[[Stores], list[Callback]]) -> list[int]:
        return [each.id for each in office.transact(look)]

    assert ids(lambda s: s.callbacks.of("анна", 10)) == [later.id, own.id]
    assert ids(lambda s: s.callbacks.of_team(10)) == [team.id, later.id]
    assert ids(lambda s: s.callbacks.due(NOW + 2 * HOUR, 10)) == [team.id]
    assert ids(lambda s: s.callbacks.due(NOW + 3 * HOUR, 10)) == [team.id, own.id]
    assert ids(lambda s: s.callbacks.due(NOW + 3 * HOUR, 1)) == [team.id]
    for tries in range(callbacks.MOST_TRIES):
        assert ids(lambda s: s.callbacks.due(NOW + 3 * HOUR, 1)) == [team.id]
        office.transact(lambda s: callback_desk.change(
            s, team.id, lambda it: callbacks.in_vain(it, NOW, "", NOW), f"vain{tries}"  # noqa: B023
        ))  # fmt: skip
    assert ids(lambda s: s.callbacks.due(NOW + 3 * HOUR, 1)) == [own.id]
    assert office.transact(lambda s: s.callbacks.get(team.id)).given_up
    assert ids(lambda s: s.callbacks.of_phone("+73472223344", 10)) == [
        gone.id, later.id, team.id, own.id]  # fmt: skip


def test_timers(office: FirebirdDatabase) -> None:
    own = promise(office, owner="Анна")
    promise(office)
    assert callback_desk.run_timers(office, NOW + 50 * MINUTE) == []
    (reminded,) = callback_desk.run_timers(office, NOW + 56 * MINUTE)
    assert (reminded.id, reminded.state) == (own.id, CallbackState.REMINDED)
    assert callback_desk.run_timers(office, NOW + 57 * MINUTE) == []
    (missed,) = callback_desk.run_timers(office, NOW + 76 * MINUTE)
    assert (missed.state, missed.missed_by) == (CallbackState.MISSED, "Анна")
    assert len(office.transact(lambda s: s.callbacks.of_team(10))) == 2


async def test_the_engine_does_it(
    office: FirebirdDatabase, tested_database: DatabaseUnderTest
) -> None:
    own = promise(office, owner="Анна")

    class Clock:
        def now(self) -> datetime:
            return NOW + 56 * MINUTE

        async def sleep(self, seconds: float) -> None:
            await asyncio.sleep(0.01)

    task = asyncio.create_task(
        escalate_for_ever(tested_database.open, Clock())  # type: ignore[arg-type]
    )
    async with asyncio.timeout(60):
        while (await office.run(lambda s: s.callbacks.get(own.id))).state is CallbackState.WAITING:
            await asyncio.sleep(0.01)
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task
    assert office.transact(lambda s: s.callbacks.get(own.id)).state is CallbackState.REMINDED


def test_people_renamed_and_gone(office: FirebirdDatabase) -> None:
    own = promise(office, owner="Анна")

    def rename(stores: Stores) -> None:
        accounts.change(stores, "Анна", new_name="Анна Котова")

    office.transact(rename)
    assert [c.id for c in office.transact(lambda s: s.callbacks.of("Анна Котова", 9))] == [own.id]
    office.transact(lambda s: s.users.remove(s.users.by_name("Анна Котова").id))
    (left,) = office.transact(lambda s: s.callbacks.of_team(9))
    assert (left.owner, left.missed_by) == ("", "Анна Котова")
    assert callback_desk.run_timers(office, NOW + 5 * HOUR) == []


def test_by_index(office: FirebirdDatabase) -> None:
    made = promise(office)

    def plans(connection) -> dict[str, str]:  # type: ignore[no-untyped-def]
        found: dict[str, str] = {}

        class Recorder:
            def __getattr__(self, name: str) -> object:
                target = getattr(connection, name)
                if name not in {"rows", "row", "execute"}:
                    return target

                def recorded(sql: str, *arguments: object) -> object:
                    found[sql] = connection.plan(sql)
                    return target(sql, *arguments)

                return recorded

        store = FirebirdCallbackStore(Recorder())  # type: ignore[arg-type]
        store.of("Анна", 5)
        store.due(NOW, 5)
        store.timers(NOW, 5)
        store.written("x")
        store.get(made.id)
        store.of_phone("+7", 5)
        return found

    found = office.transact_raw(plans)
    for sql, plan in found.items():
        assert "NATURAL" not in plan, f"{sql}\n{plan}"
        assert "SORT" not in plan or "phone = ?" in sql, f"{sql}\n{plan}"
