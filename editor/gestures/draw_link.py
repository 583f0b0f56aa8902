"""Drawing a link from a port, and dragging either end of one that is there."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, Qt
from PySide6.QtWidgets import QGraphicsPathItem

from editor.content import Changes
from editor.edits import links
from editor.gestures.gesture import Gesture
from editor.gestures.hit import block_at, hit
from editor.items.curve import curve

if TYPE_CHECKING:
    from editor.view import SchemeView

translate = QCoreApplication.translate


class DrawLink(Gesture):
    """Out of a port, or with ``link_id`` the end of a link that is there. Dropped on nothing, a new
    link asks which block shall be there; an old one snaps back."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(
        self, view: "SchemeView", start: QPointF, source: str, port: str, link_id: str = ""
    ) -> None:
        super().__init__(view, start)
        self.source = source
        self.port = port
        self._link_id = link_id
        self._line = QGraphicsPathItem()
        self._line.setPen(self.scene.canvas_style.link_offered.pen)
        self._line.setZValue(10)
        self.scene.stage.addItem(self._line)

    def move(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        target = block_at(self.scene, at)
        why = self._refusal(target) if target else ""
        end = self.scene.entry_point(target) if target and not why else at
        self._line.setPath(curve(self.scene.port_point(self.source, self.port), end))
        self.view.say(why)

    def _refusal(self, target: str) -> str:
        found = links.refusal(self.document.content, self.document.facts, self.source, target)
        return self.view.why_not(found)

    def release(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        self.cancel()
        target = block_at(self.scene, at)
        if target:
            why = self._refusal(target)
            if why:
                self.view.say(why)
            else:
                self.document.do(translate("Canvas", "Link"), self._changes(target))
        elif not self._link_id:
            self.view.quick_add_wanted.emit(at, self.source, self.port)
        else:
            self.view.say(translate("Canvas", "A link must end at a block: it was put back."))

    def _changes(self, target: str) -> Changes:
        if self._link_id:
            return links.move_target(self.document.content, self._link_id, target)
        return links.connect(self.document.content, self.source, self.port, target)

    def cancel(self) -> None:
        stage = self._line.scene()
        if stage is not None:
            stage.removeItem(self._line)
        self.view.say("")


class MoveLinkStart(Gesture):
    """The beginning of a link goes to another port, of this block or another."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, view: "SchemeView", start: QPointF, link_id: str) -> None:
        super().__init__(view, start)
        self._link = self.document.content.links[link_id]

    def move(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        item = self.scene.curves.get(self._link.id)
        if item is not None:
            item.setPath(curve(at, self.scene.entry_point(self._link.target)))

    def release(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        found = hit(self.scene, at, self.view.zoom)
        self.cancel()
        if found.what == "port":
            content = self.document.content
            changes = links.move_source(content, self._link.id, found.key, found.port)
            self.document.do(translate("Canvas", "Link"), changes)
        else:
            self.view.say(translate("Canvas", "A link must begin at a port: it was put back."))

    def cancel(self) -> None:
        self.scene.settle(self.scene.bounds_of([self._link.source]))
