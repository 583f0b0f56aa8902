"""Schemes as versioned JSON.

The text is canonical: equal schemes give equal texts, and reading what was written gives the same
scheme back. Whatever is wrong with a text is told as a KnownError that names the place.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from engine.errors import KnownError, Phrase
from engine.scheme.codec_dialogues import dialogue_from_json, dialogue_to_json
from engine.scheme.json_reader import Place, Unreadable
from engine.scheme.json_text import (
    TextFormat,
    canonical,
    dump,
    ordered,
    other_format,
    parse_own,
    version_of,
)
from engine.scheme.model import (
    Link,
    Node,
    PromptRecording,
    Scheme,
    Variable,
    VariableType,
)

FORMAT = "rino-scheme"
VERSION = 1
#: Characters; about 18 000 blocks. The largest scheme anyone has drawn by hand is far below; a text
#: beyond it is something else, and parsing it would take the memory of the engine.
LARGEST = 8_000_000
_TEXT = TextFormat(FORMAT, VERSION, Phrase("a scheme"), LARGEST)
#: A text longer than that is looked at before it is parsed.
_LONG = 1_000_000

Migration = Callable[[dict[str, Any]], dict[str, Any]]
#: version → what turns a document of that version into one of the next.
MIGRATIONS: Mapping[int, Migration] = {}


def load_scheme(
    text: str,
    source: str = "",
    *,
    largest: int = LARGEST,
    migrations: Mapping[int, Migration] = MIGRATIONS,
    version: int = VERSION,
) -> Scheme:
    """Read a scheme; ``source`` (a file name, say) is named in errors.

    Unknown node types and their parameters are kept as they are. ``largest``: so many characters
    are read at most. ``migrations`` and ``version``
    are there for tests of the migration itself.
    """
    label = source or Phrase("the scheme")
    try:
        document = _parse(text, largest)
        document = _migrated(document, migrations, version)
        return _scheme(Place(document))
    except Unreadable as error:
        raise KnownError("{source}: {fault}", source=label, fault=error) from None


def dump_scheme(scheme: Scheme) -> str:
    """The canonical text, with a newline at its end."""
    return dump(scheme_to_json(scheme))


def title_in(head: str) -> dict[str, str]:
    """Language → title, from the first characters of a document as ``dump_scheme`` writes it: a
    list of schemes needs no more of them. {} where it is not to be found."""
    mark = '\n  "title": '
    at = head.find(mark)
    try:
        title, _end = json.JSONDecoder().raw_decode(head, at + len(mark)) if at >= 0 else ({}, 0)
    except ValueError:
        return {}
    if not isinstance(title, dict):
        return {}
    return {language: text for language, text in title.items() if isinstance(text, str) and text}


def scheme_to_json(scheme: Scheme) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "version": VERSION,
        "name": scheme.name,
        "title": ordered(scheme.title),
        "languages": list(scheme.languages),
        "currency": scheme.currency,
        "variables": [
            {"name": v.name, "type": v.type.value, "fields": list(v.fields), "default": v.default}
            for v in scheme.variables
        ],
        "prompts": {
            name: {
                language: {"file": recording.file, "text": recording.text}
                for language, recording in sorted(languages.items())
            }
            for name, languages in sorted(scheme.prompts.items())
        },
        "nodes": [node_to_json(node) for node in scheme.nodes],
        "links": [link_to_json(link) for link in scheme.links],
        "tests": [dialogue_to_json(dialogue) for dialogue in scheme.tests],
        "editor": canonical(dict(scheme.editor)),
    }


def node_to_json(node: Node) -> dict[str, Any]:
    return {
        "id": node.id,
        "type": node.type,
        "name": node.name,
        "position": [_short(node.x), _short(node.y)],
        "parameters": canonical(dict(node.parameters)),
    }


def link_to_json(link: Link) -> dict[str, Any]:
    return {"id": link.id, "source": link.source, "port": link.port, "target": link.target}


def node_from_json(place: Place) -> Node:
    place.only("id", "type", "name", "position", "parameters")
    node_id = place.text("id", required=True)
    x, y = 0.0, 0.0
    if place.has("position"):
        position = place.items("position")
        if len(position) != 2:
            place.at("position").wrong("must be two numbers [x, y]")
        x, y = (p.number() for p in position)
    return Node(
        id=node_id,
        type=place.text("type", required=True),
        name=place.text("name"),
        x=x,
        y=y,
        parameters=place.mapping("parameters"),
    )


def link_from_json(place: Place) -> Link:
    place.only("id", "source", "port", "target")
    return Link(
        id=place.text("id", required=True),
        source=place.text("source", required=True),
        port=place.text("port", required=True),
        target=place.text("target", required=True),
    )


def _parse(text: str, largest: int) -> dict[str, Any]:
    if _LONG < len(text) <= largest and FORMAT not in text:
        raise other_format(_TEXT)
    return parse_own(text, replace(_TEXT, largest=largest))


def _migrated(
    document: dict[str, Any], migrations: Mapping[int, Migration], newest: int
) -> dict[str, Any]:
    version = version_of(document, newest, least=0)
    while version < newest:
        migrate = migrations.get(version)
        if migrate is None:
            raise Unreadable("its format {version} is not supported any more.", version=version)
        document = migrate(document)
        version += 1
    return document


def _scheme(place: Place) -> Scheme:
    place.only("format", "version", "name", "title", "languages", "currency", "variables",
               "prompts", "nodes", "links", "tests", "editor")  # fmt: skip
    languages = tuple(p.text_value() for p in place.items("languages")) or ("ru",)
    return Scheme(
        name=place.text("name"),
        title=place.texts("title"),
        languages=languages,
        currency=place.text("currency") or "RUB",
        variables=tuple(_variable(p) for p in place.items("variables")),
        prompts={
            name: {language: _recording(r) for language, r in languages_of.entries()}
            for name, languages_of in place.inside("prompts")
        },
        nodes=tuple(_distinct(place, "nodes", node_from_json)),
        links=tuple(_distinct(place, "links", link_from_json)),
        tests=tuple(dialogue_from_json(p) for p in place.items("tests")),
        editor=place.mapping("editor"),
    )


def _distinct(place: Place, key: str, read: Callable[[Place], Any]) -> list[Any]:
    found: dict[str, Any] = {}
    for item in place.items(key):
        value = read(item)
        if value.id in found:
            other = getattr(found[value.id], "name", "")
            if other:
                item.at("id").wrong(
                    "{id} is already the id of another (“{other}” and “{name}”)",
                    id=value.id,
                    other=other,
                    name=value.name,
                )
            item.at("id").wrong("{id} is already the id of another", id=value.id)
        found[value.id] = value
    return list(found.values())


def _variable(place: Place) -> Variable:
    place.only("name", "type", "fields", "default")
    return Variable(
        name=place.text("name", required=True),
        type=place.choice("type", VariableType, VariableType.TEXT),
        fields=tuple(p.text_value() for p in place.items("fields")),
        default=place.text("default"),
    )


def _recording(place: Place) -> PromptRecording:
    place.only("file", "text")
    return PromptRecording(file=place.text("file"), text=place.text("text"))


def _short(number: float) -> float | int:
    return int(number) if number == int(number) else number
