"""A contact's card: who he is, how he stands, all that ever happened, and what can be done."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from engine.domain.contact import ContactState
from engine.domain.masking import masked, masked_text
from rino_desktop.console.contacts.timeline import Timeline
from rino_desktop.console.contacts.words import moment, state_words
from rino_desktop.contacts.life import Event, Life, list_title
from rino_desktop.ui import icons, state
from rino_desktop.ui.dialog import Dialog
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.loudspeaker import Loudspeaker
from rino_desktop.ui.theme import dress

ACTIONS = ("edit", "call", "withdraw", "put_back", "callback", "forbid", "why", "complaint")


class ContactCard(Translated, Dialog):
    """Beside the main window; several may be open. ``action_wanted``: one of ``ACTIONS``."""

    action_wanted = Signal(str)
    #: PastCall
    sound_wanted = Signal(object)
    #: CallDetails: its way through the scheme is to be looked at in the editor.
    replay_wanted = Signal(object)
    #: The card of a contact of another campaign.
    other_wanted = Signal(int)
    closed = Signal()

    def __init__(self, contact_id: int, parent: QWidget | None = None, *, hides: bool = False,
                 speaker: Loudspeaker | None = None) -> None:  # fmt: skip
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(False)
        self.contact_id, self._hides = contact_id, hides
        self.life: Life | None = None
        self._first_call: int | None = None
        state.begin_with(self, 1120, 720)
        self.title, self.about, self.order = QLabel(), QLabel(), QLabel()
        dress(self.title, "title")
        dress(self.about, "secondary")
        for label in (self.title, self.about, self.order):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.order.hide()
        self.buttons = {name: QPushButton() for name in ACTIONS}
        for name, button in self.buttons.items():
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, name=name: self.action_wanted.emit(name))
        icons.set_on(self.buttons["edit"], "edit")
        icons.set_on(self.buttons["call"], "call")
        self.timeline, self.fields, self.details = Timeline(), QListWidget(), QListWidget()
        self.others = QListWidget()
        for view in (self.fields, self.details, self.others):
            view.setWordWrap(True)
            view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.headings = {name: QLabel() for name in ("fields", "details", "others")}
        for label in self.headings.values():
            dress(label, "secondary")
        self.speaker = speaker or Loudspeaker(parent=self)
        self.speaker.playing_changed.connect(lambda _: self._allow())
        self.hear, self.replay = QPushButton(), QPushButton()
        for button in (self.hear, self.replay):
            button.setAutoDefault(False)
        self.hear.clicked.connect(self._hear)
        self.replay.clicked.connect(self._replay)
        self.timeline.chosen.connect(self._show_event)
        self.others.itemActivated.connect(
            lambda item: self.other_wanted.emit(item.data(Qt.ItemDataRole.UserRole))
        )
        self._lay_out()
        state.keep(self, "contacts/card")
        self.retranslate()

    def retranslate(self) -> None:
        texts = {
            "edit": self.tr("Change…"), "call": self.tr("Call now"),
            "withdraw": self.tr("Withdraw…"), "put_back": self.tr("Put back"),
            "callback": self.tr("Callback…"), "forbid": self.tr("Do not call…"),
            "why": self.tr("Why (not) called"), "complaint": self.tr("Answer a complaint"),
        }  # fmt: skip
        for name, text in texts.items():
            self.buttons[name].setText(text)
        self.headings["fields"].setText(self.tr("What is known of him"))
        self.headings["details"].setText(self.tr("The event in detail"))
        self.headings["others"].setText(self.tr("In other campaigns"))
        self.fields.setAccessibleName(self.headings["fields"].text())
        self.details.setAccessibleName(self.headings["details"].text())
        self.others.setAccessibleName(self.headings["others"].text())
        self.replay.setText(self.tr("Its way through the scheme"))
        if self.life is not None:
            self.show_life(self.life)
        else:
            self.setWindowTitle(self.tr("Contact"))
            self.title.setText(self.tr("Reading the contact…"))
        self._allow()

    # --- what its owner says ----------------------------------------------------------------------

    def show_life(self, life: Life) -> None:
        self.life = life
        row, contact = life.row, life.row.contact
        hidden = row.masked and self._hides
        phones = [masked(p) if hidden else p for p in contact.phones]
        self.title.setText("  ·  ".join([", ".join(phones), row.campaign]))
        self.setWindowTitle(f"{phones[0]} — {row.campaign}")
        self.about.setText("  ·  ".join(self._about(life)))
        self.fields.clear()
        for name, value in contact.fields.items():
            self.fields.addItem(f"{name}: {masked_text(value) if hidden else value}")
        self.others.clear()
        for other in life.others:
            self.others.addItem(f"{other.campaign}: {state_words()[other.contact.state]}")
            item = self.others.item(self.others.count() - 1)
            item.setData(Qt.ItemDataRole.UserRole, other.contact.id)
        for widget in (self.others, self.headings["others"]):
            widget.setVisible(bool(life.others))
        self.timeline.show_events(life.events, hidden=hidden)
        self.choose_call(self._first_call)
        self._allow()

    def choose_call(self, attempt_id: int | None) -> None:
        """To be looked at first, now or when it has been read; None: the newest event."""
        self._first_call = attempt_id
        if attempt_id is not None and self.timeline.choose_call(attempt_id):
            self._first_call = None

    def say_order(self, line: str) -> None:
        """How a call stands that was ordered from here; "": nothing was."""
        self.order.setText(line)
        self.order.setVisible(bool(line))

    def play(self, sound: bytes) -> bool:
        return self.speaker.play(sound)

    # --- inside -----------------------------------------------------------------------------------

    def _about(self, life: Life) -> list[str]:
        contact = life.row.contact
        told = [
            state_words()[contact.state],
            self.tr("tries: {n}").format(n=contact.progress.attempts),
            self.tr("list: {name}").format(name=list_title(life.row.list_name)),
        ]
        if contact.zones:
            told.append(
                self.tr("{clock} there").format(
                    clock=f"{life.read_at.astimezone(life.local_zone()):%H:%M}"
                )
            )
        if life.withdrawal is not None and contact.state is ContactState.EXCLUDED:
            told.append(
                self.tr("withdrawn {at}, {who}: {why}").format(
                    at=moment(life.withdrawal.at), who=life.withdrawal.who,
                    why=life.withdrawal.reason,
                )
            )  # fmt: skip
        if life.listed:
            told.append(self.tr("on the do-not-call list"))
        return told

    def _show_event(self, event: Event | None) -> None:
        self.speaker.stop()
        self.details.clear()
        hidden = self.life is not None and self.life.row.masked and self._hides
        for name, value in event.details if event is not None else ():
            self.details.addItem(f"{name}: {masked_text(value) if hidden else value}")
        self._allow()

    def _hear(self) -> None:
        event = self.timeline.current()
        if self.speaker.playing:
            self.speaker.stop()
        elif event is not None and event.call is not None:
            self.sound_wanted.emit(event.call)

    def _replay(self) -> None:
        event = self.timeline.current()
        if event is not None and event.call_details is not None:
            self.replay_wanted.emit(event.call_details)

    def _allow(self) -> None:
        there = self.life is not None
        contact_state = self.life.row.contact.state if self.life is not None else None
        for button in self.buttons.values():
            button.setEnabled(there)
        settled = contact_state in (ContactState.DONE, ContactState.EXCLUDED)
        self.buttons["withdraw"].setVisible(not settled)
        self.buttons["put_back"].setVisible(settled)
        self.buttons["forbid"].setEnabled(there and not (self.life and self.life.listed))
        event = self.timeline.current()
        call = event.call if event is not None else None
        self.hear.setVisible(call is not None and bool(call.recording))
        self.hear.setEnabled(call is not None and not call.recording_deleted)
        playing = self.speaker.playing
        self.hear.setText(self.tr("Stop") if playing else self.tr("Listen"))
        icons.set_on(self.hear, "stop" if playing else "play")
        details = event.call_details if event is not None else None
        self.replay.setVisible(details is not None and details.traced)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        self.speaker.stop()
        self.closed.emit()
        super().closeEvent(event)

    def _lay_out(self) -> None:
        actions = QGridLayout()
        actions.setSpacing(8)
        for place, button in enumerate(self.buttons.values()):
            actions.addWidget(button, 0, place)
        side, body = QWidget(), QSplitter(Qt.Orientation.Horizontal)
        column = QVBoxLayout(side)
        column.setContentsMargins(8, 0, 0, 0)
        column.setSpacing(8)
        for name, view in (
            ("details", self.details), ("fields", self.fields), ("others", self.others),
        ):  # fmt: skip
            column.addWidget(self.headings[name])
            column.addWidget(view, 2 if name == "details" else 1)
            if name == "details":
                row = QHBoxLayout()
                row.addWidget(self.hear)
                row.addWidget(self.replay)
                row.addStretch(1)
                column.addLayout(row)
        body.addWidget(self.timeline)
        body.addWidget(side)
        body.setSizes([740, 360])
        body.setStretchFactor(0, 1)
        body.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        for part in (self.title, self.about, self.order):
            layout.addWidget(part)
        layout.addLayout(actions)
        layout.addWidget(body, 1)
