"""Warnings about what the subscriber hears: first words that come late, no way to opt out."""

import math
from collections.abc import Iterator, Mapping

from engine.scheme.opening import LONGEST_SILENCE_S, longest_silence
from engine.scheme.problems import Fix, Problem, warning
from engine.scheme.validate_node import NodeFacts


def late_opening(
    facts: Mapping[str, NodeFacts], targets: Mapping[str, Mapping[str, str]], start: str
) -> Iterator[Problem]:
    wait = longest_silence(facts, targets, start)
    if wait is None or wait.seconds <= LONGEST_SILENCE_S:
        return
    nodes = [facts[node_id].node for node_id in wait.over]
    yield warning(
        "late_opening",
        seconds=math.ceil(wait.seconds),
        limit=math.floor(LONGEST_SILENCE_S),
        nodes=", ".join(node.name or node.type for node in nodes),
        node_id=nodes[0].id,
        node_name=nodes[0].name,
        fix=Fix("say_first", {"node": nodes[0].id}),
    )


def no_opt_out(fact: NodeFacts) -> Problem:
    return warning(
        "no_opt_out",
        node_id=fact.node.id,
        node_name=fact.node.name,
        fix=Fix("offer_opt_out", {"node": fact.node.id}),
    )
