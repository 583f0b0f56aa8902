"""The bytes of a frame of sound, fast.

pjsua2 hands frames over as a wrapped ``std::vector``, which gives its bytes one by one: 0.6 ms for
20 ms of sound. The vector itself is three pointers in every C++ library there is (begin, end, end
of its room), so they are read instead: 0.02 ms. Whatever does not look like that goes the slow way.
"""

import ctypes
from typing import Any

_Pointers = ctypes.c_void_p * 3


def bytes_of(vector: Any) -> bytes:
    """Of a ``pjsua2.ByteVector``, which nobody may change meanwhile."""
    size = len(vector)
    begin, end, room = _Pointers.from_address(int(vector.this))
    if begin and end and room and end - begin == size and room >= end:
        return ctypes.string_at(begin, size)
    return bytes(vector)
