"""What an operator's call is known by."""

import pytest

from engine.domain.call_key import attempt_of, incoming_of, key_of_incoming, read, written
from rmt.call_headers import offered


def test_both_kinds_have_keys_of_their_own() -> None:
    key = key_of_incoming(7)
    assert (attempt_of(key), incoming_of(key), written(key)) == (None, 7, "incoming:7")
    assert (attempt_of(7), incoming_of(7), written(7)) == (7, None, "attempt:7")
    assert (attempt_of(None), incoming_of(None), attempt_of(0), incoming_of(0)) == (None,) * 4
    assert [read(written(each)) for each in (key, 7)] == [key, 7]


@pytest.mark.parametrize("text", ["", "7", "incoming:", "incoming:-7", "attempt:0", "order:7"])
def test_what_is_no_key(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(("headers", "key"), [
    ({"X-RINO-Call": "incoming:7"}, -7),
    ({"X-RINO-Call": "attempt:7", "X-RINO-Attempt": "7"}, 7),
    ({"X-RINO-Attempt": "7"}, 7),
    ({}, None),
    ({"X-RINO-Call": "nonsense"}, None),
])  # fmt: skip
def test_the_invite_names_it(headers: dict[str, str], key: int | None) -> None:
    found = offered({"X-RINO-Offer": "n/1", "X-RINO-Token": "t", **headers}, "t")
    assert found is not None
    assert found.attempt_id == key
