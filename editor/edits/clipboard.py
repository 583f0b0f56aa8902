"""Blocks as JSON text, to be carried between schemes, windows and programs.

The text holds blocks, the links among them, notes, and those prompts and variables that the blocks
use, so that a scheme which has none of these names gets them along. What is still missing there is
not dropped: validation tells it as it does of any block.
"""

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from editor.content import Changes, Draft, Kind, SchemeContent
from editor.edits.links import NewId, new_id
from editor.edits.uses import used_prompts, used_variables
from editor.node_facts import NodeFactsCache
from editor.notes import Note, read_notes, write_notes
from engine.scheme import codec
from engine.scheme.model import Link, Node, Scheme

FORMAT = "rino-scheme-part"
#: Characters that can be pasted, some 9 000 blocks: reading them takes a quarter of a second.
LARGEST = 4_000_000
#: So near its beginning a text says what it is.
_HEAD = 200
_PART = re.compile(rf'"format"\s*:\s*"{FORMAT}"')


def copied(content: SchemeContent, facts: NodeFactsCache, keys: Collection[str]) -> str:
    """``keys``: ids of blocks and notes; "" when none of them is there."""
    chosen = set(keys)
    nodes = [node for node in content.ordered(Kind.NODE) if node.id in chosen]
    notes = [note for note in content.ordered(Kind.NOTE) if note.id in chosen]
    if not nodes and not notes:
        return ""
    links = [
        link for link in content.ordered(Kind.LINK) if {link.source, link.target} <= chosen
    ]  # fmt: skip
    prompts: Mapping[str, Any] = content.header["prompts"]
    wanted = {name for node in nodes for name in used_prompts(facts.of(node.id))}
    names = {name for node in nodes for name in used_variables(facts.of(node.id))}
    part = Scheme(
        "",
        languages=content.header["languages"],
        variables=tuple(v for v in content.header["variables"] if v.name in names),
        prompts={name: found for name, found in prompts.items() if name in wanted},
        nodes=tuple(nodes),
        links=tuple(links),
        editor={"notes": write_notes(notes)} if notes else {},
    )
    document = {**codec.scheme_to_json(part), "format": FORMAT}
    return json.dumps(document, ensure_ascii=False, indent=1)


def is_part(text: str) -> bool:
    """Cheap: whether a text from the clipboard is worth reading."""
    return FORMAT in text[:_HEAD] or codec.FORMAT in text[:_HEAD]


def read_part(text: str, source: str = "") -> Scheme:
    """Of what ``copied`` gave, or of a whole scheme's text. KnownError names ``source`` and what is
    wrong. Read on the GUI's thread: whatever is too long for that is refused unread."""
    head = _PART.sub(f'"format": "{codec.FORMAT}"', text[:_HEAD], count=1)
    return codec.load_scheme(head + text[_HEAD:], source, largest=LARGEST)


def pasted(
    content: SchemeContent,
    part: Scheme,
    x: float,
    y: float,
    make_id: NewId = new_id,
) -> tuple[Changes, list[str]]:
    """(changes, ids of the new blocks and notes). The part's upper left corner comes to (x, y);
    everything gets new ids. A second start is told by validation."""
    notes = read_notes(part.editor)
    draft = Draft(content)
    things: tuple[Node | Note, ...] = (*part.nodes, *notes)
    ids = {thing.id: make_id() for thing in things}
    corner_x = min((thing.x for thing in things), default=0.0)
    corner_y = min((thing.y for thing in things), default=0.0)

    def moved(thing: Any) -> Any:
        return replace(thing, id=ids[thing.id], x=thing.x - corner_x + x, y=thing.y - corner_y + y)

    for node in part.nodes:
        draft.node(moved(node))
    for note in notes:
        draft.note(moved(note))
    for link in part.links:
        if link.source in ids and link.target in ids:
            draft.link(Link(make_id(), ids[link.source], link.port, ids[link.target]))
    _bring_along(draft, content, part)
    return draft.changes(), list(ids.values())


def _bring_along(draft: Draft, content: SchemeContent, part: Scheme) -> None:
    prompts = content.header["prompts"]
    new = {name: found for name, found in part.prompts.items() if name not in prompts}
    if new:
        draft.header("prompts", {**prompts, **new})
    known = {variable.name for variable in content.header["variables"]}
    variables = tuple(v for v in part.variables if v.name not in known)
    if variables:
        draft.header("variables", (*content.header["variables"], *variables))
