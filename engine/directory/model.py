"""What the directory holds: subscribers and organisations."""

from dataclasses import dataclass
from enum import StrEnum


class EntryKind(StrEnum):
    PERSON = "person"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True)
class EntryText:
    """What is shown of an entry, and searched. ``numbers``: E.164, or as the office writes it
    where it is a short or internal one. ``note``: an account, a department, opening hours."""

    name: str
    address: str = ""
    numbers: tuple[str, ...] = ()
    note: str = ""
    kind: EntryKind = EntryKind.PERSON


@dataclass(frozen=True, slots=True)
class Entry:
    """``source``: the name of what it came from; ``key``: what identifies it there."""

    id: int
    source: str
    key: str
    text: EntryText
