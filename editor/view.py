"""The canvas's window onto the scheme: which gesture a press begins, what keys do."""

from collections.abc import Callable, Collection

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QGraphicsRectItem, QWidget

from editor.canvas_keys import CanvasKeys
from editor.gestures.draw_link import DrawLink, MoveLinkStart
from editor.gestures.drop_node import DropNode
from editor.gestures.gesture import Gesture
from editor.gestures.hit import Hit, hit
from editor.gestures.move_things import MoveThings
from editor.gestures.pan import Pan
from editor.gestures.resize_note import ResizeNote
from editor.gestures.select_area import SelectArea
from editor.scene import SchemeScene
from editor.zooming_view import ZoomingView

#: What the palette hands over: the name of a node type.
MIME = "application/x-rino-node-type"


class SchemeView(ZoomingView):
    """``wheel_zooms``: the wheel alone zooms (with Ctrl it always does)."""

    #: Which block shall be there: (scene position, block, port); "" for none that leads there.
    quick_add_wanted = Signal(QPointF, str, str)
    #: A letter was typed: whoever types wants to find a block to add.
    typed = Signal(str)
    #: The block, link or note is to be edited: its id.
    edit_wanted = Signal(str)
    #: A double click on a block, link or note: its id.
    opened = Signal(str)
    #: A line for the status bar; "" to take it away.
    said = Signal(str)
    menu_wanted = Signal(QPoint, QPointF)

    def __init__(self, scene: SchemeScene, parent: QWidget | None = None) -> None:
        super().__init__(scene, parent)
        self.wheel_zooms = False
        self._gesture: Gesture | None = None
        self._pressed_at = QPoint()
        self._pending: Gesture | None = None
        self._space = False
        self._band = QGraphicsRectItem()
        #: An error in the user's language.
        self.words: Callable[[Exception], str] = str
        #: What keys do, for menus and buttons too.
        self.actions_by_key = CanvasKeys(self)
        self.setAccessibleName(self.tr("Scheme"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAcceptDrops(True)
        self.viewport().setAcceptDrops(True)
        self._band.setZValue(20)

    # --- talking to the surroundings ------------------------------------------------------------

    def say(self, text: str) -> None:
        self.said.emit(text)

    def why_not(self, code: str) -> str:
        """A refusal of ``edits.links`` in words."""
        return {
            "into_start": self.tr("Calls begin at this block: nothing can lead into it."),
            "no_way_out": self.tr("The call ends at this block: nothing can lead out of it."),
            "gone": self.tr("This block is no longer there."),
        }.get(code, "")

    def show_band(self, area: QRectF | None) -> None:
        stage = self.scheme_scene.stage
        shown_in = self._band.scene()
        if shown_in is not None and (area is None or shown_in is not stage):
            shown_in.removeItem(self._band)
        if area is not None:
            if self._band.scene() is None:
                stage.addItem(self._band)
            colour = self.scheme_scene.canvas_style.selected.color()
            self._band.setPen(colour)
            colour.setAlpha(40)
            self._band.setBrush(colour)
            self._band.setRect(area)

    @property
    def busy(self) -> bool:
        """In the middle of a gesture."""
        return self._gesture is not None

    # --- mouse ----------------------------------------------------------------------------------

    def hit(self, at: QPoint) -> Hit:
        return hit(self.scheme_scene, self.mapToScene(at), self.zoom)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        at = event.position().toPoint()
        self._pressed_at = at
        if event.button() == Qt.MouseButton.MiddleButton or (
            self._space and event.button() == Qt.MouseButton.LeftButton
        ):
            self._begin(Pan(self, self.mapToScene(at)))
        elif event.button() == Qt.MouseButton.LeftButton:
            self._begin(self._gesture_for(self.hit(at), event))
        elif event.button() == Qt.MouseButton.RightButton:
            found = self.hit(at)
            if found.key and found.key not in self.scheme_scene.selection:
                self._select(found, add=False)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        at = event.position().toPoint()
        gesture = self._gesture
        if gesture is None:
            self._hover(at)
        elif isinstance(gesture, Pan):
            gesture.pan(at - self._pressed_at)
            self._pressed_at = at
            self.moved.emit()
        elif self._pending is None or self._far(at):
            self._pending = None
            gesture.move(self.mapToScene(at), event.modifiers())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        gesture, self._gesture = self._gesture, None
        self.viewport().unsetCursor()
        if gesture is None:
            return
        at = self.mapToScene(event.position().toPoint())
        if self._pending is not None:
            self._pending = None
            gesture.cancel()  # a click, not a drag
            return
        gesture.release(at, event.modifiers())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        found = self.hit(event.position().toPoint())
        if found.what == "nothing":
            self.quick_add_wanted.emit(self.mapToScene(event.position().toPoint()), "", "")
        else:
            self.opened.emit(found.key)

    def _far(self, at: QPoint) -> bool:
        """A trembling hand is not a drag."""
        return (at - self._pressed_at).manhattanLength() >= 4

    def _begin(self, gesture: Gesture | None) -> None:
        self._gesture = gesture
        self._pending = gesture if isinstance(gesture, MoveThings | MoveLinkStart) else None
        if gesture is not None and gesture.cursor is not None:
            self.viewport().setCursor(gesture.cursor)

    def _gesture_for(self, found: Hit, event: QMouseEvent) -> Gesture | None:
        start = self.mapToScene(event.position().toPoint())
        add = bool(
            event.modifiers()
            & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier)
        )
        content = self.scheme_scene.document.content
        match found.what:
            case "nothing":
                return SelectArea(self, start, add)
            case "port":
                return DrawLink(self, start, found.key, found.port)
            case "grip":
                self._select(found, add=False)
                return ResizeNote(self, start, found.key)
            case "link_start" | "link_end" | "link":
                self._select(found, add)
                link = content.links[found.key]
                if found.what == "link_end":
                    return DrawLink(self, start, link.source, link.port, link.id)
                return MoveLinkStart(self, start, link.id) if found.what == "link_start" else None
            case _:
                self._select(found, add)
                if found.key in self.scheme_scene.selection:
                    return MoveThings(self, start, found.key)
        return None

    def _select(self, found: Hit, add: bool) -> None:
        scene, selection = self.scheme_scene, self.scheme_scene.selection
        key = found.key
        kinds: tuple[Collection[str], ...] = (scene.blocks, scene.curves, scene.notes)
        sets = (selection.nodes, selection.links, selection.notes)
        chosen: list[frozenset[str]]
        if add:
            chosen = [
                old ^ {key} if key in kind else old for kind, old in zip(kinds, sets, strict=True)
            ]
        elif key in selection:
            return
        else:
            chosen = [frozenset([key]) if key in kind else frozenset() for kind in kinds]
        selection.set(*chosen)

    def _hover(self, at: QPoint) -> None:
        cursors = {
            "port": Qt.CursorShape.CrossCursor,
            "grip": Qt.CursorShape.SizeFDiagCursor,
            "link_start": Qt.CursorShape.CrossCursor,
            "link_end": Qt.CursorShape.CrossCursor,
        }
        wanted = Qt.CursorShape.OpenHandCursor if self._space else cursors.get(self.hit(at).what)
        if wanted is None:
            self.viewport().unsetCursor()
        elif self.viewport().cursor().shape() != wanted:
            self.viewport().setCursor(wanted)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        with_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if with_control or self.wheel_zooms:
            self.set_zoom(self.zoom * 1.2 ** (event.angleDelta().y() / 120))
            event.accept()
        else:
            super().wheelEvent(event)
            self.moved.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        self.menu_wanted.emit(event.globalPos(), self.mapToScene(event.pos()))

    # --- keyboard -------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape and self._gesture is not None:
            gesture, self._gesture = self._gesture, None
            self._pending = None
            self.viewport().unsetCursor()
            gesture.cancel()
        elif event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = True
            self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        elif event.key() == Qt.Key.Key_Space or not self.actions_by_key.press(event):
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = False
            self.viewport().unsetCursor()
        else:
            super().keyReleaseEvent(event)

    # --- dropping from the palette --------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        if event.mimeData().hasFormat(MIME):
            name = bytes(event.mimeData().data(MIME).data()).decode()
            self._gesture = DropNode(self, self.mapToScene(event.position().toPoint()), name)
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802
        if isinstance(self._gesture, DropNode):
            self._gesture.move(self.mapToScene(event.position().toPoint()), event.modifiers())
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802
        gesture, self._gesture = self._gesture, None
        if gesture is not None:
            gesture.cancel()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        gesture, self._gesture = self._gesture, None
        if gesture is not None:
            gesture.release(self.mapToScene(event.position().toPoint()), event.modifiers())
            event.acceptProposedAction()
            self.setFocus()
