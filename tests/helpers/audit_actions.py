"""Every code that the product writes into the audit log, out of its sources."""

import ast
import importlib
from collections.abc import Iterator
from enum import Enum
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]
_FUNCTION = ast.FunctionDef | ast.AsyncFunctionDef
#: What comes from elsewhere than a literal: place → all there are of it.
_TOLD_ELSEWHERE = {
    # engine.routing.supervising.Note.action
    "note.action": {"begin", "mode", "end", "refused"},
}


class CannotTell(Exception):
    """A code that is not to be seen in the sources: write it as a literal, or say it above."""


class _Source:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.text = path.read_text("utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def module(self) -> str:
        return ".".join(self.path.relative_to(ROOT).with_suffix("").parts)


def recorded() -> set[str]:
    found: set[str] = set()
    sources = list(_sources())
    for source in sources:
        if ".record(" not in source.text:
            continue
        for call, functions in _calls(source):
            if _is_record(call):
                found |= _values(_argument(call, "action", 1), functions, source, sources)
    return found


def _sources() -> Iterator[_Source]:
    for package in ("engine", "rino_desktop", "rmt", "editor"):
        for path in sorted((ROOT / package).rglob("*.py")):
            yield _Source(path)


def _calls(source: _Source) -> Iterator[tuple[ast.Call, tuple[_FUNCTION, ...]]]:
    """With the functions around each, the innermost first."""

    def walk(node: ast.AST, around: tuple[_FUNCTION, ...]) -> Iterator[
        tuple[ast.Call, tuple[_FUNCTION, ...]]
    ]:  # fmt: skip
        if isinstance(node, _FUNCTION):
            around = (node, *around)
        if isinstance(node, ast.Call):
            yield node, around
        for child in ast.iter_child_nodes(node):
            yield from walk(child, around)

    yield from walk(source.tree, ())


def _is_record(call: ast.Call) -> bool:
    """``stores.audit.record(…)``, ``FirebirdAuditStore(…).record(…)``."""
    func = call.func
    return (
        isinstance(func, ast.Attribute) and func.attr == "record"
        and "audit" in ast.unparse(func.value).casefold()
    )  # fmt: skip


def _argument(call: ast.Call, name: str, place: int) -> ast.expr | None:
    for keyword in call.keywords:
        if keyword.arg == name:
            return keyword.value
    return call.args[place] if place < len(call.args) else None


def _values(
    expression: ast.expr | None, functions: tuple[_FUNCTION, ...], source: _Source,
    sources: list[_Source],
) -> set[str]:  # fmt: skip
    match expression:
        case ast.Constant(value=str() as text):
            return {text}
        case ast.IfExp(body=one, orelse=other):
            return _values(one, functions, source, sources) | _values(
                other, functions, source, sources
            )
        case ast.JoinedStr(values=parts):
            made = {""}
            for part in parts:
                inner = part.value if isinstance(part, ast.FormattedValue) else part
                ends = _values(inner, functions, source, sources)
                made = {begin + end for begin in made for end in ends}
            return made
        case ast.Name(id=name):
            return _named(name, functions, source, sources)
        case ast.Attribute() if ast.unparse(expression) in _TOLD_ELSEWHERE:
            return _TOLD_ELSEWHERE[ast.unparse(expression)]
        case ast.Attribute(value=ast.Name(id=owner), attr=attribute):
            value = getattr(getattr(importlib.import_module(source.module), owner), attribute)
            return {str(value.value if isinstance(value, Enum) else value)}
    where = getattr(expression, "lineno", "?")
    raise CannotTell(f"{source.path.relative_to(ROOT)}:{where}")


def _named(
    name: str, functions: tuple[_FUNCTION, ...], source: _Source, sources: list[_Source]
) -> set[str]:
    for depth, function in enumerate(functions):
        assigned = [
            node.value for node in ast.walk(function)
            if isinstance(node, ast.Assign)
            and any(isinstance(each, ast.Name) and each.id == name for each in node.targets)
        ]  # fmt: skip
        if assigned:
            return set().union(*(
                _values(each, functions[depth:], source, sources) for each in assigned
            ))  # fmt: skip
        parameters = [each.arg for each in (*function.args.posonlyargs, *function.args.args,
                                            *function.args.kwonlyargs)]  # fmt: skip
        if name in parameters:
            return _given(function, name, parameters.index(name), source, sources)
    value = getattr(importlib.import_module(source.module), name)
    return {str(value)}


def _given(
    function: _FUNCTION, name: str, place: int, source: _Source, sources: list[_Source]
) -> set[str]:
    """What callers give for that parameter."""
    typed = next(
        (each.annotation for each in function.args.args if each.arg == name), None
    )  # fmt: skip
    if isinstance(typed, ast.Name) and typed.id != "str":
        kind = getattr(importlib.import_module(source.module), typed.id)
        if isinstance(kind, type) and issubclass(kind, Enum):
            return {str(each.value) for each in kind}
    own = function.name.startswith("_")
    found: set[str] = set()
    for caller in [source] if own else sources:
        if f"{function.name}(" not in caller.text:
            continue
        for call, functions in _calls(caller):
            called = call.func.attr if isinstance(call.func, ast.Attribute) else (
                call.func.id if isinstance(call.func, ast.Name) else ""
            )  # fmt: skip
            if called == function.name:
                found |= _values(_argument(call, name, place), functions, caller, sources)
    return found
