"""Blocks at which a test call stops, in this scheme and in those that it calls."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from editor.testcall.acts import Place
from rino_desktop.ui.calm_wheel import CalmCombo
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress

_PLACE = Qt.ItemDataRole.UserRole


class Breakpoints(Translated, QWidget):
    """``places`` are those that hold; one that is unticked stays in the list."""

    changed = Signal()
    #: Enter or a double click: show this one.
    place_wanted = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: dict[Place, str] = {}
        self.list = QListWidget()
        self.list.itemChanged.connect(lambda: self.changed.emit())
        self.list.itemActivated.connect(lambda item: self.place_wanted.emit(*item.data(_PLACE)))
        self.choice = CalmCombo()
        self.add, self.remove = QPushButton(), QPushButton()
        self.add.clicked.connect(lambda: self.toggle(self._chosen(), on=True))
        self.remove.clicked.connect(self._remove)
        self.hint = QLabel()
        self.hint.setWordWrap(True)
        dress(self.hint, "secondary")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.choice, 1)
        row.addWidget(self.add)
        row.addWidget(self.remove)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(row)
        layout.addWidget(self.list)
        layout.addWidget(self.hint)
        self.retranslate()

    def retranslate(self) -> None:
        self.list.setAccessibleName(self.tr("Breakpoints"))
        self.choice.setAccessibleName(self.tr("Block"))
        self.add.setText(self.tr("Add"))
        self.add.setAccessibleName(self.tr("Add a breakpoint at this block"))
        self.remove.setText(self.tr("Remove"))
        self.remove.setAccessibleName(self.tr("Remove the chosen breakpoint"))
        self.hint.setText(self.tr("The call stops when it comes to one of these blocks."))

    def set_blocks(self, names: dict[Place, str]) -> None:
        """All blocks there are; breakpoints at others go."""
        self._names = names
        chosen = self.choice.currentData()
        self.choice.clear()
        for place, name in sorted(names.items(), key=lambda pair: (pair[0][0], pair[1])):
            self.choice.addItem(f"{place[0]}: {name}" if place[0] else name, place)
        index = self.choice.findData(chosen)
        self.choice.setCurrentIndex(max(index, 0))
        kept = [(_place(item), item.checkState()) for item in self._items()]
        self.list.blockSignals(True)
        self.list.clear()
        for place, state in kept:
            if place in names:
                self._put(place, state)
        self.list.blockSignals(False)
        self.changed.emit()

    @property
    def places(self) -> frozenset[Place]:
        return frozenset(
            _place(item) for item in self._items() if item.checkState() is Qt.CheckState.Checked
        )

    def toggle(self, place: Place | None, *, on: bool | None = None) -> None:
        """Set a breakpoint or take it away; the canvas calls it too."""
        if place is None:
            return
        for item in self._items():
            if _place(item) == place:
                if on is None:
                    self.list.takeItem(self.list.row(item))
                else:
                    item.setCheckState(Qt.CheckState.Checked)
                self.changed.emit()
                return
        self._put(place, Qt.CheckState.Checked)
        self.changed.emit()

    def _chosen(self) -> Place | None:
        place = self.choice.currentData()
        return None if place is None else (place[0], place[1])

    def _put(self, place: Place, state: Qt.CheckState) -> None:
        name = self._names.get(place, place[1])
        item = QListWidgetItem(f"{place[0]}: {name}" if place[0] else name)
        item.setData(_PLACE, place)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(state)
        self.list.addItem(item)

    def _remove(self) -> None:
        row = self.list.currentRow()
        if row >= 0:
            self.list.takeItem(row)
            self.changed.emit()

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]


def _place(item: QListWidgetItem) -> Place:
    scheme, node = item.data(_PLACE)
    return scheme, node
