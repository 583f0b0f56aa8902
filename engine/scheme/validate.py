"""The judgement on a whole scheme: typed problems, errors first.

Errors keep a scheme from being published: with them a call could come to a place that does not
work. Warnings are told and left to the supervisor.
"""

from collections.abc import Iterable

from engine.ivr.speech_formats import LANGUAGES, spoken_currencies
from engine.scheme import expressions
from engine.scheme.library import Library
from engine.scheme.model import Scheme
from engine.scheme.node_types import NodeTypes
from engine.scheme.problems import Fix, Problem, Severity, error, warning
from engine.scheme.validate_calls import call_problems
from engine.scheme.validate_graph import graph_problems
from engine.scheme.validate_node import NodeFacts, node_facts, read_parameters
from engine.scheme.validate_rows import row_problems
from engine.scheme.validate_texts import spoken_prompts, text_problems
from engine.scheme.values import parse

__all__ = ["read_parameters", "validate"]


def validate(
    scheme: Scheme, node_types: NodeTypes, library: Library | None = None
) -> list[Problem]:
    """All problems of the scheme; a scheme without errors can be compiled and run. With a
    ``library`` also what is wrong between it and the schemes that it calls or jumps to."""
    facts, problems = _judged(scheme, node_types)
    if library is not None:
        problems += call_problems(scheme, facts, library, lambda other: _judged(other, node_types))
    problems.sort(key=lambda problem: problem.severity is not Severity.ERROR)
    return problems


def _judged(scheme: Scheme, node_types: NodeTypes) -> tuple[list[NodeFacts], list[Problem]]:
    """The scheme by itself."""
    facts = [node_facts(node, node_types) for node in scheme.nodes]
    return facts, [
        *_head_problems(scheme),
        *_variable_problems(scheme),
        *(problem for fact in facts for problem in fact.problems),
        *text_problems(scheme, facts),
        *_unused_prompts(scheme, facts),
        *row_problems(facts),
        *graph_problems(scheme, facts),
    ]


def _head_problems(scheme: Scheme) -> Iterable[Problem]:
    if not scheme.languages:
        yield error("no_language")
    for language in scheme.languages:
        if language not in LANGUAGES:
            yield error("language_unsupported", language=language)
    if scheme.currency not in spoken_currencies():
        yield error("bad_currency", currency=scheme.currency)


def _variable_problems(scheme: Scheme) -> Iterable[Problem]:
    seen: set[str] = set()
    for variable in scheme.variables:
        name = variable.name
        if not name.isidentifier():
            yield error("bad_variable_name", variable=name)
        elif name in expressions.RESERVED:
            yield error("reserved_variable", variable=name)
        if name in seen:
            yield error("duplicate_variable", variable=name)
        seen.add(name)
        if variable.default and parse(variable.default, variable.type) is None:
            yield error(
                "bad_default", variable=name, value=variable.default, type=variable.type.value
            )


def _unused_prompts(scheme: Scheme, facts: list[NodeFacts]) -> Iterable[Problem]:
    if any(fact.parameters is None for fact in facts):
        return  # what cannot be read may use any of them
    references = [reference for fact in facts for reference in fact.references]
    used = {reference.text for reference in references if reference.role == "prompt"}
    used |= {prompt for reference in references for prompt in spoken_prompts(reference)}
    for name in scheme.prompts:
        if name not in used:
            yield warning("unused_prompt", prompt=name, fix=Fix("remove_prompt", {"prompt": name}))
