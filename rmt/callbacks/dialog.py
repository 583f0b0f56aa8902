"""To promise a call, or to put it off: by keyboard, with both clocks and what the law says."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QDate, QDateTime, QLocale, Qt, QTime, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from engine.domain import masking
from engine.domain.callbacks import Callback
from rino_desktop.ui.calm_wheel import CalmCombo, CalmDateTime
from rino_desktop.ui.form_dialog import FormDialog
from rino_desktop.ui.forms import Field
from rino_desktop.ui.theme import dress
from rmt.callbacks import words
from rmt.callbacks.desk import CallbackContact, CallbacksDesk, Judged
from rmt.desk_work import Asking, Failed, Words

#: (minutes from now; None: tomorrow at ten), with Alt+1, Alt+2, …
_QUICK: tuple[int | None, ...] = (30, 60, 180, None)
_TOMORROW = QTime(10, 0)
#: More of them are no answer to the question which time it is there.
_FEW_ZONES = 2


class CallbackDialog(FormDialog):
    """``callback``: the one that is put off; None: a new one."""

    #: Callback, as it is filled in.
    filled = Signal(object)

    def __init__(
        self, parent: QWidget | None, desk: CallbacksDesk, contact: CallbackContact,
        words_: Words, failed: Failed, callback: Callback | None = None,
    ) -> None:  # fmt: skip
        self._desk, self._contact, self._callback = desk, contact, callback
        self._judged: Judged | None = None
        self.phone, self.caller, self.note = QLineEdit(), QLineEdit(contact.caller), QLineEdit()
        self.phone.setText(masking.masked(contact.phone) if contact.masked else contact.phone)
        self.phone.setEnabled(not contact.masked and callback is None)
        self.phone.setMaxLength(20)
        self.caller.setEnabled(callback is None)
        self.note.setMaxLength(1000)
        self.when = CalmDateTime()
        self.when.setCalendarPopup(True)
        self.when.setDisplayFormat("HH:mm  ddd dd.MM.yyyy")
        self.owner = CalmCombo()
        self.quick = [QPushButton() for _ in _QUICK]
        self.nearest = QPushButton()
        self.there = QLabel()
        dress(self.there, "secondary")
        self.there.setWordWrap(True)
        self.fields = {
            "phone": Field(self.phone), "caller": Field(self.caller), "when": Field(self.when),
            "owner": Field(self.owner), "note": Field(self.note),
        }  # fmt: skip
        super().__init__(parent, [
            _beside(self.fields["phone"], self.fields["caller"]), self.fields["when"],
            _beside(*self.quick), self.there, self.nearest, self.fields["owner"],
            self.fields["note"],
        ])  # fmt: skip
        self._asking = Asking(self, words_, failed)
        self._asking.trouble.connect(self._on_trouble)
        for number, (button, minutes) in enumerate(zip(self.quick, _QUICK, strict=True), 1):
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, minutes=minutes: self._choose(minutes))
            QShortcut(QKeySequence(f"Alt+{number}"), self).activated.connect(button.click)
        self.nearest.setAutoDefault(False)
        self.nearest.clicked.connect(self._take_nearest)
        self.nearest.hide()
        self.owner.addItem("", desk.user)
        self.owner.addItem("", "")
        if callback is not None and not callback.owner:
            self.owner.setCurrentIndex(1)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.button.click)
        self._choose(60)
        self.when.dateTimeChanged.connect(lambda _: self._judge())
        self.phone.editingFinished.connect(self._judge)
        self.retranslate()
        self._judge()
        (self.when if contact.phone else self.phone).setFocus()

    def retranslate(self) -> None:
        if self._callback is None:
            self.entitle(self.tr("Call back"), self.tr("Promise"))
        else:
            self.entitle(self.tr("Another time"), self.tr("Put off"))
        names = {
            "phone": self.tr("&Number"), "caller": self.tr("&Whom"),
            "when": self.tr("W&hen, by our clock"), "owner": self.tr("Wh&ose"),
            "note": self.tr("No&te"),
        }  # fmt: skip
        for name, text in names.items():
            self.fields[name].name(text)
        for number, (button, minutes) in enumerate(zip(self.quick, _QUICK, strict=True), 1):
            if minutes is None:
                text = self.tr("Tomorrow at {time}").format(
                    time=QLocale().toString(_TOMORROW, "HH:mm")
                )
            elif minutes < 60:
                text = self.tr("In {number} min").format(number=minutes)
            else:
                text = self.tr("In {number} h").format(number=minutes // 60)
            button.setText(text)
            button.setToolTip(self.tr("Alt+{number}").format(number=number))
        self.owner.setItemText(0, self.tr("mine"))
        self.owner.setItemText(1, self.tr("the team's"))
        self._show_judged()

    def is_about(self, contact: CallbackContact, callback: Callback | None) -> bool:
        return (contact, callback) == (self._contact, self._callback)

    @property
    def is_touched(self) -> bool:
        """Something would be lost with it."""
        number = self.phone.isEnabled() and self.phone.text() != self._contact.phone
        return self.tried or number or bool(self.note.text().strip())

    def add_people(self, people: tuple[str, ...]) -> None:
        """Whose it may be, too."""
        for person in people:
            if person.casefold() != self._desk.user.casefold():
                self.owner.addItem(person, person)
        if self._callback is not None and self._callback.owner:
            self.owner.setCurrentIndex(max(0, self.owner.findData(self._callback.owner)))

    def callback(self) -> Callback:
        now = datetime.now(UTC)
        contact = self._contact
        phone = self.phone.text().strip() if self.phone.isEnabled() else contact.phone
        made = self._callback or Callback(
            0, phone, now, self._desk.user, now, contact_id=contact.contact_id,
            campaign_id=contact.campaign_id, queue=contact.queue,
        )  # fmt: skip
        return replace(
            made, due_at=self._due(), caller=" ".join(self.caller.text().split()),
            note=self.note.text().strip() or made.note, owner=self.owner.currentData(),
        )  # fmt: skip

    def _due(self) -> datetime:
        seconds = self.when.dateTime().toSecsSinceEpoch()
        return datetime.fromtimestamp(seconds - seconds % 60, UTC)

    def _choose(self, minutes: int | None) -> None:
        now = QDateTime.currentDateTime()
        if minutes is None:
            self.when.setDateTime(QDateTime(QDate.currentDate().addDays(1), _TOMORROW))
        else:
            at = now.addSecs(minutes * 60)
            # On a full five minutes: nobody promises 14:03.
            past = at.time().minute() % 5
            at = at.addSecs((5 - past) % 5 * 60)
            self.when.setDateTime(QDateTime(at.date(), QTime(at.time().hour(), at.time().minute())))

    def _judge(self) -> None:
        phone = self.phone.text().strip() if self.phone.isEnabled() else self._contact.phone
        if not phone:
            return
        contact, due = replace(self._contact, phone=phone), self._due()
        self._asking.ask(lambda: self._desk.judge(contact, due), self._on_judged)

    def _on_judged(self, judged: Judged) -> None:
        self._judged = judged
        self._show_judged()

    def _show_judged(self) -> None:
        judged = self._judged
        self.nearest.hide()
        if judged is None:
            self.there.setText(self.tr("The subscriber's own time is shown here."))
            return
        text = self.tr("At the subscriber's: {time} ({zones})")
        if len(judged.there) > _FEW_ZONES:
            text = self.tr("At the subscriber's: {time}; which time zone is his is not known")
        zones = words.zones(judged.there)
        self.there.setText(text.format(time=words.there(judged.there, self._due()), zones=zones))
        self.there.setToolTip(self.tr("Time zones: {zones}").format(zones=zones))
        refused = judged.verdict.rule
        self.button.setEnabled(refused is None and not self.tried)
        self.say("" if refused is None else self._asking.words(_as_error(refused)))
        near = judged.verdict.nearest
        if refused is not None and near is not None:
            time = words.moment(near, datetime.now(UTC))
            self.nearest.setText(self.tr("Take the nearest allowed: {time}").format(time=time))
            self.nearest.show()
        self._grow()

    def _grow(self) -> None:
        """Lines that come later need room; what is there keeps its own."""
        layout = self.layout()
        wanted = layout.totalHeightForWidth(self.width()) if layout is not None else 0
        if wanted > self.height():
            self.resize(self.width(), wanted)

    def _take_nearest(self) -> None:
        if self._judged is not None and self._judged.verdict.nearest is not None:
            seconds = int(self._judged.verdict.nearest.timestamp())
            self.when.setDateTime(QDateTime.fromSecsSinceEpoch(seconds + -seconds % 60))
            self.when.setFocus()

    def _on_trouble(self, text: str) -> None:
        if text:
            self.say(text)
            self._grow()

    def _take(self) -> None:
        for field in self.fields.values():
            field.say_fault("")
        if not self.callback().phone:
            self.fields["phone"].say_fault(self.tr("Whom shall one call?"))
            self.phone.setFocus()
        elif self._due() < datetime.now(UTC) - timedelta(minutes=1):
            self.fields["when"].say_fault(self.tr("That time is over."))
            self.when.setFocus()
        else:
            self.begin()
            self.filled.emit(self.callback())


def _as_error(rule: object) -> Exception:
    from engine.errors import KnownError

    return KnownError("{rule}", rule=rule)


def _beside(*parts: QWidget) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for part in parts:
        row.addWidget(part, 1, Qt.AlignmentFlag.AlignTop)
    return made
