"""A criterion as a tree, changed by mouse and by keys."""

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QWidget

from engine.lists import criteria_edits as edits
from engine.lists.criteria import Condition, Group, Match
from rino_desktop import list_words
from rino_desktop.ui.languages import Translated

_PLACE = Qt.ItemDataRole.UserRole
_KEEPS = 100


class CriteriaTree(Translated, QTreeWidget):
    """Keeps the criterion's groups and what was done to them. Keys: Insert adds a condition,
    Shift+Insert a group, Enter edits, Space changes all/any/none, Ctrl+D doubles, Alt+Up and Down
    move, Delete deletes, Ctrl+Z and Ctrl+Y."""

    #: The criterion is another one.
    changed = Signal()
    #: Something else is chosen.
    chosen = Signal()
    add_wanted = Signal()
    edit_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHeaderHidden(True)
        self.setIndentation(20)
        self.root = Group()
        self._before: list[tuple[Group, edits.Place]] = []
        self._after: list[tuple[Group, edits.Place]] = []
        self.currentItemChanged.connect(lambda *_: self.chosen.emit())
        self.itemDoubleClicked.connect(lambda *_: self.edit_wanted.emit())
        self.retranslate()

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Conditions"))
        self._show(self.place())

    def open(self, root: Group) -> None:
        """Another criterion: nothing can be undone of it yet."""
        self.root = root
        self._before.clear()
        self._after.clear()
        self._show(())

    def place(self) -> edits.Place:
        item = self.currentItem()
        return tuple(item.data(0, _PLACE)) if item is not None else ()

    def current(self) -> Condition | Group:
        return edits.at(self.root, self.place())

    # --- changes ----------------------------------------------------------------------------------

    def add(self, part: Condition | Group) -> None:
        """Into the group that is chosen, or behind the condition."""
        place, part_here = self.place(), self.current()
        if isinstance(part_here, Group):
            there = (*place, len(part_here.parts))
        else:
            there = (*place[:-1], place[-1] + 1)
        self._change(lambda root: (edits.inserted(root, there, part), there))

    def put(self, part: Condition | Group) -> None:
        place = self.place()
        self._change(lambda root: (edits.put(root, place, part), place))

    def set_match(self, match: Match) -> None:
        place = self.place()
        self._change(lambda root: (edits.matched(root, place, match), place))

    def next_match(self) -> None:
        here = self.current()
        if isinstance(here, Group):
            order = list(Match)
            self.set_match(order[(order.index(here.match) + 1) % len(order)])

    def duplicate(self) -> None:
        place = self.place()
        if place:
            there = (*place[:-1], place[-1] + 1)
            self._change(lambda root: (edits.duplicated(root, place), there))

    def delete(self) -> None:
        place = self.place()
        if place:
            self._change(lambda root: (edits.removed(root, place), place[:-1]))

    def shift(self, *, down: bool) -> None:
        place = self.place()
        if place:
            self._change(lambda root: edits.moved(root, place, down))

    def undo(self) -> None:
        self._step(self._before, self._after)

    def redo(self) -> None:
        self._step(self._after, self._before)

    def can_undo(self) -> bool:
        return bool(self._before)

    def can_redo(self) -> bool:
        return bool(self._after)

    # --- inside -----------------------------------------------------------------------------------

    def _change(self, work: Callable[[Group], tuple[Group, edits.Place]]) -> None:
        was = (self.root, self.place())
        root, place = work(self.root)
        if root == self.root:
            return
        self._before = [*self._before, was][-_KEEPS:]
        self._after.clear()
        self.root = root
        self._show(place)
        self.changed.emit()

    def _step(self, source: list[tuple[Group, edits.Place]],
              target: list[tuple[Group, edits.Place]]) -> None:  # fmt: skip
        if source:
            target.append((self.root, self.place()))
            self.root, place = source.pop()
            self._show(place)
            self.changed.emit()

    def _show(self, place: edits.Place) -> None:
        with QSignalBlocker(self):
            self.clear()
            top = self._item(self.root, ())
            self.addTopLevelItem(top)
            self.expandAll()
            item = top
            for index in place:
                if index >= item.childCount():
                    break
                inner = item.child(index)
                assert inner is not None
                item = inner
            self.setCurrentItem(item)
        self.chosen.emit()

    def _item(self, part: Condition | Group, place: edits.Place) -> QTreeWidgetItem:
        item = QTreeWidgetItem()
        item.setData(0, _PLACE, list(place))
        if isinstance(part, Condition):
            item.setText(0, list_words.condition_words(part))
            return item
        item.setText(0, self._group_words(part))
        for index, inner in enumerate(part.parts):
            item.addChild(self._item(inner, (*place, index)))
        return item

    def _group_words(self, group: Group) -> str:
        if group.of_calls:
            return {
                Match.ALL: self.tr("There is a call with all of:"),
                Match.ANY: self.tr("There is a call with any of:"),
                Match.NONE: self.tr("There is a call with none of:"),
            }[group.match]
        return {
            Match.ALL: self.tr("All of these hold:"),
            Match.ANY: self.tr("Any of these holds:"),
            Match.NONE: self.tr("None of these holds:"),
        }[group.match]

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        key, held = event.key(), event.modifiers()
        ctrl = held == Qt.KeyboardModifier.ControlModifier
        if key == Qt.Key.Key_Insert and held == Qt.KeyboardModifier.ShiftModifier:
            self.add(Group())
        elif key == Qt.Key.Key_Insert:
            self.add_wanted.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.edit_wanted.emit()
        elif key == Qt.Key.Key_Space:
            self.next_match()
        elif key == Qt.Key.Key_Delete:
            self.delete()
        elif key == Qt.Key.Key_D and ctrl:
            self.duplicate()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and held == Qt.KeyboardModifier.AltModifier:
            self.shift(down=key == Qt.Key.Key_Down)
        elif key == Qt.Key.Key_Z and ctrl:
            self.undo()
        elif key == Qt.Key.Key_Y and ctrl:
            self.redo()
        else:
            super().keyPressEvent(event)
