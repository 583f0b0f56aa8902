"""What people call the blocks of a call, and whom outside it may ask."""

from editor import texts
from editor.document import SchemeDocument
from editor.testcall.acts import Place
from engine.ivr.compile import CompiledNode, CompiledScheme, mentioned
from engine.scheme.model import Node

#: (kind, name): ("source", "billing").
Whom = tuple[str, str]


class CallNames:
    """``compiled``: the scheme of the last call, for the schemes that it calls."""

    def __init__(self, document: SchemeDocument) -> None:
        self._document = document
        self.compiled: CompiledScheme | None = None

    def node(self, scheme: str, node_id: str) -> str:
        """What people call a node; of a called scheme with that one's name before it."""
        if not scheme:
            node = self._document.content.nodes.get(node_id)
            return self._called(node) if node is not None else node_id
        compiled = self.compiled.schemes.get(scheme.casefold()) if self.compiled else None
        found = compiled.nodes.get(node_id) if compiled is not None else None
        return f"{scheme}: {self._called(found) if found is not None else node_id}"

    def _called(self, node: Node | CompiledNode) -> str:
        kind = self._document.node_types.get(node.type)
        return texts.node_name(node.name, node.type, kind)

    def places(self) -> dict[Place, str]:
        """All blocks that a call may come to."""
        found = {
            ("", key): self._called(node) for key, node in self._document.content.nodes.items()
        }
        if self.compiled is not None:
            for scheme in self.compiled.schemes.values():
                for node in scheme.nodes.values():
                    if node.visited.scheme:
                        found[node.visited.scheme, node.id] = self._called(node)
        return found

    def outside(self) -> list[Whom]:
        """Sources, draws and functions that the scheme may ask."""
        if self.compiled is None:
            return []
        found = [("source", name) for name in sorted(mentioned(self.compiled, "source"))]
        found += [("script", name) for name in sorted(mentioned(self.compiled, "script"))]
        draws = {
            str(node.parameters["draw"])
            for node in self._document.content.nodes.values()
            if node.type == "draw_number" and "draw" in node.parameters
        }
        return found + [("draw", name) for name in sorted(draws)]
