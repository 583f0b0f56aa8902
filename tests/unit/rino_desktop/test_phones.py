"""Numbers as people begin to write them."""

import pytest

from rino_desktop.phones import beginnings


@pytest.mark.parametrize(
    ("text", "country", "found"),
    [
        ("+7916", "RU", ["+7916"]),
        ("+7 (916) 12-3", "RU", ["+7916123"]),
        ("8 (916) 12", "RU", ["+891612", "+791612", "+7891612"]),
        ("916", "RU", ["+916", "+7916"]),
        ("0171", "DE", ["+0171", "+49171", "+490171"]),
        ("916", "??", ["+916"]),
        ("Иванов", "RU", []),
        ("", "RU", []),
    ],
)
def test_beginnings(text: str, country: str, found: list[str]) -> None:
    assert beginnings(text, country) == found
