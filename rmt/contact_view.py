"""Who is on the line: the contact's fields, his own time, and what he has answered to the IVR."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from engine.domain.masking import masked_text
from rino_desktop.ui.elided import ElidedLabel
from rino_desktop.ui.forms import clear
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.tall_enough import NoLessFrame
from rino_desktop.ui.theme import dress, on_panel
from rmt.cards import Card
from rmt.spoken_times import shown_phone


def name_of(card: Card) -> str:
    """The subscriber's name, else his number as it may be shown; "" while neither is known."""
    if card.data is not None:
        data = card.data.card
        hide = masked_text if data.mask_numbers else str
        return hide(card.data.named.name) or shown_phone(data.phone, masked=data.mask_numbers)
    known = any(sign.isdigit() for sign in card.phone)  # not "anonymous"
    return card.phone if known else ""


def _our_own(result: str) -> bool:
    """Written by operators or of them, not what the subscriber has told the scheme."""
    return result == "operator" or result.startswith(("operator_", "form:"))


class ContactView(Translated, NoLessFrame):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        dress(self, "panel")
        self._card: Card | None = None
        self._shown: object = None
        #: Rows of the grid that are taken (it never gives one back by itself).
        self._rows = 0
        self.heading, self.name, self.place = QLabel(), QLabel(), QLabel()
        dress(self.heading, "heading")
        dress(self.name, "title")
        dress(self.place, "secondary")
        for label in (self.name, self.place):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 8, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        body = QWidget()
        on_panel(body)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._grid)
        column.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidget(body)
        self.area.setMinimumHeight(48)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 8, 12)
        layout.setSpacing(6)
        for part in (self.heading, self.name, self.place):
            layout.addWidget(part)
        layout.addWidget(self.area, 1)
        self.retranslate()

    def retranslate(self) -> None:
        self.heading.setText(self.tr("Subscriber"))
        self.area.setAccessibleName(self.tr("Subscriber's data"))
        self._shown = None
        self.show_card(self._card)

    def show_card(self, card: Card | None) -> None:
        self._card = card
        shown = None if card is None else (card.attempt_id, card.phone, card.missing, card.data)
        if shown == self._shown and shown is not None:
            return
        self._shown = shown
        clear(self._grid)
        self._rows = 0
        if card is None:
            self.name.setText(self.tr("Nobody yet"))
            self.place.setText(self.tr("The card appears with the call."))
            return
        facts = card.data
        if facts is None:
            self.name.setText(name_of(card) or self.tr("Unknown number"))
            self.place.setText(
                self.tr("There is no card in the database for this call.")
                if card.missing
                else self.tr("The card is being read…")
            )
            return
        data = facts.card
        masked = data.mask_numbers
        name, in_fields = facts.named
        phone = shown_phone(data.phone, masked=masked)
        hide = masked_text if masked else str
        self.name.setText(hide(name) or phone or self.tr("The number is hidden"))
        where = [phone] if name else []
        if data.called:
            where.append(self.tr("rings {number}").format(number=data.called))
        where += [data.campaign, *_local_times(data.zones)]
        self.place.setText(" · ".join(filter(None, where)))
        # Lists name other numbers too, as people write them, and so do answers.
        own = set(data.phones) if masked else set()
        rows = [
            (key, shown_phone(value, masked=True) if value in own else hide(value))
            for key, value in data.fields.items()
            if value and key not in in_fields
        ]
        self._add(rows)
        told = {name: hide(text) for name, text in data.results.items() if not _our_own(name)}
        if told:
            heading = QLabel(self.tr("Answered to the IVR"))
            dress(heading, "heading")
            heading.setContentsMargins(0, 8, 0, 0)
            self._grid.addWidget(heading, self._next_row(), 0, 1, 2)
            self._add(told.items())

    def _next_row(self) -> int:
        self._rows += 1
        return self._rows - 1

    def _add(self, rows: Iterable[tuple[str, str]]) -> None:
        for key, value in rows:
            row = self._next_row()
            title, text = ElidedLabel(key), QLabel(value)
            dress(title, "secondary")
            text.setWordWrap(True)
            text.setTextFormat(Qt.TextFormat.PlainText)
            text.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(title, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(text, row, 1)


def _local_times(zones: Iterable[str]) -> list[str]:
    """Each clock time once: zones of one time look the same to who calls there."""
    found: list[str] = []
    for zone in zones:
        try:
            time = datetime.now(ZoneInfo(zone)).strftime("%H:%M")
        except (ZoneInfoNotFoundError, ValueError):
            continue
        if time not in found:
            found.append(time)
    return [" / ".join(found)] if found else []
