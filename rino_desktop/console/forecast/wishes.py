"""The sliders of a forecast: lines, operators, hours, answered calls."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QSlider, QSpinBox, QWidget

from rino_desktop.ui.calm_wheel import CalmSlider, CalmSpin
from rino_desktop.ui.languages import Translated

# After the last move of a slider; milliseconds.
_QUIET_MS = 400


@dataclass(frozen=True, slots=True)
class Choice:
    """What the sliders say. Hours are whole, of weekdays and of weekends (equal: no calls);
    ``answer_percent`` of all calls."""

    lines: int
    operators: int
    opens: int
    closes: int
    weekend_opens: int
    weekend_closes: int
    answer_percent: int


_FIELDS = ("lines", "operators", "opens", "closes", "weekend_opens", "weekend_closes",
           "answer_percent")  # fmt: skip


class Wishes(Translated, QWidget):
    # A ``Choice``, when the user has changed something and let go.
    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sliders: dict[str, QSlider] = {}
        self.boxes: dict[str, QSpinBox] = {}
        self.labels: dict[str, QLabel] = {}
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(_QUIET_MS)
        self._quiet.timeout.connect(self._tell)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setColumnStretch(1, 1)
        for row, name in enumerate(_FIELDS):
            label, slider, box = QLabel(), CalmSlider(Qt.Orientation.Horizontal), CalmSpin()
            label.setBuddy(box)
            slider.valueChanged.connect(box.setValue)
            box.valueChanged.connect(slider.setValue)
            box.valueChanged.connect(lambda _value: self._quiet.start())
            self.labels[name], self.sliders[name], self.boxes[name] = label, slider, box
            for column, widget in enumerate((label, slider, box)):
                layout.addWidget(widget, row, column)
        for name in ("opens", "closes", "weekend_opens", "weekend_closes"):
            self._span(name, 0, 24)
            self.boxes[name].setSuffix(":00")
        self._span("answer_percent", 1, 100)
        self.boxes["answer_percent"].setSuffix(" %")
        self.retranslate()

    def retranslate(self) -> None:
        texts = {
            "lines": self.tr("Lines"),
            "operators": self.tr("Operators"),
            "opens": self.tr("Weekdays from"),
            "closes": self.tr("Weekdays until"),
            "weekend_opens": self.tr("Weekends from"),
            "weekend_closes": self.tr("Weekends until"),
            "answer_percent": self.tr("Calls answered"),
        }
        for name, text in texts.items():
            self.labels[name].setText(text)
            self.sliders[name].setAccessibleName(text)
            self.boxes[name].setAccessibleName(text)

    def offer(self, choice: Choice, *, most_lines: int, most_operators: int) -> None:
        """What is so now; ``most_operators`` 0: the campaign has none."""
        self._span("lines", 1, most_lines)
        self._span("operators", 1 if most_operators else 0, most_operators)
        for name in _FIELDS:
            self.boxes[name].setValue(getattr(choice, name))
        for widget in (self.labels, self.sliders, self.boxes):
            widget["operators"].setVisible(bool(most_operators))
        self._quiet.stop()

    def choice(self) -> Choice:
        return Choice(**{name: self.boxes[name].value() for name in _FIELDS})

    def _span(self, name: str, least: int, most: int) -> None:
        for widget in (self.sliders[name], self.boxes[name]):
            widget.setRange(least, most)

    def _tell(self) -> None:
        self.changed.emit(self.choice())
