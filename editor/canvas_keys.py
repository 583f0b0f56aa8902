"""The canvas by keyboard alone."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence

from editor.edits import clipboard, nodes
from editor.edits.links import free_port, main_port
from editor.forms.text_widgets import undo_by_key
from editor.items.block_look import WIDTH
from engine.errors import KnownError

if TYPE_CHECKING:
    from editor.view import SchemeView

translate = QCoreApplication.translate

_STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class CanvasKeys:
    def __init__(self, view: "SchemeView") -> None:
        self._view = view
        #: Where the last paste went, so that the next does not cover it.
        self._pasted = 0

    def press(self, event: QKeyEvent) -> bool:
        """False: it is no key of the canvas."""
        if undo_by_key(self._view.scheme_scene.document, event):
            return True
        for sequence, action in self._standard():
            if event.matches(sequence):
                action()
                return True
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        key = Qt.Key(event.key())
        if key in _STEPS:
            step = _STEPS[key]
            self._nudge(step) if control else self._walk(step)
            return True
        found = self._keys(control).get(key)
        if found is not None:
            found()
            return True
        if event.text().isprintable() and event.text().strip() and not control:
            self._view.typed.emit(event.text())
            return True
        return False

    def _standard(self) -> list[tuple[QKeySequence.StandardKey, Callable[[], object]]]:
        keys = QKeySequence.StandardKey
        return [
            (keys.Copy, self.copy),
            (keys.Cut, self.cut),
            (keys.Paste, self.paste),
            (keys.SelectAll, self.select_all),
            (keys.ZoomIn, lambda: self._view.set_zoom(self._view.zoom * 1.2)),
            (keys.ZoomOut, lambda: self._view.set_zoom(self._view.zoom / 1.2)),
        ]

    def _keys(self, control: bool) -> dict[Qt.Key, Callable[[], object]]:
        view = self._view
        if control:
            return {
                Qt.Key.Key_Delete: self.remove_and_reconnect,
                Qt.Key.Key_D: self.duplicate,
                Qt.Key.Key_0: lambda: view.set_zoom(1.0),
                # The plus of most keyboards, without Shift.
                Qt.Key.Key_Equal: lambda: view.set_zoom(view.zoom * 1.2),
                Qt.Key.Key_Return: lambda: self.insert_after(),
                Qt.Key.Key_Enter: lambda: self.insert_after(),
            }
        return {
            Qt.Key.Key_Delete: self.remove,
            Qt.Key.Key_Backspace: self.remove,
            Qt.Key.Key_Insert: lambda: self.insert_after(),
            Qt.Key.Key_Return: self.edit,
            Qt.Key.Key_Enter: self.edit,
            Qt.Key.Key_Home: lambda: view.fit(),
            Qt.Key.Key_End: lambda: view.fit(selection_only=True),
            Qt.Key.Key_Escape: view.scheme_scene.selection.clear,
        }

    # --- actions, for menus too -----------------------------------------------------------------

    def copy(self) -> bool:
        scene = self._view.scheme_scene
        chosen = scene.selection.nodes | scene.selection.notes
        text = clipboard.copied(scene.document.content, scene.document.facts, chosen)
        if text:
            QGuiApplication.clipboard().setText(text)
            self._pasted = 0
        return bool(text)

    def cut(self) -> None:
        if self.copy():
            self.remove()

    def paste(self, at: QPointF | None = None) -> None:
        text = QGuiApplication.clipboard().text()
        if not clipboard.is_part(text):
            self._view.say(translate("Canvas", "There are no blocks on the clipboard."))
            return
        self._put_in(text, at)

    def duplicate(self) -> None:
        scene = self._view.scheme_scene
        chosen = scene.selection.nodes | scene.selection.notes
        text = clipboard.copied(scene.document.content, scene.document.facts, chosen)
        if text:
            area = scene.content_rect(chosen)
            self._put_in(text, area.topLeft() + QPointF(32, 32))

    def _put_in(self, text: str, at: QPointF | None) -> None:
        view = self._view
        scene = view.scheme_scene
        try:
            part = clipboard.read_part(text, translate("Canvas", "On the clipboard"))
        except KnownError as error:
            view.say(view.words(error))
            return
        if at is None:
            self._pasted += 1
            middle = view.mapToScene(view.viewport().rect().center())
            at = middle + QPointF(32, 32) * (self._pasted - 1)
        x, y = nodes.snapped(at.x()), nodes.snapped(at.y())
        changes, ids = clipboard.pasted(scene.document.content, part, x, y)
        if scene.document.do(translate("Canvas", "Paste"), changes):
            scene.selection.set(nodes=ids, notes=ids)

    def select_all(self) -> None:
        content = self._view.scheme_scene.document.content
        self._view.scheme_scene.selection.set(content.nodes, content.links, content.notes)

    def remove(self) -> None:
        scene = self._view.scheme_scene
        chosen = scene.selection.nodes | scene.selection.links | scene.selection.notes
        scene.document.do(
            translate("Canvas", "Delete"), nodes.remove(scene.document.content, chosen)
        )

    def remove_and_reconnect(self) -> None:
        scene = self._view.scheme_scene
        document = scene.document
        changes = nodes.remove_and_reconnect(
            document.content, document.facts, scene.selection.nodes
        )
        document.do(translate("Canvas", "Delete and reconnect"), changes)

    def insert_after(self) -> None:
        """Quick add for what follows the selected block."""
        scene = self._view.scheme_scene
        key = scene.selection.current
        if key not in scene.blocks:
            middle = self._view.mapToScene(self._view.viewport().rect().center())
            self._view.quick_add_wanted.emit(middle, "", "")
            return
        document = scene.document
        port = free_port(document.content, document.facts, key) or main_port(
            document.content, document.facts, key
        )
        if not port:
            self._view.say(self._view.why_not("no_way_out"))
            return
        place = scene.block_rect(key)
        at = QPointF(place.right() + 80 + WIDTH / 2, place.y())
        self._view.quick_add_wanted.emit(at, key, port)

    def edit(self) -> None:
        key = self._view.scheme_scene.selection.current
        if key:
            self._view.edit_wanted.emit(key)

    # --- arrows ---------------------------------------------------------------------------------

    def _nudge(self, step: tuple[int, int]) -> None:
        scene = self._view.scheme_scene
        content = scene.document.content
        chosen = scene.selection.nodes | scene.selection.notes
        places = {}
        for key in chosen:
            thing = content.nodes.get(key) or content.notes.get(key)
            if thing is not None:
                places[key] = (thing.x + step[0] * nodes.GRID, thing.y + step[1] * nodes.GRID)
        merge = "nudge " + " ".join(sorted(chosen))
        scene.document.do(translate("Canvas", "Move"), nodes.move(content, places), merge)

    def _walk(self, step: tuple[int, int]) -> None:
        """Right and left along the links, up and down among the blocks that they lead to; where
        no link leads, to the nearest block on that side."""
        scene = self._view.scheme_scene
        content = scene.document.content
        key = scene.selection.current
        if key not in scene.blocks:
            start = next(iter(self._starts()), "")
            if start:
                self._go(start)
            return
        if step[0] > 0:
            found = [link.target for link in content.leaving(key)]
        elif step[0] < 0:
            found = [link.source for link in content.coming(key)]
        else:
            found = []
        found = [other for other in found if other != key and other in scene.blocks]
        target = found[0] if found else self._nearest(key, step)
        if target:
            self._go(target)

    def _starts(self) -> list[str]:
        document = self._view.scheme_scene.document
        starts = [
            key
            for key in document.content.nodes
            if (kind := document.facts.of(key).node_type) is not None and kind.is_start
        ]
        return starts or list(document.content.nodes)[:1]

    def _nearest(self, key: str, step: tuple[int, int]) -> str:
        """On this side, sideways distance counting double."""
        scene = self._view.scheme_scene
        here = scene.block_rect(key).center()
        best, found = float("inf"), ""
        for other in scene.blocks:
            way = scene.block_rect(other).center() - here
            ahead = way.x() * step[0] + way.y() * step[1]
            aside = abs(way.x() * step[1]) + abs(way.y() * step[0])
            if other != key and ahead > 1 and ahead + 2 * aside < best:
                best, found = ahead + 2 * aside, other
        return found

    def _go(self, key: str) -> None:
        self._view.scheme_scene.selection.set([key])
        self._view.ensureVisible(self._view.scheme_scene.block_rect(key), 60, 60)
