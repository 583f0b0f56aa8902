"""Rows that a node reads must be kept by another one. A sub-scheme may get them from its caller,
so it is a warning."""

from collections.abc import Iterable, Iterator

from engine.scheme.problems import Fix, Problem, warning
from engine.scheme.validate_node import NodeFacts


def row_problems(facts: Iterable[NodeFacts]) -> Iterator[Problem]:
    facts = list(facts)
    if any(fact.parameters is None for fact in facts):
        return  # what cannot be read may keep any
    kept = {r.text for fact in facts for r in fact.references if r.role == "rows"}
    for fact in facts:
        for reference in fact.references:
            if reference.role == "rows_kept" and reference.text not in kept:
                yield warning(
                    "unknown_rows",
                    rows=reference.text,
                    node_id=fact.node.id,
                    node_name=fact.node.name,
                    place=reference.place,
                    fix=Fix("change_parameter", {"node": fact.node.id, "place": reference.place}),
                )
