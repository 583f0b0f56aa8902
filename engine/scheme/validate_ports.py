"""Ports that are named in a node's parameters."""

from collections.abc import Iterable, Iterator

from engine.scheme.problems import Fix, Problem, error


def port_problems(named: Iterable[tuple[str, str]], reserved: set[str]) -> Iterator[Problem]:
    """``named``: (name, its place); ``reserved``: ports that the node has anyway."""
    seen: set[str] = set()
    for name, place in named:
        fix = Fix("change_parameter", {"place": place})
        if name in reserved:
            yield error("reserved_port", port=name, place=place, fix=fix)
        elif name in seen:
            yield error("duplicate_port", port=name, place=place, fix=fix)
        seen.add(name)
