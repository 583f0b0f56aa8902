"""Callbacks: one's own and the team's; reminded of, dialled, done, put off."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from engine.domain.callbacks import Callback, CallbackState
from engine.errors import KnownError
from engine.ports.callbacks import CallbackConflict
from rino_desktop.ui import icons
from rino_desktop.ui.empty_state import EmptyState
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.row_table import RowView
from rino_desktop.ui.theme import dress
from rmt.callbacks.desk import Act, Board, CallbackContact, CallbacksDesk, Shown, Wish
from rmt.callbacks.dialog import CallbackDialog
from rmt.callbacks.promising import Promising
from rmt.callbacks.reminders import Reminders
from rmt.callbacks.table import CallbackTable
from rmt.desk_work import Asking, Doing, Failed, Words, to_the_loop
from rmt.notice import Notice

_AGAIN_MS, _LIMIT = 15_000, 200
#: As long as a double click takes, and the look at what has changed.
_MOVED_MS = 700


class CallbacksPanel(Translated, QWidget):
    """``words`` says errors in the user's language, ``failed`` is told of bugs. It looks for what
    is due while it is hidden, too: begin it with ``start``."""

    #: A callback that is to be dialled now.
    dial_wanted = Signal(object)
    #: (when, or None; text): the next of one's own, for the line at the top of the workstation.
    next_changed = Signal(object, str)
    #: It is time soon, or now: a callback of one's own.
    reminded = Signal(object)

    def __init__(
        self, desk: CallbacksDesk, words: Words = str, failed: Failed = to_the_loop,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._desk, self._words = desk, words
        self._asking = Asking(self, words, failed)
        self._doing = Doing(self, words, failed)
        self._promising = Promising(self, desk, self._doing, words, failed, self._made)
        self._promising.kept.connect(self.look)
        self._promising.refused.connect(self._on_refused)
        #: Why nobody can be dialled now, in words; "" when one can.
        self.why_not: Callable[[], str] = lambda: ""
        self._board = Board()
        self._known = False
        #: What was done here with it: it leaves the list by that.
        self._acted: set[int] = set()
        #: The chosen one has gone by somebody else's doing: no other takes his place by itself.
        self._wary = False
        #: The choice has just moved by itself: a second click is not meant for the next one.
        self._moved = QTimer(self)
        self._moved.setSingleShot(True)
        self._moved.setInterval(_MOVED_MS)
        self._contact = CallbackContact()
        self.mine, self.team = QPushButton(), QPushButton()
        self._group = QButtonGroup(self)
        for button in (self.mine, self.team):
            button.setCheckable(True)
            button.clicked.connect(self._show_other_list)
            self._group.addButton(button)
        self.mine.setChecked(True)
        self.new = QPushButton()
        icons.set_on(self.new, "add", "on_accent")
        dress(self.new, "primary")
        self.new.clicked.connect(lambda: self.promise())
        self.notice = Notice()
        self.notice.wanted.connect(self._on_notice)
        self.table = CallbackTable(self)
        self.view = RowView(self.table, "callbacks/columns", (210, 120, 150, 140, 150), 36)
        self.view.selectionModel().selectionChanged.connect(lambda *_: self._on_chosen())
        self.view.doubleClicked.connect(lambda _: self.dial())
        self.note = QLineEdit()
        self.note.setMaxLength(500)
        self.dial_button, self.done, self.back, self.later, self.cancel = (
            QPushButton() for _ in range(5)
        )
        dress(self.dial_button, "primary")
        icons.set_on(self.dial_button, "call", "on_accent")
        self.dial_button.clicked.connect(self.dial)
        self.done.clicked.connect(lambda: self._wish(Act.FINISH))
        self.back.clicked.connect(lambda: self._wish(Act.GIVE_BACK))
        self.cancel.clicked.connect(lambda: self._wish(Act.CANCEL))
        self.later.clicked.connect(self._put_off)
        self.empty, self.pages = EmptyState("recent"), QStackedWidget()
        self.empty.wanted.connect(lambda: self.promise())
        self._again = QTimer(self)
        self._again.setInterval(_AGAIN_MS)
        self._again.timeout.connect(self.look)
        self.reminders = Reminders(self, desk.user, desk.rules)
        self.reminders.reminded.connect(self.reminded)
        self.reminders.next_changed.connect(self.next_changed)
        self.reminders.ticked.connect(self.table.tick)
        for work in (self._asking, self._doing):
            work.trouble.connect(self._on_trouble)
        shortcut = QShortcut(QKeySequence.StandardKey.New, self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(lambda: self.promise())
        self._lay_out()
        self.retranslate()
        self._allow()

    def retranslate(self) -> None:
        self.new.setText(self.tr("Call back…"))
        self.new.setToolTip(self.tr("Ctrl+N"))
        self.dial_button.setText(self.tr("Dial"))
        self.done.setText(self.tr("Finished"))
        self.back.setText(self.tr("Not reached"))
        self.back.setToolTip(self.tr("It waits again"))
        self.later.setText(self.tr("Another time…"))
        self.cancel.setText(self.tr("Cancel it"))
        self.note.setPlaceholderText(self.tr("What came of it"))
        self.note.setAccessibleName(self.tr("What came of it"))
        self.view.setAccessibleName(self.tr("Callbacks"))
        self.table.retranslate()
        self._show_list()
        self.reminders.tell_next()

    # --- what its owner calls -----------------------------------------------------------------

    def start(self) -> None:
        self._again.start()
        self.look()

    def set_contact(self, contact: CallbackContact | None) -> None:
        """Who is called back unless somebody else is typed in: the one on the line."""
        self._contact = contact or CallbackContact()

    def mask_numbers(self, masked: bool) -> None:
        self.table.masked = masked
        self.reminders.masked = masked
        self.table.retranslate()
        self.reminders.tell_next()

    @property
    def unsaved(self) -> int:
        return self._doing.waiting

    @property
    def typed(self) -> bool:
        """Something is typed that was never sent."""
        return self._promising.typed

    async def close_desk(self) -> None:
        self._again.stop()
        self.reminders.stop()
        for work in (self._asking, self._promising.people, self._doing):
            await work.close()

    def promise(self, contact: CallbackContact | None = None) -> None:
        """Ask for the time, for ``contact`` or the one on the line."""
        self._open_dialog(contact or self._contact, None)

    # --- the list -----------------------------------------------------------------------------

    def look(self) -> None:
        self._asking.ask(lambda: self._desk.board(_LIMIT), self._on_board)

    def _on_board(self, board: Board) -> None:
        self._board, self._known = board, True
        self._show_list()
        self.reminders.show(board.mine)

    def _show_list(self) -> None:
        self.mine.setText(self.tr("Mine ({number})").format(number=len(self._board.mine)))
        self.team.setText(self.tr("The team's ({number})").format(number=len(self._board.team)))
        chosen = self.chosen()
        rows = self._board.mine if self.mine.isChecked() else self._board.team
        self.table.now = datetime.now(UTC)
        self.table.show(rows)
        self._choose(chosen, len(rows))
        self.pages.setCurrentIndex(1 if rows else 0)
        if not self._known:
            self.empty.show_text(self.tr("Reading the callbacks…"), "")
        elif self.mine.isChecked():
            self.empty.show_text(
                self.tr("Nobody waits for your call"),
                self.tr("Promise a call with Ctrl+N: you are reminded of it before its time."),
                self.tr("Call back…"),
            )
        else:
            self.empty.show_text(
                self.tr("The team has no callbacks"),
                self.tr("Those that somebody misses come here, too."), self.tr("Call back…"),
            )  # fmt: skip
        self._allow()

    def _show_other_list(self) -> None:
        self.view.clearSelection()
        self._wary = False
        self._show_list()

    def _choose(self, before: Shown | None, rows: int) -> None:
        """Whom it was before; whoever it is next is not rung or done with by a click that was meant
        for him."""
        if not rows or self.view.chosen_row() is not None:
            return
        row = self.table.row_of(before.callback.id) if before is not None else None
        if row is not None:
            self.view.selectRow(row)
        elif before is not None and before.callback.id not in self._acted:
            self._wary = True
            text = self.tr("{who}: this callback is not in the list any more. Choose another one.")
            self.notice.say(text.format(who=self.table.name(before)))
        elif not self._wary:
            self.view.selectRow(0)
            if before is not None:
                self._moved.start()

    def _on_chosen(self) -> None:
        if self.chosen() is not None:
            self._wary = False
        self._moved.stop()  # by hand
        self._allow()

    def chosen(self) -> Shown | None:
        row = self.view.chosen_row()
        return self.table.at(row) if row is not None else None

    def _allow(self) -> None:
        shown = self.chosen()
        callback = shown.callback if shown is not None else None
        taken = callback is not None and callback.state is CallbackState.TAKEN
        mine = taken and callback is not None and (
            callback.taken_by.casefold() == self._desk.user.casefold())  # fmt: skip
        for button in (self.dial_button, self.done, self.later, self.cancel):
            button.setEnabled(callback is not None and (mine or not taken))
        self.back.setEnabled(bool(mine))

    def _meant(self) -> Shown | None:
        """The one for whom a button is pressed now. Buttons stay as they are meanwhile, and keep
        the keyboard."""
        return None if self._moved.isActive() else self.chosen()

    # --- changes ------------------------------------------------------------------------------

    def dial(self) -> None:
        """An engine takes it and calls, so that nobody else does, and notes what comes of it."""
        shown = self._meant()
        if shown is None or not self.dial_button.isEnabled():
            return
        why_not = self.why_not()
        self.notice.say(why_not)
        if not why_not:
            self._acted.add(shown.callback.id)
            self.dial_wanted.emit(shown.callback)

    def dialled(self, callback_id: int, *, called: bool) -> None:
        """What came of an order to dial."""
        if not called:  # if it leaves the list now, it is by somebody else
            self._acted.discard(callback_id)
        self.look()

    def _on_notice(self) -> None:
        self.notice.say("")
        self.look()

    def _made(self, callback: Callback, act: Act) -> Wish:
        self._acted.add(callback.id)
        return Wish(callback.id, act, uuid4().hex, datetime.now(UTC), callback.revision)

    def _wish(self, act: Act) -> None:
        shown = self._meant()
        if shown is not None:
            note = self.note.text().strip() if act is Act.FINISH else ""
            self._send(replace(self._made(shown.callback, act), note=note))

    def _send(self, wish: Wish) -> None:
        def done(_: Callback) -> None:
            if wish.note and self.note.text().strip() == wish.note:
                self.note.clear()
            self.notice.say("")
            self.look()

        self._doing.do(lambda: self._desk.change(wish), done, self._on_refused)

    def _on_refused(self, error: KnownError) -> None:
        conflict = isinstance(error, CallbackConflict)
        self.notice.say(self._words(error), self.tr("Look at it again") if conflict else "")

    def _on_trouble(self, text: str) -> None:
        if text and self._doing.waiting:
            text = self.tr("{reason} What you have changed is kept, and repeated.").format(
                reason=text
            )
        self.notice.say(text)
        if text:
            self._promising.say(text)

    # --- promising and putting off ------------------------------------------------------------

    def _put_off(self) -> None:
        shown = self._meant()
        if shown is None:
            return
        callback = shown.callback
        contact = CallbackContact(
            callback.phone, callback.caller, callback.contact_id, callback.campaign_id,
            callback.queue, shown.masked or self.table.masked,
        )  # fmt: skip
        self._open_dialog(contact, callback)

    def _open_dialog(self, contact: CallbackContact, callback: Callback | None) -> None:
        if self.table.masked and contact.phone:
            contact = replace(contact, masked=True)
        self._promising.begin(contact, callback)

    @property
    def dialog(self) -> CallbackDialog | None:
        """In which a call is promised or put off, while it is open."""
        return self._promising.dialog

    def showEvent(self, event: object) -> None:  # noqa: N802
        super().showEvent(event)  # type: ignore[arg-type]
        self.start()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.mine)
        head.addWidget(self.team)
        head.addStretch(1)
        head.addWidget(self.new)
        body = QWidget()
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.dial_button)
        foot.addStretch(1)
        for button in (self.done, self.back, self.later, self.cancel):
            foot.addWidget(button)
        inside = QVBoxLayout(body)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        inside.addWidget(self.view, 1)
        inside.addWidget(self.note)
        inside.addLayout(foot)
        self.pages.addWidget(self.empty)
        self.pages.addWidget(body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self.notice)
        layout.addWidget(self.pages, 1)
