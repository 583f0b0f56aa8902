"""Telephone cells as offices write them."""

import phonenumbers
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from engine.errors import KnownError
from engine.lists.phones import PhoneReader, number_zones

RUSSIA = PhoneReader("RU")
A, B, LAND = "+79123456789", "+79123456780", "+74951234567"


@pytest.mark.parametrize(
    ("cell", "phones"),
    [
        ("89123456789", [A]),
        ("+7 (912) 345-67-89", [A]),
        ("8 912 345 67 89", [A]),
        ("9123456789", [A]),
        ("8-912-345-67-89", [A]),
        ("8.912.345.67.89", [A]),
        ("+7\u00a0912\u00a0345\u00a067\u00a089", [A]),
        ("８９１２３４５６７８９", [A]),
        ("tel:+79123456789", [A]),
        # spreadsheets
        ("79123456789.0", [A]),
        ("79123456789,00", [A]),
        ("7.9123456789E10", [A]),
        ("7,9123456789E+10", [A]),
        ("'89123456789", [A]),
        # mistakes with one meaning
        ("+8 912 345 67 89", [A]),
        ("+7 (8912) 345-67-89", [A]),
        ("+9123456789", [A]),
        ("007 912 345 67 89", [A]),
        # several in one cell, in order
        ("8 (912) 345-67-89, +7 495 123-45-67 доб. 12; 2-34-56", [A, LAND]),
        ("89123456789 89123456780", [A, B]),
        ("8 912 345 67 89 8 912 345 67 80", [A, B]),
        ("+7(912)345-67-89+7(912)345-67-80", [A, B]),
        ("8 912 345 67 89/8 912 345 67 80", [A, B]),
        ("89123456789\n89123456780", [A, B]),
        ("8 912 345 67 89 и 8 912 345 67 80", [A, B]),
        ("моб. 89123456789 (жена), дом. 8(495)1234567", [A, LAND]),
        ("89123456789; +7 912 345-67-89", [A]),
        ("Иванов 8-912-345-67-89 - Пётр", [A]),
        # extensions are not dialled
        ("84951234567 доб.123", [LAND]),
        ("8 495 123-45-67 (доб. 12)", [LAND]),
        ("8 495 123-45-67 вн.101, 8 912 345-67-89", [LAND, A]),
        ("+7 495 123 45 67 ext 12", [LAND]),
        ("84951234567#12", [LAND]),
        # abroad
        ("+380501234567", ["+380501234567"]),
        ("8-10-380-50-123-45-67", ["+380501234567"]),
        ("+44 20 7946 0958", ["+442079460958"]),
    ],
)
def test_numbers_are_found_in_the_order_written(cell: str, phones: list[str]) -> None:
    assert list(RUSSIA.read(cell).phones) == phones


@pytest.mark.parametrize(
    "cell",
    ["2-34-56", "8912345678", "891234567890", "abc", "0", "112", "79123456789000",
     "7,91235E+10", "уточнить", "+7 999"],
)  # fmt: skip
def test_what_is_no_number_is_bad_and_not_empty(cell: str) -> None:
    read = RUSSIA.read(cell)
    assert read.phones == ()
    assert not read.empty


@pytest.mark.parametrize("cell", ["", "  ", "-", "—", "нет", "Нет телефона", "н/д", "б/н",
                                  "не указан", "отсутствует", "NULL", "#N/A", "???"])  # fmt: skip
def test_ways_to_say_that_there_is_no_number(cell: str) -> None:
    assert RUSSIA.read(cell).empty


def test_the_country_decides_about_national_numbers() -> None:
    assert PhoneReader("de").read("030 123456").phones == ("+4930123456",)
    assert PhoneReader("KZ").read("8 701 123 45 67").phones == ("+77011234567",)
    with pytest.raises(KnownError, match="country 'XX' is unknown"):
        PhoneReader("XX")


def test_zones_of_numbers() -> None:
    assert len(number_zones(A)) == 16  # a mobile number may be anywhere in the country
    assert number_zones("+73432223322") == ("Asia/Yekaterinburg",)
    assert number_zones(LAND) == ("Europe/Moscow",)
    assert number_zones("+999123") == ()


PLAIN = st.tuples(
    st.sampled_from(["", "+7", "8", "7", "+", "+8", "77"]),
    st.lists(st.sampled_from("0123456789" * 3 + " -()\u00a0"), min_size=9, max_size=16),
).map(lambda parts: parts[0] + "9" + "".join(parts[1]))


@settings(max_examples=600, deadline=None)
@given(st.one_of(PLAIN, st.from_regex(r"(\+7|8|7)?[ -]?\(?9[0-9]{2}\)?[ -]?[0-9]{3}[ -]?[0-9]{4}",
                                      fullmatch=True)))  # fmt: skip
@example("900000000\u00a0\u00a00-")
@example("900000000  0(")
def test_the_short_way_gives_exactly_the_long_answer(cell: str) -> None:
    short = RUSSIA.plain(cell)
    if short is not None:
        assert RUSSIA.read_slowly(cell).phones == (short,)
        number = phonenumbers.parse(cell, "RU")
        assert phonenumbers.is_valid_number(number)
        assert phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) == short


@settings(max_examples=300, deadline=None)
@given(st.integers(9_000_000_000, 9_999_999_999).map(str))
def test_the_short_way_knows_every_valid_mobile_number(national: str) -> None:
    valid = phonenumbers.is_valid_number(phonenumbers.parse("+7" + national))
    assert (RUSSIA.plain("8" + national) is not None) == valid
    if valid:
        zones = phonenumbers.timezone.time_zones_for_number(phonenumbers.parse("+7" + national))
        assert number_zones("+7" + national) == zones


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="0123456789+-() .,;/доби\n'eE", max_size=40))
def test_no_cell_is_too_odd(cell: str) -> None:
    for phone in RUSSIA.read(cell).phones:
        assert phonenumbers.is_valid_number(phonenumbers.parse(phone))
