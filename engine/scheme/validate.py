"""The judgement on a whole scheme: typed problems, errors first.

Errors keep a scheme from being published: with them a call could come to a place that does not
work. Warnings are told and left to the supervisor. ``engine.scheme.incremental`` is the same
judgement for a scheme that is being edited.
"""

from engine.scheme.incremental import SchemeJudge, errors_first
from engine.scheme.library import Library
from engine.scheme.model import Scheme
from engine.scheme.node_types import NodeTypes
from engine.scheme.problems import Problem
from engine.scheme.validate_calls import call_problems
from engine.scheme.validate_node import NodeFacts, read_parameters

__all__ = ["read_parameters", "validate"]


def validate(
    scheme: Scheme, node_types: NodeTypes, library: Library | None = None
) -> list[Problem]:
    """All problems of the scheme; a scheme without errors can be compiled and run. With a
    ``library`` also what is wrong between it and the schemes that it calls or jumps to."""
    facts, problems = _judged(scheme, node_types)
    if library is None:
        return problems
    between = call_problems(scheme, facts, library, lambda other: _judged(other, node_types))
    return errors_first([*problems, *between])


def _judged(scheme: Scheme, node_types: NodeTypes) -> tuple[list[NodeFacts], list[Problem]]:
    """The scheme by itself."""
    judge = SchemeJudge(node_types)
    judge.replace(scheme)
    return [judge.facts(node.id) for node in scheme.nodes], judge.problems()
