"""Values on the way to a script worker and back: one JSON document a line.

JSON has no amounts and no dates, so these go as an object with one key that names the type.
"""

import json
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from engine.scheme.values import Value

#: A longer line is a fault of the script.
LONGEST = 1 << 20


def encode(message: Mapping[str, Any]) -> bytes:
    """TypeError for what is no value."""
    return json.dumps(message, default=_tagged, ensure_ascii=False).encode() + b"\n"


def decode(line: bytes) -> dict[str, Any]:
    """ValueError for what ``encode`` has not written."""
    message = json.loads(line, object_hook=_untagged)
    if not isinstance(message, dict):
        raise ValueError("no message")
    return message


def as_value(value: object) -> Value:
    """What a function has returned, as schemes know it. TypeError for what is no value."""
    if value is None or isinstance(value, bool | int | str | Decimal | date | time):
        return value
    if isinstance(value, float):
        number = Decimal(repr(value))
        if number.is_finite():
            return number
    raise TypeError(f"{type(value).__name__} is no value that a scheme can keep")


def _tagged(value: object) -> dict[str, str]:
    match value:
        case Decimal():
            return {"$decimal": str(value)}
        case datetime():
            return {"$datetime": value.isoformat()}
        case date():
            return {"$date": value.isoformat()}
        case time():
            return {"$time": value.isoformat()}
    raise TypeError(f"{type(value).__name__} cannot be sent")


def _untagged(found: dict[str, Any]) -> Any:
    if len(found) == 1:
        match next(iter(found.items())):
            case "$decimal", str(text):
                return Decimal(text)
            case "$datetime", str(text):
                return datetime.fromisoformat(text)
            case "$date", str(text):
                return date.fromisoformat(text)
            case "$time", str(text):
                return time.fromisoformat(text)
    return found
