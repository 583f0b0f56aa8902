"""What of the book is looked for."""

from dataclasses import dataclass
from datetime import UTC, datetime

from PySide6.QtCore import QDateTime, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateTimeEdit,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from engine.domain.contact import ContactState
from engine.domain.disposition import Disposition
from engine.reports import names
from rino_desktop.console.contacts.words import state_words
from rino_desktop.texts import language
from rino_desktop.ui.calm_wheel import CalmCombo, CalmDateTime
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.moments import write_as_spoken

_WAIT_MS = 350


@dataclass(frozen=True, slots=True)
class Wanted:
    """``campaign`` "": all. ``number`` as typed."""

    campaign: str = ""
    import_id: int | None = None
    state: ContactState | None = None
    number: str = ""
    result: str = ""
    field: str = ""
    value: str = ""
    next_from: datetime | None = None
    next_until: datetime | None = None


class FilterBar(Translated, QWidget):
    changed = Signal()
    #: Another campaign was chosen: its lists and fields are to be shown.
    campaign_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.campaign, self.list, self.state = CalmCombo(), CalmCombo(), CalmCombo()
        self.result, self.field = CalmCombo(), CalmCombo()
        self.number, self.value = QLineEdit(), QLineEdit()
        self.from_there, self.until_there = QCheckBox(), QCheckBox()
        self.next_from, self.next_until = CalmDateTime(), CalmDateTime()
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_WAIT_MS)
        self._typing.timeout.connect(self.changed)
        self.campaign.addItem("", "")
        self.list.addItem("", None)
        self.field.addItem("", "")
        self.state.addItem("", None)
        self.result.addItem("", "")
        for state in ContactState:
            self.state.addItem("", state.value)
        for result in Disposition:
            self.result.addItem("", result.value)
        for box in (self.campaign, self.list, self.field):
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(16)
        for line in (self.number, self.value):
            line.setClearButtonEnabled(True)
            line.textEdited.connect(self._typing.start)
            line.returnPressed.connect(self._now)
        self.campaign.activated.connect(self._on_campaign)
        for box in (self.list, self.state, self.result, self.field):
            box.activated.connect(self._now)
        self._lay_out()
        self.retranslate()

    def retranslate(self) -> None:
        self.campaign.setItemText(0, self.tr("All campaigns"))
        self.list.setItemText(0, self.tr("All lists"))
        self.state.setItemText(0, self.tr("Any state"))
        self.result.setItemText(0, self.tr("Any result"))
        self.field.setItemText(0, self.tr("Any field"))
        for index, state in enumerate(ContactState, 1):
            self.state.setItemText(index, state_words()[state])
        for index, result in enumerate(Disposition, 1):
            self.result.setItemText(index, names.disposition(result.value, language()))
        self.number.setPlaceholderText(self.tr("Number or a part of it"))
        self.value.setPlaceholderText(self.tr("Value"))
        self.from_there.setText(self.tr("Next try from"))
        self.until_there.setText(self.tr("until"))
        write_as_spoken(self.next_from, self.next_until)
        for widget, name in (
            (self.campaign, self.tr("Campaign")), (self.list, self.tr("List")),
            (self.state, self.tr("State")), (self.result, self.tr("Last result")),
            (self.field, self.tr("Field")), (self.number, self.tr("Number")),
            (self.value, self.tr("Value of the field")),
            (self.next_from, self.tr("Next try from")),
            (self.next_until, self.tr("Next try until")),
        ):  # fmt: skip
            widget.setAccessibleName(name)

    def wanted(self) -> Wanted:
        state = self.state.currentData()
        return Wanted(
            self.campaign.currentData() or "",
            self.list.currentData(),
            ContactState(state) if state else None,
            self.number.text().strip(),
            self.result.currentData() or "",
            self.field.currentData() or "",
            self.value.text().strip(),
            _moment(self.next_from) if self.from_there.isChecked() else None,
            _moment(self.next_until) if self.until_there.isChecked() else None,
        )

    def show_campaigns(self, campaigns: tuple[str, ...]) -> None:
        """The chosen one stays where it is still there."""
        if [self.campaign.itemData(i) for i in range(1, self.campaign.count())] == list(campaigns):
            return
        _fill(self.campaign, [(name, name) for name in campaigns])

    def show_lists(self, lists: tuple[tuple[int, str], ...], fields: tuple[str, ...]) -> None:
        _fill(self.list, [(title, number) for number, title in lists])
        _fill(self.field, [(name, name) for name in fields])

    def _on_campaign(self) -> None:
        self.list.setCurrentIndex(0)
        self.field.setCurrentIndex(0)
        self.campaign_chosen.emit(self.campaign.currentData() or "")
        self._now()

    def _now(self) -> None:
        self._typing.stop()
        self.changed.emit()

    def _lay_out(self) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        for widget in (self.campaign, self.list, self.state, self.result):
            first.addWidget(widget)
        first.addWidget(self.number, 1)
        second.addWidget(self.field)
        second.addWidget(self.value, 1)
        for there, edit in (
            (self.from_there, self.next_from), (self.until_there, self.next_until),
        ):  # fmt: skip
            edit.setCalendarPopup(True)
            edit.setDateTime(QDateTime.currentDateTime())
            edit.setEnabled(False)
            there.toggled.connect(edit.setEnabled)
            there.toggled.connect(self._now)
            edit.dateTimeChanged.connect(
                lambda _at, there=there: self._typing.start() if there.isChecked() else None
            )
            second.addWidget(there)
            second.addWidget(edit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for row in (first, second):
            row.setSpacing(8)
            layout.addLayout(row)


def _fill(box: QComboBox, items: list[tuple[str, object]]) -> None:
    chosen = box.currentData()
    while box.count() > 1:
        box.removeItem(1)
    for text, data in items:
        box.addItem(text, data)
    box.setCurrentIndex(max(0, box.findData(chosen)) if chosen is not None else 0)


def _moment(edit: QDateTimeEdit) -> datetime:
    return datetime.fromtimestamp(edit.dateTime().toSecsSinceEpoch(), UTC)
