"""The Contacts page: the book, and the ledger of why somebody was or was not called."""

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from rino_desktop.console.contacts.book import Book
from rino_desktop.console.contacts.ledger import Ledger
from rino_desktop.console.page_head import PageHead
from rino_desktop.ui.first_focus import FirstFocus
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.tabs import inside


class ContactsPage(Translated, FirstFocus):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = PageHead(self)
        self.tabs = QTabWidget(self)
        self.book, self.ledger = Book(inside(self.tabs)), Ledger(inside(self.tabs))
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.book, "")
        self.tabs.addTab(self.ledger, "")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addWidget(self.tabs, 1)
        self.retranslate()

    def retranslate(self) -> None:
        self.head.title.setText(self.tr("Contacts"))
        self.tabs.setTabText(0, self.tr("All contacts"))
        self.tabs.setTabText(1, self.tr("Why (not) called"))

    def first_field(self) -> QWidget:
        return self.book.filters.number if self.tabs.currentIndex() == 0 else self.ledger.number

    def ask_why(self, number: str, campaign: str) -> None:
        self.tabs.setCurrentWidget(self.ledger)
        self.ledger.ask_about(number, campaign)
