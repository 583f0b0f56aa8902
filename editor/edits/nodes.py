"""Blocks: adding, moving, removing, changing their parameters and their type."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from editor.content import Changes, Draft, Kind, SchemeContent
from editor.edits.links import NewId, join, main_port, new_id
from editor.node_facts import NodeFactsCache
from engine.scheme.blank import blank_parameters
from engine.scheme.model import Json, Node
from engine.scheme.node_type import AnyNodeType

#: Blocks stand on this grid, in scene units.
GRID = 8.0


def snapped(value: float) -> float:
    return round(value / GRID) * GRID


def new_node(
    content: SchemeContent, node_type: AnyNodeType, x: float, y: float, make_id: NewId = new_id
) -> Node:
    """A block as it comes from the palette, named after its type."""
    parameters = blank_parameters(node_type, content.header["languages"] or ("ru",))
    return Node(
        make_id(),
        node_type.name,
        free_name(content, node_type.title.get(content.language, node_type.title["en"])),
        snapped(x),
        snapped(y),
        parameters,
    )


def free_name(content: SchemeContent, wanted: str) -> str:
    """``wanted``, or with a number where a block is called so already."""
    taken = {node.name for node in content.nodes.values()}
    if wanted not in taken:
        return wanted
    number = 2
    while f"{wanted} {number}" in taken:
        number += 1
    return f"{wanted} {number}"


def move(content: SchemeContent, places: Mapping[str, tuple[float, float]]) -> Changes:
    """``places``: id of a block or note → where its top left corner goes."""
    draft = Draft(content)
    for key, (x, y) in places.items():
        node, note = content.nodes.get(key), content.notes.get(key)
        if node is not None:
            draft.node(replace(node, x=x, y=y))
        elif note is not None:
            draft.note(replace(note, x=x, y=y))
    return draft.changes()


def remove(content: SchemeContent, keys: Iterable[str]) -> Changes:
    """Blocks with their links; links and notes by themselves."""
    draft = Draft(content)
    for key in keys:
        if key in content.nodes:
            for link in draft.links(key):
                draft.remove(Kind.LINK, link.id)
            draft.remove(Kind.NODE, key)
        elif key in content.links:
            draft.remove(Kind.LINK, key)
        elif key in content.notes:
            draft.remove(Kind.NOTE, key)
    return draft.changes()


def remove_and_reconnect(
    content: SchemeContent, facts: NodeFactsCache, node_ids: Collection[str]
) -> Changes:
    """Blocks go, and what led into them leads to where their main way out led."""
    draft = Draft(content)
    for node_id in node_ids:
        if node_id not in content.nodes:
            continue
        on = draft.link_at(node_id, main_port(content, facts, node_id))
        target = on.target if on is not None and on.target != node_id else None
        for link in draft.links(node_id):
            if link.target == node_id and link.source != node_id and target is not None:
                draft.link(replace(link, target=target))
            else:
                draft.remove(Kind.LINK, link.id)
        draft.remove(Kind.NODE, node_id)
    return draft.changes()


def rename(content: SchemeContent, node_id: str, name: str) -> Changes:
    draft = Draft(content)
    draft.node(replace(content.nodes[node_id], name=name))
    return draft.changes()


def set_parameters(
    content: SchemeContent,
    facts: NodeFactsCache,
    node_id: str,
    parameters: Mapping[str, Json],
) -> Changes:
    """A block's parameters. A port that only changed its name (a key, a value of a choice) keeps
    its link; links of ports that are gone stay and are told as problems."""
    draft = Draft(content)
    node = content.nodes[node_id]
    changed = replace(node, parameters=dict(parameters))
    draft.node(changed)
    before = facts.ports(node_id)
    after = facts.ports_of(changed)
    old_names, new_names = {p.name for p in before}, {p.name for p in after}
    if len(before) == len(after):
        for old, new in zip(before, after, strict=True):
            if old.name != new.name and old.name not in new_names and new.name not in old_names:
                link = content.link_at(node_id, old.name)
                if link is not None:
                    draft.link(replace(link, port=new.name))
    return draft.changes()


def retype(
    content: SchemeContent, facts: NodeFactsCache, node_id: str, node_type: AnyNodeType
) -> Changes:
    """Another type for a block: fields of the same name keep their values where the type takes
    them, links keep their ports where it has them, else take free ones in order; what then has no
    port left goes."""
    draft = Draft(content)
    node = content.nodes[node_id]
    parameters = _carried(node.parameters, node_type, content.header["languages"] or ("ru",))
    old_type = facts.of(node_id).node_type
    titles = set(old_type.title.values()) if old_type is not None else set()
    name = node.name
    if name.rstrip("0123456789 ") in titles:
        name = free_name(content, node_type.title.get(content.language, node_type.title["en"]))
    changed = replace(node, type=node_type.name, name=name, parameters=parameters)
    draft.node(changed)
    ports = [port.name for port in facts.ports_of(changed)]
    old_order = [port.name for port in facts.ports(node_id)]
    links = sorted(content.leaving(node_id), key=lambda link: old_order.index(link.port))
    taken = {link.port for link in links if link.port in ports}
    free = [port for port in ports if port not in taken]
    for link in links:
        if link.port in ports:
            continue
        if free:
            draft.link(replace(link, port=free.pop(0)))
        else:
            draft.remove(Kind.LINK, link.id)
    if node_type.is_start:
        for link in content.coming(node_id):
            draft.remove(Kind.LINK, link.id)
    return draft.changes()


def _carried(
    given: Mapping[str, Json], node_type: AnyNodeType, languages: tuple[str, ...]
) -> dict[str, Any]:
    parameters = blank_parameters(node_type, languages)
    for name, value in given.items():
        if name in node_type.parameters.model_fields and _fits(node_type, name, value):
            parameters[name] = value
    return parameters


def _fits(node_type: AnyNodeType, name: str, value: Json) -> bool:
    from pydantic import TypeAdapter, ValidationError

    field = node_type.parameters.model_fields[name]
    try:
        TypeAdapter(field.rebuild_annotation()).validate_python(value)
    except ValidationError:
        return False
    return True


def insert(
    content: SchemeContent,
    node: Node,
    *,
    after: tuple[str, str] | None = None,
    into_link: tuple[str, str] | None = None,
) -> Changes:
    """Add a block. ``after``: (block, port) that shall lead into it; ``into_link``: (link, the
    block's port that leads on)."""
    from editor.edits.links import splice_into

    draft = Draft(content)
    draft.node(node)
    if after is not None:
        join(draft, *after, node.id)
    if into_link is not None:
        link_id, port = into_link
        splice_into(draft, content.links[link_id], node.id, port)
    return draft.changes()
