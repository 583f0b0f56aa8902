"""Any edits of any scheme, as an editor makes them: one node, link or header field at a time."""

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from engine.scheme.model import Link, Node, PromptRecording, Scheme, Variable
from tests.helpers.random_schemes import schemes

_IDS = st.sampled_from(["start", *"0123456", "new", "gone"])
_PORTS = st.sampled_from(["next", "error", "1", "2", "true", "false", "no_input", "again", "a"])
_NODES = schemes().flatmap(lambda scheme: st.sampled_from(scheme.nodes))
_BROKEN = st.sampled_from(
    [
        Node("x", "nosuch"),
        Node("x", "menu", parameters={}),
        Node("x", "say", parameters={"text": {"ru": "{nobody} {n|nosuch} {", "en": ""}}),
        Node("x", "say", parameters={"text": {"ru": 'Да {result["r"]} {result["q"]} {m}'}}),
        Node("x", "set_variables", parameters={"assignments": [{"variable": "m", "value": "n"}]}),
        Node("x", "start"),
    ]
)
_EDITS = st.one_of(
    st.tuples(st.just("node"), _IDS, _NODES | _BROKEN),
    st.tuples(st.just("rename"), _IDS, st.sampled_from(["Имя", "Другое"])),
    st.tuples(st.just("move"), _IDS, st.integers(0, 9)),
    st.tuples(st.just("remove node"), _IDS),
    st.tuples(st.just("link"), st.sampled_from("abcd"), _IDS, _PORTS, _IDS),
    st.tuples(st.just("retarget"), st.integers(0, 20), _IDS),
    st.tuples(st.just("remove link"), st.integers(0, 20)),
    st.tuples(st.just("variables"), st.lists(st.sampled_from(["n", "m", "debt", "if"]))),
    st.tuples(st.just("languages"), st.sampled_from([("ru",), ("ru", "en"), ("en",), ()])),
    st.tuples(st.just("prompts"), st.lists(st.sampled_from(["a", "b", "c"]))),
    st.tuples(st.just("title"), st.sampled_from(["А", "Б"])),
)
edits = st.lists(_EDITS, max_size=12)


class EditedScheme:
    """Carries edits out; ``changed`` tells what the last one changed."""

    def __init__(self, scheme: Scheme) -> None:
        self.header = replace(scheme, nodes=(), links=())
        self.nodes = {node.id: node for node in scheme.nodes}
        self.links = {link.id: link for link in scheme.links}
        self.changed: dict[str, Any] = {}

    @property
    def scheme(self) -> Scheme:
        return replace(
            self.header, nodes=tuple(self.nodes.values()), links=tuple(self.links.values())
        )

    def do(self, edit: tuple[Any, ...]) -> None:
        self.changed = {}
        what, *given = edit
        match what:
            case "node":
                self._put_node(replace(given[1], id=given[0]))
            case "rename" if given[0] in self.nodes:
                self._put_node(replace(self.nodes[given[0]], name=given[1]))
            case "move" if given[0] in self.nodes:
                self._put_node(replace(self.nodes[given[0]], x=float(given[1])))
            case "remove node" if given[0] in self.nodes:
                del self.nodes[given[0]]
                self.changed = {"changed_nodes": [given[0]]}
            case "link":
                self._put_link(Link(*given))
            case "retarget" if given[0] < len(self.links):
                self._put_link(replace([*self.links.values()][given[0]], target=given[1]))
            case "remove link" if given[0] < len(self.links):
                link_id = [*self.links][given[0]]
                del self.links[link_id]
                self.changed = {"changed_links": [link_id]}
            case "variables":
                self._head(variables=tuple(Variable(name) for name in given[0]))
            case "languages":
                self._head(languages=given[0])
            case "prompts":
                self._head(prompts={n: {"ru": PromptRecording("", n)} for n in given[0]})
            case "title":
                self._head(title={"ru": given[0]})

    def _put_node(self, node: Node) -> None:
        self.nodes[node.id] = node
        self.changed = {"changed_nodes": [node.id]}

    def _put_link(self, link: Link) -> None:
        self.links[link.id] = link
        self.changed = {"changed_links": [link.id]}

    def _head(self, **fields: Any) -> None:
        self.header = replace(self.header, **fields)
        self.changed = {"header": self.header}
