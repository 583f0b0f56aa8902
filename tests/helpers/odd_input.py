"""What people and programs put where something else belongs."""

import json
from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

STRANGE: st.SearchStrategy[Any] = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20),
    st.sampled_from(["", "\0", "{", "{x", "}}", "../evil", "a/b", "9**9**9", "ы" * 5000, "-"]),
    st.lists(st.integers(), max_size=2), st.dictionaries(st.text(max_size=3), st.integers()),
)  # fmt: skip
HOW = st.sampled_from(["set", "set", "drop", "twice", "rename"])
#: Files that are nothing at all.
RUBBISH = (
    b"", b" \n", b"\0\0\0", b"\xff\xfe{}", b"[]", b"null", b"{", b"[" * 100_000, b'{"a":' * 50_000,
    b"a = " + b"[" * 20_000, "ключ".encode("cp1251"), b"a = 1\na = 2", b'"' * 1_000_001,
    b"\x7fELF" + bytes(range(256)) * 50, b"a" * 1_500_000,
)  # fmt: skip


def places(document: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place of a document of tables and lists."""
    yield path
    if isinstance(document, dict):
        for key, value in document.items():
            yield from places(value, (*path, key))
    elif isinstance(document, list):
        for index, value in enumerate(document):
            yield from places(value, (*path, index))


def mutated(document: Any, path: tuple[Any, ...], how: str, value: Any) -> Any:
    """A copy with one place changed; ``document`` is of what JSON can hold."""
    if not path:
        return value
    document = json.loads(json.dumps(document))
    parent = document
    for step in path[:-1]:
        parent = parent[step]
    if how == "drop":
        del parent[path[-1]]
    elif how == "twice" and isinstance(parent, list):
        parent.append(parent[path[-1]])
    elif how == "rename" and isinstance(parent, dict):
        parent[str(value)[:30]] = parent.pop(path[-1])
    else:
        parent[path[-1]] = value
    return document


def spoiled(data: st.DataObject, document: Any, times: int = 2) -> Any:
    """``document`` with one to ``times`` places changed; stays a table."""
    for _ in range(data.draw(st.integers(1, times))):
        known = [path for path in places(document) if path]
        if not known:
            break
        document = mutated(
            document, data.draw(st.sampled_from(known)), data.draw(HOW), data.draw(STRANGE)
        )
    return document


def toml(document: dict[str, Any]) -> bytes:
    """As a TOML file of one line for each key of the outermost table."""
    lines = (f"{json.dumps(str(key))} = {_toml(value)}\n" for key, value in document.items())
    return "".join(lines).encode("utf-8", "surrogatepass")


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        inner = ", ".join(f"{json.dumps(str(k))} = {_toml(v)}" for k, v in value.items())
        return f"{{ {inner} }}"
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, str):
        return json.dumps(value).replace("\x7f", "\\u007f")
    return "nan" if value is None else repr(value)
