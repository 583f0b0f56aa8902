"""English values in words, and what both languages have in common."""

import datetime
import re
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from engine.ivr.speech_formats import FORMATS
from engine.ivr.speech_options import BadArgumentError
from engine.ivr.spoken import count, currencies, date, digits, money, number, phone

MONEY = [
    ("0", "USD", "zero dollars"),
    ("1", "USD", "one dollar"),
    ("1.01", "USD", "one dollar and one cent"),
    ("0.5", "USD", "fifty cents"),
    ("21001.02", "RUB", "twenty-one thousand and one roubles and two kopecks"),
    ("1234007", "USD", "one million two hundred and thirty-four thousand and seven dollars"),
    ("-5", "EUR", "minus five euros"),
    ("2.02", "GBP", "two pounds and two pence"),
    ("1.01", "GBP", "one pound and one penny"),
]  # fmt: skip

NUMBERS = [
    ("0", "zero"),
    ("12.5", "twelve point five"),
    ("-0.02", "minus zero point zero two"),
    ("1000", "one thousand"),
    ("3.14159", "three point one four one five nine"),
]

PHONES = [
    ("+79123456789", "plus seven, nine one two, three four five, six seven, eight nine"),
    ("+12125550123", "plus one, two one two, five five five, zero one, two three"),
    ("911", "nine one one"),
]


@pytest.mark.parametrize(("amount", "currency", "words"), MONEY)
def test_money(amount: str, currency: str, words: str) -> None:
    assert money(amount, currency, "en") == words


@pytest.mark.parametrize(("value", "words"), NUMBERS)
def test_numbers(value: str, words: str) -> None:
    assert number(value, "en") == words


@pytest.mark.parametrize(("e164", "words"), PHONES)
def test_phones(e164: str, words: str) -> None:
    assert phone(e164, "en") == words


def test_digits_counts_and_dates() -> None:
    assert digits("*12", "en") == "star one two"
    assert count(1, "day", "en") == "one day"
    assert count(11, "attempt", "en") == "eleven attempts"
    value = datetime.date(2026, 12, 5)
    assert date(value, "en", today=value) == "December fifth"
    assert date(value, "en") == "December fifth, twenty twenty-six"
    assert date(value, "en", today=value, form="until") == "by December fifth"


def test_what_cannot_be_spoken_says_so() -> None:
    for refused in ("", "abc", "NaN", "Infinity", "1e30", "--5"):
        with pytest.raises(ValueError, match="number"):
            money(refused, "RUB", "ru")
    with pytest.raises(ValueError, match="currency 'XAU'"):
        money("1", "XAU", "ru")
    with pytest.raises(ValueError, match="language 'de'"):
        number(1, "de")
    with pytest.raises(ValueError, match="counting 'cow'"):
        count(1, "cow", "ru")


def test_the_usual_currencies_are_there() -> None:
    assert {"RUB", "USD", "EUR"} <= currencies()


NAMES = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
LANGUAGES = st.sampled_from(["ru", "en"])
AMOUNTS = st.decimals(Decimal("-1e12"), Decimal("1e12"), places=2)


@given(AMOUNTS, st.sampled_from(sorted(currencies())), LANGUAGES)
def test_money_is_always_words(amount: Decimal, currency: str, language: str) -> None:
    words = money(amount, currency, language)
    assert re.fullmatch(r"[a-zа-яё -]+", words, re.IGNORECASE)
    assert words == words.strip()
    assert "  " not in words


@given(st.integers(0, 10**12), LANGUAGES)
def test_the_genders_differ_only_in_the_last_number(n: int, language: str) -> None:
    if language == "en":
        assert count(n, "day", "en").split()[:-1] == count(n, "hour", "en").split()[:-1]
        return
    masculine, feminine = count(n, "day", "ru").split(), count(n, "minute", "ru").split()
    assert masculine[:-2] == feminine[:-2]
    swap = {"один": "одна", "два": "две"}
    if n % 100 not in (11, 12):
        assert feminine[-2] == swap.get(masculine[-2], masculine[-2])


@given(st.text(alphabet="0123456789 -+*#", max_size=30))
def test_no_digit_is_lost(text: str) -> None:
    spoken = digits(text, "en").replace(",", "").split()
    assert [str(NAMES.index(w)) for w in spoken if w in NAMES] == [c for c in text if c.isdigit()]


@example("+31000000")  # libphonenumber takes the first zero for a national prefix
@given(st.from_regex(r"\+[1-9][0-9]{6,13}", fullmatch=True))
def test_no_digit_of_a_phone_is_lost(e164: str) -> None:
    spoken = phone(e164, "en").replace(",", "").split()
    assert "".join(str(NAMES.index(w)) for w in spoken if w in NAMES) == e164[1:]


def test_money_of_another_currency_is_refused_and_named() -> None:
    say = FORMATS["money"].make("", "RUB")
    assert say("5 руб.", "en", None) == "five roubles"
    assert FORMATS["money"].make("USD", "RUB")("$5", "en", None) == "five dollars"
    for text in ("$5", "5 €", "5 USD", "7 тенге"):
        with pytest.raises(ValueError, match="is not in RUB"):
            say(text, "ru", None)
    with pytest.raises(ValueError, match="'N/A' is not an amount"):
        say("N/A", "ru", None)


def test_what_has_no_plural_is_not_counted() -> None:
    for noun in ("information", "useful advice", "scissors"):
        with pytest.raises(BadArgumentError, match="has no plural"):
            FORMATS["count"].make(noun, "RUB")
    for noun, named in (("лет", "год"), ("деньги", "рубль")):
        with pytest.raises(BadArgumentError, match=f"singular \\({named}\\)"):
            FORMATS["count"].make(noun, "RUB")
