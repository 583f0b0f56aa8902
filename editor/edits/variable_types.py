"""What type a variable has that blocks set and nobody has declared."""

from collections.abc import Mapping
from typing import Any

from editor.content import SchemeContent
from editor.node_facts import NodeFactsCache
from engine.scheme.model import VariableType
from engine.scheme.value_types import value_type

#: (type of block, its parameter) → what it puts into the variable.
_SET_BY: Mapping[tuple[str, str], VariableType] = {
    ("input_digits", "variable"): VariableType.TEXT,
    ("menu", "key_variable"): VariableType.TEXT,
    ("row_menu", "key_variable"): VariableType.TEXT,
    ("language_choice", "key_variable"): VariableType.TEXT,
    ("question", "answer_variable"): VariableType.TEXT,
    ("loop_counter", "variable"): VariableType.NUMBER,
    ("query", "count"): VariableType.NUMBER,
    ("next_row", "number"): VariableType.NUMBER,
    ("http_request", "status"): VariableType.NUMBER,
    ("record", "variable"): VariableType.NUMBER,
    ("callback", "date_variable"): VariableType.DATE,
}


def variable_type(content: SchemeContent, facts: NodeFactsCache, name: str) -> VariableType | None:
    """None: it cannot be told, or the blocks that set it do not agree."""
    return _Types(content, facts).of(name)


class _Types:
    def __init__(self, content: SchemeContent, facts: NodeFactsCache) -> None:
        self._declared: dict[str, VariableType] = {
            v.name: v.type for v in content.header["variables"]
        }
        self._content = content
        self._facts = facts
        #: Being worked out; a variable that is set from itself says nothing about itself.
        self._asked: set[str] = set()

    def of(self, name: str) -> VariableType | None:
        declared: VariableType | None = self._declared.get(name)
        if declared is not None:
            return declared
        if name in self._asked:
            return None
        self._asked.add(name)
        found: set[VariableType | None] = set()
        for node in self._content.nodes.values():
            for reference in self._facts.of(node.id).references:
                if reference.role == "variable" and reference.text == name:
                    found.add(self._set_by(node.type, node.parameters, reference.place))
        self._asked.discard(name)
        # What a variable that counts itself up is set to follows from its beginning.
        known = found - {None}
        return known.pop() if len(known) == 1 else None

    def _set_by(
        self, node_type: str, parameters: Mapping[str, Any], place: str
    ) -> VariableType | None:
        if node_type == "set_variables":
            index = int(place.split("[")[1].split("]")[0])
            return value_type(parameters["assignments"][index]["value"], self.of)
        return _SET_BY.get((node_type, place))
