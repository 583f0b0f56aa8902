"""Dragging blocks and notes, on the grid; one block alone may be dropped into a link."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, Qt

from editor.content import Draft, merged
from editor.edits import links, nodes
from editor.gestures.gesture import Gesture
from editor.gestures.hit import link_near
from editor.items.block_look import WIDTH

if TYPE_CHECKING:
    from editor.view import SchemeView

translate = QCoreApplication.translate

#: How near to a link's line a block's middle must be to go into it.
_SPLICE = 24.0


class MoveThings(Gesture):
    cursor = Qt.CursorShape.SizeAllCursor

    def __init__(self, view: "SchemeView", start: QPointF, lead: str) -> None:
        super().__init__(view, start)
        selection = self.scene.selection
        keys = set(selection.nodes | selection.notes)
        for key in selection.notes:
            if self.document.content.notes[key].frame:
                keys.update(self.scene.inside_frame(key))
        content = self.document.content
        self._from = {
            key: (thing.x, thing.y)
            for key in keys
            if (thing := content.nodes.get(key) or content.notes.get(key)) is not None
        }
        self._lead = lead
        self._places = dict(self._from)
        self._bounds = self.scene.bounds_of(self._from)
        alone = len(self._from) == 1 and lead in content.nodes
        # A block that is linked already has its place; dragging it about must not rewire it.
        self._may_splice = alone and not content.touching(lead)
        self._link = ""

    def move(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        way = at - self.start
        lead_x, lead_y = self._from.get(self._lead, (0.0, 0.0))
        # The block taken hold of snaps, the others keep their distance to it. Alt: no grid.
        x, y = lead_x + way.x(), lead_y + way.y()
        if not modifiers & Qt.KeyboardModifier.AltModifier:
            x, y = nodes.snapped(x), nodes.snapped(y)
        dx, dy = x - lead_x, y - lead_y
        self._places = {key: (old[0] + dx, old[1] + dy) for key, old in self._from.items()}
        self.scene.show_at(self._places, self._bounds)
        if self._may_splice:
            self._offer(QPointF(x + WIDTH / 2, y + self.scene.block_rect(self._lead).height() / 2))

    def _offer(self, middle: QPointF) -> None:
        found = link_near(self.scene, middle, _SPLICE)
        if found and not links.can_splice(
            self.document.content, self.document.facts, found, self._lead
        ):
            found = ""
        if found != self._link:
            self.scene.colour_link(self._link)
            self._link = found
            self.scene.colour_link(found, self.scene.canvas_style.link_offered)

    def release(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        self.move(at, modifiers)
        self.scene.colour_link(self._link)
        content = self.document.content
        changes = nodes.move(content, self._places)
        text = translate("Canvas", "Move")
        if self._link:
            draft = Draft(content)
            port = links.free_port(content, self.document.facts, self._lead)
            links.splice_into(draft, content.links[self._link], self._lead, port)
            changes = merged(changes, draft.changes())
            text = translate("Canvas", "Put into the link")
        if not self.document.do(text, changes):
            self.scene.settle(self._bounds)

    def cancel(self) -> None:
        self.scene.colour_link(self._link)
        self.scene.settle(self._bounds)
