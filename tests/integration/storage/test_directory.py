"""The directory on both engines: what is typed finds whom it means, also after changes."""

import random
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.adapters.firebird import FirebirdDatabase
from engine.directory import postings
from engine.directory.model import EntryKind, EntryText
from engine.errors import KnownError
from engine.ports.directory import Merged, NewEntry
from engine.service.directory_load import rebuild_directory
from tests.helpers.databases import DatabaseUnderTest

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
OFFICE = (
    EntryText("Иванов Пётр Сергеевич", "г. Уфа, ул. Ленина, д. 12, кв. 5", ("+73472223344",)),
    EntryText("Петров Иван Ильич", "г. Уфа, ул. Мира, д. 120", ("+73472223355", "+79171234567")),
    EntryText("Щербакова Алёна Петровна", "г. Пермь, б-р Энтузиастов, д. 3", ("+73422654321",)),
    EntryText("Пушкин Олег", "г. Пермь, ул. Мира, д. 1", ("+73422000001",)),
    EntryText("Зайцев Павел", "г. Пермь, ул. Пушкина, д. 7", ("+73422000002",)),
    EntryText("ООО «Теплосеть»", "г. Уфа, ул. Заводская, д. 1", ("112",), "аварийная служба",
              EntryKind.ORGANISATION),
    EntryText("Поликлиника № 4", "г. Уфа, ул. Гагарина, д. 4", ("+73472777777", "12-34"), "",
              EntryKind.ORGANISATION),
)  # fmt: skip


def put(database: FirebirdDatabase, entries: Sequence[EntryText], source: str = "list") -> Merged:
    new = [NewEntry(str(number), text) for number, text in enumerate(entries)]
    return database.transact(
        lambda s: s.directory.merge(s.directory.source(source, NOW).id, new, NOW)
    )


def names(database: FirebirdDatabase, query: str, limit: int = 20) -> list[str]:
    found = database.transact(lambda s: s.directory.search(query, limit))
    return [entry.text.name for entry in found.entries]


@pytest.fixture
def office(database: FirebirdDatabase) -> FirebirdDatabase:
    put(database, OFFICE)
    return database


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("иванов", "Иванов Пётр Сергеевич"),
        ("ИВАНОВ ПЕТР", "Иванов Пётр Сергеевич"),
        ("пётр иванов", "Иванов Пётр Сергеевич"),
        ("иванов п с", "Иванов Пётр Сергеевич"),
        ("ивнаов", "Иванов Пётр Сергеевич"),  # letters exchanged
        ("иваноф", "Иванов Пётр Сергеевич"),
        ("щрбаквоа", "Щербакова Алёна Петровна"),  # two errors
        ("ербаков", "Щербакова Алёна Петровна"),  # part of a word
        ("bdfyjd", "Иванов Пётр Сергеевич"),  # the other layout
        ("ith,frjdf", "Щербакова Алёна Петровна"),  # б lies on the comma
        ("bdfyfd", "Иванов Пётр Сергеевич"),  # the other layout, and an error
        ("алена", "Щербакова Алёна Петровна"),
        ("ивановпетр", "Иванов Пётр Сергеевич"),  # run together
        ("щерба кова", "Щербакова Алёна Петровна"),  # torn apart
        ("ул ленина 12", "Иванов Пётр Сергеевич"),
        ("мира 120", "Петров Иван Ильич"),
        ("пушкин", "Пушкин Олег"),  # a name goes before a street
        ("энтузиастов", "Щербакова Алёна Петровна"),
        ("8 (347) 222-33-44", "Иванов Пётр Сергеевич"),
        ("+73472223344", "Иванов Пётр Сергеевич"),
        ("222-33-55", "Петров Иван Ильич"),  # without the code
        ("4321", "Щербакова Алёна Петровна"),
        ("91712", "Петров Иван Ильич"),
        ("89171234657", "Петров Иван Ильич"),  # digits exchanged
        ("2654421", "Щербакова Алёна Петровна"),  # one digit wrong
        ("112", "ООО «Теплосеть»"),
        ("1234", "Поликлиника № 4"),
        ("теплосеть авария", "ООО «Теплосеть»"),
        ("поликлиника 4", "Поликлиника № 4"),
        ("иванов 3344", "Иванов Пётр Сергеевич"),
    ],
)  # fmt: skip
def test_what_is_typed_finds_whom_it_means(
    office: FirebirdDatabase, query: str, first: str
) -> None:
    assert names(office, query)[:1] == [first]


def test_initials_are_those_of_other_words(office: FirebirdDatabase) -> None:
    # "и" is no further word of Иванов Пётр.
    assert names(office, "иванов и") == ["Петров Иван Ильич"]
    assert names(office, "иванов и") != names(office, "иванов")
    assert names(office, "петров и и") == ["Петров Иван Ильич"]


def test_nothing_and_nonsense(office: FirebirdDatabase) -> None:
    for query in (
        "",
        " –!",
        "ъъъыыъъ",
        "99999999999999999999",
        "%",
        "'; DROP",
        "\0",
        "🙂",
        "а" * 5000,
    ):
        assert names(office, query) == [], query


def test_nobody_has_all_words(office: FirebirdDatabase) -> None:
    found = office.transact(lambda s: s.directory.search("щербакова алёна кириллицына"))
    assert not found.complete
    assert found.entries[0].text.name == "Щербакова Алёна Петровна"


def test_changes_are_found_at_once_and_by_others(
    office: FirebirdDatabase, tested_database: DatabaseUnderTest
) -> None:
    other = tested_database.open()
    try:
        assert names(other, "щербакова") == ["Щербакова Алёна Петровна"]
        changed = list(OFFICE)
        changed[2] = EntryText("Кузнецова Алёна Петровна", numbers=("+73422654321",))
        merged = put(office, changed)
        assert (merged.added, merged.changed, merged.unchanged) == (0, 1, len(OFFICE) - 1)
        for database in (office, other):
            assert names(database, "щербакова") == []
            assert names(database, "энтузиастов") == []
            assert names(database, "кузнецова") == ["Кузнецова Алёна Петровна"]
            assert names(database, "654321") == ["Кузнецова Алёна Петровна"]
        ids = office.transact(lambda s: list(s.directory.ids_of(1)))
        entry = office.transact(lambda s: s.directory.get(ids[0]))
        assert entry is not None
        assert entry.text.name == "Иванов Пётр Сергеевич"
        assert office.transact(lambda s: s.directory.remove([ids[0], 10**9], NOW)) == 1
        assert names(other, "сергеевич") == []
        assert other.transact(lambda s: s.directory.get(ids[0])) is None
    finally:
        other.close()


def test_what_is_rolled_back_is_never_found(office: FirebirdDatabase) -> None:
    def broken(stores) -> None:  # type: ignore[no-untyped-def]
        new = [NewEntry("x", EntryText("Ежевика Ёжикова", numbers=("+79990000001",)))]
        stores.directory.merge(1, new, NOW)
        assert stores.directory.search("ежевика").total == 1  # within the transaction it is
        raise KnownError("no")

    with pytest.raises(KnownError):
        office.transact(broken)
    assert names(office, "ежевика") == []
    new = [NewEntry("y", EntryText("Клюква Морошкина", numbers=("+79990000002",)))]
    office.transact(lambda s: s.directory.merge(1, new, NOW))
    assert names(office, "ежевика") == []
    assert names(office, "морошкина") == ["Клюква Морошкина"]


def test_frequent_words_have_sets_by_part(
    database: FirebirdDatabase, tested_database: DatabaseUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postings, "FEW", 60)
    # Over the end of a part, and beyond the length of a short list, in several changes.
    database.transact_raw(lambda c: c.next_ids("directory_entry_ids", 65_500))
    people = [
        EntryText(f"Сидоров {name}", "ул. Мира", (f"+7347200{number:04d}",))
        for number, name in enumerate(
            random.Random(1).choices(("Иван", "Пётр", "Олег", "Юрий"), k=150)
        )
    ]
    put(database, people[:50])
    put(database, people[:58])
    put(database, people)
    kinds = database.transact_raw(
        lambda c: c.rows("SELECT part, COUNT(*) FROM directory_many GROUP BY part ORDER BY part")
    )
    assert [part for part, _ in kinds] == [0, 1]
    for name in ("Иван", "Пётр", "Олег", "Юрий"):
        found = database.transact(lambda s, n=name: s.directory.search(f"сидоров {n}", 200))
        assert found.total == sum(each.name.endswith(name) for each in people)
        assert {entry.text.name for entry in found.entries} == {f"Сидоров {name}"}
    ids = database.transact(lambda s: list(s.directory.ids_of(1)))
    database.transact(lambda s: s.directory.remove(ids[10:], NOW))
    assert len(names(database, "сидоров", 200)) == 10
    other = tested_database.open()
    try:
        assert len(names(other, "сидоров", 200)) == 10
    finally:
        other.close()


def test_the_index_is_built_anew(office: FirebirdDatabase) -> None:
    office.transact_raw(lambda c: c.execute("UPDATE directory_state SET token_version = 999"))
    with pytest.raises(KnownError, match="another version"):
        names(office, "иванов")
    office.transact(lambda s: s.directory.begin_rebuild(NOW))
    with pytest.raises(KnownError, match="built anew"):
        names(office, "иванов")
    assert rebuild_directory(office, NOW) == len(OFFICE)
    assert names(office, "щербакова") == ["Щербакова Алёна Петровна"]
    assert names(office, "222-33-44") == ["Иванов Пётр Сергеевич"]
    status = office.transact(lambda s: s.directory.status())
    assert (status.entries, status.current) == (len(OFFICE), True)


def test_two_writers_wait_for_each_other(
    office: FirebirdDatabase, tested_database: DatabaseUnderTest
) -> None:
    """Both add entries of the same words at the same time; neither's get lost."""
    import threading

    def write(source: str) -> None:
        own = tested_database.open()
        try:
            for number in range(10):
                text = EntryText(
                    f"Одинаков Один {source}{number}", numbers=(f"+7917000{number:04d}",)
                )
                own.transact(
                    lambda s, t=text, n=number: s.directory.merge(
                        s.directory.source(source, NOW).id, [NewEntry(str(n), t)], NOW
                    )
                )
        finally:
            own.close()

    threads = [threading.Thread(target=write, args=(source,)) for source in ("альфа", "бета")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert office.transact(lambda s: s.directory.search("одинаков один", 50)).total == 20


def test_hot_statements_walk_along_their_index(office: FirebirdDatabase) -> None:
    """Those inside the blocks, whose own plans Firebird hides, and those beside them."""
    for sql, index in (
        ("SELECT f.token FROM directory_few f WHERE f.token = ?", "INDEX (RDB$PRIMARY"),
        ("SELECT m.entries FROM directory_many m WHERE m.token = ? AND m.part BETWEEN ? AND ?",
         "INDEX (RDB$PRIMARY"),
        ("SELECT e.id FROM directory_entries e WHERE e.source_id = ? AND e.source_key = ?",
         "DIRECTORY_ENTRIES_KEY"),
        ("SELECT id FROM directory_entries WHERE source_id = ?", "DIRECTORY_ENTRIES_KEY"),
        ("SELECT first_token, tokens FROM directory_tokens WHERE first_token >= ?"
         " ORDER BY first_token", "ORDER RDB$PRIMARY"),
        ("SELECT FIRST 1 first_token, tokens FROM directory_tokens ORDER BY first_token DESC",
         "ORDER DIRECTORY_TOKENS_LAST"),
    ):  # fmt: skip
        plan = office.transact_raw(lambda c, s=sql: c.plan(s))
        assert index in plan, (sql, plan)
        assert not {"NATURAL", "SORT"} & set(plan.replace("(", " ").split()), (sql, plan)


LETTERS = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
WORDS = st.text(LETTERS, min_size=3, max_size=10)


@st.composite
def people_and_query(draw: st.DrawFn) -> tuple[list[str], int, str]:
    """Some names, one of them, and that with one random error in typing."""
    found = draw(
        st.lists(st.lists(WORDS, min_size=1, max_size=3).map(" ".join), min_size=1, max_size=8,
                 unique=True)
    )  # fmt: skip
    which = draw(st.integers(0, len(found) - 1))
    name = found[which]
    at = draw(st.integers(0, len(name) - 1))
    letter = draw(st.sampled_from(LETTERS))
    match draw(st.sampled_from(("wrong", "missing", "too many", "exchanged", "space"))):
        case "wrong":
            typed = name[:at] + letter + name[at + 1 :]
        case "missing":
            typed = name[:at] + name[at + 1 :]
        case "too many":
            typed = name[:at] + letter + name[at:]
        case "exchanged":
            typed = name[:at] + name[at : at + 2][::-1] + name[at + 2 :]
        case _:
            typed = name[:at] + " " + name[at:]
    return found, which, typed


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(people_and_query())
def test_one_random_error_never_hides_a_name(
    database: FirebirdDatabase, case: tuple[list[str], int, str]
) -> None:
    found, which, typed = case
    database.transact_raw(lambda c: c.execute("DELETE FROM directory_entries"))
    rebuild_directory(database, NOW)
    put(database, [EntryText(name, numbers=("+79170000000",)) for name in found])
    assert found[which] in names(database, typed)
