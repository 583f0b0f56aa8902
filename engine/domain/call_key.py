"""What an operator's call is known by: in his row, on his card, in the call log, by its results.

There are calls of two kinds, each with numbers of its own: attempts of campaigns, and calls that
came in. A ``CallKey`` is one number for both, so that whoever only carries it need not know the
difference: an attempt's is its own number, a call's that came in is its number with a minus. Both
are counted from 1; 0 is no call.
"""

from typing import NewType

CallKey = NewType("CallKey", int)

_INCOMING = "incoming"
_ATTEMPT = "attempt"


def key_of_incoming(call_id: int) -> CallKey:
    return CallKey(-call_id)


def attempt_of(key: int | None) -> int | None:
    """The attempt's number; None: it is none."""
    return key if key is not None and key > 0 else None


def incoming_of(key: int | None) -> int | None:
    """The number of the call that came in; None: it did not."""
    return -key if key is not None and key < 0 else None


def written(key: int) -> str:
    """As headers and forms have it: ``attempt:12``, ``incoming:7``."""
    return f"{_INCOMING}:{-key}" if key < 0 else f"{_ATTEMPT}:{key}"


def read(text: str) -> CallKey | None:
    """None: it is nothing of the kind."""
    kind, _, number = text.strip().partition(":")
    if kind not in (_ATTEMPT, _INCOMING) or not (number.isascii() and number.isdecimal()):
        return None
    return CallKey(-int(number) if kind == _INCOMING else int(number)) if int(number) else None
