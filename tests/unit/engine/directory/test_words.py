"""Words, numbers, the other keyboard layout, and what is typed into the search field."""

import pytest

from engine.directory.letters import digits_of, in_other_layout, words_of
from engine.directory.model import EntryText
from engine.directory.query import QueryWord, read_query
from engine.directory.tokens import ADDRESS, BEGINNING, DIGITS, NAME, digit_tokens, tokens_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Иванов  Пётр", ["иванов", "петр"]),
        ("ООО «Ёлка-Сервис»", ["ооо", "елка", "сервис"]),
        ("Иванoв", ["иванов"]),  # a Latin o
        ("Rino 2", ["rino", "2"]),
        ("Е\u0308жиков й", ["ежиков", "й"]),  # an E with a separate diaeresis
        ("  …! ", []),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert words_of(text) == words


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("bdfyjd", "иванов"), ("[fhnbz", "хартия"), ("кштщ", "rino"), ("123", ""), ("iв", "")],
)
def test_the_other_layout(typed: str, meant: str) -> None:
    assert in_other_layout(typed) == meant


@pytest.mark.parametrize(
    ("number", "digits"),
    [
        ("+7 (343) 222-33-44", "3432223344"),
        ("8 343 2223344", "3432223344"),
        ("3432223344", "3432223344"),
        ("12-34", "1234"),
        ("+375291234567", "375291234567"),
    ],
)
def test_digits(number: str, digits: str) -> None:
    assert digits_of(number) == digits


def test_a_part_of_a_number_has_tokens_of_the_whole() -> None:
    whole = set(digit_tokens("3432223344"))
    assert set(digit_tokens("3344")) <= whole
    assert set(digit_tokens("222", 4)) <= whole
    assert not set(digit_tokens("222", 5)) & whole
    assert set(digit_tokens("12")) == {DIGITS + "12"}


def test_tokens_of_an_entry() -> None:
    tokens = tokens_of(EntryText("Иванов Иван", "ул. Ленина, д. 12", ("112",)))
    assert {NAME + "иванов", NAME + "иван", ADDRESS + "ленина", ADDRESS + "12"} <= tokens
    assert {BEGINNING + "и", BEGINNING + "и*2", BEGINNING + "ива*2"} <= tokens
    assert ADDRESS + "ул" not in tokens
    assert NAME + "ленина" not in tokens


def _read(text: str, *known: str) -> tuple[QueryWord, ...]:
    return read_query(text, lambda word: any(each.startswith(word) for each in known))


def test_queries() -> None:
    assert _read("иванов", "иванов") == (QueryWord(("иванов",)),)
    assert _read("bdfyjd", "иванов") == (QueryWord(("иванов",)),)
    # Neither is known: either may be meant, with an error.
    assert _read("bdfyyd") == (QueryWord(("bdfyyd", "иваннв")),)
    # б is no letter on the other layout.
    assert _read("<jhbcjd", "борисов") == (QueryWord(("борисов",)),)
    # Russian letters stay Russian when they are only mistyped.
    assert _read("щербаквоа", "щербакова") == (QueryWord(("щербаквоа",)),)
    assert _read("ул. Ленина 12", "ленина", "12") == (QueryWord(("ленина",)), QueryWord(("12",)))
    assert _read("ул", "ул") == (QueryWord(("ул",)),)
    assert _read("8 (343) 222-33-44") == (QueryWord((), "3432223344"),)
    assert _read("петров 8-343-222-33-44", "петров") == (
        QueryWord((), "3432223344"),
        QueryWord(("петров",)),
    )
    assert _read("3344") == (QueryWord(("3344",), "3344"),)
    assert _read("") == _read(" -–! ") == ()
