"""What can be told of a node by itself."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from pydantic import ValidationError

from engine.scheme import parameters as typed
from engine.scheme.model import Json, Node
from engine.scheme.node_type import AnyNodeType, Port, SchemeCall
from engine.scheme.node_types import NodeTypes
from engine.scheme.parameter_words import complaint, place_of
from engine.scheme.parameters import Message, Parameters, Reference
from engine.scheme.problems import Fix, Problem, error


@dataclass(frozen=True, slots=True)
class NodeFacts:
    """A node together with what its type makes of it. ``parameters`` is None, and the rest empty,
    when the type is not installed or the parameters cannot be read."""

    node: Node
    node_type: AnyNodeType | None
    parameters: Parameters | None
    ports: tuple[Port, ...]
    references: tuple[Reference, ...]
    problems: tuple[Problem, ...]
    #: What the methods of these names of its type say, ``silent`` is ``silent_ports``, ``persons``
    #: ``person_ports``.
    silent: tuple[str, ...] = ()
    opens_with: Message = ()
    quiet_s: float = 0.0
    rounds: str = ""
    calls: SchemeCall | None = None
    gives_back: str | None = None
    saves: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()


def read_parameters(node_type: AnyNodeType, given: Mapping[str, Json]) -> Parameters:
    """Raises pydantic's ValidationError."""
    parameters: Parameters = node_type.parameters.model_validate(given)
    return parameters


def node_facts(node: Node, node_types: NodeTypes) -> NodeFacts:
    node_type = node_types.get(node.type)
    if node_type is None:
        problem = error(
            "unknown_node_type",
            type=node.type,
            node_id=node.id,
            node_name=node.name,
            fix=Fix("install_node_type", {"type": node.type}),
        )
        return NodeFacts(node, None, None, (), (), (problem,))
    try:
        parameters = read_parameters(node_type, node.parameters)
    except ValidationError as invalid:
        return NodeFacts(node, node_type, None, (), (), tuple(_complaints(node, invalid)))
    try:
        own = tuple(
            replace(problem, node_id=node.id, node_name=node.name)
            for problem in node_type.check(parameters)
        )
        ports = tuple(node_type.ports(parameters))
        more = (
            tuple(node_type.silent_ports(parameters)),
            node_type.opens_with(parameters),
            node_type.quiet_s(parameters),
            node_type.rounds(parameters),
            node_type.calls(parameters),
            node_type.gives_back(parameters),
            tuple(node_type.saves(parameters)),
            tuple(node_type.person_ports(parameters)),
        )
    except Exception as failure:  # a plug-in's fault must not take the editor down
        why = f"{type(failure).__name__}: {failure}"
        problem = error("node_type_failed", type=node.type, why=why, node_id=node.id,
                        node_name=node.name)  # fmt: skip
        return NodeFacts(node, node_type, None, (), (), (problem,))
    references = tuple(typed.references(parameters))
    return NodeFacts(node, node_type, parameters, ports, references, own, *more)


def _complaints(node: Node, invalid: ValidationError) -> list[Problem]:
    found: dict[str, Problem] = {}
    for details in invalid.errors(include_url=False):
        place = place_of(details["loc"])
        russian, english = complaint(details)
        found.setdefault(
            place,
            error(
                "bad_parameter",
                why_ru=russian,
                why_en=english,
                node_id=node.id,
                node_name=node.name,
                place=place,
                fix=Fix("change_parameter", {"node": node.id, "place": place}),
            ),
        )
    return list(found.values())
