"""A block on the canvas: a rectangle of C++ of which only the painting is Python's."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QStaticText
from PySide6.QtWidgets import QGraphicsRectItem, QStyleOptionGraphicsItem, QWidget

from editor.items.block_look import LINE, PADDING, ROW, SUMMARY, TITLE, WIDTH, BlockLook, two_lines
from editor.items.style import CanvasStyle

#: Below this zoom letters are too small to be read: only the title is shown, large.
_READABLE = 0.55
_FAR_LINE = 22.0
_FAR_BAND = TITLE / 3
_MARK = QRectF(PADDING, TITLE / 2 - 5, 10, 10)
_TITLE = QRectF(PADDING + 18, 0, WIDTH - 2 * PADDING - 18, TITLE)
_SUMMARY = QRectF(PADDING, TITLE - 4, WIDTH - 2 * PADDING, SUMMARY)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
#: What sticks out of the rectangle: port handles and the outline of a chosen block.
#: The figure of the block itself, among those of its ports.
BLOCK = ""
#: Above all links.
BLOCK_Z = 5.0
_ROOM = QPen(Qt.PenStyle.SolidLine)
_ROOM.setWidthF(12.0)


class BlockItem(QGraphicsRectItem):
    """``look`` says what is drawn; the flags what is going on with the block."""

    def __init__(self, key: str, look: BlockLook, style: CanvasStyle) -> None:
        super().__init__(0, 0, WIDTH, look.height)
        self.key = key
        self.look = look
        self.style = style
        self.chosen = False
        #: "", "error" or "warning"
        self.trouble = ""
        #: The test call is here.
        self.current = False
        self.stops = False
        #: It is to be shown that no dialogue comes here.
        self.untested = False
        #: port → what is shown at its end ("1 204").
        self.figures: dict[str, str] = {}
        #: The title for afar, laid out when it is first needed.
        self._far: tuple[CanvasStyle, list[QStaticText]] | None = None
        # Never drawn with: it makes room for the handles, without a boundingRect of Python's.
        self.setPen(_ROOM)
        self.setZValue(BLOCK_Z)

    def set_look(self, look: BlockLook) -> None:
        self.look = look
        self._far = None
        if self.rect().height() != look.height:
            self.setRect(0, 0, WIDTH, look.height)
        self.update()

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        del option, widget
        look, style = self.look, self.style
        zoom = painter.worldTransform().m11()
        painter.setPen(self._outline())
        painter.setBrush(style.untested if self.untested else style.panel)
        if zoom < _READABLE:
            painter.drawRect(QRectF(0, 0, WIDTH, look.height))
            painter.fillRect(QRectF(0, 0, WIDTH, _FAR_BAND), style.family_of(look.group))
            self._paint_far_title(painter)
            return
        painter.drawRoundedRect(QRectF(0, 0, WIDTH, look.height), 8, 8)
        if self.untested:
            painter.setPen(style.untested_outline)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(4, 4, WIDTH - 8, look.height - 8), 6, 6)
        self._paint_head(painter)
        if look.ports:
            self._paint_ports(painter)

    def _paint_far_title(self, painter: QPainter) -> None:
        style = self.style
        if self._far is None or self._far[0] is not style:
            room = WIDTH - PADDING
            lines = two_lines(style.far_metrics, self.look.full_title, room)
            lines = lines[: max(1, int((self.look.height - _FAR_BAND) // _FAR_LINE))]
            self._far = (style, [_laid_out(line, style) for line in lines])
        painter.setPen(style.text)
        painter.setFont(style.far_font)
        for number, line in enumerate(self._far[1]):
            painter.drawStaticText(QPointF(PADDING / 2, _FAR_BAND + number * _FAR_LINE), line)

    def _outline(self) -> object:
        style = self.style
        if self.current:
            return style.current
        if self.chosen:
            return style.selected
        if self.trouble:
            return style.error if self.trouble == "error" else style.warning
        return style.border

    def _paint_head(self, painter: QPainter) -> None:
        look, style = self.look, self.style
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.family_of(look.group))
        if look.is_start:
            painter.drawEllipse(_MARK)
        else:
            painter.drawRoundedRect(_MARK, 3, 3)
        if self.stops:
            painter.setBrush(style.breakpoint)
            painter.drawEllipse(QPointF(0, TITLE / 2), 6, 6)
        painter.setPen(style.text)
        painter.setFont(style.title_font)
        painter.drawText(_TITLE, _LEFT, look.title)
        painter.setFont(style.body_font)
        if BLOCK in self.figures:
            # How many came here and how many the call lost here, in the place of the summary.
            painter.setPen(style.accent_text)
            painter.drawText(_SUMMARY, _LEFT, self.figures[BLOCK])
            return
        painter.setPen(style.secondary)
        for number, line in enumerate(look.summary):
            painter.drawText(_SUMMARY.translated(0, LINE * number), _LEFT, line)

    def _paint_ports(self, painter: QPainter) -> None:
        look, style = self.look, self.style
        y = look.head
        handles: list[QRectF] = []
        for name, title in look.ports:
            painter.setPen(style.hairline)
            painter.drawLine(QPointF(0, y), QPointF(WIDTH, y))
            painter.setPen(style.text)
            row = QRectF(PADDING, y, WIDTH - 2 * PADDING, ROW)
            painter.drawText(row, _LEFT, title)
            if name in self.figures:
                painter.setPen(style.accent_text)
                painter.drawText(row, _RIGHT, self.figures[name])
            handles.append(QRectF(WIDTH - 5, y + ROW / 2 - 5, 10, 10))
            y += ROW
        painter.setPen(style.secondary)
        painter.setBrush(style.panel)
        painter.drawRects(handles)


def _laid_out(line: str, style: CanvasStyle) -> QStaticText:
    text = QStaticText(line)
    text.setTextFormat(Qt.TextFormat.PlainText)
    text.prepare(font=style.far_font)
    return text
