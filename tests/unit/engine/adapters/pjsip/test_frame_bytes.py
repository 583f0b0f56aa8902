"""Frames of sound out of pjsua2's vectors."""

import random
from typing import Any

import pjsua2 as pj
import pytest

from engine.adapters.pjsip.frame_bytes import bytes_of, vector_of


@pytest.mark.parametrize("size", [0, 1, 320, 640])
def test_the_bytes_are_those_of_the_vector(size: int) -> None:
    content = random.Random(size).randbytes(size)
    assert bytes_of(pj.ByteVector(content)) == content
    assert bytes(vector_of(content)) == content


def test_a_vector_with_room_to_spare() -> None:
    vector = pj.ByteVector(b"abc")
    vector.reserve(1000)
    assert bytes_of(vector) == b"abc"


def test_what_looks_otherwise_goes_the_slow_way() -> None:
    class Other:
        """A vector of some other make: its three words are no pointers to its bytes."""

        def __init__(self) -> None:
            self._words: Any = pj.ByteVector(bytes(24))
            self.this = self._words.this

        def __len__(self) -> int:
            return 2

        def __iter__(self) -> Any:
            return iter(b"ok")

    assert bytes_of(Other()) == b"ok"
