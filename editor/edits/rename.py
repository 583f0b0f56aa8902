"""Where a name of the scheme is used, and how all these places get another."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from editor.content import Changes, Draft, Kind, SchemeContent
from editor.edits.rename_text import may_be_called, renaming
from editor.forms.shapes import Shape, fields_of
from engine.scheme.model import Dialogue, Hear, Node
from engine.scheme.node_types import NodeTypes
from engine.scheme.parameters import PromptItem, SayItem

NameKind = Literal["variable", "prompt", "result", "rows"]
#: (role, text, place) → the text from then on.
_Visit = Callable[[str, str, str], str]
#: What no name is: put in its place it shows where the name is used.
_MARK = "\ue000"
_MESSAGE_ITEM = Shape("union", None, models=(PromptItem, SayItem))


@dataclass(frozen=True, slots=True)
class Use:
    """One place; ``place`` as in problems: "message[0].say.ru"."""

    node_id: str
    place: str
    text: str


def refusal(content: SchemeContent, types: NodeTypes, kind: NameKind, old: str, new: str) -> str:
    """Why a name cannot be changed so; "" when it can. A code: ``bad_name`` | ``taken``."""
    if not may_be_called(kind, new):
        return "bad_name"
    if new == old:
        return ""
    return "taken" if _declared(content, kind, new) or uses(content, types, kind, new) else ""


def uses(content: SchemeContent, types: NodeTypes, kind: NameKind, name: str) -> list[Use]:
    """In blocks, in their order. Also in those that are unfinished."""
    rewrite = renaming(kind, name, _MARK)
    found: list[Use] = []
    for node in content.ordered(Kind.NODE):

        def visit(role: str, text: str, place: str, node_id: str = node.id) -> str:
            if rewrite(role, text) != text:
                found.append(Use(node_id, place, text))
            return text

        _rewritten(node, types, visit)
    return found


def rename(content: SchemeContent, types: NodeTypes, kind: NameKind, old: str, new: str) -> Changes:
    """Everywhere: where it is declared, in blocks, in the scheme's dialogues."""
    draft = Draft(content)
    rewrite = renaming(kind, old, new)
    for node in content.nodes.values():
        parameters = _rewritten(node, types, lambda role, text, _place: rewrite(role, text))
        if parameters != node.parameters:
            draft.node(replace(node, parameters=parameters))
    if kind == "variable":
        variables = content.header["variables"]
        draft.header(
            "variables", tuple(replace(v, name=new) if v.name == old else v for v in variables)
        )
    elif kind == "prompt":
        draft.header("prompts", _keys(content.header["prompts"], old, new))
    draft.header("tests", tuple(_in_dialogue(d, kind, old, new) for d in content.header["tests"]))
    return draft.changes()


def _declared(content: SchemeContent, kind: NameKind, name: str) -> bool:
    if kind == "variable":
        return any(variable.name == name for variable in content.header["variables"])
    return kind == "prompt" and name in content.header["prompts"]


def _in_dialogue(dialogue: Dialogue, kind: NameKind, old: str, new: str) -> Dialogue:
    expect = dialogue.expect
    if kind == "prompt":
        steps = tuple(
            Hear(new) if isinstance(step, Hear) and step.what == old else step
            for step in dialogue.steps
        )
        return replace(dialogue, steps=steps)
    if kind == "variable":
        expect = replace(expect, variables=_keys(expect.variables, old, new))
        return replace(dialogue, variables=_keys(dialogue.variables, old, new) or {}, expect=expect)
    if kind == "result":
        expect = replace(
            expect,
            results=_keys(expect.results, old, new),
            answers=_keys(expect.answers, old, new),
        )
        return replace(dialogue, expect=expect)
    return dialogue


def _keys(given: Mapping[str, Any] | None, old: str, new: str) -> Any:
    """With another key in the same place."""
    if not given or old not in given:
        return given
    return {new if key == old else key: value for key, value in given.items()}


# --- parameters -----------------------------------------------------------------------------------


def _rewritten(node: Node, types: NodeTypes, visit: _Visit) -> Mapping[str, Any]:
    kind = types.get(node.type)
    if kind is None:
        return node.parameters  # what its texts mean, only its type would know
    shape = Shape("group", kind.parameters, models=(kind.parameters,))
    found: Mapping[str, Any] = _of_value(shape, node.parameters, "", visit)
    return found


def _of_value(shape: Shape, value: Any, place: str, visit: _Visit) -> Any:
    if isinstance(value, str):
        return visit(shape.role, value, place) if shape.role else value
    if isinstance(value, list | tuple):
        item = _item_of(shape)
        new = [_of_value(item, entry, f"{place}[{i}]", visit) for i, entry in enumerate(value)]
        return value if all(a is b for a, b in zip(new, value, strict=True)) else new
    if not isinstance(value, Mapping):
        return value
    if shape.kind in ("group", "union"):
        return _of_group(shape, value, place, visit)
    if shape.kind not in ("dict", "texts", "json"):
        return value
    key_role = shape.key.role if shape.kind == "dict" else ""
    item = shape if shape.kind == "json" else shape.item
    changed: dict[str, Any] = {}
    for key, entry in value.items():
        at = f"{place}.{key}"
        changed[visit(key_role, key, at) if key_role else key] = _of_value(item, entry, at, visit)
    return value if changed == value else changed


def _item_of(shape: Shape) -> Shape:
    if shape.kind == "message":
        return _MESSAGE_ITEM
    return shape.item if shape.kind in ("list", "choices") else shape


def _of_group(shape: Shape, value: Mapping[str, Any], place: str, visit: _Visit) -> Any:
    changed = dict(value)
    for name, inner, default in _fields(shape, value):
        at = f"{place}.{name}" if place else name
        if name in value:
            changed[name] = _of_value(inner, value[name], at, visit)
        elif isinstance(default, str) and inner.role:
            # What a block takes by default is a use too, and stays what it was.
            new = visit(inner.role, default, at)
            if new != default:
                changed[name] = new
    return value if changed == value else changed


def _fields(shape: Shape, value: Mapping[str, Any]) -> Iterable[tuple[str, Shape, Any]]:
    if shape.kind == "group":
        return fields_of(shape.models[0])
    found: dict[str, tuple[str, Shape, Any]] = {}
    for model in shape.models:
        for field in fields_of(model):
            if field[0] in value:
                found.setdefault(field[0], field)
    return found.values()
