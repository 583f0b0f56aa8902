"""The book of contacts: its orders, searches and plans; changes by hand. On both engines."""

from datetime import timedelta

import pytest

from engine.adapters.firebird import (
    FirebirdDatabase,
    contact_book,
    contact_fields,
    contact_life,
)
from engine.adapters.firebird.contact_book import sort_text
from engine.domain.contact import ContactState
from engine.errors import KnownError
from engine.ports.contact_book import BookOrder, BookQuery
from rino_desktop.contacts import editing
from rino_desktop.contacts.editing import ContactConflict, Edit
from rino_desktop.contacts.finder import Finder
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.stored_campaign import (
    NOW,
    Dialling,
    add_contacts,
    again,
    busy,
    dialling,
    phone_of,
)


def found(database: FirebirdDatabase, query: BookQuery) -> list[str]:
    """Numbers in the order in which the finder has them."""
    finder = Finder(query)
    while not finder.done:
        finder.take(database.transact(finder.look))
    rows = database.transact(lambda s: s.contact_book.rows(list(finder.ids)))
    assert finder.found == len(finder.ids) == len(rows)
    return [row.contact.phones[0] for row in rows]


@pytest.fixture
def book(tested_database: DatabaseUnderTest, database: FirebirdDatabase) -> Dialling:
    """Thirty contacts in two lists; two of them were called and wait."""
    case = dialling(tested_database, database, 20)
    add_contacts(tested_database, case.campaign, 10, first=21)
    for number, attempt in enumerate(case.dial(2)):
        next_at = NOW + timedelta(hours=3 - number)
        case.close(attempt, busy(attempt), again(attempt, next_at))
    return case


def test_orders_and_filters(book: Dialling) -> None:
    database, campaign = book.database, (book.campaign.id,)
    assert found(database, BookQuery(campaign)) == [phone_of(n) for n in range(1, 31)]
    by_phone = BookQuery(campaign, order=BookOrder.PHONE)
    assert found(database, by_phone) == [phone_of(n) for n in range(1, 31)]
    backwards = BookQuery(campaign, order=BookOrder.PHONE, descending=True)
    assert found(database, backwards) == [phone_of(n) for n in range(30, 0, -1)]
    waiting = BookQuery(campaign, states=frozenset({ContactState.WAITING_RETRY}))
    called = found(database, waiting)
    assert len(called) == 2
    by_try = BookQuery(campaign, order=BookOrder.NEXT_TRY)
    assert found(database, by_try)[-2:] == called
    later = BookQuery(campaign, next_from=NOW + timedelta(hours=2.5))
    assert found(database, later) == called[1:]
    assert sorted(found(database, BookQuery(campaign, result="user_busy"))) == sorted(called)
    tries = BookQuery(campaign, order=BookOrder.TRIES, descending=True)
    assert set(found(database, tries)[:2]) == set(called)
    assert found(database, BookQuery(campaign, beginnings=(phone_of(1)[:-1],)))[0] == phone_of(1)
    assert found(database, BookQuery(campaign, digits="000002")) == [
        phone_of(n) for n in range(1, 31) if "000002" in phone_of(n)
    ]
    assert found(database, BookQuery(campaign, field="Имя", value="АБОНЕНТ 7")) == [phone_of(7)]
    by_field = BookQuery(campaign, order=BookOrder.FIELD, order_field="Имя")
    assert found(database, by_field)[0] == phone_of(1)
    lists = database.transact(lambda s: s.contact_book.lists(book.campaign.id))
    assert [info.contacts for info in lists] == [10, 20]
    only = BookQuery(campaign, import_id=lists[0].id)
    assert found(database, only) == [phone_of(n) for n in range(21, 31)]
    assert database.transact(lambda s: s.contact_book.field_names(campaign)) == ["Имя"]


def test_many_wait_for_the_same_moment(book: Dialling, monkeypatch: pytest.MonkeyPatch) -> None:
    """Portions smaller than a moment has contacts lose none and repeat none."""
    monkeypatch.setattr("rino_desktop.contacts.finder.FIRST_PORTION", 3)
    monkeypatch.setattr("rino_desktop.contacts.finder.PORTION", 4)
    new = BookQuery((book.campaign.id,), states=frozenset({ContactState.NEW}))
    numbers = found(book.database, new)
    assert len(numbers) == len(set(numbers)) == 28
    assert len(set(found(book.database, BookQuery(order=BookOrder.NEXT_TRY)))) == 30


def test_plans_walk_along_indexes(book: Dialling) -> None:
    plans = book.database.transact_raw(
        lambda sql: {
            index: sql.plan(statement)
            for statement, index in (
                (contact_book.BY_LIST, "CONTACTS_LIST"),
                (contact_book.BY_PHONE, "CONTACTS_PHONE"),
                (contact_book.BY_BEGINNING, "CONTACTS_PHONE "),
                (contact_book.SAME_MOMENT, "CONTACTS_STATE"),
                (contact_book.LATER_MOMENTS, "CONTACTS_STATE "),
                (contact_life.CHANGES, "AUDIT_SUBJECT_NUMBER"),
                (contact_life.REFUSED_BY, "REFUSALS_CAMPAIGN"),
                (contact_life.DIALLED, "ATTEMPTS_CAMPAIGN"),
                (contact_fields.OLD.format(settled=""), "CONTACTS_LIST "),
                (contact_fields.COUNT.format(settled=""), "IMPORTS_CAMPAIGN"),
            )
        }
    )
    for index, plan in plans.items():
        assert index.strip() in plan, plan
        assert "NATURAL" not in plan, plan
        if index.startswith("CONTACTS"):
            assert "SORT" not in plan, plan


def test_the_beginning_of_a_number_reads_nothing_behind_it(book: Dialling) -> None:
    def read() -> int:
        return book.database.transact_raw(
            lambda sql: int(sql.value(
                "SELECT r.MON$RECORD_IDX_READS FROM MON$ATTACHMENTS a JOIN MON$RECORD_STATS r"
                " ON r.MON$STAT_ID = a.MON$STAT_ID WHERE a.MON$ATTACHMENT_ID = CURRENT_CONNECTION"
            ))
        )  # fmt: skip

    def walk(beginning: str) -> list[str]:
        query = BookQuery((book.campaign.id,), beginnings=(beginning,))
        (section,) = book.database.transact(lambda s: s.contact_book.sections(query))
        before = read()
        rows, _ = book.database.transact(lambda s: s.contact_book.walk(query, section, None, 100))
        reads.append(read() - before)
        return [str(number) for number, _ in rows]

    reads: list[int] = []
    every = sorted(phone_of(n) for n in range(1, 31))
    assert walk(every[0]) == [every[0]]
    assert walk("+") == every
    assert walk(every[-1] + "9") == []
    assert reads[0] < 15 < reads[1], reads


def test_two_people_change_a_contact_at_once(book: Dialling) -> None:
    database = book.database
    seen = database.transact(lambda s: s.contact_book.rows(
        s.contact_book.with_phone(phone_of(30))))[0].contact  # fmt: skip
    first = Edit(seen.phones, (), {**seen.fields, "Долг": "100"})
    second = Edit((seen.phones[0], "+74950000001"), (), {**seen.fields, "Город": "Тверь"})
    third = Edit(seen.phones, (), {**seen.fields, "Долг": "200"})
    database.transact(lambda s: editing.change(s, seen, first, NOW))
    both = database.transact(lambda s: editing.change(s, seen, second, NOW))
    assert both.fields == {"Имя": "Абонент 30", "Долг": "100", "Город": "Тверь"}
    assert both.phones == (phone_of(30), "+74950000001")
    with pytest.raises(ContactConflict, match="Долг"):
        database.transact(lambda s: editing.change(s, seen, third, NOW))
    entries = database.transact(lambda s: s.contact_life.changes([seen.id], 10))
    assert [entry.action for entry in entries] == ["contact.edit", "contact.edit"]
    assert entries[1].details == {"fields": {"Долг": [None, "100"]}}


def test_a_contact_in_the_hands_of_an_engine(book: Dialling) -> None:
    (attempt,) = book.dial(1)
    contact = book.contact(attempt)
    other = Edit(("+74951234567",), (), contact.fields)
    with pytest.raises(KnownError, match="being called"):
        book.database.transact(lambda s: editing.change(s, contact, other, NOW))
    fields = Edit(contact.phones, (), {"Имя": "Иначе"})
    changed = book.database.transact(lambda s: editing.change(s, contact, fields, NOW))
    assert changed.fields == {"Имя": "Иначе"}
    book.close(attempt)
    taken = Edit((phone_of(30),), (), changed.fields)
    if contact.phones[0] != phone_of(30):
        with pytest.raises(KnownError, match="another contact"):
            book.database.transact(lambda s: editing.change(s, changed, taken, NOW))


def test_withdrawn_put_back_put_off(book: Dialling) -> None:
    database = book.database
    (number,) = database.transact(lambda s: s.contact_book.with_phone(phone_of(29)))
    assert database.transact(lambda s: editing.withdraw(s, [number], "Анна", "просил", NOW)) == 1
    assert database.transact(lambda s: editing.withdraw(s, [number], "Анна", "просил", NOW)) == 0
    known = database.transact(lambda s: s.contact_changes.withdrawal(number))
    assert known is not None
    assert (known.who, known.reason) == ("Анна", "просил")
    assert database.transact(lambda s: s.contacts.get(number)).state is ContactState.EXCLUDED
    assert database.transact(lambda s: editing.put_back(s, [number], NOW)) == 1
    assert database.transact(lambda s: s.contacts.get(number)).state is ContactState.NEW
    later = NOW + timedelta(days=1)
    assert database.transact(lambda s: editing.put_off(s, [number], later, NOW)) == 1
    assert number not in {c.id for c in book.claim(50)}
    assert database.transact(lambda s: s.contact_changes.first_in_line(number))


def test_first_in_line_is_claimed_first(book: Dialling) -> None:
    (number,) = book.database.transact(lambda s: s.contact_book.with_phone(phone_of(28)))
    assert book.database.transact(lambda s: s.contact_changes.first_in_line(number))
    assert [contact.id for contact in book.claim(1)] == [number]


def test_added_by_hand_once(book: Dialling) -> None:
    edit = Edit(("8 495 111-22-33", "+7 495 111 22 44"), ("Europe/Moscow",), {"Имя": "Новый"})
    add = lambda s: editing.add(s, book.campaign.name, edit, "Анна", NOW)  # noqa: E731
    number = book.database.transact(add)
    row = book.database.transact(lambda s: s.contact_book.rows([number]))[0]
    assert row.contact.phones == ("+74951112233", "+74951112244")
    assert row.list_name == "operator:Анна"
    with pytest.raises(KnownError, match="another contact"):
        book.database.transact(add)


def test_numbers_sort_by_their_size() -> None:
    values = ["10", "9", "abc", "-5", "1 000,5", "", "-50"]
    assert sorted(values, key=sort_text) == ["-50", "-5", "9", "10", "1 000,5", "", "abc"]
