"""A manual campaign: look at the next contact, then call him, or not now and why."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from engine.domain.masking import masked_text
from rino_desktop.ui.calm_wheel import CalmCombo
from rino_desktop.ui.forms import Field, clear
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress
from rmt.again import Again
from rmt.facts import ManualCampaign
from rmt.spoken_times import clock, shown_phone
from rmt.words import skip_word, stage_word


class PreviewPanel(Translated, QFrame):
    """``next_wanted``: a campaign; ``dial_wanted``: campaign, contact, phone; ``skip_wanted``:
    campaign, contact, reason. What is chosen among the campaigns is for the next one: a contact who
    is looked at stays his own campaign's."""

    next_wanted = Signal(int)
    dial_wanted = Signal(int, int, str)
    skip_wanted = Signal(int, int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        dress(self, "panel")
        self._campaigns: tuple[ManualCampaign, ...] = ()
        self._contact: Mapping[str, Any] | None = None
        #: Whose contact that is; another campaign may be chosen by now.
        self._campaign_id = 0
        #: He was not called, for the reason that was said.
        self._refused = False
        self._dial_at: float | None = None
        #: What came of the call to the number that was tried; "": none was.
        self._outcome = self._tried = ""
        self.heading, self.note, self.countdown = QLabel(), QLabel(), QLabel()
        dress(self.heading, "heading")
        dress(self.note, "secondary")
        self.note.setWordWrap(True)
        self.box, self.phones = CalmCombo(), CalmCombo()
        self.campaign, self.phone = Field(self.box), Field(self.phones)
        self.next_button, self.skip_button = QPushButton(), QPushButton()
        self.dial_button, self.stop_button = QPushButton(), QPushButton()
        dress(self.dial_button, "primary")
        self.reasons = QMenu(self)
        self.skip_button.setMenu(self.reasons)
        self.box.currentIndexChanged.connect(lambda _index: self._list_reasons())
        self.next_button.clicked.connect(self._next)
        self.dial_button.clicked.connect(self.dial)
        self.stop_button.clicked.connect(self.stop_countdown)
        self._fields = QGridLayout()
        self._fields.setColumnStretch(1, 1)
        self._fields.setHorizontalSpacing(16)
        self._lay_out()
        self.retranslate()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        counting = QHBoxLayout()
        counting.setSpacing(12)
        for button in (self.dial_button, self.skip_button, self.next_button):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)
        self.stop_button.setAutoDefault(False)
        counting.addWidget(self.stop_button)
        counting.addWidget(self.countdown)
        counting.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(12)
        column.addWidget(self.heading)
        column.addWidget(self.campaign)
        column.addWidget(self.note)
        column.addLayout(self._fields)
        column.addWidget(self.phone)
        column.addLayout(row)
        column.addLayout(counting)
        column.addStretch(1)

    def retranslate(self) -> None:
        self.heading.setText(self.tr("Calls from the list"))
        self.campaign.name(self.tr("Campaign"))
        self.phone.name(self.tr("Number"))
        self.next_button.setText(self.tr("Next contact"))
        self.skip_button.setText(self.tr("Not now"))
        self.stop_button.setText(self.tr("Stop the countdown (Esc)"))
        self.stop_button.setShortcut(QKeySequence("Esc"))  # after the text, which takes it away
        self._list_reasons()
        self._show()

    def _list_reasons(self) -> None:
        campaign = self._campaign()
        self.reasons.clear()
        for choice in campaign.skip_reasons if campaign is not None else ():
            action = QAction(skip_word(choice), self.reasons)
            action.triggered.connect(
                lambda _checked=False, code=choice.code: self._skip(code)
            )  # fmt: skip
            self.reasons.addAction(action)

    # -- what it is given ------------------------------------------------------------------------

    def show_campaigns(self, campaigns: tuple[ManualCampaign, ...]) -> None:
        if campaigns == self._campaigns:
            return
        chosen = self.box.currentData()
        self._campaigns = campaigns
        self.box.clear()
        for campaign in campaigns:
            self.box.addItem(campaign.name, campaign.id)
        self.box.setCurrentIndex(max(0, self.box.findData(chosen)))
        self._list_reasons()
        self._show()

    def show_contact(
        self, contact: Mapping[str, Any] | None, now: float, *, masked: bool,
        campaign_id: int | None = None,
    ) -> None:  # fmt: skip
        """As the engine has answered: ``contact_id``, ``phones``, ``fields``. None: nobody.
        ``campaign_id``: whose contact that is, the chosen one's unless it is said. ``now``: of a
        clock that nobody sets, in seconds."""
        chosen = self.box.currentData()
        self._campaign_id = (campaign_id or chosen or 0) if contact is not None else 0
        self._contact, self._outcome, self._refused = contact, "", False
        clear(self._fields)
        self.phones.clear()
        self._dial_at = None
        if contact is not None:
            for row, (key, value) in enumerate(dict(contact.get("fields", {})).items()):
                words = str(value)
                name, text = QLabel(str(key)), QLabel(masked_text(words) if masked else words)
                dress(name, "secondary")
                text.setWordWrap(True)
                self._fields.addWidget(name, row, 0)
                self._fields.addWidget(text, row, 1)
            for phone in contact.get("phones", []):
                self.phones.addItem(shown_phone(str(phone), masked=masked), str(phone))
            turn = contact.get("next_phone", 0)
            self.phones.setCurrentIndex(turn if isinstance(turn, int) else 0)
            campaign = self._campaign()
            if campaign is not None and campaign.countdown_s is not None:
                self._dial_at = now + campaign.countdown_s
        self._list_reasons()
        self._show()

    def show_refused(self, contact: Mapping[str, Any], campaign_id: int, *, masked: bool) -> None:
        """Who was to be called, and was not; nothing dials him by itself."""
        self.show_contact(contact, 0.0, masked=masked, campaign_id=campaign_id)
        self._dial_at, self._refused = None, True
        self._show()

    @property
    def contact(self) -> Mapping[str, Any] | None:
        """Who is shown."""
        return self._contact

    def show_again(self, again: Again) -> None:
        """Who was not reached, with the number whose turn it is; nothing dials him by itself."""
        contact = {
            "contact_id": again.contact_id, "phones": again.phones, "fields": again.fields,
            "next_phone": again.next_phone,
        }  # fmt: skip
        place = self.box.findData(again.campaign_id)
        if place < 0:
            return
        self.box.setCurrentIndex(place)
        self.show_contact(contact, 0.0, masked=again.masked)
        self._dial_at, self._outcome = None, again.outcome
        self._tried = shown_phone(again.tried, masked=again.masked)
        self._show()

    @property
    def again(self) -> bool:
        """Somebody was not reached, and may be dialled once more."""
        return self._contact is not None and bool(self._outcome)

    def tick(self, now: float, *, free: bool = True) -> None:
        """At least once a second. ``free``: nothing keeps the operator from a call; else nobody is
        called by the countdown."""
        if self._dial_at is None:
            return
        if not free:
            self.stop_countdown()
            return
        left = self._dial_at - now
        self.countdown.setText(
            self.tr("Called in {time}").format(time=clock(max(0.0, left + 0.99)))
        )
        if left <= 0:
            self.dial()

    # -- what is done ----------------------------------------------------------------------------

    def dial(self) -> None:
        campaign = self._campaign()
        self.stop_countdown()
        if self._contact is not None and campaign is not None:
            number = int(self._contact["contact_id"])
            self.dial_wanted.emit(campaign.id, number, str(self.phones.currentData() or ""))

    def stop_countdown(self) -> None:
        if self._dial_at is not None:
            self._dial_at = None
            self._show()

    def _next(self) -> None:
        if self.box.currentData() is not None:
            self.stop_countdown()
            self.next_wanted.emit(int(self.box.currentData()))

    def _skip(self, reason: str) -> None:
        campaign = self._campaign()
        if self._contact is not None and campaign is not None:
            self.stop_countdown()
            self.skip_wanted.emit(campaign.id, int(self._contact["contact_id"]), reason)

    def _campaign(self) -> ManualCampaign | None:
        chosen = self._campaign_id or self.box.currentData()
        return next((each for each in self._campaigns if each.id == chosen), None)

    def _show(self) -> None:
        there, counting = self._contact is not None, self._dial_at is not None
        told = self.tr("Take the next contact: he is shown before he is called.")
        if there:
            told = f"{self._tried}: {stage_word(self._outcome)}." if self._outcome else ""
        self.note.setText(told)
        self.note.setVisible(bool(told))
        self.phone.setVisible(there)
        self.dial_button.setText(
            self.tr("Call again (F9)") if self.again else self.tr("Call (F9)")
        )  # fmt: skip
        self.dial_button.setVisible(there)
        held = there and not (self.again or self._refused)
        self.skip_button.setVisible(held)
        self.next_button.setVisible(not held)
        self.stop_button.setVisible(counting)
        self.countdown.setVisible(counting)
