"""Whether a subscriber who is asked something can also ask not to be called again.

The rule: on each path from the start, the first node that waits for the subscriber must have a way
to the do-not-call list, by whatever keys; who has talked with a person has told him. Questions
behind it need none of their own: a survey offers it once, at its beginning. Schemes in which nobody
can opt out anywhere are not judged (not every law asks for it, and not every purpose: nobody opts
out of a flood warning), nor are those that return to a caller, whose own menu offers it.
"""

from collections.abc import Callable, Iterable, Mapping

from engine.scheme.graph import walked
from engine.scheme.validate_node import NodeFacts

Offers = Callable[[NodeFacts], bool]


def opts_out(fact: NodeFacts) -> bool:
    return fact.node_type is not None and fact.node_type.opts_out


def may_opt_out(fact: NodeFacts) -> bool:
    """Where nothing is known of called schemes."""
    return fact.calls is not None or opts_out(fact)


def is_called(facts: Iterable[NodeFacts]) -> bool:
    """Whether the scheme is a part of others: it returns."""
    return any(fact.gives_back is not None for fact in facts)


def without_opt_out(
    facts: Mapping[str, NodeFacts],
    targets: Mapping[str, Mapping[str, str]],
    start: str,
    offers: Offers,
) -> set[str]:
    """The nodes that wait for a subscriber who has had no way to opt out, and has none. ``offers``:
    whether he is put on the do-not-call list in a node."""

    def ways(node_id: str) -> Iterable[str]:
        """Where a call goes on that has not yet had its chance."""
        fact = facts[node_id]
        if offers(fact) or _asks(fact):
            return ()
        ahead = targets[node_id]
        if fact.persons:
            return [target for port, target in ahead.items() if port not in fact.persons]
        again = targets[node_id].get(fact.rounds)
        if again is not None and node_id not in walked(again, ways_of_all):
            return (again,)  # it lets nobody past before he has been there
        return ahead.values()

    def ways_of_all(node_id: str) -> Iterable[str]:
        fact = facts[node_id]
        return () if offers(fact) or _asks(fact) else targets[node_id].values()

    asking = [node_id for node_id in walked(start, ways) if _asks(facts[node_id])]
    return _without_a_way(asking, lambda node_id: targets[node_id].values(),
                          lambda node_id: offers(facts[node_id]))  # fmt: skip


def _without_a_way(
    nodes: Iterable[str], ways: Callable[[str], Iterable[str]], arrived: Callable[[str], bool]
) -> set[str]:
    """Those of the nodes from which nothing leads to where one has ``arrived``. From most of them
    it is near: so it is looked for from each, and what leads nowhere is remembered."""
    vain: set[str] = set()
    for node_id in nodes:
        seen = {node_id}
        waiting = [node_id]
        found = False
        while waiting and not found:
            here = waiting.pop()
            found = arrived(here)
            for target in ways(here):
                if target not in seen and target not in vain:
                    seen.add(target)
                    waiting.append(target)
        if not found:
            vain |= seen
    return vain & set(nodes)


def _asks(fact: NodeFacts) -> bool:
    kind = fact.node_type
    return kind is not None and kind.waits_for_subscriber and fact.calls is None
