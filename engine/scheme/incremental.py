"""The judgement on a scheme that is being edited: after each change only what it touches is
judged again. ``engine.scheme.validate`` is the same judgement of a whole scheme at once.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from engine.scheme.called_schemes import KnownScheme, known_scheme
from engine.scheme.library import Library
from engine.scheme.model import Link, Node, Scheme
from engine.scheme.node_types import NodeTypes
from engine.scheme.opening import Durations, Wait, longest_silence, until_introduced
from engine.scheme.problems import Problem
from engine.scheme.validate_calls import call_problems
from engine.scheme.validate_graph import GraphJudge
from engine.scheme.validate_header import head_problems, variable_problems
from engine.scheme.validate_names import Names
from engine.scheme.validate_node import NodeFacts, node_facts
from engine.scheme.validate_texts import TextChecker


class SchemeJudge:
    """``replace`` gives it a scheme, ``change`` tells of changes, ``problems`` judges.

    Nodes and links are mappings by id in the scheme's order; they are looked at, not copied: a
    document that changes its own in place tells of each change before it asks for problems.

    With a ``library`` also what is wrong between the scheme and those that it calls or jumps to is
    judged; ``library_changed`` tells that it has others now.
    """

    def __init__(self, node_types: NodeTypes, library: Library | None = None) -> None:
        self._node_types = node_types
        self.library = library
        #: Called schemes that have been judged, by their names; each with what it was then.
        self._called: dict[str, tuple[Scheme, KnownScheme, list[Problem]]] = {}
        self._clear()

    def _clear(self) -> None:
        self._header = Scheme("")
        self._nodes: Mapping[str, Node] = {}
        self._links: Mapping[str, Link] = {}
        self._facts: dict[str, NodeFacts] = {}
        self._names = Names()
        self._graph = GraphJudge(self._facts)
        #: Nodes that call or jump to a scheme.
        self._calling: set[str] = set()
        #: Problems of nodes by themselves, and of their texts; only of those that have some.
        self._own: dict[str, tuple[Problem, ...]] = {}
        self._texts: dict[str, list[Problem]] = {}
        #: Name → nodes whose texts refer to it; node → names.
        self._users: dict[tuple[str, str], set[str]] = {}
        self._used: dict[str, set[tuple[str, str]]] = {}
        self._unchecked: set[str] = set()
        self._was_opaque = False
        self._problems: list[Problem] | None = None

    def replace(self, scheme: Scheme) -> None:
        """Another scheme altogether."""
        self._clear()
        nodes = {node.id: node for node in scheme.nodes}
        links = {link.id: link for link in scheme.links}
        self.change(nodes, links, changed_nodes=nodes, changed_links=links, header=scheme)

    def change(
        self,
        nodes: Mapping[str, Node],
        links: Mapping[str, Link],
        *,
        changed_nodes: Collection[str] = (),
        changed_links: Collection[str] = (),
        header: Scheme | None = None,
    ) -> None:
        """``nodes`` and ``links`` are all that there are now; ``changed_nodes`` and
        ``changed_links`` the ids of those that are new, different or gone. ``header``: a scheme of
        which everything but nodes and links counts, where that has changed."""
        self._nodes, self._links = nodes, links
        self._problems = None
        if header is not None:
            self._take_header(header)
        for node_id in changed_nodes:
            node = nodes.get(node_id)
            if node is None:
                self._forget(node_id)
            else:
                self._take(node)
        for link_id in changed_links:
            self._graph.put_link(link_id, links.get(link_id))

    def library_changed(self) -> None:
        self._problems = None

    def facts(self, node_id: str) -> NodeFacts:
        """Raises KeyError for a node that is not there."""
        return self._facts[node_id]

    def problems(self) -> list[Problem]:
        """What ``validate`` finds in the same scheme, in the same order."""
        if self._problems is None:
            self._check_texts()
            self._problems = errors_first([*self._found(), *self._between()])
        return list(self._problems)

    def silence(self) -> Wait | None:
        """The longest silence before the subscriber hears the first words."""
        graph = self._settled_graph()
        start = graph.start(self._nodes)
        return None if start is None else longest_silence(self._facts, graph.targets, start)

    def until_introduced(self, durations: Durations, language: str = "") -> Wait | None:
        """How long it takes at most until he has heard who is calling: ``engine.scheme.opening``
        tells by which rule."""
        graph = self._settled_graph()
        start = graph.start(self._nodes)
        if start is None:
            return None
        return until_introduced(
            self._header, self._facts, graph.targets, start, durations, language
        )

    def _settled_graph(self) -> GraphJudge:
        self._graph.problems(self._nodes, self._links)
        return self._graph

    def _take_header(self, header: Scheme) -> None:
        old, self._header = self._header, header
        if header.variables != old.variables:
            self._names.add([("variable", variable.name) for variable in header.variables])
            self._names.drop([("variable", variable.name) for variable in old.variables])
        if header.languages != old.languages or header.prompts != old.prompts:
            self._unchecked.update(self._facts)

    def _take(self, node: Node) -> None:
        old = self._facts.get(node.id)
        if old is not None and _only_moved(old.node, node):
            self._facts[node.id] = replace(old, node=node)
            return
        fact = self._facts[node.id] = node_facts(node, self._node_types)
        if fact.problems:
            self._own[node.id] = fact.problems
        else:
            self._own.pop(node.id, None)
        self._names.put(fact)
        self._graph.put(fact, old)
        (self._calling.discard if fact.calls is None else self._calling.add)(node.id)
        self._unchecked.add(node.id)

    def _forget(self, node_id: str) -> None:
        if self._facts.pop(node_id, None) is None:
            return
        self._own.pop(node_id, None)
        self._texts.pop(node_id, None)
        self._unchecked.discard(node_id)
        for name in self._used.pop(node_id, ()):
            self._users[name].discard(node_id)
        self._names.remove(node_id)
        self._graph.remove(node_id)
        self._calling.discard(node_id)

    def _check_texts(self) -> None:
        names, unchecked = self._names, self._unchecked
        for name in names.turned:
            unchecked |= self._users.get(name, set())
        names.turned.clear()
        opaque = bool(names.opaque)
        if opaque != self._was_opaque:
            self._was_opaque = opaque
            for (kind, _), users in self._users.items():
                if kind == "result":
                    unchecked |= users
        checker = TextChecker(self._header, names.variables, None if opaque else names.results)
        for node_id in unchecked:
            self._check(checker, node_id)
        self._unchecked = set()

    def _check(self, checker: TextChecker, node_id: str) -> None:
        problems = checker.check(self._facts[node_id])
        if problems:
            self._texts[node_id] = problems
        else:
            self._texts.pop(node_id, None)
        old = self._used.get(node_id)
        if not (old or checker.variables_used or checker.results_used):
            return
        used = {("variable", name) for name in checker.variables_used}
        used |= {("result", name) for name in checker.results_used}
        if old is None:
            old = set()
        if used != old:
            for name in old - used:
                self._users[name].discard(node_id)
            for name in used - old:
                self._users.setdefault(name, set()).add(node_id)
            self._used[node_id] = used

    def _found(self) -> list[Problem]:
        header, nodes = self._header, self._nodes
        found = [*head_problems(header), *variable_problems(header)]
        for by_node in (self._own, self._texts):
            if by_node:
                for node_id in nodes:
                    found += by_node.get(node_id, ())
        found += self._names.unused_prompts(header.prompts)
        found += self._names.row_problems(self._facts, nodes)
        found += self._graph.problems(nodes, self._links)
        return found

    def _between(self) -> Iterable[Problem]:
        """``_found`` has settled the graph."""
        if self.library is None or not self._calling:
            return ()
        calling = self._calling
        ordered = [node_id for node_id in self._nodes if node_id in calling]
        start = self._graph.start(self._nodes) or ""
        root = KnownScheme(self._header, self._facts, self._graph.targets, start, ordered)
        return call_problems(root, self.library, self._judged)

    def _judged(self, scheme: Scheme) -> tuple[KnownScheme, list[Problem]]:
        """A called scheme by itself: once, as long as the library has the same."""
        key = scheme.name.casefold()
        kept = self._called.get(key)
        if kept is None or kept[0] is not scheme:
            judge = SchemeJudge(self._node_types)
            judge.replace(scheme)
            facts = [judge.facts(node.id) for node in scheme.nodes]
            kept = self._called[key] = scheme, known_scheme(scheme, facts), judge.problems()
        return kept[1], kept[2]


def errors_first(problems: Iterable[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda problem: not problem.is_error)


def _only_moved(old: Node, new: Node) -> bool:
    return (
        old.type == new.type
        and old.name == new.name
        and (old.parameters is new.parameters or old.parameters == new.parameters)
    )
