"""Every row of a list is accounted for."""

from collections.abc import Iterable
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.lists.columns import PhoneColumnUnknown, find_columns
from engine.lists.intake import Intake
from engine.lists.phones import PhoneReader
from engine.lists.regions import region_zones
from engine.lists.table import BrokenCells, RejectedRow, Row
from engine.ports.storage import NewContact
from rino_desktop.contact_lists import clocks, home_zones

READER = PhoneReader("RU")
MOBILE_ZONES = 16


def take(rows: list[Row], do_not_call: Iterable[str] = ()
         ) -> tuple[list[NewContact], list[RejectedRow], Intake]:  # fmt: skip
    filled = [row for row in rows if any(cell.strip() for cell in row[1])]
    rejected: list[RejectedRow] = []
    intake = Intake(find_columns(filled, READER), READER, set(do_not_call), rejected.append)
    contacts = [contact for batch in intake.batches(rows, size=3) for contact in batch]
    assert intake.rows == len(contacts) + len(rejected)
    assert intake.contacts == len(contacts)
    assert sum(intake.rejected.values()) == len(rejected)
    return contacts, rejected, intake


def test_who_tells_nothing_of_his_place_is_at_home() -> None:
    rows = numbered("""
Имя;Телефон;Регион
Анна;89123456789;
Пётр;89123456788;Омская область
Олег;8 495 123-45-67;
""")
    columns = find_columns(rows, READER)
    intake = Intake(columns, READER, (), lambda _row: None, ("Asia/Yekaterinburg",))
    zones = [contact.zones for batch in intake.batches(rows) for contact in batch]
    assert zones == [("Asia/Yekaterinburg",), ("Asia/Omsk",), ("Europe/Moscow",)]


def test_home_is_not_taken_for_another_place() -> None:
    """A number of several zones, one abroad, two that contradict each other, a place that nobody
    knows: at home it may be evening while it is night there."""
    rows = numbered("""
Имя;Телефон;Регион
Яна;8 411 245-67-89;
Али;+7 727 250-00-00;
Олег;8 495 123-45-67, 8 423 222-22-22;
Ян;89123456789;Приморрье
Анна;89123456788;-
""")
    columns = find_columns(rows, READER)
    intake = Intake(columns, READER, (), lambda _row: None, ("Europe/Moscow",))
    yakutia, abroad, torn, unknown, anna = (
        contact.zones for batch in intake.batches(rows) for contact in batch
    )
    assert "Asia/Yakutsk" in yakutia
    assert "Europe/Moscow" not in yakutia + abroad
    assert set(torn) == {"Europe/Moscow", "Asia/Vladivostok"}
    assert len(unknown) == MOBILE_ZONES
    assert anna == ("Europe/Moscow",)
    for home in ("Калининград", "Барнаул", "Чита", "Камчатский край"):  # no names of a number's
        intake = Intake(columns, READER, (), lambda _row: None, home_zones(home, "ru"))
        assert [c.zones for b in intake.batches(rows) for c in b][4] == region_zones(home)


def test_a_bare_number_for_home_means_all_that_it_may() -> None:
    assert home_zones("5", "RU") == ("Asia/Irkutsk", "Asia/Yekaterinburg", "Europe/Moscow")
    assert home_zones(" 63 ", "ru") == ("Europe/Samara",)
    at = datetime(2026, 11, 30, 9, 5, tzinfo=UTC)
    told = clocks(home_zones("Троицк", "RU"), at)
    assert told == "14:05 (Asia/Yekaterinburg)", "somebody who means Moscow's sees that"


def numbered(text: str) -> list[Row]:
    return [(n, line.split(";")) for n, line in enumerate(text.strip("\n").split("\n"), start=1)]


def reasons(text: str, do_not_call: Iterable[str] = ()) -> list[tuple[int, str]]:
    return [(r.row, r.reason.value) for r in take(numbered(text), do_not_call)[1]]


def test_reasons_and_row_numbers() -> None:
    assert reasons("""
Имя;Телефон;Долг
Анна;89123456789;5

Пётр;;5
Олег;2-34-56;5
Анна ещё раз;+7 912 345-67-89;5
Вера;89123456780;5;6;7
Имя;Телефон;Долг
Нина;8 495 123-45-67;5
Итого;;20
;;20
""", ["+74951234567"]) == [
        (4, "no_phone"), (5, "bad_phone"), (6, "duplicate_in_file"), (7, "malformed_row"),
        (8, "malformed_row"), (9, "do_not_call"), (10, "total_row"), (11, "total_row"),
    ]  # fmt: skip


def test_sums_are_a_total_only_at_the_end() -> None:
    assert reasons("Имя;Телефон;Долг\n;;5\nАнна;89123456789;7") == [(2, "no_phone")]
    assert reasons("Имя;Телефон;Долг\nАнна;89123456789;7\n;;1 250,30 руб.") == [(3, "total_row")]


def test_a_total_may_stand_in_the_telephone_column() -> None:
    assert reasons("Имя;Телефон\nАнна;89123456789\n;Всего: 1") == [(3, "total_row")]


def test_used_and_forbidden_phones_leave_a_contact_that_has_others() -> None:
    contacts, rejected, _ = take(
        numbered(
            "Имя;Телефон\nА;89123456789\nБ;89123456789, 84951234567\nВ;89123456780,84951234568"
        ),
        ["+79123456780"],
    )
    assert [c.phones for c in contacts] == [("+79123456789",), ("+74951234567",),
                                            ("+74951234568",)]  # fmt: skip
    assert rejected == []


def test_phone_columns_and_cells_make_alternates_in_order() -> None:
    contacts, _, _ = take(numbered("Моб;Дом. тел.\n89123456789;84951234567, 89123456789"))
    assert contacts[0].phones == ("+79123456789", "+74951234567")


def test_zone_from_own_column_else_region_else_number() -> None:
    contacts, _, _ = take(
        numbered("""
Телефон;Пояс;Регион
89123456781;UTC+5;Москва
89123456782;?;Самарская обл.
89123456783;;
84951234567;;
""")
    )
    assert [c.zones for c in contacts[:2]] == [("Asia/Yekaterinburg",), ("Europe/Samara",)]
    assert len(contacts[2].zones) == MOBILE_ZONES
    assert contacts[3].zones == ("Europe/Moscow",)


def test_a_landline_number_tells_where_the_mobile_one_lives() -> None:
    contacts, _, _ = take(numbered("Телефон;Имя\n89123456781, 8 343 222-33-22;Анна"))
    assert contacts[0].zones == ("Asia/Yekaterinburg",)


def test_fields_are_all_other_columns_and_keep_empty_cells() -> None:
    contacts, _, _ = take(
        numbered("Телефон;Имя;Долг;\n89123456789; Анна ;;\n89123456780;Пётр;5;да")
    )
    assert contacts[0].fields == {"Имя": "Анна", "Долг": ""}
    assert contacts[1].fields == {"Имя": "Пётр", "Долг": "5", "column 4": "да"}


def test_a_broken_row_is_rejected_with_what_is_left_of_it() -> None:
    rows: list[Row] = [(1, ["Телефон", "Имя"]), (2, BrokenCells(["89123456789", "\udcd0"])),
                       (3, ["89123456780", "Анна"])]  # fmt: skip
    contacts, rejected, _ = take(rows)
    assert len(contacts) == 1
    assert rejected[0].cells == ("89123456789", "\udcd0")


ODD_CELLS = [
    "", " ", "89123456789", "+7 912 345-67-80", "8 495 123-45-67", "нет", "2-34-56", "Итого", "5",
    "1 250,30", "Иванов", "Телефон", "Имя", "89123456789, 84951234567", "89123456781;89123456782",
    "\udcd0", "'", "9,12E+10",
]  # fmt: skip
CELL = st.one_of(st.sampled_from(ODD_CELLS), st.text(max_size=8))
TABLE = st.lists(st.lists(CELL, max_size=5), max_size=25)


@settings(max_examples=300, deadline=None)
@given(TABLE, st.booleans(), st.sets(st.sampled_from(["+79123456789", "+74951234567"])))
def test_rows_are_contacts_and_rejects(
    table: list[list[str]], with_header: bool, do_not_call: set[str]
) -> None:
    cells = [["Имя", "Телефон", "Долг"], *table] if with_header else table
    rows: list[Row] = list(enumerate(cells, start=1))
    try:
        contacts, rejected, _ = take(rows, do_not_call)
    except PhoneColumnUnknown:
        assert not with_header
        return
    phones = [phone for contact in contacts for phone in contact.phones]
    assert len(set(phones)) == len(phones)  # nobody twice
    assert not do_not_call & set(phones)
    told = sorted([c.row for c in contacts] + [r.row for r in rejected])
    assert len(set(told)) == len(told)
    if with_header:
        # Every row with anything in it is told, once.
        assert told == [n for n, line in rows[1:] if any(cell.strip() for cell in line)]
