"""The node types as people look for them: by family, by what they are called, by what they do."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from editor.items.style import FAMILY
from engine.scheme.model import Texts
from engine.scheme.node_type import AnyNodeType

#: The order of the palette.
FAMILIES = ("voice", "logic", "data", "telephony", "other")


@dataclass(frozen=True, slots=True)
class Entry:
    """One node type in the user's language."""

    name: str
    title: str
    summary: str
    family: str
    node_type: AnyNodeType


def entries(node_types: Iterable[AnyNodeType], language: str) -> list[Entry]:
    """By family, as the types are registered."""
    found = [_entry(node_type, language) for node_type in node_types]
    return sorted(found, key=lambda entry: FAMILIES.index(entry.family))


def _entry(node_type: AnyNodeType, language: str) -> Entry:
    def words(texts: Texts, otherwise: str) -> str:
        return texts.get(language) or texts.get("en") or otherwise

    return Entry(
        node_type.name,
        words(node_type.title, node_type.name),
        words(node_type.summary, ""),
        # A plug-in may have a group of its own.
        FAMILY.get(node_type.group, "other"),
        node_type,
    )


def matching(found: Iterable[Entry], wanted: str) -> list[Entry]:
    """Those that all words are found in, in either language or the type's own name; what begins
    with the words comes first."""
    words = _plain(wanted).split()
    if not words:
        return list(found)
    rated = sorted(
        ((rank, index, entry) for index, entry in enumerate(found)
         if (rank := _rank(entry, words)) is not None),
        key=lambda item: item[:2],
    )  # fmt: skip
    return [entry for _, _, entry in rated]


def _rank(entry: Entry, words: list[str]) -> int | None:
    titles = [_plain(text) for text in entry.node_type.title.values()]
    titles.append(_plain(entry.name))
    if all(any(title.startswith(word) for title in titles) for word in words):
        return 0
    if all(any(word in title for title in titles) for word in words):
        return 1
    everything = " ".join((*titles, *map(_plain, _summaries(entry))))
    return 2 if all(word in everything for word in words) else None


def _summaries(entry: Entry) -> Iterator[str]:
    yield from entry.node_type.summary.values()


def _plain(text: str) -> str:
    return text.casefold().replace("ё", "е")
