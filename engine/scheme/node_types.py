"""The registry of node types: an object that is handed around, never a global."""

from collections.abc import Iterable, Iterator, Mapping

from engine.errors import KnownError
from engine.ivr.nodes import built_in_node_types
from engine.scheme.node_type import AnyNodeType

#: Distributions offer node types under this entry point group: a NodeType class or instance.
ENTRY_POINT_GROUP = "rino_desktop.node_types"


class NodeTypes:
    """Node types by their name."""

    def __init__(self, types: Iterable[AnyNodeType] = ()) -> None:
        self._types: dict[str, AnyNodeType] = {}
        self._packages: dict[str, str] = {}
        for node_type in types:
            self.register(node_type)

    def register(self, node_type: AnyNodeType | type[AnyNodeType], package: str = "") -> None:
        """Raises KnownError when it is no node type, or its name is taken. ``package``: the
        distribution that brings it, "" for a type of our own."""
        try:
            made = node_type() if isinstance(node_type, type) else node_type
        except Exception as error:
            name = getattr(node_type, "__name__", node_type)
            raise KnownError(
                "The node type {name} cannot be made: {reason}",
                mend="Mend or remove the plug-in that brings it.",
                name=name,
                reason=error,
            ) from error
        for attribute in ("name", "title", "summary", "parameters", "ports", "bind"):
            if not hasattr(made, attribute):
                raise KnownError(
                    "{type_name} is not a node type: it has no “{attribute}”.",
                    mend="Mend or remove the plug-in that brings it.",
                    type_name=type(made).__name__,
                    attribute=attribute,
                )
        for attribute in ("title", "summary"):
            if not isinstance(getattr(made, attribute), Mapping):
                raise KnownError(
                    "{type_name} is not a node type: its “{attribute}” must name languages.",
                    mend="Mend or remove the plug-in that brings it.",
                    type_name=type(made).__name__,
                    attribute=attribute,
                )
        if made.name in self._types:
            raise KnownError(
                "Two node types are called “{name}” ({first} and {second}).",
                mend="Remove one of the plug-ins.",
                name=made.name,
                first=type(self._types[made.name]).__module__,
                second=type(made).__module__,
            )
        self._types[made.name] = made
        if package:
            self._packages[made.name] = package

    def package_of(self, name: str) -> str:
        """The distribution that brings a type; "" for one of our own or one that is not there."""
        return self._packages.get(name, "")

    def get(self, name: str) -> AnyNodeType | None:
        return self._types.get(name)

    def names(self) -> list[str]:
        return sorted(self._types)

    def __contains__(self, name: object) -> bool:
        return name in self._types

    def __iter__(self) -> Iterator[AnyNodeType]:
        return iter(self._types.values())

    def __len__(self) -> int:
        return len(self._types)


def default_node_types(
    extra: Iterable[AnyNodeType | type[AnyNodeType]] = (),
) -> NodeTypes:
    """The built-in types and those of plug-ins."""
    types = NodeTypes(built_in_node_types())
    for node_type in extra:
        types.register(node_type)
    return types
