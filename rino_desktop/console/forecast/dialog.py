"""The window of a forecast: sliders on the left, figures and curves on the right."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from rino_desktop.console.forecast.chart import BandChart, Curve
from rino_desktop.console.forecast.wishes import Wishes
from rino_desktop.ui.dialog import Dialog
from rino_desktop.ui.dialogs import column
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table. ``beside``: as it is now, or what it was in fact; ``good``: whether
    the fact lies in the band, None where nothing is to be said."""

    label: str
    value: str
    beside: str = ""
    good: bool | None = None


class ForecastDialog(Translated, Dialog):
    """Shows what it is given and tells what is wanted. Closing it ends what is being run
    (``finished``)."""

    keep_wanted = Signal()
    compare_wanted = Signal()
    cancel_wanted = Signal()
    again_wanted = Signal()

    def __init__(self, parent: QWidget | None, name: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._name = name
        self._compared = False
        self._running = False
        self.heading, self.basis, self.notes, self.say = (QLabel() for _ in range(4))
        dress(self.heading, "title")
        for label in (self.basis, self.notes):
            dress(label, "secondary")
        for label in (self.heading, self.basis, self.notes, self.say):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.wishes = Wishes()
        self.figures = QWidget()
        self._grid = QGridLayout(self.figures)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 1)
        self.calls, self.left = BandChart(), BandChart()
        self.progress = QProgressBar()
        self.stop, self.keep, self.compare, self.close_button = (QPushButton() for _ in range(4))
        for button in (self.stop, self.keep, self.compare, self.close_button):
            button.setAutoDefault(False)
        self.stop.clicked.connect(self._on_stop)
        self.keep.clicked.connect(self.keep_wanted)
        self.compare.clicked.connect(self.compare_wanted)
        self.close_button.clicked.connect(self.reject)
        self._lay_out()
        self.keep.setEnabled(False)
        self.retranslate()
        self.begin(0)

    def retranslate(self) -> None:
        title = self.tr("Forecast: {name}").format(name=self._name)
        self.setWindowTitle(title)
        self.heading.setText(title)
        self.keep.setText(self.tr("Keep the forecast"))
        self.compare.setText(self.tr("Compare with the fact"))
        self.close_button.setText(self.tr("Close"))
        self.progress.setAccessibleName(self.tr("Runs done"))
        self.calls.entitle(self.tr("Calls an hour"))
        self.left.entitle(self.tr("Contacts left"))
        self._say_stop()

    # --- what is shown -------------------------------------------------------------------------

    def begin(self, runs: int) -> None:
        """So many runs have begun; 0: the campaign is being read."""
        self._running = True
        self.progress.setRange(0, runs)
        self.progress.setValue(0)
        self.progress.show()
        self.tell("")
        self._say_stop()

    def advance(self, done: int) -> None:
        self.progress.setValue(done)

    def end(self, fault: str = "") -> None:
        """Nothing is run any more."""
        self._running = False
        self.progress.hide()
        self.tell(fault)
        self._say_stop()

    def tell(self, text: str) -> None:
        self.say.setText(text)
        self.say.setVisible(bool(text))

    def show_figures(self, figures: Sequence[Figure], beside: str = "", value: str = "") -> None:
        """``beside`` and ``value`` head their columns, "" for nothing."""
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        rows = [Figure("", value, beside), *figures] if value or beside else list(figures)
        for row, figure in enumerate(rows):
            for place, text in enumerate((figure.label, figure.value, figure.beside)):
                label = QLabel(text)
                label.setTextFormat(Qt.TextFormat.PlainText)
                label.setWordWrap(place > 0)
                label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                label.setFocusPolicy(Qt.FocusPolicy.NoFocus)
                if place != 1:
                    dress(label, "secondary")
                if place == 2 and figure.good is not None:
                    dress(label, "good" if figure.good else "bad")
                self._grid.addWidget(label, row, place, Qt.AlignmentFlag.AlignTop)

    def show_curves(self, calls: Curve, left: Curve) -> None:
        self.calls.show_curve(calls)
        self.left.show_curve(left)

    def show_basis(self, basis: str, notes: Sequence[str]) -> None:
        self.basis.setText(basis)
        self.notes.setText("\n".join(notes))
        self.notes.setVisible(bool(notes))

    # --- inside --------------------------------------------------------------------------------

    def _say_stop(self) -> None:
        self.stop.setText(self.tr("Stop") if self._running else self.tr("Run again"))

    def _on_stop(self) -> None:
        (self.cancel_wanted if self._running else self.again_wanted).emit()

    def _lay_out(self) -> None:
        layout = column(self)
        layout.addWidget(self.heading)
        sides = QHBoxLayout()
        sides.setSpacing(24)
        left, right = QVBoxLayout(), QVBoxLayout()
        self.wishes.setMinimumWidth(320)
        left.addWidget(self.wishes)
        left.addWidget(self.basis)
        left.addWidget(self.notes)
        left.addStretch(1)
        right.addWidget(self.figures)
        right.addWidget(self.calls, 1)
        right.addWidget(self.left, 1)
        sides.addLayout(left, 2)
        sides.addLayout(right, 3)
        layout.addLayout(sides, 1)
        layout.addWidget(self.say)
        buttons = QHBoxLayout()
        buttons.addWidget(self.stop)
        buttons.addWidget(self.progress, 1)
        buttons.addStretch(1)
        buttons.addWidget(self.compare)
        buttons.addWidget(self.keep)
        buttons.addWidget(self.close_button)
        layout.addLayout(buttons)
        self.resize(1040, 720)
