"""Lists of what a scheme names: choose one, rename it everywhere, see where it is used."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QItemSelectionModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from editor.document import Changed, SchemeDocument
from editor.edits.rename import NameKind, Use, refusal, rename, uses
from editor.forms.entries import Head, tool_button
from editor.forms.text_widgets import Line
from rino_desktop.ui.theme import dress

_USES_MS = 120
_ROWS = 8


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    detail: str = ""


class NamedThings(QWidget):
    """Subclasses say what there is (``rows``), add and remove, and show the chosen one's fields
    in ``fields``."""

    #: A block is to be shown, and a field of it: (id, place).
    use_wanted = Signal(str, str)
    kind: NameKind = "variable"

    def __init__(self, document: SchemeDocument) -> None:
        super().__init__()
        self.document = document
        self._filling = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.head = Head()
        self.add_button = self.head.add("")
        self.add_button.clicked.connect(self.add)
        column.addWidget(self.head)
        self.list = _List(self)
        self.list.currentItemChanged.connect(self._chosen)
        column.addWidget(self.list)
        self.detail = QWidget()
        self.fields = QVBoxLayout(self.detail)
        self.fields.setContentsMargins(0, 0, 0, 0)
        self.fields.setSpacing(4)
        column.addWidget(self.detail)
        self.name_label = QLabel()
        dress(self.name_label, "secondary")
        self.name = Line()
        self.name_label.setBuddy(self.name)
        self.name.editingFinished.connect(self._rename)
        self.name.textEdited.connect(self._look)
        self.complaint = QLabel()
        self.complaint.setWordWrap(True)
        dress(self.complaint, "bad")
        self.complaint.hide()
        self.name_label.setContentsMargins(0, 4, 0, 0)
        self.fields.addWidget(self.name_label)
        self.fields.addWidget(self.name)
        self.fields.addWidget(self.complaint)
        self.add_fields()
        self.uses = Uses(document)
        self.uses.use_wanted.connect(self.use_wanted)
        self.fields.addWidget(self.uses)
        self._later = QTimer(self, singleShot=True, interval=_USES_MS)
        self._later.timeout.connect(self.show_uses)
        document.changed.connect(self._follow)
        document.replaced.connect(self.refresh)
        self.retranslate()
        self.refresh()

    # --- for subclasses -------------------------------------------------------------------------

    def rows(self) -> Iterable[Row]:
        raise NotImplementedError

    def add_fields(self) -> None:
        raise NotImplementedError

    def show_fields(self, name: str) -> None:
        raise NotImplementedError

    def add(self) -> None:
        raise NotImplementedError

    def remove(self) -> None:
        raise NotImplementedError

    def headings(self) -> tuple[str, str, str]:
        """(title, first column, second column)."""
        raise NotImplementedError

    def concerns(self, told: Changed) -> bool:
        raise NotImplementedError

    # --- showing --------------------------------------------------------------------------------

    @property
    def current(self) -> str:
        item = self.list.currentItem()
        return str(item.data(0, Qt.ItemDataRole.UserRole)) if item is not None else ""

    def choose(self, name: str) -> None:
        for index in range(self.list.topLevelItemCount()):
            item = self.list.topLevelItem(index)
            if item is not None and item.data(0, Qt.ItemDataRole.UserRole) == name:
                flags = QItemSelectionModel.SelectionFlag
                self.list.setCurrentItem(item, 0, flags.ClearAndSelect | flags.Rows)

    def retranslate(self) -> None:
        title, first, second = self.headings()
        self.add_button.setText(self.tr("Add"))
        self.head.show_title(title, "")
        self.list.setHeaderLabels([first, second, ""])
        self.list.setAccessibleName(title)
        self.name_label.setText(self.tr("Name"))
        self.name.setAccessibleName(self.tr("Name: Enter renames it everywhere"))
        self.name.setToolTip(self.tr("Enter renames it everywhere"))
        self.uses.list.setAccessibleName(self.tr("Where it is used"))

    def refresh(self) -> None:
        chosen = self.current
        self._filling = True
        rows = list(self.rows())
        self.list.clear()
        for row in rows:
            item = QTreeWidgetItem([row.name, row.detail])
            item.setData(0, Qt.ItemDataRole.UserRole, row.name)
            item.setToolTip(0, row.name)
            self.list.addTopLevelItem(item)
        self.list.setVisible(bool(rows))
        self.list.fit(len(rows))
        if chosen not in [row.name for row in rows]:
            chosen = ""
        if chosen:
            self.choose(chosen)
        self._filling = False
        self._chosen()

    def _chosen(self, *_: object) -> None:
        if self._filling:
            return
        name = self.current
        self.detail.setVisible(bool(name))
        if not name:
            return
        if not self.name.hasFocus() or not self.name.isModified():
            self.name.show_text(name)
            self._look(name)
        self.show_fields(name)
        self._later.start()

    def show_uses(self) -> None:
        content, types = self.document.content, self.document.node_types
        self.uses.show_uses(uses(content, types, self.kind, self.current))

    def _follow(self, told: Changed) -> None:
        if self.concerns(told):
            self.refresh()
        elif told.nodes and self.isVisible():
            self._later.start()

    # --- changing -------------------------------------------------------------------------------

    def _look(self, new: str) -> None:
        """What is wrong with a name is said before it is taken."""
        why = ""
        if self.current and new != self.current:
            why = refusal(
                self.document.content, self.document.node_types, self.kind, self.current, new
            )
        said = {
            "bad_name": self.tr("It cannot be called that"),
            "taken": self.tr("There is one of this name already"),
        }
        self.complaint.setText(said.get(why, ""))
        self.complaint.setVisible(bool(why))
        dress(self.name, "bad" if why else "")

    def _rename(self) -> None:
        old, new = self.current, self.name.text().strip()
        if not old or new == old:
            return
        content, types = self.document.content, self.document.node_types
        if refusal(content, types, self.kind, old, new):
            return
        self.name.setModified(False)
        changes = rename(content, types, self.kind, old, new)
        item = self.list.currentItem()
        if item is not None:  # it stays chosen
            item.setData(0, Qt.ItemDataRole.UserRole, new)
        self.document.do(self.tr("Rename"), changes)
        self.choose(new)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self.refresh()
        super().changeEvent(event)


class Uses(QWidget):
    """Where a name is used. Nobody derives from it: tr would find no plurals."""

    #: (id of the block, place of the field)
    use_wanted = Signal(str, str)

    def __init__(self, document: SchemeDocument) -> None:
        super().__init__()
        self.document = document
        self.label, self.list = QLabel(), QListWidget()
        self.label.setWordWrap(True)
        self.label.setContentsMargins(0, 4, 0, 0)
        dress(self.label, "secondary")
        self.list.itemActivated.connect(self._show)
        self.list.itemClicked.connect(self._show)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.label)
        column.addWidget(self.list)

    def show_uses(self, found: list[Use]) -> None:
        self.list.clear()
        for use in found:
            node = self.document.content.nodes[use.node_id]
            item = QListWidgetItem(f"{node.name}: {use.text}")
            item.setToolTip(f"{use.place}: {use.text}")
            item.setData(Qt.ItemDataRole.UserRole, (use.node_id, use.place))
            self.list.addItem(item)
        self.list.setVisible(bool(found))
        rows = min(len(found), _ROWS)
        self.list.setFixedHeight(rows * max(24, self.list.sizeHintForRow(0)) + 8)
        said = self.tr("Used in %n place(s)", "", len(found))
        self.label.setText(said if found else self.tr("Used nowhere"))

    def _show(self, item: QListWidgetItem) -> None:
        self.use_wanted.emit(*item.data(Qt.ItemDataRole.UserRole))


class _List(QTreeWidget):
    """Delete removes what is chosen."""

    def __init__(self, owner: NamedThings) -> None:
        super().__init__()
        self._owner = owner
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setColumnCount(3)
        self.setAllColumnsShowFocus(True)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(2, 32)
        self.setTabKeyNavigation(False)

    def fit(self, rows: int) -> None:
        for index in range(rows):
            item = self.topLevelItem(index)
            if item is None:
                continue
            button = tool_button("close", self.tr("Remove"))
            button.setAccessibleName(self.tr("Remove “{0}”").replace("{0}", item.text(0)))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Delete does it
            button.clicked.connect(lambda _checked=False, item=item: self._remove(item))
            self.setItemWidget(item, 2, button)
        height = self.sizeHintForRow(0) if rows else 0
        self.setFixedHeight(min(rows, _ROWS) * height + self.header().sizeHint().height() + 4)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Delete:
            self._owner.remove()
        else:
            super().keyPressEvent(event)

    def _remove(self, item: QTreeWidgetItem) -> None:
        self.setCurrentItem(item)
        self._owner.remove()
