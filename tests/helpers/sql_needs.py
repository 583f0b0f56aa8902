"""What each method of a store does to which table, read off its source."""

import ast
import functools
import importlib
import inspect
import re
import textwrap
from collections.abc import Iterator
from types import FunctionType, MethodType, ModuleType

from engine.adapters.firebird import stores
from engine.adapters.firebird.connection import Connection
from engine.adapters.firebird.directory import FirebirdDirectoryStore
from engine.adapters.firebird.list_people import FirebirdPeopleStore

_CHANGES = {
    "INSERT": re.compile(r"INSERT INTO (\w+)", re.IGNORECASE),
    "UPDATE": re.compile(r"UPDATE (?:OR INSERT INTO )?(\w+)", re.IGNORECASE),
    "DELETE": re.compile(r"DELETE FROM (\w+)", re.IGNORECASE),
}
_WORD = re.compile(r"[a-z_]{4,}")
_OURS = "engine.adapters.firebird"

Needs = frozenset[tuple[str, str]]


@functools.cache
def classes() -> dict[str, type]:
    """Store → class."""
    source = inspect.getsource(stores)
    found = {
        name: getattr(stores, cls)
        for name, cls in re.findall(r"self\.(\w+) = (Firebird\w+)\(", source)
    }
    return found | {"directory": FirebirdDirectoryStore, "list_people": FirebirdPeopleStore}


@functools.cache
def needs_of(cls: type, method: str, tables: frozenset[str]) -> Needs:
    """(privilege, table)."""
    found: set[tuple[str, str]] = set()
    for text in _texts(getattr(cls, method), cls, set()):
        for privilege, pattern in _CHANGES.items():
            found |= {(privilege, name.lower()) for name in pattern.findall(text)
                      if name.lower() in tables}  # fmt: skip
        if re.search(r"UPDATE OR INSERT INTO", text, re.IGNORECASE):
            found |= {("INSERT", name) for kind, name in found if kind == "UPDATE"}
        found |= {("SELECT", word) for word in _WORD.findall(text) if word in tables}
    return frozenset(found)


def _texts(thing: object, cls: type, seen: set[object]) -> Iterator[str]:
    if isinstance(thing, str):
        yield thing
        return
    if isinstance(thing, property):
        thing = thing.fget
    thing = inspect.unwrap(thing) if callable(thing) else thing
    if isinstance(thing, MethodType):
        thing = thing.__func__
    if not isinstance(thing, FunctionType | type) or thing in seen or thing is Connection:
        return
    seen.add(thing)
    if not str(getattr(thing, "__module__", "")).startswith(_OURS):
        return
    module = importlib.import_module(thing.__module__)
    if isinstance(thing, type):
        for member in vars(thing).values():
            yield from _texts(member, thing, seen)
        return
    if thing.__code__.co_filename.startswith("<"):  # made by dataclasses
        return
    tree = _tree(thing)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.JoinedStr):
            yield "".join(
                str(each.value) if isinstance(each, ast.Constant) else " " for each in node.values
            )
        elif isinstance(node, ast.Attribute):
            if isinstance(node.value, ast.Name) and node.value.id in ("self", "cls"):
                yield from _texts(getattr(cls, node.attr, None), cls, seen)
            elif isinstance(node.value, ast.Attribute) and (part := _part(cls, node.value.attr)):
                yield from _texts(getattr(part, node.attr, None), part, seen)
            elif isinstance(node.value, ast.Name):
                owner = getattr(module, node.value.id, None)
                if isinstance(owner, ModuleType | type):
                    yield from _of_name(getattr(owner, node.attr, None), cls, seen)
        elif isinstance(node, ast.Name):
            yield from _of_name(getattr(module, node.id, None), cls, seen)


def _of_name(value: object, cls: type, seen: set[object]) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (each for each in value.values() if isinstance(each, str))
    elif isinstance(value, FunctionType | MethodType | type):
        yield from _texts(value, cls, seen)


@functools.cache
def _part(cls: type, attribute: str) -> type | None:
    """Of which class ``self.attribute`` is, where its ``__init__`` makes it."""
    init = vars(cls).get("__init__")
    if not isinstance(init, FunctionType) or init.__code__.co_filename.startswith("<"):
        return None
    module = importlib.import_module(cls.__module__)
    for node in ast.walk(_tree(init)):
        if (
            isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)
            and isinstance(node.value.func, ast.Name)
            and isinstance(target := node.targets[0], ast.Attribute) and target.attr == attribute
        ):  # fmt: skip
            found = getattr(module, node.value.func.id, None)
            return found if isinstance(found, type) else None
    return None


@functools.cache
def _tree(function: FunctionType) -> ast.AST:
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    body = tree.body[0]
    assert isinstance(body, ast.FunctionDef)
    if ast.get_docstring(body) is not None:
        body.body = body.body[1:] or [ast.Pass()]
    return tree
