"""A list, and beside it, as tabs, what is being worked on."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QTabBar, QTabWidget, QVBoxLayout, QWidget

from rino_desktop.console.page_head import PageHead
from rino_desktop.ui.empty_state import EmptyState


class DocumentTabs(QTabWidget):
    """The first tab holds ``head`` over ``lists``, where ``empty`` is shown until there is
    something in ``view``; it cannot be closed."""

    #: The widget of a tab that is to be closed; its owner decides.
    close_wanted = Signal(QWidget)

    def __init__(self, head: PageHead, empty: EmptyState, view: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self.lists = QStackedWidget()
        self.lists.addWidget(empty)
        body = QWidget()
        inside = QVBoxLayout(body)
        inside.setContentsMargins(12, 12, 12, 12)
        inside.addWidget(view)
        self.lists.addWidget(body)
        first = QWidget()
        column = QVBoxLayout(first)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.lists)
        self.setDocumentMode(True)
        self.setTabsClosable(True)
        self.addTab(first, "")
        for side in (QTabBar.ButtonPosition.LeftSide, QTabBar.ButtonPosition.RightSide):
            self.tabBar().setTabButton(0, side, None)
        self.setTabBarAutoHide(True)
        self.tabCloseRequested.connect(self._on_close_requested)
        layout = QVBoxLayout(parent)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self)

    def documents(self) -> tuple[QWidget, ...]:
        found = (self.widget(index) for index in range(1, self.count()))
        return tuple(widget for widget in found if widget is not None)

    def open(self, name: str, document: QWidget) -> None:
        self.setCurrentIndex(self.addTab(document, name))

    def rename(self, document: QWidget, name: str) -> None:
        index = self.indexOf(document)
        if index > 0:
            self.setTabText(index, name)

    def close_document(self, document: QWidget) -> None:
        index = self.indexOf(document)
        if index > 0:
            self.removeTab(index)

    def _on_close_requested(self, index: int) -> None:
        if index > 0:
            self.close_wanted.emit(self.widget(index))
