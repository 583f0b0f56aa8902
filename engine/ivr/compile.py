"""From a scheme to what calls run on: parameters checked, expressions parsed, links resolved.

Done once per published version and shared by all its calls; nothing in it changes afterwards, so
a scheme published while calls run concerns new calls only.
"""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from engine.errors import KnownError, Listed, Phrase
from engine.ivr.binding import Binding
from engine.ivr.handler import Handler
from engine.ivr.model import Prompt, Visited
from engine.scheme.graph import reachable_from
from engine.scheme.library import Library
from engine.scheme.model import Scheme, Variable
from engine.scheme.node_type import AnyNodeType, Port
from engine.scheme.node_types import NodeTypes
from engine.scheme.parameters import Role, references
from engine.scheme.problems import Problem
from engine.scheme.validate import read_parameters, validate

#: So many errors are named when a scheme is refused.
_NAMED = 3


class CompiledNode:
    """``targets``: port → the node it leads to. ``good_ends``: unlinked ports by which a call may
    end as completed. ``lent``: port without a link of its own → the port whose link it takes.
    ``secret``: the variable whose value nobody is to see, "" for none."""

    __slots__ = (
        "dials", "good_ends", "handler", "id", "lent", "name", "rings_operators", "secret",
        "targets", "type", "visited",
    )  # fmt: skip

    def __init__(self, node_id: str, name: str, kind: AnyNodeType, handler: Handler) -> None:
        self.id = node_id
        self.name = name
        self.type = kind.name
        self.handler = handler
        self.dials = kind.dials
        self.rings_operators = kind.rings_operators
        self.visited = Visited(node_id)
        self.targets: dict[str, CompiledNode] = {}
        self.good_ends: frozenset[str] = frozenset()
        self.lent: dict[str, str] = {}
        self.secret = ""

    def link_of(self, port: str) -> str:
        """The port whose link a call takes that leaves by ``port``; "": there is none."""
        return self.lent.get(port, port) if port in self.targets else ""


class Departure(NamedTuple):
    """A node left, and the port by which. ``place``: before which of the commands that this step
    returns."""

    node: CompiledNode
    port: str
    place: int


@dataclass(frozen=True, slots=True, eq=False)
class CompiledScheme:
    name: str
    languages: tuple[str, ...]
    variables: tuple[Variable, ...]
    start: CompiledNode
    #: Those a call can reach, in the scheme's order.
    nodes: Mapping[str, CompiledNode]
    #: Variables that nodes set.
    assigned: frozenset[str]
    #: What nodes name that lies outside the scheme, by the role of the name.
    mentions: Mapping[Role, frozenset[str]]
    #: Every scheme that can be come to from this one, itself included, by case-folded name.
    schemes: Mapping[str, "CompiledScheme"]
    #: Name → language → recording or text.
    prompts: Mapping[str, Mapping[str, Prompt]]

    @property
    def language(self) -> str:
        return self.languages[0]


#: Roles of names that lie outside a scheme.
_OUTSIDE: tuple[Role, ...] = ("scheme", "source", "store", "script")


def compile_scheme(
    scheme: Scheme, node_types: NodeTypes, library: Library | None = None
) -> CompiledScheme:
    """The scheme and all that it calls or jumps to, found in ``library``. Raises KnownError that
    names the first errors when one of them has any, or is not there."""
    schemes: dict[str, CompiledScheme] = {}
    main = _compile_one(scheme, node_types, schemes, "")
    schemes[scheme.name.casefold()] = main
    waiting = deque((name, main.name) for name in sorted(main.mentions["scheme"]))
    while waiting:
        name, caller = waiting.popleft()
        if name.casefold() in schemes:
            continue
        found = library(name) if library is not None else None
        if found is None:
            raise KnownError(
                "Scheme “{scheme}” calls the scheme “{name}”, and there is none of that name.",
                mend="Publish that scheme first, or name another one.",
                scheme=caller,
                name=name,
            )
        compiled = _compile_one(found, node_types, schemes, name)
        schemes[name.casefold()] = compiled
        waiting.extend((other, name) for other in sorted(compiled.mentions["scheme"]))
    return main


def mentioned(compiled: CompiledScheme, role: Role) -> frozenset[str]:
    """All names of a role (sources, external stores, scripts, schemes) that a call may come by."""
    return frozenset().union(*(each.mentions[role] for each in compiled.schemes.values()))


def _compile_one(
    scheme: Scheme, node_types: NodeTypes, schemes: Mapping[str, CompiledScheme], called: str
) -> CompiledScheme:
    """``called``: the name by which another scheme calls it, "" for the one calls begin with."""
    _refuse(scheme, [problem for problem in validate(scheme, node_types) if problem.is_error])
    binding = Binding(scheme, schemes)
    mentions: dict[Role, set[str]] = {role: set() for role in _OUTSIDE}
    nodes: dict[str, CompiledNode] = {}
    ports: dict[str, tuple[Port, ...]] = {}
    assigned: set[str] = set()
    start: CompiledNode | None = None
    for node in scheme.nodes:
        node_type = node_types.get(node.type)
        assert node_type is not None
        parameters = read_parameters(node_type, node.parameters)
        binding.node_id = node.id
        try:
            handler = node_type.bind(parameters, binding)
        except Exception as error:  # of a plug-in: named, and the engine goes on without it
            raise KnownError(
                "Scheme “{scheme}”, node “{node}”: {reason}",
                mend="Mend the node in the editor.",
                scheme=scheme.name,
                node=node.name or node.id,
                reason=error,
            ) from error
        compiled = CompiledNode(node.id, node.name, node_type, handler)
        compiled.visited = Visited(node.id, called)
        compiled.secret = node_type.secret_variable(parameters)
        nodes[node.id] = compiled
        ports[node.id] = node_type.ports(parameters)
        for reference in references(parameters):
            if reference.role == "variable":
                assigned.add(reference.text)
            elif reference.role in mentions:
                mentions[reference.role].add(reference.text)
        if node_type.is_start:
            start = compiled
    assert start is not None
    for link in scheme.links:
        nodes[link.source].targets[link.port] = nodes[link.target]
    for node_id, compiled in nodes.items():
        _complete(compiled, ports[node_id])
    reachable = reachable_from(scheme, start.id)
    return CompiledScheme(
        name=scheme.name,
        languages=scheme.languages or ("ru",),
        variables=scheme.variables,
        start=start,
        nodes=MappingProxyType({key: node for key, node in nodes.items() if key in reachable}),
        assigned=frozenset(assigned),
        mentions=MappingProxyType({role: frozenset(names) for role, names in mentions.items()}),
        schemes=schemes,
        prompts=MappingProxyType(binding.recordings),
    )


def needs_transfer(compiled: CompiledScheme) -> bool:
    """Whether a call may want a second line beside its own."""
    return any(node.dials for scheme in compiled.schemes.values() for node in scheme.nodes.values())


def needs_operator(compiled: CompiledScheme) -> bool:
    """Whether a call may have to be connected with an operator."""
    return any(
        node.rings_operators
        for scheme in compiled.schemes.values()
        for node in scheme.nodes.values()
    )


def _complete(node: CompiledNode, ports: tuple[Port, ...]) -> None:
    """Let ports without a link take their fallback's."""
    by_name = {port.name: port for port in ports}
    good: set[str] = set()
    for port in ports:
        current: Port | None = port
        for _ in ports:
            if current is None or current.name in node.targets:
                break
            current = by_name.get(current.fallback)
        if current is not None and current.name in node.targets:
            if port.name not in node.targets:
                node.targets[port.name] = node.targets[current.name]
                node.lent[port.name] = node.lent.get(current.name, current.name)
        elif not port.required and port.name != "error":
            good.add(port.name)
    node.good_ends = frozenset(good)


def _refuse(scheme: Scheme, errors: list[Problem]) -> None:
    if not errors:
        return
    named: list[object] = [*errors[:_NAMED]]
    if len(errors) > _NAMED:
        named.append(Phrase("and {number} more", number=len(errors) - _NAMED))
    raise KnownError(
        "Scheme “{scheme}” cannot be used: {problems}.",
        mend="rino-desktop scheme check lists all its problems.",
        scheme=scheme.name,
        problems=Listed(named),
    )
