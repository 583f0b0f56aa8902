"""A dialog with fields, a line for what is wrong with them, and a button that takes them."""

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from rino_desktop.ui.dialog import Dialog
from rino_desktop.ui.dialogs import column
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.lines import ToldLine
from rino_desktop.ui.theme import dress


class FormDialog(Translated, Dialog):
    """It stays open until its owner calls ``accept``, or ``refuse`` with the reason. Who makes it
    fills in ``_take`` and ``retranslate``, which names title and action."""

    #: What was filled in is to be done; a signal of the subclass, which says what it carries.
    wanted: ClassVar[Signal]

    def __init__(self, parent: QWidget | None, fields: Sequence[QWidget]) -> None:
        super().__init__(parent)
        #: What was filled in is being tried.
        self.tried = False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.heading, self.fault = QLabel(), ToldLine()
        dress(self.heading, "title")
        self.heading.setWordWrap(True)
        self.heading.setTextFormat(Qt.TextFormat.PlainText)
        self.cancel_button, self.button = QPushButton(), QPushButton()
        self.cancel_button.setAutoDefault(False)
        self.button.setDefault(True)
        dress(self.button, "primary")
        self.cancel_button.clicked.connect(self.reject)
        self.button.clicked.connect(self._take)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.cancel_button)
        row.addWidget(self.button)
        layout = column(self)
        for widget in (self.heading, *fields, self.fault):
            layout.addWidget(widget)
        layout.addLayout(row)

    def open_beside(self) -> None:
        """The window behind it can be worked with meanwhile: a call that goes on there, say."""
        self.setModal(False)
        self.show()

    def entitle(self, title: str, action: str) -> None:
        self.setWindowTitle(title)
        self.heading.setText(title)
        self.cancel_button.setText(QCoreApplication.translate("dialogs", "Cancel"))
        self.button.setText(action)

    def say(self, text: str, kind: str = "bad") -> None:
        """Something about what is going on; it goes on. ``kind``: its colour."""
        self.fault.say(text, kind)

    def refuse(self, text: str) -> None:
        self.tried = False
        self.button.setEnabled(True)
        self.say(text)

    def begin(self) -> None:
        """What was filled in is being tried."""
        self.tried = True
        self.say("")
        self.button.setEnabled(False)

    def _take(self) -> None:
        raise NotImplementedError
