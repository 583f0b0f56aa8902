"""What drivers hand out → cells: Decimal instead of float, texts without padding."""

import json
import math
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from engine.ports.sources import Cell, SourceTrouble

#: What a driver puts where bytes do not decode.
_UNDECODABLE = "\ufffd"
#: Characters of what a database says about a query.
_LONGEST_REASON = 400
_KEPT = frozenset({type(None), bool, int, date, time})


def cell(value: Any) -> Cell:
    """SourceTrouble for what nobody can read or speak: binary data."""
    kind = type(value)
    if kind in _KEPT:
        return value  # type: ignore[no-any-return]
    if kind is str:
        text: str = value.rstrip(" ")
        if _UNDECODABLE in text:
            raise SourceTrouble(
                "the data source's text is in another character set.",
                mend="Name it: rino-desktop source add … --charset WIN1251",
            )
        return text
    if kind is Decimal:
        return whole(value)
    if kind is float:
        return number(value)
    if kind is datetime:
        # Moments with a zone are shown by the clock of the machine, as the source's users see it.
        moment: datetime = value
        return moment if moment.tzinfo is None else moment.astimezone().replace(tzinfo=None)
    return _rare(value)


def _rare(value: Any) -> Cell:
    if isinstance(value, bytes | bytearray | memoryview):
        raise SourceTrouble("a column holds binary data.", mend="Leave it out of the query.")
    if isinstance(value, timedelta):
        return Decimal(str(value.total_seconds()))
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, default=str)
    if hasattr(value, "read"):  # a text that the driver would let us read in parts
        return cell(value.read())
    return str(value)


def number(value: float) -> Decimal | None:
    """The decimal number that is meant: a binary fraction holds 15 of its digits, the rest is
    noise (0.1 + 0.2 is 0.3). None for what is no number."""
    if not math.isfinite(value):
        return None
    return whole(Decimal(f"{value:.15g}"))


def whole(value: Decimal) -> Decimal | None:
    """Without an exponent: 1E+3 would be shown as such."""
    if not value.is_finite():
        return None
    exponent = value.as_tuple().exponent
    return value.quantize(Decimal(1)) if isinstance(exponent, int) and exponent > 0 else value


def shortened(reason: str) -> str:
    """Some databases quote the whole statement, whatever its length."""
    line = " ".join(reason.split()).rstrip(".")
    return line if len(line) <= _LONGEST_REASON else f"{line[:_LONGEST_REASON]}…"
