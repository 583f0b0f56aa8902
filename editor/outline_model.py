"""The outline as a tree: sections, blocks in call order, their links."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt

from editor import texts
from editor.content import Kind
from editor.document import Changed, SchemeDocument
from editor.inspector.node_page import square
from editor.items.style import FAMILY
from editor.outline_order import call_order, links_of
from rino_desktop.ui import icons, theme

_Index = QModelIndex | QPersistentModelIndex
REACHED, APART, NOTES = 0, 1, 2


@dataclass(eq=False, slots=True)
class Item:
    """``kind``: ``section`` | ``node`` | ``link`` | ``note``. ``row`` among its siblings."""

    kind: str
    key: str
    parent: "Item | None" = None
    row: int = 0
    children: list["Item"] = field(default_factory=list)


class OutlineModel(QAbstractItemModel):
    def __init__(self, document: SchemeDocument) -> None:
        super().__init__()
        self.document = document
        self.sections = [Item("section", "", None, row) for row in range(3)]
        self.items: dict[str, Item] = {}
        self._icons: dict[str, Any] = {}
        self._links: dict[str, list[str]] = {}
        self.rebuild()

    # --- the tree -------------------------------------------------------------------------------

    def rebuild(self) -> None:
        self.beginResetModel()
        self.items.clear()
        self._links.clear()
        for section, keys in zip(self.sections, self._wanted(), strict=True):
            kind = "note" if section.row == NOTES else "node"
            section.children = [self._made(kind, key, section) for key in keys]
            _number(section)
        self.endResetModel()

    def follow(self, told: Changed) -> None:
        """Only rows that come, go or look different are touched."""
        content = self.document.content
        moved = {c.key for c in told.changes if (c.old is None) != (c.new is None)
                 and c.kind in (Kind.NODE, Kind.NOTE)}  # fmt: skip
        ends = {
            end.source for c in told.changes if c.kind is Kind.LINK
            for end in (c.old, c.new) if end is not None
        }  # fmt: skip
        for key in ends | told.nodes:
            self._links.pop(key, None)
        if moved or ends or any(self._became_start(change) for change in told.changes):
            self._arrange()
        for key in ends | (told.nodes & content.nodes.keys()):
            if key in content.nodes and key in self.items:
                self._arrange_links(self.items[key])
        for key in (told.nodes | told.notes) & self.items.keys():
            self._touch(self.items[key])
            for link in content.coming(key) if key in content.nodes else ():
                if link.id in self.items:
                    self._touch(self.items[link.id])
        for section in self.sections:
            index = self.index_of(section)
            self.dataChanged.emit(index, index)

    def _became_start(self, change: Any) -> bool:
        if change.kind is not Kind.NODE or change.old is None or change.new is None:
            return False
        return bool(change.old.type != change.new.type)

    def _wanted(self) -> tuple[list[str], list[str], list[str]]:
        content = self.document.content
        reached, apart = call_order(content, self.document.facts, self._links_of)
        return reached, apart, [note.id for note in content.ordered(Kind.NOTE)]

    def _links_of(self, key: str) -> list[str]:
        found = self._links.get(key)
        if found is None:
            found = links_of(self.document.content, self.document.facts, key)
            self._links[key] = found
        return found

    def _made(self, kind: str, key: str, parent: Item) -> Item:
        item = Item(kind, key, parent)
        self.items[key] = item
        if kind == "node":
            ids = self._links_of(key)
            item.children = [self._made("link", link, item) for link in ids]
            _number(item)
        return item

    def _arrange(self) -> None:
        wanted = self._wanted()
        for section, keys in zip(self.sections, wanted, strict=True):
            self._take_out(section, set(keys))
        for section, keys in zip(self.sections, wanted, strict=True):
            self._bring_to(section, keys, "note" if section.row == NOTES else "node")

    def _take_out(self, parent: Item, kept: set[str]) -> None:
        for row in range(len(parent.children) - 1, -1, -1):
            if parent.children[row].key not in kept:
                self._remove(parent, row, row)

    def _bring_to(self, parent: Item, keys: list[str], kind: str) -> None:
        """The rows between the first and the last difference are put in anew: a drag of a link
        changes the order of a few."""
        old = [child.key for child in parent.children]
        shorter = min(len(old), len(keys))
        same = next((i for i in range(shorter) if old[i] != keys[i]), shorter)
        end = 0
        while end < shorter - same and old[-1 - end] == keys[-1 - end]:
            end += 1
        if len(old) - end > same:
            self._remove(parent, same, len(old) - end - 1)
        new = keys[same : len(keys) - end]
        if new:
            self.beginInsertRows(self.index_of(parent), same, same + len(new) - 1)
            parent.children[same:same] = [self._made(kind, key, parent) for key in new]
            _number(parent)
            self.endInsertRows()

    def _remove(self, parent: Item, first: int, last: int) -> None:
        self.beginRemoveRows(self.index_of(parent), first, last)
        for child in parent.children[first : last + 1]:
            for item in (child, *child.children):
                if self.items.get(item.key) is item:
                    del self.items[item.key]
        del parent.children[first : last + 1]
        _number(parent)
        self.endRemoveRows()

    def _arrange_links(self, item: Item) -> None:
        wanted = self._links_of(item.key)
        self._take_out(item, set(wanted))
        self._bring_to(item, wanted, "link")
        for child in item.children:
            self._touch(child)

    def _touch(self, item: Item) -> None:
        index = self.index_of(item)
        self.dataChanged.emit(index, index)

    def restyle(self) -> None:
        """In another theme or language."""
        self._icons.clear()
        self.dataChanged.emit(self.index(0, 0), self.index(2, 0))
        self.layoutChanged.emit()

    # --- for views ------------------------------------------------------------------------------

    def index_of(self, item: Item) -> QModelIndex:
        return self.createIndex(item.row, 0, item)

    def item_at(self, index: _Index) -> Item | None:
        found: Item | None = index.internalPointer() if index.isValid() else None
        return found

    def index(self, row: int, column: int, parent: _Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        above = self.item_at(parent)
        children = self.sections if above is None else above.children
        if column == 0 and 0 <= row < len(children):
            return self.createIndex(row, 0, children[row])
        return QModelIndex()

    def parent(self, index: _Index) -> QModelIndex:  # type: ignore[override] # QObject's is another
        item = self.item_at(index)
        return QModelIndex() if item is None or item.parent is None else self.index_of(item.parent)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008
        above = self.item_at(parent)
        return len(self.sections) if above is None else len(above.children)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008
        return 1

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        item = self.item_at(index)
        if item is None or not self._is_there(item):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._text(item)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken(item)
        if role == Qt.ItemDataRole.DecorationRole:
            return self._icon(item)
        return None

    def _is_there(self, item: Item) -> bool:
        """The document loses things before their rows go."""
        content = self.document.content
        things: dict[str, Collection[str]] = {
            "node": content.nodes,
            "link": content.links,
            "note": content.notes,
        }
        return item.kind == "section" or item.key in things[item.kind]

    def _text(self, item: Item) -> str:
        content = self.document.content
        match item.kind:
            case "section":
                said = (self.tr("The call"), self.tr("Not reached"), self.tr("Notes"))[item.row]
                return f"{said} ({len(item.children)})"
            case "node":
                node = content.nodes[item.key]
                return node.name or self._type(item.key)
            case "note":
                return " ".join(content.notes[item.key].text.split()) or self.tr("empty note")
        link = content.links[item.key]
        target = content.nodes.get(link.target)
        leads_to = (target.name or self._type(link.target)) if target is not None else "?"
        return f"{self._port(link.source, link.port)} → {leads_to}"

    def spoken(self, item: Item) -> str:
        """What a screen reader says of it."""
        text = self._text(item)
        if item.kind == "node":
            ways = self.tr("%n way(s) out", "", len(item.children))
            return f"{text}, {self._type(item.key)}, {ways}"
        return text

    def _type(self, key: str) -> str:
        kind = self.document.facts.of(key).node_type
        return texts.said(kind.title) if kind is not None else self.document.content.nodes[key].type

    def _port(self, node_id: str, name: str) -> str:
        if node_id not in self.document.content.nodes:
            return name
        ports = self.document.facts.ports(node_id)
        return next((texts.said(port.title) for port in ports if port.name == name), name)

    def _icon(self, item: Item) -> Any:
        if item.kind == "section":
            return None
        name = item.kind
        if item.kind == "node":
            kind = self.document.facts.of(item.key).node_type
            name = FAMILY.get(kind.group, "secondary") if kind is not None else "secondary"
        if name not in self._icons:
            if name in ("link", "note"):
                shown = icons.icon("arrow-right" if name == "link" else "note", "secondary")
            else:
                shown = square(getattr(theme.current(), name))
            self._icons[name] = shown
        return self._icons[name]


def _number(parent: Item) -> None:
    for row, child in enumerate(parent.children):
        child.row = row
