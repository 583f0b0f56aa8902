"""Who is the same person: whom limits per person count together.

Two contacts are one person when they share a telephone number, or, where the campaigns name a
field for it (``CampaignSettings.person``), the value of that field.
"""

from collections.abc import Mapping, Sequence
from hashlib import blake2b
from zlib import crc32

#: Rows that serialise who opens attempts on the same person (``slot_of``).
SLOTS = 500


def identities(phones: Sequence[str], fields: Mapping[str, str], person: str) -> tuple[str, ...]:
    """By what a contact is known: his E.164 numbers, and "=" with a digest of the value of the
    field ``person`` (compared without regard to case and spaces) where he has one."""
    found = dict.fromkeys(phones)
    if person:
        wanted = " ".join(person.split()).casefold()
        for name, value in fields.items():
            text = " ".join(value.split()).casefold()
            known = any(map(str.isalnum, text))  # "-" stands for nobody
            if known and " ".join(name.split()).casefold() == wanted:
                found["=" + blake2b(text.encode(), digest_size=16).hexdigest()] = None
    return tuple(found)


def slot_of(identity: str) -> int:
    """Which of the ``SLOTS`` an identity belongs to; the same on every node."""
    return crc32(identity.encode()) % SLOTS
