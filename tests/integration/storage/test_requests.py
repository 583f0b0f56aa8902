"""Requests on both engines: registered, found, changed by one at a time, escalated once."""

import asyncio
import contextlib
from datetime import UTC, datetime, timedelta

import pytest

from engine.adapters.firebird import FirebirdDatabase
from engine.adapters.firebird.requests import FirebirdRequestStore
from engine.errors import KnownError
from engine.ports.requests import RequestFilter
from engine.ports.storage import StorageUnavailable
from engine.requests.machine import Assign, Comment, Link, SetState
from engine.requests.model import (
    Category,
    ChangeKind,
    Escalation,
    Links,
    Request,
    RequestState,
)
from engine.service import request_desk
from rino_desktop import accounts
from rino_desktop.request_escalations import escalate_for_ever
from tests.helpers.databases import DatabaseUnderTest

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def office(database: FirebirdDatabase) -> FirebirdDatabase:
    def prepare(stores) -> None:  # type: ignore[no-untyped-def]
        for name in ("Анна", "Пётр", "Ольга"):
            accounts.add(stores, name, "operator", "hash", NOW)
        stores.requests.save_group("Мастера", ["Пётр"])
        stores.requests.save_group("Начальство", ["Анна"])
        stores.requests.save_category(
            Category("Ремонт", 4 * 3600, "Мастера",
                     (Escalation(-3600), Escalation(0, group="Начальство")))
        )  # fmt: skip
        stores.requests.save_category(Category("Вопрос"))

    database.transact(prepare)
    return database


def add(database: FirebirdDatabase, subject: str, category: str = "Ремонт", *,
        at: datetime = NOW, **rest: object) -> Request:  # fmt: skip
    wanted = Request(0, subject, category, "Ольга", at, **rest)  # type: ignore[arg-type]
    return database.transact(lambda s: request_desk.add(s, wanted, at))


def found(database: FirebirdDatabase, **wanted: object) -> list[int]:
    wish = RequestFilter(**wanted)  # type: ignore[arg-type]
    return [request.id for request in database.transact(lambda s: s.requests.find(wish, 50))]


def change(database: FirebirdDatabase, request: Request, *commands: object, at: datetime = NOW
           ) -> Request:  # fmt: skip
    return database.transact(
        lambda s: request_desk.change(s, request.id, commands, "Пётр", at)  # type: ignore[arg-type]
    )


def test_a_request_comes_back_as_it_was(office: FirebirdDatabase) -> None:
    request = add(
        office, "Нет гудка", "РЕМОНТ", details="с утра\n" * 500, caller="Ёлкин",
        links=Links(5, 6, 7, "+73472223344"),
    )  # fmt: skip
    assert (request.category, request.group, request.revision) == ("Ремонт", "Мастера", 1)
    assert request == office.transact(lambda s: s.requests.get(request.id))
    assert request.due_at == NOW + 4 * HOUR
    assert add(office, "Сколько стоит?", "вопрос").due_at is None
    with pytest.raises(KnownError, match="There are: Вопрос, Ремонт"):
        add(office, "x", "Нечто")
    with pytest.raises(KnownError, match="no user named 'Никто'"):
        add(office, "x", person="Никто")
    with pytest.raises(KnownError, match="no group named"):
        add(office, "x", group="никакая")


def test_history(office: FirebirdDatabase) -> None:
    request = add(office, "Нет гудка")
    changed = change(
        office, request, Assign("ПЁТР", "мастера"), SetState(RequestState.IN_PROGRESS, "еду"),
        Comment("провод цел"), at=NOW + HOUR,
    )  # fmt: skip
    assert (changed.person, changed.group, changed.revision) == ("Пётр", "Мастера", 4)
    assert changed == office.transact(lambda s: s.requests.get(request.id))
    lines = office.transact(lambda s: s.requests.history(request.id))
    assert [line.kind for line in lines] == [
        ChangeKind.REGISTERED, ChangeKind.ASSIGNED, ChangeKind.ASSIGNED, ChangeKind.STATE,
        ChangeKind.COMMENT,
    ]  # fmt: skip
    assert (lines[3].who, lines[3].before, lines[3].comment) == ("Пётр", "assigned", "еду")
    assert lines[4].at == NOW + HOUR
    # All or none.
    with pytest.raises(KnownError, match="cannot become"):
        change(office, request, Comment("и ещё"), SetState(RequestState.CLOSED))
    assert len(office.transact(lambda s: s.requests.history(request.id))) == 5


def test_two_people_at_once(office: FirebirdDatabase) -> None:
    request = add(office, "Нет гудка")
    change(office, request, Comment("я первый"))
    with pytest.raises(KnownError, match="somebody else"):
        office.transact(
            lambda s: request_desk.change(
                s, request.id, [Comment("и я")], "Анна", NOW, revision=request.revision
            )
        )
    with pytest.raises(KnownError, match="somebody else"):
        office.transact(lambda s: s.requests.save(request, [], None))


def test_lists(office: FirebirdDatabase) -> None:
    late = add(office, "Искрит", at=NOW - 10 * HOUR)
    soon = add(office, "Нет гудка", person="Пётр")
    asked = add(office, "Сколько стоит?", "Вопрос", links=Links(contact_id=5, phone="+73472223344"))
    done = change(office, add(office, "Шум в трубке"), SetState(RequestState.IN_PROGRESS),
                  SetState(RequestState.DONE))  # fmt: skip
    assert found(office) == [late.id, soon.id, asked.id]
    assert found(office, all=True) == [done.id, asked.id, soon.id, late.id]
    assert found(office, states=frozenset({RequestState.DONE})) == [done.id]
    assert found(office, overdue_at=NOW) == [late.id]
    assert found(office, person="пётр") == [soon.id]
    assert found(office, group="мастера") == [late.id]
    assert found(office, category="вопрос") == [asked.id]
    assert found(office, links=Links(contact_id=5)) == [asked.id]
    assert found(office, links=Links(phone="+73472223344")) == [asked.id]
    assert found(office, links=Links(attempt_id=5)) == []
    mine = office.transact(lambda s: request_desk.mine(s, "Пётр"))
    assert [r.id for r in office.transact(lambda s: s.requests.find(mine, 9))] == [late.id, soon.id]
    waiting = change(office, soon, SetState(RequestState.WAITING))
    assert found(office, overdue_at=NOW + 99 * HOUR) == [late.id]
    assert not waiting.overdue(NOW + 99 * HOUR)
    counts = office.transact(lambda s: s.requests.counts(NOW))
    assert (counts.open, counts.overdue, counts.unassigned) == (3, 1, 1)
    assert counts.by_state == {"assigned": 1, "waiting": 1, "new": 1}
    assert len(office.transact(lambda s: s.requests.find(RequestFilter(), 2))) == 2


def test_search(office: FirebirdDatabase) -> None:
    one = add(office, "Нет гудка в трубке", caller="Ёлкин Пётр", details="третий день")
    two = add(office, "Шум в трубке", links=Links(phone="+73472223344"))
    assert found(office, text="трубк") == [one.id, two.id]
    assert found(office, text="ТРУБКЕ ёлк") == [one.id]
    assert found(office, text="день гуд") == [one.id]
    assert found(office, text="222-33-44") == found(office, text="3344") == [two.id]
    assert found(office, text="нету") == found(office, text="трубке нету") == []
    assert found(office, text="'; DROP %") == []
    change(office, one, Link(Links(phone="+79170000001")))
    assert found(office, text="0001") == [one.id]
    change(office, one, SetState(RequestState.CANCELLED))
    assert found(office, text="трубке") == [two.id]
    assert found(office, text="трубке", all=True) == [two.id, one.id]


def test_escalation_comes_once(
    office: FirebirdDatabase, tested_database: DatabaseUnderTest
) -> None:
    request = add(office, "Нет гудка")
    plain = add(office, "Сколько стоит?", "Вопрос")
    other = tested_database.open()
    try:
        assert request_desk.escalate_due(office, NOW + 2 * HOUR) == 0
        assert request_desk.escalate_due(office, NOW + 3 * HOUR) == 1
        assert request_desk.escalate_due(other, NOW + 3 * HOUR) == 0
        assert request_desk.escalate_due(other, NOW + 5 * HOUR) == 1
        assert request_desk.escalate_due(office, NOW + 50 * HOUR) == 0
    finally:
        other.close()
    escalated = office.transact(lambda s: s.requests.get(request.id))
    assert (escalated.group, escalated.escalated) == ("Начальство", 2)
    assert office.transact(lambda s: s.requests.get(plain.id)).escalated == 0
    lines = office.transact(lambda s: s.requests.history(request.id))
    assert [(c.who, c.after) for c in lines if c.kind is ChangeKind.ESCALATED] == [
        ("", "@Мастера"), ("", "@Начальство"),
    ]  # fmt: skip


async def test_the_engine_escalates_also_after_an_outage(
    office: FirebirdDatabase, tested_database: DatabaseUnderTest, caplog: pytest.LogCaptureFixture
) -> None:
    request = add(office, "Нет гудка")
    own = tested_database.open()
    transact = own.transact
    failures = iter((True,))

    def shaky(work):  # type: ignore[no-untyped-def]
        if next(failures, False):
            raise StorageUnavailable("gone")
        return transact(work)

    own.transact = shaky  # type: ignore[method-assign]

    class Clock:
        def now(self) -> datetime:
            return NOW + 5 * HOUR

        async def sleep(self, seconds: float) -> None:
            await asyncio.sleep(0)

    task = asyncio.create_task(
        escalate_for_ever(lambda: own, Clock())  # type: ignore[arg-type]
    )
    async with asyncio.timeout(60):
        while (await office.run(lambda s: s.requests.get(request.id))).escalated < 2:
            await asyncio.sleep(0.01)
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task
    assert "escalation of requests: gone" in caplog.text


def test_a_category_with_other_rules_does_not_stop_escalation(office: FirebirdDatabase) -> None:
    request = add(office, "Нет гудка")
    office.transact(lambda s: s.requests.save_category(Category("Ремонт", 4 * 3600)))
    assert request_desk.escalate_due(office, NOW + 99 * HOUR) == 0
    assert office.transact(lambda s: s.requests.due_escalations(NOW + 99 * HOUR, 5)) == []
    assert office.transact(lambda s: s.requests.get(request.id)).escalated == 0


def test_what_is_used_stays(office: FirebirdDatabase) -> None:
    request = add(office, "Нет гудка")
    for remove in (
        lambda s: s.requests.remove_category("ремонт"),
        lambda s: s.requests.remove_group("мастера"),
    ):
        with pytest.raises(KnownError, match=f"such as {request.id}"):
            office.transact(remove)
    change(office, request, SetState(RequestState.CANCELLED))
    office.transact(lambda s: s.requests.remove_category("ремонт"))
    office.transact(lambda s: s.requests.remove_group("мастера"))
    # It can be taken up again all the same.
    assert change(office, request, SetState(RequestState.NEW)).category == "Ремонт"


def test_requests_follow_a_new_name(office: FirebirdDatabase) -> None:
    office.transact(
        lambda s: s.requests.save_category(Category("Срочно", 60, "", (Escalation(0, "Пётр"),)))
    )
    request = add(office, "Нет гудка", person="Пётр")
    office.transact(lambda s: accounts.change(s, "Пётр", new_name="Пётр Громов"))
    assert found(office, person="пётр громов") == [request.id]
    assert office.transact(lambda s: s.requests.groups())["Мастера"] == ("Пётр Громов",)
    rule = office.transact(lambda s: s.requests.category("срочно")).escalations[0]
    assert rule.person == "Пётр Громов"
    (user,) = (each for each in office.transact(lambda s: s.users.all())
               if each.name == "Пётр Громов")  # fmt: skip
    office.transact(lambda s: s.users.remove(user.id))
    assert office.transact(lambda s: s.requests.groups())["Мастера"] == ()
    # Whoever assigns it anew sees whose it was.
    assert office.transact(lambda s: s.requests.get(request.id)).person == "Пётр Громов"


@pytest.mark.parametrize(
    ("wanted", "index"),
    [
        (RequestFilter(), "ORDER REQUESTS_DUE"),
        (RequestFilter(overdue_at=NOW), "ORDER REQUESTS_DUE"),
        (RequestFilter(person="Пётр"), "ORDER REQUESTS_PERSON"),
        (RequestFilter(group="Мастера"), "ORDER REQUESTS_GROUP"),
        (RequestFilter(person="Пётр", own_groups=["Мастера"]), "ORDER REQUESTS_GROUP"),
        (RequestFilter(all=True), "ORDER REQUESTS_NEWEST"),
        (RequestFilter(category="Ремонт"), "REQUESTS_"),
        (RequestFilter(links=Links(contact_id=5)), "INDEX (REQUESTS_CONTACT"),
        (RequestFilter(links=Links(attempt_id=5), all=True), "INDEX (REQUESTS_ATTEMPT"),
        (RequestFilter(links=Links(entry_id=5)), "REQUESTS_ENTRY"),
        (RequestFilter(links=Links(phone="+7")), "REQUESTS_PHONE"),
        (RequestFilter(text="трубка гудок"), "INDEX (REQUEST_WORDS_WORD))"),
    ],
)
def test_lists_walk_along_their_index(
    office: FirebirdDatabase, wanted: RequestFilter, index: str
) -> None:
    for number in range(30):
        add(office, f"Заявка {number}", ("Ремонт", "Вопрос")[number % 2])
    plans: list[str] = []

    def look(connection) -> None:  # type: ignore[no-untyped-def]
        class Recorder:
            def rows(self, sql: str, values: object) -> list[object]:
                plans.append(connection.plan(sql))
                return connection.rows(sql, values)  # type: ignore[no-any-return]

        FirebirdRequestStore(Recorder()).find(wanted, 20)  # type: ignore[arg-type]

    office.transact_raw(look)
    assert index in "\n".join(plans), plans
    assert all("NATURAL" not in plan for plan in plans), plans
    narrow = wanted.links != Links() or wanted.text
    assert narrow or all("SORT" not in plan for plan in plans), plans


def test_other_statements_walk_along_their_index(office: FirebirdDatabase) -> None:
    for sql, index in (
        ("SELECT FIRST 9 id FROM requests r WHERE r.escalate_at <= ? ORDER BY r.escalate_at",
         "ORDER REQUESTS_ESCALATION"),
        ("SELECT kind FROM request_changes WHERE request_id = ? ORDER BY request_id, id",
         "ORDER REQUEST_CHANGES_REQUEST"),
        ("SELECT COUNT(*) FROM requests r WHERE r.is_open = 1 AND r.due_at < ?", "REQUESTS_DUE"),
    ):  # fmt: skip
        plan = office.transact_raw(lambda c, s=sql: c.plan(s))
        assert index in plan
        assert not {"NATURAL", "SORT"} & set(plan.replace("(", " ").split()), plan
