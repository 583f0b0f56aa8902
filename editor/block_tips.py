"""Under the mouse a block tells all of what it shows cut short."""

from html import escape

from PySide6.QtCore import QEvent, QObject, QPoint, QRect
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QToolTip

from editor.gestures.hit import block_at
from editor.items.block_look import ROW, BlockLook
from editor.view import SchemeView


class BlockTips(QObject):
    def __init__(self, view: SchemeView) -> None:
        super().__init__(view)
        self._view = view
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() != QEvent.Type.ToolTip or not isinstance(event, QHelpEvent):
            return False
        text = self.text_at(event.pos())
        if text:
            # Gone as soon as the mouse is on another row.
            spot = QRect(event.pos() - QPoint(2, 2), event.pos() + QPoint(2, 2))
            QToolTip.showText(event.globalPos(), text, self._view.viewport(), spot)
        else:
            QToolTip.hideText()
        return True

    def text_at(self, at: QPoint) -> str:
        """Rich text for a place of the view; "" where there is nothing to tell."""
        scene = self._view.scheme_scene
        if self._view.busy or scene.is_overview:
            return ""
        place = self._view.mapToScene(at)
        key = block_at(scene, place, 0)
        if not key:
            return ""
        look = scene.blocks[key].look
        row = int((place.y() - scene.block_rect(key).y() - look.head) // ROW)
        if 0 <= row < len(look.full_ports):
            return _wrapped(look.full_ports[row])
        return _about(look)


def _about(look: BlockLook) -> str:
    title = f"<b>{escape(look.full_title)}</b>"
    if look.kind != look.full_title:
        title += f" · {escape(look.kind)}"
    what = look.full_summary if look.full_summary != look.kind else ""
    return f"<p>{title}</p>" + (_wrapped(what) if what else "")


def _wrapped(text: str) -> str:
    return f"<p style='white-space: pre-wrap'>{escape(text)}</p>"
