"""Passwords."""

import time

import pytest

from engine.errors import KnownError
from rino_desktop import accounts


def test_a_password_fits_its_hash_only() -> None:
    stored = accounts.hashed("eight or more")
    assert stored.startswith("$argon2id$")
    assert accounts.fits(stored, "eight or more")
    assert not accounts.fits(stored, "eight or less")
    assert not accounts.fits("no hash at all", "eight or more")
    assert not accounts.fits(None, "nobody's")
    assert not accounts.is_outdated(stored)


def test_short_ones_are_refused() -> None:
    with pytest.raises(KnownError, match="too short"):
        accounts.hashed("7 signs")


def test_an_unknown_name_takes_as_long_as_a_wrong_password() -> None:
    stored = accounts.hashed("eight or more")
    accounts.fits(None, "x")  # makes what it compares with

    def taken(hashed: str | None) -> float:
        began = time.process_time()  # others have the processor, too
        accounts.fits(hashed, "wrong")
        return time.process_time() - began

    both = [(taken(stored), taken(None)) for _ in range(5)]  # alternately: both meet the same
    known, unknown = map(min, zip(*both, strict=True))
    assert unknown > known / 2
    assert known > unknown / 2
