"""A block coming in from the palette: onto the sheet, or into a link."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtWidgets import QGraphicsRectItem

from editor.edits import nodes
from editor.gestures.gesture import Gesture
from editor.gestures.hit import link_near
from editor.items.block_look import TITLE, WIDTH, block_height

if TYPE_CHECKING:
    from editor.view import SchemeView

translate = QCoreApplication.translate

_SPLICE = 28.0


class DropNode(Gesture):
    """``name``: of a node type. The middle of its title is under the mouse."""

    def __init__(self, view: "SchemeView", start: QPointF, name: str) -> None:
        super().__init__(view, start)
        kind = self.document.node_types.get(name)
        self._link = ""
        self._ghost = QGraphicsRectItem()
        self.node = nodes.new_node(self.document.content, kind, 0, 0) if kind else None
        self._ports = self.document.facts.ports_of(self.node) if self.node else ()
        self._ghost.setRect(QRectF(0, 0, WIDTH, block_height(len(self._ports))))
        self._ghost.setPen(self.scene.canvas_style.selected)
        self._ghost.setZValue(10)
        self.scene.stage.addItem(self._ghost)

    def move(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        x, y = nodes.snapped(at.x() - WIDTH / 2), nodes.snapped(at.y() - TITLE / 2)
        self._ghost.setPos(x, y)
        found = link_near(self.scene, at, _SPLICE) if self._ports else ""
        if found != self._link:
            self.scene.colour_link(self._link)
            self._link = found
            self.scene.colour_link(found, self.scene.canvas_style.link_offered)

    def release(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        self.move(at, modifiers)
        self.cancel()
        if self.node is None:
            return
        node = replace(self.node, x=self._ghost.x(), y=self._ghost.y())
        into = None
        if self._link:
            first = next((p.name for p in self._ports if p.required), self._ports[0].name)
            into = (self._link, first)
        if self.document.do(
            translate("Canvas", "Add block"),
            nodes.insert(self.document.content, node, into_link=into),
        ):
            self.scene.selection.set([node.id])

    def cancel(self) -> None:
        self.scene.colour_link(self._link)
        stage = self._ghost.scene()
        if stage is not None:
            stage.removeItem(self._ghost)
