from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.scheme.model import Variable, VariableType
from engine.scheme.values import (
    ContactFields,
    initial_values,
    parse,
    parse_date,
    parse_money,
    parse_number,
    parse_phone,
    to_text,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 250,30", "1250.30"),
        ("1250.30 руб.", "1250.30"),
        ("1\u00a0250,30", "1250.30"),
        ("1\u202f250,30 ₽", "1250.30"),
        ("1 250 р. 30 коп.", "1250.30"),
        ("5000 рублей 00 копеек", "5000.00"),
        ("1250-30", "1250.30"),
        ("1250=30 руб", "1250.30"),
        ("₽ 99", "99.00"),
        ("1,250.30", "1250.30"),
        ("1.250,30 RUB", "1250.30"),
        ("12 345 678", "12345678.00"),
        ("1.234.567", "1234567.00"),
        ("-5 руб", "-5.00"),
        ("1250.305", "1250.30"),
        ("0,00", "0.00"),
    ],
)
def test_money(text: str, value: str) -> None:
    assert parse_money(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    ["", "уточняется", "12%", "1,234", "1.2.3", "руб.", "10 000 000 000 000 000", "1 2х", "٣"],
)
def test_what_is_no_certain_amount_has_no_value(text: str) -> None:
    assert parse_money(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("05.12.2026", date(2026, 12, 5)),
        ("5/12/26", date(2026, 12, 5)),
        ("05.12.2026 г.", date(2026, 12, 5)),
        ("05.12.2026 10:00", date(2026, 12, 5)),
        ("2026-12-05", date(2026, 12, 5)),
        ("2026-12-05T00:00:00", date(2026, 12, 5)),
        ("46361", date(2026, 12, 5)),
        ("46361.0", date(2026, 12, 5)),
        ("5 декабря 2026 г.", date(2026, 12, 5)),
        ("29.02.2028", date(2028, 2, 29)),
        ("31.02.2026", None),
        ("12.2026", None),
        ("скоро", None),
        ("1250", None),
    ],
)
def test_dates(text: str, value: date | None) -> None:
    assert parse_date(text) == value


def test_phones() -> None:
    assert parse_phone("8 (495) 123-45-67") == "+74951234567"
    assert parse_phone("102") == "102"
    assert parse_phone("абв") is None


@given(st.text(max_size=60))
def test_no_text_breaks_a_parser(text: str) -> None:
    for kind in VariableType:
        value = parse(text, kind)
        to_text(value)
        if kind is VariableType.MONEY and value is not None:
            assert isinstance(value, Decimal)
            assert value == value.quantize(Decimal("0.01"))


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_a_number_survives_its_russian_writing(number: Decimal) -> None:
    written = f"{number:,.2f}".replace(",", "\u00a0").replace(".", ",")
    assert parse_number(written) == number
    assert parse_money(written + " руб.") == number


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_a_date_survives_its_russian_writing(day: date) -> None:
    assert parse_date(day.strftime("%d.%m.%Y")) == day
    assert parse_date(day.isoformat()) == day


def test_fields_are_found_in_spite_of_spelling() -> None:
    fields = ContactFields({" Сумма  Долга:": "1", "Счёт": "7"})
    assert ContactFields({"Сумма долга, руб.": "1"})["сумма долга"] == "1"
    assert ContactFields({"Debt (USD)": "1", "Debt": "2"})["debt"] == "2", "the exact one first"
    assert "Сумма, тыс" not in ContactFields({"Сумма, тыс. руб.": "1"}), "that is another sum"
    assert "Сумма" not in ContactFields({"Сумма, тыс. руб.": "1"})
    assert fields["сумма долга"] == "1"
    assert fields["СЧЕТ"] == "7"
    assert fields.get("нет такого") is None


def test_a_variable_takes_field_then_campaign_then_default() -> None:
    debt = Variable("debt", VariableType.MONEY, ("Сумма", "Долг"), "5")

    def value(fields: dict[str, str], campaign: dict[str, str]) -> object:
        return initial_values((debt,), ContactFields(fields), campaign)["debt"]

    assert value({"Долг": "10"}, {"debt": "7"}) == 10
    assert value({"Сумма": "нет", "Долг": "10"}, {}) == 10  # what cannot be read is passed over
    assert value({"Долг": "?"}, {"debt": "7"}) == 7
    assert value({}, {}) == 5
    bare = Variable("debt", VariableType.MONEY)
    assert initial_values((bare,), ContactFields({}), {})["debt"] is None
