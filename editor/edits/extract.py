"""A part of a scheme becomes a scheme of its own, and one block takes its place.

The call goes exactly as before: the ways out of the part come back as outcomes, variables that the
part reads are handed over, those that it sets and the rest reads are taken back, and ways that
ended the call still end it.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace

from editor.content import Changes, Draft, Kind, SchemeContent
from editor.edits.links import NewId, new_id
from editor.edits.nodes import free_name
from editor.edits.uses import used_prompts, used_variables
from editor.edits.variable_types import variable_type
from editor.node_facts import NodeFactsCache
from engine.scheme.graph import effective_target, reachable
from engine.scheme.model import Link, Node, Scheme, Variable

_GAP = 280.0


class CannotExtractError(Exception):
    """``code``: ``start`` | ``entries`` | ``empty`` | ``unfinished`` | ``type``: the type of
    ``variable`` cannot be told, it has to be declared | ``counter``: a counter of the part would
    begin anew each time the call comes back to it."""

    def __init__(self, code: str, variable: str = "") -> None:
        super().__init__(f"{code} {variable}".strip())
        self.code = code
        self.variable = variable


@dataclass(frozen=True, slots=True)
class Extracted:
    """``scheme``: the new one; ``changes``: of the old one; ``node``: the block that calls it."""

    scheme: Scheme
    changes: Changes
    node: str


def extract(
    content: SchemeContent,
    facts: NodeFactsCache,
    node_ids: Collection[str],
    name: str,
    make_id: NewId = new_id,
) -> Extracted:
    """Raises CannotExtractError. ``name``: of the new scheme."""
    part = _Part(content, facts, frozenset(node_ids) & content.nodes.keys())
    entry = part.entry()
    outcomes = part.outcomes()
    part.refuse_counters(entry, outcomes)
    scheme = _inner(part, entry, outcomes, name, make_id)
    draft = Draft(content)
    caller = _caller(part, outcomes, name, make_id())
    for node_id in part.keys:
        for link in draft.links(node_id):
            inside = link.source in part.keys
            if not inside:
                draft.link(replace(link, target=caller.id))
            else:
                draft.remove(Kind.LINK, link.id)
        draft.remove(Kind.NODE, node_id)
    draft.node(caller)
    for target, outcome in outcomes.items():
        draft.link(Link(make_id(), caller.id, outcome or "next", target))
    if not outcomes:
        # Every call ends in the part; "next" is never taken, but must lead somewhere.
        end = Node(make_id(), "hang_up", "", caller.x + _GAP, caller.y)
        draft.node(end)
        draft.link(Link(make_id(), caller.id, "next", end.id))
    return Extracted(scheme, draft.changes(), caller.id)


class _Part:
    def __init__(self, content: SchemeContent, facts: NodeFactsCache, keys: frozenset[str]) -> None:
        self.content, self.facts, self.keys = content, facts, keys
        if not keys:
            raise CannotExtractError("empty")
        for key in keys:
            about = facts.of(key)
            if about.parameters is None:
                raise CannotExtractError("unfinished")
            if about.node_type is not None and about.node_type.is_start:
                raise CannotExtractError("start")

    def entry(self) -> str:
        """The one block by which calls come in."""
        found = {
            link.target
            for key in self.keys
            for link in self.content.coming(key)
            if link.source not in self.keys
        }
        if not found:  # nothing leads in yet: where it would begin by itself
            found = {
                key
                for key in self.keys
                if not any(link.source in self.keys for link in self.content.coming(key))
            }
        if len(found) != 1:
            raise CannotExtractError("entries")
        return found.pop()

    def outcomes(self) -> dict[str, str]:
        """Block outside → the outcome that leads there; "" where there is but one way back."""
        targets = dict.fromkeys(
            link.target
            for node in self.content.ordered(Kind.NODE)
            if node.id in self.keys
            for link in self.content.leaving(node.id)
            if link.target not in self.keys
        )
        if len(targets) == 1:
            return dict.fromkeys(targets, "")
        found: dict[str, str] = {}
        for target in targets:
            node = self.content.nodes[target]
            wanted = (node.name or node.type).strip()[:50]
            number, outcome = 2, wanted
            while outcome in found.values() or outcome in ("next", "error"):
                outcome = f"{wanted} {number}"
                number += 1
            found[target] = outcome
        return found

    def refuse_counters(self, entry: str, outcomes: Collection[str]) -> None:
        if not any(self.facts.of(key).rounds for key in self.keys):
            return
        on = {
            key: [link.target for link in self.content.leaving(key)] for key in self.content.nodes
        }
        if any(entry in reachable(on, target) for target in outcomes):
            raise CannotExtractError("counter")

    def _uses(self, *, inside: bool) -> set[str]:
        return {
            name
            for key in self.content.nodes
            if (key in self.keys) is inside
            for name in used_variables(self.facts.of(key))
        }

    def assigned(self, *, inside: bool) -> set[str]:
        return {
            reference.text
            for key in self.content.nodes
            if (key in self.keys) is inside
            for reference in self.facts.of(key).references
            if reference.role == "variable"
        }

    def variables(self) -> tuple[Variable, ...]:
        """What the part needs; what only it sets and nobody declares needs no declaration."""
        declared = {v.name: v for v in self.content.header["variables"]}
        used = self._uses(inside=True)
        known = [v for name, v in declared.items() if name in used]
        handed = sorted(used & self.assigned(inside=False) - declared.keys())
        return (*known, *map(self._declared_here, handed))

    def _declared_here(self, name: str) -> Variable:
        found = variable_type(self.content, self.facts, name)
        if found is None:
            raise CannotExtractError("type", name)
        return Variable(name, found)

    def given(self) -> dict[str, str]:
        """Variables that may be another value by now than what they began with."""
        names = {v.name for v in self.variables()}
        return {name: name for name in sorted(names & self.assigned(inside=False))}

    def taken_back(self) -> dict[str, str]:
        """Also what the part itself reads again when the call comes back to it."""
        wanted = self._uses(inside=False) | {v.name for v in self.variables()}
        return {name: name for name in sorted(self.assigned(inside=True) & wanted)}


def _caller(part: _Part, outcomes: dict[str, str], name: str, node_id: str) -> Node:
    places = [part.content.nodes[key] for key in part.keys]
    parameters: dict[str, object] = {"scheme": name}
    given, back = part.given(), part.taken_back()
    if given or back:
        # What the part has set is handed over again the next time.
        parameters["parameters"] = dict(sorted({**given, **_again(part, back)}.items()))
    if back:
        parameters["results"] = back
    ports = [outcome for outcome in outcomes.values() if outcome]
    if ports:
        parameters["outcomes"] = ports
    return Node(
        node_id,
        "subscheme",
        free_name(part.content, name),
        min(node.x for node in places),
        min(node.y for node in places),
        parameters,  # type: ignore[arg-type]
    )


def _again(part: _Part, back: dict[str, str]) -> dict[str, str]:
    declared = {v.name for v in part.variables()}
    return {name: name for name in back if name in declared}


def _inner(part: _Part, entry: str, outcomes: dict[str, str], name: str, make_id: NewId) -> Scheme:
    content = part.content
    nodes = [node for node in content.ordered(Kind.NODE) if node.id in part.keys]
    left = min(node.x for node in nodes)
    right = max(node.x for node in nodes)
    first = content.nodes[entry]
    start = Node(make_id(), "start", "", left - _GAP, first.y)
    links = [Link(make_id(), start.id, "next", entry)]
    back = {
        target: Node(
            make_id(), "return", outcome, right + _GAP, content.nodes[target].y,
            {"outcome": outcome} if outcome else {},
        )
        for target, outcome in outcomes.items()
    }  # fmt: skip
    for link in content.ordered(Kind.LINK):
        if link.source in part.keys:
            target = link.target if link.target in part.keys else back[link.target].id
            links.append(replace(link, target=target))
    end = Node(make_id(), "hang_up", "", right + _GAP, max(node.y for node in nodes) + 160)
    ends = [Link(make_id(), key, port, end.id) for key, port in _ends(part)]
    extra = [end] if ends else []
    prompts = content.header["prompts"]
    used = {prompt for key in part.keys for prompt in used_prompts(part.facts.of(key))}
    return Scheme(
        name,
        languages=content.header["languages"],
        currency=content.header["currency"],
        variables=part.variables(),
        prompts={key: found for key, found in prompts.items() if key in used},
        nodes=(start, *nodes, *back.values(), *extra),
        links=(*links, *ends),
    )


def _ends(part: _Part) -> list[tuple[str, str]]:
    """Ports by which a call ended; without a link they would come back to the caller."""
    found = []
    for key in sorted(part.keys):
        ports = part.facts.ports(key)
        targets = {link.port: link.target for link in part.content.leaving(key)}
        for port in ports:
            if (
                not port.required
                and port.name != "error"
                and effective_target(ports, targets, port) is None
            ):
                found.append((key, port.name))
    return found
