"""The differences of two schemes in words, for a person who has to answer for them."""

import json
from collections.abc import Iterator

from engine.quotes import quoted
from engine.scheme.diff import FieldChange, LinkMove, Missing, SchemeDiff, Value, place_of
from engine.scheme.model import Link, Node
from engine.scheme.node_types import NodeTypes
from engine.scheme.validate_node import node_facts

_LONGEST = 120
#: Characters shown before the first difference of two long texts.
_KEPT = 20

#: What → (Russian, English).
_WORDS: dict[str, tuple[str, str]] = {
    "same": ("Различий нет.", "There is no difference."),
    "added": ("Добавлен блок {node} ({type})", "Added: the node {node} ({type})"),
    "removed": ("Удалён блок {node} ({type})", "Removed: the node {node} ({type})"),
    "type": (
        "Блок {node}: вид изменён с {old} на {new}",
        "Node {node}: its type was {old} and is {new}",
    ),
    "name": ("Блок {old} переименован в {new}", "The node {old} is called {new} now"),
    "field": ("Блок {node}, {place}: {change}", "Node {node}, {place}: {change}"),
    "link_added": (
        "Добавлена связь: {source}, выход «{port}» → {target}",
        "Added: the link {source}, port “{port}” → {target}",
    ),
    "link_removed": (
        "Удалена связь: {source}, выход «{port}» → {target}",
        "Removed: the link {source}, port “{port}” → {target}",
    ),
    "link_target": (
        "{source}, выход «{port}»: связь вела к {old}, теперь ведёт к {target}",
        "{source}, port “{port}”: the link led to {old} and leads to {target} now",
    ),
    "link_source": (
        "Связь к {target} выходила из {old}, теперь — из {source}, выход «{port}»",
        "The link to {target} came from {old} and comes from {source}, port “{port}”, now",
    ),
    "changed": ("было {old}, стало {new}", "was {old}, is {new}"),
    "set": ("добавлено {new}", "added {new}"),
    "unset": ("удалено {old}", "removed {old}"),
    "title": ("Название ({name}): {change}", "Title ({name}): {change}"),
    "languages": ("Языки: {change}", "Languages: {change}"),
    "currency": ("Валюта: {change}", "Currency: {change}"),
    "variables added": ("Добавлена переменная «{name}»", "Added: the variable “{name}”"),
    "variables removed": ("Удалена переменная «{name}»", "Removed: the variable “{name}”"),
    "variables": (
        "Переменная «{name}», {place}: {change}",
        "Variable “{name}”, {place}: {change}",
    ),
    "prompts added": ("Добавлена фраза «{name}»", "Added: the prompt “{name}”"),
    "prompts removed": ("Удалена фраза «{name}»", "Removed: the prompt “{name}”"),
    "prompts": ("Фраза «{name}», {place}: {change}", "Prompt “{name}”, {place}: {change}"),
    "tests added": ("Добавлен диалог «{name}»", "Added: the dialogue “{name}”"),
    "tests removed": ("Удалён диалог «{name}»", "Removed: the dialogue “{name}”"),
    "tests": ("Диалог «{name}», {place}: {change}", "Dialogue “{name}”, {place}: {change}"),
}


def describe(diff: SchemeDiff, language: str, node_types: NodeTypes) -> list[str]:
    """A line for each difference, header first; one line also where there is none. Links of nodes
    that are gone are not told of, nor positions."""
    return list(_Words(diff, language, node_types).lines())


class _Words:
    def __init__(self, diff: SchemeDiff, language: str, node_types: NodeTypes) -> None:
        self._diff = diff
        self._russian = language == "ru"
        self._types = node_types
        self._old = {node.id: node for node in diff.old.nodes}
        self._new = {node.id: node for node in diff.new.nodes}

    def lines(self) -> Iterator[str]:
        diff = self._diff
        if not diff:
            yield self._say("same")
        for change in diff.header:
            yield self._header(change)
        for node in diff.removed:
            yield self._say("removed", node=self._node(node), type=self._type(node.type))
        for node in diff.added:
            yield self._say("added", node=self._node(node), type=self._type(node.type))
        for changed in diff.changed:
            for field in changed.fields:
                yield self._field(changed.old, changed.new, field)
        gone = {node.id for node in diff.removed}
        for link in diff.links_removed:
            if not gone & {link.source, link.target}:
                yield self._link("link_removed", link, self._old)
        for move in diff.links_moved:
            yield self._moved(move)
        for link in diff.links_added:
            yield self._link("link_added", link, self._new)

    def _header(self, change: FieldChange) -> str:
        part, *rest = change.path
        if part in ("languages", "currency"):
            return self._say(str(part), change=self._change(change))
        name, *inner = rest
        if not inner and part != "title":
            word = "added" if isinstance(change.old, Missing) else "removed"
            if isinstance(change.old, Missing) or isinstance(change.new, Missing):
                return self._say(f"{part} {word}", name=name)
        return self._say(
            str(part), name=name, place=place_of(tuple(inner)), change=self._change(change)
        )

    def _field(self, old: Node, new: Node, field: FieldChange) -> str:
        if field.path == ("type",):
            return self._say("type", node=self._node(new), old=self._quoted(self._type(old.type)),
                             new=self._quoted(self._type(new.type)))  # fmt: skip
        if field.path == ("name",):
            return self._say("name", old=self._node(old), new=self._node(new))
        return self._say(
            "field", node=self._node(new), place=field.place, change=self._change(field)
        )

    def _change(self, change: FieldChange) -> str:
        if isinstance(change.old, Missing):
            return self._say("set", new=self._value(change.new))
        if isinstance(change.new, Missing):
            return self._say("unset", old=self._value(change.old))
        old, new = change.old, change.new
        if isinstance(old, str) and isinstance(new, str):
            old, new = _from_where_they_differ(old, new)
        return self._say("changed", old=self._value(old), new=self._value(new))

    def _link(self, what: str, link: Link, nodes: dict[str, Node]) -> str:
        return self._say(
            what,
            source=self._named(link.source, nodes),
            port=self._port(link, nodes),
            target=self._named(link.target, nodes),
        )

    def _port(self, link: Link, nodes: dict[str, Node]) -> str:
        """As the block calls its way out; by its name where the block is unfinished."""
        node = nodes.get(link.source)
        ports = node_facts(node, self._types).ports if node is not None else ()
        title = next((port.title for port in ports if port.name == link.port), {})
        return title.get("ru" if self._russian else "en") or link.port

    def _moved(self, move: LinkMove) -> str:
        old, new = move.old, move.new
        kept = self._diff.same.get(old.source) == new.source and old.port == new.port
        source, target = self._named(new.source, self._new), self._named(new.target, self._new)
        port = self._port(new, self._new)
        if kept:
            before = self._named(old.target, self._old)
            return self._say("link_target", source=source, port=port, old=before, target=target)
        before = f"{self._named(old.source, self._old)} ({self._port(old, self._old)})"
        return self._say("link_source", source=source, port=port, old=before, target=target)

    def _named(self, node_id: str, nodes: dict[str, Node]) -> str:
        node = nodes.get(node_id)
        return self._quoted(node_id) if node is None else self._node(node)

    def _node(self, node: Node) -> str:
        return self._quoted(node.name or self._type(node.type))

    def _type(self, name: str) -> str:
        kind = self._types.get(name)
        return name if kind is None else kind.title.get("ru" if self._russian else "en", name)

    def _value(self, value: Value) -> str:
        if isinstance(value, str):
            return self._quoted(value)
        if isinstance(value, bool):
            return ("да" if value else "нет") if self._russian else ("yes" if value else "no")
        if isinstance(value, int | float):
            text = f"{value:g}"
            return text.replace(".", ",") if self._russian else text
        if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
            return _short(", ".join(map(str, value)))
        text = json.dumps(None if isinstance(value, Missing) else value, ensure_ascii=False)
        return _short(text)

    def _quoted(self, text: str) -> str:
        text = _short(" ".join(text.split()))
        return quoted(text, "ru" if self._russian else "en")

    def _say(self, what: str, **values: object) -> str:
        return _WORDS[what][0 if self._russian else 1].format(**values)


def _from_where_they_differ(old: str, new: str) -> tuple[str, str]:
    """Long texts that begin alike, without most of what they have in common."""
    if max(len(old), len(new)) <= _LONGEST:
        return old, new
    common = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b),
                  min(len(old), len(new)))  # fmt: skip
    begin = common - _KEPT
    return (old, new) if begin <= 0 else (f"…{old[begin:]}", f"…{new[begin:]}")


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
