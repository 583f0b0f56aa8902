"""Which column is what."""

import pytest

from engine.errors import KnownError
from engine.lists.columns import Columns, PhoneColumnUnknown, find_columns
from engine.lists.headers import Meaning, meaning_of
from engine.lists.phones import PhoneReader
from engine.lists.table import Row

READER = PhoneReader("RU")


def rows(text: str) -> list[Row]:
    """Lines of cells divided by semicolons; blank lines keep their number but are left out."""
    lines = enumerate(text.strip("\n").split("\n"), start=1)
    return [(number, line.split(";")) for number, line in lines if line.strip(" ;")]


def columns_of(text: str, *mapping: tuple[str, str]) -> Columns:
    return find_columns(rows(text), READER, mapping, "list.csv")


@pytest.mark.parametrize(
    "header",
    ["Телефон", "Тел.", "Моб. тел.", "Номер телефона", "Контактный телефон", "№ телефона",
     "Сотовый", "Мобильный", "phone", "Phone Number", "PhoneNumber1", "MSISDN", "TEL_MOB",
     "ТЕЛ_ДОМ", "Дом. телефон", "Телефоны должника", "Номер для обзвона", "Тел./факс"],
)  # fmt: skip
def test_telephone_headers(header: str) -> None:
    assert meaning_of(header) is Meaning.PHONE


@pytest.mark.parametrize(
    "header",
    ["Тип телефона", "Контактное лицо", "Телефон менеджера", "ФИО", "Номер договора",
     "Дата звонка", "Количество звонков", "Лицевой счёт", "Phone type", "E-mail", "№ п/п",
     "Задолженность за телефон", "Тел. поручителя", "Сумма", ""],
)  # fmt: skip
def test_headers_that_only_sound_like_it(header: str) -> None:
    assert meaning_of(header) not in (Meaning.PHONE, Meaning.MAYBE_PHONE)


def test_titles_above_the_header_are_no_rows() -> None:
    found = columns_of("""
Список телефонов должников;;
ООО "Ромашка", тел. +7 343 222-33-22;;

ФИО;Контактный телефон;Регион
Иванов;89123456789;Москва
""")
    assert found.header_row == 4
    assert found.phones == (1,)
    assert found.regions == (2,)
    assert dict(found.fields) == {"ФИО": 0, "Регион": 2}
    assert found.described == {"phone": "Контактный телефон", "region": "Регион", "ФИО": "ФИО",
                               "Регион": "Регион"}  # fmt: skip


def test_several_telephone_columns_are_alternates_in_order() -> None:
    found = columns_of("Дом. тел.;Имя;Моб. тел.\n84951234567;Анна;89123456789")
    assert found.phones == (0, 2)
    assert found.described == {"phone": "Дом. тел.", "phone 2": "Моб. тел.", "Имя": "Имя"}


def test_doubtful_headers_are_judged_by_what_is_below() -> None:
    assert columns_of("Имя;Контакт\nАнна;89123456789\nПётр;89123456780").phones == (1,)
    with pytest.raises(PhoneColumnUnknown):
        columns_of("Имя;Контакт\nАнна;менеджер\nПётр;директор")


def test_without_a_header_the_contents_tell() -> None:
    found = columns_of("Анна;89123456789;12\nПётр;8 (912) 345-67-80;5")
    assert found.header_row is None
    assert found.phones == (1,)
    assert found.described == {"phone": 2, "column 1": 1, "column 3": 3}


def test_a_header_of_unknown_words_is_still_a_header() -> None:
    found = columns_of("Wer;Wohin\nAnna;89123456789\nPeter;89123456780")
    assert found.header_row == 1
    assert dict(found.fields) == {"Wer": 0}


def test_two_columns_that_might_be_it_are_refused_with_what_is_seen() -> None:
    with pytest.raises(PhoneColumnUnknown) as caught:
        columns_of("Анна;9123456789;7707083893\nПётр;9123456780;9101234567")
    text = str(caught.value)
    assert "several columns may hold telephone numbers" in text
    assert "2 (9123456789)" in text
    assert "3 (7707083893)" in text
    assert "--map phone=" in text


def test_no_telephone_at_all_is_refused() -> None:
    with pytest.raises(PhoneColumnUnknown, match=r"1 'Имя' \(Анна\), 2 'Долг' \(100\)"):
        columns_of("Имя;Долг\nАнна;100\nПётр;200")


def test_a_tax_number_is_no_telephone_whatever_it_looks_like() -> None:
    with pytest.raises(PhoneColumnUnknown):
        columns_of("Имя;ИНН\nАнна;9123456789\nПётр;9123456780")


def test_the_user_names_columns_by_header_or_number() -> None:
    text = "Кто;Куда;Сколько\nАнна;89123456789;5\nПётр;89123456780;7"
    by_header = columns_of(text, ("phone", "куда"), ("name", "Кто"))
    assert by_header.phones == (1,)
    assert dict(by_header.fields) == {"name": 0, "Сколько": 2}
    assert by_header.described == {"phone": "Куда", "name": "Кто", "Сколько": "Сколько"}
    assert columns_of(text, ("phone", "2"), ("name", "1")).described == by_header.described


def test_the_user_may_name_several_telephones_and_the_zone() -> None:
    found = columns_of("a;b;c\n89123456789;84951234567;5", ("phone", "2"), ("phone", "1"),
                       ("timezone", "3"))  # fmt: skip
    assert found.phones == (1, 0)
    assert found.timezone == 2


@pytest.mark.parametrize("column", ["Мобильный", "7", "0"])
def test_a_column_that_is_not_there_is_told_with_those_that_are(column: str) -> None:
    with pytest.raises(KnownError, match=r"list\.csv has no column .*1 'Имя'.*2 'Телефон'"):
        columns_of("Имя;Телефон\nАнна;89123456789", ("phone", column))


def test_equal_headers_get_numbers() -> None:
    found = columns_of("Телефон;Имя;Имя;\n89123456789;Анна;Ивановна;примечание")
    assert list(found.fields) == ["Имя", "Имя 2", "column 4"]


def test_time_zone_column() -> None:
    found = columns_of("Телефон;Часовой пояс\n89123456789;МСК+2")
    assert found.timezone == 1
    assert found.timezone_header == "Часовой пояс"


def test_a_few_longer_rows_do_not_widen_the_list() -> None:
    lines = ["Телефон;Адрес"] + [f"8912345{n:04};дом" for n in range(20)]
    lines[7] += ";лишнее"
    assert columns_of("\n".join(lines)).width == 2


def test_a_header_of_two_lines() -> None:
    found = columns_of(
        "№;ФИО;Контакты;;Долг\n;;Тел. 1;Тел. 2;\n1;Анна;89123456789;84951234567;5\n"
        "2;Пётр;89123456780;;7"
    )
    assert found.header_row == 2
    assert found.phones == (2, 3)
    assert list(found.fields) == ["№", "ФИО", "Долг"]


def test_one_header_over_several_telephone_columns() -> None:
    found = columns_of("ФИО;Телефоны;;Долг;\nАнна;89123456789;84951234567;5;да")
    assert found.phones == (1, 2)
    assert list(found.fields) == ["ФИО", "Долг", "column 5"]


def test_empty_columns_are_not_worth_telling() -> None:
    assert columns_of(";Телефон;\n;89123456789;").described == {"phone": "Телефон"}
