"""Requests: whose they are, what they are about, registered and carried on by keyboard."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from engine.errors import KnownError
from engine.ports.requests import RequestConflict
from engine.requests.machine import Command, Comment
from rino_desktop.ui import icons, state
from rino_desktop.ui.empty_state import EmptyState
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.row_table import RowView
from rino_desktop.ui.theme import dress
from rmt.desk_work import Asking, Doing, Failed, Words, to_the_loop
from rmt.notice import Notice
from rmt.requests.card import RequestCard
from rmt.requests.desk import Board, Card, RequestCall, RequestsDesk, Whose, Wish
from rmt.requests.new_request import NewRequestDialog
from rmt.requests.registering import Registering
from rmt.requests.table import RequestTable

_PAUSE_MS, _AGAIN_MS, _LIMIT = 120, 30_000, 200
#: While it is hidden only every so many times: there is but the badge to be seen of it.
_HIDDEN_TIMES = 4


class RequestsPanel(Translated, QWidget):
    """``words`` says errors in the user's language, ``failed`` is told of bugs. It looks for what
    is overdue while it is hidden, too: begin it with ``start``."""

    dial_wanted = Signal(str)
    #: How many open requests are overdue: for a badge.
    overdue_changed = Signal(int)

    def __init__(
        self, desk: RequestsDesk, words: Words = str, failed: Failed = to_the_loop,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._desk, self._words = desk, words
        self._asking = Asking(self, words, failed)
        self._reading = Asking(self, words, failed)
        self._choosing = Asking(self, words, failed)
        self._doing = Doing(self, words, failed)
        self._board: Board | None = None
        self._registering = Registering(self, desk, self._doing, words, failed)
        self._registering.registered.connect(self._on_registered)
        self._hidden_ticks = 0
        #: Comments not sent yet, by the request.
        self._comments: dict[int, str] = {}
        self.whose: dict[Whose, QPushButton] = {}
        self._group = QButtonGroup(self)
        for which in Whose:
            button = QPushButton()
            button.setCheckable(True)
            button.clicked.connect(self._look)
            self._group.addButton(button)
            self.whose[which] = button
        self.whose[Whose.MINE].setChecked(True)
        self.ended = QCheckBox()
        self.ended.toggled.connect(self._look)
        self.search, self.new, self.count = QLineEdit(), QPushButton(), QLabel()
        self.search.setClearButtonEnabled(True)
        icons.set_on(self.new, "add", "on_accent")
        dress(self.new, "primary")
        dress(self.count, "secondary")
        self.new.clicked.connect(self.register_new)
        self.notice = Notice()
        self.notice.wanted.connect(self._look_again)
        self._registering.refused.connect(lambda error: self.notice.say(words(error)))
        self.card = RequestCard(desk.user)
        self.card.wished.connect(self._wish)
        self.card.commented.connect(lambda text: self._wish([Comment(text)], False, any_=True))
        self.card.dial_wanted.connect(self.dial_wanted)
        self.card.comment.textChanged.connect(self._keep_comment)
        self.table = RequestTable(self)
        self.view = RowView(self.table, "requests/columns", (66, 190, 180, 112, 140), 36)
        self.view.selectionModel().currentChanged.connect(lambda *_: self._open_chosen())
        self.view.doubleClicked.connect(lambda _: self.card.comment.setFocus())
        self.empty, self.pages = EmptyState("forms"), QStackedWidget()
        self.empty.wanted.connect(self.register_new)
        self._typing, self._again = QTimer(self), QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_PAUSE_MS)
        self._typing.timeout.connect(self._look)
        self._again.setInterval(_AGAIN_MS)
        self._again.timeout.connect(self._on_tick)
        self.search.textChanged.connect(lambda _: self._typing.start())
        for work in (self._asking, self._reading, self._registering.asking, self._doing):
            work.trouble.connect(self._on_trouble)
        self._lay_out()
        self.card.show_card(None)
        self._registering.offered.connect(self.card.show_choices)
        shortcut = QShortcut(QKeySequence.StandardKey.New, self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.register_new)
        self.retranslate()

    def retranslate(self) -> None:
        self.whose[Whose.MINE].setText(self.tr("Mine"))
        self.whose[Whose.GROUPS].setText(self.tr("My groups'"))
        self.whose[Whose.ALL].setText(self.tr("All"))
        self.ended.setText(self.tr("Ended ones too"))
        self.search.setPlaceholderText(self.tr("Words or a number"))
        self.search.setAccessibleName(self.tr("Search requests"))
        self.new.setText(self.tr("New request"))
        self.new.setToolTip(self.tr("Ctrl+N"))
        self.view.setAccessibleName(self.tr("Requests"))
        self.table.retranslate()
        self._say_what_is_there()

    # --- what its owner calls -----------------------------------------------------------------

    def start(self) -> None:
        self._again.start()
        self._look()
        self._choosing.ask(self._desk.choices, self._registering.offer)

    def set_call(self, call: RequestCall | None) -> None:
        """What the next new request is about."""
        self._registering.set_call(call)

    def mask_numbers(self, masked: bool) -> None:
        self._registering.masked = self.card.masked = masked
        self.card.show_card(self.card.card)

    def open_request(self, request_id: int) -> None:
        self._read(request_id)

    @property
    def unsaved(self) -> int:
        """Changes that are not in the database yet."""
        return self._doing.waiting

    @property
    def typed(self) -> bool:
        """Something is typed that was never sent."""
        return self._registering.typed or any(text.strip() for text in self._comments.values())

    async def close_desk(self) -> None:
        self._typing.stop()
        self._again.stop()
        for work in (
            self._asking, self._reading, self._choosing, self._registering.asking, self._doing
        ):  # fmt: skip
            await work.close()

    # --- the list -----------------------------------------------------------------------------

    def _look(self) -> None:
        whose = next(which for which, button in self.whose.items() if button.isChecked())
        text, ended = self.search.text().strip(), self.ended.isChecked()
        self._asking.ask(
            lambda: self._desk.find(whose, text, ended=ended, limit=_LIMIT), self._show_board
        )

    def _on_tick(self) -> None:
        now = datetime.now(UTC)
        self.table.tick(now)
        self.card.tick(now)
        self._hidden_ticks = 0 if self.isVisible() else self._hidden_ticks + 1
        if self._hidden_ticks % _HIDDEN_TIMES == 0:
            self._look()

    def _show_board(self, board: Board) -> None:
        self._board = board
        now = datetime.now(UTC)
        shown = self.card.card.request.id if self.card.card is not None else None
        self.table.now = now
        self.table.show(board.requests)
        self.card.tick(now)
        row = self.table.row_of(shown) if shown is not None else None
        if row is not None:
            self.view.selectRow(row)
        elif board.requests and shown is None:
            self.view.selectRow(0)
        self._say_what_is_there()
        self.overdue_changed.emit(board.counts.overdue)

    def _say_what_is_there(self) -> None:
        board = self._board
        there = board is not None and bool(board.requests)
        self.pages.setCurrentIndex(1 if there or self.card.card is not None else 0)
        if board is None:
            self.empty.show_text(self.tr("Reading the requests…"), "")
            return
        overdue = board.counts.overdue
        parts = [self.tr("%n open", "", board.counts.open)]
        if overdue:
            parts.append(self.tr("%n overdue", "", overdue))
        self.count.setText(", ".join(parts))
        dress(self.count, "bad" if overdue else "secondary")
        if self.search.text().strip():
            self.empty.show_text(
                self.tr("Nothing is found"),
                self.tr("Beginnings of words are enough; “All” and “Ended ones too” find more."),
            )
        elif self.whose[Whose.MINE].isChecked():
            self.empty.show_text(
                self.tr("Nothing waits for you"),
                self.tr("What your groups have is under “My groups'”."), self.tr("New request"),
            )  # fmt: skip
        else:
            self.empty.show_text(
                self.tr("No open requests"),
                self.tr("What somebody asks for is registered with Ctrl+N: it gets a deadline, "
                        "and somebody who does it."), self.tr("New request"),
            )  # fmt: skip

    # --- the card -----------------------------------------------------------------------------

    def _open_chosen(self) -> None:
        row = self.view.currentIndex().row()
        if row < 0:
            return
        request = self.table.at(row)
        if self.card.card is None or self.card.card.request.id != request.id:
            self._show_card(Card(request, ()))  # at once; its history follows
        self._read(request.id)

    def _read(self, request_id: int) -> None:
        self._reading.ask(lambda: self._desk.card(request_id), self._show_card)
        self._choosing.ask(self._desk.choices, self._registering.offer)

    def _show_card(self, card: Card) -> None:
        other = self.card.card is None or self.card.card.request.id != card.request.id
        self.card.show_card(card)
        self.card.tick(datetime.now(UTC))
        if other:
            self.card.comment.setPlainText(self._comments.get(card.request.id, ""))
        self._say_what_is_there()

    def _keep_comment(self) -> None:
        if self.card.card is not None:
            self._comments[self.card.card.request.id] = self.card.comment.toPlainText()

    def _wish(self, commands: Sequence[Command], with_comment: bool, *, any_: bool = False) -> None:
        if self.card.card is None:
            return
        request = self.card.card.request
        text = self.card.typed()
        commands = list(commands)
        if with_comment and text:
            commands[0] = replace(commands[0], comment=text)
        used = text if with_comment or any_ else ""
        wish = Wish(
            request.id, tuple(commands), datetime.now(UTC), None if any_ else request.revision
        )
        self._doing.do(
            lambda: self._desk.change(wish),
            lambda card: self._on_changed(card, used),
            lambda error: self._on_refused(error),
        )

    def _on_changed(self, card: Card, used: str) -> None:
        if self._comments.get(card.request.id, "").strip() == used:
            self._comments.pop(card.request.id, None)
            if self._shows(card.request.id):
                self.card.comment.clear()
        if self._shows(card.request.id):
            self._show_card(card)
        self.notice.say("")
        self._look()

    def _on_refused(self, error: KnownError) -> None:
        action = self.tr("Look at it again") if isinstance(error, RequestConflict) else ""
        self.notice.say(self._words(error), action)

    def _look_again(self) -> None:
        """What was typed stays."""
        self.notice.say("")
        if self.card.card is not None:
            self._read(self.card.card.request.id)
        self._look()

    def _shows(self, request_id: int) -> bool:
        return self.card.card is not None and self.card.card.request.id == request_id

    def _on_trouble(self, text: str) -> None:
        if text and self._doing.waiting:
            text = self.tr("{reason} What you have changed is kept, and repeated.").format(
                reason=text
            )
        self.notice.say(text)
        if text:
            self._registering.say(text)

    # --- a new one ----------------------------------------------------------------------------

    def register_new(self) -> None:
        self._registering.begin()

    @property
    def dialog(self) -> NewRequestDialog | None:
        """That of a new one, while it is open."""
        return self._registering.dialog

    def _on_registered(self, request_id: int) -> None:
        self._read(request_id)
        self._look()

    def showEvent(self, event: object) -> None:  # noqa: N802
        super().showEvent(event)  # type: ignore[arg-type]
        self.start()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        for button in self.whose.values():
            head.addWidget(button)
        head.addWidget(self.ended)
        head.addStretch(1)
        head.addWidget(self.new)
        second = QHBoxLayout()
        second.setSpacing(12)
        second.addWidget(self.search, 1)
        second.addWidget(self.count)
        body = QSplitter(Qt.Orientation.Horizontal)
        body.setChildrenCollapsible(False)
        body.addWidget(self.view)
        body.addWidget(self.card)
        body.setSizes([760, 380])
        body.setStretchFactor(0, 1)
        state.keep(body, "requests/parts")
        self.pages.addWidget(self.empty)
        self.pages.addWidget(body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addLayout(second)
        layout.addWidget(self.notice)
        layout.addWidget(self.pages, 1)
