"""Whom a test call goes to: contacts of a campaign's list, asked of the application."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from editor.background import Background
from editor.testcall.words import error_text
from rino_desktop.ui.calm_wheel import CalmCombo
from rino_desktop.ui.dialog import Dialog
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress

_TYPING_MS = 250
_CONTACT = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Contact:
    """``zone``: an IANA name, "" when it is not known; ``variables``: what the campaign sets."""

    phone: str
    fields: Mapping[str, str] = field(default_factory=dict)
    language: str = ""
    zone: str = ""
    attempt: int = 1
    variables: Mapping[str, str] = field(default_factory=dict)


class Contacts(Protocol):
    """The application's lists. Both may raise KnownError."""

    async def campaigns(self) -> Sequence[str]: ...

    async def contacts(self, campaign: str, part: str) -> Sequence[Contact]:
        """Some of the campaign's list whose phone or fields contain ``part``."""
        ...


class ContactChooser(Translated, Dialog):
    #: Contact
    chosen = Signal(object)

    def __init__(self, contacts: Contacts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._contacts = contacts
        self._background = Background(parent=self)
        self._turn = 0
        self.campaign = CalmCombo()
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.list = QTreeWidget()
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.list.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.said = QLabel()
        self.said.setWordWrap(True)
        dress(self.said, "secondary")
        self.take, self.cancel = QPushButton(), QPushButton()
        dress(self.take, "primary")
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self._find)
        self.search.textEdited.connect(lambda: self._typing.start())
        self.campaign.currentIndexChanged.connect(lambda: self._find())
        self.list.itemActivated.connect(lambda: self._choose())
        self.list.itemSelectionChanged.connect(self._allow)
        self.take.clicked.connect(self._choose)
        self.cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.said, 1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.take)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 20)
        layout.setSpacing(12)
        layout.addWidget(self.campaign)
        layout.addWidget(self.search)
        layout.addWidget(self.list)
        layout.addLayout(buttons)
        self.resize(560, 480)
        self.retranslate()
        self._allow()
        self._background.spawn(contacts.campaigns(), self._show_campaigns, self._fail)

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("A contact for the test call"))
        self.campaign.setAccessibleName(self.tr("Campaign"))
        self.search.setPlaceholderText(self.tr("Phone or any field…"))
        self.search.setAccessibleName(self.tr("Phone or any field"))
        self.list.setHeaderLabels([self.tr("Phone"), self.tr("Fields")])
        self.list.setAccessibleName(self.tr("Contacts"))
        self.take.setText(self.tr("Take"))
        self.cancel.setText(self.tr("Cancel"))

    def done(self, result: int) -> None:
        self._background.forget()
        super().done(result)

    def _show_campaigns(self, names: Sequence[str]) -> None:
        self.campaign.blockSignals(True)
        self.campaign.clear()
        self.campaign.addItems(list(names))
        self.campaign.blockSignals(False)
        if names:
            self._find()
        else:
            self.said.setText(self.tr("There are no campaigns yet."))

    def _find(self) -> None:
        name = self.campaign.currentText()
        if not name:
            return
        self._turn += 1
        turn = self._turn
        self.said.setText(self.tr("Looking…"))
        self._background.spawn(
            self._contacts.contacts(name, self.search.text().strip()),
            lambda found: self._show_contacts(turn, found),
            self._fail,
        )

    def _show_contacts(self, turn: int, found: Sequence[Contact]) -> None:
        if turn != self._turn:
            return
        self.list.clear()
        for contact in found:
            fields = ", ".join(f"{name}: {value}" for name, value in contact.fields.items())
            item = QTreeWidgetItem([contact.phone, fields])
            item.setToolTip(1, fields)
            item.setData(0, _CONTACT, contact)
            self.list.addTopLevelItem(item)
        first = self.list.topLevelItem(0)
        if first is not None:
            self.list.setCurrentItem(first)
        self.said.setText("" if found else self.tr("Nobody was found."))
        self._allow()

    def _fail(self, error: BaseException) -> None:
        self.said.setText(error_text(error))

    def _allow(self) -> None:
        self.take.setEnabled(self.list.currentItem() is not None)

    def _choose(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.chosen.emit(item.data(0, _CONTACT))
            self.accept()
