"""A change of a scheme as the editor carries it out: nodes, links and header fields at a time."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from engine.scheme.model import Link, Node, Scheme


@dataclass(frozen=True, slots=True)
class Changes:
    """Id → what it is now, None: it is gone. ``header``: a scheme of which everything but nodes
    and links counts; None: that stays as it is."""

    nodes: Mapping[str, Node | None] = field(default_factory=dict)
    links: Mapping[str, Link | None] = field(default_factory=dict)
    header: Scheme | None = None

    def __bool__(self) -> bool:
        return bool(self.nodes or self.links or self.header is not None)


def apply(scheme: Scheme, changes: Changes) -> Scheme:
    """What is new comes last."""
    nodes: dict[str, Node | None] = {node.id: node for node in scheme.nodes}
    links: dict[str, Link | None] = {link.id: link for link in scheme.links}
    return replace(
        changes.header or scheme,
        nodes=tuple(n for n in (nodes | dict(changes.nodes)).values() if n is not None),
        links=tuple(k for k in (links | dict(changes.links)).values() if k is not None),
    )
