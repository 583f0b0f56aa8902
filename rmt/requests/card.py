"""One request: what it is about, what can be done with it, what has happened to it."""

from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QListWidget,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from engine.domain import masking
from engine.requests.machine import Assign, Command, Comment, Prioritise, SetState
from engine.requests.model import TRANSITIONS, Priority, Request, RequestState
from rino_desktop.ui import icons
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress
from rmt.flow_layout import FlowLayout
from rmt.requests import words
from rmt.requests.desk import Card, Choices

#: The history gives way first where the window is low.
_COMMENT_PX, _HISTORY_PX = 64, 36


class RequestCard(Translated, QWidget):
    """Says what is wished; what was typed as a comment stays until it is taken."""

    #: (commands, with the comment): by what the user has seen.
    wished = Signal(object, bool)
    #: A comment by itself: it cannot contradict anything.
    commented = Signal(str)
    dial_wanted = Signal(str)

    def __init__(self, user: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._user = user
        self.card: Card | None = None
        self.choices = Choices()
        self.masked = False
        self._now: datetime | None = None
        self.title, self.deadline, self.about, self.details = (QLabel() for _ in range(4))
        dress(self.title, "title")
        dress(self.about, "secondary")
        for label in (self.title, self.deadline, self.about, self.details):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.take, self.assign, self.state, self.priority, self.dial = (
            QPushButton() for _ in range(5)
        )
        dress(self.take, "primary")
        icons.set_on(self.dial, "call")
        self.take.clicked.connect(self._take)
        self.dial.clicked.connect(self._dial)
        self.menus = {name: QMenu(self) for name in ("assign", "state", "priority")}
        self.assign.setMenu(self.menus["assign"])
        self.state.setMenu(self.menus["state"])
        self.priority.setMenu(self.menus["priority"])
        self.comment = QPlainTextEdit()
        self.comment.setFixedHeight(_COMMENT_PX)
        self.comment.setTabChangesFocus(True)
        self.comment.installEventFilter(self)
        self.comment.textChanged.connect(self._allow)
        self.add = QPushButton()
        self.add.clicked.connect(self._comment)
        self.history = QListWidget()
        self.history.setWordWrap(True)
        self.history.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        self.history_title = QLabel()
        dress(self.history_title, "heading")
        self._lay_out()
        self.retranslate()

    def retranslate(self) -> None:
        self.take.setText(self.tr("Take"))
        self.take.setToolTip(self.tr("It is mine, and I begin"))
        self.assign.setText(self.tr("Assign"))
        self.state.setText(self.tr("State"))
        self.priority.setText(self.tr("Priority"))
        self.dial.setText(self.tr("Dial"))
        self.add.setText(self.tr("Add the comment"))
        self.add.setToolTip(self.tr("Ctrl+Enter"))
        self.comment.setPlaceholderText(self.tr("Comment; goes along with the next change"))
        self.comment.setAccessibleName(self.tr("Comment"))
        self.history_title.setText(self.tr("History"))
        self.history.setAccessibleName(self.tr("History"))
        self.show_card(self.card)

    def show_card(self, card: Card | None) -> None:
        self.card = card
        self.setVisible(card is not None)
        if card is None:
            return
        request = card.request
        self.title.setText(f"№ {request.id}  {request.subject}")
        self._show_facts(request)
        self.details.setText(self._shown(request.details))
        self.details.setVisible(bool(request.details))
        self._fill_menus(request)
        self.history.clear()
        for change in reversed(card.history):
            who = change.who or self.tr("the system")
            text = self._shown(words.change_text(change))
            self.history.addItem(f"{words.moment(change.at)}  {who}\n{text}")
        self._allow()

    def show_choices(self, choices: Choices) -> None:
        self.choices = choices
        if self.card is not None:
            self._fill_menus(self.card.request)

    def tick(self, now: datetime) -> None:
        """The time that is left."""
        self._now = now
        if self.card is None:
            return
        request = self.card.request
        left = words.time_left(request, now)
        due = words.moment(request.due_at) if request.due_at is not None else ""
        self.deadline.setText("  ·  ".join(part for part in (left, due) if part))
        self.deadline.setVisible(bool(left or due))
        dress(self.deadline, "bad" if request.overdue(now) else "")

    def typed(self) -> str:
        return self.comment.toPlainText().strip()

    # --- inside -------------------------------------------------------------------------------

    def _show_facts(self, request: Request) -> None:
        if self._now is not None:
            self.tick(self._now)
        phone = request.links.phone
        lines = [
            self.tr("{category}, {state}, priority {priority}").format(
                category=request.category, state=words.state_word(request.state),
                priority=words.priority_word(request.priority),
            ),
            self.tr("Whose: {whose}").format(whose=words.whose(request)),
            self.tr("Registered by {author}, {when}").format(
                author=request.author, when=words.moment(request.created_at)
            ),
        ]  # fmt: skip
        caller = ", ".join(
            part for part in (request.caller, masking.masked(phone) if self.masked else phone)
            if part
        )  # fmt: skip
        if caller:
            lines.append(self.tr("Asked by {caller}").format(caller=caller))
        if request.links.attempt_id is not None:
            lines.append(self.tr("Call № {number}").format(number=request.links.attempt_id))
        self.about.setText("\n".join(lines))
        self.dial.setVisible(bool(phone))

    def _shown(self, text: str) -> str:
        return masking.masked_text(text) if self.masked else text

    def _fill_menus(self, request: Request) -> None:
        for menu in self.menus.values():
            menu.clear()
        menu = self.menus["assign"]
        self._entry(menu, self.tr("To nobody"), Assign())
        for group in self.choices.groups:
            self._entry(menu, f"@{group}", Assign("", group))
        for person in self.choices.people:
            self._entry(menu, person, Assign(person, request.group))
        for state in RequestState:
            if state in TRANSITIONS[request.state]:
                self._entry(self.menus["state"], words.state_action(state), SetState(state))
        for priority in (Priority.HIGH, Priority.NORMAL, Priority.LOW):
            self._entry(self.menus["priority"], words.priority_word(priority), Prioritise(priority))
        mine = request.person.casefold() == self._user.casefold()
        self.take.setEnabled(
            request.state is RequestState.NEW
            or (request.is_open and not (mine and request.state is RequestState.IN_PROGRESS))
        )
        self.assign.setEnabled(request.is_open)
        self.priority.setEnabled(request.is_open)

    def _entry(self, menu: QMenu, text: str, command: Command) -> None:
        menu.addAction(text).triggered.connect(
            lambda _=False, command=command: self.wished.emit([command], True)
        )

    def _take(self) -> None:
        if self.card is None:
            return
        request = self.card.request
        commands: list[Command] = []
        if request.person.casefold() != self._user.casefold():
            commands.append(Assign(self._user, request.group))
        if request.state is not RequestState.IN_PROGRESS:
            commands.append(SetState(RequestState.IN_PROGRESS))
        self.wished.emit(commands, True)

    def _comment(self) -> None:
        if self.typed():
            self.commented.emit(Comment(self.typed()).comment)

    def _dial(self) -> None:
        if self.card is not None:
            self.dial_wanted.emit(self.card.request.links.phone)

    def _allow(self) -> None:
        self.add.setEnabled(bool(self.typed()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._comment()
                return True
        return False

    def _lay_out(self) -> None:
        actions = QWidget()
        row = FlowLayout(actions, 8)
        for button in (self.take, self.assign, self.state, self.priority, self.dial):
            row.addWidget(button)
        foot = QGridLayout()
        foot.setSpacing(8)
        foot.addWidget(self.comment, 0, 0)
        foot.addWidget(self.add, 1, 0, Qt.AlignmentFlag.AlignRight)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 8, 8, 8)
        layout.setSpacing(8)
        for label in (self.title, self.deadline, self.about, self.details):
            layout.addWidget(label)
        layout.addWidget(actions)
        layout.addLayout(foot)
        layout.addWidget(self.history_title)
        self.history.setMinimumHeight(_HISTORY_PX)
        layout.addWidget(self.history, 1)
