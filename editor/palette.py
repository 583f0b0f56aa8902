"""The palette: every node type, to be dragged onto the sheet or added with Enter."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from editor.node_list import FAMILIES, Entry, entries, matching
from editor.view import MIME
from engine.scheme.node_types import NodeTypes
from rino_desktop.ui import theme
from rino_desktop.ui.languages import Translated

NAME_ROLE = Qt.ItemDataRole.UserRole


class _Tree(QTreeWidget):
    """What is dragged out of it is the name of a node type."""

    def mimeTypes(self) -> list[str]:  # noqa: N802
        return [MIME]

    def mimeData(self, items: Sequence[QTreeWidgetItem]) -> QMimeData:  # noqa: N802
        data = QMimeData()
        names = [item.data(0, NAME_ROLE) for item in items]
        if names and names[0]:
            data.setData(MIME, names[0].encode())
        return data


class Palette(Translated, QWidget):
    """``language``: that of the program."""

    #: Add a block of this type: Enter or a double click.
    add_wanted = Signal(str)

    def __init__(self, node_types: NodeTypes, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._node_types = node_types
        self._language = language
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._show_matching)
        self.search.returnPressed.connect(self._add_first)
        self.tree = _Tree()
        self.tree.setHeaderHidden(True)
        self.tree.setRootIsDecorated(False)
        self.tree.setIndentation(8)
        self.tree.setIconSize(QSize(12, 12))
        self.tree.setProperty("kind", "flat")
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.tree.setDragEnabled(True)
        self.tree.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.tree.itemActivated.connect(self._on_activated)
        self.setMinimumWidth(180)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 8)
        layout.setSpacing(8)
        layout.addWidget(self.search)
        layout.addWidget(self.tree)
        theme.changes.changed.connect(self._fill)
        self.retranslate()

    def retranslate(self) -> None:
        self.search.setPlaceholderText(self.tr("Find a block…"))
        self.search.setAccessibleName(self.tr("Find a block"))
        self.tree.setAccessibleName(self.tr("Blocks"))
        self._fill()

    def set_language(self, language: str) -> None:
        self._language = language
        self._fill()

    def _fill(self) -> None:
        self._entries = entries(self._node_types, self._language)
        self._show_matching(self.search.text())

    def _show_matching(self, wanted: str) -> None:
        """By family; while something is looked for, the best first."""
        found = matching(self._entries, wanted)
        self.tree.clear()
        if wanted.strip():
            self.tree.addTopLevelItems([_item(entry) for entry in found])
            if found:
                self.tree.setCurrentItem(self.tree.topLevelItem(0))  # type: ignore[arg-type]
            return
        for family in FAMILIES:
            mine = [entry for entry in found if entry.family == family]
            if not mine:
                continue
            head = QTreeWidgetItem([family_title(family)])
            head.setFlags(Qt.ItemFlag.ItemIsEnabled)
            font = head.font(0)
            font.setBold(True)
            head.setFont(0, font)
            head.setForeground(0, QColor(theme.current().secondary))
            self.tree.addTopLevelItem(head)
            for entry in mine:
                head.addChild(_item(entry))
            head.setExpanded(True)

    def _add_first(self) -> None:
        found = matching(self._entries, self.search.text())
        if found:
            self.add_wanted.emit(found[0].name)

    def _on_activated(self, item: QTreeWidgetItem) -> None:
        name = item.data(0, NAME_ROLE)
        if name:
            self.add_wanted.emit(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
        else:
            super().keyPressEvent(event)


def family_title(family: str) -> str:
    """What a family of blocks is called."""
    translate = QCoreApplication.translate
    return {
        "voice": translate("Palette", "Voice"),
        "logic": translate("Palette", "Logic"),
        "data": translate("Palette", "Data"),
        "telephony": translate("Palette", "Telephony"),
        "other": translate("Palette", "Other"),
    }[family]


def _item(entry: Entry) -> QTreeWidgetItem:
    item = QTreeWidgetItem([entry.title])
    item.setData(0, NAME_ROLE, entry.name)
    item.setToolTip(0, entry.summary)
    item.setIcon(0, square(entry.family))
    return item


def square(family: str, size: int = 12) -> QIcon:
    """The coloured square that tells the family of a block."""
    colours = theme.current()
    pixmap = QPixmap(size * 2, size * 2)
    pixmap.setDevicePixelRatio(2)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(getattr(colours, family, colours.secondary)))
    painter.drawRoundedRect(1, 1, size - 2, size - 2, 3, 3)
    painter.end()
    return QIcon(pixmap)
