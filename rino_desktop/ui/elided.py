"""A line of text that makes way: what does not fit ends with an ellipsis, and is in the tooltip."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QStyle, QStyleOption, QWidget

#: It never gets narrower than so many letters.
_LEAST = 6


class ElidedLabel(QLabel):
    """``setText`` takes the whole text, ``text`` gives it back."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)

    @property
    def is_elided(self) -> bool:
        return self.fontMetrics().horizontalAdvance(self.text()) > self._room()

    def setText(self, text: str) -> None:  # noqa: N802
        super().setText(text)
        self._tell()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        whole = super().minimumSizeHint()
        least = self.fontMetrics().averageCharWidth() * _LEAST
        return QSize(min(whole.width(), least), whole.height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._tell()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        del event
        painter, option = QPainter(self), QStyleOption()
        option.initFrom(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self._room())
        self.style().drawItemText(
            painter, self.contentsRect(), self.alignment().value, self.palette(),
            self.isEnabled(), text, self.foregroundRole(),
        )  # fmt: skip

    def _room(self) -> int:
        return self.contentsRect().width()

    def _tell(self) -> None:
        self.setToolTip(self.text() if self.is_elided else "")
