"""The judgement on a whole scheme: typed problems, errors first.

Errors keep a scheme from being published: with them a call could come to a place that does not
work. Warnings are told and left to the supervisor. ``engine.scheme.incremental`` is the same
judgement for a scheme that is being edited.
"""

from engine.scheme.incremental import SchemeJudge
from engine.scheme.library import Library
from engine.scheme.model import Scheme
from engine.scheme.node_types import NodeTypes
from engine.scheme.problems import Problem
from engine.scheme.validate_node import read_parameters

__all__ = ["read_parameters", "validate"]


def validate(
    scheme: Scheme, node_types: NodeTypes, library: Library | None = None
) -> list[Problem]:
    """All problems of the scheme; a scheme without errors can be compiled and run. With a
    ``library`` also what is wrong between it and the schemes that it calls or jumps to."""
    judge = SchemeJudge(node_types, library)
    judge.replace(scheme)
    return judge.problems()
