"""Joining blocks: which links may be drawn, and what drawing them changes."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from uuid import uuid4

from editor.content import Changes, Draft, Kind, SchemeContent
from editor.node_facts import NodeFactsCache
from engine.scheme.model import Link

#: Gives ids to what is new.
NewId = Callable[[], str]


def new_id() -> str:
    return str(uuid4())


def refusal(content: SchemeContent, facts: NodeFactsCache, source: str, target: str) -> str:
    """Why no link may lead from one block into another; "" when it may. A code:
    ``into_start`` | ``no_way_out`` | ``gone``."""
    if source not in content.nodes or target not in content.nodes:
        return "gone"
    if (kind := facts.of(target).node_type) is not None and kind.is_start:
        return "into_start"
    if not facts.ports(source):
        return "no_way_out"
    return ""


def connect(content: SchemeContent, source: str, port: str, target: str) -> Changes:
    """A port has one link: that which was there is turned to the new target, and keeps its id."""
    draft = Draft(content)
    join(draft, source, port, target)
    return draft.changes()


def join(draft: Draft, source: str, port: str, target: str, make_id: NewId = new_id) -> None:
    existing = draft.link_at(source, port)
    if existing is not None:
        draft.link(replace(existing, target=target))
    else:
        draft.link(Link(make_id(), source, port, target))


def move_source(content: SchemeContent, link_id: str, source: str, port: str) -> Changes:
    """The link's beginning goes to another port; a link that was there gives way."""
    draft = Draft(content)
    link = content.links[link_id]
    there = content.link_at(source, port)
    if there is not None and there.id != link_id:
        draft.remove(Kind.LINK, there.id)
    draft.link(replace(link, source=source, port=port))
    return draft.changes()


def move_target(content: SchemeContent, link_id: str, target: str) -> Changes:
    draft = Draft(content)
    draft.link(replace(content.links[link_id], target=target))
    return draft.changes()


def main_port(content: SchemeContent, facts: NodeFactsCache, node_id: str) -> str:
    """The way out that goes on: the first that is linked, else the first; "" when there is none."""
    ports = facts.ports(node_id)
    linked = {link.port for link in content.leaving(node_id)}
    return next((p.name for p in ports if p.name in linked), ports[0].name if ports else "")


def free_port(content: SchemeContent, facts: NodeFactsCache, node_id: str) -> str:
    """The first way out without a link, required ones before others; "" when all have one."""
    linked = {link.port for link in content.leaving(node_id)}
    free = [port for port in facts.ports(node_id) if port.name not in linked]
    return next((p.name for p in free if p.required), free[0].name if free else "")


def can_splice(content: SchemeContent, facts: NodeFactsCache, link_id: str, node_id: str) -> bool:
    """Whether a block can be put into a link: it is no end of it, and has a way out to go on."""
    link = content.links.get(link_id)
    if link is None or node_id in (link.source, link.target) or not facts.ports(node_id):
        return False
    kind = facts.of(node_id).node_type
    return (kind is None or not kind.is_start) and bool(free_port(content, facts, node_id))


def splice(content: SchemeContent, link_id: str, node_id: str, port: str) -> Changes:
    """source → target becomes source → node → target; ``port`` of the node leads on."""
    draft = Draft(content)
    splice_into(draft, content.links[link_id], node_id, port)
    return draft.changes()


def splice_into(draft: Draft, link: Link, node_id: str, port: str) -> None:
    draft.link(replace(link, target=node_id))
    if port:
        join(draft, node_id, port, link.target)


def remove_links(content: SchemeContent, link_ids: Iterable[str]) -> Changes:
    draft = Draft(content)
    for link_id in link_ids:
        draft.remove(Kind.LINK, link_id)
    return draft.changes()
