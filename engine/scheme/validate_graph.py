"""Where the links lead: starts, dead ends, nodes nobody can come to."""

from collections.abc import Collection, Container, Iterator, Mapping

from engine.scheme import opt_out
from engine.scheme.graph import effective_target
from engine.scheme.model import Link, Node
from engine.scheme.node_type import Port
from engine.scheme.problems import Fix, Problem, error, warning
from engine.scheme.validate_circles import CircleJudge
from engine.scheme.validate_heard import late_opening, no_opt_out
from engine.scheme.validate_node import NodeFacts


class GraphJudge:
    """Keeps what it knows of nodes and links, and judges again what a change touches.

    ``facts``: of the nodes, by id, kept by the caller; told of by ``put`` and ``remove``.
    """

    def __init__(self, facts: Mapping[str, NodeFacts]) -> None:
        self._facts = facts
        self._starts: set[str] = set()
        #: node → port → target, of links that have both ends
        self._targets: dict[str, dict[str, str]] = {}
        #: source → (link, problem)
        self._bad_links: dict[str, list[tuple[str, Problem]]] = {}
        self._stuck: dict[str, tuple[Problem, ...]] = {}
        self._lost: dict[str, Problem] = {}
        self._sources: dict[str, str] = {}
        self._circles = CircleJudge(facts, self._targets)
        #: Nodes to which links have to be looked at, sources of which all links have to be.
        self._entered: set[str] = set()
        self._touched: set[str] = set()
        self._problems: list[Problem] | None = None

    def put(self, fact: NodeFacts, old: NodeFacts | None) -> None:
        """The node is new (``old`` None) or has changed; ``facts`` holds it already."""
        node_id, kind = fact.node.id, fact.node_type
        is_start = kind is not None and kind.is_start
        if old is None or is_start != (node_id in self._starts):
            self._entered.add(node_id)
            (self._starts.add if is_start else self._starts.discard)(node_id)
        elif _same_for_graph(fact, old):
            return
        self._targets.setdefault(node_id, {})
        self._touched.add(node_id)
        self._lost.pop(node_id, None)
        self._problems = None

    def remove(self, node_id: str) -> None:
        self._starts.discard(node_id)
        for known in (self._targets, self._stuck, self._lost):
            known.pop(node_id, None)
        self._circles.remove(node_id)
        self._entered.add(node_id)
        self._touched.add(node_id)
        self._problems = None

    def put_link(self, link_id: str, link: Link | None) -> None:
        """The link is new or has changed; None: it is gone."""
        source = self._sources.pop(link_id, None)
        if source is not None:
            self._touched.add(source)
        if link is not None:
            self._sources[link_id] = link.source
            self._touched.add(link.source)
        self._problems = None

    def problems(self, nodes: Mapping[str, Node], links: Mapping[str, Link]) -> list[Problem]:
        """All of them, in the order of ``nodes`` and ``links``."""
        if self._problems is None:
            self._settle(links.values())
            self._problems = list(self._found(nodes, links))
        return self._problems

    @property
    def targets(self) -> Mapping[str, Mapping[str, str]]:
        """node → port → target, of links that can be followed, as of the last ``problems``"""
        return self._targets

    def start(self, nodes: Mapping[str, Node]) -> str | None:
        return next((node_id for node_id in nodes if node_id in self._starts), None)

    def _settle(self, links: Collection[Link]) -> None:
        touched, entered = self._touched, self._entered
        if entered:
            touched |= {link.source for link in links if link.target in entered}
        by_source: dict[str, list[Link]] = {source: [] for source in touched}
        for link in links:
            if link.source in touched:
                by_source[link.source].append(link)
        for source, own in by_source.items():
            self._source(source, own)
        self._circles.settle()
        self._touched, self._entered = set(), set()

    def _source(self, source: str, links: list[Link]) -> None:
        fact = self._facts.get(source)
        targets: dict[str, str] = {}
        ports = {port.name for port in fact.ports} if fact is not None else ()
        bad = list(self._judged(fact, ports, links, targets))
        if bad:
            self._bad_links[source] = bad
        else:
            self._bad_links.pop(source, None)
        if fact is None:
            return
        self._targets[source] = targets
        stuck = tuple(_ways_out(fact, targets))
        if stuck:
            self._stuck[source] = stuck
        else:
            self._stuck.pop(source, None)
        self._circles.put(source)

    def _found(self, nodes: Mapping[str, Node], links: Mapping[str, Link]) -> Iterator[Problem]:
        if self._bad_links:
            by_link: dict[str, list[Problem]] = {}
            for bad in self._bad_links.values():
                for link_id, problem in bad:
                    by_link.setdefault(link_id, []).append(problem)
            for link_id in links:
                yield from by_link.get(link_id, ())
        starts = [node_id for node_id in nodes if node_id in self._starts]
        if not starts:
            yield error("no_start", fix=Fix("add_node", {"type": "start"}))
        for node_id in starts[1:]:
            yield error("two_starts", node_id=node_id, node_name=nodes[node_id].name,
                        fix=Fix("remove_node", {"node": node_id}))  # fmt: skip
        if self._stuck:
            for node_id in nodes:
                yield from self._stuck.get(node_id, ())
        if starts:
            seen = self._reachable(starts[0])
            for node_id in nodes:
                if node_id not in seen and node_id not in self._starts:
                    yield self._unreachable(nodes[node_id])
            yield from self._heard(starts[0])
            ranks = {node_id: rank for rank, node_id in enumerate(nodes)}
            yield from self._circles.problems(seen, ranks)

    def _heard(self, start: str) -> Iterator[Problem]:
        """What the subscriber is owed: words soon after he has answered, and a way to opt out."""
        if opt_out.is_called(self._facts.values()):
            return  # who is on the line has heard the calling scheme
        yield from late_opening(self._facts, self._targets, start)
        if not any(opt_out.opts_out(fact) for fact in self._facts.values()):
            return
        # What a called scheme offers is not known here.
        lacking = opt_out.without_opt_out(
            self._facts,
            self._targets,
            start,
            opt_out.may_opt_out,
        )
        for node_id in self._facts:
            if node_id in lacking:
                yield no_opt_out(self._facts[node_id])

    def _reachable(self, start: str) -> set[str]:
        seen = {start}
        stack = [start]
        while stack:
            for target in self._targets[stack.pop()].values():
                if target not in seen:
                    seen.add(target)
                    stack.append(target)
        return seen

    def _unreachable(self, node: Node) -> Problem:
        problem = self._lost.get(node.id)
        if problem is None:
            problem = self._lost[node.id] = warning(
                "unreachable",
                node_id=node.id,
                node_name=node.name,
                fix=Fix("remove_node", {"node": node.id}),
            )
        return problem

    def _judged(
        self,
        source: NodeFacts | None,
        ports: Container[str],
        links: list[Link],
        targets: dict[str, str],
    ) -> Iterator[tuple[str, Problem]]:
        """(link, what is wrong with it); good ones are put into ``targets``."""
        for link in links:
            target = self._facts.get(link.target)
            if source is None:
                code = "link_from_nowhere"
            elif target is None:
                code = "link_to_nowhere"
            elif link.port not in ports and source.parameters is not None:
                code = "unknown_port"
            elif target.node_type is not None and target.node_type.is_start:
                code = "link_into_start"
            elif link.port not in targets:
                targets[link.port] = link.target
                continue
            else:
                code = "two_links"
            yield link.id, _about(link, code, source)
            if code == "link_into_start":
                if link.port in targets:
                    yield link.id, _about(link, "two_links", source)
                else:
                    targets[link.port] = link.target


def _about(link: Link, code: str, source: NodeFacts | None) -> Problem:
    given: dict[str, object] = {"link_id": link.id, "fix": Fix("remove_link", {"link": link.id})}
    if source is not None:
        given |= {"node_id": source.node.id, "node_name": source.node.name}
    if code in ("unknown_port", "two_links"):
        known = {port.name: port for port in source.ports} if source is not None else {}
        port = known.get(link.port)
        given |= _called(port) if port is not None else {"port": link.port}
    return error(code, **given)


def _ways_out(fact: NodeFacts, linked: Mapping[str, str]) -> Iterator[Problem]:
    if not fact.ports:
        return
    node = fact.node
    if not linked and any(port.required for port in fact.ports):
        required = [port.name for port in fact.ports if port.required]
        first = next(port for port in fact.ports if port.required)
        ends = {"node": node.id, "ports": "\n".join(required), **_called(first)}
        fix = Fix("add_link", ends)
        yield error("dead_end", node_id=node.id, node_name=node.name, fix=fix)
        return
    for port in fact.ports:
        if port.required and effective_target(fact.ports, linked, port) is None:
            called = _called(port)
            fix = Fix("add_link", {"node": node.id, **called})
            yield error("missing_link", node_id=node.id, node_name=node.name, fix=fix, **called)


def _called(port: Port) -> dict[str, str]:
    """A port in the arguments of a problem: by its name, and as it is called on the canvas."""
    return {"port": port.name, **{f"port_{key}": said for key, said in port.title.items()}}


def _same_for_graph(a: NodeFacts, b: NodeFacts) -> bool:
    return (
        a.node.name == b.node.name
        and a.node.type == b.node.type
        and a.ports == b.ports
        and (a.parameters is None) == (b.parameters is None)
        and a.silent == b.silent
        and a.persons == b.persons
        and a.rounds == b.rounds
        and a.quiet_s == b.quiet_s
        and bool(a.opens_with) == bool(b.opens_with)
        and (a.calls is None) == (b.calls is None)
    )
