"""Quick add: type a few letters, press Enter, and the block stands where it was wanted.

Ctrl+Enter adds it and asks at once for the one after it; Esc leaves no trace.
"""

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from editor.edits import nodes
from editor.edits.links import free_port
from editor.items.block_look import ENTRY_Y
from editor.node_list import entries, matching
from editor.palette import square
from editor.scene import SchemeScene

_GAP = 80.0


class QuickAdd(QFrame):
    """A popup over the canvas. ``open_at`` shows it."""

    #: (id of the new block, the next one is to follow)
    added = Signal(str, bool)

    def __init__(self, scene: SchemeScene, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._scene = scene
        self._at = QPointF()
        self._after = ("", "")
        self.setProperty("kind", "panel")
        self.search = QLineEdit()
        self.search.textChanged.connect(self._fill)
        self.search.installEventFilter(self)
        self.list = QListWidget()
        self.list.setProperty("kind", "flat")
        self.list.setIconSize(QSize(12, 12))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(lambda _item: self._add(chain=False))
        self.setFocusProxy(self.search)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(8)
        layout.addWidget(self.search)
        layout.addWidget(self.list)
        self.resize(280, 320)

    def open_at(self, where: QPoint, at: QPointF, source: str, port: str, typed: str = "") -> None:
        """``where``: of the screen; ``at``: where the block shall stand (the entry of a link that
        was dropped); ``source``, ``port``: what shall lead into it, "" for nothing."""
        self._at, self._after = at, (source, port)
        self.search.setPlaceholderText(self.tr("Which block?"))
        self.search.setAccessibleName(self.tr("Which block?"))
        self.list.setAccessibleName(self.tr("Blocks"))
        self.search.setText(typed)
        self._fill(typed)
        self.move(self._on_screen(where))
        self.show()
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)
        self.search.end(False)

    def _on_screen(self, where: QPoint) -> QPoint:
        """So near that all of it is seen."""
        screen = QGuiApplication.screenAt(where) or self.screen()
        room = screen.availableGeometry().adjusted(8, 8, -8, -8)
        return QPoint(
            max(room.left(), min(where.x(), room.right() + 1 - self.width())),
            max(room.top(), min(where.y(), room.bottom() + 1 - self.height())),
        )

    def _fill(self, wanted: str) -> None:
        document = self._scene.document
        has_start = any(
            (kind := document.facts.of(key).node_type) is not None and kind.is_start
            for key in document.content.nodes
        )
        self.list.clear()
        for entry in matching(entries(document.node_types, self._scene.language), wanted):
            # What a link leads into is no beginning, and a scheme has one.
            if entry.node_type.is_start and (self._after[0] or has_start):
                continue
            item = QListWidgetItem(square(entry.family), entry.title)
            item.setData(Qt.ItemDataRole.UserRole, entry.name)
            item.setToolTip(entry.summary)
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _add(self, *, chain: bool) -> None:
        item = self.list.currentItem()
        if item is None:
            return
        self.hide()
        key = add_block(
            self._scene, item.data(Qt.ItemDataRole.UserRole), self._at, *self._after,
            text=self.tr("Add block"),
        )  # fmt: skip
        if key:
            self.added.emit(key, chain)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """The list is moved through from the field."""
        if watched is not self.search or not isinstance(event, QKeyEvent):
            return False
        if event.type() != QEvent.Type.KeyPress:
            return False
        row, count = self.list.currentRow(), self.list.count()
        match event.key():
            case Qt.Key.Key_Down:
                self.list.setCurrentRow(min(row + 1, count - 1))
            case Qt.Key.Key_Up:
                self.list.setCurrentRow(max(row - 1, 0))
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                chain = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
                self._add(chain=chain)
            case Qt.Key.Key_Escape:
                self.hide()
            case _:
                return False
        return True


def add_block(
    scene: SchemeScene, name: str, at: QPointF, source: str = "", port: str = "", *, text: str
) -> str:
    """Add a block of a type with its entry at ``at``, and select it; returns its id, "" for a
    type that is not installed."""
    document = scene.document
    kind = document.node_types.get(name)
    if kind is None:
        return ""
    node = nodes.new_node(document.content, kind, at.x(), at.y() - ENTRY_Y)
    after = (source, port) if source in document.content.nodes else None
    document.do(text, nodes.insert(document.content, node, after=after))
    scene.selection.set([node.id])
    return node.id


def place_beside(scene: SchemeScene) -> tuple[QPointF, str, str]:
    """Where a block goes that nobody has given a place: after the selected one (with the port that
    leads there), else to the right of everything."""
    key = scene.selection.current
    if key in scene.blocks:
        area = scene.block_rect(key)
        port = free_port(scene.document.content, scene.document.facts, key)
        at = QPointF(area.right() + _GAP, area.y() + ENTRY_Y)
        return _free_place(scene, at), key if port else "", port
    area = scene.content_rect()
    if area.isEmpty():
        return QPointF(0, ENTRY_Y), "", ""
    return QPointF(area.right() + _GAP, area.y() + ENTRY_Y), "", ""


def _free_place(scene: SchemeScene, at: QPointF) -> QPointF:
    """Further down while another block is in the way."""
    from editor.gestures.hit import block_at

    while block_at(scene, at + QPointF(100, 0), 40):
        at = at + QPointF(0, 160)
    return at
