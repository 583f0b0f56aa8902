"""Where a variable or prompt is used, and how one such place is changed."""

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from editor.content import SchemeContent
from editor.node_facts import NodeFactsCache
from engine.scheme import expressions, templates
from engine.scheme.expressions import BadExpressionError
from engine.scheme.parameters import Reference
from engine.scheme.validate_node import NodeFacts
from engine.scheme.validate_texts import spoken_prompts

_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Use:
    """One place; ``place`` as in problems: "message[0].say.ru"."""

    node_id: str
    place: str
    text: str


def used_prompts(facts: NodeFacts) -> set[str]:
    names = {r.text for r in facts.references if r.role == "prompt"}
    return names | {name for r in facts.references for name in spoken_prompts(r)}


def used_variables(facts: NodeFacts) -> set[str]:
    return {name for reference in facts.references for name in _variables_in(reference)}


def variable_uses(content: SchemeContent, facts: NodeFactsCache, name: str) -> Iterator[Use]:
    for node_id in content.nodes:
        for reference in facts.of(node_id).references:
            if name in _variables_in(reference):
                yield Use(node_id, reference.place, reference.text)


def prompt_uses(content: SchemeContent, facts: NodeFactsCache, name: str) -> Iterator[Use]:
    for node_id in content.nodes:
        for reference in facts.of(node_id).references:
            if (reference.role == "prompt" and reference.text == name) or name in spoken_prompts(
                reference
            ):
                yield Use(node_id, reference.place, reference.text)


def _variables_in(reference: Reference) -> frozenset[str]:
    try:
        match reference.role:
            case "variable":
                return frozenset([reference.text])
            case "expression" if reference.text.strip():
                return expressions.parse(reference.text).variables
            case "template":
                slots = templates.parse_spoken(reference.text).slots
            case "text_template":
                slots = templates.parse_template(reference.text).slots
            case _:
                return frozenset()
    except BadExpressionError:
        return frozenset()
    return frozenset().union(*(slot.expression.variables for slot in slots))


def with_place(parameters: Any, place: str, value: Any) -> Any:
    """A copy of the parameters with another value at a place ("keys[1].key")."""
    copy = deepcopy(parameters)
    steps: list[Any] = [int(index) if index else word for word, index in _STEP.findall(place)]
    holder = copy
    for step in steps[:-1]:
        holder = holder[step]
    holder[steps[-1]] = value
    return copy
