"""The whole scheme in a corner, and the part of it that is in the window."""

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from editor.view import SchemeView

_WIDTH, _HEIGHT = 176, 112
_REST_MS = 120
_MARGIN = 10
#: A scheme of a few blocks does not fill the map.
_MOST = 0.12
_ROUND = 8
#: It is shown in a window that is so many times wider and higher.
_LEAST_SHARE = 2.5


class Minimap(QWidget):
    """Lies over the view, where that has room for it. The blocks are painted when they have come
    to rest, not while they move."""

    def __init__(self, view: SchemeView) -> None:
        super().__init__(view)
        self._view = view
        self._picture = QPixmap()
        self._area = QRectF()
        self.setFixedSize(_WIDTH, _HEIGHT)
        self.setAccessibleName(self.tr("Overview of the scheme"))
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._draw)
        view.scheme_scene.document.changed.connect(self._rest.start)
        view.scheme_scene.document.replaced.connect(self._rest.start)
        view.moved.connect(self.update)
        view.viewport().installEventFilter(self)
        self._rest.start()
        self._keep_in_corner()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        # The view may be gone before this is: both are destroyed with their parent.
        if (
            event.type() == QEvent.Type.Resize
            and shiboken6.isValid(self._view)
            and watched is self._view.viewport()
        ):
            self._keep_in_corner()
        return False

    def _keep_in_corner(self) -> None:
        window = self._view.viewport()
        # In a small window it would lie over the blocks themselves.
        self.setVisible(
            window.width() >= _LEAST_SHARE * _WIDTH and window.height() >= _LEAST_SHARE * _HEIGHT
        )
        self.move(self._view.viewport().width() - self.width() - 12, 12)

    def restyle(self) -> None:
        self._draw()

    def _draw(self) -> None:
        scene = self._view.scheme_scene
        self._area = scene.content_rect()
        ratio = self.devicePixelRatioF()
        self._picture = QPixmap(self.size() * ratio)
        self._picture.setDevicePixelRatio(ratio)
        colours = scene.canvas_style.colours
        self._picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(self._picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(scene.canvas_style.border)
        painter.setBrush(QColor(colours.panel))
        painter.drawRoundedRect(self._frame(), _ROUND, _ROUND)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for key, item in scene.blocks.items():
            painter.fillRect(
                self._on_map(scene.block_rect(key)),
                scene.canvas_style.family_of(item.look.group),
            )
        painter.end()
        self.update()

    def _frame(self) -> QRectF:
        return QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)

    def _scale(self) -> float:
        if self._area.isEmpty():
            return 1.0
        return min(
            (self.width() - 2 * _MARGIN) / self._area.width(),
            (self.height() - 2 * _MARGIN) / self._area.height(),
            _MOST,
        )

    def _corner(self) -> QPointF:
        """Where the top left corner of the scheme is on the map: the scheme is in its middle."""
        scale = self._scale()
        return QPointF(
            (self.width() - self._area.width() * scale) / 2,
            (self.height() - self._area.height() * scale) / 2,
        )

    def _on_map(self, area: QRectF) -> QRectF:
        scale, corner = self._scale(), self._corner()
        made = QRectF(
            corner.x() + (area.x() - self._area.x()) * scale,
            corner.y() + (area.y() - self._area.y()) * scale,
            area.width() * scale,
            area.height() * scale,
        )
        # What is too small to be seen is seen as a dot.
        return made.adjusted(0, 0, max(0.0, 1.5 - made.width()), max(0.0, 1.5 - made.height()))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        del event
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        style = self._view.scheme_scene.canvas_style
        window = self._view.mapToScene(self._view.viewport().rect()).boundingRect()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(style.accent_text)
        # All of its outline, also where the window shows more than there is.
        seen = self._on_map(window) & self._frame().adjusted(2, 2, -2, -2)
        painter.drawRoundedRect(seen, 2, 2)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self._go(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self._go(event.position())

    def _go(self, at: QPointF) -> None:
        scale, on_map = self._scale(), at - self._corner()
        self._view.centerOn(
            on_map.x() / scale + self._area.x(), on_map.y() / scale + self._area.y()
        )
