"""What holds of all values, told by rules of the tests' own."""

import re
from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.ivr import spoken
from engine.ivr.speech_formats import FORMATS
from engine.ivr.speech_options import BadArgumentError
from engine.ivr.spoken import fragments
from engine.ivr.spoken.inventory import complete
from tests.helpers.number_words import english_number, russian_number

WHOLE = st.one_of(st.integers(0, 2000), st.integers(0, 10**12), st.integers(0, 10**18 - 1))
LANGUAGES = st.sampled_from(["ru", "en"])
CASES = st.sampled_from(["nom", "gen", "dat", "acc", "ins", "prep"])
GENDERS = st.sampled_from(["m", "f", "n"])
AMOUNTS = st.decimals(Decimal("-1e12"), Decimal("1e12"), places=2)
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
TIMES = st.times()
CURRENCIES = st.sampled_from(sorted(spoken.currencies()))
DATE_FORMS = st.sampled_from(["genitive", "nominative", "until", "from", "by", "through"])
TIME_FORMS = st.sampled_from(["nominative", "at", "until", "from", "by"])


@given(WHOLE, GENDERS)
def test_russian_numbers_are_read_back(n: int, gender: str) -> None:
    assert russian_number(spoken.number(n, "ru", gender)) == n


@given(WHOLE)
def test_english_numbers_are_read_back(n: int) -> None:
    assert english_number(spoken.number(n, "en")) == n


@given(st.decimals(Decimal("-1e9"), Decimal("1e9"), places=6))
def test_english_fractions_are_read_back(value: Decimal) -> None:
    words = spoken.number(value, "en").removeprefix("minus ")
    whole, _, fraction = words.partition(" point ")
    names = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    digits = "".join(str(names.index(word)) for word in fraction.split())
    read = Decimal(f"{english_number(whole)}.{digits or 0}")
    assert read == abs(value)


@given(WHOLE, CASES, GENDERS)
def test_every_case_says_as_many_words(n: int, case: str, gender: str) -> None:
    assert len(spoken.number(n, "ru", gender, case).split()) == len(spoken.number(n, "ru").split())


def _expected_form(n: int, one: str, few: str, many: str) -> str:
    """The rule of school books, told anew: the last two digits decide."""
    text = f"{n:02d}"
    if text[-2] == "1":
        return many
    return {"1": one, "2": few, "3": few, "4": few}.get(text[-1], many)


@pytest.mark.parametrize(
    ("noun", "one", "few", "many"),
    [
        ("звонок", "один звонок", "звонка", "звонков"),
        ("новое сообщение", "одно новое сообщение", "новых сообщения", "новых сообщений"),
        ("услуга", "одна услуга", "услуги", "услуг"),
        ("житель", "один житель", "жителя", "жителей"),
        ("год", "один год", "года", "лет"),
    ],
)
@given(n=st.one_of(st.integers(0, 300), st.integers(0, 10**9)))
def test_agreement(noun: str, one: str, few: str, many: str, n: int) -> None:
    words = spoken.amount(n, noun, "ru")
    assert words.endswith(_expected_form(n, one, " " + few, " " + many))
    if noun == "услуга" and n % 10 == 2 and n % 100 != 12:
        assert words.split()[-2] == "две"


@given(st.integers(0, 10**6))
def test_ordinals_begin_as_their_numbers(n: int) -> None:
    words, cardinal = spoken.ordinal(n, "ru").split(), spoken.number(n, "ru").split()
    if n % 1000 and n > 1000:
        assert "".join(words[:-1]) in "".join(cardinal)
    assert re.search(r"(?:ый|ий|ой)$", words[-1])


@given(WHOLE, WHOLE)
def test_money_of_two_parts_is_both_parts(roubles: int, kopecks: int) -> None:
    roubles, kopecks = roubles % 10**12 + 1, kopecks % 99 + 1
    whole = spoken.money(f"{roubles}.{kopecks:02d}", "RUB", "ru")
    rouble_words, kopeck_words = spoken.money(roubles, "RUB", "ru"), spoken.money(
        f"0.{kopecks:02d}", "RUB", "ru"
    )  # fmt: skip
    assert whole == f"{rouble_words} {kopeck_words}"
    assert russian_number(rouble_words.rsplit(" ", 1)[0]) == roubles


def _all_words(said: str, language: str) -> None:
    """Words only, and every one of them in a complete pack, in this very order."""
    assert said == said.strip()
    assert "  " not in said
    assert re.fullmatch(r"[A-Za-zА-Яа-яёЁ., -]+", said), said
    words = fragments.words_of(said)
    assert fragments.text_of(words) == said
    known = complete(language)
    row, missing = fragments.match(words, known, fragments.longest(known))
    assert not missing, said
    joined = fragments.text_of([fragment or fragments.PAUSE for fragment in row])
    assert joined.casefold() == said.casefold()


@given(AMOUNTS, CURRENCIES, LANGUAGES, CASES)
def test_money_is_played(amount: Decimal, currency: str, language: str, case: str) -> None:
    _all_words(spoken.money(amount, currency, language, case), language)


@given(st.decimals(-(10**9), 10**9, places=6), LANGUAGES, GENDERS, CASES, st.booleans())
def test_numbers_are_played(
    value: Decimal, language: str, gender: str, case: str, animate: bool
) -> None:
    _all_words(spoken.number(value, language, gender, case, animate), language)
    _all_words(spoken.percent(value, language, case), language)


@given(DAYS, DAYS, LANGUAGES, DATE_FORMS, st.booleans(), st.booleans())
def test_dates_are_played(
    day: date, today: date, language: str, form: str, weekday: bool, relative: bool
) -> None:
    said = spoken.date(day, language, today=today, form=form, weekday=weekday, relative=relative)
    _all_words(said, language)
    _all_words(spoken.date(today, language, today=today, form=form, relative=True), language)


@given(TIMES, LANGUAGES, TIME_FORMS, st.booleans())
def test_times_are_played(at: time, language: str, form: str, twelve: bool) -> None:
    _all_words(spoken.time(at, language, form=form, twelve=twelve), language)


@given(DAYS, TIMES, LANGUAGES, st.sampled_from(["genitive", "nominative", "until", "from", "by"]))
def test_moments_are_played(day: date, at: time, language: str, form: str) -> None:
    moment = datetime.combine(day, at)
    _all_words(spoken.date_and_time(moment, language, today=day, form=form), language)
    near = spoken.date_and_time(moment, language, today=day, form=form, relative=True)
    if form in ("genitive", "nominative") or language == "en":
        _all_words(near, language)


@given(st.decimals(0, 10**7, places=2), LANGUAGES, CASES)
def test_durations_are_played(seconds: Decimal, language: str, case: str) -> None:
    _all_words(spoken.duration(seconds, language, case), language)


@given(st.from_regex(r"\+[1-9][0-9]{6,13}|[0-9]{2,6}", fullmatch=True), LANGUAGES, st.booleans())
def test_phones_are_played(number: str, language: str, one_by_one: bool) -> None:
    _all_words(spoken.phone(number, language, "12", one_by_one), language)


@given(st.text(alphabet="0123456789 -+*#АБВЯЙЬабвя", min_size=1, max_size=24))
def test_codes_are_played(text: str) -> None:
    said = spoken.digits(text, "ru")
    if said:
        _all_words(said, "ru")


@given(st.integers(0, 99_999), LANGUAGES)
def test_longer_numbers_of_one_kind_are_not_shorter(n: int, language: str) -> None:
    """Putting a digit in front never takes words away."""
    assert len(spoken.number(n + 100_000, language)) > len(spoken.number(n, language)) or n == 0


ANYTHING = st.one_of(
    st.text(max_size=40), st.integers(), st.decimals(), st.booleans(), st.dates(), st.times(),
    st.datetimes(), st.none(),
)  # fmt: skip


@given(st.sampled_from(sorted(FORMATS)), ANYTHING, LANGUAGES)
def test_nothing_but_a_value_error_is_raised(name: str, value: object, language: str) -> None:
    argument = "звонок" if name == "count" and language == "ru" else "call"
    say = FORMATS[name].make(argument if name == "count" else "", "RUB")
    try:
        said = say(value, language, date(2026, 3, 3))  # type: ignore[arg-type]
    except (ValueError, ArithmeticError):
        return
    if name not in ("text", "list", "digits", "phone"):
        assert not re.search(r"\d", said)
        assert said.strip()


@given(st.sampled_from(sorted(FORMATS)), st.text(max_size=30), LANGUAGES)
def test_an_argument_is_understood_or_refused(name: str, argument: str, language: str) -> None:
    refused = ""
    try:
        FORMATS[name].validate(argument, language)
    except BadArgumentError as error:
        refused = str(error) or "without a word"
    assert refused != "without a word"
