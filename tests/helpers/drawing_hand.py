"""A supervisor's hand: mouse and keys in an editor."""

import asyncio

from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest

from editor.editor_widget import EditorWidget
from editor.view import MIME

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


class Hand:
    """Draws in an editor as a supervisor does: with the mouse, and by typing."""

    def __init__(self, editor: EditorWidget) -> None:
        self.editor = editor
        self.view, self.scene = editor.view, editor.scene
        self.content = editor.document.content

    def node(self, node_type: str, number: int = 0) -> str:
        return [key for key, node in self.content.nodes.items() if node.type == node_type][number]

    async def see(self) -> None:
        self.view.fit()
        await asyncio.sleep(0.05)

    async def drop(self, name: str, at: QPointF) -> str:
        """A block out of the palette; its id."""
        await self.see()
        data = QMimeData()
        data.setData(MIME, name.encode())
        place, copy = self.view.mapFromScene(at), Qt.DropAction.CopyAction
        for event in (
            QDragEnterEvent(place, copy, data, LEFT, NONE),
            QDragMoveEvent(place, copy, data, LEFT, NONE),
            QDropEvent(QPointF(place), copy, data, LEFT, NONE),
        ):
            self.view.viewportEvent(event)
        return self.editor.selection.current

    async def drop_into(self, name: str, source: str, port: str) -> str:
        link = self.content.link_at(source, port)
        assert link is not None
        return await self.drop(name, self.scene.curves[link.id].path().pointAtPercent(0.5))

    async def link(self, source: str, port: str, end: QPointF) -> None:
        await self.see()
        window, start = self.view.viewport(), self.scene.port_point(source, port)
        QTest.mousePress(window, LEFT, NONE, self.view.mapFromScene(start))
        for part in (0.3, 0.7, 1.0):
            QTest.mouseMove(window, self.view.mapFromScene(start + (end - start) * part))
        QTest.mouseRelease(window, LEFT, NONE, self.view.mapFromScene(end))

    async def join(self, source: str, port: str, target: str) -> None:
        await self.link(source, port, self.scene.block_rect(target).topLeft() + QPointF(100, 17))

    async def join_new(self, source: str, port: str, at: QPointF, words: str) -> str:
        """The link dropped on empty space, and the block chosen by typing."""
        await self.link(source, port, at)
        QTest.keyClicks(self.editor.quick_add.search, words)
        QTest.keyClick(self.editor.quick_add.search, Qt.Key.Key_Return)
        return self.editor.selection.current

    async def write(self, key: str, place: str, text: str) -> None:
        """Into a field of the block's form."""
        self.editor.panels.edit(key)
        self.editor.panels.inspector.edit(key, place)
        await asyncio.sleep(0.05)
        form = self.editor.panels.inspector.node_page.form.editor
        assert form is not None
        field = form.editor_at(place).field()
        assert field is not None, place
        QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(field, text)
        await asyncio.sleep(0.05)

    async def spread(self) -> None:
        """Room for the next block; the tidy button's work."""
        self.editor.menu.tidy()
        await asyncio.sleep(0.05)
