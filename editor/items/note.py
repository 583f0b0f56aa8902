"""Notes and coloured frames."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsRectItem, QStyleOptionGraphicsItem, QWidget

from editor.items.style import CanvasStyle
from editor.notes import Note

_WRAPPED = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
#: The strip by which a frame is taken hold of, and the corner by which both are resized.
HANDLE = 28.0
GRIP = 14.0
#: How much of its colour a frame has on the page.
FRAME_SHARE = 0.45


class NoteItem(QGraphicsRectItem):
    def __init__(self, note: Note, style: CanvasStyle) -> None:
        super().__init__(0, 0, note.width, note.height)
        self.key = note.id
        self.note = note
        self.style = style
        self.chosen = False

    def show_note(self, note: Note) -> None:
        self.note = note
        self.setRect(0, 0, note.width, note.height)
        self.setPos(note.x, note.y)
        self.setZValue(-1 if note.frame else 6)
        self.update()

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        del option, widget
        style, note, area = self.style, self.note, self.rect()
        painter.setPen(style.selected if self.chosen else style.tint_border[note.tint])
        painter.setBrush(style.tint[note.tint])
        if note.frame:
            painter.setOpacity(FRAME_SHARE)
            painter.drawRoundedRect(area, 8, 8)
            painter.setOpacity(1.0)
        else:
            painter.drawRoundedRect(area, 4, 4)
        painter.setPen(style.text)
        if note.frame:
            painter.setFont(style.title_font)
            painter.drawText(QRectF(12, 0, note.width - 24, HANDLE), _LEFT, note.text)
        else:
            painter.setFont(style.body_font)
            painter.drawText(area.adjusted(10, 8, -10, -8), _WRAPPED, note.text)
        if self.chosen:
            painter.setPen(style.secondary)
            for inset in (4, 8):
                painter.drawLine(
                    int(area.right()) - inset, int(area.bottom()) - 2,
                    int(area.right()) - 2, int(area.bottom()) - inset,
                )  # fmt: skip
