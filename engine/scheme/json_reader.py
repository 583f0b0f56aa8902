"""Reading JSON values whose place is known when something is wrong with them."""

import math
from enum import StrEnum
from typing import Any, NoReturn, TypeVar

from engine.errors import KnownError, Phrase
from engine.scheme.model import Json

E = TypeVar("E", bound=StrEnum)

#: A path is shown by names where objects have them: nodes[3] (“Menu”).parameters
_KINDS = {
    dict: Phrase("an object"),
    list: Phrase("a list"),
    str: Phrase("a text"),
    bool: Phrase("true or false"),
    int: Phrase("a number"),
    float: Phrase("a number"),
    type(None): Phrase("nothing (null)"),
}


#: What is kept as it is must also be able to be written and compared.
_DEEPEST = 60


class Unreadable(KnownError):
    """What is wrong, with its place in the document; the codec adds the document's."""


class Place:
    """A JSON value together with the way that led to it."""

    __slots__ = ("_key", "_parent", "value")

    def __init__(self, value: Any, parent: "Place | None" = None, key: str | int = "") -> None:
        self.value = value
        self._parent = parent
        self._key = key

    def at(self, key: str | int) -> "Place":
        inner = self.value.get(key) if isinstance(key, str) else self.value[key]
        return Place(inner, self, key)

    def has(self, key: str) -> bool:
        return key in self._object()

    def only(self, *known: str) -> None:
        """Refuse what is not known: a misspelt key would otherwise be lost without a word."""
        unknown = [key for key in self._object() if key not in known]
        if unknown:
            self.wrong("has an unknown key “{key}”", key=min(unknown))

    def text(self, key: str, *, required: bool = False) -> str:
        text = self._object().get(key, "")
        if not isinstance(text, str):
            return self.at(key).text_value()
        if required and not text:
            if self.has(key):
                self.at(key).wrong("must not be empty")
            self.wrong("lacks “{key}”", key=key)
        return text

    def text_value(self) -> str:
        if not isinstance(self.value, str):
            self._must_be(Phrase("a text"))
        return str(self.value)

    def number(self) -> float:
        if not isinstance(self.value, int | float) or isinstance(self.value, bool):
            self._must_be(Phrase("a number"))
        try:
            result = float(self.value)
        except OverflowError:
            result = math.inf
        if not math.isfinite(result):
            self.wrong("is too large a number")
        return result

    def whole(self, least: int, most: int) -> int:
        """A whole number within these limits, both included."""
        if not isinstance(self.value, int) or isinstance(self.value, bool):
            self.wrong("must be a whole number")
        if not least <= self.value <= most:
            self.wrong("must be {least} to {most}", least=least, most=most)
        return int(self.value)

    def flag(self) -> bool:
        if not isinstance(self.value, bool):
            self._must_be(Phrase("true or false"))
        return bool(self.value)

    def items(self, key: str) -> list["Place"]:
        """The items of a list under ``key``; none when it is missing."""
        if not self.has(key):
            return []
        place = self.at(key)
        if not isinstance(place.value, list):
            place._must_be(Phrase("a list"))
        return [place.at(i) for i in range(len(place.value))]

    def entries(self) -> list[tuple[str, "Place"]]:
        return [(key, self.at(key)) for key in self._object()]

    def inside(self, key: str) -> list[tuple[str, "Place"]]:
        """The entries of an object under ``key``; none when it is missing."""
        return self.at(key).entries() if self.has(key) else []

    def mapping(self, key: str) -> dict[str, Json]:
        if not self.has(key):
            return {}
        place = self.at(key)
        if _depth_exceeds(place._object(), _DEEPEST):
            place.wrong("is nested too deeply")
        return dict(place.value)

    def object_value(self) -> dict[str, Json]:
        """An object of any JSON."""
        inner = self._object()
        if _depth_exceeds(inner, _DEEPEST):
            self.wrong("is nested too deeply")
        return dict(inner)

    def json(self, key: str) -> Json:
        """Any JSON."""
        place = self.at(key)
        if _depth_exceeds(place.value, _DEEPEST):
            place.wrong("is nested too deeply")
        value: Json = place.value
        return value

    def texts(self, key: str) -> dict[str, str]:
        if not self.has(key):
            return {}
        return {name: place.text_value() for name, place in self.at(key).entries()}

    def choice(self, key: str, kind: type[E], default: E) -> E:
        if not self.has(key):
            return default
        place = self.at(key)
        try:
            return kind(place.text_value())
        except ValueError:
            place.wrong("must be one of: {known}", known=", ".join(kind))

    def wrong(self, what: str, /, **values: object) -> NoReturn:
        where = self._where() or Phrase("the document")
        raise Unreadable("{where}: {what}.", where=where, what=Phrase(what, **values))

    def _object(self) -> dict[str, Any]:
        if not isinstance(self.value, dict):
            self._must_be(Phrase("an object"))
        return self.value

    def _must_be(self, kind: Phrase) -> NoReturn:
        self.wrong("must be {kind}, not {found}", kind=kind, found=_KINDS[type(self.value)])

    def _where(self) -> str:
        parts: list[str] = []
        place = self
        while place._parent is not None:
            if isinstance(place._key, int):
                name = place.value.get("name") if isinstance(place.value, dict) else None
                parts.append(
                    f"[{place._key}]" + (f" (“{name}”)" if name and isinstance(name, str) else "")
                )
            else:
                parts.append((".%s" if place._parent._parent else "%s") % place._key)
            place = place._parent
        return "".join(reversed(parts))


def _depth_exceeds(value: Any, limit: int) -> bool:
    level = [value]
    for _ in range(limit):
        level = [
            inner
            for outer in level
            if isinstance(outer, dict | list)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, dict | list)
        ]
        if not level:
            return False
    return True
