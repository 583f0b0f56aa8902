"""Quotas of a survey: cells, who falls into which, and which are full.

A cell names values of fields of the list, of results, or of both; cells may overlap (so many
women, so many people of 18-34), and an interview then counts in each. What the list says for
certain decides whom to call; where only answers can tell, a contact is called while any cell that
he may fall into has room.
"""

import re
from collections.abc import Mapping, Sequence
from enum import IntEnum
from hashlib import blake2b

from engine.domain.campaign import QuotaCell

#: More cells than that are not told apart: such contacts are called while any cell has room.
_MOST_CELLS = 18
_NUMBER = re.compile(r"(\d{1,15})(?:[.,]\d{1,9})?")
_SPAN = re.compile(r"(\d{1,9})\s*[-–—]\s*(\d{1,9})|(\d{1,9})\s*\+")


class Room(IntEnum):
    """``BUSY``: not full, but calls in progress have all places left reserved."""

    OPEN = 0
    BUSY = 1
    FULL = 2


def cell_key(cell: QuotaCell) -> str:
    """What a cell is stored under: the same for the same conditions, whatever its name."""
    text = "\n".join(f"{_plain(k)}={_plain(v)}" for k, v in sorted(cell.cell.items()))
    return blake2b(text.encode(), digest_size=5).hexdigest()


def met(cells: Sequence[QuotaCell], known: Mapping[str, str]) -> tuple[int, ...]:
    """Indexes of the cells whose conditions all hold, by what is known for certain."""
    return tuple(i for i, cell in enumerate(cells) if _holds(cell, _keyed(known), unknown=False))


def placed(cells: Sequence[QuotaCell], fields: Mapping[str, str]) -> tuple[tuple[int, ...], bool]:
    """(the cells of a contact, whether the list puts him there for certain; else he may fall into
    one of them)."""
    certain = met(cells, fields)
    if certain:
        return certain, True
    keyed = _keyed(fields)
    return tuple(i for i, cell in enumerate(cells) if _holds(cell, keyed, unknown=True)), False


def room(cell: QuotaCell, done: int, in_progress: int) -> Room:
    """Whether there is a place in the cell."""
    if done >= cell.target:
        return Room.FULL
    return Room.BUSY if done + in_progress >= cell.target else Room.OPEN


def room_of(cells: Sequence[int], certain: bool, rooms: Sequence[Room]) -> Room:
    """Whether a contact of these cells is worth a call: all of them need a place where he is
    certain to take it, one of them where nobody knows."""
    found = [rooms[index] for index in cells]
    if certain:
        return max(found)
    best = min(found, default=Room.FULL)
    # No place is reserved for him: that others are called now is no reason to wait.
    return Room.OPEN if best is Room.BUSY else best


def group_of(cells: Sequence[QuotaCell], fields: Mapping[str, str]) -> str:
    """The group of a contact: of which set of cells, whether for certain ("!"), which cells."""
    indexes, certain = placed(cells, fields)
    keys = sorted({cell_key(cells[index]) for index in indexes})
    text = ".".join(keys) if len(keys) <= _MOST_CELLS else "*"
    return f"{_set_key(cells)}:{'!' if certain else ''}{text}"


def room_of_group(cells: Sequence[QuotaCell], rooms: Sequence[Room], group: str) -> Room:
    """Whether the contacts of a group are worth a call. A group of another set of cells (the
    campaign was changed) is open: whoever is in it will be looked at anew."""
    about, _, keys = group.partition(":")
    if about != _set_key(cells):
        return Room.OPEN
    certain = keys.startswith("!")
    keys = keys.removeprefix("!")
    if keys == "*":
        return room_of(range(len(cells)), False, rooms)
    wanted = set(keys.split("."))
    chosen = [index for index, cell in enumerate(cells) if cell_key(cell) in wanted]
    return room_of(chosen, certain and bool(chosen), rooms)


def _set_key(cells: Sequence[QuotaCell]) -> str:
    text = "".join(sorted(cell_key(cell) for cell in cells))
    return blake2b(text.encode(), digest_size=5).hexdigest()


def _keyed(known: Mapping[str, str]) -> dict[str, str]:
    return {_plain(name): _plain(value) for name, value in known.items() if value.strip()}


def _holds(cell: QuotaCell, known: Mapping[str, str], *, unknown: bool) -> bool:
    """``unknown``: what a value that nobody knows counts as."""
    for name, wanted in cell.cell.items():
        value = known.get(_plain(name))
        if value is None:
            if not unknown:
                return False
        elif not _meets(value, _plain(wanted)):
            return False
    return True


def _meets(value: str, wanted: str) -> bool:
    """The same text; or a number within "18-34" or "65+", of a fraction its whole part: spans that
    touch (18-34, 35-54) leave nobody out between them."""
    if value == wanted:
        return True
    span = _SPAN.fullmatch(wanted)
    number = _NUMBER.fullmatch(value)
    if span is None or number is None:
        return False
    low, high, least = span.groups()
    whole = int(number.group(1))
    if least is not None:
        return whole >= int(least)
    return int(low) <= whole <= int(high)


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
