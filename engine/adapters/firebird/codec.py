"""Values that the database keeps as JSON text, tolerant to what later versions add.

Unknown keys are skipped and missing ones take their defaults, so that a program one version older
or younger can read what it understands.
"""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from engine.domain.contact import ContactProgress
from engine.domain.disposition import Disposition
from engine.errors import KnownError, Phrase

if TYPE_CHECKING:
    from pydantic import TypeAdapter

T = TypeVar("T")

#: Characters that fit into the short column beside a long one.
FIELDS_LENGTH = 2000
RESULT_LENGTH = 1000
#: Of a telephone number.
PHONE_LENGTH = 20


_adapters: "dict[type, TypeAdapter[Any]]" = {}


def _adapter(kind: type) -> "TypeAdapter[Any]":
    if kind not in _adapters:
        # A tenth of a second: most commands need no settings.
        from pydantic import TypeAdapter

        _adapters[kind] = TypeAdapter(kind)
    return _adapters[kind]


def encode(value: object) -> str:
    """A settings dataclass as JSON; durations as ISO 8601, enums as their values."""
    return _adapter(type(value)).dump_json(value).decode()


def decode(kind: type[T], text: str) -> T:
    value: T = _adapter(kind).validate_json(text)
    return value


def encode_progress(progress: ContactProgress) -> str:
    """Short keys: every contact that was dialled has one. '' is a fresh contact's."""
    if progress == ContactProgress():
        return ""
    document: dict[str, object] = {"a": progress.attempts}
    if progress.outcomes:
        document["o"] = {str(k): v for k, v in progress.outcomes.items()}
    if progress.dead_phones:
        document["d"] = sorted(progress.dead_phones)
    if progress.next_phone:
        document["n"] = progress.next_phone
    return json.dumps(document, separators=(",", ":"))


def decode_progress(text: str) -> ContactProgress:
    if not text:
        return ContactProgress()
    document = json.loads(text)
    return ContactProgress(
        attempts=document.get("a", 0),
        outcomes={Disposition(k): v for k, v in document.get("o", {}).items()},
        dead_phones=frozenset(document.get("d", ())),
        next_phone=document.get("n", 0),
    )


def encode_fields(fields: Mapping[str, str]) -> tuple[str, str | None]:
    """(``contacts.fields``, ``contacts.long_fields``): exactly one of them holds the JSON."""
    text = json.dumps(fields, ensure_ascii=False, separators=(",", ":")) if fields else "{}"
    return (text, None) if len(text) <= FIELDS_LENGTH else ("", text)


def decode_fields(short: str | None, long: str | None) -> dict[str, str]:
    result: dict[str, str] = json.loads(short or long or "{}")
    return result


def join_phones(phones: tuple[str, ...]) -> tuple[str, str]:
    """(``contacts.phone``, ``contacts.other_phones``)."""
    return phones[0], ",".join(phones[1:])


def split_phones(phone: str, others: str) -> tuple[str, ...]:
    return (phone, *others.split(",")) if others else (phone,)


def join_zones(zones: tuple[str, ...]) -> str:
    """``zone_sets.zones``."""
    return ",".join(sorted(set(zones)))


def split_zones(text: str) -> tuple[str, ...]:
    """Without the mark that tells the zone sets of a survey's groups apart."""
    zones = text.partition("#")[0]
    return tuple(zones.split(",")) if zones else ()


def require_name(what: Phrase, name: str, longest: int = 200) -> str:
    """``name``; KnownError when it is empty or does not fit into its column."""
    if not name.strip():
        raise KnownError("the name must not be empty ({what}).", what=what)
    if len(name) > longest:
        raise KnownError(
            "the name '{start}…' is too long ({what}).",
            mend="Use {longest} characters at most.",
            start=name[:30],
            what=what,
            longest=longest,
        )
    return name


def like_text(text: str) -> str:
    """``text`` for a LIKE … ESCAPE '!' in which it means itself."""
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_")


def name_key(name: str) -> str:
    """Names are unique without regard to case."""
    return " ".join(name.split()).casefold()
