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
        best = 1e9
        for _ in range(5):
            began = time.perf_counter()
            accounts.fits(hashed, "wrong")
            best = min(best, time.perf_counter() - began)
        return best

    known, unknown = taken(stored), taken(None)
    assert unknown > known / 2
    assert known > unknown / 2
