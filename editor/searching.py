"""Finding blocks and notes by whatever is written in them. No Qt in here."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from editor.content import Kind, SchemeContent
from engine.scheme.node_types import NodeTypes

_AROUND = 24


@dataclass(frozen=True, slots=True)
class Match:
    """``text``: what was found, cut to what stands around it. ``place``: of the field, "" for the
    name of a block, its type, a note."""

    kind: Literal["node", "note"]
    id: str
    text: str
    place: str = ""


class SearchIndex:
    """Texts by block, gathered once and again for what has changed."""

    def __init__(self, content: SchemeContent, types: NodeTypes) -> None:
        self._content = content
        self._types = types
        #: id → (place, text, the text as it is compared)
        self._texts: dict[str, tuple[tuple[str, str, str], ...]] = {}

    def forget(self, ids: Iterable[str]) -> None:
        for key in ids:
            self._texts.pop(key, None)

    def find(self, wanted: str) -> list[Match]:
        """In the order of the file; of a block the first place that all words stand in."""
        words = plain(wanted).split()
        if not words:
            return []
        found = []
        for node in self._content.ordered(Kind.NODE):
            match = self._first(node.id, words, "node")
            if match is not None:
                found.append(match)
        for note in self._content.ordered(Kind.NOTE):
            match = self._first(note.id, words, "note")
            if match is not None:
                found.append(match)
        return found

    def _first(self, key: str, words: list[str], kind: Literal["node", "note"]) -> Match | None:
        for place, text, compared in self._texts_of(key):
            if all(word in compared for word in words):
                return Match(kind, key, _cut(text, compared.find(words[0])), place)
        return None

    def _texts_of(self, key: str) -> tuple[tuple[str, str, str], ...]:
        found = self._texts.get(key)
        if found is None:
            found = tuple((place, text, plain(text)) for place, text in self._gather(key))
            self._texts[key] = found
        return found

    def _gather(self, key: str) -> Iterator[tuple[str, str]]:
        note = self._content.notes.get(key)
        if note is not None:
            yield "", note.text
            return
        node = self._content.nodes[key]
        yield "", node.name
        kind = self._types.get(node.type)
        yield from (("", title) for title in kind.title.values()) if kind is not None else ()
        yield "", node.type
        prompts = self._content.header["prompts"]
        for place, text in _strings(node.parameters, ""):
            yield place, text
            if place.endswith("prompt") or place.startswith("prompts["):
                for recording in prompts.get(text, {}).values():
                    if recording.text:
                        yield place, recording.text


def _strings(value: Any, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            inner = f"{place}.{key}" if place else str(key)
            yield from _strings(item, inner)
            if place:  # names of a block's own fields are not its author's
                yield inner, str(key)
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            yield from _strings(item, f"{place}[{index}]")


def plain(text: str) -> str:
    """As texts are compared: letters of the same length, so that places stay."""
    return text.lower().replace("ё", "е")


def _cut(text: str, at: int) -> str:
    start = max(0, at - _AROUND)
    shown = " ".join(text[start : at + 3 * _AROUND].split())
    return ("… " if start else "") + shown + (" …" if at + 3 * _AROUND < len(text) else "")
