"""The order in which a call comes through the blocks. No Qt in here."""

from collections.abc import Callable

from editor.content import Kind, SchemeContent
from editor.node_facts import NodeFactsCache


def call_order(
    content: SchemeContent, facts: NodeFactsCache, links: Callable[[str], list[str]] | None = None
) -> tuple[list[str], list[str]]:
    """(What a call can come to, the start first and each way to its end before the next; what it
    cannot, as it stands in the file.) ``links``: a block's links in order, where they are known.
    """
    nodes = [node.id for node in content.ordered(Kind.NODE)]
    starts = []
    for key in nodes:
        kind = facts.of(key).node_type
        if kind is not None and kind.is_start:
            starts.append(key)
    seen: set[str] = set()
    order: list[str] = []
    stack = list(reversed(starts))
    while stack:
        key = stack.pop()
        if key in seen or key not in content.nodes:
            continue
        seen.add(key)
        order.append(key)
        ids = links(key) if links is not None else links_of(content, facts, key)
        stack.extend(content.links[link].target for link in reversed(ids))
    return order, [key for key in nodes if key not in seen]


def links_of(content: SchemeContent, facts: NodeFactsCache, key: str) -> list[str]:
    """Ids of the links that leave a block, in the order of its ways out."""
    leaving = content.leaving(key)
    if len(leaving) > 1:
        places = {port.name: place for place, port in enumerate(facts.ports(key))}
        leaving.sort(key=lambda link: places.get(link.port, len(places)))
    return [link.id for link in leaving]
