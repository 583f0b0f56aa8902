"""Who has taken what stands in a file: a line of it, and its properties.

Each format bears it where it disturbs least: CSV as its last line behind an empty one, workbooks on
a sheet of their own behind the others, pages at their end, paper at the foot of each sheet, JSON as
the last member of an object. A JSON list of rows stays one: of that only the audit log tells.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, tzinfo

from engine.reports import numbers, words
from engine.reports.printable import printable

#: Characters of a name: it has to fit at the foot of a page.
_LONGEST = 120


def stamp(who: str, now: datetime, zone: tzinfo, language: str) -> str:
    """ "" where nobody is named."""
    if not who:
        return ""
    moment = f"{numbers.moment(now, zone, language)} {now.astimezone(zone):%z}"
    return words.text("taken_by", language).format(who=_name(who), moment=moment)


def in_json(pieces: Iterable[str], who: str, now: datetime) -> Iterator[str]:
    """An object with ``taken`` as its last member; anything else as it is."""
    if not who:
        yield from pieces
        return
    is_object: bool | None = None
    held = ""
    for piece in pieces:
        if is_object is None and piece.strip():
            is_object = piece.lstrip().startswith("{")
        yield held
        held = piece
    body = held.rstrip()
    if not is_object or not body.endswith("}") or len(body) < 2:
        yield held
        return
    at = now.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    taken = json.dumps({"by": _name(who), "at": at}, ensure_ascii=False)
    inner = body[:-1].rstrip()
    comma = "" if inner.endswith("{") else ","
    yield f'{inner}{comma}\n  "taken": {taken}\n}}\n'


def _name(who: str) -> str:
    return printable(who)[:_LONGEST]
