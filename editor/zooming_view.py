"""Which part of a scheme is seen, and how large."""

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QCursor, QNativeGestureEvent, QPainter
from PySide6.QtWidgets import QGraphicsView, QWidget

from editor.scene import SchemeScene

#: Below this zoom one item stands for all blocks: nothing could be read anyway.
_OVERVIEW = 0.3
_LEAST, _MOST = 0.03, 3.0
_DOTS_FROM = 0.5
_DOTS_EVERY = 24


class ZoomingView(QGraphicsView):
    """A scheme on dotted paper."""

    zoom_changed = Signal(float)
    #: The visible part has changed.
    moved = Signal()

    def __init__(self, scene: SchemeScene, parent: QWidget | None = None) -> None:
        super().__init__(scene, parent)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.SmartViewportUpdate)
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontSavePainterState)
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontAdjustForAntialiasing)
        self.setFrameShape(QGraphicsView.Shape.NoFrame)
        self.scheme_scene = scene
        scene.stage_changed.connect(self._change_stage)

    def _change_stage(self) -> None:
        middle = self.mapToScene(self.viewport().rect().center())
        self.setScene(self.scheme_scene.stage)
        self.centerOn(middle)

    # --- zoom -----------------------------------------------------------------------------------

    @property
    def zoom(self) -> float:
        return self.transform().m11()

    def set_zoom(self, zoom: float) -> None:
        zoom = min(_MOST, max(_LEAST, zoom))
        factor = zoom / self.zoom
        if abs(factor - 1) > 1e-6:
            # Qt's own anchor knows no mouse that has not moved yet, and would jump.
            pane, bars = self.viewport(), (self.horizontalScrollBar(), self.verticalScrollBar())
            at = pane.mapFromGlobal(QCursor.pos()) if pane.underMouse() else pane.rect().center()
            stays = self.mapToScene(at)
            self.scale(factor, factor)
            for bar, by in zip(bars, (self.mapFromScene(stays) - at).toTuple(), strict=True):
                bar.setValue(bar.value() + by)
            self.scheme_scene.set_overview(zoom < _OVERVIEW)
            self.zoom_changed.emit(zoom)
            self.moved.emit()

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802
        """Two fingers on a touchpad; where the system makes a wheel of them, see ``wheelEvent``."""
        pinch = Qt.NativeGestureType.ZoomNativeGesture
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == pinch:
            self.set_zoom(self.zoom * max(0.1, 1 + event.value()))
            return True
        return super().viewportEvent(event)

    def fit(self, selection_only: bool = False) -> None:
        """Everything, or what is selected, in the window; never larger than life."""
        selection = self.scheme_scene.selection
        keys = selection.nodes | selection.notes if selection_only else frozenset()
        area = self.scheme_scene.content_rect(keys)
        if area.isEmpty():
            return
        area.adjust(-40, -40, 40, 40)
        window = self.viewport().rect()
        self.set_zoom(min(1.0, window.width() / area.width(), window.height() / area.height()))
        self.centerOn(area.center())
        self.moved.emit()

    def show_key(self, key: str) -> None:
        """Bring a block, note or link into view, near enough to be read."""
        scene = self.scheme_scene
        if key in scene.curves:
            area = scene.curves[key].boundingRect()
        else:
            area = scene.content_rect({key})
        if area.isEmpty():
            return
        if self.zoom < 0.6:
            self.set_zoom(1.0)
        self.centerOn(area.center())
        self.moved.emit()

    def viewport_state(self) -> dict[str, float]:
        """To be remembered for user and scheme."""
        # Not the middle pixel, which is half a pixel off: shown again and again, it would drift.
        middle = self.mapToScene(self.viewport().rect()).boundingRect().center()
        return {"zoom": self.zoom, "x": middle.x(), "y": middle.y()}

    def restore_viewport(self, state: dict[str, float]) -> None:
        try:
            zoom, x, y = float(state["zoom"]), float(state["x"]), float(state["y"])
        except (KeyError, TypeError, ValueError):
            self.fit()
            return
        self.set_zoom(zoom)
        self.centerOn(x, y)

    # --- background -----------------------------------------------------------------------------

    def drawBackground(self, painter: QPainter, area: QRectF | QRect) -> None:  # noqa: N802
        area = QRectF(area)
        style = self.scheme_scene.canvas_style
        painter.fillRect(area, style.page)
        if self.zoom < _DOTS_FROM:
            return
        # Further apart from afar, and without smoothing: dots would be most of the work.
        every = _DOTS_EVERY if self.zoom >= 0.9 else 2 * _DOTS_EVERY
        left, top = int(area.left()) // every * every, int(area.top()) // every * every
        columns = range(left, int(area.right()) + every, every)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(style.dots)
        for y in range(top, int(area.bottom()) + every, every):
            painter.drawPoints([QPoint(x, y) for x in columns])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802
        super().scrollContentsBy(dx, dy)
        self.moved.emit()
