"""People: changes that leave an administrator, what stays of who is gone, waits after wrong
passwords."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from engine.adapters.firebird import FirebirdDatabase
from engine.errors import KnownError
from engine.ports.audit import AuditFilter
from engine.ports.people import User
from rino_desktop import accounts, sign_in
from tests.helpers.databases import DatabaseUnderTest

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
SCHEME = '{"format": "rino-scheme"}'


@pytest.fixture
def anna(database: FirebirdDatabase) -> User:
    return database.transact(lambda s: accounts.add(s, " Анна  К ", "administrator", "hash", NOW))


def test_names_roles_and_blocks_change(database: FirebirdDatabase, anna: User) -> None:
    assert anna.name == "Анна К"
    database.transact(lambda s: accounts.add(s, "Пётр", "operator", "hash", NOW))
    changed = database.transact(
        lambda s: accounts.change(s, "ПЁТР", new_name="Пётр Громов", role="supervisor",
                                  blocked=True)
    )  # fmt: skip
    assert (changed.name, changed.role, changed.blocked) == ("Пётр Громов", "supervisor", True)
    with pytest.raises(KnownError, match="exists already"):
        database.transact(lambda s: accounts.change(s, "Пётр Громов", new_name="анна к"))
    with pytest.raises(KnownError, match="needs a name"):
        database.transact(lambda s: accounts.change(s, "Пётр Громов", new_name="  "))
    again = database.transact(lambda s: accounts.change(s, "пётр громов", blocked=False))
    assert again == database.transact(lambda s: s.users.by_name("Пётр Громов"))
    assert (again.role, again.blocked) == ("supervisor", False)
    # A role of the office's own is told by its name, which nobody could look up later.
    code = database.transact(lambda s: s.rights.save_role("Старший смены", [])).code
    database.transact(lambda s: accounts.change(s, "Пётр Громов", role=code))
    (told, *_) = database.transact(lambda s: s.audit.entries(AuditFilter(action="user.change"), 1))
    assert told.details == {"role": ["supervisor", "Старший смены"]}


def test_an_administrator_is_left(database: FirebirdDatabase, anna: User) -> None:
    def refused(work: Callable[[], object]) -> None:
        with pytest.raises(KnownError, match="only administrator"):
            work()

    refused(lambda: database.transact(lambda s: accounts.remove(s, "Анна К")))
    refused(lambda: database.transact(lambda s: accounts.change(s, "Анна К", blocked=True)))
    refused(lambda: database.transact(lambda s: accounts.change(s, "Анна К", role="operator")))
    database.transact(lambda s: accounts.add(s, "Вера", "administrator", "hash", NOW))
    database.transact(lambda s: accounts.change(s, "Вера", blocked=True))
    refused(lambda: database.transact(lambda s: accounts.remove(s, "Анна К")))
    database.transact(lambda s: accounts.change(s, "Вера", blocked=False))
    database.transact(lambda s: accounts.remove(s, "Анна К"))
    assert [u.name for u in database.transact(lambda s: s.users.all())] == ["Вера"]


def test_two_who_remove_each_other_at_once(tested_database: DatabaseUnderTest) -> None:
    """Each on a computer of his own: one of them stays."""
    first, second = tested_database.open(), tested_database.open()
    try:
        for name in ("a", "b"):
            first.transact(lambda s, n=name: accounts.add(s, n, "administrator", "hash", NOW))
        at_once = threading.Barrier(2)
        refused: list[KnownError] = []

        def remove(database: FirebirdDatabase, name: str) -> None:
            at_once.wait()
            try:
                database.transact(lambda s: accounts.remove(s, name))
            except KnownError as error:
                refused.append(error)

        threads = [threading.Thread(target=remove, args=each)
                   for each in ((first, "b"), (second, "a"))]  # fmt: skip
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(refused) == 1
        assert len(first.transact(lambda s: s.users.all())) == 1
    finally:
        first.close()
        second.close()


def test_what_was_done_keeps_its_name(database: FirebirdDatabase, anna: User) -> None:
    database.transact(lambda s: accounts.add(s, "Вера", "administrator", "hash", NOW))
    database.transact(lambda s: s.schemes.publish("notice", SCHEME, author="Вера"))
    database.transact(lambda s: s.schemes.save_draft("notice", SCHEME + " ", "Вера", 1))
    database.transact(lambda s: s.user_state.put("Вера", "view", 7))
    database.transact(lambda s: s.schemes.keep_open("notice", "Вера", "pc", NOW))
    database.transact(lambda s: accounts.change(s, "Вера", new_name="Вера Белова"))
    draft = database.transact(lambda s: s.schemes.draft("notice"))
    assert draft is not None
    assert draft.author == "Вера Белова", "her unpublished work is still hers"
    assert database.transact(lambda s: s.user_state.get("вера белова", "view")) == 7
    editors = database.transact(lambda s: s.schemes.open_editors("notice", NOW))
    assert [each.user for each in editors] == ["Вера Белова"]
    database.transact(lambda s: accounts.remove(s, "Вера Белова"))
    assert [v.author for v in database.transact(lambda s: s.schemes.versions("notice"))] == ["Вера"]
    draft = database.transact(lambda s: s.schemes.draft("notice"))
    assert draft is not None
    assert draft.author == "Вера Белова"
    assert database.transact(lambda s: s.user_state.get("Вера Белова", "view")) is None
    assert database.transact(lambda s: s.schemes.open_editors("notice", NOW)) == []


def waits(database: FirebirdDatabase, name: str, now: datetime) -> float:
    return database.transact(lambda s: sign_in.begin(s, name, now)).wait_s


@pytest.mark.parametrize("name", ["Анна К", "nobody"])
def test_patience_grows_and_ends(database: FirebirdDatabase, anna: User, name: str) -> None:
    """As long for a name that nobody has: who waits learns nothing."""
    now, seen = NOW, []
    for _ in range(10):
        wait_s = waits(database, name, now)
        seen.append(wait_s)
        now += timedelta(seconds=wait_s)
        if wait_s:
            assert waits(database, name.upper(), now) == 0, "so long it waits, and no longer"
    assert seen == [0, 0, 0, 2, 4, 8, 16, 32, 60, 60]
    assert waits(database, "Пётр", now) == 0
    assert waits(database, name, now + timedelta(seconds=59)) == pytest.approx(1.0)
    assert waits(database, name, now + timedelta(days=2)) == 0
    assert waits(database, name, now + timedelta(days=2)) == 0, "counted anew from the beginning"


def test_it_outlives_the_program_and_ends_with_the_right_password(
    tested_database: DatabaseUnderTest,
) -> None:
    for _ in range(3):
        database = tested_database.open()  # each time a program of its own
        if not database.transact(lambda s: s.users.all()):
            database.transact(lambda s: accounts.add(s, "Анна", "administrator", "hash", NOW))
        assert waits(database, "анна", NOW) == 0
        database.close()
    database = tested_database.open()
    assert waits(database, "Анна", NOW) == 2
    tried = database.transact(lambda s: sign_in.begin(s, "Анна", NOW + timedelta(seconds=2)))
    assert tried.user is not None
    user = tried.user
    database.transact(lambda s: sign_in.succeeded(s, user))
    assert waits(database, "Анна", NOW + timedelta(seconds=2)) == 0
    for _ in range(3):
        waits(database, "Анна", NOW + timedelta(seconds=2))
    assert waits(database, "Анна", NOW + timedelta(seconds=2)) > 0
    database.transact(lambda s: accounts.set_password(s, "анна", "new"))
    assert waits(database, "Анна", NOW + timedelta(seconds=2)) == 0
    database.close()


def test_a_clock_that_is_put_back_costs_one_pause(database: FirebirdDatabase) -> None:
    for _ in range(5):
        now = NOW + timedelta(seconds=waits(database, "a", NOW))
        waits(database, "a", now)
    earlier = NOW - timedelta(days=400)
    wait_s = waits(database, "a", earlier)
    assert 0 < wait_s <= 60
    assert waits(database, "a", earlier + timedelta(seconds=1)) == pytest.approx(wait_s - 1)
    assert waits(database, "a", earlier + timedelta(seconds=wait_s)) == 0


def test_who_tries_on_many_computers_at_once_gains_nothing(
    tested_database: DatabaseUnderTest,
) -> None:
    databases = [tested_database.open() for _ in range(4)]
    begun: list[float] = []
    at_once = threading.Barrier(len(databases))

    def attempt(database: FirebirdDatabase) -> None:
        at_once.wait()
        for _ in range(3):
            begun.append(waits(database, "a", NOW))

    threads = [threading.Thread(target=attempt, args=(each,)) for each in databases]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for database in databases:
        database.close()
    assert begun.count(0.0) == 3, "as many as one computer has"
