"""A new request, filled in by keyboard."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPlainTextEdit, QWidget

from engine.domain import masking
from engine.requests.model import Category, Links, Priority, Request
from rino_desktop.ui.calm_wheel import CalmCombo
from rino_desktop.ui.form_dialog import FormDialog
from rino_desktop.ui.forms import Field
from rino_desktop.ui.theme import dress
from rmt.requests import words
from rmt.requests.desk import Choices, RequestCall

_DETAILS_PX = 96


class NewRequestDialog(FormDialog):
    """``choices``: None until they are known, see ``offer``. ``draft``: what was typed the last
    time on this call and not registered. ``masked``: the call's number is kept, and not shown."""

    filled = Signal(object)

    def __init__(
        self, parent: QWidget | None, choices: Choices | None, call: RequestCall | None,
        draft: Request | None = None, *, masked: bool = False,
    ) -> None:  # fmt: skip
        self._choices: Choices | None = None
        #: Category, and whose it is to be, once they can be chosen.
        self._wished = ("", ("", ""))
        self._links = call.links if call is not None else Links()
        self.category, self.priority, self.owner = CalmCombo(), CalmCombo(), CalmCombo()
        self.subject, self.caller = QLineEdit(), QLineEdit()
        self.phone = QLineEdit(self._links.phone)
        self._hidden = masked and bool(self._links.phone)
        if self._hidden:
            self.phone.setText(masking.masked(self._links.phone))
            self.phone.setEnabled(False)
        self.details = QPlainTextEdit()
        self.details.setTabChangesFocus(True)
        self.details.setFixedHeight(_DETAILS_PX)
        self.subject.setMaxLength(300)
        self.caller.setMaxLength(300)
        self.phone.setMaxLength(20)
        self.linked = QLabel()
        dress(self.linked, "secondary")
        self.linked.setWordWrap(True)
        parts = {
            "category": self.category, "subject": self.subject, "details": self.details,
            "caller": self.caller, "phone": self.phone, "priority": self.priority,
            "owner": self.owner,
        }  # fmt: skip
        self.fields: dict[str, Field] = {name: Field(part) for name, part in parts.items()}
        fields = self.fields
        super().__init__(parent, [
            fields["category"], fields["subject"], fields["details"],
            _beside(fields["caller"], fields["phone"]),
            _beside(fields["priority"], fields["owner"]), self.linked,
        ])  # fmt: skip
        for priority in (Priority.HIGH, Priority.NORMAL, Priority.LOW):
            self.priority.addItem("", priority)
        self.priority.setCurrentIndex(1)
        self.owner.addItem("", ("", ""))
        self.category.currentIndexChanged.connect(lambda _: self._say_deadline())
        if call is not None:
            self.caller.setText(call.caller)
        if draft is not None:
            self._restore(draft)
        if choices is not None:
            self.offer(choices)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.button.click)
        self.retranslate()
        self.subject.setFocus()

    def retranslate(self) -> None:
        self.entitle(self.tr("New request"), self.tr("Register"))
        self.button.setToolTip(self.tr("Ctrl+Enter"))
        names = {
            "category": self.tr("Cate&gory"), "subject": self.tr("&Subject"),
            "details": self.tr("&Details"), "caller": self.tr("&Caller"),
            "phone": self.tr("&Number"), "priority": self.tr("&Priority"),
            "owner": self.tr("&Whose"),
        }  # fmt: skip
        for name, text in names.items():
            self.fields[name].name(text)
        for row in range(self.priority.count()):
            self.priority.setItemText(row, words.priority_word(self.priority.itemData(row)))
        self.owner.setItemText(0, self.tr("by the category"))
        self._say_deadline()

    def offer(self, choices: Choices) -> None:
        """What can be chosen; what is chosen stays chosen."""
        if choices == self._choices:
            return
        self._choices = choices
        category, owner = self._wished
        self._wished = self.category.currentText() or category, self._owner or owner
        self.category.clear()
        self.category.addItems([each.name for each in choices.categories])
        while self.owner.count() > 1:
            self.owner.removeItem(1)
        for group in choices.groups:
            self.owner.addItem(f"@{group}", ("", group))
        for person in choices.people:
            self.owner.addItem(person, (person, ""))
        category, owner = self._wished
        self.category.setCurrentIndex(max(0, self.category.findText(category)))
        found = [row for row in range(self.owner.count()) if self.owner.itemData(row) == owner]
        self.owner.setCurrentIndex(found[0] if found else 0)
        self.say("")

    @property
    def _owner(self) -> tuple[str, str] | None:
        """None: by the category."""
        person, group = self.owner.currentData()
        return (person, group) if person or group else None

    def know(self, call: RequestCall) -> None:
        """More of the call that it is about."""
        self._links = call.links
        if not self.caller.text():
            self.caller.setText(call.caller)
        self._say_deadline()

    def request(self) -> Request:
        """As it is filled in now."""
        person, group = self.owner.currentData()
        return Request(
            id=0,
            subject=" ".join(self.subject.text().split()),
            category=self.category.currentText() or self._wished[0],
            author="",
            created_at=datetime.now(UTC),
            details=self.details.toPlainText().strip(),
            caller=" ".join(self.caller.text().split()),
            links=self._links
            if self._hidden
            else replace(self._links, phone=self.phone.text().strip()),
            person=person,
            group=group,
            priority=self.priority.currentData(),
        )

    @property
    def is_touched(self) -> bool:
        """Something would be lost with it."""
        return bool(self.subject.text().strip() or self.details.toPlainText().strip())

    def _take(self) -> None:
        self.fields["subject"].say_fault("")
        if self._choices is None:
            self.refuse(self.tr("The categories are still being read. Try again in a moment."))
        elif not self._choices.categories:
            self.refuse(self.tr("There are no categories yet. An administrator adds them: "
                                "rino-desktop request category add NAME"))  # fmt: skip
        elif not self.subject.text().strip():
            self.fields["subject"].say_fault(self.tr("What is it about?"))
            self.subject.setFocus()
        else:
            self.begin()
            self.filled.emit(self.request())

    def _restore(self, draft: Request) -> None:
        self._wished = draft.category, (draft.person, draft.group)
        self.subject.setText(draft.subject)
        self.details.setPlainText(draft.details)
        self.caller.setText(draft.caller)
        if not self._hidden:
            self.phone.setText(draft.links.phone)
        self.priority.setCurrentIndex(self.priority.findData(draft.priority))

    def _say_deadline(self) -> None:
        lines = []
        found = self._category()
        if found is not None and found.due_s is not None:
            time = words.span(timedelta(seconds=found.due_s))
            lines.append(self.tr("To be done within {time}.").format(time=time))
        if found is not None and found.group:
            lines.append(self.tr("Goes to the group {group}.").format(group=found.group))
        if self._links.attempt_id is not None or self._links.contact_id is not None:
            lines.append(self.tr("Linked to this call."))
        self.linked.setText(" ".join(lines))
        self.linked.setVisible(bool(lines))

    def _category(self) -> Category | None:
        name = self.category.currentText()
        known = self._choices.categories if self._choices is not None else ()
        return next((each for each in known if each.name == name), None)


def _beside(*parts: QWidget) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    for part in parts:
        row.addWidget(part, 1)
    return made
