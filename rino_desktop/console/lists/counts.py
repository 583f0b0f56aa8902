"""How many match and may be called now, why the others may not, and some of them; pins."""

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from rino_desktop.console.lists.sample_table import SampleTable
from rino_desktop.segments import Counted, held_word
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.row_table import RowView
from rino_desktop.ui.theme import dress


class CountPanel(Translated, QWidget):
    stop_wanted = Signal()
    #: (number as it was typed or chosen, pin in)
    pin_wanted = Signal(str, bool)
    unpin_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.counted: Counted | None = None
        self.matches, self.callable, self.held = QLabel(), QLabel(), QLabel()
        self.trouble, self.busy, self.stop = QLabel(), QProgressBar(), QPushButton()
        self.people = SampleTable(self)
        self.sample = RowView(self.people, "lists/sample", (130, 120), 28)
        self.pin_in, self.pin_out, self.unpin = QPushButton(), QPushButton(), QPushButton()
        self.number = QLineEdit()
        for button in (self.stop, self.pin_in, self.pin_out, self.unpin):
            button.setAutoDefault(False)
        dress(self.matches, "title")
        dress(self.callable, "title")
        dress(self.trouble, "bad")
        for label in (self.held, self.trouble):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.trouble.hide()
        self.busy.setRange(0, 0)
        self.busy.setTextVisible(False)
        self.busy.setMaximumHeight(6)
        layout = QVBoxLayout(self)
        for widget in (self.matches, self.callable, self.held, self.trouble, self.busy, self.stop):
            layout.addWidget(widget)
        layout.addWidget(self.sample, 1)
        self.number.setMinimumWidth(150)
        layout.addLayout(row_of(self.number, self.pin_in, self.pin_out))
        layout.addLayout(row_of(self.unpin))
        self.stop.clicked.connect(self.stop_wanted)
        self.pin_in.clicked.connect(lambda: self._pin(into=True))
        self.pin_out.clicked.connect(lambda: self._pin(into=False))
        self.unpin.clicked.connect(self.unpin_wanted)
        self.retranslate()

    def retranslate(self) -> None:
        self.pin_in.setText(self.tr("Pin in"))
        self.pin_out.setText(self.tr("Pin out"))
        self.unpin.setText(self.tr("Take all pins off"))
        self.number.setPlaceholderText(self.tr("A number"))
        self.number.setAccessibleName(self.tr("Number"))
        self.stop.setText(self.tr("Stop counting"))
        self.busy.setAccessibleName(self.tr("Counting"))
        self.sample.setAccessibleName(self.tr("Sample"))
        self.people.retranslate()
        self._say()

    def begin(self) -> None:
        """Something else is being counted."""
        self.counted = None
        self.busy.show()
        self.stop.show()
        self.trouble.hide()
        self._say()

    def show_matches(self, matches: int) -> None:
        """The first of the two numbers; who may be called is still being counted."""
        self.matches.setText(
            self.tr("Matches now: {number}").format(number=QLocale().toString(matches))
        )

    def show_counted(self, counted: Counted) -> None:
        self.counted = counted
        self.people.show_people(counted.sample)
        self.show_trouble("")

    def show_trouble(self, text: str) -> None:
        """Nothing is counted any more."""
        self.busy.hide()
        self.stop.hide()
        self.trouble.setText(text)
        self.trouble.setVisible(bool(text))
        self._say()

    def _say(self) -> None:
        counted, locale = self.counted, QLocale()
        matches = "…" if counted is None else locale.toString(counted.matches)
        good = "…" if counted is None else locale.toString(counted.callable)
        self.matches.setText(self.tr("Matches now: {number}").format(number=matches))
        self.callable.setText(self.tr("Callable now: {number}").format(number=good))
        held = [] if counted is None else [
            f"{held_word(reason)}: {locale.toString(number)}"
            for reason, number in counted.held.items()
        ]  # fmt: skip
        self.held.setText("\n".join(held))

    def _pin(self, *, into: bool) -> None:
        row = self.sample.chosen_row()
        number = self.number.text().strip()
        if not number and row is not None:
            number = self.people.at(row).phones[0]
        if number:
            self.pin_wanted.emit(number, into)


def row_of(*widgets: QWidget) -> QHBoxLayout:
    """Side by side; what is typed or chosen in takes the room."""
    row = QHBoxLayout()
    row.setSpacing(8)
    for widget in widgets:
        row.addWidget(widget, 1 if isinstance(widget, QLineEdit | QComboBox) else 0)
    if not any(isinstance(widget, QLineEdit | QComboBox) for widget in widgets):
        row.addStretch(1)
    return row
