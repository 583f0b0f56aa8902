"""Alarms that are open, above everything else of the monitor page; the worst stands first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from rino_desktop.ui.forms import clear
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.redrawn import Redrawn
from rino_desktop.ui.theme import dress

#: More are counted, not shown: the wallboard below is needed just then.
SHOWN = 4


@dataclass(frozen=True, slots=True)
class AlarmRow:
    """``id`` 0: the page's own, which nobody can acknowledge. ``since`` None: not known. ``by``:
    who has acknowledged it, "" nobody. ``not_told``: why it could not be told everywhere."""

    id: int
    text: str
    severity: str
    since: datetime | None
    by: str = ""
    may_acknowledge: bool = False
    not_told: str = ""


class AlarmList(Translated, QFrame):
    """Hidden while there is none."""

    acknowledge_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        dress(self, "panel")
        self.rows: tuple[AlarmRow, ...] = ()
        self._shown = Redrawn(self, self._build)
        #: By the alarm's number; of those that are shown and can be acknowledged.
        self.buttons: dict[int, QPushButton] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 6, 8, 6)
        self._column.setSpacing(4)
        self.retranslate()
        self.hide()

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Open alarms"))
        self._build()

    def show_alarms(self, rows: Sequence[AlarmRow]) -> None:
        """What is shown already stays, with the keyboard where it was."""
        if tuple(rows) != self.rows:
            self.rows = tuple(rows)
            self._shown.draw()
        self.setVisible(bool(self.rows))

    def texts(self) -> list[str]:
        return [row.text for row in self.rows]

    def _build(self) -> None:
        clear(self._column)
        self.buttons.clear()
        for row in self.rows[:SHOWN]:
            self._column.addWidget(self._line(row))
        more = len(self.rows) - SHOWN
        if more > 0:
            label = QLabel(self.tr("%n more alarm(s)", "", more))
            dress(label, "secondary")
            self._column.addWidget(label)

    def _line(self, row: AlarmRow) -> QWidget:
        line = QWidget()
        inside = QHBoxLayout(line)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        dot, text, when = QLabel("●"), QLabel(row.text), QLabel(self._when(row))
        dot.setAccessibleName("")
        dress(dot, "secondary" if row.by else row.severity)
        for label in (text, when):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(label is text)
        dress(text, "secondary" if row.by else "")
        dress(when, "secondary")
        inside.addWidget(dot)
        inside.addWidget(text, 1)
        inside.addWidget(when)
        if row.not_told:
            fault = QLabel(self.tr("not everybody could be told"))
            fault.setToolTip(row.not_told)
            fault.setAccessibleDescription(row.not_told)
            dress(fault, "warning")
            inside.addWidget(fault)
        if row.may_acknowledge and not row.by:
            button = QPushButton(self.tr("Acknowledge"))
            button.setAutoDefault(False)
            button.setObjectName(f"acknowledge {row.id}")
            button.setAccessibleName(f"{button.text()}: {row.text}")
            button.clicked.connect(lambda _=False, n=row.id: self.acknowledge_wanted.emit(n))
            self.buttons[row.id] = button
            inside.addWidget(button)
        return line

    def _when(self, row: AlarmRow) -> str:
        parts = []
        if row.since is not None:
            local = row.since.astimezone()
            clock = f"{local:%H:%M}"
            if local.date() != datetime.now().astimezone().date():
                day = self.locale().toString(
                    QDate(local.year, local.month, local.day), QLocale.FormatType.ShortFormat
                )
                clock = f"{day} {clock}"
            parts.append(self.tr("since {time}").format(time=clock))
        if row.by:
            parts.append(self.tr("known to {name}").format(name=row.by))
        return ", ".join(parts)
