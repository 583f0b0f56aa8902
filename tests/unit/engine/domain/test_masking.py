"""Nothing but the first and the last digits of a number is left of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.domain.masking import HIDDEN, masked, masked_text


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("+79161234567", "+7••••••••67"),
        ("8 (347) 222-33-44", "8 (•••) •••-••-44"),
        ("222-33-44", "2••-••-44"),
        ("112", "•••"),
        ("12-34", "••-••"),
        ("", ""),
        ("sip:anna@10.0.0.7", "•••:•••••••.•.•.•"),
    ],
)
def test_what_is_left(number: str, shown: str) -> None:
    assert masked(number) == shown


@given(st.text(alphabet="0123456789+() -", max_size=30))
def test_never_more_than_three_digits(number: str) -> None:
    shown = masked(number)
    assert len(shown) == len(number)
    assert sum(char.isdigit() for char in shown) <= 3
    assert masked(shown).count(HIDDEN) >= shown.count(HIDDEN)


def test_in_a_text() -> None:
    text = "Перезвонить на +7 (916) 123-45-67 или 89161234567 до 18:30, кв. 12, сумма 1500"
    assert masked_text(text) == (
        "Перезвонить на +7 (•••) •••-••-67 или 8••••••••67 до 18:30, кв. 12, сумма 1500"
    )
    assert masked_text("7/attempt-9161234567.wav") == "7/attempt-9•••••••67.wav"
    assert masked_text("без номера") == "без номера"
