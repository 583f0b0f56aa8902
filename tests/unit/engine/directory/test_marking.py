"""What a list marks in an entry is what was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.directory.marking import marks, number_marks


def marked(text: str, query: str) -> str:
    """With brackets around what is marked."""
    for start, end in reversed(marks(text, query)):
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    return text


@pytest.mark.parametrize(
    ("text", "query", "shown"),
    [
        ("Иванов Пётр Сергеевич", "петр иван", "[Иван]ов [Пётр] Сергеевич"),
        ("Иванов Пётр Сергеевич", "иванов п се", "[Иванов] [П]ётр [Се]ргеевич"),
        ("Щербакова Алёна", "ербаков", "Щ[ербаков]а Алёна"),
        ("Щербакова Алёна", "щрбаквоа", "[Щербакова] Алёна"),
        ("Иванов Пётр", "bdfyjd", "[Иванов] Пётр"),
        ("Иванов Пётр", "ивановпетр", "[Иванов] [Пётр]"),
        ("Щербакова Алёна", "щерба кова", "[Щербакова] Алёна"),
        ("г. Уфа, ул. Ленина, д. 12", "ул ленина 12", "г. Уфа, ул. [Ленина], д. [12]"),
        ("Пётр", "", "Пётр"),
        ("Ива\u0301нов", "иванов", "[Ива\u0301нов]"),
    ],
)
def test_letters(text: str, query: str, shown: str) -> None:
    assert marked(text, query) == shown


@pytest.mark.parametrize(
    ("number", "query", "shown"),
    [
        ("+73472223344", "8 (347) 222-33-44", "+7[3472223344]"),
        ("+73472223344", "3344", "+7347222[3344]"),
        ("222-33-44", "2233", "2[22-33]-44"),
        ("+73472223344", "иванов 3344", "+7347222[3344]"),
        ("+73472223344", "33", "+73472223344"),
    ],
)
def test_digits(number: str, query: str, shown: str) -> None:
    for start, end in reversed(number_marks(number, query)):
        number = f"{number[:start]}[{number[start:end]}]{number[end:]}"
    assert number == shown


@given(st.text(max_size=60), st.text(max_size=30))
def test_whatever_is_typed(text: str, query: str) -> None:
    for spans in (marks(text, query), number_marks(text, query)):
        ends = [0]
        for start, end in spans:
            assert ends[-1] <= start < end <= len(text)
            ends.append(end)
