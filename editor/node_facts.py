"""What the node types make of the blocks at hand: ports, texts with a role, complaints.

An unfinished block has its ports all the same: where its parameters cannot be read, they are mended
with the least that the type takes, only to see what ports it will have.
"""

from collections.abc import Iterable
from copy import deepcopy
from typing import Any

from pydantic import ValidationError

from editor.content import SchemeContent
from engine.scheme.incremental import SchemeJudge
from engine.scheme.least import least_parameters, least_value_at
from engine.scheme.model import Json, Node
from engine.scheme.node_type import AnyNodeType, Port
from engine.scheme.node_types import NodeTypes
from engine.scheme.validate_node import NodeFacts, node_facts

#: A mended place may show the next fault behind it.
_ROUNDS = 5


class NodeFactsCache:
    """By id; ``judge`` knows them, and is told of changes before anybody asks."""

    def __init__(self, content: SchemeContent, node_types: NodeTypes, judge: SchemeJudge) -> None:
        self._content = content
        self._node_types = node_types
        self._judge = judge
        self._ports: dict[str, tuple[Port, ...]] = {}

    def of(self, node_id: str) -> NodeFacts:
        return self._judge.facts(node_id)

    def ports(self, node_id: str) -> tuple[Port, ...]:
        """Those of the type, then those that only links know (of a type that is not installed, or
        that the block has no more)."""
        known = self._ports.get(node_id)
        if known is None:
            known = self._ports[node_id] = _known_ports(self.of(node_id))
        names = {port.name for port in known}
        strays = [link.port for link in self._content.leaving(node_id) if link.port not in names]
        return (*known, *(_stray(name) for name in dict.fromkeys(strays))) if strays else known

    def ports_of(self, node: Node) -> tuple[Port, ...]:
        """Those that a block would have which is not (yet) in the scheme like this."""
        return _known_ports(node_facts(node, self._node_types))

    def forget(self, node_ids: Iterable[str]) -> None:
        for node_id in node_ids:
            self._ports.pop(node_id, None)


def _known_ports(facts: NodeFacts) -> tuple[Port, ...]:
    if facts.parameters is None and facts.node_type is not None:
        return _ports_of_unfinished(facts.node_type, facts.node)
    return facts.ports


def _stray(name: str) -> Port:
    return Port(name, {"ru": name, "en": name}, required=False)


def _ports_of_unfinished(node_type: AnyNodeType, node: Node) -> tuple[Port, ...]:
    given: dict[str, Json] = deepcopy(dict(node.parameters))
    for _ in range(_ROUNDS):
        try:
            return tuple(node_type.ports(node_type.parameters.model_validate(given)))
        except ValidationError as invalid:
            for details in invalid.errors(include_url=False, include_input=False):
                _mend(given, details["loc"], node_type)
        except Exception:
            break  # a plug-in's fault, which is told as a problem
    try:
        least = least_parameters(node_type.parameters)
        return tuple(node_type.ports(node_type.parameters.model_validate(least)))
    except Exception:
        return ()


def _mend(given: dict[str, Any], location: tuple[int | str, ...], node_type: AnyNodeType) -> None:
    """Put the least that is valid at a place that is not, or leave it out."""
    path = [step for step in location if not _is_branch(step)]
    holder: Any = given
    for step in path[:-1]:
        try:
            holder = holder[step]
        except (KeyError, IndexError, TypeError):
            return
    value = least_value_at(node_type.parameters, path)
    last = path[-1] if path else ""
    if isinstance(holder, list) and isinstance(last, int) and last < len(holder):
        holder[last] = value
    elif isinstance(holder, dict):
        if value is None:
            holder.pop(last, None)
        else:
            holder[last] = value


def _is_branch(step: int | str) -> bool:
    """pydantic names the member of a union that it has tried, and marks keys of mappings."""
    return isinstance(step, str) and (step == "[key]" or step[:1].isupper() or "[" in step)
