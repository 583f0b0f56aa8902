"""What the nodes of a scheme bring for one another: variables, results, prompts that are played,
rows that are kept."""

from collections import Counter
from collections.abc import Iterable, Mapping

from engine.scheme.parameters import Reference
from engine.scheme.problems import Fix, Problem, warning
from engine.scheme.validate_node import NodeFacts
from engine.scheme.validate_texts import spoken_prompts

#: Role of a reference → what it brings.
_BROUGHT = {"variable": "variable", "result": "result", "prompt": "prompt", "rows": "rows"}
Name = tuple[str, str]


class Names:
    """Counted, so that what a node no longer brings is still there while another one does."""

    def __init__(self) -> None:
        self.variables: Counter[str] = Counter()
        self.results: Counter[str] = Counter()
        self.prompts: Counter[str] = Counter()
        self.rows: Counter[str] = Counter()
        self._by_kind = {
            "variable": self.variables,
            "result": self.results,
            "prompt": self.prompts,
            "rows": self.rows,
        }
        self._of_node: dict[str, list[Name]] = {}
        self._readers: dict[str, list[Reference]] = {}
        #: Nodes that cannot be read: they may bring anything.
        self.opaque: set[str] = set()
        #: Names that are new or gone since this was last emptied.
        self.turned: set[Name] = set()

    def put(self, fact: NodeFacts) -> None:
        """The node is new or has changed."""
        node_id = fact.node.id
        (self.opaque.add if fact.parameters is None else self.opaque.discard)(node_id)
        brought = _brought(fact)
        old = self._of_node.get(node_id, [])
        if brought != old:
            self.add(brought)
            self.drop(old)
            self._of_node[node_id] = brought
        readers = [r for r in fact.references if r.role == "rows_kept"]
        if readers:
            self._readers[node_id] = readers
        else:
            self._readers.pop(node_id, None)

    def remove(self, node_id: str) -> None:
        self.opaque.discard(node_id)
        self._readers.pop(node_id, None)
        self.drop(self._of_node.pop(node_id, []))

    def add(self, names: Iterable[Name]) -> None:
        for kind, text in names:
            counted = self._by_kind[kind]
            if text not in counted:
                self.turned.add((kind, text))
            counted[text] += 1

    def drop(self, names: Iterable[Name]) -> None:
        for kind, text in names:
            counted = self._by_kind[kind]
            counted[text] -= 1
            if not counted[text]:
                del counted[text]
                self.turned.add((kind, text))

    def unused_prompts(self, prompts: Iterable[str]) -> Iterable[Problem]:
        if self.opaque:
            return  # what cannot be read may use any of them
        for name in prompts:
            if name not in self.prompts:
                yield warning(
                    "unused_prompt", prompt=name, fix=Fix("remove_prompt", {"prompt": name})
                )

    def row_problems(self, facts: Mapping[str, NodeFacts], order: Iterable[str]) -> list[Problem]:
        """Rows that a node reads must be kept by another one. A sub-scheme may get them from its
        caller, so it is a warning."""
        if self.opaque or not self._readers:
            return []
        return [
            warning(
                "unknown_rows",
                rows=reference.text,
                node_id=node_id,
                node_name=facts[node_id].node.name,
                place=reference.place,
                fix=Fix("change_parameter", {"node": node_id, "place": reference.place}),
            )
            for node_id in order
            for reference in self._readers.get(node_id, ())
            if reference.text not in self.rows
        ]


def _brought(fact: NodeFacts) -> list[Name]:
    found: list[Name] = []
    for reference in fact.references:
        kind = _BROUGHT.get(reference.role)
        if kind is not None:
            found.append((kind, reference.text))
        elif reference.role == "template":
            found += [("prompt", prompt) for prompt in spoken_prompts(reference)]
    found += [("result", name) for name in fact.saves]
    return found
