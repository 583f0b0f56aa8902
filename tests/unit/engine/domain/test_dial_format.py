import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.domain.dial_format import check_format, format_number
from engine.errors import KnownError


@pytest.mark.parametrize(
    ("dial_format", "dialled"),
    [
        ("e164", "+79123456789"),
        ("digits", "79123456789"),
        ("national", "9123456789"),
        ("8{national}", "89123456789"),
        ("98{national}", "989123456789"),
        ("00{digits}", "0079123456789"),
        ("810{digits}", "81079123456789"),
        ("{country}*{national}", "7*9123456789"),
        ("1234#{digits}", "1234%2379123456789"),
    ],
)
def test_a_russian_number_in_every_format(dial_format: str, dialled: str) -> None:
    assert format_number("+79123456789", dial_format) == dialled


@pytest.mark.parametrize(
    ("number", "national"),
    [
        ("+74951234567", "4951234567"),
        ("+77012345678", "7012345678"),  # Kazakhstan shares the code 7
        ("+375291234567", "291234567"),
        ("+12125550123", "2125550123"),
        ("+390612345678", "0612345678"),  # Italy keeps its leading zero
    ],
)
def test_the_national_part_is_what_follows_the_country_code(number: str, national: str) -> None:
    assert format_number(number, "national") == national


@pytest.mark.parametrize(
    "dial_format",
    ["", "nationall", "8", "{country}", "8{nationall}", "8{}", "{digits", "8 {digits}",
     "{digits}@host", "{digits};phone-context=x", "sip:{digits}", "8{{digits}}", "{digits}\n"],
)  # fmt: skip
def test_what_is_no_format_is_refused_with_a_mend(dial_format: str) -> None:
    with pytest.raises(KnownError) as refused:
        check_format(dial_format)
    assert "8{national}" in refused.value.mend


@pytest.mark.parametrize("number", ["", "79123456789", "+7912a", "+0123", "+7912345678901234567"])
def test_what_is_no_number_is_refused(number: str) -> None:
    with pytest.raises(KnownError):
        format_number(number, "digits")


def test_a_number_without_a_known_country_has_no_national_part() -> None:
    with pytest.raises(KnownError, match="country code"):
        format_number("+9991234567", "national")
    assert format_number("+9991234567", "digits") == "9991234567"


@given(
    st.from_regex(r"\+7[3-9][0-9]{9}", fullmatch=True),
    st.from_regex(r"[0-9*#]{0,6}", fullmatch=True),
    st.sampled_from(["{e164}", "{digits}", "{national}"]),
)
def test_what_is_dialled_can_stand_in_a_sip_uri(number: str, prefix: str, part: str) -> None:
    dialled = format_number(number, prefix + part)
    assert re.fullmatch(r"(?:[0-9*+]|%23)+", dialled)
    assert dialled.endswith(number[2:])
