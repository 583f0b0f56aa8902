"""The reference of the node types, made from the node types themselves.

``python -m engine.scheme.reference > docs/node-types.md``; a test holds the file to it. What a
parameter means is the ``#:`` comment above it, so that code and document cannot drift apart.
"""

import ast
import inspect
import json
import sys
import textwrap
from collections.abc import Iterator
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from engine.ivr.nodes import built_in_node_types
from engine.scheme.least import LEAST, LEAST_PORT, group_of, least_parameters
from engine.scheme.node_type import AnyNodeType, Port
from engine.scheme.parameters import Meaning, Message, Parameters, Role

_HEAD = """\
# Node types

<!-- Made by `python -m engine.scheme.reference`; change the node types, not this file. -->

Every node type that is built in, with its parameters and ports. How a scheme is written, and what
expressions, templates and messages are, is told in [schemes.md](schemes.md).

A port without a link takes its fallback, where it has one; an optional port that has neither ends
the call. All others must be linked before a scheme can be published. The port `error` is taken when
an expression or template fails on the values of this call.
"""

#: Role → how its text is called in the tables.
_ROLES: dict[Role, str] = {
    "expression": "expression",
    "template": "template",
    "text_template": "template (not spoken)",
    "prompt": "name of a prompt",
    "variable": "name of a variable",
    "result": "name of a result",
    "key": "key: `0`–`9`, `*`, `#`, `A`–`D`",
    "scheme": "name of a scheme",
    "source": "name of a data source",
    "store": "name of an external store",
    "script": "name of a registered function",
    "rows": "name for rows",
    "rows_kept": "name of rows kept before",
    "language": "language of the scheme",
    "called_variable": "name of a variable of the other scheme",
    "called_expression": "expression over the other scheme's variables",
}
_PLAIN = {str: "text", int: "whole number", float: "number", bool: "true or false"}


def reference() -> str:
    """All of the document, with a newline at its end."""
    return "\n".join([_HEAD, *(_section(kind) for kind in built_in_node_types())])


def _section(kind: AnyNodeType) -> str:
    title = f"**{kind.title['en']}** ({kind.title['ru']}). {kind.summary['en']}."
    lines = [f"## {kind.name}", "", title, ""]
    fields = list(_rows(kind.parameters, ""))
    if fields:
        lines += ["| Parameter | Type | Default | Meaning |", "|---|---|---|---|", *fields, ""]
    else:
        lines += ["No parameters.", ""]
    shown = {**least_parameters(kind.parameters), **kind.example}
    ports = kind.ports(kind.parameters.model_validate(shown))
    if kind.gives_back(kind.parameters.model_validate(shown)) is not None:
        return "\n".join([*lines, "No ports: the call goes on in the calling scheme.", ""])
    if not ports:
        return "\n".join([*lines, "No ports: the call ends here.", ""])
    lines += ["| Port | Taken | When it has no link |", "|---|---|---|"]
    return "\n".join([*lines, *map(_port, ports), ""])


def _port(port: Port) -> str:
    if port.name == LEAST_PORT:
        return "| the name | one port for each that the parameters name | must be linked |"
    if port.name == LEAST["key"]:
        return "| the key (`1`, `2` …) | one port for each of `keys` | must be linked |"
    if port.fallback:
        otherwise = f"as `{port.fallback}`"
    else:
        otherwise = "must be linked" if port.required else "the call ends"
    return f"| `{port.name}` | {port.title['en']} | {otherwise} |"


def _rows(model: type[Parameters], prefix: str) -> Iterator[str]:
    comments = _comments(model)
    for name, field in model.model_fields.items():
        meaning = comments.get(name, "").replace("``", "`").replace("|", "\\|")
        words = _type(field.annotation, field.metadata)
        yield f"| `{prefix}{name}` | {words} | {_default(field)} | {meaning} |"
        inner = group_of(field.annotation)
        if inner is not None:
            yield from _rows(inner, f"{prefix}{name}[].")


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "required"
    if field.default_factory is not None:
        return f"`{json.dumps(field.get_default(call_default_factory=True))}`"
    value = list(field.default) if isinstance(field.default, tuple) else field.default
    return f"`{json.dumps(value, ensure_ascii=False)}`"


def _type(annotation: Any, metadata: list[Any]) -> str:
    """The type in words, with its limits."""
    return f"{_kind(annotation, metadata)}{_limits(metadata)}"


def _kind(annotation: Any, metadata: list[Any]) -> str:
    role = next((m.role for m in metadata if isinstance(m, Meaning)), None)
    if role is not None:
        return _ROLES[role]
    if annotation == Message:
        return "message"
    if annotation in _PLAIN:
        return _PLAIN[annotation]
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _kind(arguments[0], list(arguments[1:]))
    if origin is Literal:
        return "one of " + ", ".join(f"`{value}`" for value in arguments)
    if origin is dict:
        keys = _kind(arguments[0], [])
        if keys == "text":
            keys = "language" if _kind(arguments[1], []) in ("template", "text") else "name"
        return f"object: {keys} → {_kind(arguments[1], [])}"
    if origin is tuple:
        return "list of entries" if group_of(annotation) else f"list: {_kind(arguments[0], [])}"
    if type(None) in arguments:
        return f"{_kind(arguments[0], [])}, or `null`"
    raise TypeError(f"the reference has no words for {annotation!r}")


def _limits(metadata: list[Any]) -> str:
    """Bounds of numbers and lists; those of texts are too wide to be worth telling."""
    if any(isinstance(m, Meaning) for m in metadata):
        return ""
    found = {
        name: getattr(limit, name)
        for limit in metadata
        for name in ("ge", "gt", "le", "min_length", "max_length")
        if hasattr(limit, name)
    }
    low, high = found.get("ge", found.get("gt")), found.get("le")
    if low is not None and high is not None:
        return f", {'above ' if 'gt' in found else ''}{low} to {high}"
    least, most = found.get("min_length"), found.get("max_length")
    if least and most:
        return f", {least} to {most}"
    return ", not empty" if least else ""


def _comments(model: type[BaseModel]) -> dict[str, str]:
    """Field → the ``#:`` lines directly above it, in the class that declares it."""
    found: dict[str, str] = {}
    for declaring in reversed(model.__mro__):
        if issubclass(declaring, Parameters) and declaring is not Parameters:
            found |= _comments_in(declaring)
    return found


def _comments_in(model: type[BaseModel]) -> dict[str, str]:
    source = textwrap.dedent(inspect.getsource(model))
    lines = source.splitlines()
    tree = ast.parse(source).body[0]
    assert isinstance(tree, ast.ClassDef)
    found = {}
    for node in tree.body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            text: list[str] = []
            at = node.lineno - 2
            while at >= 0 and lines[at].lstrip().startswith("#:"):
                text.insert(0, lines[at].lstrip()[2:].strip())
                at -= 1
            found[node.target.id] = " ".join(text)
    return found


if __name__ == "__main__":
    sys.stdout.write(reference())
