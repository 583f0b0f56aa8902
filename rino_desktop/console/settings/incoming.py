"""Numbers and calling hours: where calls that come in lead, and who answers when."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from rino_desktop.console.settings.section import Act, ListSection
from rino_desktop.console.settings.week_view import Row, WeekView
from rino_desktop.ui import icons
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress


class RouteList(ListSection):
    """Its keys are the routes' numbers in the database."""

    ACTS = (
        Act("try", "incoming"),
        Act("lines"),
        Act("up", "up", chosen=True),
        Act("down", "down", chosen=True),
        Act("remove", "delete", chosen=True),
        Act("change", chosen=True, enter=True),
        Act("add", "add"),
    )
    COLUMNS, WIDTHS, COLOURED = "incoming", (70, 120, 180, 190, 220), 2

    def titles(self) -> tuple[str, ...]:
        return (self.tr("Place"), self.tr("Trunk"), self.tr("Number dialled"), self.tr("Leads to"),
                self.tr("Hours"), self.tr("After hours"))  # fmt: skip

    def words(self) -> tuple[str, dict[str, str]]:
        hint = self.tr(
            "Where a number dialled on a trunk leads. Routes are tried in this order: the first "
            "that matches counts. Running engines follow at once."
        )  # fmt: skip
        return hint, {
            "try": self.tr("Who would answer…"), "lines": self.tr("Calls at once…"),
            "up": self.tr("Up"), "down": self.tr("Down"), "remove": self.tr("Remove…"),
            "change": self.tr("Change…"), "add": self.tr("New route…"),
        }  # fmt: skip

    def may(self, act: str, key: object) -> bool:
        row = None if key is None else self.table.row_of(key)
        if act == "up":
            return row is not None and row > 0
        if act == "down":
            return row is not None and row < len(self.table.all()) - 1
        return True


class IncomingSection(Translated, QWidget):
    #: By so many weeks; 0: to this one.
    week_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.routes, self.week = RouteList(), WeekView()
        self.heading, self.zone = QLabel(), QLabel()
        dress(self.heading, "heading")
        dress(self.zone, "secondary")
        self.steps = {-1: QPushButton(), 0: QPushButton(), 1: QPushButton()}
        icons.set_on(self.steps[-1], "left")
        icons.set_on(self.steps[1], "right")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.heading)
        head.addWidget(self.zone, 1)
        for weeks, button in self.steps.items():
            button.clicked.connect(lambda _=False, weeks=weeks: self.week_wanted.emit(weeks))
            head.addWidget(button)
        self._of_week = QWidget()
        below = QVBoxLayout(self._of_week)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(8)
        below.addLayout(head)
        below.addWidget(self.week)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.routes, 1)
        column.addWidget(self._of_week)
        self._of_week.hide()
        self.retranslate()

    def retranslate(self) -> None:
        self.steps[0].setText(self.tr("This week"))
        for weeks, text in ((-1, self.tr("The week before")), (1, self.tr("The week after"))):
            self.steps[weeks].setToolTip(text)
            self.steps[weeks].setAccessibleName(text)
        self.week.setAccessibleName(self.tr("Who answers when"))

    def show_week(self, number: str, zone: str, rows: tuple[Row, ...]) -> None:
        """Of the number dialled; without rows nothing is shown."""
        self._of_week.setVisible(bool(rows))
        self.heading.setText(number)
        self.zone.setText(zone)
        self.week.show_week(rows)
