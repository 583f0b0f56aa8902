"""Pages and fields of a form, ordered by the mouse or by keys."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QColor, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QTreeWidget, QTreeWidgetItem, QWidget

from engine.forms.model import Form, text_in
from engine.forms.problems import Problem
from rino_desktop.console.forms.words import ICONS, type_word
from rino_desktop.texts import language
from rino_desktop.ui import icons, theme
from rino_desktop.ui.languages import Translated

#: Of an item: ("page" | "field", id).
_WHAT = Qt.ItemDataRole.UserRole
_UP, _DOWN = Qt.Key.Key_Up, Qt.Key.Key_Down


class FormTree(Translated, QTreeWidget):
    """Shows what it is given and says what is wanted. ``chosen``: (kind, id)."""

    chosen = Signal(str, str)
    #: (field, page, place among the others), (page, place)
    field_move_wanted = Signal(str, str, int)
    page_move_wanted = Signal(str, int)
    delete_wanted = Signal()
    add_wanted = Signal()
    copy_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHeaderHidden(True)
        self.setIndentation(16)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.currentItemChanged.connect(lambda *_: self.chosen.emit(*self.current()))
        self._form: Form | None = None
        self._faulty: dict[str, bool] = {}
        self.retranslate()

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Pages and fields"))
        if self._form is not None:
            self.show_form(self._form)

    def current(self) -> tuple[str, str]:
        """("", "") when nothing is."""
        item = self.currentItem()
        return item.data(0, _WHAT) if item is not None else ("", "")

    def show_form(self, form: Form) -> None:
        """What is chosen stays chosen, also when it has moved."""
        self._form = form
        kept, hidden = self.current(), self._collapsed()
        with QSignalBlocker(self):
            self.clear()
            for number, page in enumerate(form.pages, 1):
                title = text_in(page.title, language())
                words = self.tr("Page {number}").format(number=number)
                item = self._item("page", page.id, f"{words}. {title}" if title else words)
                item.setIcon(0, icons.icon("outline", "secondary"))
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsDropEnabled)
                self.addTopLevelItem(item)
                for field in page.fields:
                    told = " ".join(text_in(field.title, language()).split()) or field.id
                    child = self._item("field", field.id, told + (" *" if field.required else ""))
                    child.setToolTip(0, f"{field.id} · {type_word(field.type)}")
                    name = next((i for k, i in ICONS.items() if k == field.type), "help")
                    child.setIcon(0, icons.icon(name, "secondary"))
                    child.setFlags(child.flags() & ~Qt.ItemFlag.ItemIsDropEnabled)
                    item.addChild(child)
                item.setExpanded(page.id not in hidden)
            self._paint()
            self.choose(*kept)
        if self.current() != kept:
            self.chosen.emit(*self.current())

    def show_problems(self, problems: list[Problem]) -> None:
        self._faulty = {}
        for problem in problems:
            where = problem.field or problem.page
            self._faulty[where] = self._faulty.get(where, False) or problem.is_error
        self._paint()

    def choose(self, kind: str, each: str) -> bool:
        for item in self._items():
            if item.data(0, _WHAT) == (kind, each):
                self.setCurrentItem(item)
                return True
        return False

    def move_current(self, step: int) -> None:
        """One place up or down; beyond the end of its page a field goes over to the next one."""
        kind, each = self.current()
        if self._form is None or not kind:
            return
        pages = self._form.pages
        if kind == "page":
            place = [page.id for page in pages].index(each) + step
            if 0 <= place < len(pages):
                self.page_move_wanted.emit(each, place)
            return
        number = next(n for n, p in enumerate(pages) if any(f.id == each for f in p.fields))
        place = [field.id for field in pages[number].fields].index(each) + step
        if 0 <= place < len(pages[number].fields):
            self.field_move_wanted.emit(each, pages[number].id, place)
        elif 0 <= number + step < len(pages):
            target = pages[number + step]
            self.field_move_wanted.emit(each, target.id, len(target.fields) if step < 0 else 0)

    # --- keys and drags ---------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        key = event.key()
        if control and key in (_UP, _DOWN):
            self.move_current(-1 if key == _UP else 1)
        elif key == Qt.Key.Key_Delete:
            self.delete_wanted.emit()
        elif key == Qt.Key.Key_Insert:
            self.add_wanted.emit()
        elif control and key == Qt.Key.Key_D:
            self.copy_wanted.emit()
        else:
            super().keyPressEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """The tree is shown anew by whoever owns it: Qt moves nothing itself."""
        at = event.position().toPoint()
        target = self.itemAt(at)
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        kind, each = self.current()
        if target is None or not kind or self._form is None:
            return
        if kind == "page":
            self._drop_page(each, target, at.y())
        else:
            self._drop_field(each, target, at.y())

    def _drop_page(self, page: str, target: QTreeWidgetItem, y: int) -> None:
        top = target.parent() or target
        place, before = self.indexOfTopLevelItem(top), self._page_place(page)
        place += top is not target or self._below_middle(target, y)
        if place > before:
            place -= 1  # it is taken out first
        if place != before:
            self.page_move_wanted.emit(page, place)

    def _drop_field(self, field: str, target: QTreeWidgetItem, y: int) -> None:
        assert self._form is not None
        kind, each = target.data(0, _WHAT)
        if kind == "page":
            # Into it, at its beginning; but a page that is closed is filled from below.
            page = self._form.pages[self._page_place(each)]
            others = [f.id for f in page.fields if f.id != field]
            place = 0 if target.isExpanded() else len(others)
            self.field_move_wanted.emit(field, page.id, place)
            return
        page = next(p for p in self._form.pages if any(f.id == each for f in p.fields))
        others = [f.id for f in page.fields if f.id != field]
        if each in others:
            place = others.index(each) + self._below_middle(target, y)
            self.field_move_wanted.emit(field, page.id, place)

    def _below_middle(self, item: QTreeWidgetItem, y: int) -> bool:
        return y > self.visualItemRect(item).center().y()

    # --- inside -----------------------------------------------------------------------------------

    def _page_place(self, page: str) -> int:
        assert self._form is not None
        return [each.id for each in self._form.pages].index(page)

    def _item(self, kind: str, each: str, text: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem([text])
        item.setData(0, _WHAT, (kind, each))
        return item

    def _tops(self) -> list[QTreeWidgetItem]:
        found = (self.topLevelItem(number) for number in range(self.topLevelItemCount()))
        return [item for item in found if item is not None]

    def _items(self) -> list[QTreeWidgetItem]:
        found: list[QTreeWidgetItem] = []
        for top in self._tops():
            found.append(top)
            children = (top.child(number) for number in range(top.childCount()))
            found += [child for child in children if child is not None]
        return found

    def _collapsed(self) -> set[str]:
        return {top.data(0, _WHAT)[1] for top in self._tops() if not top.isExpanded()}

    def _paint(self) -> None:
        colours = theme.current()
        for item in self._items():
            _, each = item.data(0, _WHAT)
            fault = self._faulty.get(each)
            colour = colours.text if fault is None else colours.bad if fault else colours.warning
            item.setForeground(0, QColor(colour))
