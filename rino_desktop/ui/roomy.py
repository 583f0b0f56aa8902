"""Pages that scroll where the window is smaller than they can be."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget


class Pages(QStackedWidget):
    """As small as the page that is looked at: the others do not matter to it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.currentChanged.connect(lambda _index: self.updateGeometry())

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        page = self.currentWidget()
        if page is None:
            return QSize(0, 0)
        return page.minimumSizeHint().expandedTo(page.minimumSize())


class Roomy(QScrollArea):
    """Nothing to be seen of it as long as there is room. ``inside`` is made as its child, so that
    it is dressed once."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def hold(self, widget: QWidget) -> None:
        """What is in it has the ground of what is around it."""
        self.setWidget(widget)
        for part in (widget, self.viewport()):
            part.setAutoFillBackground(False)
