"""By what a contact is known."""

import pytest

from engine.domain.person import identities


def test_one_value_is_one_person_however_it_is_written() -> None:
    first = identities(("+79120000001",), {"Лицевой  счёт": " АБ 17 "}, "лицевой счёт")
    second = identities(("+79120000002",), {"лицевой счёт": "аб  17"}, "Лицевой счёт")
    assert first[0] == "+79120000001"
    assert first[1] == second[1]
    assert first[1].startswith("=")


@pytest.mark.parametrize("nobody", ["", "-", "—", " . "])
def test_a_placeholder_makes_nobody_the_same_person(nobody: str) -> None:
    assert identities(("+79120000001",), {"account": nobody}, "account") == ("+79120000001",)
