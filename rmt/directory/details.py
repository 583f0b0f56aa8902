"""One entry of the directory, with what can be done with its numbers."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from engine.directory.model import Entry, EntryKind
from engine.domain import masking
from rino_desktop.ui import icons
from rino_desktop.ui.forms import clear
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress
from rmt.flow_layout import FlowLayout


class EntryDetails(Translated, QWidget):
    dial_wanted = Signal(str)
    #: (Entry, number)
    read_wanted = Signal(object, str)
    #: What lies in the clipboard now.
    copied = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entry: Entry | None = None
        self.masked = False
        self.kind, self.name, self.address, self.note, self.source = (QLabel() for _ in range(5))
        dress(self.kind, "badge")
        dress(self.name, "title")
        for label in (self.note, self.source):
            dress(label, "secondary")
        for label in (self.name, self.address, self.note, self.source):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        for label in (self.name, self.address, self.note):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.numbers: list[NumberRow] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        layout.addWidget(self.kind, 0, Qt.AlignmentFlag.AlignLeft)
        for label in (self.name, self.address, self.note):
            layout.addWidget(label)
        layout.addLayout(self._rows)
        layout.addStretch(1)
        layout.addWidget(self.source)
        self.retranslate()

    def retranslate(self) -> None:
        self.show_entry(self.entry)

    def show_entry(self, entry: Entry | None) -> None:
        self.entry = entry
        clear(self._rows)
        self.numbers = []
        for part in (self.kind, self.name, self.address, self.note, self.source):
            part.setVisible(entry is not None)
        if entry is None:
            return
        text = entry.text
        organisation = text.kind is EntryKind.ORGANISATION
        self.kind.setText(self.tr("organisation") if organisation else self.tr("subscriber"))
        self.name.setText(text.name)
        shown = masking.masked_text if self.masked else str
        for label, line in ((self.address, text.address), (self.note, text.note)):
            label.setText(shown(line))
            label.setVisible(bool(line))
        self.source.setText(self.tr("From: {source}").format(source=entry.source))
        for number in text.numbers:
            row = NumberRow(number, masked=self.masked)
            row.dial.clicked.connect(lambda _=False, number=number: self.dial_wanted.emit(number))
            row.read.clicked.connect(
                lambda _=False, number=number: self.read_wanted.emit(self.entry, number)
            )
            row.copy.clicked.connect(lambda _=False, number=number: self.copy_number(number))
            self.numbers.append(row)
            self._rows.addWidget(row)

    def mask_numbers(self, masked: bool) -> None:
        self.masked = masked
        self.show_entry(self.entry)

    def copy_number(self, number: str) -> None:
        shown = masking.masked(number) if self.masked else number
        QGuiApplication.clipboard().setText(shown)
        self.copied.emit(shown)

    def focus_first(self) -> None:
        """The first number can be dialled with Enter."""
        if self.numbers:
            self.numbers[0].dial.setFocus()


class NumberRow(Translated, QWidget):
    def __init__(self, number: str, *, masked: bool) -> None:
        super().__init__()
        self._shown = masking.masked(number) if masked else number
        self.number = QLabel(self._shown)
        self.number.setTextFormat(Qt.TextFormat.PlainText)
        dress(self.number, "title")
        self.dial, self.read, self.copy = QPushButton(), QPushButton(), QToolButton()
        dress(self.dial, "primary")
        icons.set_on(self.dial, "call", "on_accent")
        icons.set_on(self.read, "speak")
        icons.set_on(self.copy, "copy")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.number)
        head.addWidget(self.copy)
        head.addStretch(1)
        actions = QWidget()
        row = FlowLayout(actions, 8)
        for button in (self.dial, self.read):
            button.setAutoDefault(True)  # Enter presses what has the focus
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addWidget(actions)
        self.retranslate()

    def retranslate(self) -> None:
        self.dial.setText(self.tr("Dial"))
        self.read.setText(self.tr("Read to the caller"))
        self.read.setToolTip(self.tr("The caller hears the number spoken"))
        copy = self.tr("Copy the number")
        self.copy.setToolTip(copy)
        for button, what in (
            (self.dial, self.tr("Dial {number}")), (self.copy, self.tr("Copy {number}")),
            (self.read, self.tr("Read {number} to the caller")),
        ):  # fmt: skip
            button.setAccessibleName(what.format(number=self._shown))
